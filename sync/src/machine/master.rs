//! Master data: the snapshot at first, then deltas by change number.

use std::collections::BTreeSet;

use gatehouse_core::time::WallMs;

use super::download::Down;
use super::status::Progress;
use super::{Machine, Side, Step};
use crate::depot::{Errand, StagedSnapshot};
use crate::wire::{ChunkOf, Document, Manifest, Request};

/// How often chunks may come spoilt before the whole snapshot is asked for again.
const SPOILT_AT_MOST: u32 = 3;

#[derive(Debug, Default)]
pub(super) struct Master {
    cursor: String,
    /// When master data was last known to be complete.
    pub(super) at: Option<WallMs>,
    /// It was found complete since the replica was last told so.
    pub(super) complete: bool,
    pub(super) needs_snapshot: bool,
    staged: Option<StagedSnapshot>,
    spoilt: u32,
}

/// What belongs to rows on their way into the replica.
#[derive(Debug)]
pub(super) struct Delta {
    pub(super) cursor: String,
    pub(super) more: bool,
}

/// A chunk as it came.
pub(super) struct Chunked {
    pub(super) chunk: ChunkOf,
    pub(super) body: String,
}

impl Master {
    pub(super) fn adopt(
        &mut self,
        cursor: String,
        at: Option<WallMs>,
        needs_snapshot: bool,
        staged: Option<StagedSnapshot>,
    ) {
        *self = Self { cursor, at, complete: false, needs_snapshot, staged, spoilt: 0 };
    }

    pub(super) fn progress(&self) -> Option<Progress> {
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        self.needs_snapshot.then(|| {
            self.staged.as_ref().map_or(Progress { have: 0, of: 0 }, |staged| Progress {
                have: count(staged.have.len()),
                of: count(staged.manifest.chunks.len()),
            })
        })
    }

    pub(super) fn open(&mut self, manifest: Manifest, have: BTreeSet<u32>) {
        let known: BTreeSet<u32> = manifest.chunks.iter().map(|chunk| chunk.n).collect();
        self.staged = Some(StagedSnapshot { have: have.intersection(&known).copied().collect(), manifest });
    }

    pub(super) fn staged(&mut self, n: u32) {
        if let Some(staged) = &mut self.staged {
            staged.have.insert(n);
        }
    }

    /// The central store was restored from a backup, and its numbers mean other changes now: all of it again, in one
    /// piece, so that nothing stays that is not there any more. What is here serves until then, and so does the cursor: it
    /// says that there is something to replace.
    pub(super) fn start_over(&mut self) {
        self.needs_snapshot = true;
        self.forget_snapshot();
    }

    pub(super) fn forget_snapshot(&mut self) {
        self.staged = None;
        self.spoilt = 0;
    }
}

impl Machine {
    /// Begins the next part of the first download.
    pub(super) fn fetch_snapshot(&mut self, step: &mut Step) {
        let event = self.event;
        let Some(staged) = &self.master.staged else {
            let fresh = !self.master.cursor.is_empty();
            return self.call_down(Down::Manifest, Request::Snapshot { event, fresh }, step);
        };
        match staged.manifest.chunks.iter().find(|chunk| !staged.have.contains(&chunk.n)) {
            Some(chunk) => {
                let (chunk, snapshot) = (*chunk, staged.manifest.snapshot.clone());
                let request = Request::SnapshotChunk { event, snapshot, n: chunk.n };
                self.call_down(Down::Chunk(chunk), request, step);
            }
            None => self.errand_down(Down::LoadingSnapshot, Errand::FinishSnapshot, step),
        }
    }

    pub(super) fn chunk_came(&mut self, chunked: Chunked, step: &mut Step) {
        if chunked.chunk.is_sound(&chunked.body) {
            self.master.spoilt = 0;
            let Chunked { chunk: ChunkOf { n, .. }, body } = chunked;
            return self.errand_down(Down::StagingChunk(n), Errand::StageChunk { n, body }, step);
        }
        self.master.spoilt += 1;
        if self.master.spoilt > SPOILT_AT_MOST {
            self.master.forget_snapshot();
        }
        self.hold_back(Side::Down, None, step);
    }

    pub(super) fn snapshot_loaded(&mut self, step: &Step) {
        if let Some(staged) = self.master.staged.take() {
            self.master.cursor = staged.manifest.covers;
        }
        self.master.needs_snapshot = false;
        self.due = super::download::Due {
            heartbeat: self.due.heartbeat,
            ..super::download::Due::at(step.now.mono_ms)
        };
        self.roster_changed(step.now.mono_ms);
    }

    pub(super) fn pull_master(&mut self, step: &mut Step) {
        let since = self.master.cursor.clone();
        let request = Request::PullMaster { event: self.event, since, row_limit: self.tuning.master_rows };
        self.call_down(Down::Master, request, step);
    }

    pub(super) fn master_pulled(&mut self, rows: Vec<Document>, delta: Delta, step: &mut Step) {
        let unread = rows.iter().filter(|row| matches!(row, Document::Unknown)).count();
        self.unread_rows += unread as u64;
        if rows.is_empty() && delta.cursor == self.master.cursor {
            return self.master_taken(Delta { more: false, ..delta }, false, step);
        }
        let errand = Errand::TakeMaster { rows, cursor: delta.cursor.clone() };
        self.errand_down(Down::TakingMaster(delta), errand, step);
    }

    pub(super) fn master_taken(&mut self, delta: Delta, changed: bool, step: &Step) {
        let now = step.now;
        let moved = delta.cursor != self.master.cursor;
        let more = delta.more && moved;
        self.master.cursor = delta.cursor;
        self.due.master = now.mono_ms + if more { 0 } else { self.tuning.poll_ms };
        if !more {
            self.master.at = Some(now.wall);
            self.master.complete = true;
            self.due.roster_first = false;
        }
        if changed {
            self.roster_changed(now.mono_ms);
        }
    }
}
