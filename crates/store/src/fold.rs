//! The fold: from the journal to who is inside, and to the records of each show and of the control room.
//!
//! Every projection is a function of the set of records, never of the order in which they arrived: an undo may come
//! before its scan, and a scan that another author recovered before the original. A kind that this build does not know,
//! or a payload that it cannot read, is passed over; the record stays in the journal.

mod control;
mod presence;
mod show;

use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{AuthorId, CheckpointId, RecordId, Seq};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_journal::{Body, Kind, Record, RecoveredRecord, ScanRecord, UndoRecord};
use rusqlite::{Transaction, params};

pub(crate) use self::presence::review_zone;
use crate::error::Result;
use crate::sql::{get, row, rows, signed, unsigned};
use crate::table::record;
use crate::table::scan::{self, ScanRow};

/// What is folded, in the order in which tables may be emptied and filled.
pub(crate) const PROJECTIONS: [&str; 12] = [
    "scan",
    "undo",
    "presence",
    "double_admission",
    "zone_tally",
    "tally",
    "door_tally",
    "show_record",
    "clock_step",
    "show",
    "log_record",
    "log",
];

/// Folds one stored record into the projections.
///
/// The record must have been verified, and its author be trusted that far. Folding it twice changes nothing.
pub fn apply(tx: &Transaction<'_>, record: &Record) -> Result<()> {
    match told(record) {
        Some((fact, body)) => fold(tx, record, fact, &body),
        None => Ok(()),
    }
}

/// Folds all stored records of some kinds that are believed: older programs kept them and passed them over.
pub(crate) fn again(tx: &Transaction<'_>, kinds: &[Kind]) -> Result<()> {
    for kind in kinds {
        let found = rows(
            tx,
            "SELECT r.bytes, r.signature FROM record r JOIN author a ON a.no = r.author \
             WHERE r.kind = ?1 AND r.seq <= coalesce(a.cutoff, r.seq)",
            [kind.number()],
            record::from_row,
        )?;
        found.iter().try_for_each(|found| apply(tx, found))?;
    }
    Ok(())
}

/// Takes a stored record out of the projections again, because its author is no longer trusted that far. Whatever
/// another record tells of the same fact must be folded again afterwards.
pub(crate) fn retract(tx: &Transaction<'_>, record: &Record) -> Result<()> {
    let Some((fact, body)) = told(record) else { return Ok(()) };
    match body {
        Body::Scan(_) => match scan::find(tx, fact.id)? {
            Some(before) if before.told == fact.told => {
                count(tx, &before, -1)?;
                scan::delete(tx, fact.id)?;
                presence_of(tx, &before)
            }
            _ => Ok(()),
        },
        Body::Undo(undo) => {
            let key = params![fact.id.author.as_bytes(), signed(fact.id.seq.0, "undo.seq")?, fact.told];
            tx.prepare_cached("DELETE FROM undo WHERE author = ?1 AND seq = ?2 AND told = ?3")?
                .execute(key)?;
            refresh_undone(tx, undo.scan)
        }
        Body::ClockStep(_) => show::take_step(tx, &fact),
        body if control::is_ours(body.kind()) => control::take(tx, &fact),
        body => body.show().map_or(Ok(()), |_| show::take(tx, &fact)),
    }
}

/// What a record is called and when it was made, whoever tells of it.
struct Fact {
    id: RecordId,
    told: Vec<u8>,
    at: WallMs,
    hlc: Hlc,
    /// The record that quotes it, when one does: all that is known of it stands there.
    quoted: Option<RecoveredRecord>,
}

/// The fact that a record tells of, unless it names a record that no log can reach.
fn told(record: &Record) -> Option<(Fact, Body)> {
    let reachable = |id: RecordId| i64::try_from(id.seq.0).is_ok();
    tell(record).filter(|(fact, body)| {
        reachable(fact.id) && !matches!(body, Body::Undo(undo) if !reachable(undo.scan))
    })
}

/// The fact that a record tells of: its own, or that of another one which it quotes.
fn tell(record: &Record) -> Option<(Fact, Body)> {
    let own =
        Fact { id: record.id(), told: Vec::new(), at: record.stamp.wall, hlc: record.place(), quoted: None };
    match record.body().ok()? {
        Body::Recovered(quoted) => {
            let body = quoted.body().ok()?;
            let (at, hlc, from, forked) = (quoted.wall, quoted.place(), quoted.from, quoted.forked);
            let own = Fact { at, hlc, quoted: Some(quoted), ..own };
            if forked {
                return Some((own, body));
            }
            let teller = [record.author.as_bytes().as_slice(), &record.seq.0.to_be_bytes()].concat();
            Some((Fact { id: from, told: teller, ..own }, body))
        }
        body => Some((own, body)),
    }
}

fn fold(tx: &Transaction<'_>, record: &Record, fact: Fact, body: &Body) -> Result<()> {
    match body {
        Body::Scan(scan) => fold_scan(tx, fact, scan),
        Body::Undo(undo) => fold_undo(tx, &fact, undo),
        Body::ClockStep(step) => show::put_step(tx, record, fact, *step),
        body if control::is_ours(body.kind()) => control::put(tx, record, &fact),
        body => body.show().map_or(Ok(()), |show| show::put(tx, record, &fact, show)),
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
    presence_of(tx, after)?;
    before.map_or(Ok(()), |before| presence_of(tx, before))
}

/// Works out anew what rests on one pass.
fn presence_of(tx: &Transaction<'_>, scan: &ScanRow) -> Result<()> {
    match scan.zone.zip(scan.credential).filter(|_| scan.passed) {
        Some((zone, credential)) => presence::refresh(tx, zone, credential),
        None => Ok(()),
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
    if scan.passed { count_at_door(tx, scan, entries, exits) } else { Ok(()) }
}

/// Counts a pass at its door and device, or takes it out again.
fn count_at_door(tx: &Transaction<'_>, scan: &ScanRow, entries: i32, exits: i32) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO door_tally (author, checkpoint, entries, exits) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (author, checkpoint) DO UPDATE SET entries = entries + ?3, exits = exits + ?4",
    )?
    .execute(params![
        scan.id.author.as_bytes(),
        CheckpointId::as_bytes(&scan.checkpoint),
        entries,
        exits
    ])?;
    Ok(())
}

/// The run of the device and the monotonic clock in it; whoever quotes a record knows neither.
fn process(record: &Record, fact: &Fact) -> Option<crate::table::show::Process> {
    match fact.quoted {
        Some(_) => None,
        None => Some((record.stamp.boot, record.stamp.mono_ms)),
    }
}

/// The minute that a moment is counted in.
pub(crate) const fn minute(at: WallMs) -> i64 {
    at.0.div_euclid(60_000)
}
