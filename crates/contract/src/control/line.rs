//! The line that writes the log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::entry::{Did, LogChannel};
use crate::id::RecordId;
use crate::time::WallMs;

/// A line while it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadLineReq {
    /// The line so far.
    pub text: String,
    /// Where the caret stands, in UTF-16 units as the web counts.
    pub caret: u32,
    /// The incident that is selected; a line that names none is about it only when it says so with a leading `.`.
    pub selected: Option<RecordId>,
}

/// What a line becomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReadLineRes {
    /// Its parts, in their order.
    pub tokens: Vec<LineToken>,
    /// What it is about.
    pub target: LineTarget,
    /// What it does, as the log will say it.
    pub did: Vec<Did>,
    /// When it happened, where the line says so.
    pub occurred: Option<WallMs>,
    /// Who said it.
    pub from: String,
    /// Whom it was said to.
    pub to: String,
    /// What cannot be understood; the line is taken all the same, as a note.
    pub problems: Vec<LineProblem>,
    /// How the word at the caret may go on, the likeliest first.
    pub completions: Vec<Completion>,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LineTarget {
    /// It opens an incident.
    New {
        /// The number that it will have unless another one comes first.
        number: String,
    },
    /// It is about an incident.
    Existing {
        /// Which.
        incident: RecordId,
        /// Its number.
        number: String,
        /// What it is.
        title: String,
    },
    /// It is a note.
    Note,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineToken {
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What it was taken for.
    pub role: LineRole,
}

/// What a part of a line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineRole {
    /// The number of an incident.
    Number,
    /// A type.
    Type,
    /// A severity.
    Severity,
    /// Somebody whom it is about.
    Subject,
    /// A place or zone.
    Place,
    /// A unit.
    Unit,
    /// A status.
    Status,
    /// When it happened.
    Time,
    /// A call sign that speaks or is spoken to.
    CallSign,
    /// How loudly it is told.
    Alert,
    /// A look at the crowd.
    Density,
    /// A word that says what the rest is: a decision, a promise, an outcome, a link.
    Keyword,
    /// Words.
    Text,
}

/// Something in a line that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineProblem {
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What it is: a stable word for the screens to say in their language.
    pub what: LineProblemKind,
}

/// What cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineProblemKind {
    /// No incident has this number.
    UnknownIncident,
    /// Several have.
    AmbiguousIncident,
    /// No type is called that.
    UnknownType,
    /// No zone is called that, or several are.
    UnknownZone,
    /// The time is in the future, too long ago, or none.
    BadTime,
    /// It lowers a severity and does not say why.
    NoReason,
    /// It needs an incident, and the line names none.
    NeedsIncident,
    /// It closes an incident that has no type or no outcome yet.
    NotReady,
    /// It is longer than an entry can be.
    TooLong,
}

/// How a word may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Completion {
    /// From where the text is replaced, in UTF-16 units.
    pub from: u32,
    /// Up to where.
    pub to: u32,
    /// What is put there.
    pub insert: String,
    /// What it would be taken for.
    pub role: LineRole,
    /// What is said of it; empty when the text speaks for itself.
    pub label: String,
}

/// A line that is written into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WriteLineReq {
    /// The line.
    pub text: String,
    /// The incident that is selected.
    pub selected: Option<RecordId>,
    /// How it came, where the line does not say.
    pub channel: Option<LogChannel>,
    /// Files that were attached, by hash.
    pub attachments: Vec<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WrittenRes {
    /// The entry, which is on disk.
    pub entry: super::entry::LogEntry,
    /// The incident that it opened or is about.
    pub incident: Option<RecordId>,
    /// Its number.
    pub number: Option<String>,
    /// It opened that incident.
    pub opened: bool,
}
