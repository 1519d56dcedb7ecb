//! The run of show: what its rules take for a long plan and a long night, and how long a GO takes until it is on disk.
//!
//! `BENCH_RECORDS` takes another length of the long log.

mod night;
mod plan;

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use gatehouse_commands::Host as _;
use gatehouse_commands::app::{Protect, open_path};
use gatehouse_commands::show::{live, press};
use gatehouse_contract::id::RecordId;
use gatehouse_contract::show::{GoInput, Press, PressOutcome, PressReq, ShowReq};
use gatehouse_core::show::curfew::{Later, remedy};
use gatehouse_core::show::forecast::{Ahead, forecast};
use gatehouse_core::show::{Live, Plan, Run, Times, conflicts, edit};
use gatehouse_core::time::WallMs;
use gatehouse_store::table;
use gatehouse_testkit::Machine;

use self::night::Night;
use self::plan::plan;
use crate::import;
use crate::people::Dice;
use crate::report::Report;

const CUES: usize = 500;

/// Cues that are still to come when the curfew nears.
const LATER: usize = 200;

/// Other nights that each of them was played on.
const SAMPLES: usize = 30;

/// The length of the long log, and how many of the cues are called in it.
const RECORDS: usize = 10_000;
const CALLED: usize = 400;

/// GOs that are timed.
const PRESSES: usize = 90;

const ROUNDS: usize = 200;
const FEW_ROUNDS: usize = 20;

/// Measures the rules, then the use cases.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let records = match std::env::var("BENCH_RECORDS") {
        Ok(records) => records.trim().parse().context("BENCH_RECORDS")?,
        Err(_) => RECORDS,
    };
    plans(report)?;
    ends(&plan(1, CUES)?, report);
    evening(report)?;
    long_night(records, report)
}

/// Plans on the calendar, and what does not fit in three of them.
fn plans(report: &mut Report) -> Result<()> {
    let plans = [plan(1, CUES)?, plan(2, CUES)?, plan(3, CUES)?];
    let mut each = timed(ROUNDS, || Times::of(&plans[0]));
    report.times(&format!("show: times of a plan of {CUES} cues"), &mut each);
    let times: Vec<Times> = plans.iter().map(Times::of).collect();
    let shows: Vec<(&Plan, &Times)> = plans.iter().zip(&times).collect();
    let mut each = timed(ROUNDS, || conflicts::find(&shows));
    report.times(&format!("show: conflicts of 3 x {CUES} cues"), &mut each);
    report.figure("show: conflicts found there", conflicts::find(&shows).len() as f64, "");
    Ok(())
}

/// Ways to meet the curfew, and when the show may end.
fn ends(plan: &Plan, report: &mut Report) {
    let mut dice = Dice(1);
    let later: Vec<Later> = plan
        .playable()
        .take(LATER)
        .map(|(cue, planned)| Later {
            cue,
            duration_ms: planned.duration_ms,
            min_ms: planned.min_ms,
            cuttable: planned.cuttable,
            // Some wait for a time of their own, so that what is won before them is not all won.
            late_ms: (dice.below(20) == 0).then(|| dice.below(600_000) as i64 - 300_000),
        })
        .collect();
    let over_ms = 15 * 60 * 1000;
    let mut each = timed(FEW_ROUNDS, || remedy(&later, over_ms));
    report.times(&format!("show: ways to meet a curfew, {LATER} cues to come"), &mut each);
    let ahead: Vec<Ahead> = later
        .iter()
        .map(|cue| Ahead {
            planned_ms: cue.duration_ms,
            past_ms: (0..SAMPLES).map(|_| cue.duration_ms * (80 + dice.below(60) as u64) / 100).collect(),
            ..Ahead::default()
        })
        .collect();
    let mut each = timed(FEW_ROUNDS, || forecast(WallMs(0), &ahead));
    report.times(&format!("show: forecast of {LATER} cues x {SAMPLES} samples"), &mut each);
}

/// A night that begins: everything is still to come.
fn evening(report: &mut Report) -> Result<()> {
    let stage = Stage::new(1, 0)?;
    let Night { plan, times, facts, .. } = &stage.night;
    let (run, now) = (Run::of(plan, facts), stage.machine.now().wall);
    let mut ticks = timed(ROUNDS, || Live::of(plan, times, &run, now));
    report.times(&format!("show: one tick of the live state, {CUES} cues"), &mut ticks);
    report.times(&format!("show: GO, decided, on disk and drawn, {CUES} cues"), &mut stage.presses()?);
    Ok(())
}

/// A night whose log is long.
fn long_night(records: usize, report: &mut Report) -> Result<()> {
    let stage = Stage::new(CALLED, records)?;
    let Night { show, plan, times, edits, facts, .. } = &stage.night;
    let held = stage.night.len();
    let mut folds = timed(FEW_ROUNDS, || edit::show(*show, edits, facts));
    report.times(&format!("show: fold of {held} records, plan and run"), &mut folds);
    let (run, now) = (Run::of(plan, facts), stage.machine.now().wall);
    let mut ticks = timed(ROUNDS, || Live::of(plan, times, &run, now));
    report.times(&format!("show: one tick behind {held} records"), &mut ticks);
    let replica = gatehouse_commands::open(&stage.machine)?.replica.clone();
    let mut reads = Vec::new();
    for _ in 0..FEW_ROUNDS {
        let start = Instant::now();
        let read = replica.read(|conn| table::show::records(conn, *show))?;
        reads.push(start.elapsed());
        ensure!(read.len() == held, "the replica has {} of {held} records", read.len());
    }
    report.times(&format!("show: read of {held} records from the replica"), &mut reads);
    drop(replica);
    report.times(&format!("show: first picture after opening, {held} records"), &mut stage.first_pictures()?);
    report.times(&format!("show: GO, decided, on disk and drawn, {held} records"), &mut stage.presses()?);
    Ok(())
}

/// A device that calls a show.
struct Stage {
    machine: Machine,
    night: Night,
}

impl Stage {
    /// So many cues have been called, in a log of so many records.
    fn new(called: usize, records: usize) -> Result<Self> {
        let machine = Machine::new();
        import::event(&machine, Protect::Unprotected)?;
        let mut night = Night::begin(&machine, CUES)?;
        night.call(called, records)?;
        night.write_down(&machine)?;
        Ok(Self { machine, night })
    }

    /// The picture of the show, each time after the event was opened anew.
    fn first_pictures(&self) -> Result<Vec<Duration>> {
        let file = gatehouse_commands::open(&self.machine)?.file.clone();
        let mut times = Vec::new();
        for _ in 0..FEW_ROUNDS {
            self.machine.session().close();
            open_path(&self.machine, &file, None)?;
            let start = Instant::now();
            self.live()?;
            times.push(start.elapsed());
        }
        Ok(times)
    }

    /// GO after GO, as screens send them; each time until it is on disk and the screen has its picture.
    fn presses(&self) -> Result<Vec<Duration>> {
        let mut from = self.live()?;
        let mut times = Vec::new();
        for _ in 0..PRESSES {
            self.machine.pass(2_000);
            let go = Press::Go { from, to: None, input: GoInput::Key };
            let req = PressReq { show: self.night.show.into(), press: go };
            let start = Instant::now();
            let said = press(&self.machine, req)?;
            times.push(start.elapsed());
            ensure!(said.outcome == PressOutcome::Done, "GO was refused: {:?}", said.outcome);
            from = said.live.live.map(|live| live.instance);
        }
        Ok(times)
    }

    /// The instance that is live on the screen.
    fn live(&self) -> Result<Option<RecordId>> {
        let picture = live(&self.machine, ShowReq { show: self.night.show.into() })?;
        Ok(picture.live.map(|live| live.instance))
    }
}

/// How long each of many rounds took.
fn timed<T>(rounds: usize, mut work: impl FnMut() -> T) -> Vec<Duration> {
    let round = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..rounds).map(round).collect()
}
