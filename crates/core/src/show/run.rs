//! The run: which cue is live since when, who calls, and what else was called.

use std::collections::BTreeMap;

use super::action::{Action, Go, Refused, Target, Visit};
use crate::ids::{AuthorId, EntryId, RecordId};
use crate::time::{Hlc, WallMs};

/// A show record as the fold takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub id: RecordId,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// When it was done, on the clock of whoever asks (see `clock`).
    pub at: WallMs,
    /// Whether `at` is known by a monotonic clock, and not by a wall clock alone.
    pub certain: bool,
    /// Who was at the device, as far as it is known.
    pub who: Option<String>,
    /// What was done.
    pub action: Action,
}

/// How a show stands: a function of the set of its records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    /// Who calls; `None` before anybody took the call.
    pub call: Option<Grant>,
    /// An offer of the call that nobody took up yet: its record and to whom.
    pub offered: Option<(RecordId, AuthorId)>,
    /// What was called, in its order; the last one is live, or the show is finished when that is a finish.
    pub line: Vec<Instance>,
    /// What was called by somebody who was cut off, and is not the run.
    pub lanes: Vec<Lane>,
    /// The cue that the next GO goes to.
    pub standby: Option<Standby>,
    /// The show follows the clock.
    pub rolling: bool,
    /// Stops, the first one first; the show is stopped while one of them has no release.
    pub holds: Vec<Hold>,
    /// Presses that did nothing, the first one first.
    pub refusals: Vec<Refusal>,
    /// GOs that leave an instance whose record is not here yet.
    pub waiting: Vec<RecordId>,
    /// GOs that led nowhere: under a call that their device did not hold or that is not known here, or when the show was
    /// over.
    pub no_advance: Vec<RecordId>,
    /// Answers to proposed changes of the plan, by the record that proposed.
    pub settled: BTreeMap<RecordId, bool>,
    /// Of the proposals that were adopted, where in the common order they were: there their changes count.
    pub adopted: BTreeMap<RecordId, (Hlc, RecordId)>,
    /// The line for whoever speaks.
    pub message: String,
    /// The timer shows nothing.
    pub blackout: bool,
}

/// A call: the right to say GO.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The record that began it.
    pub id: RecordId,
    /// Its number.
    pub epoch: u32,
    /// Who calls: the device.
    pub holder: AuthorId,
    /// Who was at the device.
    pub who: Option<String>,
    /// Since when.
    pub since: WallMs,
}

/// A cue that was called, or the finish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The record of its GO; of several that mean the same, the first in the common order.
    pub id: RecordId,
    /// Other GOs from the same instance to the same cue.
    pub also: Vec<RecordId>,
    /// Where it went.
    pub to: Target,
    /// Who pressed, the first one first.
    pub by: Vec<AuthorId>,
    /// When it started: the earliest of what the GOs say.
    pub started: WallMs,
    /// Whether that is known by a monotonic clock.
    pub certain: bool,
    /// Spans in which its time stood still, holds included; the last one may be open. They do not overlap.
    pub pauses: Vec<(WallMs, Option<WallMs>)>,
    /// Time it was given, in milliseconds.
    pub added_ms: i64,
    /// When it was left.
    pub ended: Option<WallMs>,
}

/// Instances that branched off the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The instance of the run that they left; `None` when they were the first.
    pub from: Option<RecordId>,
    /// What was called, in its order.
    pub line: Vec<Instance>,
    /// They were taken back, not contradicted.
    pub taken_back: bool,
}

/// A cue in standby.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standby {
    /// Its record.
    pub id: RecordId,
    /// Which cue.
    pub cue: EntryId,
    /// Since when.
    pub since: WallMs,
    /// Which departments said that they are ready or not.
    pub ticks: BTreeMap<String, bool>,
}

/// A stop of the show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its record.
    pub id: RecordId,
    /// Which device raised it.
    pub by: AuthorId,
    /// Who was at the device.
    pub who: Option<String>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: WallMs,
    /// When it was released.
    pub released: Option<WallMs>,
    /// What the departments carried out, and when.
    pub steps: BTreeMap<String, WallMs>,
}

/// A press that did nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its record.
    pub id: RecordId,
    /// When.
    pub at: WallMs,
    /// Who was at the device.
    pub who: Option<String>,
    /// What was pressed.
    pub press: Go,
    /// Why.
    pub reason: Refused,
}

impl Run {
    /// What runs: the last of the line, unless that is the finish.
    #[must_use]
    pub fn live(&self) -> Option<&Instance> {
        self.line.last().filter(|instance| instance.visit().is_some())
    }

    /// Whether the show is over.
    #[must_use]
    pub fn finished(&self) -> bool {
        self.line.last().is_some_and(|instance| instance.to == Target::Finish)
    }

    /// The stop that holds, if one does: the first that has no release.
    #[must_use]
    pub fn held(&self) -> Option<&Hold> {
        self.holds.iter().find(|hold| hold.released.is_none())
    }
}

impl Instance {
    /// The cue as it was planned when it was called; `None` for the finish.
    #[must_use]
    pub const fn visit(&self) -> Option<&Visit> {
        match &self.to {
            Target::Cue(visit) => Some(visit),
            Target::Finish => None,
        }
    }
}
