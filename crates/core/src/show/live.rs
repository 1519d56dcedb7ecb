//! Where the show is: time left, how far from the plan, and when everything after will be.
//!
//! A function of the plan's times, the run and the moment that it is asked for; asked ten times a second. What is live
//! counts as it was planned when it was called; what comes later as it is planned now. Who calls, and whether a press
//! counts, is not here.

mod outlook;

pub use self::outlook::{Expected, Outlook};
use super::action::{Input, Refused, Visit};
use super::civil::days_later;
use super::plan::{Cue, EndAction, Plan};
use super::run::{Instance, Run};
use super::times::{Times, between, later, signed};
use crate::ids::{EntryId, RecordId};
use crate::time::WallMs;

/// A show at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// What is going on.
    pub state: State,
    /// How the show is laid over the calendar.
    pub begun: Option<Begun>,
    /// When everything later will be, measured against the plan.
    pub absolute: Outlook,
    /// The same, measured against the plan as if it had been made for when the show really started.
    pub relative: Outlook,
}

/// What is going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing was called yet.
    Waiting,
    /// A cue is live.
    On(OnAir),
    /// The show is over.
    Finished {
        /// Since when.
        at: WallMs,
        /// How much later than planned, in milliseconds.
        over_ms: i64,
    },
}

/// When a show really started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// The start of its first cue.
    pub at: WallMs,
    /// When that was planned.
    pub planned: WallMs,
    /// How many days later than planned the show runs, which is not lateness: whole days, by the nearest, once it started
    /// more than half a day from the plan. A rehearsal has them.
    pub days: i32,
    /// The same as a span, in milliseconds; the clock shows the same time at both its ends.
    pub shift_ms: i64,
}

/// The live cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnAir {
    /// The instance.
    pub instance: RecordId,
    /// Its cue, which may have left the plan since.
    pub cue: EntryId,
    /// When it started.
    pub started: WallMs,
    /// Whether that is known by a monotonic clock.
    pub certain: bool,
    /// Whether its time goes on.
    pub pace: Pace,
    /// How its time stands.
    pub phase: Phase,
    /// How long it has been going, pauses left out, in milliseconds.
    pub elapsed_ms: u64,
    /// Time left, in milliseconds; negative when it runs over.
    pub remaining_ms: i64,
    /// How far it runs over, in milliseconds.
    pub overtime_ms: u64,
    /// How long its time stood still, in milliseconds.
    pub paused_ms: u64,
    /// Time it was given, in milliseconds.
    pub added_ms: i64,
    /// When it should be over: not before it started, and in the past when it runs over.
    pub expected_end: WallMs,
    /// How far behind the plan the show is, in milliseconds; negative when it is ahead.
    pub over_ms: i64,
    /// How far behind it is since it really started, in milliseconds.
    pub relative_over_ms: i64,
    /// What whoever calls is to do now that its time is up: once, and only while its time goes on.
    pub due: Option<EndAction>,
}

/// Whether a cue's time goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// It does.
    Playing,
    /// It was paused.
    Paused,
    /// The show is stopped.
    Held,
}

/// How a cue's time stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// More is left than the cue warns at.
    Normal,
    /// No more is left than it warns at.
    Warning,
    /// No more is left than is dangerous.
    Danger,
    /// It runs over.
    Overtime,
}

impl Live {
    /// The show as it stands at `now`; `times` are those of `plan`.
    ///
    /// `now` and the instants of `run` are on one clock, so that a wall clock that is corrected moves nothing.
    #[must_use]
    pub fn of(plan: &Plan, times: &Times, run: &Run, now: WallMs) -> Self {
        let begun = Begun::of(times, run);
        match (run.live().and_then(|live| Some((live, live.visit()?))), run.line.last()) {
            (Some((live, visit)), _) => {
                let clock = Clock::read(live, visit, begun.map_or(0, |begun| begun.shift_ms), now);
                let on_air = on_air(plan, run, live, visit, &clock);
                let on_air = OnAir { relative_over_ms: relative(begun, on_air.over_ms), ..on_air };
                let look =
                    |shift_ms| Outlook::after(plan, times, run, visit, clock.projected_end(), shift_ms);
                Self {
                    state: State::On(on_air),
                    begun,
                    absolute: look(begun.map_or(0, |begun| begun.shift_ms)),
                    relative: look(begun.map_or(0, |begun| between(begun.planned, begun.at))),
                }
            }
            (None, Some(finish)) => Self {
                state: State::Finished { at: finish.started, over_ms: over_at_the_end(times, begun, finish) },
                begun,
                absolute: Outlook::default(),
                relative: Outlook::default(),
            },
            (None, None) => {
                let outlook = Outlook::before(plan, times, now);
                Self { state: State::Waiting, begun, absolute: outlook.clone(), relative: outlook }
            }
        }
    }

    /// The live cue.
    #[must_use]
    pub const fn on_air(&self) -> Option<&OnAir> {
        match &self.state {
            State::On(on_air) => Some(on_air),
            State::Waiting | State::Finished { .. } => None,
        }
    }
}

impl Begun {
    fn of(times: &Times, run: &Run) -> Option<Self> {
        let first = run.line.first()?;
        let planned = first.visit()?.planned_start;
        let days = whole_days(between(planned, first.started));
        let shift_ms = if days == 0 { 0 } else { between(planned, days_later(planned, days, &times.zone)) };
        Some(Self { at: first.started, planned, days, shift_ms })
    }
}

/// The days nearest to a span of milliseconds; none up to half a day.
fn whole_days(span_ms: i64) -> i32 {
    const DAY_MS: u64 = 24 * 3_600_000;
    let days = span_ms.unsigned_abs().saturating_add(DAY_MS / 2 - 1) / DAY_MS;
    let days = i32::try_from(days).unwrap_or(i32::MAX);
    if span_ms < 0 { -days } else { days }
}

/// How the time of a live cue stands.
struct Clock {
    now: WallMs,
    planned_end: WallMs,
    expected_end: WallMs,
    remaining_ms: i64,
    paused_ms: u64,
}

impl Clock {
    fn read(live: &Instance, visit: &Visit, shift_ms: i64, now: WallMs) -> Self {
        let duration_ms = signed(visit.duration_ms);
        let planned_end = later(later(visit.planned_start, shift_ms), duration_ms);
        let paused_ms = stood_still(live, now);
        let end = if visit.count_to_end { planned_end } else { later(live.started, duration_ms) };
        let given = later(end, live.added_ms);
        let stood = later(given, signed(paused_ms));
        let (expected_end, up) =
            if visit.count_to_end { (stood, given) } else { (stood.max(live.started), stood) };
        Self { now, planned_end, expected_end, remaining_ms: between(now, up), paused_ms }
    }

    /// When it is over, should nothing more happen: when its time is up, or now.
    fn projected_end(&self) -> WallMs {
        later(self.now, self.remaining_ms.max(0))
    }
}

/// How long the time of an instance stood still until `now`, in milliseconds.
fn stood_still(live: &Instance, now: WallMs) -> u64 {
    let span = |&(from, until): &(WallMs, Option<WallMs>)| {
        let until = until.unwrap_or(now).min(now);
        u64::try_from(between(from.max(live.started), until)).unwrap_or(0)
    };
    live.pauses.iter().map(span).fold(0, u64::saturating_add)
}

fn on_air(plan: &Plan, run: &Run, live: &Instance, visit: &Visit, clock: &Clock) -> OnAir {
    let cue = plan.cue(visit.cue);
    let pace = pace(run, live);
    let since_start = u64::try_from(between(live.started, clock.now)).unwrap_or(0);
    let over_ms = between(clock.planned_end, clock.projected_end());
    OnAir {
        instance: live.id,
        cue: visit.cue,
        started: live.started,
        certain: live.certain,
        pace,
        phase: phase(cue, clock.remaining_ms),
        elapsed_ms: since_start.saturating_sub(clock.paused_ms),
        remaining_ms: clock.remaining_ms,
        overtime_ms: u64::try_from(clock.remaining_ms.saturating_neg()).unwrap_or(0),
        paused_ms: clock.paused_ms,
        added_ms: live.added_ms,
        expected_end: clock.expected_end,
        over_ms,
        relative_over_ms: over_ms,
        due: cue.filter(|_| pace == Pace::Playing).and_then(|cue| due(plan, cue, run, live, clock)),
    }
}

fn pace(run: &Run, live: &Instance) -> Pace {
    if run.held().is_some() {
        Pace::Held
    } else if live.pauses.last().is_some_and(|(_, until)| until.is_none()) {
        Pace::Paused
    } else {
        Pace::Playing
    }
}

/// A cue that left the plan warns no more.
fn phase(cue: Option<&Cue>, remaining_ms: i64) -> Phase {
    let within = |threshold: fn(&Cue) -> u64| cue.is_some_and(|cue| remaining_ms <= signed(threshold(cue)));
    if remaining_ms < 0 {
        Phase::Overtime
    } else if within(|cue| cue.danger_ms) {
        Phase::Danger
    } else if within(|cue| cue.warning_ms) {
        Phase::Warning
    } else {
        Phase::Normal
    }
}

/// The end action, unless it was done: then the next cue is in standby, or was started and taken back, or the press that
/// should have started it was refused for good. Never sooner after the GO than a person could.
fn due(plan: &Plan, cue: &Cue, run: &Run, live: &Instance, clock: &Clock) -> Option<EndAction> {
    let span_ms = i64::from(cue.span_ms.unwrap_or(plan.min_span_ms));
    if clock.remaining_ms > 0 || between(live.started, clock.now) < span_ms {
        return None;
    }
    let done = match cue.end_action {
        EndAction::None => true,
        EndAction::LoadNext => run.standby.is_some(),
        EndAction::StartNext => {
            let refused = run.refusals.iter().any(|refusal| {
                refusal.press.input == Input::EndAction
                    && refusal.press.from == Some(live.id)
                    && !matches!(refusal.reason, Refused::OnHold | Refused::TooSoon)
            });
            refused || run.lanes.iter().any(|lane| lane.taken_back && lane.from == Some(live.id))
        }
    };
    (!done).then_some(cue.end_action)
}

/// What of a lateness came since the show really started.
fn relative(begun: Option<Begun>, over_ms: i64) -> i64 {
    begun.map_or(over_ms, |begun| {
        over_ms.saturating_sub(between(begun.planned, begun.at).saturating_sub(begun.shift_ms))
    })
}

fn over_at_the_end(times: &Times, begun: Option<Begun>, finish: &Instance) -> i64 {
    let shift_ms = begun.map_or(0, |begun| begun.shift_ms);
    times.end.map_or(0, |end| between(later(end, shift_ms), finish.started))
}

#[cfg(test)]
mod tests;
