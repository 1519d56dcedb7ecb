//! The plan, as it is edited.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::live::{Caller, CurfewState};
use crate::id::{AuthorId, EntryId, RecordId, ShowId};
use crate::time::WallMs;

/// A new show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewShowReq {
    /// What it is called.
    pub title: String,
    /// Where it runs.
    pub stage: String,
    /// Its first day, as `2026-11-25`.
    pub date: String,
}

/// A plan with everything that is known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanRes {
    /// Its id.
    pub show: ShowId,
    /// What is said of the show as a whole.
    pub details: ShowDetails,
    /// Its lines, in their order.
    pub entries: Vec<PlanEntry>,
    /// When it is planned to start.
    pub planned_start: Option<WallMs>,
    /// When it is planned to end.
    pub planned_end: Option<WallMs>,
    /// The sum of what it takes, in milliseconds.
    pub total_ms: u64,
    /// The curfew against the planned end; absent when the show has none, or no end.
    pub curfew: Option<CurfewState>,
    /// What does not fit, over all shows of the event as far as this one is concerned.
    pub conflicts: Vec<Conflict>,
    /// Changes that others proposed while the show runs, the oldest first.
    pub proposals: Vec<Proposal>,
    /// Values that lost against another device's, the newest first.
    pub overruled: Vec<Overruled>,
    /// Something of this device can be taken back.
    pub can_undo: bool,
    /// Something that was taken back can be done again.
    pub can_redo: bool,
    /// Who calls the show is somebody else and it runs: structure is only proposed.
    pub proposes: bool,
    /// Every device of the event that is known here, this one too: those that can be named in the details.
    pub devices: Vec<Caller>,
}

/// What is said of a show as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShowDetails {
    /// What it is called.
    pub title: String,
    /// Where it runs.
    pub stage: String,
    /// The venue's IANA zone.
    pub zone: String,
    /// Its first day, as `2026-11-25`.
    pub date: String,
    /// Before this the venue is closed.
    pub opens: Option<Civil>,
    /// By then everything must be over.
    pub curfew: Option<Civil>,
    /// The shortest span between two GOs, in milliseconds.
    pub min_span_ms: u32,
    /// The shortest time between two cues that share a person, in milliseconds.
    pub changeover_ms: u64,
    /// Devices that may call, the first before the second.
    pub ranks: Vec<AuthorId>,
    /// Devices that may stop the show alone; empty when every device may.
    pub hold_raisers: Vec<AuthorId>,
    /// Devices that may release a stop, beside the one that calls.
    pub hold_releasers: Vec<AuthorId>,
    /// Columns of its own.
    pub columns: Vec<Column>,
}

/// A time as people write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Civil {
    /// On which day, as `2026-11-25`; absent when it follows from the entries before it.
    pub date: Option<String>,
    /// What the clock shows, as `21:04:00`.
    pub time: String,
    /// Which of the two, where the clock shows it twice in one night: `first` or `second`.
    pub occurrence: Option<Occurrence>,
}

/// Which of two equal times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Occurrence {
    /// Before the clock is set back.
    First,
    /// After it.
    Second,
}

/// A column that a show has of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Column {
    /// By what cues name it.
    pub key: String,
    /// What stands over it.
    pub title: String,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// One of these.
    Choice {
        /// Which there are.
        options: Vec<String>,
    },
    /// People, separated by commas, who cannot be in two places at once.
    Person,
    /// `yes` or nothing.
    Check,
}

/// A line of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanEntry {
    /// Its id.
    pub entry: EntryId,
    /// The group that it belongs to.
    pub group: Option<EntryId>,
    /// What it is.
    pub item: PlanItem,
    /// When it is planned to start, expected delays included.
    pub start: Option<WallMs>,
    /// When it is planned to end.
    pub end: Option<WallMs>,
    /// Time between the end of what came before and its start, in milliseconds; negative when they overlap.
    pub gap_ms: i64,
    /// By how much expected delays move its start, in milliseconds.
    pub delay_ms: i64,
    /// How many days after the show's first day it starts.
    pub day: i32,
    /// Its timing is past or live: it cannot be changed any more.
    pub locked: bool,
}

/// What a line of the plan is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlanItem {
    /// Something that is called.
    Cue(Box<PlanCue>),
    /// A heading over other lines.
    Group {
        /// What it is called.
        title: String,
        /// Its colour, as `#rrggbb`.
        colour: Option<String>,
        /// How long it should take, in milliseconds.
        target_ms: Option<u64>,
        /// How long it takes, in milliseconds.
        duration_ms: u64,
    },
    /// Expected lateness.
    Delay {
        /// By how much, in milliseconds.
        by_ms: i64,
    },
    /// A mark that takes no time.
    Milestone {
        /// What it is called.
        title: String,
    },
}

/// Something that is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanCue {
    /// What the departments call it.
    pub number: String,
    /// What happens.
    pub title: String,
    /// For whoever calls.
    pub note: String,
    /// What the departments do.
    pub calls: Vec<Call>,
    /// Who answers for it.
    pub owner: String,
    /// Where.
    pub location: String,
    /// A point that people wait for.
    pub flag: bool,
    /// Its colour, as `#rrggbb`.
    pub colour: Option<String>,
    /// Left out tonight.
    pub skip: bool,
    /// When it starts.
    pub start: Start,
    /// How long it is planned to take, in milliseconds.
    pub duration_ms: u64,
    /// The least that it can be trimmed to, in milliseconds.
    pub min_ms: Option<u64>,
    /// The most that it can be stretched to, in milliseconds.
    pub max_ms: Option<u64>,
    /// It may be dropped when time runs short.
    pub cuttable: bool,
    /// It counts to its planned end.
    pub count_to_end: bool,
    /// What happens when its time is up.
    pub end_action: EndAction,
    /// How much time left is a warning, in milliseconds.
    pub warning_ms: u64,
    /// How much time left is a danger, in milliseconds.
    pub danger_ms: u64,
    /// Its own shortest span after GO, in milliseconds.
    pub span_ms: Option<u32>,
    /// A sponsor or deliverable.
    pub link: String,
    /// What stands in the show's own columns, by key.
    pub columns: BTreeMap<String, String>,
}

/// What a department does in a cue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Call {
    /// Which one.
    pub department: String,
    /// What it does.
    pub text: String,
    /// How long before the cue it is put in standby, in seconds.
    pub standby_s: u32,
}

/// When a cue starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Start {
    /// When the cue before it is over.
    Soft,
    /// At a time of its own.
    Hard {
        /// When.
        at: Civil,
    },
    /// When the cue before it is over, but within these.
    Window {
        /// Not before.
        earliest: Civil,
        /// Not after.
        latest: Civil,
    },
}

/// What happens when a cue's time is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EndAction {
    /// It runs over.
    None,
    /// The next cue is put in standby.
    LoadNext,
    /// The next cue starts.
    StartNext,
}

/// Something in a plan that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Conflict {
    /// Which rule says so.
    pub rule: ConflictRule,
    /// The lines it is about, with their shows.
    pub lines: Vec<ConflictLine>,
    /// By how much, in milliseconds, where that can be said.
    pub by_ms: Option<i64>,
    /// The person, place or time that it is about.
    pub what: Option<String>,
}

/// A line that a conflict is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConflictLine {
    /// Of which show.
    pub show: ShowId,
    /// What the show is called.
    pub show_title: String,
    /// Which line.
    pub entry: EntryId,
    /// Its number and title, as people call it.
    pub name: String,
}

/// A rule that a plan can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConflictRule {
    /// It starts before the one before it is over.
    Overlap,
    /// A person is in two places at once.
    PersonTwice,
    /// A place is used twice at once.
    PlaceTwice,
    /// Too little time between two cues that share a person.
    Changeover,
    /// It starts before the venue opens.
    BeforeOpening,
    /// It ends after the curfew.
    AfterCurfew,
    /// The group takes longer than it should.
    OverTarget,
    /// It starts outside its window.
    OutsideWindow,
    /// Its time does not exist that night: the clock jumps over it.
    TimeMissing,
    /// Its time exists twice that night, and nobody said which.
    TimeTwice,
    /// Nothing says when the show begins.
    NoTime,
}

/// A change that somebody proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Proposal {
    /// Its record.
    pub id: RecordId,
    /// Who was at the device, or what the device is called.
    pub who: String,
    /// When.
    pub at: WallMs,
    /// What it would change.
    pub lines: Vec<ProposedLine>,
}

/// One line of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProposedLine {
    /// Which line of the plan; absent for the show as a whole.
    pub entry: Option<EntryId>,
    /// Its number and title, as people call it.
    pub name: String,
    /// What would happen to it.
    pub what: ProposedWhat,
}

/// What a proposal would do to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProposedWhat {
    /// It would come in.
    Add,
    /// It would go.
    Remove,
    /// It would stand elsewhere.
    Move,
    /// Its text or timing would change.
    Change,
}

/// A value that lost against another device's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overruled {
    /// Which line; absent for the show as a whole.
    pub entry: Option<EntryId>,
    /// Its number and title, as people call it.
    pub name: String,
    /// The field, by its name in [`PlanField`].
    pub field: String,
    /// What was written.
    pub lost: String,
    /// What stands there.
    pub stands: String,
    /// Who wrote what lost.
    pub who: String,
    /// When.
    pub at: WallMs,
    /// It was this device.
    pub own: bool,
    /// Who wrote what stands there.
    pub stands_by: String,
    /// When.
    pub stands_at: WallMs,
    /// The change that writes again what lost.
    pub again: PlanEdit,
}

/// Changes of a plan, made together and taken back together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditPlanReq {
    /// Of which show.
    pub show: ShowId,
    /// What.
    pub edits: Vec<PlanEdit>,
}

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum PlanEdit {
    /// A new line.
    Add {
        /// What it is.
        kind: EntryKind,
        /// In which group.
        group: Option<EntryId>,
        /// Behind which line of that group; absent for the first place.
        after: Option<EntryId>,
    },
    /// A copy of a line, behind it.
    Duplicate {
        /// Which line.
        entry: EntryId,
    },
    /// A line stands elsewhere.
    Move {
        /// Which line.
        entry: EntryId,
        /// In which group.
        group: Option<EntryId>,
        /// Behind which line of that group; absent for the first place.
        after: Option<EntryId>,
    },
    /// A line goes; the lines of a group stay, in no group.
    Remove {
        /// Which line.
        entry: EntryId,
    },
    /// What stands in a field.
    Set {
        /// Of which line.
        entry: EntryId,
        /// The field and what stands in it.
        field: PlanField,
    },
    /// What is said of the show as a whole.
    Details {
        /// All of it.
        details: Box<ShowDetails>,
    },
    /// A delay is taken into the times of what follows, and goes.
    ApplyDelay {
        /// Which delay.
        entry: EntryId,
    },
}

/// What a line is, from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Something that is called.
    Cue,
    /// A heading over other lines.
    Group,
    /// Expected lateness.
    Delay,
    /// A mark that takes no time.
    Milestone,
}

/// A field of a line and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
pub enum PlanField {
    /// The number.
    Number(String),
    /// The title.
    Title(String),
    /// The note.
    Note(String),
    /// Everything that departments do in it.
    Calls(Vec<Call>),
    /// Who answers for it.
    Owner(String),
    /// Where.
    Location(String),
    /// A point that people wait for.
    Flag(bool),
    /// Its colour.
    Colour(Option<String>),
    /// Left out tonight.
    Skip(bool),
    /// When it starts.
    Start(Start),
    /// How long, in milliseconds.
    Duration(u64),
    /// The least, in milliseconds.
    Min(Option<u64>),
    /// The most, in milliseconds.
    Max(Option<u64>),
    /// It may be dropped.
    Cuttable(bool),
    /// It counts to its planned end.
    CountToEnd(bool),
    /// What happens when its time is up.
    EndAction(EndAction),
    /// How much time left is a warning, in milliseconds.
    Warning(u64),
    /// How much time left is a danger, in milliseconds.
    Danger(u64),
    /// Its own shortest span after GO, in milliseconds.
    Span(Option<u32>),
    /// A sponsor or deliverable.
    Link(String),
    /// What stands in one of the show's own columns.
    Column {
        /// Its key.
        key: String,
        /// What stands there.
        value: String,
    },
    /// By how much a delay delays, in milliseconds.
    Delay(i64),
    /// How long a group should take, in milliseconds.
    Target(Option<u64>),
}

/// The caller's answer to a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SettleReq {
    /// Of which show.
    pub show: ShowId,
    /// Which proposal.
    pub proposal: RecordId,
    /// It holds.
    pub adopt: bool,
}

/// What this device changed last is taken back, or done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndoEditReq {
    /// Of which show.
    pub show: ShowId,
    /// Done again rather than taken back.
    pub redo: bool,
}
