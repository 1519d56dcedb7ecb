//! Putting a staged snapshot in place.
//!
//! The first one goes in at once: with half of it a gate would send people away. A later one, which comes when the central
//! store was restored from a backup or when a newer file was brought, goes in like deltas, in slices between the scans, so
//! that nobody at the gate waits for it; its cursor moves with the last, and whatever stops it before is begun again.

use std::io::Read as _;

use flate2::read::DeflateDecoder;
use gatehouse_core::time::WallMs;
use gatehouse_store::master::{Loader, Unnamed};
use gatehouse_store::table::link::{self, SnapshotRow};
use gatehouse_store::table::meta;
use gatehouse_store::{Connection, Error, Transaction};
use sha2::{Digest as _, Sha256};

use super::{ReplicaDepot, change, document, trouble};
use crate::depot::Trouble;
use crate::wire::Document;

/// Why a snapshot was not put in place.
pub(super) enum Spoilt {
    /// It is not what its manifest says.
    Damaged,
    /// The replica fails.
    Trouble(Trouble),
}

impl From<Error> for Spoilt {
    fn from(error: Error) -> Self {
        Self::Trouble(trouble(error))
    }
}

impl From<Trouble> for Spoilt {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl ReplicaDepot {
    /// Puts a staged snapshot in the place of all that the central store has said.
    pub(super) fn put_in_place(&self, snapshot: SnapshotRow, now: WallMs) -> Result<(), Spoilt> {
        // Before the first one nothing here came from the central store.
        let first = self.read(link::find)?.is_none_or(|link| link.master_cursor.is_empty());
        if first {
            return self.replica.write(move |tx, _| {
                let mut loader = Loader::begin(tx)?;
                each_line(tx, &snapshot, |line| match change(Document::read_line(line)) {
                    Some(change) => loader.take(&change),
                    None => Ok(()),
                })?;
                loader.finish()?;
                Ok(end(tx, &snapshot, now)?)
            });
        }
        let unnamed = self.replica.read(|conn| unnamed(conn, &snapshot))?;
        for chunk in &snapshot.chunks {
            let text = self.replica.read(|conn| text(conn, chunk.n))?;
            self.take_in_slices(text.lines().map(Document::read_line).filter_map(change).collect())?;
        }
        self.take_in_slices(unnamed.gone().collect())?;
        Ok(self.write(move |tx| end(tx, &snapshot, now))?)
    }
}

/// What is here and a snapshot does not name, after all of it was looked through.
fn unnamed(conn: &Connection, snapshot: &SnapshotRow) -> Result<Unnamed, Spoilt> {
    let mut unnamed = Unnamed::read(conn)?;
    each_line(conn, snapshot, |line| {
        match change(Document::read_line(line)) {
            Some(change) => unnamed.strike(&change),
            None => document::about(line).iter().for_each(|entity| unnamed.keep(entity)),
        }
        Ok(())
    })?;
    Ok(unnamed)
}

/// Hands out every line, and says at the end whether that was the whole.
fn each_line(
    conn: &Connection,
    snapshot: &SnapshotRow,
    mut each: impl FnMut(&str) -> Result<(), Error>,
) -> Result<(), Spoilt> {
    let (mut whole, mut rows) = (Sha256::new(), 0);
    for chunk in &snapshot.chunks {
        let text = text(conn, chunk.n)?;
        whole.update(text.as_bytes());
        for line in text.lines().filter(|line| !line.is_empty()) {
            rows += 1;
            each(line)?;
        }
    }
    let is_whole = rows == snapshot.rows && <[u8; 32]>::from(whole.finalize()) == snapshot.sha256;
    if is_whole { Ok(()) } else { Err(Spoilt::Damaged) }
}

/// What a staged chunk says.
fn text(conn: &Connection, n: u32) -> Result<String, Spoilt> {
    let packed = link::chunk(conn, n)?.ok_or(Spoilt::Damaged)?;
    let mut text = String::new();
    DeflateDecoder::new(&packed[..]).read_to_string(&mut text).map_err(|_| Spoilt::Damaged)?;
    Ok(text)
}

/// Deltas go on behind what is in place now.
fn end(tx: &Transaction<'_>, snapshot: &SnapshotRow, now: WallMs) -> Result<(), Error> {
    link::end_snapshot(tx)?;
    link::set_cursor(tx, &snapshot.covers)?;
    meta::set_master_at(tx, now)
}
