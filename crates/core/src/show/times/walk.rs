//! Going through a plan from cue to cue with what the next one depends on.

use std::cmp::Ordering;

use jiff::civil;
use jiff::tz::TimeZone;

use super::{CueTime, Doubt, Timed, between, later, signed};
use crate::ids::EntryId;
use crate::show::civil::{Resolved, civil_at, day_after};
use crate::show::plan::{Civil, Cue, Entry, Start};
use crate::time::WallMs;

/// What the cues so far mean for the next one.
pub(super) struct Walk<'a> {
    zone: &'a TimeZone,
    date: civil::Date,
    opens: Option<WallMs>,
    /// The cue before this one that is played: its start, end and day.
    last: Option<Last>,
    /// The latest end of any cue so far.
    latest: Option<WallMs>,
    /// The delay that reached the last cue, in milliseconds.
    carried_ms: i64,
    /// The delay entries since then, in milliseconds.
    pending_ms: i64,
}

#[derive(Clone, Copy)]
struct Last {
    start: WallMs,
    end: WallMs,
    day: civil::Date,
}

/// A cue on its line of the plan.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its place among the entries.
    pub(super) place: usize,
    /// The entry.
    pub(super) entry: &'a Entry,
    /// What the entry is.
    pub(super) cue: &'a Cue,
}

/// Where a cue comes to stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// When it starts.
    pub(super) start: WallMs,
    /// See [`CueTime::linked`].
    pub(super) linked: bool,
    /// See [`CueTime::leeway_ms`].
    pub(super) leeway_ms: Option<u64>,
    /// What was open about that.
    pub(super) doubts: [Option<Doubt>; 2],
}

impl<'a> Walk<'a> {
    /// Before the first cue of a show that is on `date`.
    pub(super) const fn new(zone: &'a TimeZone, date: civil::Date, opens: Option<WallMs>) -> Self {
        Self { zone, date, opens, last: None, latest: None, carried_ms: 0, pending_ms: 0 }
    }

    /// Passes a delay entry.
    pub(super) const fn delay(&mut self, by_ms: i64) {
        self.pending_ms = self.pending_ms.saturating_add(by_ms);
    }

    /// Passes a cue that is left out: it stands on the day of the one before it and moves nothing.
    pub(super) fn skip(&self, line: Line<'_>) -> CueTime {
        let start = match (&line.cue.start, self.last) {
            (Start::Soft, Some(last)) => last.end,
            (Start::Soft, None) => self.beginning(),
            (Start::Hard(civil) | Start::Window { earliest: civil, .. }, _) => {
                civil.resolve(self.day(), self.zone).taken()
            }
        };
        CueTime { day: self.days(self.day()), skipped: true, ..line.at(start) }
    }

    /// Passes a cue that is played and starts where `spot` says.
    pub(super) fn play(&mut self, line: Line<'_>, spot: &Spot) -> CueTime {
        let day = self.day_of(spot.start);
        let time = CueTime {
            day: self.days(day),
            gap_ms: self.gap_before(spot.start),
            delay_ms: self.delay_at(spot.start),
            delayed_here_ms: self.pending_ms,
            linked: spot.linked,
            leeway_ms: spot.leeway_ms,
            ..line.at(spot.start)
        };
        self.last = Some(Last { start: time.start, end: time.end, day });
        self.latest = self.latest.max(Some(time.end));
        self.carried_ms = time.delay_ms;
        self.pending_ms = 0;
        time
    }

    /// The delay that would be expected of a cue that starts at `start`, in milliseconds.
    pub(super) fn delay_at(&self, start: WallMs) -> i64 {
        absorbed(self.carried_ms, self.gap_before(start)).saturating_add(self.pending_ms)
    }

    /// The start with which a cue is expected at `expected`; of several the one nearest to `near`.
    ///
    /// There always is one. The later a cue starts, the more of the delay before it its gap absorbs: from the latest end
    /// so far until as much later as the delay reaches, it is expected at the same time.
    pub(super) fn start_for(&self, expected: WallMs, near: WallMs) -> WallMs {
        let expected = later(expected, self.pending_ms.saturating_neg());
        match self.latest {
            Some(latest) if self.carried_ms > 0 => {
                let reached = later(latest, self.carried_ms);
                match expected.cmp(&reached) {
                    Ordering::Less => later(expected, -self.carried_ms),
                    Ordering::Equal => near.clamp(latest, reached),
                    Ordering::Greater => expected,
                }
            }
            _ => later(expected, self.carried_ms.saturating_neg()),
        }
    }

    /// Where a cue with this start comes to stand.
    pub(super) fn spot(&self, entry: EntryId, start: &Start) -> Spot {
        match start {
            Start::Soft => self.soft(entry),
            Start::Hard(civil) => {
                let (start, doubt) = self.pick(entry, self.hard(civil));
                Spot::own(start, [doubt, None])
            }
            Start::Window { earliest, latest } => self.window(entry, earliest, latest),
        }
    }

    fn gap_before(&self, start: WallMs) -> i64 {
        self.latest.map_or(0, |latest| between(latest, start))
    }

    fn soft(&self, entry: EntryId) -> Spot {
        if let Some(last) = self.last {
            return Spot { start: last.end, linked: true, leeway_ms: None, doubts: [None; 2] };
        }
        let taken = self.beginning();
        Spot::own(taken, [Some(Doubt::NoTime { entry, taken }), None])
    }

    fn window(&self, entry: EntryId, earliest: &Civil, latest: &Civil) -> Spot {
        let (mut from, mut until) = self.bounds(earliest, latest, self.day());
        if self.last.is_some_and(|last| last.end > last.start && until.latest() <= last.start) {
            (from, until) = self.bounds(earliest, latest, day_after(self.day(), 1));
        }
        let ((from, one), (until, other)) = (self.pick(entry, from), self.pick(entry, until));
        let Some(last) = self.last else { return Spot::own(from, [one, other]) };
        let start = last.end.min(until).max(from);
        Spot {
            start,
            linked: start == last.end,
            leeway_ms: Some(u64::try_from(between(from, start)).unwrap_or(0)),
            doubts: [one, other],
        }
    }

    /// A window's bounds when it begins on `day`; it may go past midnight.
    fn bounds(&self, earliest: &Civil, latest: &Civil, day: civil::Date) -> (Resolved, Resolved) {
        let from = earliest.resolve(day, self.zone);
        let day = earliest.date.unwrap_or(day);
        let until = latest.resolve(day, self.zone);
        if until.latest() < from.taken() {
            return (from, latest.resolve(day_after(day, 1), self.zone));
        }
        (from, until)
    }

    /// A time of its own, on its day, or else on the day of the cue before it or the next one.
    fn hard(&self, civil: &Civil) -> Resolved {
        let today = civil.resolve(self.day(), self.zone);
        let wraps = self.last.is_some_and(|last| {
            last.end > last.start && (self.day_of(last.end) > last.day || today.latest() <= last.start)
        });
        if civil.date.is_none() && wraps {
            return civil.resolve(day_after(self.day(), 1), self.zone);
        }
        today
    }

    /// Of two the first, unless the cue before starts only after it.
    fn pick(&self, entry: EntryId, resolved: Resolved) -> (WallMs, Option<Doubt>) {
        let taken = match (resolved, self.last) {
            (Resolved::Twice { first, second }, Some(last)) => {
                let reached = last.start > first || (last.start == first && last.end > first);
                if reached { second } else { first }
            }
            _ => resolved.taken(),
        };
        (taken, Doubt::about(Timed::Cue(entry), resolved, taken))
    }

    /// When a show begins of which nothing says it.
    fn beginning(&self) -> WallMs {
        let midnight = Civil { date: None, time: civil::Time::midnight(), occurrence: None };
        self.opens.unwrap_or_else(|| midnight.resolve(self.date, self.zone).taken())
    }

    fn day(&self) -> civil::Date {
        self.last.map_or(self.date, |last| last.day)
    }

    fn day_of(&self, at: WallMs) -> civil::Date {
        civil_at(at, self.zone).date.unwrap_or(self.date)
    }

    fn days(&self, day: civil::Date) -> i32 {
        (day - self.date).get_days()
    }
}

impl Line<'_> {
    /// This cue when it starts at `start` and nothing else is known.
    fn at(self, start: WallMs) -> CueTime {
        CueTime {
            id: self.entry.id,
            group: self.entry.group,
            entry: self.place,
            start,
            end: later(start, signed(self.cue.duration_ms)),
            duration_ms: self.cue.duration_ms,
            day: 0,
            gap_ms: 0,
            delay_ms: 0,
            delayed_here_ms: 0,
            linked: false,
            leeway_ms: Some(0),
            count_to_end: self.cue.count_to_end,
            skipped: false,
        }
    }
}

impl Spot {
    /// A start that hangs on no other cue.
    pub(super) const fn own(start: WallMs, doubts: [Option<Doubt>; 2]) -> Self {
        Self { start, linked: false, leeway_ms: Some(0), doubts }
    }
}

/// What is left of a delay after a gap. Time won passes through gaps, and an overlap takes nothing away.
const fn absorbed(delay_ms: i64, gap_ms: i64) -> i64 {
    if delay_ms <= 0 || gap_ms <= 0 {
        delay_ms
    } else if delay_ms > gap_ms {
        delay_ms - gap_ms
    } else {
        0
    }
}
