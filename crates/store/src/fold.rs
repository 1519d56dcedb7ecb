//! The fold: from the journal to who is inside.
//!
//! Every projection is a function of the set of records, never of the order in which they arrived: an undo may come
//! before its scan, and a scan that another author recovered before the original. A kind that this build does not know,
//! or a payload that it cannot read, is passed over; the record stays in the journal.

use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{AuthorId, CheckpointId, CredentialId, RecordId, Seq, ZoneId};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_journal::{Body, Record, ScanRecord, UndoRecord};
use rusqlite::{Transaction, params};

use crate::error::Result;
use crate::sql::{get, row, signed, unsigned};
use crate::table::scan::{self, ScanRow};

/// What is folded, in the order in which tables may be emptied and filled.
pub(crate) const PROJECTIONS: [&str; 5] = ["scan", "undo", "presence", "zone_tally", "tally"];

/// Folds one stored record into the projections.
///
/// The record must have been verified. Folding it twice changes nothing.
pub fn apply(tx: &Transaction<'_>, record: &Record) -> Result<()> {
    let original =
        Fact { id: record.id(), told: Vec::new(), at: record.stamp.wall, hlc: storable(record.hlc) };
    match record.body() {
        Ok(Body::Recovered(recovered)) => {
            let told = [record.author.as_bytes().as_slice(), &record.seq.0.to_be_bytes()].concat();
            let fact = Fact { id: recovered.from, told, at: recovered.wall, hlc: storable(recovered.hlc) };
            recovered.body().map_or(Ok(()), |body| fold(tx, fact, &body))
        }
        Ok(body) => fold(tx, original, &body),
        Err(_) => Ok(()),
    }
}

/// What a record is called and when it was made, whoever tells of it.
struct Fact {
    id: RecordId,
    told: Vec<u8>,
    at: WallMs,
    hlc: Hlc,
}

/// A clock reading as the database can order it. Only a broken clock is above.
fn storable(hlc: Hlc) -> Hlc {
    hlc.min(Hlc(i64::MAX as u64))
}

fn fold(tx: &Transaction<'_>, fact: Fact, body: &Body) -> Result<()> {
    match body {
        Body::Scan(scan) => fold_scan(tx, fact, scan),
        Body::Undo(undo) => fold_undo(tx, &fact, undo),
        _ => Ok(()),
    }
}

fn fold_scan(tx: &Transaction<'_>, fact: Fact, record: &ScanRecord) -> Result<()> {
    let before = scan::find(tx, fact.id)?;
    if before.as_ref().is_some_and(|before| before.told <= fact.told) {
        return Ok(());
    }
    let after = ScanRow {
        undone: first_undo(tx, fact.id)?,
        id: fact.id,
        told: fact.told,
        at: fact.at,
        hlc: fact.hlc,
        checkpoint: record.checkpoint,
        zone: record.zone,
        direction: record.direction,
        credential: record.credential,
        product: record.product,
        verdict: record.verdict.clone().into_owned(),
        rule: record.rule,
        source: record.source.clone().into_owned(),
        passed: record.passes(),
        rehearsal: record.rehearsal,
    };
    replace(tx, before.as_ref(), &after)
}

fn fold_undo(tx: &Transaction<'_>, fact: &Fact, record: &UndoRecord) -> Result<()> {
    let (author, seq) = (fact.id.author.as_bytes(), signed(fact.id.seq.0, "undo.seq")?);
    let before = row(
        tx,
        "SELECT told, scan_author, scan_seq FROM undo WHERE author = ?1 AND seq = ?2",
        params![author, seq],
        |row| {
            let scan =
                RecordId { author: AuthorId::from_bytes(get(row, 1)?), seq: Seq(unsigned(row, 2, "undo")?) };
            Ok((get::<Vec<u8>>(row, 0)?, scan))
        },
    )?;
    if before.as_ref().is_some_and(|(told, _)| *told <= fact.told) {
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT OR REPLACE INTO undo (author, seq, told, hlc, scan_author, scan_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        author,
        seq,
        fact.told,
        signed(fact.hlc.0, "undo.hlc")?,
        record.scan.author.as_bytes(),
        signed(record.scan.seq.0, "undo.scan_seq")?
    ])?;
    if let Some((_, other)) = before.filter(|(_, other)| *other != record.scan) {
        refresh_undone(tx, other)?;
    }
    refresh_undone(tx, record.scan)
}

/// The undo of a scan that counts: the first in the common order.
fn first_undo(tx: &Transaction<'_>, scan: RecordId) -> Result<Option<RecordId>> {
    row(
        tx,
        "SELECT author, seq FROM undo WHERE scan_author = ?1 AND scan_seq = ?2 ORDER BY hlc, author, seq LIMIT 1",
        params![scan.author.as_bytes(), signed(scan.seq.0, "undo.scan_seq")?],
        |row| {
            Ok(RecordId {
                author: AuthorId::from_bytes(get(row, 0)?),
                seq: Seq(unsigned(row, 1, "undo.seq")?),
            })
        },
    )
}

fn refresh_undone(tx: &Transaction<'_>, id: RecordId) -> Result<()> {
    let Some(before) = scan::find(tx, id)? else { return Ok(()) };
    let after = ScanRow { undone: first_undo(tx, id)?, ..before.clone() };
    if after == before { Ok(()) } else { replace(tx, Some(&before), &after) }
}

/// Puts a scan in the place of what was known of it, and moves everything that rests on it.
fn replace(tx: &Transaction<'_>, before: Option<&ScanRow>, after: &ScanRow) -> Result<()> {
    if let Some(before) = before {
        count(tx, before, -1)?;
    }
    scan::upsert(tx, after)?;
    count(tx, after, 1)?;
    let affected = |scan: &ScanRow| scan.zone.zip(scan.credential).filter(|_| scan.passed);
    let place = affected(after);
    if let Some((zone, credential)) = place {
        refresh_presence(tx, zone, credential)?;
    }
    match before.and_then(affected) {
        Some((zone, credential)) if Some((zone, credential)) != place => {
            refresh_presence(tx, zone, credential)
        }
        _ => Ok(()),
    }
}

/// Counts a scan in its minute, or takes it out again.
fn count(tx: &Transaction<'_>, scan: &ScanRow, by: i32) -> Result<()> {
    if scan.rehearsal || scan.undone.is_some() {
        return Ok(());
    }
    let (entries, exits, refused) = match (scan.passed, scan.direction) {
        (true, Direction::In) => (by, 0, 0),
        (true, Direction::Out) => (0, by, 0),
        (false, _) => (0, 0, by),
    };
    tx.prepare_cached(
        "INSERT INTO tally (checkpoint, minute, entries, exits, refused) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (checkpoint, minute) DO UPDATE SET entries = entries + ?3, exits = exits + ?4, \
         refused = refused + ?5",
    )?
    .execute(params![
        CheckpointId::as_bytes(&scan.checkpoint),
        minute(scan.at),
        entries,
        exits,
        refused
    ])?;
    Ok(())
}

/// The minute that a moment is counted in.
pub(crate) const fn minute(at: WallMs) -> i64 {
    at.0.div_euclid(60_000)
}

/// Works out anew whether a credential is inside a zone: it is when the last of its passes that stand was an entry.
fn refresh_presence(tx: &Transaction<'_>, zone: ZoneId, credential: CredentialId) -> Result<()> {
    let key = params![zone.as_bytes(), credential.as_bytes()];
    let before: Option<bool> =
        row(tx, "SELECT inside FROM presence WHERE zone = ?1 AND credential = ?2", key, |row| get(row, 0))?;
    let after: Option<bool> = row(
        tx,
        "SELECT direction = 'in' FROM scan WHERE credential = ?2 AND zone = ?1 AND passed = 1 \
         AND undone_seq IS NULL AND rehearsal = 0 ORDER BY hlc DESC, author DESC, seq DESC LIMIT 1",
        key,
        |row| get(row, 0),
    )?;
    match after {
        _ if after == before => return Ok(()),
        Some(inside) => tx
            .prepare_cached("INSERT OR REPLACE INTO presence (zone, credential, inside) VALUES (?1, ?2, ?3)")?
            .execute(params![zone.as_bytes(), credential.as_bytes(), inside])?,
        None => {
            tx.prepare_cached("DELETE FROM presence WHERE zone = ?1 AND credential = ?2")?.execute(key)?
        }
    };
    let inside = |presence: Option<bool>| i32::from(presence == Some(true));
    tx.prepare_cached(
        "INSERT INTO zone_tally (zone, inside) VALUES (?1, ?2) ON CONFLICT (zone) DO UPDATE SET inside = inside + ?2",
    )?
    .execute(params![zone.as_bytes(), inside(after) - inside(before)])?;
    Ok(())
}
