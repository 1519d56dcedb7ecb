//! The replica: one encrypted SQLite file per event, and the only crate that knows so.
//!
//! [`Replica`] opens it and hands out one writer and a few readers. Functions that read take a [`Connection`], functions
//! that write take a [`Transaction`]; a read never inserts. [`append`] adds a fact to the journal and folds it into the
//! projections in the same transaction; [`gate`] reads what the decision needs; [`search()`] finds people; [`audit()`]
//! proves that journal and projections agree. The tables are in [`table`], one file each, and their shape in
//! `migrations/`.
//!
//! It decides nothing: whether somebody may pass is for `gatehouse-core`, which key opens the file for the caller.

mod append;
mod audit;
mod author;
pub mod crowd;
mod error;
pub mod exchange;
mod fold;
pub mod gate;
mod key;
pub mod master;
mod migrate;
mod replica;
mod search;
mod sql;
pub mod table;

/// A record as it was signed, for those who hand it on.
pub use gatehouse_journal::Record;
/// What the journal keeps, for those who write in it through [`append`].
pub use gatehouse_journal::{
    AnomalyRecord, Body, BootId, ClickerCountRecord, ClockCheckRecord, ClockStepRecord, DeviceEnrolledRecord,
    DeviceKey, DevicePublicKey, LogEntryRecord, MessageQueuedRecord, OperatorChangedRecord, PlanEditRecord,
    RecountRecord, ScanRecord, Secret, SecretId, ShowActionRecord, Stamp, UndoRecord, sealed_with,
};
pub use rusqlite::{Connection, Transaction};

pub use append::append;
pub use audit::{Finding, Part, audit};
pub use author::{Author, NewDevice};
pub use error::{Error, Halt, Result};
pub use fold::apply;
pub use key::FileKey;
pub use migrate::SUPPORTED;
pub use replica::{NewReplica, Replica, Turn};
pub use search::{Hit, search};
