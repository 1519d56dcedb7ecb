//! The live picture of a show at one moment. Screens draw it and count on from it until the next one, which is never
//! more than a second away; what the numbers mean is decided before they get here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ShowState;
use super::plan::{Call, EntryKind};
use crate::id::{AuthorId, EntryId, RecordId, ShowId};
use crate::time::WallMs;

/// A show at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ShowLive {
    /// Which show.
    pub show: ShowId,
    /// What it is called.
    pub title: String,
    /// Where it runs.
    pub stage: String,
    /// The venue's IANA zone: a window that shows nothing else has its clock from here.
    pub zone: String,
    /// The moment.
    pub now: WallMs,
    /// How it stands.
    pub state: ShowState,
    /// It follows the clock.
    pub rolling: bool,
    /// Who calls.
    pub call: CallState,
    /// What runs.
    pub live: Option<LiveCue>,
    /// What finished the show; absent while it is not over.
    pub finish: Option<FinishState>,
    /// Every line, in its order, with what is known of when it will be.
    pub lines: Vec<LiveLine>,
    /// The cue that GO goes to; absent when GO finishes the show, or does nothing.
    pub next: Option<EntryId>,
    /// GO finishes the show.
    pub go_finishes: bool,
    /// The cue that is in standby.
    pub standby: Option<StandbyState>,
    /// How far behind the plan, in milliseconds; negative when ahead.
    pub over_under: Option<OverUnder>,
    /// When the show is planned to end.
    pub planned_end: Option<WallMs>,
    /// When it will end as things are.
    pub projected_end: Option<WallMs>,
    /// When the live cue's group will end as things are.
    pub group_end: Option<WallMs>,
    /// The next point that people wait for.
    pub next_flag: Option<FlagAhead>,
    /// What other nights say about the end.
    pub forecast: Option<Forecast>,
    /// The curfew and how it looks.
    pub curfew: Option<CurfewState>,
    /// The show is stopped.
    pub hold: Option<HoldState>,
    /// Presses that did nothing, the newest first, at most five.
    pub refusals: Vec<RefusedPress>,
    /// What somebody called who was cut off, and is not the run.
    pub lanes: Vec<SecondLane>,
    /// A line for whoever speaks; empty when there is none.
    pub message: String,
    /// The timer shows nothing.
    pub blackout: bool,
    /// Every department of the plan, in alphabetical order.
    pub departments: Vec<String>,
    /// Changes of the plan that wait for the caller.
    pub proposals: u32,
    /// This device may stop the show.
    pub may_hold: bool,
    /// This device may release the stop that holds.
    pub may_release: bool,
}

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CallState {
    /// Who; absent while nobody took the call.
    pub holder: Option<Caller>,
    /// It is this device.
    pub own: bool,
    /// How long the caller's device was not heard, in milliseconds, once that is more than five seconds.
    pub silent_ms: Option<u64>,
    /// The call is offered to somebody.
    pub offered_to: Option<Caller>,
    /// It is offered to this device.
    pub offered_to_us: bool,
    /// This device may take it now.
    pub may_take: bool,
    /// Other devices, to whom the call can be offered.
    pub others: Vec<Caller>,
}

/// A device that calls or could.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Caller {
    /// The device.
    pub author: AuthorId,
    /// What people call it.
    pub device: String,
    /// Who is at it.
    pub who: Option<String>,
}

/// The cue that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveCue {
    /// Which cue.
    pub entry: EntryId,
    /// The GO that started it; GO, pause and time refer to it.
    pub instance: RecordId,
    /// What the departments call it.
    pub number: String,
    /// What happens.
    pub title: String,
    /// For whoever calls.
    pub note: String,
    /// When it started.
    pub started: WallMs,
    /// When it started is known by wall clocks alone, which may be off.
    pub uncertain: bool,
    /// How long it takes, in milliseconds, without added time.
    pub duration_ms: u64,
    /// Time that it was given, in milliseconds.
    pub added_ms: i64,
    /// How long its time stood still, in milliseconds.
    pub paused_ms: u64,
    /// How long it has been running, pauses left out, in milliseconds.
    pub elapsed_ms: u64,
    /// Time left, in milliseconds; negative in overtime.
    pub remaining_ms: i64,
    /// `remaining_ms` falls with the clock; otherwise it stands still.
    pub counting: bool,
    /// How its time looks.
    pub phase: Phase,
    /// How much time left is a warning, in milliseconds.
    pub warning_ms: u64,
    /// How much time left is a danger, in milliseconds.
    pub danger_ms: u64,
    /// When it will be over as things are.
    pub expected_end: WallMs,
    /// It counts to its planned end.
    pub count_to_end: bool,
    /// Until when its GO can be taken back.
    pub ungo_until: Option<WallMs>,
    /// What the departments do in it.
    pub calls: Vec<Call>,
}

/// The show is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FinishState {
    /// The GO that finished it; to take it back refers to it.
    pub instance: RecordId,
    /// When.
    pub at: WallMs,
    /// Until when it can be taken back.
    pub ungo_until: Option<WallMs>,
}

/// How a running cue's time looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Enough time.
    Normal,
    /// Not much left.
    Warning,
    /// Almost none left.
    Danger,
    /// Its time is up.
    Overtime,
}

/// A line of the plan, at one moment of the show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveLine {
    /// Which line.
    pub entry: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// The group that it belongs to.
    pub group: Option<EntryId>,
    /// Its number; empty for what has none.
    pub number: String,
    /// Its title; empty for a delay.
    pub title: String,
    /// Its note.
    pub note: String,
    /// Its colour.
    pub colour: Option<String>,
    /// A point that people wait for.
    pub flag: bool,
    /// Where it stands in the run.
    pub standing: Standing,
    /// How long it is planned to take, in milliseconds; for a delay by how much it delays.
    pub duration_ms: i64,
    /// When it is planned to start.
    pub planned_start: Option<WallMs>,
    /// When it will start as things are, or did.
    pub start: Option<WallMs>,
    /// When it will end as things are, or did.
    pub end: Option<WallMs>,
    /// What the departments do, and whether they are ready.
    pub calls: Vec<CallLine>,
}

/// Where a line stands in the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It was played.
    Done,
    /// It runs.
    Live,
    /// It is in standby.
    Standby,
    /// GO goes there.
    Next,
    /// It comes later.
    Later,
    /// It was passed over.
    Passed,
    /// It is left out tonight.
    Skipped,
}

/// What a department does in a cue, and whether it is ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CallLine {
    /// Which department.
    pub department: String,
    /// What it does.
    pub text: String,
    /// When it is to be put in standby, as things are.
    pub standby_at: Option<WallMs>,
    /// It said whether it is ready; absent while it said nothing, or its cue is not in standby.
    pub ready: Option<bool>,
}

/// A cue in standby.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StandbyState {
    /// Its record; ticks answer it.
    pub id: RecordId,
    /// Which cue.
    pub cue: EntryId,
    /// Since when.
    pub since: WallMs,
    /// Departments that did not say that they are ready.
    pub missing: Vec<String>,
}

/// How far behind the plan; negative when ahead. In milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverUnder {
    /// Against the plan's own times.
    pub absolute_ms: i64,
    /// Since the show really started.
    pub relative_ms: i64,
}

/// The next point that people wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlagAhead {
    /// Which cue.
    pub entry: EntryId,
    /// When it will start as things are.
    pub at: WallMs,
}

/// What other nights say about the end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Forecast {
    /// As likely before as after.
    pub p50: WallMs,
    /// Nine times out of ten before.
    pub p90: WallMs,
    /// How many in a hundred end after the curfew; absent without one.
    pub past_curfew_percent: Option<u8>,
    /// How many durations of other nights stand behind it.
    pub samples: u32,
}

/// The curfew and how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CurfewState {
    /// When.
    pub at: WallMs,
    /// By how much the projected end is past it, in milliseconds; negative when there is room.
    pub over_ms: i64,
}

/// The show is stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoldState {
    /// Its record.
    pub id: RecordId,
    /// Who stopped it, or from which device.
    pub who: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: WallMs,
    /// The departments and what they carried out.
    pub steps: Vec<HoldStepState>,
}

/// One department's step of a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoldStepState {
    /// Which department.
    pub department: String,
    /// When it was done; absent while it is not.
    pub done: Option<WallMs>,
}

/// A press that did nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedPress {
    /// Its record.
    pub id: RecordId,
    /// When.
    pub at: WallMs,
    /// Who pressed, or on which device.
    pub who: String,
    /// Why it did nothing.
    pub reason: RefusedReason,
}

/// Why a press did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RefusedReason {
    /// Nobody calls this show yet.
    NoCall,
    /// Another device calls.
    NotTheCaller,
    /// The call had been passed or taken meanwhile.
    OldCall,
    /// Another cue was live already: two presses.
    AlreadyLeft,
    /// Too soon after the last GO.
    TooSoon,
    /// The show is stopped.
    OnHold,
    /// The show is over.
    Finished,
    /// There is no such cue, or it is skipped.
    NoSuchCue,
    /// A reason that only a newer program knows.
    Other,
}

/// What somebody called who was cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SecondLane {
    /// The last instance of it; to adopt the lane is to adopt this.
    pub tip: RecordId,
    /// Who called it, or on which device.
    pub who: String,
    /// The cues, as people call them, in their order.
    pub cues: Vec<String>,
    /// Since when.
    pub since: WallMs,
    /// It was taken back rather than contradicted.
    pub taken_back: bool,
}
