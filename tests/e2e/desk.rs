//! A desk at the gate: the program with a window, a camera whose pictures the test holds up, and a driver at the mouse.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host, sample};
use gatehouse_core::ids::{EventId, RecordId};
use gatehouse_credential::IssuingKey;
use gatehouse_store::table;
use gatehouse_store::table::credential::CredentialRow;
use gatehouse_testkit::{Machine, blank, picture_of, write_frame};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

/// The longest that anything may take before a test gives up. Generous: machines differ, and no claim is about time.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// The sample event on disk, and what is needed to make codes for it.
pub(super) struct Venue {
    machine: Machine,
    home: tempfile::TempDir,
    pub(super) id: EventId,
    pub(super) key: IssuingKey,
    credentials: Vec<CredentialRow>,
    products: Vec<(u16, String)>,
    shown: usize,
}

/// The program with its window, and the driver that sees it.
pub(super) struct Desk {
    running: Running,
    pub(super) client: Client,
    /// One desk at a time: a second start of the program only brings the first one's window to the front.
    _turn: MutexGuard<'static, ()>,
}

static TURN: Mutex<()> = Mutex::const_new(());

/// The driver and the program that it started. Dropping it ends both.
struct Running {
    driver: Child,
    /// What stands in the program's command line and in no other's.
    mark: String,
}

impl Venue {
    /// Makes the sample event as of now and lets go of it, so that the program can open it.
    pub(super) fn new() -> Result<Self> {
        let machine = Machine::at(gatehouse_hardware::clock::wall_now());
        let home = tempfile::tempdir()?;
        std::fs::create_dir_all(home.path().join("frames"))?;
        sample::create(&machine, &home.path().join("night.gatehouse"), Protect::Unprotected)?;
        let open = gatehouse_commands::open(&machine)?;
        let (id, key, credentials, products) = open.replica.read(|conn| {
            let key = table::signing_key::issuing(conn)?;
            let products = table::product::all(conn)?;
            let products = products.into_iter().map(|row| (row.product.number.0, row.product.name)).collect();
            let credentials = table::credential::page(conn, None, 10_000)?;
            Ok::<_, gatehouse_store::Error>((table::event::find(conn)?.id, key, credentials, products))
        })?;
        drop(open);
        machine.session().close();
        let key = key.context("the sample event has a signing key")?;
        let venue = Self { machine, home, id, key, credentials, products, shown: 0 };
        // The folder must not be empty when the camera opens it.
        write_frame(&venue.frames(), "000000", &blank());
        Ok(venue)
    }

    pub(super) fn replica(&self) -> PathBuf {
        self.home.path().join("night.gatehouse")
    }

    pub(super) fn folder(&self) -> &Path {
        self.home.path()
    }

    fn frames(&self) -> PathBuf {
        self.home.path().join("frames")
    }

    /// A good credential of a product, the `nth` of them.
    pub(super) fn credential(&self, product: &str, nth: usize) -> Result<&CredentialRow> {
        let number = self.products.iter().find(|(_, name)| name == product).context("no such product")?.0;
        let good = self.credentials.iter().filter(|row| {
            use gatehouse_core::admission::{Approval, Payment, Standing};
            row.details.product.0 == number
                && row.standing == Standing::Good
                && row.payment == Payment::Settled
                && row.approval == Approval::Given
        });
        good.clone().nth(nth).context("too few credentials of this product")
    }

    /// The text of a credential's code.
    pub(super) fn code(&self, row: &CredentialRow) -> Result<String> {
        Ok(self.key.issue(self.id, &row.ticket())?)
    }

    /// Holds a code before the camera.
    pub(super) fn hold_up(&mut self, text: &str) {
        self.shown += 1;
        write_frame(&self.frames(), &format!("{:06}", self.shown), &picture_of(text));
    }

    /// Takes the code away for long enough that the next one counts as presented anew.
    pub(super) fn take_away(&mut self) {
        // At 15 pictures a second and six pictures a file this is longer than the re-arm time.
        for _ in 0..6 {
            self.shown += 1;
            write_frame(&self.frames(), &format!("{:06}", self.shown), &blank());
        }
    }

    /// Every scan that the journal holds and that let somebody pass, read from the file after the program is gone.
    pub(super) fn passes_on_disk(&self) -> Result<Vec<RecordId>> {
        gatehouse_commands::app::open_path(&self.machine, &self.replica(), None)?;
        let open = gatehouse_commands::open(&self.machine)?;
        let findings = gatehouse_store::audit(&open.replica)?;
        if !findings.is_empty() {
            bail!("the replica does not agree with its journal: {findings:?}");
        }
        let author = open.replica.author()?.id;
        let records = open
            .replica
            .read(move |conn| table::record::after(conn, author, gatehouse_core::ids::Seq(0), 100_000))?;
        drop(open);
        self.machine.session().close();
        let mut passes = Vec::new();
        for record in records {
            if let gatehouse_store::Body::Scan(scan) = record.body()?
                && scan.passes()
            {
                passes.push(record.id());
            }
        }
        Ok(passes)
    }
}

impl Desk {
    /// Starts the program on the venue's event, in a window of this size.
    pub(super) async fn open(venue: &Venue, width: u32, height: u32) -> Result<Self> {
        let camera = format!("replay:{}?hold=6", venue.frames().display());
        let replica = venue.replica().display().to_string();
        let data = venue.folder().join("data").display().to_string();
        let size = format!("{width}x{height}");
        Self::start(
            &["--replica", &replica, "--camera", &camera, "--data", &data, "--size", &size],
            replica.clone(),
        )
        .await
    }

    /// Starts the program with these arguments.
    async fn start(arguments: &[&str], mark: String) -> Result<Self> {
        let turn = TURN.lock().await;
        let program = program()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .spawn()
            .context("WebKitWebDriver is not installed: run `cargo xtask setup`")?;
        let running = Running { driver, mark };
        let capabilities = json!({ "webkitgtk:browserOptions": { "binary": program, "args": arguments } });
        let client = connect(port, capabilities).await?;
        Ok(Self { running, client, _turn: turn })
    }

    /// Ends the program in an orderly way.
    pub(super) async fn close(self) -> Result<()> {
        let processes = self.running.processes();
        self.client.clone().close().await?;
        ended(&processes).await
    }

    /// Kills the program as a power cut would, as far as a process can tell.
    pub(super) async fn kill(self) -> Result<()> {
        let processes = self.running.processes();
        let killed = self.running.kill();
        ended(&processes).await?;
        if killed == 1 { Ok(()) } else { bail!("{killed} programs were killed instead of one") }
    }

    /// Waits for the element with a test id.
    pub(super) async fn find(&self, id: &str) -> Result<Element> {
        self.find_css(&format!("[data-testid=\"{id}\"]")).await
    }

    /// Waits for the element that a selector names.
    pub(super) async fn find_css(&self, selector: &str) -> Result<Element> {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        match found {
            Ok(element) => Ok(element),
            Err(error) => {
                let text = self.client.find(Locator::Css("body")).await?.text().await?;
                Err(error).with_context(|| format!("{selector} never came; the screen says:\n{text}"))
            }
        }
    }

    /// Presses what a selector names, as soon as it can be pressed: screens slide in, and lists are drawn anew.
    pub(super) async fn press(&self, selector: &str) -> Result<()> {
        let pressing = async {
            let mut again = tokio::time::interval(Duration::from_millis(50));
            loop {
                again.tick().await;
                if let Ok(element) = self.client.find(Locator::Css(selector)).await
                    && element.click().await.is_ok()
                {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, pressing)
            .await
            .with_context(|| format!("{selector} could not be pressed"))
    }

    /// Waits until what a selector names says these words, and gives all that it says.
    pub(super) async fn says(&self, selector: &str, words: &str) -> Result<String> {
        let look =
            format!("return document.querySelector({})?.textContent ?? ''", serde_json::to_string(selector)?);
        let mut last = String::new();
        let looking = async {
            loop {
                last = self.run(&look).await?.as_str().unwrap_or_default().to_owned();
                if last.contains(words) {
                    return Ok(last.clone());
                }
            }
        };
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(said) => said,
            Err(_) => bail!("{selector} never said {words:?}; it says {last:?}"),
        }
    }

    /// Chooses the checkpoint where the device stands.
    pub(super) async fn stand_at(&self, checkpoint: &str) -> Result<()> {
        let there = format!("[data-testid=\"post\"][data-checkpoint=\"{checkpoint}\"]");
        self.find("post").await?;
        if self.client.find(Locator::Css(&there)).await.is_ok() {
            return Ok(());
        }
        self.press(&format!("[data-testid=\"checkpoint-choice\"][data-name=\"{checkpoint}\"]")).await?;
        self.find_css(&there).await?;
        Ok(())
    }

    /// Waits until the list's newest scan has this verdict, and gives its record.
    pub(super) async fn newest(&self, verdict: &str) -> Result<RecordId> {
        let newest = format!("[data-testid=\"recent-scan\"]:first-child[data-verdict=\"{verdict}\"]");
        self.find_css(&newest).await?;
        // In one step, because the list is drawn anew with every scan.
        let look =
            format!("return document.querySelector({})?.dataset.scan", serde_json::to_string(&newest)?);
        let scan = self.run(&look).await?;
        record(scan.as_str().context("a listed scan names its record")?)
    }

    /// Runs a script in the window.
    pub(super) async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, vec![]).await?)
    }

    /// A picture of the window, into the folder that `GATEHOUSE_PICTURES` names, if it does.
    pub(super) async fn picture(&self, name: &str) -> Result<()> {
        let Some(folder) = std::env::var_os("GATEHOUSE_PICTURES") else { return Ok(()) };
        std::fs::create_dir_all(&folder)?;
        let png = self.client.screenshot().await?;
        Ok(std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), png)?)
    }
}

impl Running {
    /// The program's processes that are still there.
    fn processes(&self) -> Vec<String> {
        let program = program().unwrap_or_default();
        let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        all.filter(|entry| {
            let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line);
            line.starts_with(&program) && line.contains(&self.mark)
        })
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
    }

    fn kill(&self) -> usize {
        let killed = |pid: &String| {
            Command::new("kill").args(["-KILL", pid]).status().is_ok_and(|done| done.success())
        };
        self.processes().iter().filter(|pid| killed(pid)).count()
    }
}

/// Waits until processes have let go of their files: only when the last of its threads is a zombie has a process.
async fn ended(processes: &[String]) -> Result<()> {
    let breathes = |stat: PathBuf| {
        let stat = std::fs::read_to_string(stat).unwrap_or_default();
        stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
    };
    let alive = |pid: &String| {
        let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        threads.into_iter().any(|thread| breathes(thread.path().join("stat")))
    };
    let ending = async {
        let mut again = tokio::time::interval(Duration::from_millis(50));
        while processes.iter().any(alive) {
            again.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, ending).await.context("the program did not end")
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
        // It may have ended by itself, which is all that is wanted here.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn program() -> Result<String> {
    std::env::var("GATEHOUSE_APP")
        .context("GATEHOUSE_APP names no program: run this through `cargo xtask test`")
}

/// The record that a screen names as `author/seq`.
pub(super) fn record(name: &str) -> Result<RecordId> {
    let (author, seq) = name.split_once('/').context("a scan is named author/seq")?;
    Ok(RecordId { author: author.parse()?, seq: gatehouse_core::ids::Seq(seq.parse()?) })
}

async fn connect(port: u16, capabilities: Value) -> Result<Client> {
    let Value::Object(capabilities) = capabilities else { bail!("capabilities are an object") };
    let address = format!("http://127.0.0.1:{port}");
    let connecting = async {
        let mut again = tokio::time::interval(Duration::from_millis(100));
        loop {
            again.tick().await;
            // The driver needs a moment until it listens.
            if tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok() {
                break;
            }
        }
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities).connect(&address).await
    };
    Ok(tokio::time::timeout(PATIENCE, connecting).await.context("the program never came up")??)
}
