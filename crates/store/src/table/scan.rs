//! Scans, as the journal tells of them: a projection, written by the fold only.

use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{AuthorId, CheckpointId, CredentialId, ProductNo, RecordId, Seq, ZoneId};
use gatehouse_core::time::{Hlc, WallMs};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{self, get, row, rows, signed, unsigned};

/// A scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanRow {
    /// The record that tells of it.
    pub id: RecordId,
    /// When, by the wall clock of its device.
    pub at: WallMs,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// Where.
    pub checkpoint: CheckpointId,
    /// The zone that a pass counts for; `None` when nobody passed.
    pub zone: Option<ZoneId>,
    /// Which way.
    pub direction: Direction,
    /// The credential, when the code could be trusted.
    pub credential: Option<CredentialId>,
    /// Its product at the time, as far as it was known.
    pub product: Option<ProductNo>,
    /// The word of the verdict.
    pub verdict: String,
    /// The number of the rule that decided.
    pub rule: u8,
    /// The word for how the credential reached the gate.
    pub source: String,
    /// Whether somebody passed.
    pub passed: bool,
    /// Practice only.
    pub rehearsal: bool,
    /// The undo that took it back.
    pub undone: Option<RecordId>,
    /// Empty when its own author's log tells of it, else the name of the record that recovered it.
    pub(crate) told: Vec<u8>,
}

impl ScanRow {
    /// Whether it counts as a pass: somebody passed and nobody took it back.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.passed && self.undone.is_none()
    }
}

/// The columns that [`from_row`] reads, in its order.
macro_rules! columns {
    () => {
        "s.author, s.seq, s.told, s.at_ms, s.hlc, s.checkpoint, s.zone, s.direction, s.credential, s.product, \
         s.verdict, s.rule, s.source, s.passed, s.rehearsal, s.undone_author, s.undone_seq"
    };
}
pub(crate) use columns;

/// How many columns [`columns!`] names.
pub(crate) const COLUMNS: usize = 17;

/// Reads one scan.
pub fn find(conn: &Connection, id: RecordId) -> Result<Option<ScanRow>> {
    row(
        conn,
        concat!("SELECT ", columns!(), " FROM scan s WHERE s.author = ?1 AND s.seq = ?2"),
        params![id.author.as_bytes(), signed(id.seq.0, "scan.seq")?],
        from_row,
    )
}

/// Reads every scan since a moment, by the clocks of the devices, in the common order.
pub(crate) fn since(conn: &Connection, since: WallMs) -> Result<Vec<ScanRow>> {
    rows(
        conn,
        concat!("SELECT ", columns!(), " FROM scan s WHERE s.at_ms >= ?1 ORDER BY s.hlc, s.author, s.seq"),
        [since.0],
        from_row,
    )
}

pub(crate) fn upsert(tx: &Transaction<'_>, scan: &ScanRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO scan (author, seq, told, at_ms, hlc, checkpoint, zone, direction, credential, product, \
         verdict, rule, source, passed, rehearsal, undone_author, undone_seq) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?
    .execute(params![
        scan.id.author.as_bytes(),
        signed(scan.id.seq.0, "scan.seq")?,
        scan.told,
        scan.at.0,
        signed(scan.hlc.0, "scan.hlc")?,
        scan.checkpoint.as_bytes(),
        scan.zone.as_ref().map(ZoneId::as_bytes),
        scan.direction.as_str(),
        scan.credential.as_ref().map(CredentialId::as_bytes),
        scan.product.map(|ProductNo(number)| number),
        scan.verdict,
        scan.rule,
        scan.source,
        scan.passed,
        scan.rehearsal,
        scan.undone.as_ref().map(|undo| undo.author.as_bytes()),
        scan.undone.map(|undo| signed(undo.seq.0, "scan.undone_seq")).transpose()?
    ])?;
    Ok(())
}

pub(crate) fn delete(tx: &Transaction<'_>, id: RecordId) -> Result<()> {
    tx.prepare_cached("DELETE FROM scan WHERE author = ?1 AND seq = ?2")?
        .execute(params![id.author.as_bytes(), signed(id.seq.0, "scan.seq")?])?;
    Ok(())
}

pub(crate) fn from_row(row: &Row<'_>) -> Result<ScanRow> {
    let undone_author: Option<[u8; 16]> = get(row, 15)?;
    let undone = undone_author
        .map(|author| {
            let seq = Seq(unsigned(row, 16, "scan.undone_seq")?);
            Ok::<_, crate::Error>(RecordId { author: AuthorId::from_bytes(author), seq })
        })
        .transpose()?;
    Ok(ScanRow {
        id: RecordId { author: AuthorId::from_bytes(get(row, 0)?), seq: Seq(unsigned(row, 1, "scan.seq")?) },
        told: get(row, 2)?,
        at: WallMs(get(row, 3)?),
        hlc: Hlc(unsigned(row, 4, "scan.hlc")?),
        checkpoint: CheckpointId::from_bytes(get(row, 5)?),
        zone: get::<Option<_>>(row, 6)?.map(ZoneId::from_bytes),
        direction: sql::word(row, 7, "scan.direction")?,
        credential: get::<Option<_>>(row, 8)?.map(CredentialId::from_bytes),
        product: get::<Option<_>>(row, 9)?.map(ProductNo),
        verdict: get(row, 10)?,
        rule: get(row, 11)?,
        source: get(row, 12)?,
        passed: get(row, 13)?,
        rehearsal: get(row, 14)?,
        undone,
    })
}
