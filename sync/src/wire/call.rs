//! The calls: their names, their arguments, how long they may take.

use std::fmt;

use gatehouse_core::ids::{AuthorId, CheckpointId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::DevicePublicKey;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::json::pair;
use super::{DeviceId, Document, Sealed, Vector};

/// Which call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the README's table of calls says what each does")]
pub enum Call {
    Enrol,
    Resume,
    Incarnate,
    Ingest,
    Pull,
    PullMaster,
    Snapshot,
    SnapshotChunk,
    Heartbeat,
    Fleet,
    Conflicts,
    Report,
    Publish,
    CreateEnrolmentCode,
    RevokeDevice,
    /// GoTrue: a new anonymous user.
    SignUp,
    /// GoTrue: a new access token for a refresh token.
    Refresh,
    /// GoTrue: a session for an e-mail address and a password.
    Password,
}

impl Call {
    /// Where it is posted to, behind the address of the central store.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Enrol => "/rest/v1/rpc/enrol",
            Self::Resume => "/rest/v1/rpc/resume",
            Self::Incarnate => "/rest/v1/rpc/incarnate",
            Self::Ingest => "/rest/v1/rpc/ingest",
            Self::Pull => "/rest/v1/rpc/pull",
            Self::PullMaster => "/rest/v1/rpc/pull_master",
            Self::Snapshot => "/rest/v1/rpc/snapshot",
            Self::SnapshotChunk => "/rest/v1/rpc/snapshot_chunk",
            Self::Heartbeat => "/rest/v1/rpc/heartbeat",
            Self::Fleet => "/rest/v1/rpc/fleet",
            Self::Conflicts => "/rest/v1/rpc/conflicts",
            Self::Report => "/rest/v1/rpc/report",
            Self::Publish => "/rest/v1/rpc/publish",
            Self::CreateEnrolmentCode => "/rest/v1/rpc/create_enrolment_code",
            Self::RevokeDevice => "/rest/v1/rpc/revoke_device",
            Self::SignUp => "/auth/v1/signup",
            Self::Refresh => "/auth/v1/token?grant_type=refresh_token",
            Self::Password => "/auth/v1/token?grant_type=password",
        }
    }

    /// Whether it goes to GoTrue, which wants no user's token and answers in its own way.
    #[must_use]
    pub const fn is_sign_in(self) -> bool {
        matches!(self, Self::SignUp | Self::Refresh | Self::Password)
    }

    /// How long it may take in all, in milliseconds. Bulk may take long over a bad link; a heartbeat may not.
    #[must_use]
    pub const fn timeout_ms(self) -> u64 {
        match self {
            Self::SnapshotChunk | Self::Snapshot | Self::Publish => 60_000,
            Self::Ingest | Self::Pull | Self::PullMaster | Self::Report => 25_000,
            _ => 10_000,
        }
    }
}

/// Why a device goes on as a new author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IncarnationReason {
    /// The central store holds another record with one of our numbers.
    Fork,
    /// The central store takes nothing more from the author.
    Frozen,
    /// The central store holds more of the own log than this device: its database was restored.
    RolledBack,
    /// The central store knows this device under another author.
    Unknown,
}

impl IncarnationReason {
    /// The word for it on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fork => "fork",
            Self::Frozen => "frozen",
            Self::RolledBack => "rolled_back",
            Self::Unknown => "unknown",
        }
    }
}

/// What a device says of itself when it joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceInfo {
    /// What people call it.
    pub name: String,
    /// The version of the program.
    pub app_version: String,
    /// The operating system.
    pub platform: String,
    /// Whom it writes as already, when its event was made on it.
    pub author: Option<AuthorId>,
}

/// What an enrolment code is to be made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRequest {
    /// What the device will be for.
    pub role: String,
    /// What it will be called.
    pub name: String,
    /// Where it will stand, when that is known.
    pub checkpoint: Option<CheckpointId>,
    /// For how long the code is good.
    pub minutes: u32,
}

/// Which device is no longer trusted, and from where on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevokeRequest {
    /// The device.
    pub device: DeviceId,
    /// The last of its records that is trusted; `None` for all that the central store has.
    pub cutoff: Option<Seq>,
}

/// A call with its arguments. Its debug output names the call only.
#[derive(Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the arguments of the README's table of calls")]
pub enum Request {
    Enrol { code: String, public_key: DevicePublicKey, info: DeviceInfo },
    Resume { device: DeviceId, secret: Zeroizing<String> },
    Incarnate { event: EventId, public_key: DevicePublicKey, reason: IncarnationReason },
    Ingest { event: EventId, author: AuthorId, base: Seq, records: Vec<Sealed> },
    Pull { event: EventId, vector: Vector, row_limit: u32 },
    PullMaster { event: EventId, since: String, row_limit: u32 },
    Snapshot { event: EventId, fresh: bool },
    SnapshotChunk { event: EventId, snapshot: String, n: u32 },
    Heartbeat { event: EventId, vector: Vector, queue: u64, clock: WallMs, version: String },
    Fleet { event: EventId },
    Conflicts { event: EventId },
    Report { event: EventId },
    Publish { event: EventId, rows: Vec<Document> },
    CreateEnrolmentCode { event: EventId, code: CodeRequest },
    RevokeDevice(RevokeRequest),
    SignUp,
    Refresh { token: Zeroizing<String> },
    Password { email: String, password: Zeroizing<String> },
}

impl Request {
    /// Which call it is.
    #[must_use]
    pub const fn call(&self) -> Call {
        match self {
            Self::Enrol { .. } => Call::Enrol,
            Self::Resume { .. } => Call::Resume,
            Self::Incarnate { .. } => Call::Incarnate,
            Self::Ingest { .. } => Call::Ingest,
            Self::Pull { .. } => Call::Pull,
            Self::PullMaster { .. } => Call::PullMaster,
            Self::Snapshot { .. } => Call::Snapshot,
            Self::SnapshotChunk { .. } => Call::SnapshotChunk,
            Self::Heartbeat { .. } => Call::Heartbeat,
            Self::Fleet { .. } => Call::Fleet,
            Self::Conflicts { .. } => Call::Conflicts,
            Self::Report { .. } => Call::Report,
            Self::Publish { .. } => Call::Publish,
            Self::CreateEnrolmentCode { .. } => Call::CreateEnrolmentCode,
            Self::RevokeDevice(_) => Call::RevokeDevice,
            Self::SignUp => Call::SignUp,
            Self::Refresh { .. } => Call::Refresh,
            Self::Password { .. } => Call::Password,
        }
    }

    /// The JSON that is posted.
    #[must_use]
    pub fn body(&self) -> Zeroizing<Vec<u8>> {
        let value = match self {
            Self::Enrol { code, public_key, info } => json!({
                "code": code,
                "public_key": public_key.to_string(),
                "info": {
                    "name": info.name,
                    "app_version": info.app_version,
                    "platform": info.platform,
                    "author": info.author.map(|author| author.to_string()),
                },
            }),
            Self::Resume { device, secret } => {
                json!({ "device_id": device.to_string(), "secret": secret.as_str() })
            }
            Self::Incarnate { event, public_key, reason } => json!({
                "event_id": event.to_string(),
                "public_key": public_key.to_string(),
                "reason": reason.as_str(),
            }),
            Self::Ingest { event, author, base, records } => json!({
                "event_id": event.to_string(),
                "author": author.to_string(),
                "base_seq": base.0,
                "records": records.iter().map(pair).collect::<Vec<_>>(),
            }),
            Self::Pull { event, vector, row_limit } => {
                json!({ "event_id": event.to_string(), "vector": heads(vector), "row_limit": row_limit })
            }
            Self::PullMaster { event, since, row_limit } => {
                json!({ "event_id": event.to_string(), "since": since, "row_limit": row_limit })
            }
            Self::SnapshotChunk { event, snapshot, n } => {
                json!({ "event_id": event.to_string(), "snapshot_id": snapshot, "n": n })
            }
            Self::Heartbeat { event, vector, queue, clock, version } => json!({
                "event_id": event.to_string(),
                "vector": heads(vector),
                "queue": queue,
                "clock_ms": clock.0,
                "version": version,
            }),
            Self::Snapshot { event, fresh } => json!({ "event_id": event.to_string(), "fresh": fresh }),
            Self::Fleet { event } | Self::Conflicts { event } | Self::Report { event } => {
                json!({ "event_id": event.to_string() })
            }
            Self::Publish { event, rows } => {
                json!({ "event": event.to_string(), "rows": rows.iter().map(Document::write).collect::<Vec<_>>() })
            }
            Self::CreateEnrolmentCode { event, code } => json!({
                "event_id": event.to_string(),
                "role": code.role,
                "name": code.name,
                "checkpoint_id": code.checkpoint.map(|id| id.to_string()),
                "minutes": code.minutes,
            }),
            Self::RevokeDevice(request) => json!({
                "device_id": request.device.to_string(),
                "cutoff": request.cutoff.map(|seq| seq.0),
            }),
            Self::SignUp => json!({}),
            Self::Refresh { token } => json!({ "refresh_token": token.as_str() }),
            Self::Password { email, password } => json!({ "email": email, "password": password.as_str() }),
        };
        Zeroizing::new(value.to_string().into_bytes())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({:?})", self.call())
    }
}

/// A vector as an object of numbers.
fn heads(vector: &Vector) -> Value {
    Value::Object(
        vector.iter().map(|(author, seq)| (author.to_string(), json!(seq.0))).collect::<Map<_, _>>(),
    )
}
