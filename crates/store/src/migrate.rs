//! The ladder of schema versions.
//!
//! A version is the number of its SQL file, kept in `user_version`; a file is never edited once merged. Each rung says in
//! `meta.min_reader` how old a program may still open the result. Going down is not supported.

use gatehouse_journal::Kind;
use rusqlite::{Connection, Transaction};

use crate::error::{Error, Result};
use crate::fold;

/// Marks the file as a replica of ours: "GATE".
pub(crate) const APPLICATION_ID: i32 = 0x4741_5445;

/// The rungs, lowest first; the first one is version 1.
const LADDER: &[&str] = &[
    include_str!("../migrations/0001_replica.sql"),
    include_str!("../migrations/0002_exchange.sql"),
    include_str!("../migrations/0003_show.sql"),
    include_str!("../migrations/0004_control.sql"),
];

/// The rungs that made projections of kinds which older programs only kept, and those kinds.
const LATER: [(u32, &[Kind]); 2] = [
    (3, &[Kind::ClockStep, Kind::ShowAction, Kind::PlanEdit, Kind::Recovered]),
    (
        4,
        &[
            Kind::ClickerCount,
            Kind::Recount,
            Kind::Anomaly,
            Kind::LogEntry,
            Kind::ClockCheck,
            Kind::MessageQueued,
            Kind::MessageSent,
            Kind::Recovered,
        ],
    ),
];

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

/// Climbs the rungs that are missing, and folds what could not be folded below them; nothing happens when the file is up to
/// date. A new file starts at zero.
pub(crate) fn climb(tx: &Transaction<'_>) -> Result<()> {
    let from = version(tx)?;
    climb_ladder(tx, LADDER)?;
    let missed = LATER.iter().filter(|(rung, _)| from < *rung);
    missed.into_iter().try_for_each(|(_, kinds)| fold::again(tx, kinds))
}

fn climb_ladder(tx: &Transaction<'_>, ladder: &[&str]) -> Result<()> {
    let from = version(tx)?;
    for (rung, sql) in (1u32..).zip(ladder).filter(|(rung, _)| *rung > from) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", rung)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(())
}

/// The version of the file.
pub(crate) fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUNGS: &[&str] = &[
        "CREATE TABLE meta (min_reader INTEGER); INSERT INTO meta VALUES (1); CREATE TABLE a (x)",
        "CREATE TABLE b (x); INSERT INTO b SELECT x + 1 FROM a",
        "ALTER TABLE b ADD COLUMN y",
    ];

    fn climbed(conn: &mut Connection, rungs: &[&str]) -> Result<u32> {
        let tx = conn.transaction()?;
        climb_ladder(&tx, rungs)?;
        tx.commit()?;
        version(conn)
    }

    #[test]
    fn every_rung_is_climbed_once_whatever_the_start() {
        let mut conn = Connection::open_in_memory().expect("a database");
        assert_eq!(climbed(&mut conn, &RUNGS[..1]).expect("the first rung"), 1);
        conn.execute("INSERT INTO a VALUES (41)", []).expect("a row of the old shape");
        assert_eq!(climbed(&mut conn, RUNGS).expect("two more"), 3);
        assert_eq!(climbed(&mut conn, RUNGS).expect("nothing to do"), 3);
        let moved: i64 = conn.query_row("SELECT x FROM b", [], |row| row.get(0)).expect("one row");
        assert_eq!(moved, 42);
    }

    #[test]
    fn a_rung_that_breaks_takes_all_back() {
        let mut conn = Connection::open_in_memory().expect("a database");
        climbed(&mut conn, &RUNGS[..1]).expect("the first rung");
        let broken = [RUNGS[0], RUNGS[1], "CREATE TABLE b (x)"];
        assert!(climbed(&mut conn, &broken).is_err());
        assert_eq!(version(&conn).expect("a version"), 1);
    }

    #[test]
    fn rungs_agree_with_their_numbers() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .expect("the migrations")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let numbers: Vec<String> = (1..=SUPPORTED).map(|rung| format!("{rung:04}_")).collect();
        assert_eq!(names.len(), numbers.len());
        assert!(names.iter().zip(numbers).all(|(name, number)| name.starts_with(&number)), "{names:?}");
    }
}
