//! How many are inside.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{CheckpointId, RecordId, ZoneId};
use crate::time::WallMs;

/// The crowd at this moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CrowdRes {
    /// When this is true.
    pub now: WallMs,
    /// The zones, by name.
    pub zones: Vec<ZoneCrowd>,
    /// The doors, by zone and name.
    pub doors: Vec<DoorCrowd>,
    /// What each grade of the picture card means.
    pub grades: Vec<DensityGrade>,
}

/// The crowd in one zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ZoneCrowd {
    /// Which zone.
    pub zone: ZoneId,
    /// Its name.
    pub name: String,
    /// How many the counts say.
    pub known: i64,
    /// At least so many.
    pub lower: i64,
    /// At most so many: what silent doors may have let in on top. Alarms go by this.
    pub upper: i64,
    /// How many it may hold; absent when nobody said.
    pub capacity: Option<u32>,
    /// Where that figure comes from, and who signed for it.
    pub capacity_source: String,
    /// The bands, the lowest first.
    pub bands: Vec<CrowdBand>,
    /// Which of them it has reached.
    pub band: Option<u8>,
    /// How many come in more than leave, a minute, over the last minutes.
    pub net_per_minute: f64,
    /// Minutes until 90 %, at that rate; absent when it is not reached so.
    pub minutes_to_slow: Option<f64>,
    /// Minutes until it is full, at that rate.
    pub minutes_to_full: Option<f64>,
    /// Minutes to leave it, at the present count and by its exits; absent when no exits are known.
    pub minutes_to_leave: Option<f64>,
    /// The doors from which nothing was heard, the one to radio first.
    pub silent: Vec<SilentDoor>,
    /// The last look at the crowd.
    pub density: Option<DensityLook>,
}

/// A share of the capacity from which on something is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CrowdBand {
    /// The share, in thousandths.
    pub permille: u16,
    /// From how many persons on.
    pub persons: u32,
    /// Who sees to it; empty when nobody was named.
    pub owner: String,
    /// What is done; empty for the program's own words.
    pub action: String,
}

/// A door from which nothing was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SilentDoor {
    /// Its name.
    pub door: String,
    /// The device that stands there.
    pub device: String,
    /// When it was heard last.
    pub heard: WallMs,
    /// At most so many it may have let in since.
    pub may_have_let_in: i64,
}

/// A look at the crowd.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DensityLook {
    /// Its record.
    pub entry: RecordId,
    /// When.
    pub at: WallMs,
    /// 0 to 5.
    pub grade: u8,
    /// What else was seen.
    pub note: String,
}

/// What a grade means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DensityGrade {
    /// 0 to 5.
    pub grade: u8,
    /// About so many persons on a square metre, at least.
    pub from_per_m2: f64,
    /// And at most; absent for the highest.
    pub to_per_m2: Option<f64>,
    /// Dangerous for a crowd that moves.
    pub dangerous_moving: bool,
    /// Dangerous for a crowd that stands.
    pub dangerous_static: bool,
}

/// A door and what passes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DoorCrowd {
    /// Which door.
    pub door: CheckpointId,
    /// Its name.
    pub name: String,
    /// Into which zone it leads.
    pub into: ZoneId,
    /// Out of which; absent: from outside.
    pub from: Option<ZoneId>,
    /// How many came in, scanned and clicked.
    pub entries: u64,
    /// How many left.
    pub exits: u64,
    /// How many this device has clicked in.
    pub own_entries: u64,
    /// How many this device has clicked out.
    pub own_exits: u64,
    /// How many came in a minute, over the last minutes.
    pub in_per_minute: f64,
    /// How many left a minute.
    pub out_per_minute: f64,
    /// At most so many can come in a minute, for what it may have let in while it was silent.
    pub most_per_minute: u32,
    /// Where that figure comes from.
    pub most_source: String,
}

/// Works out how many a place may hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CapacityReq {
    /// The area where people stand, in square metres; 0 when it does not bind.
    pub area_m2: f64,
    /// Persons on a square metre.
    pub density: f64,
    /// What lowers it, by hand: between 0 and 1.
    pub factor: f64,
    /// The widths of the exits, in metres.
    pub exits_m: Vec<f64>,
    /// There are steps on the way out.
    pub steps: bool,
    /// Alcohol is served.
    pub alcohol: bool,
    /// How risky the event is: 0 low, 1 medium, 2 high.
    pub risk: u8,
    /// Persons who can come in a minute, over all entries; 0 when it does not bind.
    pub entry_per_minute: f64,
    /// For how many minutes they come.
    pub entry_minutes: f64,
    /// What a certificate allows; absent when there is none.
    pub certificate: Option<u32>,
}

/// How many a place may hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CapacityRes {
    /// The least of the limits; absent when nothing binds.
    pub persons: Option<u32>,
    /// Each limit, in the order area, exits, entry, certificate; absent ones do not bind.
    pub limits: Vec<CapacityLimit>,
}

/// What limits a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CapacityLimit {
    /// What.
    pub what: CapacityWhat,
    /// To how many.
    pub persons: u32,
    /// How it was worked out, in figures: `240 m² × 2 × 0.9`.
    pub sum: String,
    /// Where its figures come from.
    pub source: String,
    /// It is the least.
    pub binds: bool,
}

/// What limits a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CapacityWhat {
    /// The area where people stand.
    Area,
    /// The exits without the widest one.
    Exits,
    /// The entries.
    Entry,
    /// A certificate.
    Certificate,
}
