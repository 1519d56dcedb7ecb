//! Going on as a new author, after the old one's log forked or was frozen.
//!
//! A device never writes on in a log of which another copy exists. What the old author wrote and the store does not have
//! is moved out of its log, kept as it was signed, and told again by the new one; so the old log ends everywhere at the
//! same record, and no fact is lost.

use std::collections::BTreeMap;

use gatehouse_core::ids::{RecordId, Seq};
use gatehouse_journal::{
    Body, DeviceEnrolledRecord, DeviceKey, Head, Record, RecoveredRecord, Stamp, UndoRecord,
};
use rusqlite::{Transaction, params};
use zeroize::Zeroizing;

use crate::append::append;
use crate::author::{Author, NewDevice};
use crate::error::{Error, Result};
use crate::fold;
use crate::sql::{rows, signed};
use crate::table::{author, event, record};

/// What the old author wrote that the store does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftBehind {
    /// The store's copy of the log ends here: others know nothing by the names that follow.
    After(Seq),
    /// The store's copy of the log goes on differently behind this record: others know other records by the names that
    /// follow.
    ForkedAfter(Seq),
}

/// Ends the log of the author that this device writes as, and begins that of `device`: its first record says who it is,
/// the next ones tell again what was left behind.
///
/// # Errors
///
/// When the device's key or id is one that wrote here before, and whatever the database says.
pub fn incarnate(
    tx: &Transaction<'_>,
    device: &NewDevice,
    left: LeftBehind,
    stamp: Stamp,
    enrolled: &DeviceEnrolledRecord,
) -> Result<()> {
    let old = author::all(tx)?.into_iter().find(|author| author.own).ok_or(Error::Unsound)?;
    let (kept, forked) = match left {
        LeftBehind::After(kept) => (kept, false),
        LeftBehind::ForkedAfter(kept) => (kept, true),
    };
    let kept = kept.min(old.head.seq);
    let behind = rows(
        tx,
        "SELECT bytes, signature FROM record WHERE author = ?1 AND seq > ?2 ORDER BY seq",
        params![old.no, signed(kept.0, "record.seq")?],
        record::from_row,
    )?;
    for found in behind.iter().rev() {
        if old.cutoff.is_none_or(|cutoff| found.seq <= cutoff) {
            fold::retract(tx, found)?;
        }
    }
    move_out(tx, &old, kept, &behind)?;
    author::retire_own(tx)?;
    author::insert_own(tx, device)?;
    let new = Author {
        id: device.author,
        event: event::find(tx)?.id,
        name: device.name.clone(),
        key: DeviceKey::from_seed(&Zeroizing::new(*device.seed)),
        no: author::find(tx, device.author)?.ok_or(Error::Unsound)?.no,
    };
    append(tx, &new, stamp, &Body::DeviceEnrolled(enrolled.clone()))?;
    tell_again(tx, &new, stamp, &behind, forked)
}

/// Takes the records behind `kept` out of the log, into the place where they stay for ever.
fn move_out(tx: &Transaction<'_>, old: &author::AuthorRow, kept: Seq, behind: &[Record]) -> Result<()> {
    let mut keep = tx.prepare_cached(
        "INSERT OR IGNORE INTO left_behind (author, seq, hash, bytes, signature) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for found in behind {
        let seq = signed(found.seq.0, "record.seq")?;
        keep.execute(params![old.id.as_bytes(), seq, found.hash, found.bytes, found.signature])?;
    }
    let kept_seq = signed(kept.0, "record.seq")?;
    tx.execute("DELETE FROM record WHERE author = ?1 AND seq > ?2", params![old.no, kept_seq])?;
    let last = record::find(tx, RecordId { author: old.id, seq: kept })?;
    let head = last.map_or(Head::GENESIS, |last| Head { hlc: last.place(), ..last.head() });
    author::set_acked_to(tx, old.no, kept.min(old.acked))?;
    author::set_head(tx, old.no, &head)
}

fn tell_again(
    tx: &Transaction<'_>,
    new: &Author,
    stamp: Stamp,
    behind: &[Record],
    forked: bool,
) -> Result<()> {
    // Where the old names are taken, an undo must name its scan by the new one, and a GO the one before it.
    let mut renamed = BTreeMap::new();
    for found in behind {
        let rename = |id| renamed.get(&id).copied().unwrap_or(id);
        let told = match found.body() {
            Ok(Body::Undo(undo)) if renamed.contains_key(&undo.scan) => {
                Body::Undo(UndoRecord { scan: rename(undo.scan), reason: undo.reason })
            }
            Ok(Body::Recovered(earlier)) if earlier.forked => {
                // What it quotes goes by the name of the record that told it, so that name is what must be kept.
                Body::Recovered(RecoveredRecord { from: found.id(), forked, ..earlier }.renamed(rename)?)
            }
            // What it quotes has a name of its own, which no fork of this log can take.
            Ok(Body::Recovered(earlier)) => Body::Recovered(earlier),
            _ => Body::Recovered(RecoveredRecord { forked, ..RecoveredRecord::of(found)? }.renamed(rename)?),
        };
        let sealed = append(tx, new, stamp, &told)?;
        if forked {
            renamed.insert(found.id(), sealed.id());
        }
    }
    Ok(())
}
