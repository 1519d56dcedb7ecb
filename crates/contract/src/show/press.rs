//! What may be pressed while a show runs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::live::{RefusedReason, ShowLive};
use crate::id::{AuthorId, EntryId, RecordId, ShowId};
use crate::time::WallMs;

/// A press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PressReq {
    /// In which show.
    pub show: ShowId,
    /// What.
    pub press: Press,
}

/// What can be pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "press", rename_all = "snake_case")]
pub enum Press {
    /// GO: to the cue in standby, else to the next one, else the show is over.
    Go {
        /// The instance that the screen showed as live.
        from: Option<RecordId>,
        /// To this cue rather than to the usual one.
        to: Option<EntryId>,
        /// How it was pressed.
        input: GoInput,
    },
    /// The last GO was a mistake.
    Ungo {
        /// The instance that is taken back.
        instance: RecordId,
    },
    /// A cue is put in standby.
    Standby {
        /// Which; absent for the next one.
        cue: Option<EntryId>,
    },
    /// The live cue's time stands still.
    Pause,
    /// It goes on.
    Resume,
    /// The live cue is given time, or time is taken from it.
    AddTime {
        /// How much, in milliseconds; at most an hour either way.
        by_ms: i64,
    },
    /// The show follows the clock, or no longer.
    Roll {
        /// It does.
        on: bool,
    },
    /// This device takes the call.
    TakeCall {
        /// Why, when it is taken from somebody.
        reason: String,
    },
    /// The call is offered to another device.
    OfferCall {
        /// Which.
        to: AuthorId,
    },
    /// This device takes up the offer.
    AcceptCall,
    /// The stop is over.
    Release {
        /// Which stop.
        hold: RecordId,
    },
    /// A second lane becomes the run.
    AdoptLane {
        /// The last instance of it.
        tip: RecordId,
    },
    /// A line for whoever speaks.
    Message {
        /// The line; empty when it is over.
        text: String,
    },
    /// The timer shows nothing, or something again.
    Blackout {
        /// Nothing.
        on: bool,
    },
    /// A way to meet the curfew is taken.
    AdoptCuts {
        /// Its cuts.
        cuts: Vec<Cut>,
        /// Who agreed.
        agreed: String,
    },
}

/// A press in a department's own window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DepartmentReq {
    /// In which show.
    pub show: ShowId,
    /// What.
    pub press: DepartmentPress,
}

/// What can be pressed without the call, from any device and in a department's own window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "press", rename_all = "snake_case")]
pub enum DepartmentPress {
    /// It is ready, or no longer.
    Tick {
        /// The standby that it answers.
        standby: RecordId,
        /// Which department.
        department: String,
        /// Ready.
        ready: bool,
    },
    /// The show is stopped; anybody may have to do it.
    Hold {
        /// Why.
        reason: String,
    },
    /// It carried out its step of the stop.
    HoldStep {
        /// Which stop.
        hold: RecordId,
        /// Which department.
        department: String,
        /// Done.
        done: bool,
    },
}

/// How a GO was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GoInput {
    /// A key.
    Key,
    /// The bar on the screen.
    Touch,
    /// The command line.
    Command,
}

/// What came of a press, and the show after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PressRes {
    /// What came of it.
    pub outcome: PressOutcome,
    /// The show after it.
    pub live: Box<ShowLive>,
}

/// What came of a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PressOutcome {
    /// It is done and on disk.
    Done,
    /// It did nothing; the refusal is on disk too.
    Refused {
        /// Why.
        reason: RefusedReason,
    },
    /// It cannot be done here and now; nothing was written.
    NotNow {
        /// Why.
        reason: NotNow,
    },
}

/// Why something cannot be done here and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotNow {
    /// Only whoever calls may do this.
    NotTheCaller,
    /// Nothing is live.
    NothingLive,
    /// More than ten seconds have passed since the GO.
    TooLate,
    /// The caller is there, and before this device in rank.
    CallerPresent,
    /// A reason is needed.
    NoReason,
    /// There is no such thing any more.
    Gone,
    /// This device is not named for it.
    NotNamed,
    /// It is so already.
    AlreadySo,
    /// It is more than an hour.
    TooMuch,
}

/// Ways to meet the curfew, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CurfewRes {
    /// The curfew; absent when the show has none.
    pub at: Option<WallMs>,
    /// By how much the projected end is past it, in milliseconds.
    pub over_ms: i64,
    /// Ways to meet it; empty when it is met, or cannot be.
    pub options: Vec<CurfewOption>,
    /// How much could be won at most, in milliseconds, when that is not enough.
    pub most_ms: u64,
}

/// A way to meet the curfew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CurfewOption {
    /// What it does.
    pub cuts: Vec<Cut>,
    /// How much it wins, in milliseconds.
    pub won_ms: u64,
    /// When the show would end.
    pub end: WallMs,
}

/// A cue that is dropped or trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cut {
    /// Which cue.
    pub entry: EntryId,
    /// What the departments call it.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What it is trimmed to, in milliseconds; absent when it is dropped.
    pub to_ms: Option<u64>,
    /// How much that wins, in milliseconds.
    pub won_ms: u64,
}
