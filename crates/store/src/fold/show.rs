//! What the fold keeps of shows: their records, and the jumps of the clocks that those were stamped with.

use gatehouse_core::ids::ShowId;
use gatehouse_journal::{ClockStepRecord, Record};
use rusqlite::Transaction;

use super::{Fact, process};
use crate::error::Result;
use crate::table::clock_step::{self, ClockStepRow};
use crate::table::log;
use crate::table::show::{self, Stored};

/// Puts a record of a show in its place, unless another one tells of it better.
pub(super) fn put(tx: &Transaction<'_>, record: &Record, fact: &Fact, of: ShowId) -> Result<()> {
    let before = show::telling(tx, fact.id)?;
    match &before {
        Some((_, told)) if *told <= fact.told => return Ok(()),
        Some((other, _)) => {
            show::delete(tx, fact.id)?;
            show::grow(tx, *other, -1)?;
        }
        None => {}
    }
    let (kind, version, payload) = match &fact.quoted {
        Some(quoted) => (quoted.kind, quoted.version, quoted.payload.as_bytes()),
        None => (record.kind, record.version, record.payload()),
    };
    let process = process(record, fact);
    let stored = Stored {
        id: fact.id,
        told: &fact.told,
        hlc: fact.hlc,
        wall: fact.at,
        process,
        kind,
        version,
        payload,
    };
    show::insert(tx, of, &stored)?;
    show::grow(tx, of, 1)
}

/// Takes the record of a show out again, if it is the one that was told that way.
pub(super) fn take(tx: &Transaction<'_>, fact: &Fact) -> Result<()> {
    match show::telling(tx, fact.id)? {
        Some((of, told)) if told == fact.told => {
            show::delete(tx, fact.id)?;
            show::grow(tx, of, -1)
        }
        _ => Ok(()),
    }
}

/// Notes the jump of a clock; what its author did in shows may count from another moment now.
pub(super) fn put_step(
    tx: &Transaction<'_>,
    record: &Record,
    fact: Fact,
    step: ClockStepRecord,
) -> Result<()> {
    if clock_step::told(tx, fact.id)?.is_some_and(|told| told <= fact.told) {
        return Ok(());
    }
    let process = process(record, &fact).map(|(boot, _)| boot);
    let row = ClockStepRow { id: fact.id, hlc: fact.hlc, boot: process, step };
    clock_step::upsert(tx, &row, &fact.told)?;
    show::touch(tx, fact.id.author)?;
    log::touch(tx, fact.id.author)
}

/// Takes the jump of a clock out again, if it is the one that was told that way.
pub(super) fn take_step(tx: &Transaction<'_>, fact: &Fact) -> Result<()> {
    if clock_step::told(tx, fact.id)?.is_some_and(|told| told == fact.told) {
        clock_step::delete(tx, fact.id)?;
        show::touch(tx, fact.id.author)?;
        log::touch(tx, fact.id.author)?;
    }
    Ok(())
}
