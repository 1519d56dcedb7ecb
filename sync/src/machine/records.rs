//! Records of everybody, by version vector, and the logs that are left alone for a while.

use gatehouse_core::ids::{AuthorId, Seq};

use super::download::Down;
use super::tuning::Mutant;
use super::{Machine, Step};
use crate::depot::{Errand, Taken};
use crate::wire::{Log, Request, Vector};

/// The highest sequence number that the central store's numbers hold: "nothing of this one, please".
pub(super) const EVERYTHING: Seq = Seq(i64::MAX as u64);
/// The longest time that a log is left alone, in milliseconds.
const LONGEST_QUARANTINE_MS: u64 = 10 * 60 * 1000;

/// What belongs to records on their way into the replica.
#[derive(Debug)]
pub(super) struct Pulled {
    more: bool,
    heads: Vector,
}

/// Why a log is not taken at the moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quarantine {
    pub(super) why: &'static str,
    until: u64,
    times: u32,
}

pub(super) const UNKNOWN: &str = "unknown";
pub(super) const DISTRUSTED: &str = "distrusted";

impl Machine {
    pub(super) fn pull(&mut self, step: &mut Step) {
        let now = step.now.mono_ms;
        let mut vector = self.vector.clone();
        vector.insert(self.author, self.head);
        let left_alone = self.quarantine.iter().filter(|(_, quarantine)| now < quarantine.until);
        vector.extend(left_alone.map(|(author, _)| (*author, EVERYTHING)));
        let request = Request::Pull { event: self.event, vector, row_limit: self.tuning.pull_rows };
        self.call_down(Down::Pull { receipts: self.receipts }, request, step);
    }

    pub(super) fn pulled(
        &mut self,
        logs: Vec<Log>,
        more: bool,
        heads: Vector,
        receipts: u64,
        step: &mut Step,
    ) {
        if let Some(there) = heads.get(&self.author) {
            self.own_head_there(*there, receipts);
        }
        // The own log is never taken from outside.
        let logs: Vec<_> =
            logs.into_iter().filter(|log| log.author != self.author && !log.records.is_empty()).collect();
        if logs.is_empty() {
            self.due.records = step.now.mono_ms + self.tuning.poll_ms;
            return;
        }
        self.errand_down(Down::Receiving(Pulled { more, heads }), Errand::Receive { logs }, step);
    }

    pub(super) fn received_records(&mut self, pulled: Pulled, taken: &[(AuthorId, Taken)], step: &mut Step) {
        let now = step.now.mono_ms;
        let mut moved = false;
        for (author, taken) in taken {
            match taken {
                Taken::Stored { new, head } => {
                    moved |= *new > 0;
                    self.quarantine.remove(author);
                    let known = self.vector.entry(*author).or_insert(Seq(0));
                    *known = (*known).max(*head);
                    if self.tuning.has(Mutant::VectorIsHighest) {
                        *known = pulled.heads.get(author).copied().unwrap_or(*known);
                    }
                }
                // An author that is new here is looked up before its log is left alone.
                Taken::Unknown if !self.quarantine.contains_key(author) => {
                    self.quarantine.insert(*author, Quarantine { why: UNKNOWN, until: now, times: 0 });
                    self.due.roster_first = true;
                    self.due.master = now;
                    moved = true;
                }
                Taken::Unknown => self.leave_alone(*author, UNKNOWN, now),
                Taken::Refused { why, .. } => self.leave_alone(*author, why, now),
                Taken::Distrusted { .. } => self.leave_alone(*author, DISTRUSTED, now),
            }
        }
        // "More" that moves nothing is not asked for at once: it would come again and again.
        self.due.records = now + if pulled.more && moved { 0 } else { self.tuning.poll_ms };
        if self.due.roster_first {
            self.due.records = now;
        }
    }

    fn leave_alone(&mut self, author: AuthorId, why: &'static str, now_ms: u64) {
        let times = self.quarantine.get(&author).map_or(0, |before| before.times);
        let pause = self.tuning.quarantine_ms.saturating_mul(1 << times.min(10)).min(LONGEST_QUARANTINE_MS);
        self.quarantine.insert(author, Quarantine { why, until: now_ms + pause, times: times + 1 });
    }

    /// The roster may have changed: whoever was unknown or distrusted is looked at again.
    pub(super) fn roster_changed(&mut self, now_ms: u64) {
        for quarantine in self.quarantine.values_mut() {
            if matches!(quarantine.why, UNKNOWN | DISTRUSTED) {
                quarantine.until = now_ms;
            }
        }
    }
}
