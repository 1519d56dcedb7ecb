//! What is planned: shows, and in each an ordered list of entries.

use std::collections::BTreeMap;

use jiff::civil;

use crate::ids::{AuthorId, EntryId, ShowId};

/// One show: what runs on one stage. Several run side by side on one clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: ShowId,
    /// What it is called.
    pub title: String,
    /// Where it runs.
    pub stage: String,
    /// The venue's IANA zone; all civil times are meant in it.
    pub zone: String,
    /// The day on which it begins.
    pub date: civil::Date,
    /// Before this the venue is closed.
    pub opens: Option<Civil>,
    /// By then everything must be over.
    pub curfew: Option<Civil>,
    /// How long after a GO the next one is a slip of the hand, in milliseconds.
    pub min_span_ms: u32,
    /// The shortest time between two cues that share a person, in milliseconds.
    pub changeover_ms: u64,
    /// Devices that may call, the first before the second; devices that are not named come last, by their id.
    pub ranks: Vec<AuthorId>,
    /// Devices that may stop the show alone; empty when every device may.
    pub hold_raisers: Vec<AuthorId>,
    /// Devices that may release a hold, beside the one that calls.
    pub hold_releasers: Vec<AuthorId>,
    /// Columns of its own, in their order.
    pub columns: Vec<Column>,
    /// The entries, in their order; those of a group stand behind it.
    pub entries: Vec<Entry>,
}

/// A line of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The group that it belongs to; groups belong to none.
    pub group: Option<EntryId>,
    /// What it is.
    pub item: Item,
}

/// What a line of the plan is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Something that is called.
    Cue(Box<Cue>),
    /// A heading over the entries that name it.
    Group {
        /// What it is called.
        title: String,
        /// Its colour, as `#rrggbb`.
        colour: Option<String>,
        /// How long it should take, in milliseconds.
        target_ms: Option<u64>,
    },
    /// Lateness that is expected here, in milliseconds, or time won when it is negative; shown until somebody applies it.
    Delay {
        /// By how much.
        by_ms: i64,
    },
    /// A mark that takes no time.
    Milestone {
        /// What it is called.
        title: String,
    },
}

/// Something that is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cue {
    /// What the departments call it, such as `Q14`.
    pub number: String,
    /// What happens.
    pub title: String,
    /// For whoever calls.
    pub note: String,
    /// What the departments do, and how early they are warned.
    pub calls: Vec<Call>,
    /// Who answers for it.
    pub owner: String,
    /// Where.
    pub location: String,
    /// Marked as a point that people wait for.
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
    /// It counts to its planned end, whenever it started.
    pub count_to_end: bool,
    /// What happens when its time is up.
    pub end_action: EndAction,
    /// How much time left is a warning, in milliseconds.
    pub warning_ms: u64,
    /// How much time left is a danger, in milliseconds.
    pub danger_ms: u64,
    /// The show's shortest span between two GOs does not fit here; this one does, in milliseconds.
    pub span_ms: Option<u32>,
    /// A sponsor or deliverable that it belongs to.
    pub link: String,
    /// What stands in the show's own columns, by their key; people are separated by commas.
    pub columns: BTreeMap<String, String>,
}

/// What a department does in a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Which one: `lighting`, `sound`, `video`, `stage`, `talent`, `security`, or any other.
    pub department: String,
    /// What it does.
    pub text: String,
    /// How long before the cue it is put in standby, in seconds.
    pub standby_s: u32,
}

/// When a cue starts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Start {
    /// When the cue before it is over.
    #[default]
    Soft,
    /// At a time of its own.
    Hard(Civil),
    /// When the cue before it is over, but within these.
    Window {
        /// Not before.
        earliest: Civil,
        /// Not after.
        latest: Civil,
    },
}

/// A time as people write it: on a clock on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// On which day; absent when it follows from the entries before it.
    pub date: Option<civil::Date>,
    /// What the clock shows.
    pub time: civil::Time,
    /// Which of the two, where the clock shows it twice in one night.
    pub occurrence: Option<Occurrence>,
}

/// Which of the two times that a clock shows in the night when it is set back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occurrence {
    /// Before the clock is set back.
    First,
    /// After it.
    Second,
}

/// What happens when a cue's time is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndAction {
    /// Nothing: it runs over.
    #[default]
    None,
    /// The next cue is put in standby.
    LoadNext,
    /// The next cue starts.
    StartNext,
}

/// A column that a show has of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// By what cues name it.
    pub key: String,
    /// What stands over it.
    pub title: String,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// One of these.
    Choice(Vec<String>),
    /// People, who cannot be in two places at once.
    Person,
    /// `yes` or nothing.
    Check,
}

impl Plan {
    /// The shortest span between two GOs of a show that says nothing, in milliseconds.
    pub const MIN_SPAN_MS: u32 = 1_000;

    /// A show without entries.
    #[must_use]
    pub const fn empty(id: ShowId, zone: String, date: civil::Date) -> Self {
        Self {
            id,
            title: String::new(),
            stage: String::new(),
            zone,
            date,
            opens: None,
            curfew: None,
            min_span_ms: Self::MIN_SPAN_MS,
            changeover_ms: 0,
            ranks: Vec::new(),
            hold_raisers: Vec::new(),
            hold_releasers: Vec::new(),
            columns: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The cue with this id.
    #[must_use]
    pub fn cue(&self, id: EntryId) -> Option<&Cue> {
        self.entry(id).and_then(Entry::cue)
    }

    /// The cues that are played, in their order.
    pub fn playable(&self) -> impl Iterator<Item = (EntryId, &Cue)> {
        self.entries
            .iter()
            .filter_map(|entry| entry.cue().map(|cue| (entry.id, cue)))
            .filter(|(_, cue)| !cue.skip)
    }

    /// The next cue that is played after `id`, or the first one of all.
    #[must_use]
    pub fn next_playable(&self, id: Option<EntryId>) -> Option<EntryId> {
        let from =
            id.and_then(|id| self.entries.iter().position(|entry| entry.id == id)).map_or(0, |at| at + 1);
        self.entries
            .get(from..)?
            .iter()
            .find(|entry| entry.cue().is_some_and(|cue| !cue.skip))
            .map(|entry| entry.id)
    }

    /// Whether a device may stop the show.
    #[must_use]
    pub fn may_hold(&self, device: AuthorId) -> bool {
        self.hold_raisers.is_empty() || self.hold_raisers.contains(&device)
    }

    /// Whether a device may release a hold of `raiser` while `caller` has the call. Where nobody is named for either,
    /// whoever stopped the show may also let it go on.
    #[must_use]
    pub fn may_release(&self, device: AuthorId, raiser: AuthorId, caller: Option<AuthorId>) -> bool {
        let nobody_named = self.hold_raisers.is_empty() && self.hold_releasers.is_empty();
        caller == Some(device) || self.hold_releasers.contains(&device) || (nobody_named && device == raiser)
    }

    /// The place of a device among those that may call; the lower, the sooner.
    #[must_use]
    pub fn rank(&self, device: AuthorId) -> usize {
        self.ranks.iter().position(|ranked| *ranked == device).unwrap_or(self.ranks.len())
    }
}

impl Entry {
    /// The cue, if it is one.
    #[must_use]
    pub const fn cue(&self) -> Option<&Cue> {
        match &self.item {
            Item::Cue(cue) => Some(cue),
            Item::Group { .. } | Item::Delay { .. } | Item::Milestone { .. } => None,
        }
    }
}
