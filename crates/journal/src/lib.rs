//! The facts, as they stand on disk and on the wire.
//!
//! Everything that happens is a [`Record`] in an append-only log, one log per author. Records are numbered from 1 without
//! a hole, chained by hash and signed by the device; [`seal`] makes the next one, [`Record::verify`] takes one from
//! elsewhere, [`Chain`] checks a whole log. What a record says is its [`Body`]; a kind or version from a newer build is
//! kept and forwarded byte for byte, never dropped.
//!
//! Pure: no database, no network, no clock, no randomness. What follows from the facts (who is inside, what is flagged)
//! is a fold over all logs and lives elsewhere. A record is never changed, and its payload never serialized again: what
//! was signed is what is stored.

mod body;
mod chain;
mod error;
mod hex;
mod key;
mod kind;
mod layout;
mod record;
mod seal;
mod secret;

pub use body::{
    AnomalyRecord, AuthorHead, Body, ClickerCountRecord, ClockCheckRecord, ClockStepRecord,
    DeviceEnrolledRecord, HeadsCheckpointRecord, LogEntryRecord, MessageQueuedRecord, OperatorChangedRecord,
    PlanEditRecord, RecountRecord, RecoveredRecord, ScanRecord, ShowActionRecord, UndoRecord, Word,
};
pub use chain::{Chain, Flaw, Link};
pub use error::Error;
pub use key::{DeviceKey, DevicePublicKey};
pub use kind::{Kind, UnknownKind};
pub use layout::{BootId, Hash, Signature, Stamp};
pub use record::{Head, Record, sha256};
pub use seal::{MAX_PAYLOAD, seal};
pub use secret::{Secret, SecretId, sealed_with};
