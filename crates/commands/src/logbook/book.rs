//! What files are made of.

use std::collections::BTreeMap;

use gatehouse_contract::setup::Paper;
use gatehouse_core::ids::{AuthorId, CheckpointId, Seq, ZoneId};
use gatehouse_core::incident::{Log, Sealed};
use gatehouse_core::time::WallMs;
use jiff::tz::TimeZone;

use crate::language::Language;

/// A log, what its ids are called, and for whom it is written.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// The log.
    pub log: &'a Log,
    /// What the event is called.
    pub event: &'a str,
    /// Where it is; may be empty.
    pub venue: &'a str,
    /// The venue's zone.
    pub zone: &'a TimeZone,
    /// In which language it is written.
    pub language: Language,
    /// On which paper.
    pub paper: Paper,
    /// When it is written.
    pub printed: WallMs,
    /// How far the log of every desk had got.
    pub heads: &'a [Head],
    /// What the zones are called.
    pub zones: &'a BTreeMap<ZoneId, String>,
    /// What the doors are called.
    pub doors: &'a BTreeMap<CheckpointId, String>,
    /// What the desks are called.
    pub desks: &'a BTreeMap<AuthorId, String>,
    /// How much is shown.
    pub seal: Seal,
    /// Opens a sealed name; `None` when it stays sealed.
    pub names: &'a dyn Fn(&Sealed) -> Option<String>,
}

/// How far the log of a desk has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Whose log.
    pub author: AuthorId,
    /// Its last record.
    pub seq: Seq,
    /// The hash of that record, which holds everything before it.
    pub hash: [u8; 32],
}

/// How much of the log is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// Everything; names as far as they can be opened.
    Open,
    /// Without the words of sealed incidents, and without who people are: for a visit of an authority.
    Sealed,
}
