//! What a credential has done at the zone so far.
//!
//! Only passes count: a refused scan never does, an undone one no longer does. The order is that of the hybrid clock,
//! then the author, then the sequence, so that every device that knows the same passes sees the same history.

use jiff::tz::TimeZone;

use super::scan::Direction;
use super::verdict::FirstAdmission;
use crate::ids::{CheckpointId, RecordId};
use crate::time::{Hlc, WallMs};

/// One pass through a checkpoint into or out of the zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// The record that tells of it.
    pub record: RecordId,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// When, by the wall clock of the device that admitted.
    pub at: WallMs,
    /// Where.
    pub checkpoint: CheckpointId,
    /// Which way.
    pub direction: Direction,
}

/// The passes of one credential at one zone, in the common order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History(Vec<Pass>);

impl History {
    /// Puts the passes into the common order.
    #[must_use]
    pub fn new(mut passes: Vec<Pass>) -> Self {
        passes.sort_by_key(|pass| (pass.hlc, pass.record));
        Self(passes)
    }

    /// The passes, oldest first.
    #[must_use]
    pub fn passes(&self) -> &[Pass] {
        &self.0
    }

    /// The first entry, the one that used the credential up.
    #[must_use]
    pub fn first_admission(&self) -> Option<FirstAdmission> {
        self.entries().next().map(|pass| FirstAdmission {
            at: pass.at,
            checkpoint: pass.checkpoint,
            record: pass.record,
        })
    }

    /// True when the last pass was an exit.
    #[must_use]
    pub fn is_outside_again(&self) -> bool {
        self.0.last().is_some_and(|pass| pass.direction == Direction::Out)
    }

    /// How many entries fell on the same civil day as `now`.
    #[must_use]
    pub fn entries_on_day_of(&self, now: WallMs, zone: &TimeZone) -> usize {
        let today = now.civil_day(zone);
        self.entries().filter(|pass| pass.at.civil_day(zone) == today).count()
    }

    fn entries(&self) -> impl Iterator<Item = &Pass> {
        self.0.iter().filter(|pass| pass.direction == Direction::In)
    }
}
