//! Secrets that seal words in the log.

use gatehouse_journal::{Secret, SecretId};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{get, row, rows};

/// The secret that was made on this device.
pub fn own(conn: &Connection) -> Result<Option<Secret>> {
    row(conn, "SELECT key FROM secret WHERE own = 1", [], from_row)
}

/// The secret with this id.
pub fn find(conn: &Connection, id: SecretId) -> Result<Option<Secret>> {
    row(conn, "SELECT key FROM secret WHERE id = ?1", [id], from_row)
}

/// All secrets that this device can open words with.
pub fn all(conn: &Connection) -> Result<Vec<Secret>> {
    rows(conn, "SELECT key FROM secret ORDER BY id", [], from_row)
}

/// Keeps a secret; one that is here already stays as it is.
pub fn put(tx: &Transaction<'_>, secret: &Secret, own: bool) -> Result<()> {
    tx.prepare_cached("INSERT INTO secret (id, key, own) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
        .execute(params![secret.id(), secret.as_bytes(), own])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<Secret> {
    Ok(Secret::new(get(row, 0)?))
}
