//! What happens to the logs themselves.

use std::fmt;

use gatehouse_core::ids::{AuthorId, RecordId, Seq};
use gatehouse_core::time::{Hlc, WallMs};
use serde::{Deserialize, Serialize};

use super::json::{self, HlcJson, RecordIdJson, SeqJson, WallMsJson, hex32, text};
use super::{Body, control};
use crate::layout::Hash;
use crate::{Error, Kind, Record};

/// How far the device had got with everybody's logs: signed evidence that others cannot rewrite theirs unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadsCheckpointRecord {
    /// One entry for each author that it had heard of.
    pub heads: Vec<AuthorHead>,
}

/// How far one author's log had got.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorHead {
    /// Whose log.
    #[serde(with = "text")]
    pub author: AuthorId,
    /// Its last record's place.
    #[serde(with = "SeqJson")]
    pub seq: Seq,
    /// That record's hash.
    #[serde(with = "hex32")]
    pub hash: Hash,
}

impl fmt::Debug for AuthorHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.author, self.seq.0)
    }
}

/// A record of an earlier author of the same device, told again because it had not reached anybody else when that
/// author was frozen or its database lost.
///
/// It counts like the original, at the original's time; when the original turns up after all, the fold knows both by
/// `from` and counts one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveredRecord {
    /// The original's name.
    #[serde(with = "RecordIdJson")]
    pub from: RecordId,
    /// When the original was made, by the wall clock.
    #[serde(rename = "wall_ms", with = "WallMsJson")]
    pub wall: WallMs,
    /// The original's place in the common order.
    #[serde(with = "HlcJson")]
    pub hlc: Hlc,
    /// The number of the original's kind.
    pub kind: u16,
    /// The version of the original's form.
    pub version: u8,
    /// The original's payload, as a text within the JSON: to the byte, but for names that [`RecoveredRecord::renamed`]
    /// replaced.
    pub payload: String,
    /// True when others know another record by the original's name, because the log forked: this one then goes by its
    /// own name. Absent when false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forked: bool,
}

impl RecoveredRecord {
    /// Tells `record` again. What was itself recovered is told as its first teller told it.
    ///
    /// # Errors
    ///
    /// When the payload is not UTF-8; this build writes no such record.
    pub fn of(record: &Record) -> Result<Self, Error> {
        if record.kind == Kind::Recovered.number()
            && let Ok(Body::Recovered(earlier)) = record.body()
        {
            return Ok(earlier);
        }
        let payload = std::str::from_utf8(record.payload())
            .map_err(|error| Error::Payload { kind: record.kind, near: error.valid_up_to() })?;
        Ok(Self {
            from: record.id(),
            wall: record.stamp.wall,
            hlc: record.hlc,
            kind: record.kind,
            version: record.version,
            payload: payload.to_owned(),
            forked: false,
        })
    }

    /// The same, naming other records as `rename` does: where a log forked, what is told again goes by new names, and what
    /// was done in a show or told in the control room names what was there before it. Undos are told anew instead.
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn renamed(self, rename: impl Fn(RecordId) -> RecordId) -> Result<Self, Error> {
        let payload = match self.body() {
            Ok(Body::ShowAction(action)) => {
                action.renamed(rename).map(|action| serde_json::to_string(&action))
            }
            Ok(_) if control::names_others(self.kind) => {
                json::renamed(&self.payload, rename).map(|payload| serde_json::to_string(&payload))
            }
            _ => None,
        };
        match payload {
            Some(payload) => Ok(Self { payload: payload.map_err(Error::Unwritable)?, ..self }),
            None => Ok(self),
        }
    }

    /// The original's place in the common order.
    #[must_use]
    pub const fn place(&self) -> Hlc {
        self.hlc.storable()
    }

    /// What the original says.
    ///
    /// # Errors
    ///
    /// When the payload does not have the form of its kind and version.
    pub fn body(&self) -> Result<Body, Error> {
        Body::read(self.kind, self.version, self.payload.as_bytes())
    }
}

impl fmt::Debug for RecoveredRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveredRecord")
            .field("from", &self.from)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
