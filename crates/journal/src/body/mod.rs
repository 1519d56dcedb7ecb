//! What records say.
//!
//! Each kind that this build knows has one struct, whose JSON is the payload: snake-case keys, ids as text, hashes and
//! keys in hexadecimal, and nothing at all for what is absent. Keys that a struct does not have are ignored, so that a
//! newer build may add some without a new version; a new version is for what an older one must not try to understand.

mod control;
mod device;
mod json;
mod log;
mod scan;
mod show;

use std::fmt;

use gatehouse_core::ids::ShowId;
use serde::{Deserialize, Serialize};

pub use control::{
    AnomalyRecord, ClickerCountRecord, ClockCheckRecord, LogEntryRecord, MessageQueuedRecord, RecountRecord,
};
pub use device::{ClockStepRecord, DeviceEnrolledRecord, OperatorChangedRecord};
pub use log::{AuthorHead, HeadsCheckpointRecord, RecoveredRecord};
pub use scan::{ScanRecord, UndoRecord, Word};
pub use show::{PlanEditRecord, ShowActionRecord};

use crate::{Error, Kind};

/// The version of every payload's form so far.
const VERSION: u8 = 1;

/// What a record says.
///
/// Its debug output names the kind only, because payloads may hold what people wrote.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// A device joined the event.
    DeviceEnrolled(DeviceEnrolledRecord),
    /// Another person took the device over.
    OperatorChanged(OperatorChangedRecord),
    /// A credential was presented.
    Scan(ScanRecord),
    /// A pass was taken back.
    Undo(UndoRecord),
    /// People were counted at a door by hand.
    ClickerCount(ClickerCountRecord),
    /// The people in a zone were counted anew.
    Recount(RecountRecord),
    /// The facts at the gates contradict each other.
    Anomaly(AnomalyRecord),
    /// An entry of the event's log.
    LogEntry(LogEntryRecord),
    /// The wall clock jumped.
    ClockStep(ClockStepRecord),
    /// The wall clock was compared with another one.
    ClockCheck(ClockCheckRecord),
    /// Something was done while a show ran.
    ShowAction(ShowActionRecord),
    /// A show's plan was changed.
    PlanEdit(PlanEditRecord),
    /// A message was queued.
    MessageQueued(MessageQueuedRecord),
    /// How far the device had got with everybody's logs.
    HeadsCheckpoint(HeadsCheckpointRecord),
    /// A record of an earlier author of the same device, told again.
    Recovered(RecoveredRecord),
    /// A kind or version that this build cannot read; kept and forwarded to the byte, passed over by the fold.
    Unknown {
        /// The number of the kind.
        kind: u16,
        /// The version of the payload's form.
        version: u8,
        /// The payload as it was signed.
        payload: Vec<u8>,
    },
}

impl Body {
    /// The number of the kind that stands in the record.
    #[must_use]
    pub const fn kind(&self) -> u16 {
        match self {
            Self::DeviceEnrolled(_) => Kind::DeviceEnrolled.number(),
            Self::OperatorChanged(_) => Kind::OperatorChanged.number(),
            Self::Scan(_) => Kind::Scan.number(),
            Self::Undo(_) => Kind::Undo.number(),
            Self::ClickerCount(_) => Kind::ClickerCount.number(),
            Self::Recount(_) => Kind::Recount.number(),
            Self::Anomaly(_) => Kind::Anomaly.number(),
            Self::LogEntry(_) => Kind::LogEntry.number(),
            Self::ClockStep(_) => Kind::ClockStep.number(),
            Self::ClockCheck(_) => Kind::ClockCheck.number(),
            Self::ShowAction(_) => Kind::ShowAction.number(),
            Self::PlanEdit(_) => Kind::PlanEdit.number(),
            Self::MessageQueued(_) => Kind::MessageQueued.number(),
            Self::HeadsCheckpoint(_) => Kind::HeadsCheckpoint.number(),
            Self::Recovered(_) => Kind::Recovered.number(),
            Self::Unknown { kind, .. } => *kind,
        }
    }

    /// The version of the payload's form that stands in the record.
    #[must_use]
    pub const fn version(&self) -> u8 {
        match self {
            Self::Unknown { version, .. } => *version,
            _ => VERSION,
        }
    }

    /// The show that a record of a show belongs to, also when this build cannot read what else it says.
    #[must_use]
    pub fn show(&self) -> Option<ShowId> {
        match self {
            Self::ShowAction(record) => Some(record.show),
            Self::PlanEdit(record) => Some(record.show),
            Self::Unknown { kind, payload, .. } => match Kind::from_number(*kind) {
                Some(Kind::ShowAction | Kind::PlanEdit) => show::named(payload),
                _ => None,
            },
            _ => None,
        }
    }

    /// Reads a payload by its kind and version.
    ///
    /// # Errors
    ///
    /// When the kind and version are known and the payload does not have their form.
    pub fn read(kind: u16, version: u8, payload: &[u8]) -> Result<Self, Error> {
        let known = Kind::from_number(kind).filter(|_| version == VERSION);
        match known {
            Some(Kind::DeviceEnrolled) => from_json(kind, payload).map(Self::DeviceEnrolled),
            Some(Kind::OperatorChanged) => from_json(kind, payload).map(Self::OperatorChanged),
            Some(Kind::Scan) => from_json(kind, payload).map(Self::Scan),
            Some(Kind::Undo) => from_json(kind, payload).map(Self::Undo),
            Some(Kind::ClockStep) => from_json(kind, payload).map(Self::ClockStep),
            Some(kind @ (Kind::ShowAction | Kind::PlanEdit)) => show::read(kind, version, payload),
            Some(
                kind @ (Kind::ClickerCount
                | Kind::Recount
                | Kind::Anomaly
                | Kind::LogEntry
                | Kind::ClockCheck
                | Kind::MessageQueued),
            ) => control::read(kind, version, payload),
            Some(Kind::HeadsCheckpoint) => from_json(kind, payload).map(Self::HeadsCheckpoint),
            Some(Kind::Recovered) => from_json(kind, payload).map(Self::Recovered),
            _ => Ok(Self::Unknown { kind, version, payload: payload.to_vec() }),
        }
    }

    /// Appends the payload.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) -> Result<(), Error> {
        match self {
            Self::DeviceEnrolled(record) => to_json(record, bytes),
            Self::OperatorChanged(record) => to_json(record, bytes),
            Self::Scan(record) => to_json(record, bytes),
            Self::Undo(record) => to_json(record, bytes),
            Self::ClickerCount(record) => to_json(record, bytes),
            Self::Recount(record) => to_json(record, bytes),
            Self::Anomaly(record) => to_json(record, bytes),
            Self::LogEntry(record) => to_json(record, bytes),
            Self::ClockStep(record) => to_json(record, bytes),
            Self::ClockCheck(record) => to_json(record, bytes),
            Self::ShowAction(record) => to_json(record, bytes),
            Self::PlanEdit(record) => to_json(record, bytes),
            Self::MessageQueued(record) => to_json(record, bytes),
            Self::HeadsCheckpoint(record) => to_json(record, bytes),
            Self::Recovered(record) => to_json(record, bytes),
            Self::Unknown { payload, .. } => {
                bytes.extend_from_slice(payload);
                Ok(())
            }
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Kind::from_number(self.kind()) {
            Some(kind) => write!(f, "Body({kind})"),
            None => write!(f, "Body(kind {})", self.kind()),
        }
    }
}

fn to_json(record: &impl Serialize, bytes: &mut Vec<u8>) -> Result<(), Error> {
    serde_json::to_writer(bytes, record).map_err(Error::Unwritable)
}

fn from_json<'de, T: Deserialize<'de>>(kind: u16, payload: &'de [u8]) -> Result<T, Error> {
    serde_json::from_slice(payload).map_err(|error| Error::Payload { kind, near: error.column() })
}
