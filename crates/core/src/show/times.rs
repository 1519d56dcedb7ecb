//! When everything is planned to be: a plan on the calendar, as instants.
//!
//! The rules are those of the run of show, on instants instead of times of day, so that midnight and the nights in which
//! clocks are set are nights like any other. What a plan leaves open is settled as documented and reported as a [`Doubt`].
//! What really happens is not here but in `live`.

mod delay;
mod walk;

use std::collections::HashMap;

use jiff::civil;
use jiff::tz::TimeZone;

pub use self::delay::apply_delay;
use self::walk::{Line, Walk};
use super::action::Visit;
use super::civil::{Resolved, civil_at, day_after, zone};
use super::plan::{Civil, Item, Plan};
use crate::ids::EntryId;
use crate::time::WallMs;

/// A plan on the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// The cues in the plan's order, skipped ones too.
    pub cues: Vec<CueTime>,
    /// The groups in the plan's order.
    pub groups: Vec<GroupTime>,
    /// When the first cue that is played starts; absent when none is.
    pub start: Option<WallMs>,
    /// When the last of the cues that are played is over.
    pub end: Option<WallMs>,
    /// How long it all takes, gaps included and overlaps counted once, in milliseconds.
    pub total_ms: u64,
    /// When the venue opens.
    pub opens: Option<WallMs>,
    /// When everything must be over: the first time after the start that the clock shows the curfew, if that has no day.
    pub curfew: Option<WallMs>,
    /// The venue's zone; UTC when the plan names one that is not known.
    pub zone: TimeZone,
    /// What the plan leaves open.
    pub doubts: Vec<Doubt>,
    places: HashMap<EntryId, usize>,
}

/// When a cue is planned to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueTime {
    /// Which cue.
    pub id: EntryId,
    /// Its group.
    pub group: Option<EntryId>,
    /// Its place among the plan's entries.
    pub entry: usize,
    /// When it starts, delays left aside.
    pub start: WallMs,
    /// When it is over, delays left aside.
    pub end: WallMs,
    /// How long it takes, in milliseconds.
    pub duration_ms: u64,
    /// On which day it starts, counted from the show's date.
    pub day: i32,
    /// How long nothing is planned before it, from the latest end so far, in milliseconds; negative when it overlaps.
    pub gap_ms: i64,
    /// The delay that is expected here and not applied yet, in milliseconds.
    pub delay_ms: i64,
    /// What of that begins here: the delay entries that stand right before it, in milliseconds.
    pub delayed_here_ms: i64,
    /// It starts because the cue before it is over.
    pub linked: bool,
    /// By how much it may come forward when the show runs early, in milliseconds: nothing for a time of its own, as far as
    /// its window goes, and as far as may be (`None`) for one that follows the cue before it.
    pub leeway_ms: Option<u64>,
    /// It counts to its planned end.
    pub count_to_end: bool,
    /// It is left out.
    pub skipped: bool,
}

/// When a group is planned to be: what its cues that are played make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupTime {
    /// Which group.
    pub id: EntryId,
    /// From the start of its first cue to the latest end of any; absent when none is played.
    pub span: Option<(WallMs, WallMs)>,
    /// The sum of its cues' durations, in milliseconds.
    pub sum_ms: u64,
    /// How long it should take, in milliseconds.
    pub target_ms: Option<u64>,
}

/// Something that a plan leaves open, and what was taken for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The zone is not known: all times are taken for UTC.
    Zone,
    /// The clock is set forward over this time: the one after the jump was taken.
    Missing {
        /// Whose time.
        of: Timed,
        /// An hour before it, as a rule.
        before: WallMs,
        /// The one that was taken.
        taken: WallMs,
    },
    /// The clock shows this time twice: the first was taken, or the second where the cue before starts after the first.
    Twice {
        /// Whose time.
        of: Timed,
        /// Before the clock is set back.
        first: WallMs,
        /// After it.
        second: WallMs,
        /// The one that was taken.
        taken: WallMs,
    },
    /// Nothing says when the show begins: the opening of the venue was taken, or the beginning of the day.
    NoTime {
        /// The first cue that is played.
        entry: EntryId,
        /// What was taken.
        taken: WallMs,
    },
}

/// What has a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timed {
    /// This cue.
    Cue(EntryId),
    /// The opening.
    Opening,
    /// The curfew.
    Curfew,
}

impl Times {
    /// Puts a plan on the calendar.
    ///
    /// A soft start is the end of the cue before it that is played. A window does the same within its bounds: the cue
    /// waits for the earliest, and is put on the latest, over the cue before it, when that is planned to end still later;
    /// `conflicts` reports it. A time without a day is on the day of the cue before it, or on the next one when that
    /// cue takes any time and goes on past midnight or starts then or later; a window only when it is over by then.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let known = zone(&plan.zone);
        let mut times = Self::empty(known.clone().unwrap_or(TimeZone::UTC));
        if known.is_none() {
            times.doubts.push(Doubt::Zone);
        }
        times.opens = plan.opens.map(|civil| times.settle(Timed::Opening, civil, plan.date));
        times.walk(plan);
        times.curfew = plan.curfew.map(|civil| times.end_of_night(civil, plan.date));
        times.group(plan);
        times
    }

    /// When this cue is planned to be.
    #[must_use]
    pub fn cue(&self, id: EntryId) -> Option<&CueTime> {
        self.place(id).and_then(|place| self.cues.get(place))
    }

    /// Its place among [`Times::cues`].
    #[must_use]
    pub fn place(&self, id: EntryId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// What a GO to this cue writes down; `None` when there is no such cue.
    #[must_use]
    pub fn visit(&self, id: EntryId) -> Option<Visit> {
        self.cue(id).map(|cue| Visit {
            cue: id,
            planned_start: cue.start,
            duration_ms: cue.duration_ms,
            count_to_end: cue.count_to_end,
        })
    }

    fn empty(zone: TimeZone) -> Self {
        Self {
            cues: Vec::new(),
            groups: Vec::new(),
            start: None,
            end: None,
            total_ms: 0,
            opens: None,
            curfew: None,
            zone,
            doubts: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn walk(&mut self, plan: &Plan) {
        let zone = self.zone.clone();
        let mut walk = Walk::new(&zone, plan.date, self.opens);
        for (place, entry) in plan.entries.iter().enumerate() {
            match &entry.item {
                Item::Delay { by_ms } => walk.delay(*by_ms),
                Item::Group { .. } | Item::Milestone { .. } => {}
                Item::Cue(cue) => {
                    let line = Line { place, entry, cue };
                    let time = if cue.skip {
                        walk.skip(line)
                    } else {
                        let spot = walk.spot(entry.id, &cue.start);
                        self.doubts.extend(spot.doubts.iter().flatten());
                        walk.play(line, &spot)
                    };
                    self.places.insert(entry.id, self.cues.len());
                    self.cues.push(time);
                }
            }
        }
        for cue in self.cues.iter().filter(|cue| !cue.skipped) {
            self.start = self.start.or(Some(cue.start));
            self.end = self.end.max(Some(cue.end));
            self.total_ms = self.total_ms.saturating_add(cue.adds());
        }
    }

    fn group(&mut self, plan: &Plan) {
        let mut places = HashMap::new();
        for entry in &plan.entries {
            if let Item::Group { target_ms, .. } = entry.item {
                places.insert(entry.id, self.groups.len());
                self.groups.push(GroupTime { id: entry.id, span: None, sum_ms: 0, target_ms });
            }
        }
        for cue in self.cues.iter().filter(|cue| !cue.skipped) {
            let place = cue.group.and_then(|group| places.get(&group));
            if let Some(group) = place.and_then(|place| self.groups.get_mut(*place)) {
                let (start, end) = group.span.unwrap_or((cue.start, cue.end));
                group.span = Some((start, end.max(cue.end)));
                group.sum_ms = group.sum_ms.saturating_add(cue.duration_ms);
            }
        }
    }

    /// The curfew: on its own day, or the first time that the clock shows it after the show began.
    fn end_of_night(&mut self, civil: Civil, date: civil::Date) -> WallMs {
        let began = self.start.or(self.opens);
        let over = |day| civil.resolve(day, &self.zone).latest();
        let day = began.map_or(date, |began| {
            let today = civil_at(began, &self.zone).date.unwrap_or(date);
            if over(today) > began { today } else { day_after(today, 1) }
        });
        self.settle(Timed::Curfew, civil, day)
    }

    fn settle(&mut self, of: Timed, civil: Civil, day: civil::Date) -> WallMs {
        let resolved = civil.resolve(day, &self.zone);
        self.doubts.extend(Doubt::about(of, resolved, resolved.taken()));
        resolved.taken()
    }
}

impl CueTime {
    /// When it is expected to start with the delays before it, as far as the plan alone can tell.
    #[must_use]
    pub const fn expected_start(&self) -> WallMs {
        later(self.start, self.delay_ms)
    }

    /// What its timer would show were it called at `now`, in milliseconds: all of its duration, or, when it counts to its
    /// planned end, what is left until then.
    #[must_use]
    pub const fn remaining_if_called(&self, now: WallMs) -> i64 {
        if self.count_to_end { between(now, self.end) } else { signed(self.duration_ms) }
    }

    /// What it adds to the duration of the whole, in milliseconds.
    fn adds(&self) -> u64 {
        self.duration_ms.saturating_add_signed(self.gap_ms)
    }
}

impl Doubt {
    fn about(of: Timed, resolved: Resolved, taken: WallMs) -> Option<Self> {
        match resolved {
            Resolved::At(_) => None,
            Resolved::Missing { before, .. } => Some(Self::Missing { of, before, taken }),
            Resolved::Twice { first, second } => Some(Self::Twice { of, first, second, taken }),
        }
    }
}

/// So many milliseconds later or, when negative, earlier.
pub(super) const fn later(at: WallMs, by_ms: i64) -> WallMs {
    WallMs(at.0.saturating_add(by_ms))
}

/// From one instant to another, in milliseconds; negative when that is the way back.
pub(super) const fn between(from: WallMs, to: WallMs) -> i64 {
    to.0.saturating_sub(from.0)
}

/// A duration that can be subtracted.
pub(super) const fn signed(ms: u64) -> i64 {
    if ms > i64::MAX as u64 { i64::MAX } else { ms as i64 }
}

#[cfg(test)]
mod tests;
