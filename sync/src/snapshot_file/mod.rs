//! A snapshot in a file: what the organizer says of the event, for devices without any network.
//!
//! ```text
//! GATEHOUSE-SNAPSHOT1
//! {"event":…,"author":…,"covers":…,"as_of_ms":…}     two documents of the wire, and how new the rest is
//! {"rows":…,"bytes":…,"packed":…,"sha256":…}         then `packed` bytes of raw deflate: documents, one a line
//! …                                                  as many parts as it takes
//! {"sha256":…,"signature":…}                         over everything before this line
//! ```
//!
//! The device whose document stands in the head signs the file. Written and read part by part, so that a million
//! credentials are never in memory at once; no part is used before the whole file was read and its signature verified.
//! Whether the device is one to believe is for whoever takes the file.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::io;

use gatehouse_core::ids::{AuthorId, EventId};
use gatehouse_core::time::WallMs;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::read::{Part, Reader, Survey, survey};
pub use self::write::Writer;
use crate::fingerprint::Fingerprint;
use crate::wire::{AuthorDocument, Document, EventDocument};

/// How every such file begins, up to the number of its form.
const KIND: &str = "GATEHOUSE-SNAPSHOT";

/// The first line.
const MAGIC: &str = "GATEHOUSE-SNAPSHOT1";

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which event it is.
    pub event: EventId,
    /// What that is.
    pub details: EventDocument,
    /// Who signs.
    pub author: AuthorId,
    /// The device that signs, with its key.
    pub device: AuthorDocument,
    /// The cursor behind which the central store's changes go on; `None` from a device that is in no store.
    pub covers: Option<String>,
    /// When what it says was known to be complete, by the clock of the device that wrote it.
    pub as_of: WallMs,
}

impl Head {
    /// What people compare before they believe the device that signs.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.device.public_key)
    }

    /// Whether the device that signs was believed, as far as it knew itself.
    #[must_use]
    pub fn is_in_good_standing(&self) -> bool {
        self.device.frozen != Some(true) && self.device.cutoff.is_none()
    }
}

/// Why a file cannot be read. Whatever was read before it is not to be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotFileError {
    /// The system says so.
    #[error("the file cannot be read")]
    Io(#[source] io::Error),
    /// It is something else.
    #[error("this is no snapshot of an event")]
    NotOne,
    /// A later program wrote it in a form that this one does not know.
    #[error("a newer Gatehouse wrote the file")]
    Newer,
    /// Its end is missing.
    #[error("the file was cut")]
    Cut,
    /// Something in it is not as it was written.
    #[error("the file was altered or is damaged")]
    Altered,
    /// Its bytes are whole, but the device that it names did not sign them.
    #[error("the signature of the file is forged")]
    Forged,
}

#[derive(Serialize, Deserialize)]
struct HeadLine {
    event: Value,
    author: Value,
    covers: Option<String>,
    as_of_ms: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartLine {
    rows: u64,
    bytes: u64,
    packed: u64,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TailLine {
    sha256: String,
    signature: String,
}

impl From<&Head> for HeadLine {
    fn from(head: &Head) -> Self {
        Self {
            event: Document::Event(head.event, head.details.clone()).write(),
            author: Document::Author(head.author, head.device.clone()).write(),
            covers: head.covers.clone(),
            as_of_ms: head.as_of.0,
        }
    }
}

impl HeadLine {
    fn read(self) -> Option<Head> {
        let (Document::Event(event, details), Document::Author(author, device)) =
            (Document::read(self.event), Document::read(self.author))
        else {
            return None;
        };
        Some(Head { event, details, author, device, covers: self.covers, as_of: WallMs(self.as_of_ms) })
    }
}
