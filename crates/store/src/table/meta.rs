//! What the replica knows of itself: when master data last came in.
//!
//! The ladder's own entry in this table belongs to `migrate.rs`.

use gatehouse_core::time::WallMs;
use rusqlite::{Connection, Transaction};

use crate::error::Result;
use crate::sql::{get, row};

/// Reads when master data last came in, by import or from the store; `None` while none did.
pub fn master_at(conn: &Connection) -> Result<Option<WallMs>> {
    let found = row(conn, "SELECT master_at_ms FROM meta", [], |row| get::<Option<i64>>(row, 0))?;
    Ok(found.flatten().map(WallMs))
}

/// Notes that master data came in.
pub fn set_master_at(tx: &Transaction<'_>, at: WallMs) -> Result<()> {
    tx.prepare_cached("UPDATE meta SET master_at_ms = ?1")?.execute([at.0])?;
    Ok(())
}
