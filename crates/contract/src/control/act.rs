//! What is done in the control room with a button instead of a line.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::entry::LogChannel;
use super::incident::{AlertLevel, IncidentLink, IncidentStatus, MethaneReport, Severity, Timer, UnitState};
use super::setup::ControlSetting;
use crate::id::{CheckpointId, RecordId, ShowId, ZoneId};
use crate::time::WallMs;

/// Does something, and writes it into the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ActReq {
    /// To which incident, where it is done to one.
    pub incident: Option<RecordId>,
    /// What.
    pub act: ControlAct,
    /// What was said about it; empty when nothing was.
    pub words: String,
    /// How it came.
    pub channel: Option<LogChannel>,
    /// When it happened, unless now.
    pub occurred: Option<WallMs>,
    /// Who said it; empty when nobody did.
    pub from: String,
    /// Files that were attached, by hash.
    pub attachments: Vec<String>,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ControlAct {
    /// Opens an incident.
    Open {
        /// Its types' codes.
        types: Vec<String>,
        /// How bad it is; absent: as its type says.
        severity: Option<Severity>,
        /// What it is.
        title: String,
        /// Where, in words.
        place: String,
        /// Where, as the event knows it.
        zone: Option<ZoneId>,
        /// The anomaly that it is opened for.
        anomaly: Option<RecordId>,
    },
    /// Notes something.
    Note,
    /// Takes note of an incident: its alarms are heard, and it is acknowledged.
    Acknowledge,
    /// Hears one alarm.
    Heed {
        /// Of which timer.
        timer: Timer,
        /// Of which round.
        round: u32,
    },
    /// Moves an incident on.
    Move {
        /// How far.
        status: IncidentStatus,
    },
    /// Names an incident.
    Title {
        /// What it is.
        title: String,
    },
    /// Gives an incident a type, or takes it away.
    Type {
        /// Its code.
        code: String,
        /// On or off.
        on: bool,
    },
    /// Says how bad it is.
    Severity {
        /// How bad.
        severity: Severity,
        /// Why; needed to lower it.
        why: String,
    },
    /// Says where it is.
    Place {
        /// In words.
        place: String,
        /// As the event knows it.
        zone: Option<ZoneId>,
    },
    /// Says who reported it.
    Reporter {
        /// Who.
        reporter: String,
    },
    /// Says how it ended.
    Outcome {
        /// How.
        outcome: String,
    },
    /// Seals it, or opens it again.
    Seal {
        /// Sealed or not.
        sealed: bool,
    },
    /// Says how loudly it is told; absent: as its severity says.
    Alert {
        /// How loudly.
        alert: Option<AlertLevel>,
    },
    /// Sends a unit, or says what it does.
    Unit {
        /// Its call sign.
        unit: String,
        /// What it is; empty when nobody said.
        role: String,
        /// What it does.
        state: UnitState,
    },
    /// Says whom it is about.
    Subject {
        /// What they look like.
        description: String,
        /// Their name; it is sealed.
        name: Option<String>,
    },
    /// Links two incidents.
    Link {
        /// To which one.
        to: RecordId,
        /// How.
        link: IncidentLink,
        /// On or off.
        on: bool,
    },
    /// Decides something.
    Decide {
        /// What could be done.
        options: Vec<String>,
        /// What is done.
        chosen: String,
        /// Why.
        rationale: String,
        /// Who answers for it.
        owner: String,
        /// When it is looked at again.
        review: Option<WallMs>,
    },
    /// Makes a report in the form that emergency services share.
    Report {
        /// What it says.
        report: MethaneReport,
    },
    /// The report was read back and right.
    ReadBack {
        /// Its record.
        report: RecordId,
    },
    /// Ticks a step of a playbook.
    Tick {
        /// Which.
        step: String,
        /// Done, or not after all.
        done: bool,
    },
    /// Promises something.
    Promise {
        /// What.
        text: String,
        /// Who.
        owner: String,
        /// Until when.
        due: Option<WallMs>,
    },
    /// A promise was kept.
    Settle {
        /// Its record.
        promise: RecordId,
    },
    /// Strikes an entry.
    Strike {
        /// Which.
        entry: RecordId,
        /// Why.
        reason: String,
    },
    /// Corrects an entry.
    Correct {
        /// Which.
        entry: RecordId,
        /// The right words.
        text: String,
    },
    /// Takes back what this desk did last.
    Undo,
    /// Offers the lead to somebody: everything that is open goes with it.
    HandOver {
        /// To whom.
        to: String,
        /// Restrictions and whatever else has to be said.
        note: String,
    },
    /// Takes one part of a handover.
    Take {
        /// Its record.
        handover: RecordId,
        /// Which part.
        item: RecordId,
    },
    /// Calls a handover off.
    Withdraw {
        /// Its record.
        handover: RecordId,
    },
    /// Notes a look at the crowd.
    Density {
        /// Where.
        zone: ZoneId,
        /// 0 to 5, as the card shows.
        grade: u8,
        /// What else was seen.
        note: String,
    },
    /// The people in a zone were counted: how many there are.
    Recount {
        /// Which zone.
        zone: ZoneId,
        /// How many there are. The log keeps by how many the figure was off.
        counted: i64,
        /// How it came to light.
        reason: String,
    },
    /// Counts people at a door.
    Click {
        /// Which door.
        door: CheckpointId,
        /// So many came in.
        entries: u32,
        /// So many left.
        exits: u32,
    },
    /// An authority came, or left.
    Visit {
        /// Which.
        authority: String,
        /// Came or left.
        begins: bool,
    },
    /// Sets the control room up.
    Configure {
        /// How.
        setting: ControlSetting,
    },
    /// Somebody took a post or left it.
    Post {
        /// Who.
        who: String,
        /// Which post.
        post: String,
        /// The call sign there.
        call_sign: String,
        /// Took or left.
        on: bool,
    },
    /// Compares this device's clock with another one.
    ClockCheck {
        /// With which: `radio time signal`, `phone of the police`.
        reference: String,
        /// What that one shows.
        shows: WallMs,
    },
    /// Stops a show because of a critical incident.
    HoldShow {
        /// Which.
        show: ShowId,
    },
}

/// Hands over a staged file as an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachReq {
    /// The file, as it was staged.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its media type, as the screen knows it.
    pub media: String,
}
