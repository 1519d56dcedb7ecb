//! The log entry: what was said, as it was said, when, and what it does.

use std::fmt;

use super::deed::{Deed, Opening};
use crate::ids::RecordId;
use crate::time::{Hlc, WallMs};

/// Later than this after it happened, an entry is late, in milliseconds.
pub const LATE_MS: i64 = 5 * 60 * 1_000;

/// An entry as it stands in its record.
///
/// When it was logged is the moment of its record, and not said a second time.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What was said.
    pub said: Said,
    /// The incident that it belongs to, by the record that opened it; `None` for an entry that opens one, or belongs to none.
    pub incident: Option<RecordId>,
    /// What it does, in this order; nothing for a mere note.
    pub deeds: Vec<Deed>,
}

/// What was said.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// What was typed or said, to the letter; empty for what was done with a button.
    pub verbatim: String,
    /// When it happened; `None` when it was logged as it happened.
    pub occurred: Option<WallMs>,
    /// When it was reported to the desk; `None` when it was logged as it was reported.
    pub reported: Option<WallMs>,
    /// How it came.
    pub channel: Option<Channel>,
    /// Who said it: a call sign; empty when that is not known.
    pub from: String,
    /// Whom it was said to: a call sign; empty when that is not known.
    pub to: String,
    /// What was attached.
    pub attachments: Vec<Attachment>,
}

/// How something came to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
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

/// A file that belongs to an entry, known by what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// SHA-256 of the original bytes.
    pub hash: [u8; 32],
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// An entry as the fold takes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its record; of an entry that opens an incident, also the incident's name.
    pub id: RecordId,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// When it was logged, on the clock of whoever asks (see [`clock`](crate::clock)).
    pub logged: WallMs,
    /// Who was at the desk, as far as it is known.
    pub who: Option<String>,
    /// What it says.
    pub entry: Entry,
}

impl Fact {
    /// How it opens an incident, if it does. An entry opens one at most: a second opening in it does nothing.
    #[must_use]
    pub fn opening(&self) -> Option<&Opening> {
        self.entry.deeds.iter().find_map(|deed| match deed {
            Deed::Open(opening) => Some(&**opening),
            _ => None,
        })
    }

    /// The incident that it belongs to: the one that it opens, or the one that it names.
    #[must_use]
    pub fn incident(&self) -> Option<RecordId> {
        if self.opening().is_some() { Some(self.id) } else { self.entry.incident }
    }

    /// When it happened.
    #[must_use]
    pub fn occurred(&self) -> WallMs {
        self.entry.said.occurred.unwrap_or(self.logged)
    }

    /// Whether it was logged late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.logged.0.saturating_sub(self.occurred().0) > LATE_MS
    }
}

/// The number of an incident: what is said on the radio.
///
/// A desk counts its own incidents without a gap, so a number is good without a network and never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The desk: `A`, `B`, …, `AA`.
    pub desk: String,
    /// From 1.
    pub no: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.desk, self.no)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("incident", &self.incident)
            .field("deeds", &self.deeds.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Said").field("occurred", &self.occurred).finish_non_exhaustive()
    }
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fact").field("id", &self.id).field("entry", &self.entry).finish_non_exhaustive()
    }
}
