//! The port to the replica: what the engine asks of it, and how little it must know when something fails.
//!
//! The [`Machine`](crate::Machine) asks by [`Errand`] and hears an [`Outcome`]; [`Depot`] has one method for each. They may
//! take as long as a disk takes; the driver runs them beside the async runtime. Every one is a transaction: it happened
//! whole and is flushed, or it did not happen. All are idempotent, because the engine repeats what it did not hear of.

use std::collections::BTreeSet;

use gatehouse_core::ids::{AuthorId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{DevicePublicKey, Hash};

use crate::wire::{Document, IncarnationReason, Log, Manifest, Sealed, Vector};

/// Where the replica stands: all that the engine knows when it starts, and again after it became a new author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The event.
    pub event: EventId,
    /// Whoever this device writes as.
    pub author: AuthorId,
    /// How far the own log has got here.
    pub head: Seq,
    /// How far it is known to have reached the central store.
    pub acked: Seq,
    /// How far everybody's log has got here, the own included.
    pub vector: Vector,
    /// Where the next delta of master data begins; empty at first.
    pub master_cursor: String,
    /// When master data was last known to be complete.
    pub master_at: Option<WallMs>,
    /// No master data yet: load a snapshot first.
    pub needs_snapshot: bool,
    /// A snapshot whose download had begun.
    pub snapshot: Option<StagedSnapshot>,
    /// When the central store was last heard of.
    pub last_contact: Option<WallMs>,
    /// This device was revoked and has wiped its personal data.
    pub wiped: bool,
}

/// A snapshot on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedSnapshot {
    /// What it consists of.
    pub manifest: Manifest,
    /// The chunks that are here.
    pub have: BTreeSet<u32>,
}

/// What the engine asks of the replica.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is one method of Depot, with its arguments")]
pub enum Errand {
    Outgoing { after: Seq, max_records: u32, max_bytes: usize },
    Acknowledge { seq: Seq, hash: Hash },
    Receive { logs: Vec<Log> },
    TakeMaster { rows: Vec<Document>, cursor: String },
    OpenSnapshot { manifest: Manifest },
    StageChunk { n: u32, body: String },
    FinishSnapshot,
    PrepareIncarnation,
    Incarnate { author: AuthorId, reason: IncarnationReason, from: Seq, forked: bool },
    NoteContact { master: bool },
    Park { word: Option<String> },
    Wipe { cutoff: Option<Seq> },
}

/// What came of an errand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Of `Outgoing`.
    Outgoing(Outgoing),
    /// Of `Acknowledge`: noted.
    Acknowledged,
    /// Of `Acknowledge`: the own record with this number has another hash.
    Disagrees,
    /// Of `Receive`: one answer for each log, in order.
    Received(Vec<(AuthorId, Taken)>),
    /// Of `TakeMaster`.
    MasterTaken {
        /// How many rows changed something.
        changed: u32,
    },
    /// Of `OpenSnapshot`: the chunks that are here already.
    SnapshotOpen(BTreeSet<u32>),
    /// Of `StageChunk`.
    ChunkStaged,
    /// Of `FinishSnapshot`: loaded; deltas begin at what it covers.
    SnapshotLoaded,
    /// Of `FinishSnapshot`: what was staged is not the snapshot, or cannot be loaded; it was thrown away.
    SnapshotSpoilt,
    /// Of `PrepareIncarnation`.
    Prepared(DevicePublicKey),
    /// Of `Incarnate`.
    Incarnated(Box<Standing>),
    /// Of `NoteContact`, `Park` and `Wipe`.
    Done,
    /// Of any.
    Failed(Trouble),
}

/// Records on their way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// In their order, without a hole.
    pub records: Vec<Sealed>,
    /// How far the own log has got.
    pub head: Seq,
}

/// What became of records of one author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Verified, stored and folded, as far as they were new.
    Stored {
        /// How many were.
        new: u32,
        /// How far the log has got here, without a hole.
        head: Seq,
    },
    /// The author is not in the roster, so nothing could be verified.
    Unknown,
    /// This one and those behind it were not stored.
    Refused {
        /// The place of the first that was not.
        at: Seq,
        /// The word for why: `signature`, `fork`, `gap`, `chain`, `event`, `author`.
        why: &'static str,
    },
    /// The author is trusted no further than this.
    Distrusted {
        /// The last record that counts.
        cutoff: Seq,
    },
}

/// Why an errand failed, as far as the engine acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Trouble {
    /// Try again.
    #[error("the replica was busy")]
    Busy,
    /// Writing has stopped until the replica is reopened. The engine keeps asking, slowly.
    #[error("the replica does not write")]
    Halted,
    /// What was to be stored contradicts what is there.
    #[error("the replica does not take it")]
    Contradicted,
}

/// The replica, as the engine uses it. The methods are the [`Errand`]s.
#[expect(clippy::missing_errors_doc, reason = "Trouble says it for all of them")]
pub trait Depot: Send + Sync + 'static {
    /// Where it stands.
    fn standing(&self) -> Result<Standing, Trouble>;

    /// Own records behind `after`: at least one if there is one, else within both bounds.
    fn outgoing(&self, after: Seq, max_records: u32, max_bytes: usize) -> Result<Outgoing, Trouble>;

    /// Notes that the own log has reached the central store up to `seq`, provided that the own record there has this
    /// hash; false when it has another. Never goes back.
    fn acknowledge(&self, seq: Seq, hash: &Hash) -> Result<bool, Trouble>;

    /// Verifies and takes records of others. A flawed log does not keep the other logs from being stored.
    ///
    /// Former authors of this device count as others.
    fn receive(&self, logs: Vec<Log>, now: WallMs) -> Result<Vec<(AuthorId, Taken)>, Trouble>;

    /// Takes rows of master data together with where the next delta begins. Rows that make no sense are left out and
    /// counted by the replica; they do not keep the others out.
    fn take_master(&self, rows: Vec<Document>, cursor: &str, now: WallMs) -> Result<u32, Trouble>;

    /// Begins, or goes on with, the download of this snapshot; throws staged chunks of another away.
    fn open_snapshot(&self, manifest: &Manifest) -> Result<BTreeSet<u32>, Trouble>;

    /// Keeps a chunk, which the engine compared with the manifest.
    fn stage_chunk(&self, n: u32, body: &str) -> Result<(), Trouble>;

    /// Compares the whole with the manifest's hash and puts it in the place of all master data that came from the central
    /// store, with its `covers` as cursor; false when it was spoilt. What it does not name is gone, as if it had been
    /// said. Authors that it does not name stay as they are: their records are here. The first one takes nobody's place:
    /// what this device has made itself stays until the central store speaks of it.
    fn finish_snapshot(&self, now: WallMs) -> Result<bool, Trouble>;

    /// Makes the key of the next author and keeps it; tells the same one again until it was used.
    fn prepare_incarnation(&self) -> Result<DevicePublicKey, Trouble>;

    /// Goes on as `author` with the prepared key. What the old author wrote from `from` on is told again as `recovered`,
    /// in order, and its originals are moved aside, never deleted: the central store's branch of the old log comes in
    /// their place, as that of any other author. Nothing is written as the old author any more.
    ///
    /// `from` is exact: the central store holds everything before it, to the byte, and nothing of what follows here. With
    /// `forked` it holds other records by those names, so what is told again must not go by them.
    fn incarnate(
        &self,
        author: AuthorId,
        reason: IncarnationReason,
        from: Seq,
        forked: bool,
        now: WallMs,
    ) -> Result<Standing, Trouble>;

    /// Notes that the central store was heard of; with `master`, also that master data is complete as of now.
    fn note_contact(&self, master: bool, now: WallMs) -> Result<(), Trouble>;

    /// Notes why the engine waits for somebody, or that it no longer does.
    fn park(&self, word: Option<&str>) -> Result<(), Trouble>;

    /// Removes personal data and keys, because this device is no longer trusted.
    fn wipe(&self, cutoff: Option<Seq>) -> Result<(), Trouble>;
}

/// Runs an errand.
pub fn run(depot: &dyn Depot, errand: Errand, now: WallMs) -> Outcome {
    let done = match errand {
        Errand::Outgoing { after, max_records, max_bytes } => {
            depot.outgoing(after, max_records, max_bytes).map(Outcome::Outgoing)
        }
        Errand::Acknowledge { seq, hash } => depot
            .acknowledge(seq, &hash)
            .map(|agrees| if agrees { Outcome::Acknowledged } else { Outcome::Disagrees }),
        Errand::Receive { logs } => depot.receive(logs, now).map(Outcome::Received),
        Errand::TakeMaster { rows, cursor } => {
            depot.take_master(rows, &cursor, now).map(|changed| Outcome::MasterTaken { changed })
        }
        Errand::OpenSnapshot { manifest } => depot.open_snapshot(&manifest).map(Outcome::SnapshotOpen),
        Errand::StageChunk { n, body } => depot.stage_chunk(n, &body).map(|()| Outcome::ChunkStaged),
        Errand::FinishSnapshot => depot
            .finish_snapshot(now)
            .map(|sound| if sound { Outcome::SnapshotLoaded } else { Outcome::SnapshotSpoilt }),
        Errand::PrepareIncarnation => depot.prepare_incarnation().map(Outcome::Prepared),
        Errand::Incarnate { author, reason, from, forked } => depot
            .incarnate(author, reason, from, forked, now)
            .map(|standing| Outcome::Incarnated(Box::new(standing))),
        Errand::NoteContact { master } => depot.note_contact(master, now).map(|()| Outcome::Done),
        Errand::Park { word } => depot.park(word.as_deref()).map(|()| Outcome::Done),
        Errand::Wipe { cutoff } => depot.wipe(cutoff).map(|()| Outcome::Done),
    };
    done.unwrap_or_else(Outcome::Failed)
}
