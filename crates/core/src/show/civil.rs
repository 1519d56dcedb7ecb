//! From what a clock on the wall shows to the instant that is meant, and back.
//!
//! In the night when the clock is set forward some times do not exist, and when it is set back some exist twice. Nothing
//! is guessed silently: [`Resolved`] says what the matter is, and whoever goes on with one of the two says so.
//!
//! Zones come from the database that is built in, not from the system's files: two devices that hold the same plan must
//! not disagree on when it begins.

use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp, civil};

use super::plan::{Civil, Occurrence};
use crate::time::WallMs;

/// Which instant a time on the wall means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// This one.
    At(WallMs),
    /// None: the clock jumps over it.
    Missing {
        /// What it would be had the clock been set forward already; it lies before the jump.
        before: WallMs,
        /// What it would be were the clock not set forward yet; it lies after the jump.
        after: WallMs,
    },
    /// Either: the clock shows it twice.
    Twice {
        /// Before the clock is set back.
        first: WallMs,
        /// After it.
        second: WallMs,
    },
}

/// The zone with this IANA name; `None` when there is none.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The day that a clock in `zone` shows at an instant, and the time on it, told apart where it is shown twice.
#[must_use]
pub fn civil_at(at: WallMs, zone: &TimeZone) -> Civil {
    let shown = zone.to_datetime(timestamp(at));
    let civil = Civil { date: Some(shown.date()), time: shown.time(), occurrence: None };
    let occurrence = match civil.resolve(shown.date(), zone) {
        Resolved::Twice { second, .. } if at >= second => Some(Occurrence::Second),
        Resolved::Twice { .. } => Some(Occurrence::First),
        Resolved::At(_) | Resolved::Missing { .. } => None,
    };
    Civil { occurrence, ..civil }
}

/// The day so many days later or, when negative, earlier; beyond the calendar it is the calendar's first or last.
pub(super) fn day_after(date: civil::Date, days: i32) -> civil::Date {
    date.saturating_add(SignedDuration::from_hours(24 * i64::from(days)))
}

/// The instant at which a clock in `zone` shows the same, so many days later or, when negative, earlier.
pub(super) fn days_later(at: WallMs, days: i32, zone: &TimeZone) -> WallMs {
    let civil = civil_at(at, zone);
    let date = day_after(civil.date.unwrap_or_default(), days);
    Civil { date: Some(date), ..civil }.resolve(date, zone).taken()
}

impl Civil {
    /// The instant that is meant, on its own day or else on `day`.
    #[must_use]
    pub fn resolve(&self, day: civil::Date, zone: &TimeZone) -> Resolved {
        let shown = self.date.unwrap_or(day).to_datetime(self.time);
        let by = |offset: Offset| instant(shown, offset);
        match (zone.to_ambiguous_timestamp(shown).offset(), self.occurrence) {
            (AmbiguousOffset::Unambiguous { offset }, _) => Resolved::At(by(offset)),
            (AmbiguousOffset::Gap { before, after }, _) => {
                Resolved::Missing { before: by(after), after: by(before) }
            }
            (AmbiguousOffset::Fold { before, .. }, Some(Occurrence::First)) => Resolved::At(by(before)),
            (AmbiguousOffset::Fold { after, .. }, Some(Occurrence::Second)) => Resolved::At(by(after)),
            (AmbiguousOffset::Fold { before, after }, None) => {
                Resolved::Twice { first: by(before), second: by(after) }
            }
        }
    }
}

impl Resolved {
    /// With which instant one goes on when nobody says more: the one after the jump, and the first of two.
    #[must_use]
    pub const fn taken(self) -> WallMs {
        match self {
            Self::At(at) | Self::Missing { after: at, .. } | Self::Twice { first: at, .. } => at,
        }
    }

    /// The latest instant that can be meant.
    pub(super) const fn latest(self) -> WallMs {
        match self {
            Self::At(at) | Self::Missing { after: at, .. } | Self::Twice { second: at, .. } => at,
        }
    }
}

/// Instants beyond the calendar clamp to its ends.
fn timestamp(at: WallMs) -> Timestamp {
    let end = if at.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(at.0).unwrap_or(end)
}

fn instant(shown: civil::DateTime, offset: Offset) -> WallMs {
    let end = if shown.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    WallMs(offset.to_timestamp(shown).unwrap_or(end).as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> WallMs {
        WallMs(text.parse::<Timestamp>().expect("an instant").as_millisecond())
    }

    fn check(zone_name: &str, shown: &str, expected: Resolved) {
        let zone = zone(zone_name).expect("a zone of the database that is built in");
        let shown: civil::DateTime = shown.parse().expect("a day and a time");
        let civil = Civil { date: None, time: shown.time(), occurrence: None };
        assert_eq!(civil.resolve(shown.date(), &zone), expected, "{zone_name} {shown}");
    }

    #[test]
    fn a_time_is_one_instant_or_none_or_two() {
        let (copenhagen, new_york) = ("Europe/Copenhagen", "America/New_York");
        let at = |text| Resolved::At(moment(text));
        let missing = |before, after| Resolved::Missing { before: moment(before), after: moment(after) };
        let twice = |first, second| Resolved::Twice { first: moment(first), second: moment(second) };
        check("America/Bogota", "2026-11-21T00:30", at("2026-11-21T05:30Z"));
        check(copenhagen, "2026-03-29T01:59:59", at("2026-03-29T00:59:59Z"));
        check(copenhagen, "2026-03-29T02:00", missing("2026-03-29T00:00Z", "2026-03-29T01:00Z"));
        check(copenhagen, "2026-03-29T02:30", missing("2026-03-29T00:30Z", "2026-03-29T01:30Z"));
        check(copenhagen, "2026-03-29T03:00", at("2026-03-29T01:00Z"));
        check(copenhagen, "2026-10-25T02:00", twice("2026-10-25T00:00Z", "2026-10-25T01:00Z"));
        check(copenhagen, "2026-10-25T03:00", at("2026-10-25T02:00Z"));
        check(new_york, "2026-03-08T02:15", missing("2026-03-08T06:15Z", "2026-03-08T07:15Z"));
        check(new_york, "2026-11-01T01:30", twice("2026-11-01T05:30Z", "2026-11-01T06:30Z"));
        check(new_york, "9999-12-31T23:59", Resolved::At(WallMs(Timestamp::MAX.as_millisecond())));
    }

    #[test]
    fn an_occurrence_settles_which_of_two() {
        let zone = zone("America/New_York").expect("New York");
        let day = civil::date(2026, 11, 1);
        let time = civil::time(1, 30, 0, 0);
        let resolve = |occurrence| Civil { date: None, time, occurrence }.resolve(day, &zone);
        assert_eq!(resolve(Some(Occurrence::First)), Resolved::At(moment("2026-11-01T05:30Z")));
        assert_eq!(resolve(Some(Occurrence::Second)), Resolved::At(moment("2026-11-01T06:30Z")));
        assert_eq!(resolve(None).taken(), moment("2026-11-01T05:30Z"));
    }

    #[test]
    fn an_instant_survives_the_clock_on_the_wall() {
        let zone = zone("Europe/Copenhagen").expect("Copenhagen");
        for minutes in 0..48 * 60 {
            let at = WallMs(moment("2026-10-24T12:00Z").0 + minutes * 60_000 + 7);
            let civil = civil_at(at, &zone);
            assert_eq!(civil.resolve(civil::Date::MIN, &zone), Resolved::At(at), "{civil:?}");
        }
    }

    #[test]
    fn a_day_later_the_clock_shows_the_same() {
        let zone = zone("Europe/Copenhagen").expect("Copenhagen");
        let before = moment("2026-10-24T18:00Z");
        assert_eq!(days_later(before, 1, &zone), moment("2026-10-25T19:00Z"), "that day has 25 hours");
        assert_eq!(days_later(moment("2026-10-25T19:00Z"), -1, &zone), before);
    }

    #[test]
    fn a_zone_that_is_not_one_is_none() {
        assert_eq!(zone("Europe/Atlantis"), None);
    }
}
