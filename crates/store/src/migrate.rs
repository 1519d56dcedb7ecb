//! The ladder of schema versions.
//!
//! A version is the number of its SQL file, kept in `user_version`; a file is never edited once merged. Each rung says in
//! `meta.min_reader` how old a program may still open the result. Going down is not supported.

use rusqlite::{Connection, Transaction};

use crate::error::{Error, Result};

/// Marks the file as a replica of ours: "GATE".
pub(crate) const APPLICATION_ID: i32 = 0x4741_5445;

/// The rungs, lowest first; the first one is version 1.
const LADDER: &[&str] = &[include_str!("../migrations/0001_replica.sql")];

/// The newest version that this program knows.
pub const SUPPORTED: u32 = LADDER.len() as u32;

/// Where a file stands on the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// This program may use it as it is.
    Usable,
    /// It needs the rungs above this version first.
    Behind,
}

/// Says whether this program may open the file.
///
/// # Errors
///
/// [`Error::NotAReplica`] for another program's database, [`Error::TooNew`] for one that needs a later program.
pub(crate) fn examine(conn: &Connection) -> Result<Standing> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found = version(conn)?;
    if application != APPLICATION_ID || found == 0 {
        return Err(Error::NotAReplica);
    }
    if found > SUPPORTED {
        let min_reader: u32 = conn.query_row("SELECT min_reader FROM meta", [], |row| row.get(0))?;
        return if min_reader > SUPPORTED {
            Err(Error::TooNew { found, supported: SUPPORTED })
        } else {
            Ok(Standing::Usable)
        };
    }
    Ok(if found < SUPPORTED { Standing::Behind } else { Standing::Usable })
}

/// Climbs the rungs that are missing; none when the file is up to date. A new file starts at zero.
pub(crate) fn climb(tx: &Transaction<'_>) -> Result<()> {
    for (above, rung) in (version(tx)?..SUPPORTED).zip(LADDER.iter().skip(version(tx)? as usize)) {
        tx.execute_batch(rung)?;
        tx.pragma_update(None, "user_version", above + 1)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(())
}

/// The version of the file.
pub(crate) fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
