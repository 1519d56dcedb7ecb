//! How this device is connected to the central store, and the first download while it is not complete.
//!
//! Where the exchange of records stands is not kept here: the heads of the authors say it.

use std::fmt;

use gatehouse_core::ids::{CheckpointId, DeviceId};
use gatehouse_core::time::WallMs;
use rusqlite::{Connection, Row, Transaction, params};
use zeroize::Zeroizing;

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
    /// Proves to the store that this is the device.
    pub secret: Zeroizing<String>,
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
    /// This device was revoked, and nobody's data is left here.
    pub wiped: bool,
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
    /// What the store calls it.
    pub id: String,
    /// The cursor from which changes go on behind it.
    pub covers: String,
    /// How many documents it has.
    pub rows: u64,
    /// The SHA-256 of all parts, one behind the other.
    pub sha256: [u8; 32],
    /// Its parts in order.
    pub chunks: Vec<ChunkRow>,
}

/// A part of a first download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkRow {
    /// Its number.
    pub n: u32,
    /// The SHA-256 of its text.
    pub sha256: [u8; 32],
    /// How many documents it has.
    pub rows: u64,
    /// How many bytes its text has.
    pub bytes: u64,
    /// Whether it is here.
    pub here: bool,
}

/// Reads the connection; `None` when this device stands alone.
pub fn find(conn: &Connection) -> Result<Option<LinkRow>> {
    row(
        conn,
        "SELECT url, publishable_key, device, role, checkpoint, master_cursor, last_contact_ms, parked, \
         wiped, secret FROM link",
        [],
        from_row,
    )
}

/// Connects this device, or changes how it is connected.
pub fn upsert(tx: &Transaction<'_>, link: &LinkRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO link (one, url, publishable_key, device, role, checkpoint, master_cursor, \
         last_contact_ms, parked, wiped, secret) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        link.url,
        link.publishable_key,
        link.device.as_bytes(),
        link.role,
        link.checkpoint.as_ref().map(CheckpointId::as_bytes),
        link.master_cursor,
        link.last_contact.map(|WallMs(ms)| ms),
        link.parked,
        link.wiped,
        link.secret.as_str()
    ])?;
    Ok(())
}

/// Notes how far master data was taken.
pub fn set_cursor(tx: &Transaction<'_>, cursor: &str) -> Result<()> {
    tx.prepare_cached("UPDATE link SET master_cursor = ?1")?.execute([cursor])?;
    Ok(())
}

/// Reads the tokens of the sign-in, in the words of whoever keeps them here.
pub fn session(conn: &Connection) -> Result<Option<Zeroizing<String>>> {
    let found = row(conn, "SELECT session FROM link", [], |row| get::<Option<String>>(row, 0))?;
    Ok(found.flatten().map(Zeroizing::new))
}

/// Keeps the tokens of the sign-in, or forgets them.
pub fn set_session(tx: &Transaction<'_>, session: Option<&str>) -> Result<()> {
    tx.prepare_cached("UPDATE link SET session = ?1")?.execute([session])?;
    Ok(())
}

/// Reads what the key of the next author is made from, if one was prepared.
pub fn next_seed(conn: &Connection) -> Result<Option<Zeroizing<[u8; 32]>>> {
    let found = row(conn, "SELECT next_seed FROM link", [], |row| get::<Option<[u8; 32]>>(row, 0))?;
    Ok(found.flatten().map(Zeroizing::new))
}

/// Keeps what the key of the next author is made from, or forgets it once it was used.
pub fn set_next_seed(tx: &Transaction<'_>, seed: Option<&Zeroizing<[u8; 32]>>) -> Result<()> {
    tx.prepare_cached("UPDATE link SET next_seed = ?1")?.execute([seed.map(|seed| **seed)])?;
    Ok(())
}

/// Notes that this device was revoked and nobody's data is left.
pub fn set_wiped(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("UPDATE link SET wiped = 1", [])?;
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
    let found = row(conn, "SELECT id, covers, rows, sha256 FROM snapshot", [], |row| {
        Ok(SnapshotRow {
            id: get(row, 0)?,
            covers: get(row, 1)?,
            rows: unsigned(row, 2, "snapshot.rows")?,
            sha256: get(row, 3)?,
            chunks: Vec::new(),
        })
    })?;
    let Some(snapshot) = found else { return Ok(None) };
    let chunks = rows(
        conn,
        "SELECT n, sha256, rows, bytes, body IS NOT NULL FROM snapshot_chunk ORDER BY n",
        [],
        |row| {
            Ok(ChunkRow {
                n: get(row, 0)?,
                sha256: get(row, 1)?,
                rows: unsigned(row, 2, "snapshot_chunk.rows")?,
                bytes: unsigned(row, 3, "snapshot_chunk.bytes")?,
                here: get(row, 4)?,
            })
        },
    )?;
    Ok(Some(SnapshotRow { chunks, ..snapshot }))
}

/// Begins a download; what an earlier one brought is given up.
pub fn begin_snapshot(tx: &Transaction<'_>, snapshot: &SnapshotRow) -> Result<()> {
    end_snapshot(tx)?;
    tx.execute(
        "INSERT INTO snapshot (one, id, covers, rows, sha256) VALUES (1, ?1, ?2, ?3, ?4)",
        params![snapshot.id, snapshot.covers, signed(snapshot.rows, "snapshot.rows")?, snapshot.sha256],
    )?;
    let mut insert =
        tx.prepare_cached("INSERT INTO snapshot_chunk (n, sha256, rows, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    for chunk in &snapshot.chunks {
        let (rows, bytes) =
            (signed(chunk.rows, "snapshot_chunk.rows")?, signed(chunk.bytes, "snapshot_chunk.bytes")?);
        insert.execute(params![chunk.n, chunk.sha256, rows, bytes])?;
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
        wiped: get(row, 8)?,
        secret: Zeroizing::new(get(row, 9)?),
    })
}
