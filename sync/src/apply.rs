//! The replica as the engine's [`Depot`].
//!
//! Signatures are verified here, not by the writer, and what is written goes in slices behind every scan: one that arrives
//! meanwhile ends the slice and is next. A slice is verified when its turn comes, so that between slices the processor too
//! is left to the gate. A first download is the exception, because a gate without data has no queue; it is one transaction.

mod document;
mod snapshot;
pub mod snapshot_file;
mod tokens;
mod vouch;

use std::collections::BTreeSet;
use std::fmt;
use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use gatehouse_core::ids::{AuthorId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{DeviceEnrolledRecord, DeviceKey, DevicePublicKey, Flaw, Hash, Record};
use gatehouse_store::exchange::{self, LeftBehind, Roster, Stored};
use gatehouse_store::master::{self, Change};
use gatehouse_store::table::author::{self, AuthorRow};
use gatehouse_store::table::link::{self, ChunkRow, LinkRow, SnapshotRow};
use gatehouse_store::table::{event, meta};
use gatehouse_store::{Error, NewDevice, Replica, Stamp, Transaction, Turn};
use zeroize::Zeroizing;

pub use self::document::{change, document, event_row};
use self::snapshot::Spoilt;
pub use self::tokens::ReplicaTokens;
pub use self::vouch::vouch;
use crate::depot::{Depot, Outgoing, StagedSnapshot, Standing, Taken, Trouble};
use crate::wire::{ChunkOf, Document, IncarnationReason, Log, Manifest, Sealed};

/// Records that are stored in one transaction while no scan waits: few, because the scan behind them waits for its end,
/// which costs by the pages that were touched.
const RECORDS_AT_A_TIME: usize = 8;

/// Documents that are taken in one transaction; as above.
const DOCUMENTS_AT_A_TIME: usize = 8;

/// What the depot needs of the machine around it.
pub trait Machinery: Send + Sync + 'static {
    /// Reads the clocks.
    fn now(&self) -> Stamp;

    /// Fills `into` with randomness fit for keys.
    fn random(&self, into: &mut [u8]);

    /// The version of the program.
    fn version(&self) -> String;

    /// Records of others were stored, or an author began anew: whatever shows counts may look again.
    fn heard(&self);
}

/// The replica of an event that has a link to the central store.
#[derive(Clone)]
pub struct ReplicaDepot {
    replica: Replica,
    machinery: Arc<dyn Machinery>,
}

impl fmt::Debug for ReplicaDepot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplicaDepot").field("replica", &self.replica).finish_non_exhaustive()
    }
}

impl ReplicaDepot {
    /// Works on `replica`.
    pub fn new(replica: Replica, machinery: Arc<dyn Machinery>) -> Self {
        Self { replica, machinery }
    }

    fn read<T>(
        &self,
        f: impl FnOnce(&gatehouse_store::Connection) -> Result<T, Error>,
    ) -> Result<T, Trouble> {
        self.replica.read(f).map_err(trouble)
    }

    fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Transaction<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.replica.write_aside(move |tx, _, _| f(tx)).map_err(trouble)
    }

    fn own(&self) -> Result<AuthorRow, Trouble> {
        self.read(|conn| author::all(conn)?.into_iter().find(|author| author.own).ok_or(Error::Unsound))
    }

    fn link(&self) -> Result<LinkRow, Trouble> {
        self.read(link::find)?.ok_or(Trouble::Contradicted)
    }

    /// Takes changes in slices, each behind every scan.
    fn take_in_slices(&self, mut changes: Vec<Change>) -> Result<(), Trouble> {
        while !changes.is_empty() {
            let rest = changes.split_off(changes.len().min(DOCUMENTS_AT_A_TIME));
            let slice = std::mem::replace(&mut changes, rest);
            let left = self.replica.write_aside(move |tx, _, turn| take_some(tx, turn, slice));
            changes.splice(0..0, left.map_err(trouble)?);
        }
        Ok(())
    }

    /// Verifies and stores one log.
    fn take(&self, roster: &Roster, log: Log) -> Result<Taken, Trouble> {
        let Some(key) = roster.key(log.author) else { return Ok(Taken::Unknown) };
        let from = log.author;
        let (mut new, mut refused) = (0, None);
        let mut head =
            self.read(move |conn| Ok(author::find(conn, from)?.map_or(Seq(0), |row| row.head.seq)))?;
        let mut sealed = log.records.iter();
        let mut slice = Vec::new();
        loop {
            while slice.len() < RECORDS_AT_A_TIME && refused.is_none() {
                let Some(next) = sealed.next() else { break };
                match Record::verify(&next.bytes, &next.signature, key) {
                    Ok(record) => slice.push(record),
                    Err(_) => refused = Some("signature"),
                }
            }
            if slice.is_empty() {
                break;
            }
            let part = self.replica.write_aside(move |tx, _, turn| store_some(tx, turn, from, slice));
            let stored;
            (stored, slice) = part.map_err(trouble)?;
            match stored {
                Stored::Taken { new: more, head: reached } => (new, head) = (new + more, reached),
                Stored::UnknownAuthor => return Ok(Taken::Unknown),
                Stored::Flawed { head, flaw } => {
                    return Ok(Taken::Refused { at: Seq(head.0 + 1), why: why(&flaw) });
                }
            }
        }
        Ok(match refused {
            Some(why) => Taken::Refused { at: Seq(head.0 + 1), why },
            None => Taken::Stored { new, head },
        })
    }
}

impl Depot for ReplicaDepot {
    fn standing(&self) -> Result<Standing, Trouble> {
        self.read(|conn| {
            let own = author::all(conn)?.into_iter().find(|author| author.own).ok_or(Error::Unsound)?;
            let link = link::find(conn)?.ok_or(Error::Unsound)?;
            Ok(Standing {
                event: event::find(conn)?.id,
                author: own.id,
                head: own.head.seq,
                acked: own.acked,
                vector: exchange::vector(conn)?,
                needs_snapshot: link.master_cursor.is_empty(),
                master_cursor: link.master_cursor,
                master_at: meta::master_at(conn)?,
                snapshot: link::snapshot(conn)?.map(staged),
                last_contact: link.last_contact,
                wiped: link.wiped,
            })
        })
    }

    fn outgoing(&self, after: Seq, max_records: u32, max_bytes: usize) -> Result<Outgoing, Trouble> {
        self.read(|conn| {
            let own = author::all(conn)?.into_iter().find(|author| author.own).ok_or(Error::Unsound)?;
            let records = exchange::outgoing(conn, own.id, after, max_records, max_bytes)?;
            Ok(Outgoing { records: records.iter().map(Sealed::from).collect(), head: own.head.seq })
        })
    }

    fn acknowledge(&self, seq: Seq, hash: &Hash) -> Result<bool, Trouble> {
        let hash = *hash;
        self.replica
            .write_aside(move |tx, author, _| {
                let id = gatehouse_core::ids::RecordId { author: author.id, seq };
                let own = gatehouse_store::table::record::find(tx, id)?;
                let agrees = own.is_some_and(|record| record.hash == hash) || seq == Seq(0);
                if agrees {
                    author::set_acked(tx, author, seq)?;
                }
                Ok::<_, Error>(agrees)
            })
            .map_err(trouble)
    }

    fn receive(&self, logs: Vec<Log>, _now: WallMs) -> Result<Vec<(AuthorId, Taken)>, Trouble> {
        let roster = self.read(Roster::read)?;
        let mut taken = Vec::with_capacity(logs.len());
        let mut any = false;
        for log in logs {
            let author = log.author;
            let outcome = self.take(&roster, log)?;
            any |= matches!(outcome, Taken::Stored { new, .. } if new > 0);
            taken.push((author, outcome));
        }
        if any {
            self.machinery.heard();
        }
        Ok(taken)
    }

    fn take_master(&self, rows: Vec<Document>, cursor: &str, now: WallMs) -> Result<u32, Trouble> {
        let mut changes: Vec<_> = rows.into_iter().filter_map(self::change).collect();
        let taken = changes.len();
        let last = changes.split_off(taken.saturating_sub(DOCUMENTS_AT_A_TIME));
        self.take_in_slices(changes)?;
        // The cursor moves with the last slice: whatever stops before it is taken once more.
        let cursor = cursor.to_owned();
        self.write(move |tx| {
            master::apply(tx, &last)?;
            link::set_cursor(tx, &cursor)?;
            meta::set_master_at(tx, now)
        })?;
        if taken > 0 {
            self.machinery.heard();
        }
        Ok(u32::try_from(taken).unwrap_or(u32::MAX))
    }

    fn open_snapshot(&self, manifest: &Manifest) -> Result<BTreeSet<u32>, Trouble> {
        let wanted = row(manifest);
        let known = self.read(link::snapshot)?;
        let same = |known: &SnapshotRow| {
            let bare = known.chunks.iter().map(|chunk| ChunkRow { here: false, ..*chunk }).collect();
            SnapshotRow { chunks: bare, ..known.clone() } == wanted
        };
        if let Some(known) = known.filter(same) {
            return Ok(staged(known).have);
        }
        self.write(move |tx| link::begin_snapshot(tx, &wanted))?;
        Ok(BTreeSet::new())
    }

    fn stage_chunk(&self, n: u32, body: &str) -> Result<(), Trouble> {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        let packed = packed.write_all(body.as_bytes()).and_then(|()| packed.finish());
        let packed = packed.map_err(|_| Trouble::Contradicted)?;
        self.write(move |tx| link::put_chunk(tx, n, &packed))
    }

    fn finish_snapshot(&self, now: WallMs) -> Result<bool, Trouble> {
        let Some(snapshot) = self.read(link::snapshot)? else { return Ok(false) };
        match self.put_in_place(snapshot, now) {
            Ok(()) => {
                self.machinery.heard();
                Ok(true)
            }
            Err(Spoilt::Damaged) => {
                self.write(link::end_snapshot)?;
                Ok(false)
            }
            Err(Spoilt::Trouble(trouble)) => Err(trouble),
        }
    }

    fn prepare_incarnation(&self) -> Result<DevicePublicKey, Trouble> {
        if let Some(seed) = self.read(link::next_seed)? {
            return Ok(DeviceKey::from_seed(&seed).public());
        }
        let mut seed = Zeroizing::new([0; 32]);
        self.machinery.random(&mut *seed);
        let public = DeviceKey::from_seed(&seed).public();
        self.write(move |tx| link::set_next_seed(tx, Some(&seed)))?;
        Ok(public)
    }

    fn incarnate(
        &self,
        author: AuthorId,
        _reason: IncarnationReason,
        from: Seq,
        forked: bool,
        _now: WallMs,
    ) -> Result<Standing, Trouble> {
        let old = self.own()?;
        if old.id == author {
            // It happened before; only the news of it was lost.
            return self.standing();
        }
        let seed = self.read(link::next_seed)?.ok_or(Trouble::Contradicted)?;
        let link = self.link()?;
        let kept = Seq(from.0.saturating_sub(1));
        let left = if forked { LeftBehind::ForkedAfter(kept) } else { LeftBehind::After(kept) };
        let enrolled = DeviceEnrolledRecord {
            name: old.name.clone(),
            public_key: DeviceKey::from_seed(&seed).public(),
            app_version: self.machinery.version(),
            role: link.role,
        };
        let device = NewDevice { author, name: old.name, seed };
        self.replica.incarnate(device, left, self.machinery.now(), enrolled).map_err(trouble)?;
        self.write(|tx| link::set_next_seed(tx, None))?;
        self.machinery.heard();
        self.standing()
    }

    fn note_contact(&self, master: bool, now: WallMs) -> Result<(), Trouble> {
        self.write(move |tx| {
            if master {
                meta::set_master_at(tx, now)?;
            }
            link::set_contact(tx, now)
        })
    }

    fn park(&self, word: Option<&str>) -> Result<(), Trouble> {
        let word = word.map(str::to_owned);
        self.write(move |tx| link::set_parked(tx, word.as_deref()))
    }

    fn wipe(&self, _cutoff: Option<Seq>) -> Result<(), Trouble> {
        self.write(|tx| {
            master::wipe(tx)?;
            link::end_snapshot(tx)?;
            link::set_wiped(tx)
        })?;
        self.machinery.heard();
        Ok(())
    }
}

/// Stores records of an author until a scan waits; says what became of them, and gives back those that are left.
fn store_some(
    tx: &Transaction<'_>,
    turn: &Turn,
    from: AuthorId,
    mut records: Vec<Record>,
) -> Result<(Stored, Vec<Record>), Error> {
    let (mut new, mut done) = (0, 0);
    loop {
        let one = &records[done..records.len().min(done + 1)];
        let stored = exchange::store(tx, from, one)?;
        let Stored::Taken { new: more, head } = stored else { return Ok((stored, Vec::new())) };
        (new, done) = (new + more, done + one.len());
        if done == records.len() || turn.is_wanted() {
            return Ok((Stored::Taken { new, head }, records.split_off(done)));
        }
    }
}

/// Takes changes until a scan waits; gives back those that are left.
fn take_some(tx: &Transaction<'_>, turn: &Turn, mut changes: Vec<Change>) -> Result<Vec<Change>, Error> {
    let mut done = 0;
    for change in &changes {
        master::apply(tx, std::slice::from_ref(change))?;
        done += 1;
        if turn.is_wanted() {
            break;
        }
    }
    Ok(changes.split_off(done))
}

fn trouble(error: Error) -> Trouble {
    match error {
        Error::InUse | Error::Closed => Trouble::Busy,
        Error::DiskFull(_) | Error::Io(_) | Error::Halted { .. } => Trouble::Halted,
        _ => Trouble::Contradicted,
    }
}

const fn why(flaw: &Flaw) -> &'static str {
    match flaw {
        Flaw::Untrusted { .. } => "signature",
        Flaw::OtherEvent { .. } => "event",
        Flaw::OtherAuthor { .. } => "author",
        Flaw::Gap { .. } => "gap",
        Flaw::WrongPrevious { .. } => "chain",
        _ => "fork",
    }
}

fn row(manifest: &Manifest) -> SnapshotRow {
    let chunk = |chunk: &ChunkOf| ChunkRow {
        n: chunk.n,
        sha256: chunk.sha256,
        rows: chunk.rows,
        bytes: chunk.bytes,
        here: false,
    };
    SnapshotRow {
        id: manifest.snapshot.clone(),
        covers: manifest.covers.clone(),
        rows: manifest.rows,
        sha256: manifest.sha256,
        chunks: manifest.chunks.iter().map(chunk).collect(),
    }
}

fn staged(row: SnapshotRow) -> StagedSnapshot {
    let have = row.chunks.iter().filter(|chunk| chunk.here).map(|chunk| chunk.n).collect();
    let chunk =
        |chunk: ChunkRow| ChunkOf { n: chunk.n, rows: chunk.rows, bytes: chunk.bytes, sha256: chunk.sha256 };
    let manifest = Manifest {
        snapshot: row.id,
        covers: row.covers,
        rows: row.rows,
        sha256: row.sha256,
        chunks: row.chunks.into_iter().map(chunk).collect(),
    };
    StagedSnapshot { manifest, have }
}
