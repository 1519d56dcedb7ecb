//! When everything later will be.
//!
//! Lateness is carried from cue to cue, and what a cue does to it depends on how it starts. One that follows the cue before
//! it takes on all of it, be it late or early. One with a time of its own lets the gap before it absorb lateness and does
//! not come forward. A cue that counts to its planned end absorbs as much as it is long. Where cues overlap in the plan
//! they go on overlapping. So no cue overtakes another, and the later the live cue, the later all others or no sooner.

use crate::ids::EntryId;
use crate::show::action::Visit;
use crate::show::plan::Plan;
use crate::show::run::Run;
use crate::show::times::{CueTime, Times, between, later, signed};
use crate::time::WallMs;

/// When everything after the live cue will be, or everything before the show begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outlook {
    /// The later cues that are played, in the plan's order.
    pub cues: Vec<Expected>,
    /// When the show will be over; absent when it is, or when nothing is planned.
    pub end: Option<WallMs>,
    /// When the live cue's group will be over; absent when it has none.
    pub group_end: Option<WallMs>,
    /// The next cue with a flag, by its place among [`Outlook::cues`].
    pub flag: Option<usize>,
}

/// When a later cue will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// Which cue.
    pub cue: EntryId,
    /// When it will start.
    pub start: WallMs,
    /// When it will be over.
    pub end: WallMs,
    /// How much lateness it absorbs before it starts, should there be as much, in milliseconds.
    pub absorbs_ms: u64,
}

impl Outlook {
    /// The next cue with a flag and how long it is until then, in milliseconds; negative when it should have started.
    #[must_use]
    pub fn to_flag(&self, now: WallMs) -> Option<(EntryId, i64)> {
        let cue = self.flag.and_then(|place| self.cues.get(place))?;
        Some((cue.cue, between(now, cue.start)))
    }

    /// After the cue of `visit`, which will be over at `end`, with the plan `shift_ms` later.
    pub(super) fn after(
        plan: &Plan,
        times: &Times,
        run: &Run,
        visit: &Visit,
        end: WallMs,
        shift_ms: i64,
    ) -> Self {
        let place = times.place(visit.cue);
        let live = place.and_then(|place| times.cues.get(place));
        let delay_ms = live.map_or(0, |live| live.delay_ms);
        let planned_end = later(visit.planned_start, signed(visit.duration_ms));
        let carried = Carried::new(end, later(planned_end, delay_ms.saturating_add(shift_ms)));
        let mut outlook = Self::project(plan, times, next_place(times, run), carried, shift_ms);
        outlook.end = outlook.end.max(Some(end));
        outlook.group_end = live.and_then(|live| live.group).map(|group| outlook.end_of(times, group, end));
        outlook
    }

    /// Before the first cue. It is expected as planned, or now when that is past; a plan for an earlier day stays as it is.
    pub(super) fn before(plan: &Plan, times: &Times, now: WallMs) -> Self {
        const HALF_A_DAY_MS: i64 = 12 * 3_600_000;
        let first = times.cues.iter().find(|cue| !cue.skipped);
        let Some(planned) = first.map(CueTime::expected_start) else { return Self::default() };
        let late = (0..=HALF_A_DAY_MS).contains(&between(planned, now));
        Self::project(plan, times, 0, Carried::new(if late { now } else { planned }, planned), 0)
    }

    fn project(plan: &Plan, times: &Times, from: usize, mut carried: Carried, shift_ms: i64) -> Self {
        let later_cues = times.cues.get(from..).unwrap_or_default();
        let mut outlook = Self { cues: Vec::with_capacity(later_cues.len()), ..Self::default() };
        for cue in later_cues.iter().filter(|cue| !cue.skipped) {
            let expected = carried.pass(cue, shift_ms);
            let flagged = || plan.entries.get(cue.entry)?.cue().filter(|cue| cue.flag);
            if outlook.flag.is_none() && flagged().is_some() {
                outlook.flag = Some(outlook.cues.len());
            }
            outlook.end = outlook.end.max(Some(expected.end));
            outlook.cues.push(expected);
        }
        outlook
    }

    fn end_of(&self, times: &Times, group: EntryId, live: WallMs) -> WallMs {
        let in_group = |cue: &&Expected| times.cue(cue.cue).is_some_and(|time| time.group == Some(group));
        self.cues.iter().filter(in_group).map(|cue| cue.end).fold(live, WallMs::max)
    }
}

/// The place from which cues are later: behind the last cue of the line that is still in the plan.
fn next_place(times: &Times, run: &Run) -> usize {
    let called = run.line.iter().rev().filter_map(|instance| instance.visit());
    called.filter_map(|visit| times.place(visit.cue)).next().map_or(0, |place| place + 1)
}

/// What the cues so far hand on to the next one.
struct Carried {
    /// When the live cue will be over, until a cue has passed.
    live_end: Option<WallMs>,
    /// How late everything is, in milliseconds; negative when early.
    late_ms: i64,
    /// The latest planned end so far.
    latest: WallMs,
    /// The duration of the cue just passed, if that counts to its end: it breaks the chain and absorbs, in milliseconds.
    counted_ms: Option<i64>,
}

impl Carried {
    /// After something that will be over at `end` and was planned to be over at `planned`.
    const fn new(end: WallMs, planned: WallMs) -> Self {
        Self { live_end: Some(end), late_ms: between(planned, end), latest: planned, counted_ms: None }
    }

    fn pass(&mut self, cue: &CueTime, shift_ms: i64) -> Expected {
        let planned = later(cue.expected_start(), shift_ms);
        let absorbs_ms = self.absorb(cue, planned);
        let start = later(planned, self.late_ms);
        let mut end = later(start, signed(cue.duration_ms));
        if cue.count_to_end {
            end = start.max(later(cue.end, shift_ms));
            self.counted_ms = Some(signed(cue.duration_ms));
        }
        self.latest = self.latest.max(later(planned, signed(cue.duration_ms)));
        Expected { cue: cue.id, start, end, absorbs_ms: u64::try_from(absorbs_ms).unwrap_or(0) }
    }

    /// Takes from the lateness what is absorbed before `cue`, and says how much that may be.
    fn absorb(&mut self, cue: &CueTime, planned: WallMs) -> i64 {
        let counted_ms = self.counted_ms.take();
        let live_end = self.live_end.take();
        let linked = cue.linked && counted_ms.is_none();
        let mut absorbs_ms = 0;
        if let Some(end) = live_end.filter(|_| linked) {
            // Whatever the plan says by now: what follows the live cue starts when that is over.
            self.late_ms = between(planned, later(end, cue.delayed_here_ms));
            self.latest = planned;
        } else if !linked {
            absorbs_ms = between(self.latest, planned).saturating_add(counted_ms.unwrap_or(0)).max(0);
            self.late_ms = self.late_ms.saturating_sub(absorbs_ms);
        }
        let leeway_ms = if counted_ms.is_some() { Some(0) } else { cue.leeway_ms };
        self.late_ms = self.late_ms.max(leeway_ms.map_or(i64::MIN, |leeway_ms| -signed(leeway_ms)));
        absorbs_ms
    }
}
