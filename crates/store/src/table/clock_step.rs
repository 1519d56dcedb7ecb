//! Wall clocks that jumped, as the journal tells of them: a projection, written by the fold only.

use gatehouse_core::ids::{AuthorId, RecordId, Seq};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_journal::{BootId, ClockStepRecord};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{bounded, get, row, rows, signed, unsigned};

/// A wall clock that jumped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockStepRow {
    /// The record that tells of it; its author is whose clock it was.
    pub id: RecordId,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// The run of the device that `step.mono_ms` belongs to; `None` when only another author tells of it.
    pub boot: Option<BootId>,
    /// From where to where, and when by the monotonic clock.
    pub step: ClockStepRecord,
}

/// Reads all of them, each author's in the order in which it wrote them.
pub fn all(conn: &Connection) -> Result<Vec<ClockStepRow>> {
    rows(
        conn,
        "SELECT author, seq, hlc, boot, from_wall_ms, to_wall_ms, mono_ms FROM clock_step ORDER BY author, seq",
        [],
        from_row,
    )
}

/// How the one of this name was told.
pub(crate) fn told(conn: &Connection, id: RecordId) -> Result<Option<Vec<u8>>> {
    row(
        conn,
        "SELECT told FROM clock_step WHERE author = ?1 AND seq = ?2",
        params![id.author.as_bytes(), signed(id.seq.0, "clock_step.seq")?],
        |row| get(row, 0),
    )
}

pub(crate) fn upsert(tx: &Transaction<'_>, found: &ClockStepRow, told: &[u8]) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO clock_step (author, seq, told, hlc, from_wall_ms, to_wall_ms, mono_ms, boot) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        found.id.author.as_bytes(),
        signed(found.id.seq.0, "clock_step.seq")?,
        told,
        signed(found.hlc.0, "clock_step.hlc")?,
        found.step.from.0,
        found.step.to.0,
        bounded(found.step.mono_ms),
        found.boot.map(|boot| boot.0)
    ])?;
    Ok(())
}

pub(crate) fn delete(tx: &Transaction<'_>, id: RecordId) -> Result<()> {
    tx.prepare_cached("DELETE FROM clock_step WHERE author = ?1 AND seq = ?2")?
        .execute(params![id.author.as_bytes(), signed(id.seq.0, "clock_step.seq")?])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<ClockStepRow> {
    let id = RecordId {
        author: AuthorId::from_bytes(get(row, 0)?),
        seq: Seq(unsigned(row, 1, "clock_step.seq")?),
    };
    Ok(ClockStepRow {
        id,
        hlc: Hlc(unsigned(row, 2, "clock_step.hlc")?),
        boot: get::<Option<_>>(row, 3)?.map(BootId),
        step: ClockStepRecord {
            from: WallMs(get(row, 4)?),
            to: WallMs(get(row, 5)?),
            mono_ms: unsigned(row, 6, "clock_step.mono_ms")?,
        },
    })
}
