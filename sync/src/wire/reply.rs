//! The shapes of the answers.
//!
//! Reading is all or nothing: an answer that lacks a field, or has one of another type, is no answer at all, because
//! something between here and the central store wrote or cut it. Only documents are read one by one.

use std::fmt;

use gatehouse_core::ids::{AuthorId, CheckpointId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::Hash;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::json::{hex32, number, text, text_or_absent, unpair};
use super::{Call, DeviceId, Document, Sealed, Vector};
use crate::session::Tokens;

/// A well-formed answer that says yes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// The receipt of an `ingest`: how far the author's log has got there, and the hash of that record.
    Ingested {
        /// The last record's place.
        head: Seq,
        /// Its hash, which stands for the whole log up to it.
        hash: Hash,
    },
    /// Records of everybody.
    Pulled {
        /// By author, each in order.
        logs: Vec<Log>,
        /// Whether there is more.
        more: bool,
        /// How far each log has got there.
        heads: Vector,
    },
    /// Changes of master data.
    Master {
        /// The documents.
        rows: Vec<Document>,
        /// Where the next call begins.
        next: String,
        /// Whether there is more.
        more: bool,
    },
    /// What a snapshot consists of.
    Manifest(Manifest),
    /// One chunk of a snapshot: documents, one per line.
    Chunk(String),
    /// A heartbeat was heard.
    Heartbeat {
        /// The central store's clock.
        server: WallMs,
        /// How far the own log has got there.
        head: Seq,
        /// It holds more of the own log than the vector said.
        rolled_back: bool,
        /// It takes nothing more from this author.
        frozen: bool,
    },
    /// The device goes on as this author.
    Incarnated {
        /// Whoever writes from now on.
        author: AuthorId,
    },
    /// The signed-in user is the device again.
    Resumed {
        /// The event.
        event: EventId,
        /// Whoever the central store believes the device to write as.
        author: AuthorId,
        /// The central store's clock.
        server: WallMs,
    },
    /// The device has joined the event.
    Enrolled(Box<Enrolled>),
    /// Somebody signed in.
    Tokens(Tokens),
    /// What the organizer's calls answer.
    Organizer(Value),
}

/// Records of one author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Whose.
    pub author: AuthorId,
    /// In their order.
    pub records: Vec<Sealed>,
}

/// What a snapshot consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Names it.
    pub snapshot: String,
    /// Where deltas begin behind it.
    pub covers: String,
    /// How many documents it has.
    pub rows: u64,
    /// The SHA-256 of all chunks, one behind the other.
    #[serde(with = "hex32")]
    pub sha256: [u8; 32],
    /// Its chunks.
    pub chunks: Vec<ChunkOf>,
}

/// One chunk of a snapshot, as its manifest tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkOf {
    /// Its number.
    pub n: u32,
    /// How many documents it has.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256.
    #[serde(with = "hex32")]
    pub sha256: [u8; 32],
}

impl ChunkOf {
    /// Whether this is its text.
    #[must_use]
    pub fn is_sound(&self, text: &str) -> bool {
        let rows = text.lines().filter(|line| !line.is_empty()).count();
        u64::try_from(rows) == Ok(self.rows)
            && u64::try_from(text.len()) == Ok(self.bytes)
            && Sha256::digest(text.as_bytes()).as_slice() == self.sha256
    }
}

/// What a device learns when it joins.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Enrolled {
    /// The device.
    #[serde(with = "text")]
    pub device: DeviceId,
    /// Whoever it writes as.
    #[serde(with = "text")]
    pub author: AuthorId,
    /// What binds it again when its session is lost; told once.
    pub secret: Zeroizing<String>,
    /// What it is for.
    pub role: String,
    /// What it is called.
    pub name: String,
    /// Where it stands, when that is known.
    #[serde(default, with = "text_or_absent")]
    pub checkpoint: Option<CheckpointId>,
    /// The event, as a document.
    pub event: Value,
    /// The central store's clock.
    #[serde(rename = "server_ms", with = "number")]
    pub server: WallMs,
}

impl fmt::Debug for Enrolled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Enrolled")
            .field("device", &self.device)
            .field("author", &self.author)
            .finish_non_exhaustive()
    }
}

/// What a body turned out to be.
#[derive(Debug)]
pub(crate) enum Expected {
    /// A yes.
    Reply(Reply),
    /// An expected no, with its word and whatever belongs to it.
    No { error: String, head: Option<u64>, seq: Option<u64>, index: Option<u64>, cutoff: Option<u64> },
}

/// The body is not what the call answers.
#[derive(Debug)]
pub(crate) struct Unexpected;

/// Reads the body of a successful answer.
pub(crate) fn reply(call: Call, body: &[u8]) -> Result<Expected, Unexpected> {
    if call.is_sign_in() {
        return Ok(Expected::Reply(Reply::Tokens(read_slice::<TokensJson>(body)?.into())));
    }
    let value: Value = read_slice(body)?;
    if value.get("ok") == Some(&Value::Bool(false)) {
        let no: No = read(value)?;
        let No { error, head, seq, index, cutoff } = no;
        return Ok(Expected::No { error, head, seq, index, cutoff });
    }
    if value.get("ok") != Some(&Value::Bool(true)) {
        return Err(Unexpected);
    }
    yes(call, value).map(Expected::Reply)
}

fn yes(call: Call, value: Value) -> Result<Reply, Unexpected> {
    Ok(match call {
        Call::Ingest => {
            let Ingested { head, hash } = read(value)?;
            Reply::Ingested { head, hash }
        }
        Call::Pull => {
            let Pulled { logs, more, heads } = read(value)?;
            let logs = logs.into_iter().map(LogJson::open).collect::<Option<_>>().ok_or(Unexpected)?;
            let heads = heads.into_iter().map(|(author, seq)| Some((author.parse().ok()?, Seq(seq))));
            Reply::Pulled { logs, more, heads: heads.collect::<Option<_>>().ok_or(Unexpected)? }
        }
        Call::PullMaster => {
            let Master { rows, next, more } = read(value)?;
            Reply::Master { rows: rows.into_iter().map(Document::read).collect(), next, more }
        }
        Call::Snapshot => Reply::Manifest(read(value)?),
        Call::SnapshotChunk => Reply::Chunk(read::<Chunk>(value)?.body),
        Call::Heartbeat => {
            let Heartbeat { server, head, rolled_back, frozen } = read(value)?;
            Reply::Heartbeat { server, head, rolled_back, frozen }
        }
        Call::Incarnate => Reply::Incarnated { author: read::<Incarnated>(value)?.author },
        Call::Resume => {
            let Resumed { event_id: event, author, server } = read(value)?;
            Reply::Resumed { event, author, server }
        }
        Call::Enrol => Reply::Enrolled(Box::new(read(value)?)),
        Call::Fleet
        | Call::Conflicts
        | Call::Report
        | Call::Publish
        | Call::CreateEnrolmentCode
        | Call::RevokeDevice => Reply::Organizer(value),
        Call::SignUp | Call::Refresh | Call::Password => return Err(Unexpected),
    })
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Unexpected> {
    serde_json::from_value(value).map_err(|_| Unexpected)
}

fn read_slice<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unexpected> {
    serde_json::from_slice(body).map_err(|_| Unexpected)
}

#[derive(Deserialize)]
struct No {
    error: String,
    #[serde(default)]
    head: Option<u64>,
    #[serde(default)]
    seq: Option<u64>,
    #[serde(default)]
    index: Option<u64>,
    #[serde(default)]
    cutoff: Option<u64>,
}

#[derive(Deserialize)]
struct Ingested {
    #[serde(with = "number")]
    head: Seq,
    #[serde(with = "hex32")]
    hash: Hash,
}

#[derive(Deserialize)]
struct Pulled {
    logs: Vec<LogJson>,
    more: bool,
    heads: std::collections::BTreeMap<String, u64>,
}

#[derive(Deserialize)]
struct LogJson {
    #[serde(with = "text")]
    author: AuthorId,
    records: Vec<[String; 2]>,
}

impl LogJson {
    fn open(self) -> Option<Log> {
        let records = self.records.iter().map(unpair).collect::<Option<_>>()?;
        Some(Log { author: self.author, records })
    }
}

#[derive(Deserialize)]
struct Master {
    rows: Vec<Value>,
    next: String,
    more: bool,
}

#[derive(Deserialize)]
struct Chunk {
    body: String,
}

#[derive(Deserialize)]
struct Heartbeat {
    #[serde(rename = "server_ms", with = "number")]
    server: WallMs,
    #[serde(with = "number")]
    head: Seq,
    rolled_back: bool,
    frozen: bool,
}

#[derive(Deserialize)]
struct Incarnated {
    #[serde(with = "text")]
    author: AuthorId,
}

#[derive(Deserialize)]
struct Resumed {
    #[serde(with = "text")]
    event_id: EventId,
    #[serde(with = "text")]
    author: AuthorId,
    #[serde(rename = "server_ms", with = "number")]
    server: WallMs,
}

/// GoTrue tells the end as a time in newer versions and as a span in all.
#[derive(Deserialize)]
struct TokensJson {
    access_token: Zeroizing<String>,
    refresh_token: Zeroizing<String>,
    #[serde(default)]
    expires_at: Option<i64>,
}

impl From<TokensJson> for Tokens {
    fn from(json: TokensJson) -> Self {
        Self {
            access: json.access_token,
            refresh: json.refresh_token,
            expires: json.expires_at.map(WallMs::from_unix_seconds),
        }
    }
}
