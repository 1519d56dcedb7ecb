//! The gate while everything is exchanged at once, by the same program and the same writer, as in the app.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_commands::gate::{Presentation, judge};
use gatehouse_commands::{Host as _, OpenEvent, Post};
use gatehouse_core::admission::{Direction, Presented, Scan, Source, Verdict, decide};
use gatehouse_core::ids::{AuthorId, Seq};
use gatehouse_store::table::credential::{CredentialRow, find_by_reference};
use gatehouse_store::table::{author, link};
use gatehouse_store::{Body, Error, ScanRecord, exchange};
use gatehouse_sync::uplink::HttpUplink;
use gatehouse_testkit::Machine;

use super::download::Device;
use super::event::Event;
use crate::report::{Report, late};

/// Of a hundred tickets: those that another gate scanned, and those that this one did while it was cut off.
const OTHERS: u64 = 50;
const OWN: u64 = 20;

/// Between two scans: shorter than any guest's.
const PAUSE: Duration = Duration::from_millis(10);

/// Scans of the idle gate.
const IDLE: usize = 1_500;

/// A cursor that the store knows nothing of, as after its restoration from a backup.
const FORGOTTEN: &str = "1.9./1.00000000-0000-4000-8000-000000000000";

/// A device at work.
struct Gate<'a> {
    event: &'a Event,
    machine: Machine,
    open: Arc<OpenEvent>,
    /// The next guest, by their place in the list.
    next: u64,
}

/// Measures it.
pub(super) fn measure(event: &Event, other: &Device, report: &mut Report) -> Result<()> {
    let (others, own) = (event.size * OTHERS / 100, event.size * OWN / 100);
    Gate::new(event, other, None, 0)?.work_off(others)?;
    let busy = Gate::new(event, other, Some(HttpUplink::new()?), others)?;
    let author = busy.open.replica.author()?.id;
    let head = busy.held(author)?;
    while busy.waiting()? > 0 {
        busy.machine.wait_for_push(Duration::from_millis(50));
    }
    drop(busy);

    let (device, _) = Device::join(event, 2)?;
    event.step_back()?;
    let mut gate = Gate::new(event, &device, None, others)?;
    gate.work_off(own)?;
    let mut scans = 0;
    let mut idle = gate.scan_while(|_| {
        scans += 1;
        Ok(scans < IDLE)
    })?;
    let name = |what: &str| format!("sync {}: verify, decide and commit, {what}", event.size);
    report.times(&name("alone"), &mut idle);

    let next = gate.next;
    drop(gate);
    let start = Instant::now();
    let mut gate = Gate::new(event, &device, Some(HttpUplink::new()?), next)?;
    let mut times = gate.scan_while(|gate| Ok(gate.held(author)? < head || gate.waiting()? > 20))?;
    let seconds = start.elapsed().as_secs_f64();
    let what = format!("while {others} records come and {own} go");
    told(&name(&what), &mut times, &idle, report);
    report.figure(&format!("sync {}: {others} records come and {own} go", event.size), seconds, "s");

    let next = gate.next;
    gate.open.replica.write(|tx, _| link::set_cursor(tx, FORGOTTEN))?;
    drop(gate);
    let mut gate = Gate::new(event, &device, Some(HttpUplink::new()?), next)?;
    let mut times = gate.scan_while(|gate| {
        let link = gate.open.replica.read(link::find)?.context("the device has joined")?;
        Ok(link.master_cursor == FORGOTTEN)
    })?;
    told(&name("while all master data comes anew"), &mut times, &idle, report);
    Ok(())
}

/// The times, and how they compare to those of the idle gate.
fn told(name: &str, times: &mut [Duration], idle: &[Duration], report: &mut Report) {
    report.times(name, times);
    report.figure(&format!("{name} / alone, p99"), late(times) / late(idle), "x");
}

impl<'a> Gate<'a> {
    fn new(event: &'a Event, device: &Device, uplink: Option<HttpUplink>, next: u64) -> Result<Self> {
        let machine = device.open(uplink)?;
        let open = gatehouse_commands::open(&machine)?;
        Ok(Self { event, machine, open, next })
    }

    /// How far an author's log has got here.
    fn held(&self, author: AuthorId) -> Result<Seq> {
        Ok(self.open.replica.read(exchange::vector)?.get(&author).copied().unwrap_or(Seq(0)))
    }

    /// Records that have not reached the store.
    fn waiting(&self) -> Result<u64> {
        Ok(self.open.replica.read(author::queue_depth)?)
    }

    fn guest(&mut self) -> Result<CredentialRow> {
        let reference = format!("R-{:08}", self.next);
        self.next += 1;
        let found = self.open.replica.read(|conn| find_by_reference(conn, &reference))?;
        found.with_context(|| format!("nobody is left: {reference}"))
    }

    /// Scans this many guests, many in one transaction: their times are not wanted.
    fn work_off(&mut self, guests: u64) -> Result<()> {
        let mut left = guests;
        while left > 0 {
            let now = left.min(500);
            left -= now;
            let guests = (0..now).map(|_| self.guest()).collect::<Result<Vec<_>>>()?;
            let (checkpoint, stamp) = (self.event.checkpoint, self.machine.now());
            self.open.replica.write(move |tx, author| {
                for guest in guests {
                    let scan = Scan {
                        checkpoint,
                        direction: Direction::In,
                        presented: Presented::Signed(guest.ticket()),
                        ignore_unpaid: false,
                    };
                    let facts = gatehouse_store::gate::facts(tx, checkpoint, &scan.presented)?;
                    let verdict = decide(&facts, &scan, stamp.wall);
                    let body = Body::Scan(ScanRecord::of(&scan, &facts, &verdict, Source::Camera));
                    gatehouse_store::append(tx, author, stamp, &body)?;
                }
                Ok::<_, Error>(())
            })?;
            self.machine.pass(1_000);
        }
        Ok(())
    }

    /// Scans one guest after the other; tells how long each verdict took.
    fn scan_while(&mut self, mut more: impl FnMut(&Self) -> Result<bool>) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        // Nobody sends anything: it is the pause between two guests.
        let (_guest, pause) = channel::<()>();
        while more(self)? {
            let text = self.event.key.issue(self.event.id, &self.guest()?.ticket())?;
            let _ = pause.recv_timeout(PAUSE);
            let start = Instant::now();
            let stamp = self.machine.now();
            let presentation = Presentation {
                post: Post { checkpoint: self.event.checkpoint, direction: Direction::In },
                presented: self.open.ring().read(&text, stamp.wall),
                source: Source::Camera,
                ignore_unpaid: false,
                stamp,
                record: true,
            };
            let judged = judge(&self.open, presentation)?;
            times.push(start.elapsed());
            ensure!(matches!(judged.verdict, Verdict::Admit(_)), "every guest is new: {:?}", judged.verdict);
            self.machine.uplink().grown(judged.record.map(|record| record.seq));
            self.machine.pass(10);
        }
        Ok(times)
    }
}

impl Drop for Gate<'_> {
    /// The next one opens the same file.
    fn drop(&mut self) {
        self.machine.uplink().detach();
        self.open.replica.close();
    }
}
