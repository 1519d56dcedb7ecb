//! Times as people type and read them.

use gatehouse_core::time::WallMs;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// Reads an RFC 3339 time, such as `2026-11-20T19:00:00-05:00`.
pub(crate) fn instant(text: &str) -> Result<WallMs, String> {
    text.parse::<Timestamp>().map(|at| WallMs(at.as_millisecond())).map_err(|_| {
        "not a time: expected RFC 3339 with an offset, for example 2026-11-20T19:00:00-05:00".to_owned()
    })
}

/// Reads an RFC 3339 time, or a date and time as a clock at the venue shows it.
pub(crate) fn at_venue(text: &str, zone: &TimeZone) -> Result<WallMs, String> {
    if let Ok(at) = instant(text) {
        return Ok(at);
    }
    text.parse::<civil::DateTime>()
        .and_then(|at| at.to_zoned(zone.clone()))
        .map(|at| WallMs(at.timestamp().as_millisecond()))
        .map_err(|_| {
            "not a time: expected a date and time at the venue, for example 2026-11-20T19:00, or RFC 3339"
                .to_owned()
        })
}

/// RFC 3339 in UTC; times beyond the calendar clamp to its ends.
pub(crate) fn rfc3339(at: WallMs) -> String {
    timestamp(at).to_string()
}

/// As people at the venue say it: the time, and the day too unless it is that of `now`.
pub(crate) fn spoken(at: WallMs, now: WallMs, zone: &TimeZone) -> String {
    if at.civil_day(zone) != now.civil_day(zone) {
        return local(at, zone);
    }
    timestamp(at).to_zoned(zone.clone()).strftime("%H:%M").to_string()
}

/// Day and time as a clock at the venue shows them.
pub(crate) fn local(at: WallMs, zone: &TimeZone) -> String {
    timestamp(at).to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn timestamp(at: WallMs) -> Timestamp {
    Timestamp::from_millisecond(at.0).unwrap_or(if at.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bogota() -> TimeZone {
        TimeZone::get("America/Bogota").expect("the bundled zone database has it")
    }

    #[test]
    fn a_time_at_the_venue_needs_no_offset() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(at_venue(text, &bogota()).ok().map(rfc3339).as_deref(), expected, "{text}");
        };
        check("2026-11-20T19:00", Some("2026-11-21T00:00:00Z"));
        check("2026-11-20 19:00:30", Some("2026-11-21T00:00:30Z"));
        check("2026-11-20", Some("2026-11-20T05:00:00Z"));
        check("2026-11-20T19:00:00Z", Some("2026-11-20T19:00:00Z"));
        check("2026-11-20T19:00:00.25+01:00", Some("2026-11-20T18:00:00.25Z"));
        check("19:00", None);
        check("tomorrow", None);
    }

    #[test]
    fn an_instant_needs_an_offset() {
        assert!(instant("2026-11-20T19:00:00Z").is_ok());
        assert!(instant("2026-11-20T19:00:00").is_err());
    }

    #[test]
    fn the_day_is_said_only_when_it_is_another() {
        let now = instant("2026-11-21T03:00:00Z").expect("a time");
        let check = |text: &str, expected: &str| {
            assert_eq!(spoken(instant(text).expect("a time"), now, &bogota()), expected, "{text}");
        };
        check("2026-11-20T12:30:00Z", "07:30");
        check("2026-11-21T12:30:00Z", "2026-11-21 07:30");
        assert_eq!(rfc3339(WallMs(i64::MAX)), rfc3339(WallMs(i64::MAX - 1)));
    }
}
