//! Proving that the replica is what its journal says.
//!
//! The audit reads one moment of the file over a connection of its own, while the gate goes on. It repairs nothing: what
//! to do with a finding is for people to decide.

mod finding;

use gatehouse_core::ids::Seq;
use gatehouse_journal::{Chain, Head, Link, Record};
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};

pub use self::finding::{Finding, Part};
use crate::error::{Error, Result};
use crate::fold::{self, PROJECTIONS};
use crate::replica::Replica;
use crate::sql::{get, row, rows, signed, unsigned};
use crate::table::author::{self, AuthorRow};
use crate::table::event;

/// How many records are looked at in one go.
const BATCH: u32 = 1_000;

/// How many of the last records are verified when a replica is reopened after a failure.
const TAIL: u64 = 1_000;

/// Looks at one part and tells what it finds.
type Examine = fn(&Transaction<'_>, &mut Vec<Finding>) -> Result<()>;

/// Verifies everything: the file and its encryption, every log with its signatures, heads, and every projection against
/// the journal. No findings means that all of it agrees.
///
/// Takes memory for a second copy of the projections, and minutes rather than seconds for millions of records.
///
/// # Errors
///
/// When the audit itself cannot be done. Damage is a finding, not an error.
pub fn audit(replica: &Replica) -> Result<Vec<Finding>> {
    let conn = replica.auditor()?;
    let moment = Transaction::new_unchecked(&conn, TransactionBehavior::Deferred)?;
    let mut findings = Vec::new();
    let parts: [(Part, Examine); 5] = [
        (Part::File, file),
        (Part::References, references),
        (Part::Journal, journal),
        (Part::Projections, projections),
        (Part::Search, search),
    ];
    for (part, examine) in parts {
        match examine(&moment, &mut findings) {
            Ok(()) => {}
            Err(Error::Corrupt(_) | Error::Meaningless(_) | Error::Journal(_) | Error::Unsound) => {
                findings.push(Finding::Unreadable { part });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(findings)
}

/// Verifies what a failing disk damages first: the structure of the file and the end of the own log.
pub(crate) fn quick(conn: &Connection) -> Result<()> {
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    let own = author::all(conn)?.into_iter().find(|author| author.own).ok_or(Error::Unsound)?;
    let start = Seq(own.head.seq.0.saturating_sub(TAIL));
    let mut findings = Vec::new();
    log(conn, &own, start, &mut findings)?;
    if verdict == "ok" && findings.is_empty() { Ok(()) } else { Err(Error::Unsound) }
}

fn file(conn: &Transaction<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    let encryption = rows(conn, "PRAGMA cipher_integrity_check", [], |row| get::<String>(row, 0))?;
    findings.extend(encryption.into_iter().map(|detail| Finding::Encryption { detail }));
    let structure = rows(conn, "PRAGMA integrity_check", [], |row| get::<String>(row, 0))?;
    let broken = structure.into_iter().filter(|line| line != "ok");
    findings.extend(broken.map(|detail| Finding::Structure { detail }));
    Ok(())
}

fn references(conn: &Transaction<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    let dangling = rows(
        conn,
        "SELECT \"table\", count(*) FROM pragma_foreign_key_check() GROUP BY \"table\" ORDER BY \"table\"",
        [],
        |row| Ok(Finding::Dangling { table: get(row, 0)?, rows: unsigned(row, 1, "count")? }),
    )?;
    findings.extend(dangling);
    Ok(())
}

fn journal(conn: &Transaction<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    for author in author::all(conn)? {
        log(conn, &author, Seq(0), findings)?;
    }
    Ok(())
}

/// A row of the journal with what was written beside its bytes.
struct Stored {
    seq: Seq,
    hash: [u8; 32],
    kind: u16,
    bytes: Vec<u8>,
    signature: Vec<u8>,
}

/// Follows one log from behind `start` to its head.
fn log(conn: &Connection, author: &AuthorRow, start: Seq, findings: &mut Vec<Finding>) -> Result<()> {
    let event = event::find(conn)?.id;
    let mut head = head_at(conn, author.no, start)?;
    let mut chain = Chain::resume(event, author.id, head);
    loop {
        let batch = rows(
            conn,
            "SELECT seq, hash, kind, bytes, signature FROM record WHERE author = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
            params![author.no, signed(head.seq.0, "record.seq")?, BATCH],
            stored,
        )?;
        if batch.is_empty() {
            break;
        }
        for stored in batch {
            match chain.verify(&stored.bytes, &stored.signature, &author.public_key) {
                Ok((Link::Next | Link::Again, record)) => {
                    if (record.seq, record.hash, record.kind) != (stored.seq, stored.hash, stored.kind) {
                        findings.push(Finding::Mislabelled { author: author.id, seq: stored.seq });
                    }
                    head = record.head();
                }
                Err(flaw) => {
                    head = Head { seq: stored.seq, hash: stored.hash, hlc: head.hlc };
                    findings.push(Finding::Log { author: author.id, seq: stored.seq, flaw });
                    // Go on as if this one were good, so that one flaw is one finding.
                    chain = Chain::resume(event, author.id, head);
                }
            }
        }
    }
    let reached = (head.seq, head.hash) == (author.head.seq, author.head.hash)
        && author.head.hlc >= head.hlc.storable();
    if !reached {
        findings.push(Finding::Head { author: author.id, stored: author.head.seq, found: head.seq });
    }
    Ok(())
}

fn head_at(conn: &Connection, no: i64, seq: Seq) -> Result<Head> {
    if seq == Seq(0) {
        return Ok(Head::GENESIS);
    }
    let found = row(
        conn,
        "SELECT seq, hash, kind, bytes, signature FROM record WHERE author = ?1 AND seq = ?2",
        params![no, signed(seq.0, "record.seq")?],
        stored,
    )?;
    let found = found.ok_or(Error::Unsound)?;
    Ok(Record::from_trusted(found.bytes, &found.signature)?.head())
}

fn stored(row: &Row<'_>) -> Result<Stored> {
    Ok(Stored {
        seq: Seq(unsigned(row, 0, "record.seq")?),
        hash: get(row, 1)?,
        kind: get(row, 2)?,
        bytes: get(row, 3)?,
        signature: get(row, 4)?,
    })
}

/// Folds the whole journal again, into temporary tables that hide the stored ones by having their names, and compares.
fn projections(tx: &Transaction<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    for table in PROJECTIONS {
        let shapes = rows(
            tx,
            "SELECT sql FROM main.sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type DESC",
            [table],
            |row| get::<String>(row, 0),
        )?;
        for shape in shapes {
            let temporary = shape
                .replacen("CREATE TABLE ", "CREATE TEMP TABLE ", 1)
                .replacen("CREATE INDEX ", "CREATE INDEX temp.", 1)
                .replacen("CREATE UNIQUE INDEX ", "CREATE UNIQUE INDEX temp.", 1);
            tx.execute_batch(&temporary)?;
        }
    }
    for author in author::all(tx)? {
        let mut after = Seq(0);
        loop {
            let batch = rows(
                tx,
                "SELECT seq, hash, kind, bytes, signature FROM record WHERE author = ?1 AND seq > ?2 ORDER BY seq \
                 LIMIT ?3",
                params![author.no, signed(after.0, "record.seq")?, BATCH],
                stored,
            )?;
            let Some(last) = batch.last() else { break };
            after = last.seq;
            for stored in batch {
                // What is no record was found already, and tells nothing that could be folded.
                if author.cutoff.is_none_or(|cutoff| stored.seq <= cutoff)
                    && let Ok(record) = Record::from_trusted(stored.bytes, &stored.signature)
                {
                    fold::apply(tx, &record)?;
                }
            }
        }
    }
    for table in PROJECTIONS {
        // A count that went back to zero may have left its row behind. How often a show or the log changed, and in which order its
        // records came, is no matter of what is there.
        let (columns, counts) = match table {
            "zone_tally" => ("*", "WHERE inside <> 0"),
            "tally" => ("*", "WHERE entries <> 0 OR exits <> 0 OR refused <> 0"),
            "door_tally" => ("*", "WHERE entries <> 0 OR exits <> 0"),
            "log_record" => ("hlc, author, seq, told, wall_ms, mono_ms, boot, kind, version, payload", ""),
            "show" => ("id, records", "WHERE records <> 0"),
            "log" => ("one", "WHERE FALSE"),
            _ => ("*", ""),
        };
        let difference = |one: &str, other: &str| {
            let sql = format!(
                "SELECT count(*) FROM (SELECT {columns} FROM {one}.{table} {counts} \
                 EXCEPT SELECT {columns} FROM {other}.{table} {counts})"
            );
            row(tx, &sql, [], |row| unsigned(row, 0, "count")).map(Option::unwrap_or_default)
        };
        let (missing, unexpected) = (difference("temp", "main")?, difference("main", "temp")?);
        if missing + unexpected > 0 {
            findings.push(Finding::Projection { table, missing, unexpected });
        }
    }
    Ok(())
}

fn search(conn: &Transaction<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    let count = |sql| row(conn, sql, [], |row| unsigned(row, 0, "count")).map(Option::unwrap_or_default);
    let credentials = count("SELECT count(*) FROM credential")?;
    let findable = count(
        "SELECT count(*) FROM credential c WHERE EXISTS (SELECT 1 FROM search_docsize d WHERE d.id = c.no)",
    )?;
    if credentials != findable {
        findings.push(Finding::Unfindable { credentials: credentials - findable });
    }
    Ok(())
}
