//! Everything but GO. What is not allowed leaves no record.

use super::super::action::{Action, MOST_ADDED_MS, NotAllowed, Outcome};
use super::super::edit::Edits;
use super::super::run::{Grant, Hold, Instance};
use super::{Guard, SILENT_MS, UNGO_MS, departments, is};
use crate::ids::{AuthorId, EntryId, RecordId};

impl<'a> Guard<'a> {
    /// Takes the last GO back, within [`UNGO_MS`] of the start of what it started.
    #[must_use]
    pub fn ungo(&self, instance: RecordId) -> Outcome {
        self.called(|call| match self.run.line.last() {
            Some(last) if !is(last, Some(instance)) => Err(NotAllowed::NotLive),
            None => Err(NotAllowed::NotLive),
            Some(last) if self.now.0.saturating_sub(last.started.0) > UNGO_MS => Err(NotAllowed::TooLate),
            Some(last) => Ok(Action::Ungo { call: call.id, instance: last.id }),
        })
    }

    /// Takes the call: when nobody has it, or whoever has it was not heard for more than [`SILENT_MS`] or stands behind this
    /// device in the plan's list. From somebody it is taken with a reason.
    #[must_use]
    pub fn take_call(&self, reason: &str, silent_ms: u64) -> Outcome {
        let take = |after: Option<RecordId>, epoch: u32| Action::TakeCall {
            after,
            epoch,
            reason: reason.to_owned(),
        };
        let Some(call) = &self.run.call else { return Outcome::Allowed(take(None, 1)) };
        let before = self.plan.rank(self.author) < self.plan.rank(call.holder);
        if call.holder == self.author {
            Outcome::NotAllowed(NotAllowed::NothingToDo)
        } else if silent_ms <= SILENT_MS && !before {
            Outcome::NotAllowed(NotAllowed::CallIsHeld)
        } else if reason.trim().is_empty() {
            Outcome::NotAllowed(NotAllowed::NoReason)
        } else {
            Outcome::Allowed(take(Some(call.id), call.epoch.saturating_add(1)))
        }
    }

    /// Offers the call to another device.
    #[must_use]
    pub fn offer_call(&self, to: AuthorId) -> Outcome {
        let offered = self.run.offered.is_some_and(|(_, offered)| offered == to);
        self.called(|call| unless(offered || to == self.author, || Action::OfferCall { call: call.id, to }))
    }

    /// Takes up the offer of the call.
    #[must_use]
    pub fn accept_call(&self) -> Outcome {
        match (&self.run.call, self.run.offered) {
            (Some(call), Some((offer, to))) if to == self.author => {
                let epoch = call.epoch.saturating_add(1);
                Outcome::Allowed(Action::AcceptCall { offer, after: call.id, epoch })
            }
            _ => Outcome::NotAllowed(NotAllowed::NoOffer),
        }
    }

    /// Lets the live cue's time stand still.
    #[must_use]
    pub fn pause(&self) -> Outcome {
        self.live(|call, live| {
            let paused = self.run.held().is_none() && stands_still(live);
            unless(paused, || Action::Pause { call: call.id, instance: live.id })
        })
    }

    /// Lets the live cue's time go on; while the show is stopped it goes on with the release.
    #[must_use]
    pub fn resume(&self) -> Outcome {
        self.live(|call, live| {
            unless(!stands_still(live), || Action::Resume { call: call.id, instance: live.id })
        })
    }

    /// Gives the live cue time or takes it, at most an hour.
    #[must_use]
    pub fn add_time(&self, by_ms: i64) -> Outcome {
        self.live(|call, live| match by_ms {
            0 => Err(NotAllowed::NothingToDo),
            _ if by_ms.saturating_abs() > MOST_ADDED_MS => Err(NotAllowed::TooMuch),
            _ => Ok(Action::AddTime { call: call.id, instance: live.id, by_ms }),
        })
    }

    /// Puts a cue in standby.
    #[must_use]
    pub fn standby(&self, cue: EntryId) -> Outcome {
        self.called(|call| {
            if self.run.finished() {
                Err(NotAllowed::Finished)
            } else if self.playable(cue).is_none() {
                Err(NotAllowed::NoSuchCue)
            } else if self.run.standby.as_ref().is_some_and(|standby| standby.cue == cue) {
                Err(NotAllowed::NothingToDo)
            } else {
                Ok(Action::Standby { call: call.id, cue })
            }
        })
    }

    /// Says that a department is ready for the cue in standby, or is not; any device may.
    #[must_use]
    pub fn tick(&self, department: &str, ready: bool) -> Outcome {
        let Some(standby) = &self.run.standby else { return Outcome::NotAllowed(NotAllowed::NoStandby) };
        if !departments(self.plan, standby.cue).any(|called| called == department) {
            return Outcome::NotAllowed(NotAllowed::NotCalled);
        }
        if standby.ticks.get(department) == Some(&ready) {
            return Outcome::NotAllowed(NotAllowed::NothingToDo);
        }
        Outcome::Allowed(Action::Tick { standby: standby.id, department: department.to_owned(), ready })
    }

    /// Lets the show follow the clock, or no longer.
    #[must_use]
    pub fn roll(&self, on: bool) -> Outcome {
        self.called(|call| unless(self.run.rolling == on, || Action::Roll { call: call.id, on }))
    }

    /// Stops the show. It needs no call and no reason, only a place on the plan's list if there is one.
    #[must_use]
    pub fn hold(&self, reason: &str) -> Outcome {
        if !self.plan.may_hold(self.author) {
            Outcome::NotAllowed(NotAllowed::NotNamed)
        } else if self.run.held().is_some() {
            Outcome::NotAllowed(NotAllowed::NothingToDo)
        } else {
            Outcome::Allowed(Action::Hold { reason: reason.to_owned() })
        }
    }

    /// Ends a stop.
    #[must_use]
    pub fn release(&self, hold: RecordId) -> Outcome {
        let caller = self.run.call.as_ref().map(|call| call.holder);
        match self.held(hold) {
            None => Outcome::NotAllowed(NotAllowed::NoSuchHold),
            Some(held) if self.plan.may_release(self.author, held.by, caller) => {
                Outcome::Allowed(Action::Release { hold })
            }
            Some(_) => Outcome::NotAllowed(NotAllowed::NotNamed),
        }
    }

    /// Says that a department carried out its step of a stop, or did not; any device may.
    #[must_use]
    pub fn hold_step(&self, hold: RecordId, department: &str, done: bool) -> Outcome {
        match self.held(hold) {
            None => Outcome::NotAllowed(NotAllowed::NoSuchHold),
            Some(held) if held.steps.contains_key(department) == done => {
                Outcome::NotAllowed(NotAllowed::NothingToDo)
            }
            Some(_) => Outcome::Allowed(Action::HoldStep { hold, department: department.to_owned(), done }),
        }
    }

    /// Answers a proposed change of the plan.
    #[must_use]
    pub fn settle(&self, edits: &Edits, proposal: RecordId, adopt: bool) -> Outcome {
        let open = edits.proposals.iter().any(|open| open.id == proposal);
        self.called(|_| match self.run.settled.get(&proposal) {
            Some(settled) if *settled == adopt => Err(NotAllowed::NothingToDo),
            None if !open => Err(NotAllowed::NoSuchProposal),
            _ => Ok(Action::Settle { proposal, adopt }),
        })
    }

    /// Takes a lane into the run, up to its end as it is known here.
    #[must_use]
    pub fn adopt_lane(&self, instance: RecordId) -> Outcome {
        let mut lanes = self.run.lanes.iter().filter(|lane| !lane.taken_back);
        let end = lanes.find_map(|lane| lane.line.last().filter(|end| is(end, Some(instance))));
        self.called(|call| {
            let instance = end.ok_or(NotAllowed::NoSuchLane)?.id;
            Ok(Action::AdoptLane { call: call.id, instance })
        })
    }

    fn held(&self, hold: RecordId) -> Option<&'a Hold> {
        self.run.holds.iter().find(|held| held.id == hold && held.released.is_none())
    }

    /// What only whoever calls may do.
    fn called(&self, act: impl FnOnce(&Grant) -> Result<Action, NotAllowed>) -> Outcome {
        let outcome = match &self.run.call {
            None => Err(NotAllowed::NoCall),
            Some(call) if call.holder != self.author => Err(NotAllowed::NotTheCaller),
            Some(call) => act(call),
        };
        outcome.map_or_else(Outcome::NotAllowed, Outcome::Allowed)
    }

    /// What only whoever calls may do, to the live cue.
    fn live(&self, act: impl FnOnce(&Grant, &Instance) -> Result<Action, NotAllowed>) -> Outcome {
        self.called(|call| act(call, self.run.live().ok_or(NotAllowed::NotLive)?))
    }
}

fn unless(already: bool, act: impl FnOnce() -> Action) -> Result<Action, NotAllowed> {
    if already { Err(NotAllowed::NothingToDo) } else { Ok(act()) }
}

fn stands_still(instance: &Instance) -> bool {
    instance.pauses.last().is_some_and(|(_, until)| until.is_none())
}
