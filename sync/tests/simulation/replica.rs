//! A replica in memory, with real sealed records: what [`Depot`] promises, in as few lines as it takes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{AuthorId, CheckpointId, CredentialId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{
    Body, BootId, Chain, DeviceKey, DevicePublicKey, Flaw, Hash, Head, Kind, Link, Record, RecoveredRecord,
    ScanRecord, Stamp, seal,
};
use sha2::{Digest, Sha256};

use super::facts::{self, Fact, Logs};
use crate::depot::{Errand, Outcome, Outgoing, StagedSnapshot, Standing, Taken, Trouble};
use crate::wire::{Document, Log, Manifest, Sealed, Vector};

/// Everything that survives a crash. A clone is a backup.
#[derive(Clone)]
pub(super) struct Replica {
    pub(super) event: EventId,
    pub(super) author: AuthorId,
    seed: [u8; 32],
    prepared: Option<[u8; 32]>,
    /// The own log's head, with the clock that has heard the others.
    head: Head,
    pub(super) logs: Logs,
    /// Branches that the central store did not take.
    pub(super) aside: Vec<Rc<Record>>,
    pub(super) acked: Seq,
    pub(super) roster: BTreeMap<AuthorId, (DevicePublicKey, Option<Seq>)>,
    /// Master data but authors, as text.
    pub(super) master: BTreeMap<String, String>,
    cursor: String,
    needs_snapshot: bool,
    staged: Option<(Manifest, BTreeMap<u32, String>)>,
    facts: BTreeSet<Fact>,
    used: BTreeSet<CredentialId>,
    pub(super) wiped: bool,
    /// Records that verified before; the same bytes need not be checked again.
    verified: Rc<std::cell::RefCell<std::collections::HashMap<Hash, Rc<Record>>>>,
}

pub(super) type Verified = Rc<std::cell::RefCell<std::collections::HashMap<Hash, Rc<Record>>>>;

impl Replica {
    pub(super) fn new(event: EventId, author: AuthorId, seed: [u8; 32], verified: Verified) -> Self {
        Self {
            event,
            author,
            seed,
            prepared: None,
            head: Head::GENESIS,
            logs: Logs::new(),
            aside: Vec::new(),
            acked: Seq(0),
            roster: BTreeMap::new(),
            master: BTreeMap::new(),
            cursor: String::new(),
            needs_snapshot: true,
            staged: None,
            facts: BTreeSet::new(),
            used: BTreeSet::new(),
            wiped: false,
            verified,
        }
    }

    /// Somebody presents a credential: admitted unless it is known as used. Answers the admission, if it was one.
    pub(super) fn scan(&mut self, credential: CredentialId, wall: WallMs) -> Option<Fact> {
        let verdict = if self.used.contains(&credential) { "used" } else { "admit" };
        let scan = ScanRecord {
            checkpoint: CheckpointId::from_bytes([1; 16]),
            direction: Direction::In,
            credential: Some(credential),
            product: None,
            generation: None,
            verdict: verdict.into(),
            rule: 14,
            invalid: None,
            source: "camera".into(),
            basis: None,
            rehearsal: false,
            zone: None,
        };
        let record = self.append(&Body::Scan(scan), wall);
        facts::of(&record)
    }

    fn append(&mut self, body: &Body, wall: WallMs) -> Rc<Record> {
        let key = DeviceKey::from_seed(&self.seed);
        let stamp = Stamp { wall, mono_ms: 0, boot: BootId([0; 8]) };
        let record =
            Rc::new(seal(self.event, self.author, &self.head, stamp, body, &key).expect("it can be sealed"));
        self.head = record.head();
        self.keep(Rc::clone(&record));
        record
    }

    /// Keeps a record that continues its log.
    fn keep(&mut self, record: Rc<Record>) {
        let log = self.logs.entry(record.author).or_default();
        let last = log.last().map_or(Head::GENESIS, |last| last.head());
        assert!(record.seq.0 == last.seq.0 + 1 && record.prev_hash == last.hash, "a log without a hole");
        log.push(Rc::clone(&record));
        let cutoff = self.roster.get(&record.author).and_then(|(_, cutoff)| *cutoff);
        if cutoff.is_none_or(|cutoff| record.seq <= cutoff)
            && let Some(fact) = facts::of(&record)
        {
            self.facts.insert(fact);
            self.used.insert(fact.0);
        }
    }

    pub(super) fn facts(&self) -> BTreeSet<Fact> {
        facts::fold(&self.logs, |author| self.roster.get(&author).and_then(|(_, cutoff)| *cutoff))
    }

    fn refold(&mut self) {
        self.facts = self.facts();
        self.used = self.facts.iter().map(|fact| fact.0).collect();
    }

    pub(super) fn own_head(&self) -> Seq {
        self.head.seq
    }

    pub(super) fn vector(&self) -> Vector {
        self.logs.iter().map(|(author, log)| (*author, Seq(log.len() as u64))).collect()
    }

    pub(super) fn standing(&self) -> Standing {
        Standing {
            event: self.event,
            author: self.author,
            head: self.head.seq,
            acked: self.acked,
            vector: self.vector(),
            master_cursor: self.cursor.clone(),
            master_at: None,
            needs_snapshot: self.needs_snapshot,
            snapshot: self.staged.as_ref().map(|(manifest, chunks)| StagedSnapshot {
                manifest: manifest.clone(),
                have: chunks.keys().copied().collect(),
            }),
            last_contact: None,
            wiped: self.wiped,
        }
    }

    /// Runs an errand. `fresh` is random.
    pub(super) fn run(&mut self, errand: Errand, now: WallMs, fresh: [u8; 32]) -> Outcome {
        match errand {
            Errand::Outgoing { after, max_records, max_bytes } => {
                Outcome::Outgoing(self.outgoing(after, max_records, max_bytes))
            }
            Errand::Acknowledge { seq, hash } => {
                let own = self.logs.get(&self.author).and_then(|log| log.get(seq.0 as usize - 1));
                if own.is_none_or(|record| record.hash != hash) {
                    return Outcome::Disagrees;
                }
                self.acked = self.acked.max(seq);
                Outcome::Acknowledged
            }
            Errand::Receive { logs } => {
                Outcome::Received(logs.into_iter().map(|log| (log.author, self.receive(&log, now))).collect())
            }
            Errand::TakeMaster { rows, cursor } => {
                let changed = rows.into_iter().filter(|row| self.take(row.clone())).count();
                self.refold();
                self.cursor = cursor;
                Outcome::MasterTaken { changed: changed as u32 }
            }
            Errand::OpenSnapshot { manifest } => {
                if self.staged.as_ref().is_none_or(|(staged, _)| *staged != manifest) {
                    self.staged = Some((manifest, BTreeMap::new()));
                }
                let have = self.staged.iter().flat_map(|(_, chunks)| chunks.keys().copied()).collect();
                Outcome::SnapshotOpen(have)
            }
            Errand::StageChunk { n, body } => {
                self.staged.as_mut().expect("a snapshot is open").1.insert(n, body);
                Outcome::ChunkStaged
            }
            Errand::FinishSnapshot => self.finish_snapshot(),
            Errand::PrepareIncarnation => {
                let seed = *self.prepared.get_or_insert(fresh);
                Outcome::Prepared(DeviceKey::from_seed(&seed).public())
            }
            Errand::Incarnate { author, from, forked, .. } => self.incarnate(author, from, forked, now),
            Errand::NoteContact { .. } | Errand::Park { .. } => Outcome::Done,
            Errand::Wipe { .. } => {
                self.wiped = true;
                self.master.clear();
                Outcome::Done
            }
        }
    }

    fn outgoing(&self, after: Seq, max_records: u32, max_bytes: usize) -> Outgoing {
        let log = self.logs.get(&self.author).map_or(&[][..], Vec::as_slice);
        let mut bytes = 0;
        let records: Vec<Sealed> = log
            .iter()
            .skip(after.0 as usize)
            .take(max_records as usize)
            .take_while(|record| {
                bytes += record.bytes.len();
                bytes <= max_bytes || bytes == record.bytes.len()
            })
            .map(|record| Sealed::from(&**record))
            .collect();
        Outgoing { records, head: self.head.seq }
    }

    fn receive(&mut self, log: &Log, now: WallMs) -> Taken {
        let author = log.author;
        assert!(author != self.author, "nobody takes the own log from outside");
        let Some((key, cutoff)) = self.roster.get(&author).copied() else { return Taken::Unknown };
        let mut new = 0;
        for sealed in &log.records {
            let known = self.logs.get(&author).map_or(&[][..], Vec::as_slice);
            let head = known.last().map_or(Head::GENESIS, |record| record.head());
            let at = Seq(head.seq.0 + 1);
            let Some(record) = self.verify(sealed, &key) else {
                return Taken::Refused { at, why: "signature" };
            };
            if let Some(same) = known.get(record.seq.0 as usize - 1) {
                if same.hash != record.hash {
                    return Taken::Refused { at: record.seq, why: "fork" };
                }
                continue;
            }
            match Chain::resume(self.event, author, head).follow(&record) {
                Ok(Link::Next) if cutoff.is_some_and(|cutoff| record.seq > cutoff) => {
                    return Taken::Distrusted { cutoff: cutoff.unwrap_or(Seq(0)) };
                }
                Ok(_) => {}
                Err(Flaw::Gap { .. }) => return Taken::Refused { at, why: "gap" },
                Err(_) => return Taken::Refused { at, why: "chain" },
            }
            self.head = self.head.having_heard(record.hlc, now);
            self.keep(record);
            new += 1;
        }
        Taken::Stored { new, head: Seq(self.logs.get(&author).map_or(0, Vec::len) as u64) }
    }

    fn verify(&self, sealed: &Sealed, key: &DevicePublicKey) -> Option<Rc<Record>> {
        let hash: Hash = Sha256::digest(&sealed.bytes).into();
        if let Some(record) = self.verified.borrow().get(&hash)
            && record.signature.as_slice() == sealed.signature
        {
            return Some(Rc::clone(record));
        }
        let record = Rc::new(Record::verify(&sealed.bytes, &sealed.signature, key).ok()?);
        self.verified.borrow_mut().insert(hash, Rc::clone(&record));
        Some(record)
    }

    fn take(&mut self, row: Document) -> bool {
        match &row {
            Document::Author(id, author) => {
                let entry = (author.public_key, author.cutoff);
                self.roster.insert(*id, entry) != Some(entry)
            }
            Document::Unknown => false,
            Document::Gone(_) => {
                let key = row.write()["id"].to_string();
                self.master.remove(&key).is_some()
            }
            _ => {
                let value = row.write();
                let text = value.to_string();
                self.master.insert(value["id"].to_string(), text.clone()) != Some(text)
            }
        }
    }

    fn finish_snapshot(&mut self) -> Outcome {
        let (manifest, chunks) = self.staged.take().expect("a snapshot is open");
        let whole: String = chunks.values().map(String::as_str).collect();
        if Sha256::digest(whole.as_bytes()).as_slice() != manifest.sha256 {
            return Outcome::SnapshotSpoilt;
        }
        self.master.clear();
        for line in whole.lines() {
            self.take(Document::read_line(line));
        }
        self.refold();
        self.cursor = manifest.covers;
        self.needs_snapshot = false;
        Outcome::SnapshotLoaded
    }

    fn incarnate(&mut self, author: AuthorId, from: Seq, forked: bool, now: WallMs) -> Outcome {
        let Some(seed) = self.prepared.take() else { return Outcome::Failed(Trouble::Contradicted) };
        let keep = (from.0 as usize).saturating_sub(1);
        let own = self.logs.entry(self.author).or_default();
        let untold = own.split_off(keep.min(own.len()));
        self.aside.extend(untold.iter().cloned());
        // A backup may know the author already that a later life of this device had become.
        let stale = self.logs.remove(&author).unwrap_or_default();
        assert!(stale.is_empty() || author != self.author);
        self.author = author;
        self.seed = seed;
        self.acked = Seq(0);
        self.head = Head { seq: Seq(0), hash: Head::GENESIS.hash, hlc: self.head.hlc };
        for record in untold {
            let mut recovered = RecoveredRecord::of(&record).expect("the payload is text");
            let original = record.kind != Kind::Recovered.number();
            if original {
                recovered.forked = forked;
            } else if recovered.forked {
                // It went by the name of the record that told it.
                (recovered.from, recovered.forked) = (record.id(), forked);
            }
            self.append(&Body::Recovered(recovered), now);
        }
        self.refold();
        Outcome::Incarnated(Box::new(self.standing()))
    }
}
