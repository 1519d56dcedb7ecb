//! What happens in the control room: entries of the log, counts, anomalies, clock checks, messages.
//!
//! A line of the log often does several things at once, and they belong together: they stand in one record, as its deeds. A deed
//! that this build does not know is passed over, and the others count. A record that it cannot read any further is carried as
//! [`Body::Unknown`], so that a newer build reads it in its place.

mod deed;
mod entry;
mod setting;

use std::collections::BTreeMap;
use std::fmt;

use gatehouse_core::anomaly::{Rule, Told};
use gatehouse_core::ids::{CheckpointId, RecordId, ZoneId};
use gatehouse_core::incident::{Alert, Entry, Severity};
use gatehouse_core::occupancy::{Click, Recount};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use self::deed::{AlertJson, SeverityJson};
use self::entry::EntryJson;
use super::json::{record_id_or_absent, record_ids, text, texts};
use super::{Body, from_json};
use crate::{Error, Kind};

/// An entry of the log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogEntryRecord {
    /// What was said, and what it does.
    #[serde(with = "EntryJson")]
    pub entry: Entry,
}

/// People were counted at a door: everything that the device has counted there so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClickerCountRecord {
    /// What was counted.
    #[serde(with = "ClickJson")]
    pub click: Click,
}

/// The people in a zone were counted anew.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecountRecord {
    /// By how many the figure was off.
    #[serde(with = "RecountJson")]
    pub recount: Recount,
}

/// The facts at the gates contradict each other.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnomalyRecord {
    /// What was found.
    #[serde(with = "ToldJson")]
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

// What people wrote stands in them, or who they are.
quiet! { LogEntryRecord RecountRecord AnomalyRecord ClockCheckRecord MessageQueuedRecord }

/// Reads a payload of one of these kinds; one that only a newer build can read is carried.
pub(super) fn read(kind: Kind, version: u8, payload: &[u8]) -> Result<Body, Error> {
    let number = kind.number();
    let read = match kind {
        Kind::ClickerCount => from_json(number, payload).map(Body::ClickerCount),
        Kind::Recount => from_json(number, payload).map(Body::Recount),
        Kind::Anomaly => from_json(number, payload).map(Body::Anomaly),
        Kind::ClockCheck => from_json(number, payload).map(Body::ClockCheck),
        Kind::MessageQueued => from_json(number, payload).map(Body::MessageQueued),
        _ => from_json(number, payload).map(Body::LogEntry),
    };
    read.or_else(|error| match serde_json::from_slice::<BTreeMap<String, IgnoredAny>>(payload) {
        Ok(_) => Ok(Body::Unknown { kind: number, version, payload: payload.to_vec() }),
        Err(_) => Err(error),
    })
}

/// Whether records of a kind name others, which go by other names where a log forked.
pub(super) fn names_others(kind: u16) -> bool {
    matches!(
        Kind::from_number(kind),
        Some(Kind::LogEntry | Kind::Anomaly | Kind::MessageQueued | Kind::MessageSent)
    )
}
