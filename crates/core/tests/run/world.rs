//! A night of two callers, three followers and a copy of the first caller's device, who hear of each other by chance.
//!
//! Every press is judged by what its device knows, and what must hold on one device is checked there and then.

use gatehouse_core::ids::RecordId;
use gatehouse_core::show::{Action, Aim, Change, EntryKind, Fact, Field, Guard, Outcome, Place, Press, Run};

use super::stage::*;

/// Something that somebody does, or hears.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) device: usize,
    pub(crate) verb: Verb,
    /// Which cue, which other device, how much.
    pub(crate) which: u8,
    /// How long after the step before it, in milliseconds.
    pub(crate) after_ms: u16,
    /// Which records arrive.
    pub(crate) arrive: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Go,
    GoTo,
    /// From a screen that was not redrawn since its last press.
    StaleGo,
    Finish,
    Ungo,
    TakeCall,
    Offer,
    Accept,
    Pause,
    Resume,
    AddTime,
    Standby,
    Tick,
    Roll,
    Hold,
    Release,
    HoldStep,
    AdoptLane,
    Edit,
    Propose,
    Settle,
    HearAll,
    HearSome,
}

pub(crate) const CUES: u8 = 6;

/// What happens in a night.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    /// Who may call, the first before the second.
    pub(crate) ranks: &'static [u8],
    /// The first device calls from the beginning.
    pub(crate) called: bool,
    /// By how much each device's clock is fast, in milliseconds.
    pub(crate) fast_ms: [i16; 6],
    pub(crate) steps: Vec<Step>,
}

impl Script {
    pub(crate) fn play(&self) -> Night {
        let mut night = Night::new(self);
        for step in &self.steps {
            night.ms += i64::from(step.after_ms);
            night.step(*step);
        }
        night
    }
}

pub(crate) struct Night {
    pub(crate) devices: Vec<Device>,
    /// What the screen of each showed at its last press.
    shown: Vec<Option<Press>>,
    ms: i64,
}

impl Night {
    /// Everybody knows the plan.
    fn new(script: &Script) -> Self {
        let mut first = Device::new(1);
        let mut opening = opening(CUES, script.ranks);
        opening.extend((1..=CUES).flat_map(|n| [call_of("sound", n), call_of("lighting", n)]));
        first.edit(0, false, opening);
        if script.called {
            first.take_call(0);
        }
        let mut devices = vec![first.clone()];
        devices.extend((2..=5).map(Device::new));
        devices.push(first.cloned());
        for (device, fast_ms) in devices.iter_mut().zip(script.fast_ms) {
            device.hear(&first);
            device.fast_ms = i64::from(fast_ms);
        }
        Self { shown: vec![None; devices.len()], devices, ms: 10_000 }
    }

    /// What everybody wrote, once each.
    pub(crate) fn everything(&self) -> Device {
        let mut all = Device::new(99);
        for device in &self.devices {
            all.hear(device);
        }
        all
    }

    fn step(&mut self, step: Step) {
        let at = step.device;
        let n = step.which % CUES + 1;
        match step.verb {
            Verb::Go => self.press(at, Aim::Next),
            Verb::GoTo => self.press(at, Aim::Cue(cue(n))),
            Verb::Finish => self.press(at, Aim::Finish),
            Verb::StaleGo => {
                if let Some(press) = self.shown[at] {
                    self.judge(at, &press);
                }
            }
            Verb::Ungo => self.ungo(at),
            Verb::HearAll | Verb::HearSome => {
                let other = self.devices[usize::from(step.which) % self.devices.len()].clone();
                let all = step.verb == Verb::HearAll;
                let arrives = |id: RecordId| {
                    let bit = id.seq.0.wrapping_mul(7).wrapping_add(u64::from(id.author.as_bytes()[0])) % 64;
                    all || step.arrive >> bit & 1 == 1
                };
                self.devices[at].hear_some(&other, arrives);
            }
            Verb::Edit | Verb::Propose => {
                let proposed = step.verb == Verb::Propose;
                self.devices[at].edit(self.ms, proposed, vec![change(step)]);
            }
            Verb::Settle => {
                let (edits, run) = self.devices[at].show();
                let known = edits.proposals.iter().map(|open| open.id).chain(run.settled.into_keys());
                let known: Vec<RecordId> = known.collect();
                if let Some(proposal) = pick(&known, step.which) {
                    let _ = self.devices[at].settle(self.ms, proposal, step.arrive & 1 == 0);
                }
            }
            _ => {
                let run = self.devices[at].run();
                let _ = self.devices[at].wish(self.ms, |guard| wish(guard, &run, step));
            }
        }
    }

    fn press(&mut self, at: usize, to: Aim) {
        let press = self.devices[at].press_of(to);
        self.shown[at] = Some(press);
        self.judge(at, &press);
    }

    fn judge(&mut self, at: usize, press: &Press) {
        let before = self.devices[at].run();
        let pressed = self.devices[at].press(self.ms, press);
        let after = self.devices[at].run();
        match pressed {
            Ok(id) => {
                assert!(is_last(&before, press.from), "another instance was live than the screen showed");
                assert!(is_last(&after, Some(id)), "what was pressed is live where it was pressed");
                assert_eq!(after.line.len(), before.line.len() + 1, "one press is one advance");
            }
            Err(_) => {
                assert_eq!(numbers(&after.line), numbers(&before.line), "a refused press moves nothing");
                assert_eq!(after.refusals.len(), before.refusals.len() + 1, "and is told");
            }
        }
    }

    fn ungo(&mut self, at: usize) {
        let before = self.devices[at].run();
        if self.devices[at].ungo(self.ms).is_ok() {
            let after = self.devices[at].run();
            let left = &before.line[..before.line.len() - 1];
            assert_eq!(numbers(&after.line), numbers(left), "back to the cue before it, and nowhere else");
            let ended = after.line.last().and_then(|last| last.ended);
            assert_eq!(ended, None, "which goes on as if it had never been left");
        }
    }
}

fn wish(guard: &Guard<'_>, run: &Run, step: Step) -> Outcome {
    let n = step.which % CUES + 1;
    let department = if step.which.is_multiple_of(2) { "sound" } else { "lighting" };
    let yes = step.arrive & 1 == 0;
    let held = run
        .held()
        .map(|hold| hold.id)
        .unwrap_or(RecordId { author: author(77), seq: gatehouse_core::ids::Seq(1) });
    match step.verb {
        Verb::TakeCall => guard.take_call("it must go on", if yes { 60_000 } else { 0 }),
        Verb::Offer => guard.offer_call(author(step.which % 5 + 1)),
        Verb::Accept => guard.accept_call(),
        Verb::Pause => guard.pause(),
        Verb::Resume => guard.resume(),
        Verb::AddTime => guard.add_time(i64::from(step.which) * 1_000 - 60_000),
        Verb::Standby => guard.standby(cue(n)),
        Verb::Tick => guard.tick(department, yes),
        Verb::Roll => guard.roll(yes),
        Verb::Hold => guard.hold("stop"),
        Verb::Release => guard.release(held),
        Verb::HoldStep => guard.hold_step(held, department, yes),
        _ => {
            let ends: Vec<RecordId> =
                run.lanes.iter().filter_map(|lane| lane.line.last()).map(|end| end.id).collect();
            guard.adopt_lane(pick(&ends, step.which).unwrap_or(held))
        }
    }
}

fn change(step: Step) -> Change {
    let entry = cue(step.which % (CUES + 2) + 1);
    let order = char::from(b'A' + (step.arrive % 26) as u8).to_string();
    let group = (step.arrive >> 8 & 3 == 0).then_some(cue(CUES + 1));
    match step.arrive >> 16 & 7 {
        0 => {
            Change::Add { entry, kind: if step.arrive & 32 == 0 { EntryKind::Group } else { EntryKind::Cue } }
        }
        1 => Change::Place { entry, place: None },
        2 | 3 => Change::Place { entry, place: Some(Place { group, order }) },
        4 => Change::Set { entry, field: Field::Skip(step.arrive & 32 == 0) },
        5 => Change::Set { entry, field: Field::Duration(step.arrive % 100_000) },
        _ => Change::Set { entry, field: Field::Title(order) },
    }
}

fn pick(from: &[RecordId], which: u8) -> Option<RecordId> {
    from.get(usize::from(which).checked_rem(from.len())?).copied()
}

fn is_last(run: &Run, id: Option<RecordId>) -> bool {
    match (run.line.last(), id) {
        (None, None) => true,
        (Some(last), Some(id)) => last.id == id || last.also.contains(&id),
        // A screen shows no live cue once the show is over.
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// The accepted GOs among facts.
pub(crate) fn goes(facts: &[Fact]) -> Vec<RecordId> {
    facts.iter().filter(|fact| matches!(fact.action, Action::Go(_))).map(|fact| fact.id).collect()
}
