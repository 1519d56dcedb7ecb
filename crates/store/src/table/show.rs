//! Shows and their records, gathered from the journal by the fold only.
//!
//! What the records say together, the plan and the run, is for the rules to work out: nothing of it is stored.

use gatehouse_core::ids::{AuthorId, RecordId, Seq, ShowId};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_journal::{Body, BootId};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{bounded, get, row, rows, signed, unsigned};
use crate::table::operator::Operators;

/// A show that records tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShowRow {
    /// Its id.
    pub id: ShowId,
    /// How many of its records are believed here.
    pub records: u64,
    /// Grows whenever its records change, or the clock step of one of their authors becomes known. It compares with earlier
    /// ones of this replica alone.
    pub revision: u64,
}

/// A record of a show.
///
/// Its debug output leaves out what people wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct ShowRecordRow {
    /// Its name.
    pub id: RecordId,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// When it was made, by the wall clock of its device.
    pub wall: WallMs,
    /// When it was made, by the monotonic clock; `None` when only another author tells of it.
    pub process: Option<Process>,
    /// Who had signed in at the device, as far as its log is known here.
    pub operator: Option<String>,
    /// [`Body::ShowAction`] or [`Body::PlanEdit`].
    pub body: Body,
}

impl std::fmt::Debug for ShowRecordRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ShowRecordRow")
            .field("id", &self.id)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// A run of a device, and its monotonic clock in milliseconds.
pub type Process = (BootId, u64);

/// Reads all shows that have records, by their ids.
pub fn all(conn: &Connection) -> Result<Vec<ShowRow>> {
    rows(conn, "SELECT id, records, revision FROM show WHERE records > 0 ORDER BY id", [], show)
}

/// Reads one show; also one that has no record any more, because nobody believes its authors.
pub fn find(conn: &Connection, id: ShowId) -> Result<Option<ShowRow>> {
    row(conn, "SELECT id, records, revision FROM show WHERE id = ?1", [id.as_bytes()], show)
}

/// Reads the records of a show in the common order. Those that this build cannot read are left out.
pub fn records(conn: &Connection, show: ShowId) -> Result<Vec<ShowRecordRow>> {
    let operators = Operators::of(conn, "SELECT author FROM show_record WHERE show = ?1", [show.as_bytes()])?;
    let found = rows(
        conn,
        "SELECT author, seq, hlc, wall_ms, boot, mono_ms, kind, version, payload FROM show_record WHERE show = ?1 \
         ORDER BY hlc, author, seq",
        [show.as_bytes()],
        from_row,
    )?;
    let mut readable: Vec<_> = found.into_iter().flatten().collect();
    for record in &mut readable {
        record.operator = operators.at(record.id);
    }
    Ok(readable)
}

/// A record as it is stored.
pub(crate) struct Stored<'a> {
    pub(crate) id: RecordId,
    /// As in the table of scans.
    pub(crate) told: &'a [u8],
    pub(crate) hlc: Hlc,
    pub(crate) wall: WallMs,
    pub(crate) process: Option<Process>,
    pub(crate) kind: u16,
    pub(crate) version: u8,
    pub(crate) payload: &'a [u8],
}

/// The show of a record, and how it was told.
pub(crate) fn telling(conn: &Connection, id: RecordId) -> Result<Option<(ShowId, Vec<u8>)>> {
    row(
        conn,
        "SELECT show, told FROM show_record WHERE author = ?1 AND seq = ?2",
        params![id.author.as_bytes(), signed(id.seq.0, "show_record.seq")?],
        |row| Ok((ShowId::from_bytes(get(row, 0)?), get(row, 1)?)),
    )
}

pub(crate) fn insert(tx: &Transaction<'_>, show: ShowId, stored: &Stored<'_>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO show_record (show, hlc, author, seq, told, wall_ms, mono_ms, boot, kind, version, payload) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        show.as_bytes(),
        signed(stored.hlc.0, "show_record.hlc")?,
        stored.id.author.as_bytes(),
        signed(stored.id.seq.0, "show_record.seq")?,
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

pub(crate) fn delete(tx: &Transaction<'_>, id: RecordId) -> Result<()> {
    tx.prepare_cached("DELETE FROM show_record WHERE author = ?1 AND seq = ?2")?
        .execute(params![id.author.as_bytes(), signed(id.seq.0, "show_record.seq")?])?;
    Ok(())
}

/// Notes that a show has more records, or fewer.
pub(crate) fn grow(tx: &Transaction<'_>, show: ShowId, by: i32) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO show (id, records, revision) VALUES (?1, ?2, 1) \
         ON CONFLICT (id) DO UPDATE SET records = records + ?2, revision = revision + 1",
    )?
    .execute(params![show.as_bytes(), by])?;
    Ok(())
}

/// Notes that the shows in which an author did something may look different now.
pub(crate) fn touch(tx: &Transaction<'_>, author: AuthorId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE show SET revision = revision + 1 WHERE id IN (SELECT show FROM show_record WHERE author = ?1)",
    )?
    .execute([author.as_bytes()])?;
    Ok(())
}

fn show(row: &Row<'_>) -> Result<ShowRow> {
    Ok(ShowRow {
        id: ShowId::from_bytes(get(row, 0)?),
        records: unsigned(row, 1, "show.records")?,
        revision: unsigned(row, 2, "show.revision")?,
    })
}

fn from_row(row: &Row<'_>) -> Result<Option<ShowRecordRow>> {
    let payload = row.get_ref(8)?.as_blob().unwrap_or_default();
    let Ok(body @ (Body::ShowAction(_) | Body::PlanEdit(_))) =
        Body::read(get(row, 6)?, get(row, 7)?, payload)
    else {
        return Ok(None);
    };
    let id = RecordId {
        author: AuthorId::from_bytes(get(row, 0)?),
        seq: Seq(unsigned(row, 1, "show_record.seq")?),
    };
    let boot = get::<Option<_>>(row, 4)?.map(BootId);
    let process = boot.map(|boot| Ok::<_, crate::Error>((boot, unsigned(row, 5, "show_record.mono_ms")?)));
    Ok(Some(ShowRecordRow {
        id,
        hlc: Hlc(unsigned(row, 2, "show_record.hlc")?),
        wall: WallMs(get(row, 3)?),
        process: process.transpose()?,
        operator: None,
        body,
    }))
}
