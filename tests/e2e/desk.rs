//! A desk at the gate: the program with a window, a camera whose pictures the test holds up, and a driver at the mouse.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host, sample, setup, show};
use gatehouse_contract::id::ShowId;
use gatehouse_contract::setup::{Checkpoint, EntryPolicy};
use gatehouse_contract::show::{ImportRundownReq, NewShowReq};
use gatehouse_core::ids::{EventId, RecordId};
use gatehouse_credential::IssuingKey;
use gatehouse_store::table;
use gatehouse_store::table::credential::CredentialRow;
use gatehouse_testkit::{Machine, blank, picture_of, write_frame};
use serde_json::Value;
use tokio::sync::{Mutex, MutexGuard};

use super::program::{self, Running, ended};

/// The longest that anything may take before a test gives up. Generous: machines differ, and no claim is about time.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the page draw itself for a while, without a change that anybody could see: the driver takes its picture of the
/// next frame, and a page on which nothing moves has none.
const STIR: &str = "
    let left = 100;
    const beat = setInterval(() => {
      left -= 1;
      document.documentElement.style.opacity = left % 2 ? '0.9999' : '';
      if (left === 0) clearInterval(beat);
    }, 50);
";

/// The most stops of the Tab key that any screen has.
const STOPS: usize = 60;

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
    /// One test at a time has windows: they share a screen. Whoever stands beside has none.
    _turn: Option<MutexGuard<'static, ()>>,
}

static TURN: Mutex<()> = Mutex::const_new(());

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

    /// Plans a show of today beside the sample's own.
    pub(super) fn plans_a_show(&self, rundown: &str) -> Result<ShowId> {
        gatehouse_commands::app::open_path(&self.machine, &self.replica(), None)?;
        let zone = gatehouse_commands::open(&self.machine)?.replica.read(table::event::time_zone)?;
        let date = self.machine.now().wall.civil_day(&zone).to_string();
        let new = NewShowReq { title: "Gala de clausura".into(), stage: "Tarima principal".into(), date };
        let show = show::create(&self.machine, new)?.show;
        let req = ImportRundownReq {
            show,
            file: String::new(),
            adopt: true,
            remove_missing: false,
            sheet: None,
            follow: false,
            typed: None,
        };
        let taken = show::take(&self.machine, rundown.as_bytes(), &req)?;
        self.machine.session().close();
        if taken.done { Ok(show) } else { bail!("the rundown was not taken: {:?}", taken.bad) }
    }

    /// Lets everybody in once only at every checkpoint, as an event of one evening does.
    pub(super) fn admits_once(&self) -> Result<()> {
        gatehouse_commands::app::open_path(&self.machine, &self.replica(), None)?;
        for checkpoint in setup::status(&self.machine)?.checkpoints {
            setup::save_checkpoint(&self.machine, Checkpoint { policy: EntryPolicy::Once, ..checkpoint })?;
        }
        self.machine.session().close();
        Ok(())
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
        let turn = TURN.lock().await;
        let arguments = ["--replica", &replica, "--camera", &camera, "--data", &data, "--size", &size];
        let (running, client) = program::start(venue.folder(), &arguments).await?;
        Ok(Self { running, client, _turn: Some(turn) })
    }

    /// Starts the program beside another desk, on a folder where no event is yet.
    pub(super) async fn beside(_other: &Self, folder: &Path, width: u32, height: u32) -> Result<Self> {
        let data = folder.join("data").display().to_string();
        let size = format!("{width}x{height}");
        let (running, client) = program::start(folder, &["--data", &data, "--size", &size]).await?;
        Ok(Self { running, client, _turn: None })
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
        if let Ok(said) = tokio::time::timeout(PATIENCE, looking).await {
            return said;
        }
        let text = self.client.find(Locator::Css("body")).await?.text().await?;
        bail!("{selector} never said {words:?}; it says {last:?}, and the screen:\n{text}");
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

    /// Waits until nothing is there any more that a selector names.
    pub(super) async fn gone(&self, selector: &str) -> Result<()> {
        let claim = format!("document.querySelector({}) === null", serde_json::to_string(selector)?);
        self.holds(&claim).await
    }

    /// Gives the window another size, as whoever turns a tablet does.
    pub(super) async fn turn(&self, width: u32, height: u32) -> Result<()> {
        self.client.set_window_size(width, height).await?;
        self.holds(&format!("innerWidth === {width} && innerHeight === {height}")).await
    }

    /// Waits until a claim about the page holds.
    pub(super) async fn holds(&self, claim: &str) -> Result<()> {
        let look = format!("return {claim}");
        let looking = async {
            while self.run(&look).await? != Value::Bool(true) {}
            Ok(())
        };
        tokio::time::timeout(PATIENCE, looking)
            .await
            .with_context(|| format!("{claim} never came to hold"))?
    }

    /// A hand-held scanner reads a code. It types faster than any person and ends with Enter; the driver's own typing is
    /// too slow to stand for it.
    pub(super) async fn scan(&self, code: &str) -> Result<()> {
        let typed = serde_json::to_string(code)?;
        self.run(&format!(
            "const target = document.activeElement ?? document.body; \
             for (const key of [...{typed}, 'Enter']) \
               target.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}));"
        ))
        .await?;
        Ok(())
    }

    /// Presses keys where the focus is; a key that is held holds until the end.
    pub(super) async fn keys(&self, keys: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Goes on with the Tab key until what a selector names has the focus.
    pub(super) async fn tab_to(&self, selector: &str) -> Result<()> {
        let there =
            format!("return document.activeElement?.matches({}) === true", serde_json::to_string(selector)?);
        for _ in 0..STOPS {
            if self.run(&there).await? == Value::Bool(true) {
                return Ok(());
            }
            self.keys(&char::from(Key::Tab).to_string()).await?;
        }
        bail!("the Tab key never came to {selector}");
    }

    /// Runs a script in the window.
    pub(super) async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, vec![]).await?)
    }

    /// A picture of the window, into the folder that `GATEHOUSE_PICTURES` names, if it does.
    pub(super) async fn picture(&self, name: &str) -> Result<()> {
        let Some(folder) = std::env::var_os("GATEHOUSE_PICTURES") else { return Ok(()) };
        std::fs::create_dir_all(&folder)?;
        self.run(STIR).await?;
        let png = self.client.screenshot().await?;
        Ok(std::fs::write(PathBuf::from(folder).join(format!("{name}.png")), png)?)
    }

    /// Pictures of one screen in both shapes, languages and schemes, if pictures are wanted: what to press to come there
    /// after a start, and what is there then.
    pub(super) async fn pictures(&self, name: &str, way: &[&str], there: &str) -> Result<()> {
        if std::env::var_os("GATEHOUSE_PICTURES").is_none() {
            return Ok(());
        }
        for (width, height) in [(800, 1280), (1280, 800)] {
            self.turn(width, height).await?;
            for (language, scheme) in [("es", "light"), ("es", "dark"), ("en", "light"), ("en", "dark")] {
                self.run(&format!(
                    "localStorage.setItem('gatehouse.language', '{language}'); \
                     localStorage.setItem('gatehouse.scheme', '{scheme}')"
                ))
                .await?;
                self.client.refresh().await?;
                for stop in way {
                    self.press(&format!("[data-testid=\"{stop}\"]")).await?;
                }
                self.find(there).await?;
                self.picture(&format!("{name}-{width}x{height}-{language}-{scheme}")).await?;
            }
        }
        Ok(())
    }
}

/// The record that a screen names as `author/seq`.
pub(super) fn record(name: &str) -> Result<RecordId> {
    let (author, seq) = name.split_once('/').context("a scan is named author/seq")?;
    Ok(RecordId { author: author.parse()?, seq: gatehouse_core::ids::Seq(seq.parse()?) })
}
