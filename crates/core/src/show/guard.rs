//! Whether what somebody presses is done: judged on the device where it is pressed, by what is known there.
//!
//! A GO names the instance that its screen showed as live. If another one is live by now, somebody was faster: the press
//! is refused, so two presses never skip a cue. A refused GO is written down; nothing is kept back to be done later.

mod wishes;

use super::action::{Action, Answer, Go, Input, Refused, Target, Visit};
use super::plan::{Cue, Plan};
use super::run::{Instance, Run};
use crate::ids::{AuthorId, EntryId, RecordId};
use crate::time::WallMs;

/// How long after a GO it can be taken back, in milliseconds.
pub const UNGO_MS: i64 = 10_000;

/// How long a device that calls must not have been heard for another one to take the call, in milliseconds.
pub const SILENT_MS: u64 = 5_000;

/// The longest span between two GOs that a plan can ask for, in milliseconds.
pub const LONGEST_SPAN_MS: u32 = 5_000;

/// What a press is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Guard<'a> {
    /// The plan as it is known here.
    pub plan: &'a Plan,
    /// The run as it is known here.
    pub run: &'a Run,
    /// The device where it is pressed.
    pub author: AuthorId,
    /// When.
    pub now: WallMs,
    /// When the last accepted GO that is known here was pressed, on the same clock.
    pub last_go: Option<WallMs>,
}

/// A press of GO, as a screen sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    /// The call that the screen showed as its own, if it says.
    pub call: Option<RecordId>,
    /// The instance that it showed as live.
    pub from: Option<RecordId>,
    /// Where to.
    pub to: Aim,
    /// When the cue counts from, if not from now.
    pub started: Option<WallMs>,
    /// How it was pressed.
    pub input: Input,
}

/// Where a press wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// To the cue in standby, else to the next one, else to the finish.
    Next,
    /// To this cue.
    Cue(EntryId),
    /// To the finish, whatever was left to play.
    Finish,
}

impl<'a> Guard<'a> {
    /// Judges a GO; `planned` says when a cue is planned to start.
    ///
    /// The first of these that applies is the reason why nothing is done: nobody calls, the call went elsewhere since the
    /// screen showed it as its own, another device calls, another instance is live than the screen showed, the last GO is
    /// too fresh, the show is stopped, it is over, there is no such cue.
    pub fn go(&self, press: &Press, planned: impl Fn(EntryId) -> WallMs) -> Answer {
        let aim = self.aim(press.to);
        let cue = match aim {
            Aim::Cue(cue) => Some(cue),
            Aim::Next | Aim::Finish => None,
        };
        let live = self.run.line.last();
        let mut go = Go {
            call: press.call,
            from: press.from,
            to: cue.map_or(Target::Finish, |cue| Target::Cue(self.visit(cue, planned(cue)))),
            standby: self
                .run
                .standby
                .as_ref()
                .filter(|standby| Some(standby.cue) == cue)
                .map(|standby| standby.id),
            started: press.started,
            input: press.input,
        };
        match self.refused(press, aim) {
            Some(reason) => Answer::Refused(Action::Refused { press: go, reason }),
            None => {
                go.call = self.run.call.as_ref().map(|call| call.id);
                go.from = live.map(|live| live.id);
                Answer::Accepted(Action::Go(go))
            }
        }
    }

    fn refused(&self, press: &Press, aim: Aim) -> Option<Refused> {
        let Some(call) = &self.run.call else { return Some(Refused::NoCall) };
        let last = self.run.line.last();
        let shown = match last {
            None => press.from.is_none(),
            Some(last) => is(last, press.from) || (self.run.finished() && press.from.is_none()),
        };
        let mine = |shown: RecordId| shown.author == self.author || call.holder == self.author;
        if press.call.is_some_and(|shown| shown != call.id && mine(shown)) {
            Some(Refused::OldCall)
        } else if call.holder != self.author {
            Some(Refused::NotTheCaller)
        } else if !shown {
            Some(Refused::AlreadyLeft)
        } else if self.too_soon() {
            Some(Refused::TooSoon)
        } else if self.run.held().is_some() {
            Some(Refused::OnHold)
        } else if self.run.finished() {
            Some(Refused::Finished)
        } else {
            let found = match aim {
                Aim::Cue(cue) => self.playable(cue).is_some(),
                Aim::Next | Aim::Finish => last.is_some(),
            };
            (!found).then_some(Refused::NoSuchCue)
        }
    }

    /// What a press means by where it wants to go.
    fn aim(&self, to: Aim) -> Aim {
        let standby = self.run.standby.as_ref().map(|standby| standby.cue);
        match to {
            Aim::Next => standby
                .filter(|cue| self.playable(*cue).is_some())
                .or_else(|| self.next())
                .map_or(Aim::Finish, Aim::Cue),
            Aim::Cue(_) | Aim::Finish => to,
        }
    }

    /// The cue that GO goes to: the one in standby, else the next one; `None` when GO finishes the show.
    #[must_use]
    pub fn next_go(&self) -> Option<EntryId> {
        match self.aim(Aim::Next) {
            Aim::Cue(cue) => Some(cue),
            Aim::Next | Aim::Finish => None,
        }
    }

    /// The cue after the last one that was called and is still in the plan; `None` after the last of all.
    #[must_use]
    pub fn next(&self) -> Option<EntryId> {
        let mut called =
            self.run.line.iter().rev().filter_map(|instance| instance.visit().map(|visit| visit.cue));
        self.plan.next_playable(called.find(|cue| self.plan.entry(*cue).is_some()))
    }

    fn playable(&self, cue: EntryId) -> Option<&'a Cue> {
        self.plan.cue(cue).filter(|cue| !cue.skip)
    }

    fn visit(&self, cue: EntryId, planned_start: WallMs) -> Visit {
        let planned = self.plan.cue(cue);
        Visit {
            cue,
            planned_start,
            duration_ms: planned.map_or(0, |cue| cue.duration_ms),
            count_to_end: planned.is_some_and(|cue| cue.count_to_end),
        }
    }

    /// Whether the last GO is too fresh. One that lies ahead was pressed by another clock and says nothing.
    fn too_soon(&self) -> bool {
        let live = self.run.live().and_then(Instance::visit).and_then(|visit| self.plan.cue(visit.cue));
        let span_ms = live.and_then(|cue| cue.span_ms).unwrap_or(self.plan.min_span_ms).min(LONGEST_SPAN_MS);
        let passed = self.last_go.map(|last| self.now.0.saturating_sub(last.0));
        passed.is_some_and(|passed| (0..i64::from(span_ms)).contains(&passed))
    }
}

/// The departments that did not say that they are ready for the cue in standby: a GO warns of them and is done.
#[must_use]
pub fn missing_ticks(plan: &Plan, run: &Run) -> Vec<String> {
    let Some(standby) = &run.standby else { return Vec::new() };
    let missing = |department: &&str| standby.ticks.get(*department) != Some(&true);
    departments(plan, standby.cue).filter(missing).map(str::to_owned).collect()
}

fn departments(plan: &Plan, cue: EntryId) -> impl Iterator<Item = &str> {
    plan.cue(cue).into_iter().flat_map(|cue| &cue.calls).map(|call| call.department.as_str())
}

/// Whether an instance is the one that is meant, by whichever of its records.
fn is(instance: &Instance, meant: Option<RecordId>) -> bool {
    meant.is_some_and(|meant| instance.id == meant || instance.also.contains(&meant))
}
