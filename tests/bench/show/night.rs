//! The log of a night on which a show was called: whatever was pressed went through the real guard.

use anyhow::{Context as _, Result, bail};
use gatehouse_commands::Host as _;
use gatehouse_core::ids::{AuthorId, RecordId, Seq, ShowId};
use gatehouse_core::show::{
    Action, Aim, Answer, Change, EditFact, Fact, Field, Guard, Input, Outcome, Plan, Press, Run, Times,
};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_store::{Body, PlanEditRecord, Replica, ShowActionRecord, Stamp, append};
use gatehouse_testkit::{Machine, own};

use super::plan::{changes, plan, show};
use crate::people::Dice;

/// Records that are written in one transaction.
const AT_A_TIME: usize = 250;

/// A show as it was called from one device.
pub(super) struct Night {
    pub(super) show: ShowId,
    pub(super) plan: Plan,
    pub(super) times: Times,
    /// What the plan is folded from.
    pub(super) edits: Vec<EditFact>,
    /// What the run is folded from.
    pub(super) facts: Vec<Fact>,
    /// All of it, as the journal has it.
    records: Vec<(Stamp, Body)>,
    /// The run, as far as it was folded.
    run: Run,
    last_go: Option<WallMs>,
    author: AuthorId,
    seq: Seq,
    hlc: Hlc,
    now: Stamp,
    dice: Dice,
}

impl Night {
    /// Plans the show and takes the call, on the device whose replica is open at the machine.
    pub(super) fn begin(machine: &Machine, cues: usize) -> Result<Self> {
        let own = own(&gatehouse_commands::open(machine)?.replica)?;
        let plan = plan(1, cues)?;
        let mut night = Self {
            show: show(1),
            times: Times::of(&plan),
            plan,
            edits: Vec::new(),
            facts: Vec::new(),
            records: Vec::new(),
            run: Run::default(),
            last_go: None,
            author: own.id,
            seq: own.head.seq,
            hlc: Hlc::default(),
            now: machine.now(),
            dice: Dice(1),
        };
        for edit in PlanEditRecord::divided(night.show, false, changes(1, cues)?)? {
            night.edit(edit);
        }
        night.wish(|guard| guard.take_call("", 0))?;
        night.fold();
        Ok(night)
    }

    /// Calls this many cues; the log has so many records then, or more.
    pub(super) fn call(&mut self, cues: usize, records: usize) -> Result<()> {
        let before = self.records.len();
        for cue in 1..=cues {
            self.call_one()?;
            let so_far = before + records.saturating_sub(before) * cue / cues;
            while self.records.len() < so_far {
                self.write_something();
            }
            self.pass(30_000);
            self.fold();
        }
        Ok(())
    }

    /// One cue as cues go: standby, everybody ready, GO and a slip of the hand, time given, a pause.
    fn call_one(&mut self) -> Result<()> {
        let cue = self.guard().next().context("a cue is left")?;
        self.wish(|guard| guard.standby(cue))?;
        self.fold();
        let calls = self.plan.cue(cue).context("it is in the plan")?.calls.clone();
        for call in calls {
            self.wish(|guard| guard.tick(&call.department, true))?;
        }
        let from = self.run.line.last().map(|last| last.id);
        self.press(from);
        self.fold();
        self.pass(40);
        self.press(from);
        self.pass(5_000);
        self.wish(|guard| guard.add_time(30_000))?;
        if self.dice.below(4) == 0 {
            self.wish(|guard| guard.pause())?;
            self.fold();
            self.pass(20_000);
            self.wish(|guard| guard.resume())?;
        }
        if self.dice.below(40) == 0 {
            self.wish(|guard| guard.hold("Rain"))?;
            self.fold();
            let hold = self.run.held().context("it is stopped")?.id;
            self.wish(|guard| guard.release(hold))?;
        }
        Ok(())
    }

    /// A line for whoever speaks, or a word about a cue.
    fn write_something(&mut self) {
        self.pass(100);
        let text = self.dice.name();
        if self.dice.below(2) == 0 {
            return self.act(Action::Message { text });
        }
        let cues = self.times.cues.len();
        let entry = self.times.cues[self.dice.below(cues)].id;
        let changes = vec![Change::Set { entry, field: Field::Note(text) }];
        self.edit(PlanEditRecord { show: self.show, proposed: false, changes });
    }

    /// Presses GO on a screen that shows this instance as live; it is done, or what was refused is written down.
    fn press(&mut self, from: Option<RecordId>) {
        let press = Press { call: None, from, to: Aim::Next, started: None, input: Input::Key };
        let planned = |cue| self.times.cue(cue).map_or(self.now.wall, |time| time.start);
        let answer = self.guard().go(&press, planned);
        match answer {
            Answer::Accepted(action) => {
                self.last_go = Some(self.now.wall);
                self.act(action);
            }
            Answer::Refused(action) => self.act(action),
        }
    }

    fn wish(&mut self, wish: impl FnOnce(&Guard<'_>) -> Outcome) -> Result<()> {
        let outcome = wish(&self.guard());
        match outcome {
            Outcome::Allowed(action) => {
                self.act(action);
                Ok(())
            }
            Outcome::NotAllowed(why) => bail!("the night took another turn: {why:?}"),
        }
    }

    fn guard(&self) -> Guard<'_> {
        Guard {
            plan: &self.plan,
            run: &self.run,
            author: self.author,
            now: self.now.wall,
            last_go: self.last_go,
        }
    }

    fn fold(&mut self) {
        self.run = Run::of(&self.plan, &self.facts);
    }

    fn act(&mut self, action: Action) {
        let (id, hlc) = self.stamp();
        let at = self.now.wall;
        self.facts.push(Fact { id, hlc, at, certain: true, who: None, action: action.clone() });
        self.records.push((self.now, Body::ShowAction(ShowActionRecord { show: self.show, action })));
    }

    fn edit(&mut self, edit: PlanEditRecord) {
        let (id, hlc) = self.stamp();
        let (at, changes) = (self.now.wall, edit.changes.clone());
        self.edits.push(EditFact { id, hlc, at, who: None, proposed: false, changes });
        self.records.push((self.now, Body::PlanEdit(edit)));
    }

    fn stamp(&mut self) -> (RecordId, Hlc) {
        self.hlc = self.hlc.tick(self.now.wall);
        self.seq = Seq(self.seq.0 + 1);
        (RecordId { author: self.author, seq: self.seq }, self.hlc)
    }

    fn pass(&mut self, ms: u32) {
        self.now.wall.0 += i64::from(ms);
        self.now.mono_ms += u64::from(ms);
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// Writes everything into the machine's replica, and lets its clock go on from there.
    pub(super) fn write_down(&self, machine: &Machine) -> Result<()> {
        let replica: Replica = gatehouse_commands::open(machine)?.replica.clone();
        for block in self.records.chunks(AT_A_TIME).map(<[_]>::to_vec) {
            replica.write(move |tx, author| {
                block.iter().try_for_each(|(stamp, body)| append(tx, author, *stamp, body).map(drop))
            })?;
        }
        machine.pass(self.now.wall.0 - machine.now().wall.0);
        Ok(())
    }
}
