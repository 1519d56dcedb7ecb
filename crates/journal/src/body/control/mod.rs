//! What happens in the control room: entries of the log, counts, anomalies, clock checks, messages.
//!
//! A line of the log often does several things at once, and they belong together: they stand in one record, as its deeds. A deed
//! that this build does not know is passed over, and the others count.

mod deed;
mod entry;
mod setting;

use std::fmt;

use gatehouse_core::anomaly::{Rule, Told};
use gatehouse_core::ids::{CheckpointId, RecordId, ZoneId};
use gatehouse_core::incident::{Alert, Entry, Severity};
use gatehouse_core::occupancy::{Click, Recount};
use serde::{Deserialize, Serialize};

use self::deed::{AlertJson, SeverityJson};
use self::entry::EntryJson;
use super::json::{record_id_or_absent, record_ids, text, texts};
use super::{Body, from_json};
use crate::Kind;

/// An entry of the log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntryRecord {
    /// What was said, and what it does.
    #[serde(flatten, with = "EntryJson")]
    pub entry: Entry,
}

impl LogEntryRecord {
    /// The same entry where other records go by other names; `None` when it holds no name that changes.
    pub(super) fn renamed(&self, rename: impl Fn(RecordId) -> RecordId) -> Option<Self> {
        let mut renamed = self.clone();
        for name in deed::names(&mut renamed.entry) {
            *name = rename(*name);
        }
        (renamed != *self).then_some(renamed)
    }
}

/// People were counted at a door: everything that the device has counted there so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClickerCountRecord {
    /// What was counted.
    #[serde(flatten, with = "ClickJson")]
    pub click: Click,
}

/// The people in a zone were counted anew.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecountRecord {
    /// By how many the figure was off.
    #[serde(flatten, with = "RecountJson")]
    pub recount: Recount,
}

/// The facts at the gates contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnomalyRecord {
    /// What was found.
    #[serde(flatten, with = "ToldJson")]
    pub told: Told,
}

/// The wall clock was compared with another one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockCheckRecord {
    /// With which.
    pub reference: String,
    /// By how many milliseconds the own one was ahead.
    pub offset_ms: i64,
}

/// A message was queued for the organizer's worker, who delivers it once there is a connection.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageQueuedRecord {
    /// About which incident.
    #[serde(default, with = "record_id_or_absent", skip_serializing_if = "Option::is_none")]
    pub incident: Option<RecordId>,
    /// How loudly.
    #[serde(with = "AlertJson")]
    pub level: Alert,
    /// What brought it about: `incident`.
    pub trigger: String,
    /// Its words.
    pub text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Click")]
struct ClickJson {
    #[serde(with = "text")]
    door: CheckpointId,
    entries: u64,
    exits: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Recount")]
struct RecountJson {
    #[serde(with = "text")]
    zone: ZoneId,
    by: i64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Told")]
struct ToldJson {
    #[serde(with = "RuleJson")]
    rule: Rule,
    key: String,
    #[serde(with = "SeverityJson")]
    severity: Severity,
    #[serde(default, with = "texts", skip_serializing_if = "Vec::is_empty")]
    checkpoints: Vec<CheckpointId>,
    #[serde(default, with = "record_ids", skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<RecordId>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    draft: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Rule", rename_all = "snake_case")]
enum RuleJson {
    AdmittedTwice,
    ManyForgeries,
    RefusedThenAdmitted,
    ManyOverrides,
    SilentGate,
    TooFast,
    ClockStep,
    AfterTheWindow,
}

macro_rules! quiet {
    ($($record:ident)+) => {$(
        impl fmt::Debug for $record {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($record)).finish_non_exhaustive()
            }
        }
    )+};
}

// What people wrote stands in them.
quiet! { LogEntryRecord RecountRecord ClockCheckRecord MessageQueuedRecord }

/// Reads an entry; one that only a newer build can read is carried.
pub(super) fn read(version: u8, payload: &[u8]) -> Body {
    let kind = Kind::LogEntry.number();
    from_json(kind, payload).map(Body::LogEntry).unwrap_or_else(|_| Body::Unknown {
        kind,
        version,
        payload: payload.to_vec(),
    })
}
