//! The control room at a glance: what is open, what sounds, what was promised.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::entry::LogEntry;
use super::incident::{IncidentLine, Severity, Timer};
use super::setup::IncidentType;
use crate::id::{RecordId, ZoneId};
use crate::time::WallMs;

/// The control room at this moment. Screens count on from it until the next one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ControlRes {
    /// When this is true, on the clock of all its instants.
    pub now: WallMs,
    /// The letter under which this desk counts its incidents; absent until it opens the first one.
    pub letter: Option<String>,
    /// What is open: the worst first, and the oldest first among equals.
    pub open: Vec<IncidentLine>,
    /// What was resolved or closed, the latest first; no more than the last hundred.
    pub ended: Vec<IncidentLine>,
    /// Timers that ran out and that nobody here has heard yet, the worst first. They sound.
    pub alarms: Vec<TimerAlarm>,
    /// Crowd and gate alarms, the worst first.
    pub warnings: Vec<Warning>,
    /// Promises that nobody settled, the most urgent first.
    pub promises: Vec<PromiseLine>,
    /// A handover that is not over yet.
    pub handover: Option<HandoverState>,
    /// A visit of an authority that is not over yet.
    pub visit: Option<VisitState>,
    /// What this desk did last, as long as it can be taken back with one key.
    pub undo: Option<LogEntry>,
    /// Types of incident to choose from, hidden ones left out.
    pub types: Vec<IncidentType>,
    /// Zones of the event.
    pub zones: Vec<ZoneName>,
    /// Call signs that were used or that the roster knows, in alphabetical order.
    pub call_signs: Vec<String>,
    /// Entries about an incident whose opening has not arrived yet.
    pub waiting: u32,
    /// How many entries the log has.
    pub entries: u64,
}

/// A timer that ran out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TimerAlarm {
    /// Of which incident.
    pub incident: RecordId,
    /// Its number, as it is said.
    pub number: String,
    /// What it is; empty when it is sealed.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it waited for.
    pub timer: Timer,
    /// How often it ran out.
    pub round: u32,
    /// Since when.
    pub since: WallMs,
    /// Whom it goes to now; empty when the event has no chain.
    pub to: String,
}

/// Something that is wrong at the gates or in the crowd.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Warning {
    /// A zone reached a band.
    Crowd {
        /// Which zone.
        zone: ZoneId,
        /// Its name.
        name: String,
        /// Which band, 0 to 3.
        band: u8,
        /// At most so many are inside.
        upper: i64,
        /// How many it may hold.
        capacity: u32,
        /// What is done.
        action: String,
        /// Who sees to it.
        owner: String,
    },
    /// The facts at the gates contradict each other, or look like trouble.
    Gates {
        /// Its record.
        anomaly: RecordId,
        /// When.
        at: WallMs,
        /// Which rule found it.
        rule: AnomalyRule,
        /// How bad it is.
        severity: Severity,
        /// At which checkpoints, by name.
        checkpoints: Vec<String>,
        /// How many records show it.
        evidence: u32,
        /// Enough to open an incident; the screen offers it.
        draft: bool,
    },
}

/// What a rule found at the gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnomalyRule {
    /// A credential was admitted twice.
    AdmittedTwice,
    /// One gate met many signatures that are not ours within a minute.
    ManyForgeries,
    /// A credential was refused at one gate and admitted at another.
    RefusedThenAdmitted,
    /// An operator overrides far more often than the others.
    ManyOverrides,
    /// A gate is silent while its neighbours are busy.
    SilentGate,
    /// More scans than people can present.
    TooFast,
    /// The clock of a device was set.
    ClockStep,
    /// Somebody was admitted after the window.
    AfterTheWindow,
}

/// A promise that nobody settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PromiseLine {
    /// Its record.
    pub promise: RecordId,
    /// Of which incident.
    pub incident: Option<RecordId>,
    /// That incident's number.
    pub number: Option<String>,
    /// What.
    pub text: String,
    /// Who.
    pub owner: String,
    /// Until when.
    pub due: Option<WallMs>,
    /// That moment has passed.
    pub overdue: bool,
}

/// A handover of the lead that is not over yet. Until everything is taken, the one who offered it answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandoverState {
    /// Its record.
    pub handover: RecordId,
    /// Who offered it.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Since when.
    pub at: WallMs,
    /// Restrictions and whatever else has to be said.
    pub note: String,
    /// What has to be taken.
    pub items: Vec<HandoverItem>,
    /// It was offered at this desk.
    pub own: bool,
}

/// Something that is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandoverItem {
    /// Its record.
    pub item: RecordId,
    /// What it is.
    pub what: HandoverWhat,
    /// The incident's number; empty for a promise of no incident.
    pub number: String,
    /// In a few words.
    pub text: String,
    /// How bad the incident is.
    pub severity: Option<Severity>,
    /// Who took it; absent while nobody has.
    pub taken_by: Option<String>,
    /// It was taken.
    pub taken: bool,
}

/// What is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandoverWhat {
    /// An open incident.
    Incident,
    /// A promise.
    Promise,
}

/// A visit of an authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VisitState {
    /// Its record.
    pub visit: RecordId,
    /// Which authority.
    pub authority: String,
    /// Since when.
    pub since: WallMs,
}

/// A zone's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ZoneName {
    /// Its id.
    pub zone: ZoneId,
    /// Its name.
    pub name: String,
}
