//! Records of the control room, gathered from the journal by the fold only.
//!
//! What they say together is for the rules to work out: nothing of it is stored. They have an order of arrival, so that whoever
//! keeps what it read reads only what came since, as long as the generation is the same.

use gatehouse_core::ids::{AuthorId, CheckpointId, RecordId, Seq};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_journal::{Body, BootId, Kind};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::sql::{bounded, get, row, rows, signed, unsigned};
use crate::table::operator::Operators;
use crate::table::show::Stored;

/// Kinds of record that belong to the control room.
pub const KINDS: [Kind; 7] = [
    Kind::ClickerCount,
    Kind::Recount,
    Kind::Anomaly,
    Kind::LogEntry,
    Kind::ClockCheck,
    Kind::MessageQueued,
    Kind::MessageSent,
];

/// How far the records of the control room have got here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogState {
    /// What was read under another generation is not good any more.
    pub generation: u64,
    /// The arrival of the last one; 0 while there is none.
    pub last: u64,
    /// How many there are.
    pub records: u64,
}

/// A record of the control room.
///
/// Its debug output leaves out what people wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct LogRecordRow {
    /// Its name.
    pub id: RecordId,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// When it was made, by the wall clock of its device.
    pub wall: WallMs,
    /// When it was made, by the monotonic clock; `None` when only another author tells of it.
    pub process: Option<super::show::Process>,
    /// Who had signed in at the device, as far as its log is known here.
    pub operator: Option<String>,
    /// What it says; one that this build cannot read is [`Body::Unknown`].
    pub body: Body,
}

impl std::fmt::Debug for LogRecordRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogRecordRow").field("id", &self.id).field("body", &self.body).finish_non_exhaustive()
    }
}

/// How far they have got.
pub fn state(conn: &Connection) -> Result<LogState> {
    row(
        conn,
        "SELECT generation, (SELECT coalesce(max(no), 0) FROM log_record), (SELECT count(*) FROM log_record) FROM log",
        [],
        |row| {
            Ok(LogState {
                generation: unsigned(row, 0, "log.generation")?,
                last: unsigned(row, 1, "log_record.no")?,
                records: unsigned(row, 2, "count")?,
            })
        },
    )?
    .ok_or(Error::Unsound)
}

/// Reads the records that arrived after `last`, in the order of their arrival.
pub fn since(conn: &Connection, last: u64) -> Result<Vec<LogRecordRow>> {
    let mut found = rows(
        conn,
        "SELECT author, seq, hlc, wall_ms, boot, mono_ms, kind, version, payload FROM log_record WHERE no > ?1 \
         ORDER BY no",
        [signed(last, "log_record.no")?],
        from_row,
    )?;
    if !found.is_empty() {
        let operators = Operators::of(
            conn,
            "SELECT author FROM log_record WHERE no > ?1",
            [signed(last, "log_record.no")?],
        )?;
        for record in &mut found {
            record.operator = operators.at(record.id);
        }
    }
    Ok(found)
}

/// What a device has counted by hand at a door so far: its last count there says all of them.
pub fn clicked(conn: &Connection, author: AuthorId, door: CheckpointId) -> Result<(u64, u64)> {
    let mut newest_first = conn.prepare_cached(
        "SELECT version, payload FROM log_record WHERE author = ?1 AND kind = ?2 ORDER BY seq DESC",
    )?;
    let kind = Kind::ClickerCount.number();
    let mut found = newest_first.query(params![author.as_bytes(), kind])?;
    while let Some(row) = found.next()? {
        let payload = row.get_ref(1)?.as_blob().unwrap_or_default();
        match Body::read(kind, get(row, 0)?, payload) {
            Ok(Body::ClickerCount(record)) if record.click.door == door => {
                return Ok((record.click.entries, record.click.exits));
            }
            _ => {}
        }
    }
    Ok((0, 0))
}

/// How a record was told.
pub(crate) fn telling(conn: &Connection, id: RecordId) -> Result<Option<Vec<u8>>> {
    row(
        conn,
        "SELECT told FROM log_record WHERE author = ?1 AND seq = ?2",
        params![id.author.as_bytes(), signed(id.seq.0, "log_record.seq")?],
        |row| get(row, 0),
    )
}

pub(crate) fn insert(tx: &Transaction<'_>, stored: &Stored<'_>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO log_record (hlc, author, seq, told, wall_ms, mono_ms, boot, kind, version, payload) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        signed(stored.hlc.0, "log_record.hlc")?,
        stored.id.author.as_bytes(),
        signed(stored.id.seq.0, "log_record.seq")?,
        stored.told,
        stored.wall.0,
        stored.process.map(|(_, mono_ms)| bounded(mono_ms)),
        stored.process.map(|(boot, _)| boot.0),
        stored.kind,
        stored.version,
        stored.payload
    ])?;
    Ok(())
}

/// Takes a record out; whoever read it reads all of them again.
pub(crate) fn delete(tx: &Transaction<'_>, id: RecordId) -> Result<()> {
    tx.prepare_cached("DELETE FROM log_record WHERE author = ?1 AND seq = ?2")?
        .execute(params![id.author.as_bytes(), signed(id.seq.0, "log_record.seq")?])?;
    renew(tx)
}

/// Notes that what an author wrote may count from another moment now.
pub(crate) fn touch(tx: &Transaction<'_>, author: AuthorId) -> Result<()> {
    let wrote =
        row(tx, "SELECT 1 FROM log_record WHERE author = ?1 LIMIT 1", [author.as_bytes()], |_| Ok(()))?;
    wrote.map_or(Ok(()), |()| renew(tx))
}

fn renew(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached("UPDATE log SET generation = generation + 1")?.execute([])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<LogRecordRow> {
    let (kind, version) = (get(row, 6)?, get(row, 7)?);
    let payload = row.get_ref(8)?.as_blob().unwrap_or_default();
    let body = Body::read(kind, version, payload).unwrap_or_else(|_| Body::Unknown {
        kind,
        version,
        payload: payload.to_vec(),
    });
    let boot = get::<Option<_>>(row, 4)?.map(BootId);
    let process = boot.map(|boot| Ok::<_, Error>((boot, unsigned(row, 5, "log_record.mono_ms")?)));
    Ok(LogRecordRow {
        id: RecordId {
            author: AuthorId::from_bytes(get(row, 0)?),
            seq: Seq(unsigned(row, 1, "log_record.seq")?),
        },
        hlc: Hlc(unsigned(row, 2, "log_record.hlc")?),
        wall: WallMs(get(row, 3)?),
        process: process.transpose()?,
        operator: None,
        body,
    })
}
