//! What a replica holds of its event, into a file; and such a file into a replica.
//!
//! A file is taken as a first download is: staged part by part, then put in place in one transaction. It never takes a
//! replica back to what it was before.

use std::cmp::Ordering;
use std::io::{self, BufRead, Write};

use gatehouse_core::time::WallMs;
use gatehouse_store::master::{self, Change};
use gatehouse_store::table::link::{self, LinkRow};
use gatehouse_store::table::{author, event, meta, signing_key};
use gatehouse_store::{Connection, Error, Replica};

use super::{ReplicaDepot, document};
use crate::depot::{Depot as _, Trouble};
use crate::snapshot_file::{Head, Reader, SnapshotFileError, Survey, Writer};
use crate::wire::{Document, cursor};

/// Credentials that are read from the replica at once.
const AT_ONCE: u32 = 500;

/// Why a replica's event cannot be written into a file.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Its own first download is not complete, or the device was revoked and its data wiped.
    #[error("this device does not hold the whole event")]
    Incomplete,
    /// The system says so.
    #[error("the file cannot be written")]
    Io(#[from] io::Error),
    /// The replica says so.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Writes what the organizer says of the event, as the replica holds it at one moment, signed by this device. Answers
/// what the file says of itself and how many documents it has.
///
/// # Errors
///
/// As [`WriteError`] says.
pub fn write(replica: &Replica, to: impl Write, now: WallMs) -> Result<(Head, u64), WriteError> {
    let own = replica.author()?;
    replica.read(|conn| {
        let frame: Vec<_> = master::frame(conn)?.into_iter().filter_map(document).collect();
        let head = head(conn, &frame, now)?;
        let mut writer = Writer::begin(to, &head)?;
        frame.iter().try_for_each(|document| writer.document(document))?;
        let mut after = None;
        loop {
            let page = master::credentials(conn, after, AT_ONCE)?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            let mut documents = page.into_iter().map(Change::Credential).filter_map(document);
            documents.try_for_each(|document| writer.document(&document))?;
        }
        Ok((head, writer.finish(&own.key)?))
    })
}

fn head(conn: &Connection, frame: &[Document], now: WallMs) -> Result<Head, WriteError> {
    let own = author::all(conn)?.into_iter().find(|author| author.own).ok_or(Error::Unsound)?.id;
    let event = frame.iter().find_map(|document| match document {
        Document::Event(id, row) => Some((*id, row.clone())),
        _ => None,
    });
    let device = frame.iter().find_map(|document| match document {
        Document::Author(id, row) if *id == own => Some(row.clone()),
        _ => None,
    });
    let ((event, details), device) = event.zip(device).ok_or(Error::Unsound)?;
    let link = link::find(conn)?;
    if link.as_ref().is_some_and(|link| link.wiped || link.master_cursor.is_empty()) {
        return Err(WriteError::Incomplete);
    }
    let as_of = as_of(conn, link.as_ref(), now)?.unwrap_or(now);
    Ok(Head { event, details, author: own, device, covers: link.as_ref().and_then(covers), as_of })
}

/// How far master data was taken from the central store; `None` when it came from nowhere there.
fn covers(link: &LinkRow) -> Option<String> {
    (!link.master_cursor.is_empty()).then(|| link.master_cursor.clone())
}

/// When the replica's master data was known to be complete. Where no store speaks, the device that issues codes is the one
/// that knows, and knows now; every other one is as new as what it was told.
fn as_of(conn: &Connection, link: Option<&LinkRow>, now: WallMs) -> Result<Option<WallMs>, Error> {
    let issues = || Ok::<_, Error>(signing_key::all(conn)?.iter().any(|key| key.seed.is_some()));
    if link.is_none() && issues()? { Ok(Some(now)) } else { meta::master_at(conn) }
}

/// Why a replica does not take a file.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is of another event.
    #[error("the file is of another event")]
    OtherEvent,
    /// The device that signed it is not known here, or not by this key.
    #[error("the device that signed the file is not known here")]
    Stranger,
    /// The device that signed it is not believed any more.
    #[error("the device that signed the file is no longer trusted")]
    Distrusted,
    /// This replica follows the central store, the device that signed does not.
    #[error("the device that wrote the file is not in the central store, and this one follows it")]
    OutsideTheStore,
    /// This device was revoked.
    #[error("this device was revoked")]
    Revoked,
    /// The replica says so.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Whether a replica believes the file with this head, and whether the file is newer ([`Ordering::Greater`]) than what it
/// holds. The store's change numbers decide where both have one, else the moments of which both speak.
///
/// # Errors
///
/// As [`Refused`] says.
pub fn examine(conn: &Connection, head: &Head, now: WallMs) -> Result<Ordering, Refused> {
    if head.event != event::find(conn)?.id {
        return Err(Refused::OtherEvent);
    }
    let signer = author::find(conn, head.author)?.ok_or(Refused::Stranger)?;
    if signer.public_key != head.device.public_key {
        return Err(Refused::Stranger);
    }
    if signer.frozen || signer.cutoff.is_some() {
        return Err(Refused::Distrusted);
    }
    let link = link::find(conn)?;
    if link.as_ref().is_some_and(|link| link.wiped) {
        return Err(Refused::Revoked);
    }
    let held = link.as_ref().and_then(covers);
    if held.is_some() && head.covers.is_none() {
        return Err(Refused::OutsideTheStore);
    }
    let reached = |covers: &Option<String>| covers.as_deref().and_then(cursor::reached);
    match (reached(&held), reached(&head.covers)) {
        (Some(held), Some(file)) => Ok(file.cmp(&held)),
        _ => Ok(Some(head.as_of).cmp(&as_of(conn, link.as_ref(), now)?)),
    }
}

/// Why a file was not taken. Nothing of it was, then.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It is not the file that was surveyed, or cannot be read any more.
    #[error(transparent)]
    File(#[from] SnapshotFileError),
    /// The replica does not take it.
    #[error(transparent)]
    Replica(#[from] Trouble),
}

/// Puts what the surveyed file says in the place of all master data. Nothing else may take a first download meanwhile.
///
/// # Errors
///
/// As [`TakeError`] says.
pub fn take(depot: &ReplicaDepot, survey: &Survey, from: impl BufRead) -> Result<(), TakeError> {
    let taken = stage(depot, survey, from).and_then(|()| {
        let whole = depot.finish_snapshot(survey.head.as_of)?;
        if whole { Ok(()) } else { Err(SnapshotFileError::Altered.into()) }
    });
    if taken.is_err() {
        // What was staged is of no use to anybody; if the replica fails at that too, the next one throws it away.
        let _ = depot.write(link::end_snapshot);
    }
    taken
}

fn stage(depot: &ReplicaDepot, survey: &Survey, from: impl BufRead) -> Result<(), TakeError> {
    let here = depot.open_snapshot(&survey.manifest)?;
    let mut reader = Reader::open(from)?;
    while let Some(part) = reader.part()? {
        // What was surveyed is what the signature stands for, whatever the stick says the second time.
        if survey.manifest.chunks.get(part.of.n as usize) != Some(&part.of) {
            return Err(SnapshotFileError::Altered.into());
        }
        if !here.contains(&part.of.n) {
            depot.stage_chunk(part.of.n, &part.text)?;
        }
    }
    Ok(())
}
