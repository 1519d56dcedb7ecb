//! Times in a line: how long ago, or a time of day at the venue.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, civil};

use crate::time::WallMs;

/// The longest that something may lie back, in milliseconds: older things are written with their day, in words.
const LONGEST_MS: i64 = 24 * 60 * 60 * 1_000;

/// `-10m`, `-2h`, `-90s`, in milliseconds.
pub(super) fn ago_ms(plain: &str) -> Option<i64> {
    let rest = plain.strip_prefix('-')?;
    let digits = rest.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let unit = match &rest[digits.len()..] {
        "s" => 1_000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse::<i64>().ok().filter(|_| is_number).map(|number| number * unit)
}

/// Whether a word is a time of day: `21:40`, `9:05`.
pub(super) fn is_clock(text: &str) -> bool {
    clock(text).is_some()
}

fn clock(text: &str) -> Option<civil::Time> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |part: &str, least: usize| {
        let is_number = (least..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
        part.parse::<i8>().ok().filter(|_| is_number)
    };
    civil::Time::new(number(hours, 1)?, number(minutes, 2)?, 0, 0).ok()
}

/// A time of day is one of the last twelve hours: of one that is still to come nobody can say yet what happened.
const CLOCK_MS: i64 = 12 * 60 * 60 * 1_000;

/// The last moment before now at which the venue's clocks showed this; on a night with two of them the later one.
pub(super) fn latest(text: &str, now: WallMs, zone: &TimeZone) -> Option<WallMs> {
    moments(text, now, zone, [0, -1])?
        .into_iter()
        .filter(|at| (0..=CLOCK_MS).contains(&now.0.saturating_sub(at.0)))
        .max()
}

/// The next moment at which the venue's clocks show this.
pub(super) fn next(text: &str, now: WallMs, zone: &TimeZone) -> Option<WallMs> {
    moments(text, now, zone, [0, 1])?.into_iter().filter(|at| *at > now).min()
}

/// The moments at which the clocks show this, on days around today.
fn moments(text: &str, now: WallMs, zone: &TimeZone, days: [i64; 2]) -> Option<Vec<WallMs>> {
    let time = clock(text)?;
    let today = Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone()).date();
    let mut moments = Vec::new();
    for day in days {
        let Ok(date) = today.checked_add(day.days()) else { continue };
        let ambiguous = zone.to_ambiguous_zoned(date.to_datetime(time));
        // Once on most days, twice on a night when the clocks go back, and never in the hour that they skip.
        let both = [ambiguous.clone().earlier(), ambiguous.later()];
        for zoned in both.into_iter().flatten().filter(|zoned| zoned.time() == time) {
            moments.push(WallMs(zoned.timestamp().as_millisecond()));
        }
    }
    Some(moments)
}

/// Whether something can have happened then, and be told of now.
pub(super) fn is_plausible(at: WallMs, now: WallMs) -> bool {
    (0..=LONGEST_MS).contains(&now.0.saturating_sub(at.0))
}
