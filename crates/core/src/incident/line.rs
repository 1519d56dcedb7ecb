//! The line that writes the log: what is typed in under five seconds, and what it becomes.
//!
//! `LINE.md` beside this crate is the table of lines for people; a test holds the two together. Reading never fails and never
//! loses anything: the line is kept to the letter whatever becomes of it, and words that mean nothing here are its text.

mod complete;
mod lexicon;
mod read;
mod words;

use std::ops::Range;

use jiff::tz::TimeZone;

use super::catalogue::{Category, TypeCode};
use super::deed::Deed;
use super::entry::{Number, Said};
use super::severity::Severity;
use crate::ids::{RecordId, ZoneId};
use crate::time::WallMs;

pub use complete::{Completion, complete};
pub use read::read;

/// What the desk knows when a line is read.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The desk's own letter; empty before it has one.
    pub desk: &'a str,
    /// The incidents that a line can be about.
    pub incidents: &'a [Known],
    /// Types of incident.
    pub categories: &'a [Category],
    /// Call signs that were used before.
    pub call_signs: &'a [String],
    /// The zones of the event.
    pub zones: &'a [(ZoneId, String)],
    /// The moment.
    pub now: WallMs,
    /// The venue's zone, for times of day.
    pub zone: &'a TimeZone,
    /// The incident that is selected: a line that begins with a full stop is about it.
    pub selected: Option<RecordId>,
}

/// An incident that a line can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub id: RecordId,
    /// Its number.
    pub number: Number,
    /// Its number as it is said.
    pub said: String,
    /// What it is.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// It has a type.
    pub typed: bool,
    /// It has an outcome.
    pub ended: bool,
    /// The units that were sent.
    pub units: Vec<String>,
}

/// What a line becomes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Its parts, in their order; they do not overlap.
    pub tokens: Vec<Token>,
    /// What it is about.
    pub target: Target,
    /// What it does beside opening an incident.
    pub deeds: Vec<Deed>,
    /// What was said, with the line to the letter.
    pub said: Said,
    /// What cannot be understood, in the order of the line.
    pub problems: Vec<Problem>,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Target {
    /// It is a note.
    #[default]
    Note,
    /// It opens an incident.
    New(Draft),
    /// It is about one.
    Existing(RecordId),
}

/// An incident as a line opens it; its number and how things stand are filled in where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Its types.
    pub types: Vec<TypeCode>,
    /// How bad it is, where the line says so.
    pub severity: Option<Severity>,
    /// What it is.
    pub title: String,
    /// Where, in words.
    pub place: String,
    /// Where, as the event knows it.
    pub zone: Option<ZoneId>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it was taken for.
    pub role: Role,
}

/// What a part of a line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
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
    /// When it happened, or until when.
    Time,
    /// A call sign that speaks or is spoken to.
    CallSign,
    /// How loudly it is told.
    Alert,
    /// A look at the crowd.
    Density,
    /// A word that says what the rest is.
    Keyword,
    /// Words.
    Text,
}

/// Something in a line that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub what: ProblemKind,
}

/// What cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
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

/// The longest line, in bytes.
pub const LONGEST: usize = 8 * 1024;

#[cfg(test)]
mod tests;
