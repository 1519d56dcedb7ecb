//! Down: what is due, and whose turn it is.

use super::master::{Chunked, Delta};
use super::records::Pulled;
use super::status::Parked;
use super::{Machine, Side, Step};
use crate::answer::Answer;
use crate::depot::{Errand, Outcome};
use crate::wire::{ChunkOf, IncarnationReason, Manifest, Reply, Request};

/// What the lane down waits for: a call, or the replica (those that end in `…ing`, and the wipe).
#[derive(Debug)]
pub(super) enum Down {
    Heartbeat { receipts: u64 },
    NotingContact,
    Pull { receipts: u64 },
    Receiving(Pulled),
    Master,
    TakingMaster(Delta),
    Manifest,
    OpeningSnapshot(Manifest),
    Chunk(ChunkOf),
    StagingChunk(u32),
    LoadingSnapshot,
    Preparing,
    Incarnation,
    Survey,
    Comparing(usize),
    Incarnating,
    Wipe,
}

/// When each download is due, by the monotonic clock.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Due {
    pub(super) heartbeat: u64,
    pub(super) records: u64,
    pub(super) master: u64,
    /// Records wait until master data is complete: one of them has an unknown author.
    pub(super) roster_first: bool,
}

impl Due {
    /// Everything at once.
    pub(super) const fn at(now_ms: u64) -> Self {
        Self { heartbeat: now_ms, records: now_ms, master: now_ms, roster_first: false }
    }

    /// There may be something to fetch.
    pub(super) fn soon(&mut self, now_ms: u64) {
        self.records = self.records.min(now_ms);
        self.master = self.master.min(now_ms);
    }
}

impl Machine {
    /// Begins the download whose turn it is.
    pub(super) fn download(&mut self, step: &mut Step) {
        let now = step.now.mono_ms;
        if !self.down.is_free(now) || self.incarnation.is_wanted() {
            return;
        }
        if self.due.heartbeat <= now {
            self.call_down(Down::Heartbeat { receipts: self.receipts }, self.heartbeat(step), step);
        } else if self.master.needs_snapshot {
            self.fetch_snapshot(step);
        } else if self.due.master <= now && (self.due.roster_first || self.due.master <= self.due.records) {
            self.pull_master(step);
        } else if self.due.records <= now && !self.due.roster_first {
            self.pull(step);
        }
    }

    /// When the next download is due.
    pub(super) fn download_due(&self) -> u64 {
        let next = match (self.master.needs_snapshot, self.due.roster_first) {
            (true, _) => 0,
            (false, true) => self.due.master,
            (false, false) => self.due.master.min(self.due.records),
        };
        next.min(self.due.heartbeat)
    }

    fn heartbeat(&self, step: &Step) -> Request {
        let mut vector = self.vector.clone();
        vector.insert(self.author, self.head);
        Request::Heartbeat {
            event: self.event,
            vector,
            queue: self.head.0.saturating_sub(self.cursor.0),
            clock: step.now.wall,
            version: self.version.clone(),
        }
    }

    pub(super) fn download_answered(&mut self, task: Down, since: u64, answer: Answer, step: &mut Step) {
        let reply = match answer {
            Answer::Value(reply) => reply,
            Answer::Frozen => return self.incarnation.want(IncarnationReason::Frozen),
            Answer::Denied { word, .. } => return self.denied(&task, word, step),
            _ => return self.hold_back(Side::Down, None, step),
        };
        match (task, reply) {
            (Down::Heartbeat { receipts }, Reply::Heartbeat { server, head, frozen, .. }) => {
                // `rolled_back` is the same comparison, made by the central store with a vector that may be older than
                // the records it has meanwhile been sent; only the comparison with today's head proves anything.
                let now = step.now;
                let round_trip = i64::try_from(now.mono_ms.saturating_sub(since)).unwrap_or(0);
                let offset = server.0.saturating_add(round_trip / 2).saturating_sub(now.wall.0);
                self.link.clock_offset_ms = Some(offset);
                self.due.heartbeat = now.mono_ms + self.tuning.heartbeat_ms;
                if frozen {
                    self.incarnation.want(IncarnationReason::Frozen);
                } else {
                    self.own_head_there(head, receipts);
                }
                let master = std::mem::take(&mut self.master.complete);
                self.errand_down(Down::NotingContact, Errand::NoteContact { master }, step);
            }
            (Down::Pull { receipts }, Reply::Pulled { logs, more, heads }) => {
                self.pulled(logs, more, heads, receipts, step);
            }
            (Down::Master, Reply::Master { rows, next, more }) => {
                self.master_pulled(rows, Delta { cursor: next, more }, step);
            }
            (Down::Manifest, Reply::Manifest(manifest)) => {
                let errand = Errand::OpenSnapshot { manifest: manifest.clone() };
                self.errand_down(Down::OpeningSnapshot(manifest), errand, step);
            }
            (Down::Chunk(chunk), Reply::Chunk(body)) => self.chunk_came(Chunked { chunk, body }, step),
            (Down::Incarnation, Reply::Incarnated { author }) => self.named(author),
            (Down::Survey, Reply::Pulled { logs, more, heads }) => self.surveyed(logs, more, &heads),
            _ => self.hold_back(Side::Down, None, step),
        }
    }

    pub(super) fn download_stored(&mut self, task: Down, outcome: Outcome, step: &mut Step) {
        match (task, outcome) {
            (Down::NotingContact, Outcome::Done) => {}
            (Down::Receiving(pulled), Outcome::Received(taken)) => {
                self.received_records(pulled, &taken, step)
            }
            (Down::TakingMaster(delta), Outcome::MasterTaken { changed }) => {
                self.master_taken(delta, changed > 0, step);
            }
            (Down::OpeningSnapshot(manifest), Outcome::SnapshotOpen(have)) => {
                self.master.open(manifest, have);
            }
            (Down::StagingChunk(n), Outcome::ChunkStaged) => self.master.staged(n),
            (Down::LoadingSnapshot, Outcome::SnapshotLoaded) => self.snapshot_loaded(step),
            (Down::LoadingSnapshot, Outcome::SnapshotSpoilt) => {
                self.master.forget_snapshot();
                self.hold_back(Side::Down, None, step);
            }
            (Down::Preparing, Outcome::Prepared(key)) => self.incarnation.prepared(key),
            (Down::Comparing(at), Outcome::Acknowledged) => self.compared(at, true),
            (Down::Comparing(at), Outcome::Disagrees) => self.compared(at, false),
            (Down::Incarnating, Outcome::Incarnated(standing)) => self.reborn(*standing, step),
            (Down::Wipe, Outcome::Done) => self.wiped(),
            _ => self.hold_back(Side::Down, None, step),
        }
    }

    fn denied(&mut self, task: &Down, word: String, step: &mut Step) {
        let call = match task {
            Down::Chunk(_) if word == "gone" => {
                self.master.forget_snapshot();
                return self.hold_back(Side::Down, None, step);
            }
            // The central store was restored from a backup since it told the cursor.
            Down::Master if word == "gone" => {
                self.master.start_over();
                return self.hold_back(Side::Down, None, step);
            }
            Down::Heartbeat { .. } => crate::wire::Call::Heartbeat,
            Down::Pull { .. } | Down::Survey => crate::wire::Call::Pull,
            Down::Master => crate::wire::Call::PullMaster,
            Down::Incarnation => crate::wire::Call::Incarnate,
            _ => crate::wire::Call::Snapshot,
        };
        self.park(Side::Down, Parked { call, status: 200, code: Some(word) }, step);
    }
}
