//! What an entry does. Deeds commute: each adds or removes one member, or sets one scalar whose earlier value stays known.

use std::fmt;

use super::catalogue::TypeCode;
use super::config::Setting;
use super::entry::Number;
use super::severity::{Alert, Severity, Status};
use crate::ids::{AuthorId, EntryId, RecordId, ShowId, ZoneId};
use crate::time::WallMs;

/// One thing that an entry does, to the entry's incident where it does something to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Opens an incident, whose name is the record.
    Open(Box<Opening>),
    /// Says one thing of the incident anew.
    Set(Field),
    /// Moves it on.
    Move {
        /// How far it has got.
        status: Status,
    },
    /// What a unit does about it.
    Unit {
        /// Its call sign.
        unit: String,
        /// What it is: `medic`, `security`; empty when nobody said.
        role: String,
        /// What it does.
        state: UnitState,
    },
    /// Somebody whom it is about.
    Subject(Subject),
    /// It has to do with another one, or has not after all.
    Link {
        /// Which one.
        to: RecordId,
        /// How.
        link: LinkKind,
        /// Whether it has.
        on: bool,
    },
    /// Something was decided, and why.
    Decide(Box<Decision>),
    /// A timer ran out, and the next one in the chain was told.
    Escalate {
        /// Which timer.
        timer: Timer,
        /// How often it ran out, from 1: together with the incident and the timer its name, whoever wrote it.
        round: u32,
        /// Whom it went to: a name of the chain, at its end the last one again; empty when nobody is on it.
        to: String,
    },
    /// Somebody has heard the alarm of that round, which was raised before: by this entry, where nobody had written it down.
    Heed {
        /// Which timer.
        timer: Timer,
        /// Which round.
        round: u32,
    },
    /// A report in the form that emergency services share; the newest one counts.
    Report(Box<Methane>),
    /// A report was read back and was right.
    ReadBack {
        /// The record of the report.
        report: RecordId,
    },
    /// A step of a playbook was done, or was not after all.
    Tick {
        /// The step's id in its playbook.
        step: String,
        /// Whether it was done.
        done: bool,
    },
    /// Something that somebody promised.
    Promise(Promise),
    /// A promise was kept, or is not needed any more.
    Settle {
        /// The record of the promise.
        promise: RecordId,
    },
    /// An entry was a mistake: it stays readable and does nothing any more.
    Strike {
        /// The record of the entry.
        entry: RecordId,
        /// Why.
        reason: String,
    },
    /// What an entry should have said; it does what it did.
    Correct {
        /// The record of the entry.
        entry: RecordId,
        /// The right words.
        text: String,
    },
    /// The lead of the log is offered to somebody.
    HandOver {
        /// To whom: a name or call sign.
        to: String,
        /// What was open: the incidents and promises that must be taken one by one, as they were on the screen.
        items: Vec<RecordId>,
        /// Restrictions and whatever else has to be said.
        note: String,
    },
    /// One item of a handover was taken.
    Take {
        /// The record of the handover.
        handover: RecordId,
        /// Which item.
        item: RecordId,
    },
    /// A handover was called off by whoever offered it.
    Withdraw {
        /// The record of the handover.
        handover: RecordId,
    },
    /// How dense the crowd was, by a look at it.
    Density(Density),
    /// An authority visits, or has left.
    Visit {
        /// Which one, and who: sealed in what is shown to the visit.
        authority: String,
        /// `true` when it comes, `false` when it leaves.
        begins: bool,
    },
    /// The desk writes numbers under this letter from now on.
    Letter(String),
    /// How the control room of this event is set up.
    Configure(Setting),
    /// Somebody took a post, or left it.
    Post {
        /// Who: the name that the roster knows, or a call sign.
        who: String,
        /// Which post.
        post: String,
        /// The call sign there; empty when there is none.
        call_sign: String,
        /// Whether they are there.
        on: bool,
    },
    /// A secret that seals words, wrapped for one device.
    ShareKey {
        /// For which device.
        to: AuthorId,
        /// The secret, which that device alone can unwrap.
        key: Sealed,
    },
    /// What the program itself has to say: it started, the clock was set, the disk is full.
    System {
        /// A stable word, for the screens to say in their language.
        what: String,
    },
}

/// What is known when an incident is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Its number.
    pub number: Number,
    /// Its types, the main one first; may be empty while nobody knows.
    pub types: Vec<TypeCode>,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: String,
    /// Where, in words; empty when nobody said.
    pub place: String,
    /// Where, as the event knows it.
    pub zone: Option<ZoneId>,
    /// What is said of it is sealed.
    pub sealed: bool,
    /// How things stood at that moment, frozen.
    pub context: Context,
}

/// How things stood when an incident was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// The cue that was live: show, line, and what it was called.
    pub cue: Option<(ShowId, EntryId, String)>,
    /// How many were inside, by zone: at least, and at most.
    pub inside: Vec<(ZoneId, i64, i64)>,
    /// Who was on which post: post, and call sign or name.
    pub posts: Vec<(String, String)>,
}

/// One thing that is said of an incident. The last writer's counts, by the hybrid clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// What it is, in a few words.
    Title(String),
    /// One of its types, on or off.
    Type {
        /// Which.
        code: TypeCode,
        /// Whether it is one of them.
        on: bool,
    },
    /// How bad it is.
    Severity {
        /// From now on.
        severity: Severity,
        /// Why; needed to lower it.
        why: String,
    },
    /// Where, in words.
    Place(String),
    /// Where, as the event knows it.
    Zone(Option<ZoneId>),
    /// Who reported it.
    Reporter(String),
    /// How it ended.
    Outcome(String),
    /// Whether what is said of it is sealed.
    Sealed(bool),
    /// How loudly it is told, whatever its severity says; `None` gives it back to the severity.
    Alert(Option<Alert>),
}

/// What a unit does about an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitState {
    /// It was told to go.
    Assigned,
    /// It is on its way.
    EnRoute,
    /// It is there.
    OnScene,
    /// It is free again.
    Clear,
}

/// Somebody whom an incident is about: described first, named only when that is needed.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// What they look like: `red coat, about seven`.
    pub description: String,
    /// Their name, sealed; `None` when nobody asked.
    pub name: Option<Sealed>,
}

/// Words that only devices of this event can read: the record holds them enciphered.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

/// How two incidents have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// This one is told there a second time; that one goes on.
    DuplicateOf,
    /// That one brought it about.
    CausedBy,
    /// They have to do with each other.
    Related,
    /// The same person is in both.
    SamePerson,
}

/// What was decided, and why: the entry that is asked for years later.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// What could have been done.
    pub options: Vec<String>,
    /// What is done.
    pub chosen: String,
    /// Why.
    pub rationale: String,
    /// Who answers for it.
    pub owner: String,
    /// When it is looked at again.
    pub review: Option<WallMs>,
}

/// What an incident is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// That somebody takes note of it.
    Acknowledge,
    /// That the first unit is there.
    FirstUnit,
    /// That something new is said of it.
    Update,
}

impl Timer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Acknowledge, Self::FirstUnit, Self::Update];
}

/// METHANE, or ETHANE while no major incident is declared: one letter a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Methane {
    /// M: a major incident is declared.
    pub declared: bool,
    /// E: the exact place.
    pub location: String,
    /// T: what kind of incident.
    pub kind: String,
    /// H: hazards that are there.
    pub hazards: String,
    /// H: hazards that may come.
    pub potential: String,
    /// A: ways in and out.
    pub access: String,
    /// N: how many are hurt.
    pub casualties: Casualties,
    /// E: services that are there.
    pub present: String,
    /// E: services that are needed.
    pub required: String,
}

/// How many are hurt, by how urgently they need help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Casualties {
    /// P1, at once.
    pub immediate: u32,
    /// P2, urgently.
    pub urgent: u32,
    /// P3, they can walk.
    pub minor: u32,
    /// They are dead.
    pub dead: u32,
    /// The figures are an estimate.
    pub estimated: bool,
}

/// Something that somebody promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// What.
    pub text: String,
    /// Who.
    pub owner: String,
    /// Until when.
    pub due: Option<WallMs>,
}

/// How dense a crowd is, graded by a picture card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Density {
    /// Where.
    pub zone: ZoneId,
    /// 0 to 5, as the card shows.
    pub grade: u8,
    /// Which part of it, and what else was seen.
    pub note: String,
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject").field("named", &self.name.is_some()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}
