//! Master data as it travels: one JSON object per row, in deltas, snapshots and files alike.
//!
//! A document that this build cannot read (a newer entity, a word that it does not know) is [`Document::Unknown`]: counted
//! and passed over. It must not stop the ones behind it, and it is not guessed at.

use std::fmt::Display;

use gatehouse_core::ids::{AuthorId, CheckpointId, CredentialId, EventId, ProductNo, ZoneId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::json::{hex, parse_hex};
use super::row::{
    AuthorDocument, CheckpointDocument, CredentialDocument, EventDocument, KeyDocument, ProductDocument,
    ZoneDocument,
};

/// One row of master data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// The event.
    Event(EventId, EventDocument),
    /// A product; its id is its number.
    Product(ProductDocument),
    /// A zone.
    Zone(ZoneId, ZoneDocument),
    /// A checkpoint.
    Checkpoint(CheckpointId, CheckpointDocument),
    /// A key that signs tickets; its id is its public half.
    Key([u8; 32], KeyDocument),
    /// Whoever writes a log.
    Author(AuthorId, AuthorDocument),
    /// A credential.
    Credential(CredentialId, CredentialDocument),
    /// Something that is no longer there.
    Gone(Gone),
    /// Nothing that this build can read.
    Unknown,
}

/// What is no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// A product.
    Product(ProductNo),
    /// A zone.
    Zone(ZoneId),
    /// A checkpoint.
    Checkpoint(CheckpointId),
    /// A key that signs tickets.
    Key([u8; 32]),
    /// Whoever wrote a log.
    Author(AuthorId),
    /// A credential.
    Credential(CredentialId),
}

#[derive(Deserialize)]
struct Envelope {
    e: String,
    id: String,
    #[serde(default)]
    d: Option<Value>,
    #[serde(default)]
    gone: Option<bool>,
}

impl Document {
    /// Reads one document. Total: what cannot be read is [`Document::Unknown`].
    #[must_use]
    pub fn read(value: Value) -> Self {
        serde_json::from_value::<Envelope>(value).ok().and_then(understand).unwrap_or(Self::Unknown)
    }

    /// Reads one line of a chunk.
    #[must_use]
    pub fn read_line(line: &str) -> Self {
        serde_json::from_str(line).map_or(Self::Unknown, Self::read)
    }

    /// Writes it down. What this build could not read has nothing to write and becomes null.
    #[must_use]
    pub fn write(&self) -> Value {
        match self {
            Self::Event(id, row) => there("event", id, row),
            Self::Product(row) => there("product", &row.number.0, row),
            Self::Zone(id, row) => there("zone", id, row),
            Self::Checkpoint(id, row) => there("checkpoint", id, row),
            Self::Key(key, row) => there("key", &hex(key), row),
            Self::Author(id, row) => there("author", id, row),
            Self::Credential(id, row) => there("credential", id, row),
            Self::Gone(Gone::Product(number)) => gone("product", &number.0),
            Self::Gone(Gone::Zone(id)) => gone("zone", id),
            Self::Gone(Gone::Checkpoint(id)) => gone("checkpoint", id),
            Self::Gone(Gone::Key(key)) => gone("key", &hex(key)),
            Self::Gone(Gone::Author(id)) => gone("author", id),
            Self::Gone(Gone::Credential(id)) => gone("credential", id),
            Self::Unknown => Value::Null,
        }
    }
}

impl Gone {
    /// What a line of a chunk is about, though the rest of it may be nothing that this build can read.
    #[must_use]
    pub fn about(line: &str) -> Option<Self> {
        let Envelope { e, id, .. } = serde_json::from_str(line).ok()?;
        Self::named(&e, &id)
    }

    fn named(entity: &str, id: &str) -> Option<Self> {
        Some(match entity {
            "product" => Self::Product(ProductNo(id.parse().ok()?)),
            "zone" => Self::Zone(id.parse().ok()?),
            "checkpoint" => Self::Checkpoint(id.parse().ok()?),
            "key" => Self::Key(parse_hex(id)?),
            "author" => Self::Author(id.parse().ok()?),
            "credential" => Self::Credential(id.parse().ok()?),
            _ => return None,
        })
    }
}

fn there(entity: &str, id: &dyn Display, row: &impl Serialize) -> Value {
    // The rows are plain structs: they always have a JSON.
    json!({ "e": entity, "id": id.to_string(), "d": serde_json::to_value(row).unwrap_or_default() })
}

fn gone(entity: &str, id: &dyn Display) -> Value {
    json!({ "e": entity, "id": id.to_string(), "gone": true })
}

fn understand(envelope: Envelope) -> Option<Document> {
    let Envelope { e, id, d, gone } = envelope;
    if gone == Some(true) {
        return Gone::named(&e, &id).map(Document::Gone);
    }
    let d = d?;
    match e.as_str() {
        "event" => Some(Document::Event(id.parse().ok()?, row(d)?)),
        "product" => row(d)
            .filter(|product: &ProductDocument| id.parse() == Ok(product.number.0))
            .map(Document::Product),
        "zone" => Some(Document::Zone(id.parse().ok()?, row(d)?)),
        "checkpoint" => row(d)
            .filter(|checkpoint: &CheckpointDocument| checkpoint.entry_policy().is_some())
            .and_then(|checkpoint| Some(Document::Checkpoint(id.parse().ok()?, checkpoint))),
        "key" => Some(Document::Key(parse_hex(&id)?, row(d)?)),
        "author" => Some(Document::Author(id.parse().ok()?, row(d)?)),
        "credential" => Some(Document::Credential(id.parse().ok()?, row(d)?)),
        _ => None,
    }
}

fn row<T: DeserializeOwned>(d: Value) -> Option<T> {
    serde_json::from_value(d).ok()
}
