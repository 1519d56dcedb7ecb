//! Up: a cursor over the own log.

use gatehouse_core::ids::Seq;
use gatehouse_journal::Hash;
use sha2::{Digest, Sha256};

use super::status::Parked;
use super::tuning::Mutant;
use super::{Effect, Machine, Side, Step};
use crate::answer::Answer;
use crate::depot::{Errand, Outcome, Outgoing};
use crate::wire::{Call, IncarnationReason, Reply, Request, Sealed};

/// What the lane up waits for.
#[derive(Debug)]
pub(super) enum Up {
    /// The replica looks the next records up; `head` is where the log was believed to end.
    Reading { head: Seq },
    /// They are on their way.
    Sending(Sent),
    /// The replica compares the receipt with the log and notes it.
    Noting { head: Seq, sent: Sent },
}

/// What an upload carries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    base: Seq,
    last: Seq,
    /// The upload was as large as it may be.
    full: bool,
}

impl Machine {
    /// Sends what waits.
    pub(super) fn upload(&mut self, step: &mut Step) {
        if self.cursor >= self.head || self.incarnation.is_wanted() || !self.up.is_free(step.now.mono_ms) {
            return;
        }
        let (max_records, max_bytes) = (self.batch.records, self.batch.bytes);
        self.errand_up(
            Up::Reading { head: self.head },
            Errand::Outgoing { after: self.cursor, max_records, max_bytes },
            step,
        );
    }

    pub(super) fn upload_stored(&mut self, task: Up, outcome: Outcome, step: &mut Step) {
        match (task, outcome) {
            (Up::Reading { head }, Outcome::Outgoing(outgoing)) => self.send(outgoing, head, step),
            (Up::Noting { head, sent }, Outcome::Acknowledged) => {
                self.cursor = head;
                self.receipts += 1;
                self.incarnation.bore_fruit();
                self.link.waiting_since = step.now.mono_ms;
                if sent.full {
                    self.batch.grow(&self.tuning);
                }
            }
            (Up::Noting { sent, .. }, Outcome::Disagrees) => {
                // What was sent was compared to the byte; what the central store holds behind it is not ours.
                self.cursor = self.cursor.max(sent.last);
                self.incarnation.want(IncarnationReason::Fork);
            }
            _ => self.hold_back(Side::Up, None, step),
        }
    }

    fn send(&mut self, outgoing: Outgoing, believed: Seq, step: &mut Step) {
        let Outgoing { records, head } = outgoing;
        // What was believed before the replica looked it must have seen, unless it was said of the author before this
        // one, just when the device went on as a new one.
        self.head = if self.head > believed { self.head.max(head) } else { head };
        let count = records.len() as u64;
        // The session or the author may have gone while the replica looked; then there is nothing to send now.
        if self.incarnation.is_wanted() || !self.link.is_good() {
            return;
        }
        if count == 0 {
            if self.cursor < self.head {
                self.hold_back(Side::Up, None, step);
            }
            return;
        }
        let bytes: usize = records.iter().map(|record| record.bytes.len()).sum();
        let sent = Sent {
            base: Seq(self.cursor.0 + 1),
            last: Seq(self.cursor.0 + count),
            full: count >= u64::from(self.batch.records) || 2 * bytes >= self.batch.bytes,
        };
        if self.tuning.has(Mutant::AcknowledgesWhatItSends) {
            self.acknowledge_unheard(&records, sent, step);
        }
        let request = Request::Ingest { event: self.event, author: self.author, base: sent.base, records };
        self.call_up(Up::Sending(sent), request, step);
    }

    pub(super) fn upload_answered(&mut self, task: Up, answer: Answer, step: &mut Step) {
        let Up::Sending(sent) = task else { return };
        match answer {
            Answer::Value(Reply::Ingested { head, hash }) => self.received(head, hash, sent, step),
            Answer::Gap { head } => self.gap(head, sent, step),
            Answer::Fork { .. } => self.incarnation.want(IncarnationReason::Fork),
            Answer::Frozen => self.incarnation.want(IncarnationReason::Frozen),
            Answer::Denied { word, .. } if word == "too_large" && self.batch.records > 1 => {
                self.batch.halve();
                self.hold_back(Side::Up, None, step);
            }
            Answer::Denied { word, .. } => {
                if word == "not_yours" {
                    self.ask_who_we_are();
                }
                self.park(Side::Up, Parked { call: Call::Ingest, status: 200, code: Some(word) }, step);
            }
            _ => self.hold_back(Side::Up, None, step),
        }
    }

    fn received(&mut self, head: Seq, hash: Hash, sent: Sent, step: &mut Step) {
        if head > self.head {
            // It holds records of this log that this device does not: the replica was restored from a backup.
            self.cursor = self.cursor.max(sent.last);
            self.incarnation.want(IncarnationReason::RolledBack);
        } else if head < sent.last {
            self.hold_back(Side::Up, None, step);
        } else {
            self.errand_up(Up::Noting { head, sent }, Errand::Acknowledge { seq: head, hash }, step);
        }
    }

    fn gap(&mut self, head: Seq, sent: Sent, step: &mut Step) {
        if head > self.head {
            self.incarnation.want(IncarnationReason::RolledBack);
        } else if head.0 + 1 >= sent.base.0 || self.tuning.has(Mutant::GapIsIgnored) {
            // There is no gap where it says that one is.
            self.hold_back(Side::Up, None, step);
        } else {
            self.cursor = head;
        }
    }

    /// The central store says how far the own log has got there, outside of any upload.
    ///
    /// `receipts` is the number of receipts when it was asked: it may have answered before a later upload arrived.
    pub(super) fn own_head_there(&mut self, there: Seq, receipts: u64) {
        if there > self.head {
            self.incarnation.want(IncarnationReason::RolledBack);
        } else if there < self.cursor
            && receipts == self.receipts
            && self.up.running.is_none()
            && !self.tuning.has(Mutant::GapIsIgnored)
        {
            // It was restored from a backup: what it lost is sent again.
            self.cursor = there;
        }
    }
}

impl Machine {
    /// A planted bug.
    fn acknowledge_unheard(&mut self, records: &[Sealed], sent: Sent, step: &mut Step) {
        let Some(record) = records.last() else { return };
        let errand = Errand::Acknowledge { seq: sent.last, hash: Sha256::digest(&record.bytes).into() };
        let job = self.next_job();
        step.effects.push(Effect::Store { job, errand });
        self.cursor = sent.last;
    }
}
