//! Moments as people write them: RFC 3339, or the venue's own date and time.
//!
//! A local time that the venue's clock skipped or showed twice is no moment, and `3/4/2026` is two: neither is guessed.

use gatehouse_core::time::WallMs;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// Which bound of a window a moment is; it matters when only a date is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// A date means its first moment.
    From,
    /// A date means its last second.
    Until,
}

/// Reads a moment; `None` when it is none, or not one that a code can carry.
///
/// Codes carry whole seconds from 1970 into 2106 (the native format has 32 bits for them).
pub(super) fn moment(text: &str, bound: Bound, zone: &TimeZone) -> Option<WallMs> {
    if !begins_with_date(text) {
        return None;
    }
    let instant = if text.len() == DATE.len() {
        whole_day(text.parse().ok()?, bound, zone)?
    } else if let Ok(instant) = text.parse::<Timestamp>() {
        instant
    } else {
        let local: DateTime = text.parse().ok()?;
        zone.to_ambiguous_timestamp(local).unambiguous().ok()?
    };
    let seconds = instant.as_second();
    let printable =
        instant.subsec_nanosecond() == 0 && u32::try_from(seconds).is_ok_and(|seconds| seconds > 0);
    printable.then(|| WallMs::from_unix_seconds(seconds))
}

const DATE: &[u8; 10] = b"0000-00-00";

fn begins_with_date(text: &str) -> bool {
    text.len() >= DATE.len()
        && text.bytes().zip(DATE).all(|(found, form)| match form {
            b'0' => found.is_ascii_digit(),
            _ => found == *form,
        })
}

/// The first or last second of a day; a day may begin after midnight where clocks are set forward then.
fn whole_day(date: Date, bound: Bound, zone: &TimeZone) -> Option<Timestamp> {
    let start = |date: Date| date.to_zoned(zone.clone()).and_then(|day: Zoned| day.start_of_day()).ok();
    match bound {
        Bound::From => Some(start(date)?.timestamp()),
        Bound::Until => start(date.tomorrow().ok()?)?.timestamp().checked_sub(1.second()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: &str, text: &str, bound: Bound, expected: Option<&str>) {
        let zone = TimeZone::get(zone).expect("a zone of the bundled database");
        let found = moment(text, bound, &zone);
        let expected =
            expected.map(|text| WallMs(text.parse::<Timestamp>().expect("RFC 3339").as_millisecond()));
        assert_eq!(found, expected, "{text} as {bound:?}");
    }

    #[test]
    fn both_spellings_name_the_same_moment() {
        for text in
            ["2026-08-14T20:00:00-05:00", "2026-08-15T01:00:00Z", "2026-08-14 20:00", "2026-08-14T20:00:00"]
        {
            check("America/Bogota", text, Bound::From, Some("2026-08-15T01:00:00Z"));
        }
    }

    #[test]
    fn a_date_is_its_whole_day() {
        check("America/Bogota", "2026-08-14", Bound::From, Some("2026-08-14T05:00:00Z"));
        check("America/Bogota", "2026-08-14", Bound::Until, Some("2026-08-15T04:59:59Z"));
        check("America/Havana", "2026-03-08", Bound::From, Some("2026-03-08T05:00:00Z"));
        check("America/Havana", "2026-03-07", Bound::Until, Some("2026-03-08T04:59:59Z"));
    }

    #[test]
    fn a_time_that_was_skipped_or_came_twice_is_no_moment() {
        check("Europe/Madrid", "2026-03-29 02:30", Bound::From, None);
        check("Europe/Madrid", "2026-10-25 02:30", Bound::From, None);
        check("Europe/Madrid", "2026-10-25T02:30:00+01:00", Bound::From, Some("2026-10-25T01:30:00Z"));
    }

    #[test]
    fn what_could_be_two_dates_or_none_is_refused() {
        for text in [
            "3/4/2026",
            "14/08/2026 20:00",
            "20260814",
            "2026-08",
            "2026-13-01",
            "2026-02-30 10:00",
            "tomorrow",
            "",
            "2026-08-14 8pm",
            "2026-08-14T25:00",
            "ñ2026-08-14",
        ] {
            check("America/Bogota", text, Bound::From, None);
        }
    }

    #[test]
    fn only_what_a_code_can_carry_is_taken() {
        check("UTC", "2026-08-14T20:00:00.5Z", Bound::From, None);
        check("UTC", "1970-01-01 00:00", Bound::From, None);
        check("UTC", "1970-01-01T00:00:01Z", Bound::From, Some("1970-01-01T00:00:01Z"));
        check("UTC", "2106-02-07T06:28:15Z", Bound::Until, Some("2106-02-07T06:28:15Z"));
        check("UTC", "2106-02-07T06:28:16Z", Bound::Until, None);
    }
}
