//! The run of show, as the screens see it: the plan that is edited, the live picture, and what may be pressed.

mod convert;
pub mod file;
pub mod live;
pub mod plan;
pub mod press;

pub use file::*;
pub use live::*;
pub use plan::*;
pub use press::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::ShowId;
use crate::time::WallMs;

/// Which show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShowReq {
    /// Its id.
    pub show: ShowId,
}

/// A show among those of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShowSummary {
    /// Its id.
    pub show: ShowId,
    /// What it is called.
    pub title: String,
    /// Where it runs.
    pub stage: String,
    /// How many cues it has that are played.
    pub cues: u32,
    /// When it is planned to start.
    pub planned_start: Option<WallMs>,
    /// When it is planned to end.
    pub planned_end: Option<WallMs>,
    /// How it stands.
    pub state: ShowState,
    /// Conflicts in its plan.
    pub conflicts: u32,
}

/// How a show stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShowState {
    /// Nothing was called yet.
    NotStarted,
    /// It follows the clock and waits for its next cue.
    Waiting,
    /// A cue is live.
    Running,
    /// A cue is live and its time stands still.
    Paused,
    /// The show is stopped.
    Held,
    /// It is over.
    Finished,
}

/// Opens a window beside the staff's: on another monitor, for somebody else to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenWindowReq {
    /// What it shows.
    pub view: WindowView,
    /// Of which show.
    pub show: ShowId,
    /// For a department's window: which department.
    pub department: Option<String>,
}

/// What a window beside the staff's shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WindowView {
    /// The time left, for whoever speaks.
    Timer,
    /// The clock, the live cue, what comes next.
    Wall,
    /// The caller's list without its keys.
    Follower,
    /// What one department has to do.
    Department,
}
