//! Devices that take part in a show. Each knows only what it wrote and heard, and judges its presses by that.

use gatehouse_core::ids::{AuthorId, EntryId, RecordId, Seq, ShowId};
use gatehouse_core::show::edit::{EditFact, Edits, show};
use gatehouse_core::show::{
    Action, Aim, Answer, Call, Change, EntryKind, Fact, Field, Guard, Input, Instance, NotAllowed, Outcome,
    Place, Plan, Press, Refused, Run, ShowField, Target,
};
use gatehouse_core::time::{Hlc, WallMs};

/// Nine in the evening, by the true clock.
pub(crate) const NINE: i64 = 1_795_640_400_000;

/// A device of somebody.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) author: AuthorId,
    /// By how much its wall clock is fast, in milliseconds.
    pub(crate) fast_ms: i64,
    pub(crate) edits: Vec<EditFact>,
    pub(crate) facts: Vec<Fact>,
    seq: u64,
    hlc: Hlc,
}

pub(crate) fn author(n: u8) -> AuthorId {
    AuthorId::from_bytes([n; 16])
}

/// The cue `Q1`, `Q2` and so on.
pub(crate) fn cue(n: u8) -> EntryId {
    EntryId::from_bytes([n; 16])
}

pub(crate) fn the_show() -> ShowId {
    ShowId::from_bytes([1; 16])
}

/// Changes that make a show with this many cues of four minutes, called by these devices in this order.
pub(crate) fn opening(cues: u8, ranks: &[u8]) -> Vec<Change> {
    let ranks = ranks.iter().map(|n| author(*n)).collect();
    let mut changes =
        vec![Change::Show(ShowField::Title("Main stage".to_owned())), Change::Show(ShowField::Ranks(ranks))];
    for n in 1..=cues {
        let order = char::from(b'A' + n).to_string();
        changes.extend([
            Change::Add { entry: cue(n), kind: EntryKind::Cue },
            Change::Place { entry: cue(n), place: Some(Place { group: None, order }) },
            Change::Set { entry: cue(n), field: Field::Number(format!("Q{n}")) },
            Change::Set { entry: cue(n), field: Field::Duration(240_000) },
        ]);
    }
    changes
}

pub(crate) fn call_of(department: &str, n: u8) -> Change {
    let call = Call { department: String::new(), text: "fade".to_owned(), standby_s: 30 };
    let field = Field::Call { department: department.to_owned(), call: Some(call) };
    Change::Set { entry: cue(n), field }
}

impl Device {
    pub(crate) fn new(n: u8) -> Self {
        let (edits, facts) = (Vec::new(), Vec::new());
        Self { author: author(n), fast_ms: 0, edits, facts, seq: 0, hlc: Hlc::default() }
    }

    /// The same author once more, as a copied folder would be; its records have numbers of their own.
    pub(crate) fn cloned(&self) -> Self {
        Self { seq: self.seq + 1_000, ..self.clone() }
    }

    pub(crate) fn show(&self) -> (Edits, Run) {
        show(the_show(), &self.edits, &self.facts)
    }

    pub(crate) fn plan(&self) -> Plan {
        self.show().0.plan
    }

    pub(crate) fn run(&self) -> Run {
        self.show().1
    }

    /// The numbers of the cues of its line, `end` for the finish.
    pub(crate) fn line(&self) -> Vec<String> {
        numbers(&self.run().line)
    }

    pub(crate) fn now(&self, ms: i64) -> WallMs {
        WallMs(NINE + ms + self.fast_ms)
    }

    /// Writes a record down, whatever it says.
    pub(crate) fn write(&mut self, ms: i64, action: Action) -> RecordId {
        let (id, hlc) = self.stamp(ms);
        let at = self.now(ms);
        self.facts.push(Fact { id, hlc, at, certain: false, who: None, action });
        id
    }

    pub(crate) fn edit(&mut self, ms: i64, proposed: bool, changes: Vec<Change>) -> RecordId {
        let (id, hlc) = self.stamp(ms);
        let at = self.now(ms);
        self.edits.push(EditFact { id, hlc, at, who: None, proposed, changes });
        id
    }

    /// Judges a wish and writes it down if it is granted.
    pub(crate) fn wish(
        &mut self,
        ms: i64,
        wish: impl Fn(&Guard<'_>) -> Outcome,
    ) -> Result<RecordId, NotAllowed> {
        let (edits, run) = self.show();
        match wish(&self.guard(ms, &edits.plan, &run)) {
            Outcome::Allowed(action) => Ok(self.write(ms, action)),
            Outcome::NotAllowed(reason) => Err(reason),
        }
    }

    /// Answers a proposal.
    pub(crate) fn settle(
        &mut self,
        ms: i64,
        proposal: RecordId,
        adopt: bool,
    ) -> Result<RecordId, NotAllowed> {
        let (edits, _) = self.show();
        self.wish(ms, |guard| guard.settle(&edits, proposal, adopt))
    }

    pub(crate) fn take_call(&mut self, ms: i64) -> RecordId {
        self.wish(ms, |guard| guard.take_call("nobody answers", 60_000)).expect("the call is free")
    }

    /// What a screen of this device would send that shows what the device knows.
    pub(crate) fn press_of(&self, to: Aim) -> Press {
        let run = self.run();
        Press {
            call: run.call.filter(|call| call.holder == self.author).map(|call| call.id),
            from: run.line.last().map(|last| last.id),
            to,
            started: None,
            input: Input::Key,
        }
    }

    /// Judges a press and writes down what it came to.
    pub(crate) fn press(&mut self, ms: i64, press: &Press) -> Result<RecordId, Refused> {
        let (edits, run) = self.show();
        let planned = |_| WallMs(NINE);
        match self.guard(ms, &edits.plan, &run).go(press, planned) {
            Answer::Accepted(action) => Ok(self.write(ms, action)),
            Answer::Refused(Action::Refused { press, reason }) => {
                self.write(ms, Action::Refused { press, reason });
                Err(reason)
            }
            Answer::Refused(other) => unreachable!("written down as {other:?}"),
        }
    }

    pub(crate) fn go(&mut self, ms: i64) -> Result<RecordId, Refused> {
        let press = self.press_of(Aim::Next);
        self.press(ms, &press)
    }

    pub(crate) fn go_to(&mut self, ms: i64, n: u8) -> Result<RecordId, Refused> {
        let press = self.press_of(Aim::Cue(cue(n)));
        self.press(ms, &press)
    }

    pub(crate) fn ungo(&mut self, ms: i64) -> Result<RecordId, NotAllowed> {
        let last = self.run().line.last().map(|last| last.id).ok_or(NotAllowed::NotLive)?;
        self.wish(ms, |guard| guard.ungo(last))
    }

    /// Hears everything that another device knows.
    pub(crate) fn hear(&mut self, other: &Self) {
        self.hear_some(other, |_| true);
    }

    /// Hears those records of which another device knows that `arrives` lets through.
    pub(crate) fn hear_some(&mut self, other: &Self, arrives: impl Fn(RecordId) -> bool) {
        for fact in other.facts.iter().filter(|fact| arrives(fact.id)) {
            self.hlc = self.hlc.max(fact.hlc);
            if self.facts.iter().all(|known| known.id != fact.id) {
                self.facts.push(fact.clone());
            }
        }
        for edit in other.edits.iter().filter(|edit| arrives(edit.id)) {
            self.hlc = self.hlc.max(edit.hlc);
            if self.edits.iter().all(|known| known.id != edit.id) {
                self.edits.push(edit.clone());
            }
        }
    }

    fn guard<'a>(&self, ms: i64, plan: &'a Plan, run: &'a Run) -> Guard<'a> {
        let goes = self.facts.iter().filter(|fact| matches!(fact.action, Action::Go(_)));
        let last_go = goes.map(|fact| fact.at).max();
        Guard { plan, run, author: self.author, now: self.now(ms), last_go }
    }

    fn stamp(&mut self, ms: i64) -> (RecordId, Hlc) {
        self.hlc = self.hlc.tick(self.now(ms));
        self.seq += 1;
        (RecordId { author: self.author, seq: Seq(self.seq) }, self.hlc)
    }
}

/// Both hear each other.
pub(crate) fn meet(one: &mut Device, other: &mut Device) {
    one.hear(other);
    other.hear(one);
}

pub(crate) fn numbers(line: &[Instance]) -> Vec<String> {
    let number = |instance: &Instance| match &instance.to {
        Target::Cue(visit) => format!("Q{}", visit.cue.as_bytes()[0]),
        Target::Finish => "end".to_owned(),
    };
    line.iter().map(number).collect()
}

/// Three devices that know a show of this many cues; the first one calls, the second may.
pub(crate) fn evening(cues: u8) -> [Device; 3] {
    let [mut first, mut second, mut third] = [1, 2, 3].map(Device::new);
    first.edit(0, false, opening(cues, &[1, 2]));
    first.take_call(0);
    second.hear(&first);
    third.hear(&first);
    [first, second, third]
}
