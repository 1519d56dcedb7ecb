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
    driver: Child,
    pub(super) client: Client,
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
        // At 15 pictures a second and one picture a file this is longer than the re-arm time.
        for _ in 0..45 {
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
        let records = open.replica.read(move |conn| {
            table::record::after(conn, author, gatehouse_core::ids::Seq(0), 100_000)
        })?;
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
        let camera = format!("replay:{}?hold=1", venue.frames().display());
        let replica = venue.replica().display().to_string();
        let data = venue.folder().join("data").display().to_string();
        Self::start(&["--replica", &replica, "--camera", &camera, "--data", &data], width, height).await
    }

    /// Starts the program with these arguments, in a window of this size.
    pub(super) async fn start(arguments: &[&str], width: u32, height: u32) -> Result<Self> {
        let program = std::env::var("GATEHOUSE_APP")
            .context("GATEHOUSE_APP names no program: run this through `cargo xtask test`")?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .spawn()
            .context("WebKitWebDriver is not installed: run `cargo xtask setup`")?;
        let capabilities = json!({ "webkitgtk:browserOptions": { "binary": program, "args": arguments } });
        let mut desk = Starting { driver: Some(driver) };
        let client = connect(port, capabilities).await?;
        client.set_window_size(width, height).await?;
        Ok(Self { driver: desk.driver.take().context("the driver was just started")?, client })
    }

    /// Ends the program in an orderly way.
    pub(super) async fn close(mut self) -> Result<()> {
        let ended = self.client.clone().close().await;
        self.driver.kill()?;
        self.driver.wait()?;
        Ok(ended?)
    }

    /// Kills the program as a power cut would, as far as a process can tell.
    pub(super) fn kill(mut self, venue: &Venue) -> Result<()> {
        let mark = venue.folder().display().to_string();
        let program = std::env::var("GATEHOUSE_APP")?;
        let mut killed = 0;
        for entry in std::fs::read_dir("/proc")?.flatten() {
            let Ok(line) = std::fs::read(entry.path().join("cmdline")) else { continue };
            let line = String::from_utf8_lossy(&line);
            if line.starts_with(&program) && line.contains(&mark) {
                let pid = entry.file_name();
                let done = Command::new("kill").arg("-KILL").arg(pid).status()?.success();
                killed += usize::from(done);
            }
        }
        self.driver.kill()?;
        self.driver.wait()?;
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

    /// Chooses the checkpoint where the device stands.
    pub(super) async fn stand_at(&self, checkpoint: &str) -> Result<()> {
        let choices = "[data-testid=\"checkpoint-choice\"]";
        if self.client.find(Locator::Css(choices)).await.is_err() {
            self.find("change-post").await?.click().await?;
        }
        self.find_css(&format!("{choices}[data-name=\"{checkpoint}\"]")).await?.click().await?;
        self.find_css(&format!("[data-testid=\"change-post\"][data-checkpoint=\"{checkpoint}\"]")).await?;
        Ok(())
    }

    /// Waits until the list's newest scan has this verdict, and gives its record.
    pub(super) async fn newest(&self, verdict: &str) -> Result<RecordId> {
        let newest = format!("[data-testid=\"recent-scan\"]:first-child[data-verdict=\"{verdict}\"]");
        let row = self.find_css(&newest).await?;
        let scan = row.attr("data-scan").await?.context("a listed scan names its record")?;
        record(&scan)
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

/// Ends the driver if the program never came up.
struct Starting {
    driver: Option<Child>,
}

impl Drop for Starting {
    fn drop(&mut self) {
        if let Some(driver) = &mut self.driver {
            // It may have ended by itself, which is all that is wanted here.
            let _ = driver.kill();
            let _ = driver.wait();
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
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
