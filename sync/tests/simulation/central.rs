//! The central store in memory, with the semantics of `sync/README.md`. A clone is a backup.

use std::collections::BTreeMap;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gatehouse_core::ids::{AuthorId, EventId, Seq};
use gatehouse_journal::{DevicePublicKey, Head, Record};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::facts::Logs;
use crate::transport::HttpAnswer;
use crate::wire::{DeviceId, Request, Sealed, Vector, hex};

/// Behind every key.
const LAST: &str = "~";

/// Changes after which a snapshot is made anew even for whoever has nothing.
const STALE: u64 = 5;

#[derive(Clone)]
pub(super) struct Central {
    pub(super) event: EventId,
    pub(super) logs: Logs,
    pub(super) authors: BTreeMap<AuthorId, Author>,
    pub(super) devices: BTreeMap<DeviceId, Device>,
    /// Master data by change number and key, and the change of each key.
    rows: BTreeMap<(u64, String), Value>,
    place: BTreeMap<String, u64>,
    pub(super) change: u64,
    snapshot: Option<Snapshot>,
    pub(super) sessions: Sessions,
    pub(super) forked: usize,
    /// What each change is known by besides its number, which a restored store gives twice. It stands for randomness: how
    /// often the store had been restored before.
    marks: BTreeMap<u64, u64>,
    pub(super) epoch: u64,
}

#[derive(Clone)]
pub(super) struct Author {
    device: DeviceId,
    key: DevicePublicKey,
    pub(super) frozen: bool,
    pub(super) cutoff: Option<Seq>,
}

#[derive(Clone)]
pub(super) struct Device {
    pub(super) author: AuthorId,
    pub(super) revoked: Option<Seq>,
}

#[derive(Clone)]
struct Snapshot {
    id: String,
    change: u64,
    chunks: Vec<(usize, String)>,
}

/// GoTrue: access tokens with the user behind them and their end, refresh tokens that work once.
#[derive(Clone, Default)]
pub(super) struct Sessions {
    pub(super) next: u64,
    access: BTreeMap<u64, (u64, u64)>,
    refresh: BTreeMap<u64, u64>,
    bound: BTreeMap<u64, DeviceId>,
    pub(super) lasts_ms: u64,
}

impl Sessions {
    pub(super) fn sign_up(&mut self, now: u64) -> (u64, u64) {
        self.next += 1;
        self.issue(self.next, now)
    }

    fn issue(&mut self, user: u64, now: u64) -> (u64, u64) {
        self.next += 2;
        self.access.insert(self.next, (user, now + self.lasts_ms));
        self.refresh.insert(self.next + 1, user);
        self.next += 1;
        (self.next - 1, self.next)
    }

    pub(super) fn refresh(&mut self, token: u64, now: u64) -> Option<(u64, u64)> {
        let user = self.refresh.remove(&token)?;
        Some(self.issue(user, now))
    }

    pub(super) fn bind(&mut self, access: u64, device: DeviceId) {
        if let Some((user, _)) = self.access.get(&access) {
            self.bound.insert(*user, device);
        }
    }

    /// Ends every session.
    pub(super) fn end_all(&mut self) {
        self.access.clear();
        self.refresh.clear();
    }

    fn device(&self, access: Option<u64>, now: u64) -> Result<DeviceId, u16> {
        let (user, until) = access.and_then(|access| self.access.get(&access)).ok_or(401_u16)?;
        if *until <= now {
            return Err(401);
        }
        self.bound.get(user).copied().ok_or(403)
    }
}

pub(super) fn json_answer(status: u16, value: &Value) -> HttpAnswer {
    HttpAnswer {
        status,
        content_type: "application/json; charset=utf-8".to_owned(),
        retry_after_s: None,
        body: value.to_string().into_bytes(),
    }
}

impl Central {
    pub(super) fn new(event: EventId) -> Self {
        Self {
            event,
            logs: Logs::new(),
            authors: BTreeMap::new(),
            devices: BTreeMap::new(),
            rows: BTreeMap::new(),
            place: BTreeMap::new(),
            change: 0,
            snapshot: None,
            sessions: Sessions { lasts_ms: 3_600_000, ..Sessions::default() },
            forked: 0,
            marks: BTreeMap::new(),
            epoch: 0,
        }
    }

    pub(super) fn enrol(&mut self, device: DeviceId, author: AuthorId, key: DevicePublicKey) {
        self.devices.insert(device, Device { author, revoked: None });
        self.authors.insert(author, Author { device, key, frozen: false, cutoff: None });
        self.begin_change();
        self.put_author(author);
    }

    /// One transaction of the organizer.
    pub(super) fn publish(&mut self, rows: &[Value]) {
        self.begin_change();
        for row in rows {
            self.put(row.clone());
        }
    }

    pub(super) fn revoke(&mut self, device: DeviceId) {
        let author = self.devices[&device].author;
        let cutoff = self.head(author).seq;
        self.devices.get_mut(&device).expect("enrolled").revoked = Some(cutoff);
        self.authors.get_mut(&author).expect("enrolled").cutoff = Some(cutoff);
        self.begin_change();
        self.put_author(author);
    }

    fn begin_change(&mut self) {
        self.change += 1;
        self.marks.insert(self.change, self.epoch);
    }

    fn put_author(&mut self, id: AuthorId) {
        let author = &self.authors[&id];
        let row = json!({ "e": "author", "id": id.to_string(), "d": {
            "public_key": author.key.to_string(), "name": "gate", "device": author.device.to_string(),
            "frozen": author.frozen, "cutoff": author.cutoff.map(|seq| seq.0),
        }});
        self.put(row);
    }

    fn put(&mut self, row: Value) {
        let key = format!("{}:{}", row["e"].as_str().expect("text"), row["id"].as_str().expect("text"));
        if let Some(before) = self.place.insert(key.clone(), self.change) {
            self.rows.remove(&(before, key.clone()));
        }
        self.rows.insert((self.change, key), row);
    }

    /// Master data as it ought to be on every replica, but authors: by id, as text.
    pub(super) fn master(&self) -> BTreeMap<String, String> {
        let there = self.rows.values().filter(|row| row["e"] != "author" && row.get("gone").is_none());
        there.map(|row| (row["id"].to_string(), row.to_string())).collect()
    }

    pub(super) fn heads(&self) -> Vector {
        self.logs.iter().map(|(author, log)| (*author, Seq(log.len() as u64))).collect()
    }

    pub(super) fn head(&self, author: AuthorId) -> Head {
        self.logs.get(&author).and_then(|log| log.last()).map_or(Head::GENESIS, |record| record.head())
    }

    /// Whoever a device writes as, after it was bound to a session.
    pub(super) fn resume(&mut self, access: u64, device: DeviceId) -> AuthorId {
        self.sessions.bind(access, device);
        self.devices[&device].author
    }

    pub(super) fn answer(
        &mut self,
        access: Option<u64>,
        request: &Request,
        now: u64,
        wall: i64,
    ) -> HttpAnswer {
        let device = match self.sessions.device(access, now) {
            Ok(device) => device,
            Err(status) => {
                return json_answer(status, &json!({ "code": "42501", "message": "permission denied" }));
            }
        };
        if let Some(cutoff) = self.devices[&device].revoked {
            return json_answer(200, &json!({ "ok": false, "error": "revoked", "cutoff": cutoff.0 }));
        }
        json_answer(200, &self.value(device, request, wall))
    }

    fn value(&mut self, device: DeviceId, request: &Request, wall: i64) -> Value {
        let own = self.devices[&device].author;
        match request {
            Request::Ingest { author, base, records, .. } => self.ingest(device, *author, *base, records),
            Request::Pull { vector, row_limit, .. } => self.pull(vector, *row_limit as usize),
            Request::PullMaster { since, row_limit, .. } => self.pull_master(since, *row_limit as usize),
            Request::Heartbeat { vector, .. } => {
                let head = self.head(own).seq;
                json!({ "ok": true, "server_ms": wall, "head": head.0, "frozen": self.authors[&own].frozen,
                    "rolled_back": vector.get(&own).is_none_or(|seq| *seq < head) })
            }
            Request::Incarnate { public_key, .. } => {
                let known =
                    self.authors.iter().find(|(_, author)| author.key == *public_key).map(|(id, _)| *id);
                let author = known.unwrap_or_else(|| {
                    let mut id = *own.as_bytes();
                    id[8] += 1;
                    while self.authors.contains_key(&AuthorId::from_bytes(id)) {
                        id[8] += 1;
                    }
                    AuthorId::from_bytes(id)
                });
                if known.is_none() {
                    self.authors.get_mut(&own).expect("enrolled").frozen = true;
                    self.enrol(device, author, *public_key);
                    self.put_author(own);
                }
                json!({ "ok": true, "author": author.to_string() })
            }
            Request::Snapshot { fresh, .. } => self.manifest(*fresh),
            Request::SnapshotChunk { snapshot, n, .. } => match &self.snapshot {
                Some(current) if current.id == *snapshot && (*n as usize) < current.chunks.len() => {
                    json!({ "ok": true, "body": current.chunks[*n as usize].1 })
                }
                _ => json!({ "ok": false, "error": "gone" }),
            },
            _ => json!({ "ok": false, "error": "no_such_call" }),
        }
    }

    fn ingest(&mut self, device: DeviceId, author: AuthorId, base: Seq, records: &[Sealed]) -> Value {
        if self.authors.get(&author).is_none_or(|author| author.device != device) {
            return json!({ "ok": false, "error": "not_yours" });
        }
        if self.authors[&author].frozen || self.devices[&device].author != author {
            return json!({ "ok": false, "error": "frozen" });
        }
        let mut head = self.head(author);
        if base.0 > head.seq.0 + 1 {
            return json!({ "ok": false, "error": "gap", "head": head.seq.0 });
        }
        let mut new = Vec::new();
        for (seq, sealed) in (base.0..).zip(records) {
            let record = match Record::from_trusted(sealed.bytes.clone(), &sealed.signature) {
                Ok(record) if record.author == author && record.seq.0 == seq => Rc::new(record),
                _ => return json!({ "ok": false, "error": "malformed", "index": seq - base.0 }),
            };
            let known = self.logs.get(&author).and_then(|log| log.get(seq as usize - 1));
            let forks = match known {
                Some(known) => known.bytes != record.bytes,
                None => record.prev_hash != head.hash,
            };
            if forks {
                self.forked += 1;
                self.authors.get_mut(&author).expect("known").frozen = true;
                self.begin_change();
                self.put_author(author);
                return json!({ "ok": false, "error": "fork", "seq": seq });
            }
            if known.is_none() {
                head = record.head();
                new.push(record);
            }
        }
        self.logs.entry(author).or_default().extend(new);
        json!({ "ok": true, "head": head.seq.0, "hash": hex(&head.hash) })
    }

    fn pull(&self, vector: &Vector, limit: usize) -> Value {
        let mut left = limit;
        let mut more = false;
        let mut logs = Vec::new();
        for (author, log) in &self.logs {
            let above = vector.get(author).map_or(0, |seq| usize::try_from(seq.0).unwrap_or(usize::MAX));
            let rest = log.get(above..).unwrap_or_default();
            let taken: Vec<_> = rest
                .iter()
                .take(left)
                .map(|record| json!([STANDARD.encode(&record.bytes), STANDARD.encode(record.signature)]))
                .collect();
            more |= taken.len() < rest.len();
            left -= taken.len();
            if !taken.is_empty() {
                logs.push(json!({ "author": author.to_string(), "records": taken }));
            }
        }
        let heads: serde_json::Map<_, _> =
            self.heads().iter().map(|(author, seq)| (author.to_string(), json!(seq.0))).collect();
        json!({ "ok": true, "logs": logs, "more": more, "heads": heads })
    }

    fn pull_master(&self, since: &str, limit: usize) -> Value {
        let Some(from) = self.read_cursor(since) else { return json!({ "ok": false, "error": "gone" }) };
        let behind = (std::ops::Bound::Excluded(from), std::ops::Bound::Unbounded);
        let mut rows: Vec<_> = self.rows.range(behind).take(limit + 1).collect();
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = match rows.last() {
            Some(((change, key), _)) if more => self.cursor(*change, key, self.change),
            _ => self.cursor(self.change, LAST, self.change),
        };
        let rows: Vec<_> = rows.iter().map(|(_, row)| (*row).clone()).collect();
        json!({ "ok": true, "rows": rows, "next": next, "more": more })
    }

    /// Names a place, and the newest change there was when it was told: a store that was restored since does not have
    /// that change, or another one by its number. The place alone would not do, because a row that has moved behind it
    /// moves back when the store is restored.
    fn cursor(&self, change: u64, key: &str, newest: u64) -> String {
        format!("{change}.{key}/{newest}.{}", self.marks[&newest])
    }

    /// The place that a cursor names; `None` when this store was restored since it was told.
    fn read_cursor(&self, cursor: &str) -> Option<(u64, String)> {
        if cursor.is_empty() {
            return Some((0, String::new()));
        }
        let part =
            |text: &str| text.split_once('.').map(|(number, rest)| (number.parse().ok(), rest.to_owned()));
        let (place, state) = cursor.split_once('/').expect("a cursor");
        let ((change, key), (newest, mark)) = part(place).zip(part(state)).expect("a cursor");
        let given = self.marks.get(&newest.expect("a number"));
        (given.map(u64::to_string) == Some(mark)).then(|| (change.expect("a number"), key))
    }

    /// Not the newest for whoever has nothing yet, but for whom it replaces everything.
    fn manifest(&mut self, fresh: bool) -> Value {
        let oldest = if fresh { self.change } else { self.change.saturating_sub(STALE) };
        if self.snapshot.as_ref().is_none_or(|snapshot| snapshot.change < oldest) {
            let there: Vec<String> =
                self.rows.values().filter(|row| row.get("gone").is_none()).map(Value::to_string).collect();
            let chunks = there.chunks(4).map(|lines| (lines.len(), lines.join("\n") + "\n")).collect();
            let id = format!("snapshot {} {}", self.change, self.epoch);
            self.snapshot = Some(Snapshot { id, change: self.change, chunks });
        }
        let snapshot = self.snapshot.as_ref().expect("just made");
        let covers = self.cursor(snapshot.change, LAST, snapshot.change);
        let digest = |text: &str| hex(&Sha256::digest(text.as_bytes()));
        let whole: String = snapshot.chunks.iter().map(|(_, body)| body.as_str()).collect();
        let chunks: Vec<_> = snapshot.chunks.iter().enumerate().map(|(n, (rows, body))| {
            json!({ "n": n, "rows": rows, "bytes": body.len(), "sha256": digest(body) })
        }).collect();
        json!({ "ok": true, "snapshot": snapshot.id, "covers": covers, "sha256": digest(&whole),
            "rows": snapshot.chunks.iter().map(|(rows, _)| rows).sum::<usize>(), "chunks": chunks })
    }
}
