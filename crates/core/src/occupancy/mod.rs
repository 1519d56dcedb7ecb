//! How many are inside: counts that merge, an interval instead of a number, and bands that say what to do.
//!
//! Every device counts upwards at the doors where it stands, and nothing else; what a zone holds is worked out from the
//! last counts of all of them. A recount is a difference with a reason, never a new beginning.

pub mod band;
pub mod capacity;
pub mod count;
pub mod density;
pub mod most;
pub mod rate;

pub use band::{Band, bands, step};
pub use count::{Counts, Door, GRACE_MS, Inside, Silent, inside, merge, together};
pub use most::{Basis, Most};
pub use rate::{Minute, Rate, minutes_to_leave, minutes_until, rates, zone_rate};

use crate::ids::{AuthorId, CheckpointId, RecordId, ZoneId};
use crate::time::WallMs;

/// What a device has counted at a door by hand since it began, as its record says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Click {
    /// At which door.
    pub door: CheckpointId,
    /// How many came in, from the first one on.
    pub entries: u64,
    /// How many left.
    pub exits: u64,
}

/// The people in a zone were counted anew: by how many the figure was off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// Which zone.
    pub zone: ZoneId,
    /// How many more there are than the figure said; negative when there are fewer.
    pub by: i64,
    /// How it came to light.
    pub reason: String,
}

/// What one device has let through one door, scanned and clicked together, and when it was last heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Which device.
    pub author: AuthorId,
    /// Which door.
    pub door: CheckpointId,
    /// How many came in.
    pub entries: u64,
    /// How many left.
    pub exits: u64,
    /// When the device wrote the last thing that is known here, on the clock of whoever asks.
    pub heard: WallMs,
}

/// A recount as the fold takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recounted {
    /// Its record.
    pub id: RecordId,
    /// When, on the clock of whoever asks.
    pub at: WallMs,
    /// What was counted.
    pub recount: Recount,
}
