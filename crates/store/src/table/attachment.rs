//! Files that entries of the log name by what is in them. They are no records, and travel by hand.

use std::collections::BTreeSet;

use gatehouse_core::incident::Attachment;
use gatehouse_core::time::WallMs;
use gatehouse_journal::Hash;
use rusqlite::{Connection, Transaction, params};

use crate::error::{Error, Result};
use crate::sql::{get, row, rows, unsigned};

/// The most bytes that an attachment may have.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// Keeps a file, and says what an entry calls it by. A file that is here already keeps its first name.
///
/// # Errors
///
/// [`Error::TooLargeFile`] above [`LARGEST`].
pub fn put(tx: &Transaction<'_>, media: &str, name: &str, bytes: &[u8], now: WallMs) -> Result<Attachment> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLargeFile { bytes: bytes.len(), most: LARGEST });
    }
    let hash = gatehouse_journal::sha256(bytes);
    tx.prepare_cached(
        "INSERT INTO attachment (hash, name, media, bytes, added_ms) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
    )?
    .execute(params![hash, name, media, bytes, now.0])?;
    named(tx, &hash)?.ok_or(Error::Unsound)
}

/// What an entry calls a file by.
pub fn named(conn: &Connection, hash: &Hash) -> Result<Option<Attachment>> {
    row(conn, "SELECT name, media, length(bytes) FROM attachment WHERE hash = ?1", [hash], |row| {
        Ok(Attachment {
            hash: *hash,
            name: get(row, 0)?,
            media: get(row, 1)?,
            bytes: unsigned(row, 2, "attachment.bytes")?,
        })
    })
}

/// The bytes of a file, if they are here and still what they are called by.
pub fn find(conn: &Connection, hash: &Hash) -> Result<Option<Vec<u8>>> {
    let bytes =
        row(conn, "SELECT bytes FROM attachment WHERE hash = ?1", [hash], |row| get::<Vec<u8>>(row, 0))?;
    match bytes {
        Some(bytes) if gatehouse_journal::sha256(&bytes) != *hash => {
            Err(Error::Meaningless("attachment.bytes"))
        }
        bytes => Ok(bytes),
    }
}

/// The files whose bytes are here.
pub fn hashes(conn: &Connection) -> Result<BTreeSet<Hash>> {
    Ok(rows(conn, "SELECT hash FROM attachment", [], |row| get(row, 0))?.into_iter().collect())
}
