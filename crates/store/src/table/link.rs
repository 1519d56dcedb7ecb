//! How this device is connected to the central store, and the first download while it is not complete.
//!
//! Where the exchange of records stands is not kept here: the heads of the authors say it.

use std::fmt;

use gatehouse_core::ids::{CheckpointId, DeviceId};
use gatehouse_core::time::WallMs;
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{get, row, rows, signed, unsigned};

/// The connection.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// Where the store is.
    pub url: String,
    /// The store's key for clients; it opens nothing by itself.
    pub publishable_key: String,
    /// What this device is called there.
    pub device: DeviceId,
    /// What it may do, in the organizer's word.
    pub role: String,
    /// The checkpoint that it was enrolled for.
    pub checkpoint: Option<CheckpointId>,
    /// How far master data was taken, in the store's words; empty before the first.
    pub master_cursor: String,
    /// When the store was last heard.
    pub last_contact: Option<WallMs>,
    /// The word for why nothing moves until somebody acts.
    pub parked: Option<String>,
}

impl fmt::Debug for LinkRow {
    /// Leaves out where the store is: it may name the organizer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkRow")
            .field("device", &self.device)
            .field("parked", &self.parked)
            .finish_non_exhaustive()
    }
}

/// A first download that is not complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotRow {
    /// Its id in the store, 16 bytes.
    pub id: [u8; 16],
    /// The cursor from which changes go on behind it.
    pub covers: String,
    /// How many documents it has.
    pub rows: u64,
    /// Its parts in order.
    pub chunks: Vec<ChunkRow>,
}

/// A part of a first download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkRow {
    /// The SHA-256 of its text.
    pub sha256: [u8; 32],
    /// How many documents it has.
    pub rows: u64,
    /// Whether it is here.
    pub here: bool,
}

/// Reads the connection; `None` when this device stands alone.
pub fn find(conn: &Connection) -> Result<Option<LinkRow>> {
    row(
        conn,
        "SELECT url, publishable_key, device, role, checkpoint, master_cursor, last_contact_ms, parked FROM link",
        [],
        from_row,
    )
}

/// Connects this device, or changes how it is connected.
pub fn upsert(tx: &Transaction<'_>, link: &LinkRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO link (one, url, publishable_key, device, role, checkpoint, master_cursor, \
         last_contact_ms, parked) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        link.url,
        link.publishable_key,
        link.device.as_bytes(),
        link.role,
        link.checkpoint.as_ref().map(CheckpointId::as_bytes),
        link.master_cursor,
        link.last_contact.map(|WallMs(ms)| ms),
        link.parked
    ])?;
    Ok(())
}

/// Notes how far master data was taken.
pub fn set_cursor(tx: &Transaction<'_>, cursor: &str) -> Result<()> {
    tx.prepare_cached("UPDATE link SET master_cursor = ?1")?.execute([cursor])?;
    Ok(())
}

/// Notes that the store was heard.
pub fn set_contact(tx: &Transaction<'_>, at: WallMs) -> Result<()> {
    tx.prepare_cached("UPDATE link SET last_contact_ms = ?1")?.execute([at.0])?;
    Ok(())
}

/// Notes why nothing moves, or that it does again.
pub fn set_parked(tx: &Transaction<'_>, word: Option<&str>) -> Result<()> {
    tx.prepare_cached("UPDATE link SET parked = ?1")?.execute([word])?;
    Ok(())
}

/// Reads the download that is not complete, if there is one.
pub fn snapshot(conn: &Connection) -> Result<Option<SnapshotRow>> {
    let found = row(conn, "SELECT id, covers, rows FROM snapshot", [], |row| {
        Ok(SnapshotRow {
            id: get(row, 0)?,
            covers: get(row, 1)?,
            rows: unsigned(row, 2, "snapshot.rows")?,
            chunks: Vec::new(),
        })
    })?;
    let Some(snapshot) = found else { return Ok(None) };
    let chunks =
        rows(conn, "SELECT sha256, rows, body IS NOT NULL FROM snapshot_chunk ORDER BY n", [], |row| {
            Ok(ChunkRow {
                sha256: get(row, 0)?,
                rows: unsigned(row, 1, "snapshot_chunk.rows")?,
                here: get(row, 2)?,
            })
        })?;
    Ok(Some(SnapshotRow { chunks, ..snapshot }))
}

/// Begins a download; what an earlier one brought is given up.
pub fn begin_snapshot(tx: &Transaction<'_>, snapshot: &SnapshotRow) -> Result<()> {
    end_snapshot(tx)?;
    tx.execute(
        "INSERT INTO snapshot (one, id, covers, rows) VALUES (1, ?1, ?2, ?3)",
        params![snapshot.id, snapshot.covers, signed(snapshot.rows, "snapshot.rows")?],
    )?;
    let mut insert = tx.prepare_cached("INSERT INTO snapshot_chunk (n, sha256, rows) VALUES (?1, ?2, ?3)")?;
    for (n, chunk) in (0i64..).zip(&snapshot.chunks) {
        insert.execute(params![n, chunk.sha256, signed(chunk.rows, "snapshot_chunk.rows")?])?;
    }
    Ok(())
}

/// Keeps a part that was verified.
pub fn put_chunk(tx: &Transaction<'_>, n: u32, body: &[u8]) -> Result<()> {
    tx.prepare_cached("UPDATE snapshot_chunk SET body = ?2 WHERE n = ?1")?.execute(params![n, body])?;
    Ok(())
}

/// Reads a part that is here.
pub fn chunk(conn: &Connection, n: u32) -> Result<Option<Vec<u8>>> {
    Ok(row(conn, "SELECT body FROM snapshot_chunk WHERE n = ?1", [n], |row| get::<Option<Vec<u8>>>(row, 0))?
        .flatten())
}

/// Gives up what was downloaded, because it was taken or is of no use any more.
pub fn end_snapshot(tx: &Transaction<'_>) -> Result<()> {
    Ok(tx.execute_batch("DELETE FROM snapshot_chunk; DELETE FROM snapshot")?)
}

fn from_row(row: &Row<'_>) -> Result<LinkRow> {
    Ok(LinkRow {
        url: get(row, 0)?,
        publishable_key: get(row, 1)?,
        device: DeviceId::from_bytes(get(row, 2)?),
        role: get(row, 3)?,
        checkpoint: get::<Option<_>>(row, 4)?.map(CheckpointId::from_bytes),
        master_cursor: get(row, 5)?,
        last_contact: get::<Option<_>>(row, 6)?.map(WallMs),
        parked: get(row, 7)?,
    })
}
