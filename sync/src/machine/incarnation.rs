//! Going on as a new author: when the central store holds another branch of the own log, or takes nothing more of it.
//!
//! The key is made, the central store names the new author and takes nothing more of the old, and then both logs are laid
//! side by side: hashes are chained, so one comparison speaks for everything before it, and a few find the last record
//! that both have. Only what follows it is told again, and whether the central store has other records by those names is
//! known. Nothing else happens meanwhile, so that no answer about the old author is mistaken for one about the new.

use gatehouse_core::ids::{AuthorId, Seq};
use gatehouse_journal::{DevicePublicKey, Hash};
use sha2::{Digest, Sha256};

use super::download::{Down, Due};
use super::records::EVERYTHING;
use super::tuning::Mutant;
use super::{Life, Machine, Step};
use crate::depot::{Errand, Standing};
use crate::wire::{IncarnationReason, Log, Request, Vector};

/// How long the next new author waits at first, when this one never got anything acknowledged.
const FRUITLESS_MS: u64 = 30_000;
/// And at most.
const FRUITLESS_MOST_MS: u64 = 10 * 60 * 1000;

#[derive(Debug, Default)]
pub(super) struct Incarnation {
    wanted: Option<IncarnationReason>,
    key: Option<DevicePublicKey>,
    /// Whoever comes next, by the central store.
    successor: Option<AuthorId>,
    survey: Survey,
    /// Authors whose records are in the way of those that are looked for.
    in_the_way: Vector,
    /// New authors in a row without a single receipt.
    fruitless: u32,
    not_before: u64,
    /// New authors since the start.
    pub(super) count: u32,
}

/// How far the two logs have been laid side by side.
#[derive(Debug, Default)]
enum Survey {
    /// The next page of the central store's log is not here.
    #[default]
    Open,
    /// It is; `low` of its records are the same here, and those from `high` on are not.
    Page { hashes: Vec<Hash>, low: usize, high: usize, more: bool },
    /// All of it was compared.
    Done { forked: bool },
}

impl Incarnation {
    pub(super) fn want(&mut self, reason: IncarnationReason) {
        self.wanted.get_or_insert(reason);
    }

    pub(super) const fn is_wanted(&self) -> bool {
        self.wanted.is_some()
    }

    pub(super) const fn prepared(&mut self, key: DevicePublicKey) {
        self.key = Some(key);
    }

    pub(super) const fn bore_fruit(&mut self) {
        self.fruitless = 0;
        self.not_before = 0;
    }

    pub(super) const fn hurry(&mut self, now_ms: u64) {
        self.not_before = now_ms;
    }

    pub(super) fn wakes_at(&self) -> Option<u64> {
        self.wanted.map(|_| self.not_before)
    }
}

impl Machine {
    /// Takes the next step towards a new author, once both lanes are idle.
    pub(super) fn incarnate_if_wanted(&mut self, step: &mut Step) {
        let now = step.now.mono_ms;
        let Some(reason) = self.incarnation.wanted else { return };
        if self.tuning.has(Mutant::NeverBecomesAnother) {
            self.incarnation.wanted = None;
            return;
        }
        if self.up.running.is_some() || !self.down.is_free(now) || now < self.incarnation.not_before {
            return;
        }
        let Some(public_key) = self.incarnation.key else {
            return self.errand_down(Down::Preparing, Errand::PrepareIncarnation, step);
        };
        let Some(author) = self.incarnation.successor else {
            let request = Request::Incarnate { event: self.event, public_key, reason };
            return self.call_down(Down::Incarnation, request, step);
        };
        match &self.incarnation.survey {
            Survey::Open => {
                let mut vector: Vector = self.vector.keys().map(|author| (*author, EVERYTHING)).collect();
                vector.extend(self.incarnation.in_the_way.clone());
                vector.insert(self.author, self.cursor);
                let request = Request::Pull { event: self.event, vector, row_limit: self.tuning.pull_rows };
                self.call_down(Down::Survey, request, step);
            }
            Survey::Page { hashes, low, high, .. } => {
                // All of it is the likeliest; after that, halves.
                let at = if *high > hashes.len() { hashes.len() } else { low.midpoint(*high) };
                let Some(hash) = at.checked_sub(1).and_then(|at| hashes.get(at)).copied() else { return };
                let seq = Seq(self.cursor.0 + at as u64);
                self.errand_down(Down::Comparing(at), Errand::Acknowledge { seq, hash }, step);
            }
            Survey::Done { forked } => {
                let mut from = Seq(self.cursor.0.saturating_add(1));
                if self.tuning.has(Mutant::RecoversNothing) {
                    from = Seq(u64::MAX);
                }
                let errand = Errand::Incarnate { author, reason, from, forked: *forked };
                self.errand_down(Down::Incarnating, errand, step);
            }
        }
    }

    /// A page of the central store's copy of the old log came.
    pub(super) fn surveyed(&mut self, logs: Vec<Log>, more: bool, heads: &Vector) {
        let there = heads.get(&self.author).copied().unwrap_or(Seq(0));
        // It may have been restored from a backup and hold less than it once acknowledged.
        self.cursor = self.cursor.min(there);
        let before = self.incarnation.in_the_way.len();
        let mut hashes: Vec<Hash> = Vec::new();
        for log in logs {
            if log.author == self.author {
                hashes.extend(log.records.iter().map(|record| Hash::from(Sha256::digest(&record.bytes))));
            } else {
                self.incarnation.in_the_way.insert(log.author, EVERYTHING);
            }
        }
        self.incarnation.survey = match hashes.len() {
            0 if more && self.incarnation.in_the_way.len() > before => Survey::Open,
            0 => Survey::Done { forked: there > self.cursor },
            count => Survey::Page { hashes, low: 0, high: count + 1, more },
        };
    }

    /// The record at `at` of the page is the same here, or is not.
    pub(super) fn compared(&mut self, at: usize, same: bool) {
        let Survey::Page { hashes, low, high, more } = &mut self.incarnation.survey else { return };
        if same {
            *low = at;
        } else {
            *high = at;
        }
        if *low + 1 < *high {
            return;
        }
        let (common, all) = (*low, hashes.len());
        let next = if common == all && *more { Survey::Open } else { Survey::Done { forked: common < all } };
        self.cursor = Seq(self.cursor.0 + common as u64);
        self.incarnation.survey = next;
    }

    pub(super) const fn named(&mut self, author: AuthorId) {
        self.incarnation.successor = Some(author);
    }

    pub(super) fn reborn(&mut self, standing: Standing, step: &mut Step) {
        let now = step.now.mono_ms;
        let fruitless = self.incarnation.fruitless;
        let pause = FRUITLESS_MS.saturating_mul(1 << fruitless.min(10)).min(FRUITLESS_MOST_MS);
        self.incarnation = Incarnation {
            fruitless: fruitless + 1,
            not_before: now + pause,
            count: self.incarnation.count + 1,
            ..Incarnation::default()
        };
        self.adopt(standing);
        self.up.reset(now);
        self.due = Due::at(now);
    }

    pub(super) const fn wiped(&mut self) {
        if let Life::Revoked { wiped, .. } = &mut self.life {
            *wiped = true;
        }
    }
}
