//! The journal: records as they were signed. Nothing here is ever updated or deleted.

use gatehouse_core::ids::{AuthorId, RecordId, Seq};
use gatehouse_journal::Record;
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{get, row, rows, signed};

/// Reads one record.
pub fn find(conn: &Connection, id: RecordId) -> Result<Option<Record>> {
    row(
        conn,
        "SELECT r.bytes, r.signature FROM record r JOIN author a ON a.no = r.author WHERE a.id = ?1 AND r.seq = ?2",
        params![id.author.as_bytes(), signed(id.seq.0, "record.seq")?],
        from_row,
    )
}

/// Reads the records of an author behind `after`, in their order, at most `limit`.
pub fn after(conn: &Connection, author: AuthorId, after: Seq, limit: u32) -> Result<Vec<Record>> {
    rows(
        conn,
        "SELECT r.bytes, r.signature FROM record r WHERE r.author = (SELECT no FROM author WHERE id = ?1) \
         AND r.seq > ?2 ORDER BY r.seq LIMIT ?3",
        params![author.as_bytes(), signed(after.0, "record.seq")?, limit],
        from_row,
    )
}

/// Counts all records of all authors.
pub fn count(conn: &Connection) -> Result<u64> {
    // Logs have no holes, so nothing needs to be counted one by one.
    Ok(row(conn, "SELECT total(head_seq) FROM author", [], |row| get::<f64>(row, 0))?.unwrap_or(0.0) as u64)
}

pub(crate) fn insert(tx: &Transaction<'_>, author_no: i64, record: &Record) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO record (author, seq, kind, hash, bytes, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        author_no,
        signed(record.seq.0, "record.seq")?,
        record.kind,
        record.hash,
        record.bytes,
        record.signature
    ])?;
    Ok(())
}

pub(crate) fn from_row(row: &Row<'_>) -> Result<Record> {
    Ok(Record::from_trusted(get(row, 0)?, row.get_ref(1)?.as_blob().unwrap_or_default())?)
}
