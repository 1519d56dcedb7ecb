//! Incidents.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::entry::LogEntry;
use crate::id::{RecordId, ShowId, ZoneId};
use crate::time::WallMs;

/// How bad an incident is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 1: good to know.
    Info,
    /// 2: minor.
    Minor,
    /// 3: serious.
    Serious,
    /// 4: a danger to life.
    Critical,
}

/// How far an incident has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentStatus {
    /// It is in the log.
    Logged,
    /// Somebody has taken note of it.
    Acknowledged,
    /// A unit is sent.
    Dispatched,
    /// A unit is there.
    OnScene,
    /// Nothing is done for now.
    OnHold,
    /// It is dealt with.
    Resolved,
    /// It is written up.
    Closed,
}

/// How loudly an incident is told outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlertLevel {
    /// Nobody is told.
    None,
    /// For information.
    Info,
    /// Urgent.
    Urgent,
    /// An emergency.
    Emergency,
}

/// What an incident is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Timer {
    /// That somebody takes note of it.
    Acknowledge,
    /// That the first unit is there.
    FirstUnit,
    /// That something new is said of it.
    Update,
}

/// What a unit does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    /// It was told to go.
    Assigned,
    /// It is on its way.
    EnRoute,
    /// It is there.
    OnScene,
    /// It is free again.
    Clear,
}

/// How two incidents have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IncidentLink {
    /// This one goes on as that one.
    DuplicateOf,
    /// That one brought it about.
    CausedBy,
    /// They have to do with each other.
    Related,
    /// The same person is in both.
    SamePerson,
}

/// An incident as one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncidentLine {
    /// Its name: the record that opened it.
    pub incident: RecordId,
    /// Its number, as it is said: `A-0143`.
    pub number: String,
    /// How bad it is.
    pub severity: Severity,
    /// The codes of its types, the main one first.
    pub types: Vec<String>,
    /// What it is, in a few words; empty when it is sealed and this desk may not see it.
    pub title: String,
    /// Where: the words, else the zone's name.
    pub place: String,
    /// How far it has got.
    pub status: IncidentStatus,
    /// When it was logged.
    pub opened: WallMs,
    /// When something new was last said of it.
    pub updated: WallMs,
    /// What is said of it is sealed.
    pub sealed: bool,
    /// Its opening was struck: it is none.
    pub struck: bool,
    /// It goes on as this one.
    pub duplicate_of: Option<String>,
    /// Units that were sent and are not clear yet.
    pub units: Vec<UnitLine>,
    /// What it is waited for and until when, the most urgent first.
    pub waits: Vec<WaitLine>,
    /// One of its timers sounds.
    pub sounds: bool,
}

/// A unit at an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitLine {
    /// Its call sign.
    pub unit: String,
    /// What it is; empty when nobody said.
    pub role: String,
    /// What it does.
    pub state: UnitState,
    /// When it was sent.
    pub assigned: Option<WallMs>,
    /// When it set out.
    pub en_route: Option<WallMs>,
    /// When it was there.
    pub on_scene: Option<WallMs>,
    /// When it was free again.
    pub clear: Option<WallMs>,
}

/// What an incident is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitLine {
    /// For what.
    pub timer: Timer,
    /// Until when.
    pub due: WallMs,
    /// How often it ran out already.
    pub rounds: u32,
}

/// Which incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncidentReq {
    /// Its name.
    pub incident: RecordId,
}

/// Everything about an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct IncidentRes {
    /// When this is true, on the clock of all its instants.
    pub now: WallMs,
    /// Its line.
    pub line: IncidentLine,
    /// When it happened.
    pub occurred: WallMs,
    /// Where, in words.
    pub place: String,
    /// Where, as the event knows it.
    pub zone: Option<ZoneId>,
    /// Who reported it.
    pub reporter: String,
    /// How it ended.
    pub outcome: String,
    /// How loudly it is told.
    pub alert: AlertLevel,
    /// Somebody said so, and not its severity.
    pub alert_by_hand: bool,
    /// How far the message about it has got; absent when none is needed.
    pub message: Option<MessageState>,
    /// How often it was opened again.
    pub reopened: u32,
    /// Whom it is about.
    pub subjects: Vec<SubjectLine>,
    /// Every unit that was sent.
    pub units: Vec<UnitLine>,
    /// What it has to do with.
    pub links: Vec<LinkLine>,
    /// How things stood when it was opened, frozen.
    pub context: FrozenContext,
    /// Its entries, the first one first.
    pub entries: Vec<LogEntry>,
    /// What to do: the playbook of its types and severity.
    pub playbook: Vec<PlaybookStep>,
    /// The newest report in the form that emergency services share.
    pub report: Option<ReportState>,
    /// Its alarms that sound.
    pub sounding: Vec<WaitLine>,
    /// What is missing before it can be closed.
    pub missing: Vec<MissingToClose>,
    /// A show that could be stopped because of it: it is critical and the show runs.
    pub show_stop: Option<ShowStop>,
    /// It is sealed and this answer leaves out what is said of it.
    pub withheld: bool,
}

/// How far a message has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// It waits on this device for a connection.
    Queued,
    /// The central store has it and delivers it.
    HandedOver,
}

/// Somebody whom an incident is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SubjectLine {
    /// The record that says so.
    pub record: RecordId,
    /// What they look like.
    pub description: String,
    /// Their name is known and sealed.
    pub named: bool,
    /// Their name, where this device can open it and was asked to.
    pub name: Option<String>,
}

/// A link to another incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkLine {
    /// To which one.
    pub incident: RecordId,
    /// Its number.
    pub number: String,
    /// What it is.
    pub title: String,
    /// How.
    pub link: IncidentLink,
    /// The link was made at the other one.
    pub from_there: bool,
}

/// How things stood when an incident was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FrozenContext {
    /// The cue that was live, as people call it.
    pub cue: Option<String>,
    /// How many were inside, by zone: at least, at most.
    pub inside: Vec<FrozenInside>,
    /// Who was on which post.
    pub posts: Vec<FrozenPost>,
}

/// How many were inside a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FrozenInside {
    /// The zone's name.
    pub zone: String,
    /// At least.
    pub known: i64,
    /// At most.
    pub upper: i64,
}

/// Who was on a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FrozenPost {
    /// Which post.
    pub post: String,
    /// Call sign or name.
    pub who: String,
}

/// A step of a playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaybookStep {
    /// Its id.
    pub step: String,
    /// What to do; empty for a step that the program brings, whose words the screens know.
    pub text: String,
    /// It was done.
    pub done: bool,
    /// Who did it.
    pub who: String,
    /// When.
    pub at: Option<WallMs>,
}

/// METHANE, or ETHANE while no major incident is declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MethaneReport {
    /// M: a major incident is declared.
    pub declared: bool,
    /// E: the exact place.
    pub location: String,
    /// T: what kind of incident.
    pub kind: String,
    /// H: hazards that are there.
    pub hazards: String,
    /// H: hazards that may come.
    pub potential: String,
    /// A: ways in and out.
    pub access: String,
    /// N: P1, at once.
    pub immediate: u32,
    /// N: P2, urgently.
    pub urgent: u32,
    /// N: P3, they can walk.
    pub minor: u32,
    /// N: they are dead.
    pub dead: u32,
    /// N is an estimate.
    pub estimated: bool,
    /// E: services that are there.
    pub present: String,
    /// E: services that are needed.
    pub required: String,
}

/// The newest report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportState {
    /// Its record.
    pub record: RecordId,
    /// Which version it is, from 1.
    pub version: u32,
    /// When.
    pub at: WallMs,
    /// What it says.
    pub report: MethaneReport,
    /// It was read back and right.
    pub read_back: bool,
}

/// What is missing before an incident can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MissingToClose {
    /// A type.
    Type,
    /// An outcome.
    Outcome,
}

/// A show that could be stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShowStop {
    /// Which one.
    pub show: ShowId,
    /// What it is called.
    pub title: String,
    /// It is stopped already.
    pub held: bool,
}
