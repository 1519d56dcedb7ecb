//! Entries of the log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::incident::{AlertLevel, IncidentLink, IncidentStatus, MethaneReport, Severity, Timer, UnitState};
use crate::id::{RecordId, ZoneId};
use crate::time::WallMs;

/// Asks for a part of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LogReq {
    /// Words that an entry, its incident or its number must hold, all of them; empty for every entry.
    pub words: String,
    /// Only what is of this kind.
    pub kind: Option<LogKind>,
    /// Only what this desk wrote.
    pub own: bool,
    /// Only what was logged from here on.
    pub from: Option<WallMs>,
    /// Only what was logged until here.
    pub until: Option<WallMs>,
    /// Only what stands before this entry: the last one of the page before.
    pub before: Option<RecordId>,
    /// At most so many; no more than 500 are given.
    pub limit: u32,
}

/// A part of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LogRes {
    /// When this is true.
    pub now: WallMs,
    /// The entries, the newest first.
    pub entries: Vec<LogEntry>,
    /// There are more before them.
    pub more: bool,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LogEntry {
    /// Its record.
    pub entry: RecordId,
    /// What kind it is: that of the weightiest thing that it does.
    pub kind: LogKind,
    /// When it was logged.
    pub logged: WallMs,
    /// When it happened.
    pub occurred: WallMs,
    /// When it was reported, if that is known.
    pub reported: Option<WallMs>,
    /// It was logged more than five minutes after it happened.
    pub late: bool,
    /// The desk: its letter, else the device's name.
    pub desk: String,
    /// Who was at the desk.
    pub who: String,
    /// How it came.
    pub channel: Option<LogChannel>,
    /// Who said it.
    pub from: String,
    /// Whom it was said to.
    pub to: String,
    /// What was said, to the letter; empty for what was done with a button.
    pub verbatim: String,
    /// What it does, for the screens to say in their language.
    pub did: Vec<Did>,
    /// Its incident.
    pub incident: Option<RecordId>,
    /// That incident's number.
    pub number: Option<String>,
    /// It was struck.
    pub struck: Option<StruckBy>,
    /// What it should have said, the newest last.
    pub corrections: Vec<String>,
    /// What was attached.
    pub attachments: Vec<AttachmentLine>,
    /// It was written at this desk.
    pub own: bool,
    /// It is sealed: what it says is left out of this answer.
    pub withheld: bool,
}

/// What kind an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogKind {
    /// Something was noted.
    Note,
    /// Something was said over the radio.
    Radio,
    /// An incident was opened.
    Opened,
    /// A field of an incident was changed.
    Field,
    /// An incident moved on.
    Status,
    /// A unit was sent, or told what it does.
    Dispatch,
    /// Something was decided.
    Decision,
    /// A timer ran out, or its alarm was heard.
    Escalation,
    /// A report in the form that emergency services share.
    Methane,
    /// A step of a playbook.
    Playbook,
    /// A promise, or its end.
    Promise,
    /// The lead was handed over.
    Handover,
    /// People were counted, or a look at the crowd was taken.
    Count,
    /// An entry was struck.
    Strike,
    /// An entry was corrected.
    Correction,
    /// An authority visited.
    Visit,
    /// Somebody took a post or left it.
    Post,
    /// The facts at the gates contradict each other.
    Anomaly,
    /// A clock was compared or set.
    Clock,
    /// How the control room is set up.
    Setup,
    /// The program itself.
    System,
}

/// How something came to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogChannel {
    /// By radio.
    Radio,
    /// By telephone.
    Phone,
    /// Seen on a camera.
    Cctv,
    /// Said in person.
    InPerson,
    /// Through the program.
    App,
}

/// Why an entry was struck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StruckBy {
    /// The record that strikes it.
    pub strike: RecordId,
    /// When.
    pub at: WallMs,
    /// Who.
    pub who: String,
    /// Why.
    pub reason: String,
}

/// A file that belongs to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachmentLine {
    /// SHA-256 of the original bytes, in hexadecimal.
    pub hash: String,
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// The bytes are on this device.
    pub here: bool,
}

/// One thing that an entry does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Did {
    /// An incident was opened.
    Opened {
        /// Its number.
        number: String,
        /// How bad it was.
        severity: Severity,
        /// Its types' codes.
        types: Vec<String>,
        /// What it was.
        title: String,
        /// Where.
        place: String,
    },
    /// A field was changed.
    Field {
        /// Which.
        field: IncidentFieldName,
        /// What it was; empty when nothing stood there, or before the writing.
        old: String,
        /// What it is.
        new: String,
        /// Why, where somebody said.
        why: String,
    },
    /// A severity was changed.
    Severity {
        /// What it was; absent before the writing.
        old: Option<Severity>,
        /// What it is.
        new: Severity,
        /// Why, where somebody said.
        why: String,
    },
    /// It is told louder or quieter; absent: as its severity says.
    Alert {
        /// How loudly.
        alert: Option<AlertLevel>,
    },
    /// It moved on.
    Moved {
        /// How far.
        status: IncidentStatus,
    },
    /// A unit.
    Unit {
        /// Its call sign.
        unit: String,
        /// What it is; empty when nobody said.
        role: String,
        /// What it does.
        state: UnitState,
    },
    /// Somebody whom it is about.
    Subject {
        /// What they look like.
        description: String,
        /// Their name is known and sealed.
        named: bool,
    },
    /// A link.
    Linked {
        /// To which number.
        number: String,
        /// How.
        link: IncidentLink,
        /// Made, or taken away.
        on: bool,
    },
    /// Something was decided.
    Decided {
        /// What could have been done.
        options: Vec<String>,
        /// What is done.
        chosen: String,
        /// Why.
        rationale: String,
        /// Who answers for it.
        owner: String,
        /// When it is looked at again.
        review: Option<WallMs>,
    },
    /// A timer ran out.
    Escalated {
        /// Which.
        timer: Timer,
        /// How often.
        round: u32,
        /// Whom it went to.
        to: String,
    },
    /// An alarm was heard.
    Heeded {
        /// Of which timer.
        timer: Timer,
        /// Of which round.
        round: u32,
    },
    /// A report.
    Reported {
        /// What it says.
        report: Box<MethaneReport>,
    },
    /// A report was read back and right.
    ReadBack,
    /// A step of a playbook.
    Ticked {
        /// Its id.
        step: String,
        /// What to do; empty for a step that the program brings.
        text: String,
        /// Done, or not after all.
        done: bool,
    },
    /// A promise.
    Promised {
        /// What.
        text: String,
        /// Who.
        owner: String,
        /// Until when.
        due: Option<WallMs>,
    },
    /// A promise was kept.
    Settled {
        /// What was promised.
        text: String,
    },
    /// An entry was struck.
    Struck {
        /// Which.
        entry: RecordId,
        /// Its words.
        words: String,
        /// Why.
        reason: String,
    },
    /// An entry was corrected.
    Corrected {
        /// Which.
        entry: RecordId,
        /// The right words.
        text: String,
    },
    /// The lead was offered.
    HandedOver {
        /// To whom.
        to: String,
        /// How much was open.
        items: u32,
        /// What else was said.
        note: String,
    },
    /// A part of a handover was taken.
    Took {
        /// The incident's number, or the promise's words.
        what: String,
    },
    /// A handover was called off.
    Withdrew,
    /// A look at the crowd.
    Density {
        /// Where.
        zone: ZoneId,
        /// The zone's name.
        name: String,
        /// 0 to 5.
        grade: u8,
        /// What else was seen.
        note: String,
    },
    /// The people in a zone were counted anew.
    Recounted {
        /// The zone's name.
        name: String,
        /// By how many the figure was off.
        by: i64,
        /// How it came to light.
        reason: String,
    },
    /// An authority.
    Visit {
        /// Which.
        authority: String,
        /// It came, or left.
        begins: bool,
    },
    /// The desk took a letter.
    Letter {
        /// Which.
        letter: String,
    },
    /// Something of the control room was set up otherwise.
    Configured {
        /// What: `category`, `limit`, `chain`, `playbook`, `door`, `band`, `capacity`.
        what: String,
        /// Of what: a type's code, a zone's name.
        of: String,
    },
    /// Somebody took a post or left it.
    Post {
        /// Who.
        who: String,
        /// Which post.
        post: String,
        /// The call sign there.
        call_sign: String,
        /// Took, or left.
        on: bool,
    },
    /// The facts at the gates contradict each other.
    Anomaly {
        /// Which rule found it.
        rule: super::status::AnomalyRule,
        /// How many records show it.
        evidence: u32,
    },
    /// A clock was compared with another one, or set.
    Clock {
        /// With which; empty when it was set.
        reference: String,
        /// By how many milliseconds it was ahead.
        offset_ms: i64,
    },
    /// A message was queued for the organizer's worker.
    Message {
        /// How loudly.
        alert: AlertLevel,
    },
    /// What the program itself has to say.
    System {
        /// A stable word.
        what: String,
    },
}

/// A field of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentFieldName {
    /// What it is, in a few words.
    Title,
    /// Its types.
    Types,
    /// Where, in words.
    Place,
    /// Where, as the event knows it.
    Zone,
    /// Who reported it.
    Reporter,
    /// How it ended.
    Outcome,
    /// Whether it is sealed.
    Sealed,
}
