//! How a plan comes about: changes, each of one thing, that merge in any order.
//!
//! For every field the change with the greatest place in the common order holds; the values that lost are kept. An entry
//! that was taken out is out until somebody puts it back: nothing is deleted.

use jiff::civil;

use super::plan::{Call, Civil, Column, EndAction, Start};
use crate::ids::{AuthorId, EntryId};

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Something about the show as a whole.
    Show(ShowField),
    /// An entry comes to be; of two such changes for one entry the first holds.
    Add {
        /// Its id.
        entry: EntryId,
        /// What it is.
        kind: EntryKind,
    },
    /// Where an entry stands.
    Place {
        /// Which.
        entry: EntryId,
        /// Where; `None` takes it out of the plan.
        place: Option<Place>,
    },
    /// What stands in a field of an entry.
    Set {
        /// Which entry.
        entry: EntryId,
        /// The field and what stands in it.
        field: Field,
    },
}

/// What an entry is, from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Something that is called.
    Cue,
    /// A heading over other entries.
    Group,
    /// Expected lateness.
    Delay,
    /// A mark without duration.
    Milestone,
}

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// In which group.
    pub group: Option<EntryId>,
    /// Its place among the entries of that group, or among those of the show that are in none: a fractional index, text
    /// that sorts by its bytes and between any two of which another one fits. Equal ones are told apart by the entry's id.
    pub order: String,
}

/// Something about the show as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShowField {
    /// [`Plan::title`](super::Plan::title).
    Title(String),
    /// [`Plan::stage`](super::Plan::stage).
    Stage(String),
    /// [`Plan::zone`](super::Plan::zone).
    Zone(String),
    /// [`Plan::date`](super::Plan::date).
    Date(civil::Date),
    /// [`Plan::opens`](super::Plan::opens).
    Opens(Option<Civil>),
    /// [`Plan::curfew`](super::Plan::curfew).
    Curfew(Option<Civil>),
    /// [`Plan::min_span_ms`](super::Plan::min_span_ms).
    MinSpan(u32),
    /// [`Plan::changeover_ms`](super::Plan::changeover_ms).
    Changeover(u64),
    /// [`Plan::ranks`](super::Plan::ranks).
    Ranks(Vec<AuthorId>),
    /// [`Plan::hold_raisers`](super::Plan::hold_raisers).
    HoldRaisers(Vec<AuthorId>),
    /// [`Plan::hold_releasers`](super::Plan::hold_releasers).
    HoldReleasers(Vec<AuthorId>),
    /// [`Plan::columns`](super::Plan::columns).
    Columns(Vec<Column>),
}

/// A field of an entry and what stands in it. One that the entry's kind does not have is kept and shows nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// [`Cue::number`](super::Cue::number).
    Number(String),
    /// The title of a cue, group or milestone.
    Title(String),
    /// [`Cue::note`](super::Cue::note).
    Note(String),
    /// What one department does; `None` when it does nothing.
    Call {
        /// Which department.
        department: String,
        /// What it does; its department is this one's.
        call: Option<Call>,
    },
    /// [`Cue::owner`](super::Cue::owner).
    Owner(String),
    /// [`Cue::location`](super::Cue::location).
    Location(String),
    /// [`Cue::flag`](super::Cue::flag).
    Flag(bool),
    /// The colour of a cue or group.
    Colour(Option<String>),
    /// [`Cue::skip`](super::Cue::skip).
    Skip(bool),
    /// [`Cue::start`](super::Cue::start).
    Start(Start),
    /// [`Cue::duration_ms`](super::Cue::duration_ms).
    Duration(u64),
    /// [`Cue::min_ms`](super::Cue::min_ms).
    Min(Option<u64>),
    /// [`Cue::max_ms`](super::Cue::max_ms).
    Max(Option<u64>),
    /// [`Cue::cuttable`](super::Cue::cuttable).
    Cuttable(bool),
    /// [`Cue::count_to_end`](super::Cue::count_to_end).
    CountToEnd(bool),
    /// [`Cue::end_action`](super::Cue::end_action).
    EndAction(EndAction),
    /// [`Cue::warning_ms`](super::Cue::warning_ms).
    Warning(u64),
    /// [`Cue::danger_ms`](super::Cue::danger_ms).
    Danger(u64),
    /// [`Cue::span_ms`](super::Cue::span_ms).
    Span(Option<u32>),
    /// [`Cue::link`](super::Cue::link).
    Link(String),
    /// What stands in one of the show's own columns.
    Column {
        /// The column's key.
        key: String,
        /// What stands there.
        value: String,
    },
    /// By how much a delay entry delays, in milliseconds.
    Delay(i64),
    /// How long a group should take, in milliseconds.
    Target(Option<u64>),
}
