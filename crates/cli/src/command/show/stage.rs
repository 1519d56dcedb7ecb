//! The stage of a simulation: the records so far, the moment, and what is due by itself until the next step.

use std::collections::BTreeMap;

use gatehouse_core::ids::{AuthorId, EntryId, RecordId, Seq};
use gatehouse_core::show::guard::{Aim, Press};
use gatehouse_core::show::{
    Action, Answer, Fact, Guard, Input, Instance, NotAllowed, Outcome, Plan, Refused, Run, Times, automatic,
};
use gatehouse_core::time::{Hlc, WallMs};

use super::script::{Step, What};

/// Who does what nobody else is named for.
const CALLER: &str = "caller";
const FIRST: AuthorId = AuthorId::from_bytes([1; 16]);

/// More automatic steps than this between two of the script are a plan that runs in circles.
const MOST_BY_ITSELF: usize = 100_000;

/// What came of a step.
pub(super) enum CameTo {
    /// It is done.
    Done,
    /// A press of GO did nothing.
    Refused(Refused),
    /// It cannot be done here and now.
    NotNow(NotAllowed),
}

/// The stage.
pub(super) struct Stage {
    /// The plan.
    pub(super) plan: Plan,
    /// The plan on the calendar.
    pub(super) times: Times,
    /// The moment.
    pub(super) now: WallMs,
    facts: Vec<Fact>,
    devices: BTreeMap<String, AuthorId>,
}

impl Stage {
    /// A stage on which the device called `caller` has taken the call.
    pub(super) fn new(plan: Plan, times: Times) -> Self {
        let now = times.start.or(times.opens).unwrap_or(WallMs(0));
        let mut stage = Self {
            plan,
            times,
            now,
            facts: Vec::new(),
            devices: BTreeMap::from([(CALLER.to_owned(), FIRST)]),
        };
        stage.write(FIRST, Action::TakeCall { after: None, epoch: 1, reason: String::new() });
        stage
    }

    /// The run so far.
    pub(super) fn run(&self) -> Run {
        Run::of(&self.plan, &self.facts)
    }

    /// Lets time pass until `at`, with everything that happens by itself; says when something did.
    pub(super) fn pass(&mut self, at: WallMs) -> Result<Vec<WallMs>, String> {
        let mut happened = Vec::new();
        loop {
            if let Some(action) = self.due() {
                self.write(self.holder(), action);
                happened.push(self.now);
                if happened.len() > MOST_BY_ITSELF {
                    return Err("the plan's end actions run in circles".to_owned());
                }
                continue;
            }
            let next = self.with(self.holder(), automatic::next);
            match next.filter(|next| *next <= at) {
                Some(next) => self.now = next,
                None => break,
            }
        }
        self.now = self.now.max(at);
        Ok(happened)
    }

    /// Does what a step says.
    pub(super) fn act(&mut self, step: &Step, cue: Option<EntryId>) -> CameTo {
        let device = self.device(step.device.as_deref().unwrap_or(CALLER));
        let outcome = match step.what {
            What::Look => return CameTo::Done,
            What::Go => return self.go(device, step, cue),
            What::Ungo => {
                let last = self.run().line.last().map(|last| last.id);
                self.with(device, |guard, _| {
                    last.map_or(Outcome::NotAllowed(NotAllowed::NotLive), |last| guard.ungo(last))
                })
            }
            What::Standby => self.with(device, |guard, _| {
                cue.or_else(|| guard.next())
                    .map_or(Outcome::NotAllowed(NotAllowed::NoSuchCue), |cue| guard.standby(cue))
            }),
            What::Tick => {
                let department = step.department.clone().unwrap_or_default();
                self.with(device, |guard, _| guard.tick(&department, true))
            }
            What::Pause => self.with(device, |guard, _| guard.pause()),
            What::Resume => self.with(device, |guard, _| guard.resume()),
            What::AddTime => {
                let by_ms = step.by.map_or(0, |span| span.0);
                self.with(device, |guard, _| guard.add_time(by_ms))
            }
            What::Roll => self.with(device, |guard, _| guard.roll(true)),
            What::StopRoll => self.with(device, |guard, _| guard.roll(false)),
            What::Hold => self.with(device, |guard, _| guard.hold("")),
            What::Release => {
                let held = self.run().held().map(|hold| hold.id);
                self.with(device, |guard, _| {
                    held.map_or(Outcome::NotAllowed(NotAllowed::NoSuchHold), |hold| guard.release(hold))
                })
            }
            What::TakeCall => self.with(device, |guard, _| guard.take_call("simulated", u64::MAX)),
        };
        match outcome {
            Outcome::Allowed(action) => {
                self.write(device, action);
                CameTo::Done
            }
            Outcome::NotAllowed(why) => CameTo::NotNow(why),
        }
    }

    fn go(&mut self, device: AuthorId, step: &Step, cue: Option<EntryId>) -> CameTo {
        let run = self.run();
        let from = match &step.shown {
            None => run.line.last().map(|live| live.id),
            Some(shown) => shown.as_deref().and_then(|name| self.instance(&run, name)),
        };
        let to = cue.map_or(Aim::Next, Aim::Cue);
        let press = Press { call: None, from, to, started: None, input: Input::Command };
        let answer = self.with(device, |guard, times| {
            guard.go(&press, |cue| times.cue(cue).map_or(guard.now, |time| time.start))
        });
        match answer {
            Answer::Accepted(action) => {
                self.write(device, action);
                CameTo::Done
            }
            Answer::Refused(action) => {
                let why = match &action {
                    Action::Refused { reason, .. } => *reason,
                    _ => Refused::Other,
                };
                self.write(device, action);
                CameTo::Refused(why)
            }
        }
    }

    /// The last instance of a cue by its number.
    fn instance(&self, run: &Run, name: &str) -> Option<RecordId> {
        let meant = |one: &&Instance| {
            one.visit().and_then(|visit| self.plan.cue(visit.cue)).is_some_and(|cue| cue.number == name)
        };
        run.line.iter().rev().find(meant).map(|one| one.id)
    }

    fn due(&self) -> Option<Action> {
        self.with(self.holder(), |guard, times| {
            automatic::due(guard, times).and_then(|due| automatic::carry_out(guard, times, due))
        })
    }

    fn holder(&self) -> AuthorId {
        self.run().call.map_or(FIRST, |call| call.holder)
    }

    fn with<T>(&self, author: AuthorId, ask: impl FnOnce(&Guard<'_>, &Times) -> T) -> T {
        let run = self.run();
        let gos = self.facts.iter().filter(|fact| matches!(fact.action, Action::Go(_)));
        let last_go = gos.map(|fact| fact.at).max();
        ask(&Guard { plan: &self.plan, run: &run, author, now: self.now, last_go }, &self.times)
    }

    fn write(&mut self, author: AuthorId, action: Action) {
        let number = self.facts.len() as u64 + 1;
        self.facts.push(Fact {
            id: RecordId { author, seq: Seq(number) },
            hlc: Hlc(number),
            at: self.now,
            certain: true,
            who: None,
            action,
        });
    }

    fn device(&mut self, name: &str) -> AuthorId {
        let number = u8::try_from(self.devices.len() + 1).unwrap_or(u8::MAX);
        *self.devices.entry(name.to_owned()).or_insert_with(|| AuthorId::from_bytes([number; 16]))
    }
}
