//! What lies behind the checkpoints.

use gatehouse_core::ids::ZoneId;
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{get, row, rows};

/// A zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneRow {
    /// Its id.
    pub id: ZoneId,
    /// What people call it.
    pub name: String,
    /// How many it holds, where that is limited.
    pub capacity: Option<u32>,
}

/// Reads one zone.
pub fn find(conn: &Connection, id: ZoneId) -> Result<Option<ZoneRow>> {
    row(conn, "SELECT id, name, capacity FROM zone WHERE id = ?1", [id.as_bytes()], from_row)
}

/// Reads all zones, by name.
pub fn all(conn: &Connection) -> Result<Vec<ZoneRow>> {
    rows(conn, "SELECT id, name, capacity FROM zone ORDER BY name, id", [], from_row)
}

/// Adds a zone, or replaces the one with its id.
pub fn upsert(tx: &Transaction<'_>, zone: &ZoneRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO zone (id, name, capacity) VALUES (?1, ?2, ?3) \
         ON CONFLICT (id) DO UPDATE SET name = ?2, capacity = ?3",
    )?
    .execute(params![zone.id.as_bytes(), zone.name, zone.capacity])?;
    Ok(())
}

/// How many are inside the zone, by what this replica knows.
pub fn inside(conn: &Connection, id: ZoneId) -> Result<u32> {
    let found =
        row(conn, "SELECT inside FROM zone_tally WHERE zone = ?1", [id.as_bytes()], |row| get(row, 0))?;
    Ok(found.unwrap_or(0))
}

fn from_row(row: &Row<'_>) -> Result<ZoneRow> {
    Ok(ZoneRow { id: ZoneId::from_bytes(get(row, 0)?), name: get(row, 1)?, capacity: get(row, 2)? })
}
