//! How the engine is doing, as data for the screens. Words for people are chosen there.

use gatehouse_core::ids::{AuthorId, Seq};
use gatehouse_core::time::WallMs;

use crate::depot::Trouble;
use crate::wire::Call;

/// How the engine is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Whether the central store is in reach.
    pub connection: Connection,
    /// When it was last heard of.
    pub last_contact: Option<WallMs>,
    /// How many own records it has not acknowledged.
    pub waiting: u64,
    /// When master data was last known to be complete.
    pub master_at: Option<WallMs>,
    /// How far the first download has got, while it runs.
    pub snapshot: Option<Progress>,
    /// What somebody must look at.
    pub alarm: Option<Alarm>,
    /// How far the central store's clock is ahead of this one, in milliseconds, when it has told.
    pub clock_offset_ms: Option<i64>,
    /// Authors whose logs are not taken at the moment.
    pub quarantined: Vec<Quarantined>,
    /// How many rows of master data this build could not read since it started.
    pub unread_rows: u64,
}

impl Default for Status {
    fn default() -> Self {
        Self {
            connection: Connection::Connecting,
            last_contact: None,
            waiting: 0,
            master_at: None,
            snapshot: None,
            alarm: None,
            clock_offset_ms: None,
            quarantined: Vec::new(),
            unread_rows: 0,
        }
    }
}

/// Whether the central store is in reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    /// Not heard of yet.
    Connecting,
    /// It answers.
    Connected,
    /// It does not.
    Offline {
        /// Since when, by the wall clock.
        since: WallMs,
    },
    /// It answers, but wants something that only a person can change. Looked at again every ten minutes.
    Parked(Parked),
    /// It says that this device is no longer trusted.
    Revoked {
        /// The last of its records that is.
        cutoff: Option<Seq>,
    },
    /// The engine has ended.
    Stopped,
}

/// What the engine waits for somebody to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// The call that was refused.
    pub call: Call,
    /// The status; 200 when it was an expected no.
    pub status: u16,
    /// The SQLSTATE or word that came along.
    pub code: Option<String>,
}

impl Parked {
    /// Whether somebody must join the device to the event again: the central store does not know its secret any more.
    #[must_use]
    pub fn asks_for_sign_in(&self) -> bool {
        self.call == Call::Resume || self.call.is_sign_in()
    }

    /// One word for the replica and the log, such as `Ingest:403:42501`.
    #[must_use]
    pub fn word(&self) -> String {
        format!("{:?}:{}:{}", self.call, self.status, self.code.as_deref().unwrap_or("-"))
    }
}

/// What somebody must look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// The central store answers, but for two minutes none of the waiting records has arrived.
    Stalled,
    /// The replica does not take what came.
    Storage(Trouble),
    /// A log of somebody does not verify.
    Quarantine,
    /// This device became a new author, because its log had been continued elsewhere.
    Reborn,
}

/// How far a download has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Chunks that are here.
    pub have: u32,
    /// All chunks; 0 while that is not known.
    pub of: u32,
}

/// An author whose log is not taken at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarantined {
    /// Who.
    pub author: AuthorId,
    /// The word for why: `unknown`, `distrusted`, or one of [`Taken::Refused`](crate::depot::Taken::Refused).
    pub why: &'static str,
}
