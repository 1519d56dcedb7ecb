//! What a show does by itself while somebody calls it: end actions, and following the clock.
//!
//! Only the device that calls carries this out, as presses like any other, so that it happens once and stands in the log.

use super::action::Action;
use super::action::{Answer, Input, Outcome};
use super::guard::{Aim, Guard, Press};
use super::live::{Live, Pace, State};
use super::plan::EndAction;
use super::roll::{self, Roll};
use super::run::Instance;
use super::times::Times;
use crate::ids::EntryId;
use crate::time::WallMs;

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The time of the live cue is up: the next one is put in standby.
    Load(EntryId),
    /// The time of the live cue is up: the next one starts, or the show is over.
    Next,
    /// The clock says that this cue has been due since then.
    Clock(EntryId, WallMs),
    /// The clock says that the show is over.
    Over,
}

/// What is due at the guard's moment, if anything is; nothing while the show is stopped.
#[must_use]
pub fn due(guard: &Guard<'_>, times: &Times) -> Option<Due> {
    let Guard { plan, run, now, .. } = *guard;
    if run.held().is_some() || run.finished() {
        return None;
    }
    let live = Live::of(plan, times, run, now);
    if run.rolling {
        let shown = run.live().and_then(Instance::visit).map(|visit| visit.cue);
        return match (roll::next(times, now), &live.state) {
            (Roll::Run { cue, started }, _) if shown != Some(cue) => Some(Due::Clock(cue, started)),
            (Roll::Over, State::On(_)) => Some(Due::Over),
            _ => None,
        };
    }
    match live.on_air()?.due? {
        EndAction::None => None,
        EndAction::LoadNext => guard.next().map(Due::Load),
        EndAction::StartNext => Some(Due::Next),
    }
}

/// What carrying it out writes down. A press by the clock that is refused leaves nothing: it is made again at the next look.
#[must_use]
pub fn carry_out(guard: &Guard<'_>, times: &Times, due: Due) -> Option<Action> {
    let from = guard.run.line.last().map(|live| live.id);
    let planned = |cue| times.cue(cue).map_or(guard.now, |time| time.start);
    let press = |to, started, input| guard.go(&Press { call: None, from, to, started, input }, planned);
    let by_clock = |answer| match answer {
        Answer::Accepted(action) => Some(action),
        Answer::Refused(_) => None,
    };
    match due {
        Due::Load(cue) => match guard.standby(cue) {
            Outcome::Allowed(action) => Some(action),
            Outcome::NotAllowed(_) => None,
        },
        Due::Next => match press(Aim::Next, None, Input::EndAction) {
            Answer::Accepted(action) | Answer::Refused(action) => Some(action),
        },
        Due::Clock(cue, started) => by_clock(press(Aim::Cue(cue), Some(started), Input::Clock)),
        Due::Over => by_clock(press(Aim::Finish, None, Input::Clock)),
    }
}

/// The next moment after the guard's at which something can become due, should nobody press anything until then.
#[must_use]
pub fn next(guard: &Guard<'_>, times: &Times) -> Option<WallMs> {
    let Guard { plan, run, now, .. } = *guard;
    if run.held().is_some() || run.finished() {
        return None;
    }
    if run.rolling {
        let moments = times.cues.iter().filter(|cue| !cue.skipped).flat_map(|cue| [cue.start, cue.end]);
        return moments.filter(|at| *at > now).min();
    }
    let live = Live::of(plan, times, run, now);
    let on_air = live.on_air().filter(|on_air| on_air.pace == Pace::Playing)?;
    let cue = plan.cue(on_air.cue).filter(|cue| cue.end_action != EndAction::None)?;
    let span_ms = i64::from(cue.span_ms.unwrap_or(plan.min_span_ms));
    let up = now.0.saturating_add(on_air.remaining_ms);
    Some(WallMs(up.max(on_air.started.0.saturating_add(span_ms)))).filter(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AuthorId, RecordId, Seq, ShowId};
    use crate::show::Civil;
    use crate::show::plan::{Cue, Entry, Item, Plan, Start};
    use crate::show::run::{Fact, Run};
    use crate::time::Hlc;
    use jiff::civil::{date, time};

    const HERE: AuthorId = AuthorId::from_bytes([1; 16]);

    fn cue(n: u8) -> EntryId {
        EntryId::from_bytes([n; 16])
    }

    /// Three cues of a minute from 20:00 UTC on; the first starts the next one, the second loads it.
    fn plan() -> Plan {
        let mut plan = Plan::empty(ShowId::from_bytes([9; 16]), "UTC".into(), date(2026, 11, 25));
        for (n, end_action) in [(1, EndAction::StartNext), (2, EndAction::LoadNext), (3, EndAction::None)] {
            let at = Civil { date: None, time: time(20, 0, 0, 0), occurrence: None };
            let start = if n == 1 { Start::Hard(at) } else { Start::Soft };
            let cue_line = Cue { duration_ms: 60_000, start, end_action, ..Cue::default() };
            plan.entries.push(Entry { id: cue(n), group: None, item: Item::Cue(Box::new(cue_line)) });
        }
        plan
    }

    struct Stage {
        plan: Plan,
        times: Times,
        facts: Vec<Fact>,
        now: WallMs,
    }

    impl Stage {
        fn new(first: Action) -> Self {
            let plan = plan();
            let times = Times::of(&plan);
            let now = times.start.expect("a cue is played");
            let mut stage = Self { plan, times, facts: Vec::new(), now };
            stage.write(Action::TakeCall { after: None, epoch: 1, reason: String::new() });
            stage.write(first);
            stage
        }

        fn write(&mut self, action: Action) {
            let seq = Seq(self.facts.len() as u64 + 1);
            let id = RecordId { author: HERE, seq };
            self.facts.push(Fact { id, hlc: Hlc(seq.0), at: self.now, certain: true, who: None, action });
        }

        fn with<T>(&self, ask: impl FnOnce(&Guard<'_>, &Times) -> T) -> T {
            let run = Run::of(&self.plan, &self.facts);
            let last =
                self.facts.iter().filter(|fact| matches!(fact.action, Action::Go(_))).map(|fact| fact.at);
            let guard =
                Guard { plan: &self.plan, run: &run, author: HERE, now: self.now, last_go: last.max() };
            ask(&guard, &self.times)
        }

        /// Goes to the next moment at which something is due, and does it.
        fn go_on(&mut self) -> Option<Due> {
            if self.with(due).is_none() {
                self.now = self.with(next)?;
            }
            let due = self.with(due)?;
            let action = self.with(|guard, times| carry_out(guard, times, due))?;
            self.write(action);
            Some(due)
        }
    }

    fn go() -> Action {
        let stage = Stage::new(Action::Message { text: String::new() });
        let press = Press { call: None, from: None, to: Aim::Next, started: None, input: Input::Key };
        let times = Times::of(&stage.plan);
        let answer = stage
            .with(|guard, _| guard.go(&press, |cue| times.cue(cue).map_or(guard.now, |time| time.start)));
        match answer {
            Answer::Accepted(action) => action,
            Answer::Refused(refused) => refused,
        }
    }

    #[test]
    fn an_end_action_is_carried_out_once_when_the_time_is_up() {
        let mut stage = Stage::new(go());
        let began = stage.now;
        assert_eq!(stage.go_on(), Some(Due::Next));
        assert_eq!(stage.now.0 - began.0, 60_000, "not before the time is up");
        assert_eq!(stage.go_on(), Some(Due::Load(cue(3))));
        assert_eq!(stage.now.0 - began.0, 120_000);
        assert_eq!(stage.go_on(), None, "the next cue is loaded already, and nobody said GO");
    }

    #[test]
    fn a_show_that_follows_the_clock_starts_and_ends_by_it() {
        let call = RecordId { author: HERE, seq: Seq(1) };
        let mut stage = Stage::new(Action::Roll { call, on: true });
        let began = stage.now;
        // Found in the middle of the second cue.
        stage.now = WallMs(began.0 + 90_000);
        assert_eq!(stage.go_on(), Some(Due::Clock(cue(2), WallMs(began.0 + 60_000))));
        assert_eq!(stage.with(due), None, "what runs is what the clock says");
        assert_eq!(stage.go_on(), Some(Due::Clock(cue(3), WallMs(began.0 + 120_000))));
        assert_eq!(stage.go_on(), Some(Due::Over));
        assert_eq!(stage.go_on(), None);
    }
}
