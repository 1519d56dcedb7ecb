//! How the control room of an event is set up.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::incident::{Severity, Timer};
use crate::id::{CheckpointId, ZoneId};

/// A type of incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncidentType {
    /// Its code: `MED`.
    pub code: String,
    /// What it is called; empty for one that every event starts with, whose name the screens know.
    pub label: String,
    /// Other words for it in a line.
    pub words: Vec<String>,
    /// How bad it is, unless somebody says otherwise.
    pub severity: Severity,
    /// What is said of it is sealed.
    pub sealed: bool,
    /// It is not offered any more.
    pub hidden: bool,
}

/// Everything about how the control room is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ControlSetupRes {
    /// Types, hidden ones too.
    pub types: Vec<IncidentType>,
    /// How long incidents wait.
    pub limits: Vec<LimitSetting>,
    /// Who is told one after the other.
    pub chain: Vec<String>,
    /// What to do, by type and severity.
    pub playbooks: Vec<PlaybookSetting>,
    /// The doors.
    pub doors: Vec<DoorSetting>,
    /// The zones with their bands and capacity.
    pub zones: Vec<ZoneSetting>,
}

/// How long an incident waits for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LimitSetting {
    /// Of which severity.
    pub severity: Severity,
    /// For what.
    pub timer: Timer,
    /// How long, in seconds; absent: as long as it takes.
    pub seconds: Option<u32>,
    /// Where the figure comes from; empty for the program's own.
    pub source: String,
}

/// What to do about a type from a severity on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaybookSetting {
    /// The type's code.
    pub code: String,
    /// From which severity on.
    pub from: Severity,
    /// The steps.
    pub steps: Vec<StepSetting>,
    /// The event says so; otherwise the program brings it.
    pub own: bool,
}

/// A step of a playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepSetting {
    /// Its id; empty for a new one.
    pub step: String,
    /// What to do; empty for one that the program brings.
    pub text: String,
}

/// A door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoorSetting {
    /// Which.
    pub door: CheckpointId,
    /// Its name.
    pub name: String,
    /// Into which zone it leads.
    pub into: ZoneId,
    /// Out of which; absent: from outside.
    pub from: Option<ZoneId>,
    /// At most so many can come in a minute; absent: as the program reckons.
    pub most_per_minute: Option<u32>,
    /// Where that figure comes from.
    pub source: String,
}

/// A zone's bands and capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ZoneSetting {
    /// Which.
    pub zone: ZoneId,
    /// Its name.
    pub name: String,
    /// How many it may hold; absent when nobody said.
    pub capacity: Option<u32>,
    /// Where that figure comes from.
    pub source: String,
    /// The safety officer who signed for it.
    pub signed: String,
    /// The four bands.
    pub bands: Vec<super::crowd::CrowdBand>,
}

/// One thing that is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ControlSetting {
    /// A type, anew or as it is from now on.
    Type {
        /// The type.
        category: IncidentType,
    },
    /// How long an incident waits.
    Limit {
        /// How long.
        limit: LimitSetting,
    },
    /// Who is told one after the other.
    Chain {
        /// Who.
        chain: Vec<String>,
    },
    /// What to do.
    Playbook {
        /// The type's code.
        code: String,
        /// From which severity on.
        from: Severity,
        /// The steps; none to offer none.
        steps: Vec<StepSetting>,
    },
    /// Out of which zone a door leads, and how many it lets in.
    Door {
        /// Which.
        door: CheckpointId,
        /// Out of which zone; absent: from outside.
        from: Option<ZoneId>,
        /// At most so many can come in a minute; absent: as it is.
        most_per_minute: Option<u32>,
        /// Where that figure comes from.
        source: String,
    },
    /// A band of a zone.
    Band {
        /// Which zone.
        zone: ZoneId,
        /// Which band, 0 to 3.
        band: u8,
        /// The share, in thousandths.
        permille: u16,
        /// Who sees to it.
        owner: String,
        /// What is done.
        action: String,
    },
    /// How many a zone may hold.
    Capacity {
        /// Which zone.
        zone: ZoneId,
        /// How many.
        persons: u32,
        /// Where the figure comes from.
        source: String,
        /// The safety officer who signs for it.
        signed: String,
    },
}
