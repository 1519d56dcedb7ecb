//! The run of show: what is planned, what was called, and when everything will be.
//!
//! The plan is a fold of [`Change`]s and the run is a fold of [`Action`]s, so that two devices that know the same records
//! show the same. Nothing here reads a clock: every question about time takes the moment it is asked for.

pub mod action;
pub mod automatic;
pub mod change;
pub mod civil;
pub mod conflicts;
pub mod curfew;
pub mod edit;
pub mod fold;
pub mod forecast;
pub mod guard;
pub mod live;
pub mod order;
pub mod plan;
pub mod roll;
pub mod run;
pub mod times;

#[cfg(test)]
mod script;

pub use action::{Action, Answer, Go, Input, MOST_ADDED_MS, NotAllowed, Outcome, Refused, Target, Visit};
pub use change::{Change, EntryKind, Field, Place, ShowField};
pub use civil::Resolved;
pub use conflicts::Conflict;
pub use edit::{EditFact, Edits, Overruled, Proposal};
pub use guard::{Aim, Guard, Press};
pub use live::{Begun, Expected, Live, OnAir, Outlook, Pace, Phase, State};
pub use plan::{Call, Civil, Column, ColumnKind, Cue, EndAction, Entry, Item, Occurrence, Plan, Start};
pub use roll::Roll;
pub use run::{Fact, Grant, Hold, Instance, Lane, Refusal, Run, Standby};
pub use times::{CueTime, Doubt, GroupTime, Timed, Times, apply_delay};
