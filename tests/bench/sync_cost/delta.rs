//! What a change of a few tickets costs: it should not matter how many others there are.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use gatehouse_commands::Host as _;
use gatehouse_core::time::WallMs;
use gatehouse_sync::{Nudge, Tuning};
use gatehouse_testkit::{Exchange, Machine};

use super::download::Device;
use super::event::Event;
use crate::report::Report;

/// How many tickets change.
const CHANGED: [u64; 3] = [0, 10, 1_000];

/// Rounds of each; the median counts.
const ROUNDS: usize = 5;

/// Longer than the bench: nothing is asked for but what is measured.
const NEVER_MS: u64 = 24 * 60 * 60 * 1000;

/// What one round took.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    up: f64,
    down: f64,
    ms: f64,
}

/// A device whose exchange begins when it is told to.
struct Quiet<'a> {
    event: &'a Event,
    machine: Machine,
    exchange: Exchange,
    runtime: tokio::runtime::Runtime,
}

impl<'a> Quiet<'a> {
    fn begin(event: &'a Event, device: &Device) -> Result<Self> {
        let machine = device.open(None)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let tuning = Tuning { poll_ms: NEVER_MS, heartbeat_ms: NEVER_MS, ..Tuning::default() };
        let exchange = Exchange::begin(&machine, runtime.handle(), tuning)?;
        Ok(Self { event, machine, exchange, runtime })
    }

    /// Waits until the engine has nothing more to say: what it is told in the middle of a call, that call answers.
    fn until_quiet(&self) -> Result<()> {
        let mut last = (0, Instant::now());
        self.until(|_, answers| {
            if answers != last.0 {
                last = (answers, Instant::now());
            }
            last.0 > 0 && last.1.elapsed() > Duration::from_millis(100)
        })?;
        Ok(())
    }

    /// Waits until what was found out of the time of master data and the number of answers is enough.
    fn until(&self, mut seen: impl FnMut(Option<WallMs>, u64) -> bool) -> Result<Instant> {
        let mut status = self.exchange.engine.status();
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            let at = status.borrow_and_update().master_at;
            if seen(at, self.event.central.faults.counts().answers) {
                return Ok(Instant::now());
            }
            let wait = Duration::from_millis(1);
            let _ = self.runtime.block_on(async { tokio::time::timeout(wait, status.changed()).await });
        }
        bail!("the exchange does not end: {:#?}", status.borrow())
    }

    /// One exchange: what changed, and whether anything happened.
    fn round(&self) -> Result<Cost> {
        self.until_quiet()?;
        self.machine.pass(1_000);
        let now = self.machine.now().wall;
        let before = self.event.central.faults.counts();
        let start = Instant::now();
        self.exchange.engine.nudge(Nudge::Hint);
        let end = self.until(|at, answers| at >= Some(now) && answers >= before.answers + 2)?;
        let after = self.event.central.faults.counts();
        Ok(Cost {
            up: (after.up_bytes - before.up_bytes) as f64,
            down: (after.down_bytes - before.down_bytes) as f64,
            ms: (end - start).as_secs_f64() * 1e3,
        })
    }
}

/// Measures the event; gives the cost of each number of changes.
pub(super) fn measure(event: &Event, device: &Device, report: &mut Report) -> Result<Vec<Cost>> {
    let quiet = Quiet::begin(event, device)?;
    let mut costs = Vec::new();
    for changed in CHANGED {
        let mut rounds = Vec::new();
        for round in 0..ROUNDS {
            if let Some(stride) = event.size.checked_div(changed) {
                // From all over the list, each time others.
                event.central.execute(&format!(
                    "update tickets set seat = 'moved {round}', attention = 'moved' where reference in (select 'R-' || \
                     lpad((n * {} + {round})::text, 8, '0') from generate_series(0, {changed} - 1) n)",
                    stride.max(1)
                ))?;
            }
            rounds.push(quiet.round()?);
        }
        let median = |of: fn(&Cost) -> f64| {
            let mut all: Vec<f64> = rounds.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            all[ROUNDS / 2]
        };
        let cost =
            Cost { up: median(|cost| cost.up), down: median(|cost| cost.down), ms: median(|cost| cost.ms) };
        let name = |what: &str| format!("sync {}: {changed} changed tickets, {what}", event.size);
        report.figure(&name("bytes up"), cost.up, "B");
        report.figure(&name("bytes down"), cost.down, "B");
        report.figure(&name("until they are in the replica"), cost.ms, "ms");
        costs.push(cost);
    }
    Ok(costs)
}

/// The largest event beside the smallest.
pub(super) fn compare(sizes: &[u64], deltas: &[Vec<Cost>], report: &mut Report) {
    let (Some(small), Some(large)) = (deltas.first(), deltas.last()) else { return };
    let (from, to) = (sizes.first().unwrap_or(&0), sizes.last().unwrap_or(&0));
    for ((changed, small), large) in CHANGED.iter().zip(small).zip(large) {
        let name = |what: &str| format!("sync {to} / {from}: {changed} changed tickets, {what}");
        let bytes = (large.up + large.down) / (small.up + small.down);
        report.figure(&name("bytes"), bytes, "x");
        report.figure(&name("time"), large.ms / small.ms, "x");
    }
}
