//! The log as it stands: a function of the set of its records.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::TypeCode;
use super::config::Config;
use super::deed::{Context, Decision, Density, Field, LinkKind, Methane, Promise, Subject, Timer, UnitState};
use super::entry::{Fact, Number};
use super::severity::{Alert, Severity, Status};
use crate::ids::{AuthorId, RecordId, ZoneId};
use crate::time::WallMs;

/// Everything that the records of the control room come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    /// All entries in the common order, struck ones too.
    pub entries: Vec<Fact>,
    /// Of the entries that were struck, the strike that counts: the first one that is not struck itself.
    pub struck: BTreeMap<RecordId, RecordId>,
    /// Of the entries that were corrected, the corrections, the newest last.
    pub corrected: BTreeMap<RecordId, Vec<RecordId>>,
    /// The incidents by name. One whose opening was struck is among them, and says so.
    pub incidents: BTreeMap<RecordId, Incident>,
    /// Entries about an incident whose opening is not here yet.
    pub waiting: Vec<RecordId>,
    /// How the control room is set up.
    pub config: Config,
    /// The letters of the desks, and who else claimed the same one later (its numbers carry a mark).
    pub letters: BTreeMap<AuthorId, String>,
    /// Handovers, the first one first.
    pub handovers: Vec<Handover>,
    /// What was promised, in the order in which it was. Promises of one entry are settled together.
    pub promises: Vec<Promised>,
    /// Decisions, the first one first.
    pub decisions: Vec<(RecordId, Option<RecordId>, Decision)>,
    /// Looks at the crowd, the first one first.
    pub densities: Vec<(RecordId, Density)>,
    /// Visits of authorities: the record in which each began, who, and the record in which it ended.
    pub visits: Vec<(RecordId, String, Option<RecordId>)>,
    /// Who is on which post: by post, and there by who.
    pub posts: BTreeMap<String, BTreeMap<String, OnPost>>,
}

/// Somebody on a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPost {
    /// The call sign there; empty when there is none.
    pub call_sign: String,
    /// Since when.
    pub since: WallMs,
    /// The record that says so.
    pub id: RecordId,
}

/// An incident: the fold of its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its name: the record that opened it.
    pub id: RecordId,
    /// Its number, as the desk gave it.
    pub number: Number,
    /// Where another desk gave the same number earlier in the common order: 1 for the second one with it, and so on. It is
    /// said as a small letter behind the number.
    pub clash: u8,
    /// Which desk opened it.
    pub desk: AuthorId,
    /// Who was at the desk.
    pub who: Option<String>,
    /// When it was logged.
    pub opened: WallMs,
    /// When it happened.
    pub occurred: WallMs,
    /// The strike of its opening, when that was a mistake: it is no incident.
    pub struck: Option<RecordId>,
    /// Its types, the main one first: those of the opening in their order, later ones behind.
    pub types: Vec<TypeCode>,
    /// How bad it is.
    pub severity: Severity,
    /// How far it has got.
    pub status: Status,
    /// How often it was opened again after it was resolved or closed.
    pub reopened: u32,
    /// What it is, in a few words.
    pub title: String,
    /// Where, in words.
    pub place: String,
    /// Where, as the event knows it.
    pub zone: Option<ZoneId>,
    /// Who reported it.
    pub reporter: String,
    /// How it ended.
    pub outcome: String,
    /// What is said of it is sealed.
    pub sealed: bool,
    /// How loudly it is told.
    pub alert: Alert,
    /// Whether somebody said so, and not its severity.
    pub alert_by_hand: bool,
    /// Whom it is about, by the record that says so.
    pub subjects: Vec<(RecordId, Subject)>,
    /// The units that were sent, by call sign.
    pub units: BTreeMap<String, Unit>,
    /// What it has to do with.
    pub links: BTreeSet<(LinkKind, RecordId)>,
    /// How things stood when it was opened.
    pub context: Context,
    /// Its entries in the common order, the opening first; struck ones too.
    pub entries: Vec<RecordId>,
    /// Its fields as they were changed, the first change first; also where somebody said once more what was known.
    pub changes: Vec<Changed>,
    /// Its alarms.
    pub alarms: BTreeMap<(Timer, u32), Alarm>,
    /// The reports in the form that services share, the newest last.
    pub reports: Vec<Reported>,
    /// The steps of playbooks that were done, and the record that says so.
    pub ticks: BTreeMap<String, RecordId>,
    /// When somebody first took note of it, or did anything else about it, be it by sending a unit as it was opened.
    pub acknowledged: Option<WallMs>,
    /// When the first unit was there, in all its life.
    pub first_unit: Option<WallMs>,
    /// When something new was last said of it; what the program raised by itself does not count.
    pub updated: WallMs,
    /// Since when there is something to do about it: when it was opened, or last opened again or taken off hold.
    pub active_since: WallMs,
    /// Whether a unit was there since it was opened, or opened again.
    pub attended: bool,
    /// When it was dealt with, while it is: a resolved one that is closed keeps its moment.
    pub ended: Option<WallMs>,
    /// The incident that goes on in its stead: where its links to what it is a duplicate of end. `None` too while that one is
    /// not here or was struck; of incidents that are said to be duplicates of each other, the first one goes on.
    pub duplicate_of: Option<RecordId>,
}

/// A unit at an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is: `medic`, `security`; empty when nobody said.
    pub role: String,
    /// What it does.
    pub state: UnitState,
    /// When it first did what, as far as it is known.
    pub since: BTreeMap<UnitState, WallMs>,
}

/// A field that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The record of the change.
    pub id: RecordId,
    /// What it was.
    pub old: Field,
    /// What it is.
    pub new: Field,
    /// Whether a later one counts.
    pub overtaken: bool,
}

/// An alarm that was raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// The record that raised it; of several for the same round, the first in the common order.
    pub id: RecordId,
    /// When.
    pub at: WallMs,
    /// Whom it went to.
    pub to: String,
    /// Who heard it, and when; `None` while it sounds.
    pub heeded: Option<(RecordId, WallMs)>,
}

/// A report that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Its record.
    pub id: RecordId,
    /// What it says.
    pub report: Methane,
    /// The record that says it was read back and right.
    pub read_back: Option<RecordId>,
}

/// Something that was promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Its record.
    pub id: RecordId,
    /// To which incident it belongs.
    pub incident: Option<RecordId>,
    /// What was promised.
    pub promise: Promise,
    /// The record that settled it.
    pub settled: Option<RecordId>,
}

/// A handover of the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Its record.
    pub id: RecordId,
    /// Who offered it.
    pub from: Option<String>,
    /// To whom.
    pub to: String,
    /// Since when it is offered.
    pub at: WallMs,
    /// What has to be taken, and who took it, by the record that says so. Until all are taken, the one who offered answers
    /// for them.
    pub items: Vec<(RecordId, Option<RecordId>)>,
    /// Restrictions and whatever else has to be said.
    pub note: String,
    /// The record that called it off.
    pub withdrawn: Option<RecordId>,
}

impl Handover {
    /// Whether every item was taken.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.items.iter().all(|(_, taken)| taken.is_some())
    }
}

impl Incident {
    /// Its number as it is said, with a small letter behind it where two desks gave the same one.
    #[must_use]
    pub fn said(&self) -> String {
        let mark = self.clash.checked_sub(1).map(|more| char::from(b'b'.saturating_add(more.min(24))));
        format!("{}{}", self.number, mark.map(String::from).unwrap_or_default())
    }

    /// Whether somebody still has to do something about it; of a duplicate, the other one says so.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.struck.is_none() && self.duplicate_of.is_none() && self.status.is_open()
    }
}
