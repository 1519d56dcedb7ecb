//! What the fold keeps of the control room: its records, in the order in which they came.

use gatehouse_journal::{Kind, Record};
use rusqlite::Transaction;

use super::{Fact, process};
use crate::error::Result;
use crate::table::log;
use crate::table::show::Stored;

/// Whether a kind of record belongs to the control room.
pub(super) fn is_ours(kind: u16) -> bool {
    Kind::from_number(kind).is_some_and(|kind| log::KINDS.contains(&kind))
}

/// Puts a record into the log, unless another one tells of it better.
pub(super) fn put(tx: &Transaction<'_>, record: &Record, fact: &Fact) -> Result<()> {
    match log::telling(tx, fact.id)? {
        Some(told) if told <= fact.told => return Ok(()),
        Some(_) => log::delete(tx, fact.id)?,
        None => {}
    }
    let (kind, version, payload) = match &fact.quoted {
        Some(quoted) => (quoted.kind, quoted.version, quoted.payload.as_bytes()),
        None => (record.kind, record.version, record.payload()),
    };
    log::insert(
        tx,
        &Stored {
            id: fact.id,
            told: &fact.told,
            hlc: fact.hlc,
            wall: fact.at,
            process: process(record, fact),
            kind,
            version,
            payload,
        },
    )
}

/// Takes a record out of the log again, if it is the one that was told that way.
pub(super) fn take(tx: &Transaction<'_>, fact: &Fact) -> Result<()> {
    match log::telling(tx, fact.id)? {
        Some(told) if told == fact.told => log::delete(tx, fact.id),
        _ => Ok(()),
    }
}
