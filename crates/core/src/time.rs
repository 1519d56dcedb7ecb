//! Time as the rules see it: wall milliseconds, and the hybrid clock that orders what several devices wrote.
//!
//! Nothing here reads a clock. Civil days come from the event's IANA zone through `jiff`.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// Milliseconds since the Unix epoch, UTC, as the device's wall clock showed them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallMs(pub i64);

impl WallMs {
    /// Whole seconds since the Unix epoch, rounded down.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The start of a Unix second.
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// The civil day at this instant in `zone`; instants beyond the calendar clamp to its ends.
    #[must_use]
    pub fn civil_day(self, zone: &TimeZone) -> civil::Date {
        let instant = Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        });
        zone.to_datetime(instant).date()
    }
}

/// A hybrid logical clock reading: 48 bits of wall milliseconds, 16 bits of counter.
///
/// Readings of one device always grow, even when its wall clock steps back; a reading made after hearing another
/// device is larger than what was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hlc(pub u64);

impl Hlc {
    /// The next reading after `self` when the wall clock shows `now`.
    #[must_use]
    pub const fn tick(self, now: WallMs) -> Self {
        let wall = if now.0 < 0 { 0 } else { (now.0 as u64).saturating_mul(1 << 16) };
        if wall > self.0 { Self(wall) } else { Self(self.0 + 1) }
    }

    /// How far ahead of the own wall clock another device's reading is believed, in milliseconds.
    pub const MAX_AHEAD_MS: i64 = 5 * 60 * 1000;

    /// The reading of another device as far as it is believed at `now`, by the own wall clock.
    #[must_use]
    pub const fn believed(self, now: WallMs) -> Self {
        let ceiling = Self(0).tick(WallMs(now.0.saturating_add(Self::MAX_AHEAD_MS)));
        if self.0 < ceiling.0 { self } else { ceiling }
    }

    /// The reading below 2⁶³, where a broken clock alone gets to.
    #[must_use]
    pub const fn storable(self) -> Self {
        let highest = i64::MAX as u64;
        if self.0 < highest { self } else { Self(highest) }
    }

    /// The wall part, in milliseconds since the Unix epoch.
    #[must_use]
    pub const fn wall(self) -> WallMs {
        WallMs((self.0 >> 16) as i64)
    }
}

/// A span of time, open at either end; both bounds belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// First moment inside, or open.
    pub from: Option<WallMs>,
    /// Last moment inside, or open.
    pub until: Option<WallMs>,
}

/// Where a moment lies with respect to a [`Window`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Before the window opens, at `.0`.
    Before(WallMs),
    /// Inside, bounds included.
    Inside,
    /// After the window closed, at `.0`.
    After(WallMs),
}

impl Window {
    /// The window that is always open.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Where `at` lies. A bound given in whole seconds covers the whole of its second.
    #[must_use]
    pub fn position(&self, at: WallMs) -> Position {
        match (self.from, self.until) {
            (Some(from), _) if at < from => Position::Before(from),
            (_, Some(until)) if at.unix_seconds() > until.unix_seconds() => Position::After(until),
            _ => Position::Inside,
        }
    }

    /// The moments that lie in both windows.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let later = |a: Option<WallMs>, b: Option<WallMs>| a.max(b);
        let earlier = |a: Option<WallMs>, b: Option<WallMs>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { from: later(self.from, other.from), until: earlier(self.until, other.until) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hybrid_clock_never_goes_back() {
        let first = Hlc::default().tick(WallMs(5_000));
        let stepped_back = first.tick(WallMs(4_000));
        let onwards = stepped_back.tick(WallMs(5_001));
        assert!(first < stepped_back && stepped_back < onwards);
        assert_eq!(onwards.wall(), WallMs(5_001));
    }

    #[test]
    fn a_broken_clock_is_believed_for_five_minutes() {
        let made = WallMs(1_800_000_000_000);
        let near = Hlc::default().tick(WallMs(made.0 + 1_000));
        assert_eq!(near.believed(made), near);
        assert_eq!(Hlc(u64::MAX).believed(made).wall(), WallMs(made.0 + Hlc::MAX_AHEAD_MS));
        assert_eq!(Hlc(u64::MAX).storable(), Hlc(i64::MAX as u64));
    }

    #[test]
    fn both_bounds_belong_to_a_window() {
        let window = Window { from: Some(WallMs(10_000)), until: Some(WallMs(20_000)) };
        assert_eq!(window.position(WallMs(9_999)), Position::Before(WallMs(10_000)));
        assert_eq!(window.position(WallMs(10_000)), Position::Inside);
        assert_eq!(window.position(WallMs(20_999)), Position::Inside, "the last second counts in full");
        assert_eq!(window.position(WallMs(21_000)), Position::After(WallMs(20_000)));
    }

    #[test]
    fn a_civil_day_belongs_to_the_venue_not_to_utc() {
        let bogota = TimeZone::get("America/Bogota").expect("the bundled zone database has Bogotá");
        let just_before_midnight = WallMs(1_795_582_800_000 - 1);
        assert_ne!(just_before_midnight.civil_day(&bogota), just_before_midnight.civil_day(&TimeZone::UTC));
    }
}
