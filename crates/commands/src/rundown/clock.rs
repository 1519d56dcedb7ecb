//! Times of day and durations as people write them, and as they are written back.

use gatehouse_core::show::{Civil, Occurrence, Start};
use jiff::civil::{Date, Time};

use super::problem::Problem;
use crate::import::clean::fold;
use crate::language::Language;

pub(super) const SECOND_MS: u64 = 1_000;
pub(super) const MINUTE_MS: u64 = 60 * SECOND_MS;
pub(super) const HOUR_MS: u64 = 60 * MINUTE_MS;

/// Reads when a cue starts: nothing, a time, or two times with a dash.
pub(super) fn start(text: &str) -> Result<Start, Problem> {
    let text = fold(text);
    if text.is_empty() {
        return Ok(Start::Soft);
    }
    let bounds = [" - ", " – ", "–", ".."].iter().find_map(|dash| text.split_once(dash));
    let start = match bounds {
        Some((earliest, latest)) => {
            civil(earliest).zip(civil(latest)).map(|(earliest, latest)| Start::Window { earliest, latest })
        }
        None => civil(&text).map(Start::Hard),
    };
    start.ok_or(Problem::Time)
}

/// `21:04`, `21:04:30`, `9:04 pm`, each with a date before it or `(first)`, `(second)` behind it.
fn civil(text: &str) -> Option<Civil> {
    let (text, occurrence) = match text.trim().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        None => (text.trim(), None),
        Some((text, "first" | "primera")) => (text.trim(), Some(Occurrence::First)),
        Some((text, "second" | "segunda")) => (text.trim(), Some(Occurrence::Second)),
        Some(_) => return None,
    };
    let (date, text) = match text.split_once([' ', 't']) {
        Some((date, time)) if date.contains('-') => (Some(day(date)?), time.trim()),
        _ => (None, text),
    };
    Some(Civil { date, time: time(text)?, occurrence })
}

fn day(text: &str) -> Option<Date> {
    (text.len() == "0000-00-00".len()).then(|| text.parse().ok()).flatten()
}

fn time(text: &str) -> Option<Time> {
    let digits = text.find(|letter: char| letter.is_alphabetic()).unwrap_or(text.len());
    let half: String = text[digits..].chars().filter(|letter| !matches!(letter, '.' | ' ')).collect();
    let (hours, minutes, millis) = hours_minutes_millis(text[..digits].trim())?;
    let hours = match (half.as_str(), hours) {
        ("" | "h" | "hs" | "hrs", hours) => hours,
        ("am", 12) => 0,
        ("am", 1..12) | ("pm", 12) => hours,
        ("pm", 1..12) => hours + 12,
        _ => return None,
    };
    let nanos = (millis % 1_000).checked_mul(1_000_000)?;
    let [hours, minutes, seconds] = [hours, minutes, millis / 1_000].map(|part| i8::try_from(part).ok());
    Time::new(hours?, minutes?, seconds?, i32::try_from(nanos).ok()?).ok()
}

fn hours_minutes_millis(text: &str) -> Option<(u64, u64, u64)> {
    let mut parts = text.split(':');
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let millis = parts.next().map_or(Some(0), millis)?;
    let whole = parts.next().is_none() && hours.len() <= 2;
    whole.then_some(())?;
    Some((number(hours)?, two_digits(minutes)?, millis))
}

/// Reads a duration; an empty one is none.
pub(super) fn duration(text: &str) -> Result<Option<u64>, Problem> {
    let text = fold(text);
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        [""] => return Ok(None),
        ["0"] => return Ok(Some(0)),
        [bare] if bare.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',')) => {
            return Err(Problem::Unit);
        }
        [units] => units_ms(units),
        [minutes, seconds] => sum(0, number(minutes), millis(seconds)),
        [hours, minutes, seconds] => {
            number(hours).and_then(|hours| sum(hours, two_digits(minutes), millis(seconds)))
        }
        _ => None,
    }
    .map(Some)
    .ok_or(Problem::Duration)
}

fn sum(hours: u64, minutes: Option<u64>, millis: Option<u64>) -> Option<u64> {
    hours.checked_mul(HOUR_MS)?.checked_add(minutes?.checked_mul(MINUTE_MS)?)?.checked_add(millis?)
}

/// `90s`, `5m`, `1h 30m`, `4'30"`.
fn units_ms(text: &str) -> Option<u64> {
    let (mut rest, mut total, mut last) = (text.trim(), 0_u64, u64::MAX);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let count = number(&rest[..digits])?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
        let unit = match rest[..letters].trim().trim_end_matches('.') {
            "h" | "hr" | "hrs" | "hour" | "hours" | "hora" | "horas" => HOUR_MS,
            "m" | "min" | "mins" | "minute" | "minutes" | "minuto" | "minutos" | "'" | "’" | "′" => {
                MINUTE_MS
            }
            "s" | "sec" | "secs" | "second" | "seconds" | "seg" | "segs" | "segundo" | "segundos" | "\""
            | "''" | "′′" | "”" | "″" => SECOND_MS,
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        last = unit;
        total = total.checked_add(count.checked_mul(unit)?)?;
        rest = &rest[letters..];
    }
    Some(total)
}

/// Seconds with two digits, and milliseconds if there are any.
fn millis(text: &str) -> Option<u64> {
    let (seconds, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let scale = match fraction.len() {
        1 => 100,
        2 => 10,
        3 => 1,
        _ => return None,
    };
    Some(two_digits(seconds)? * SECOND_MS + number(fraction)? * scale)
}

fn two_digits(text: &str) -> Option<u64> {
    number(text).filter(|&value| text.len() == 2 && value < 60)
}

/// Digits alone; `parse` would take a sign.
pub(super) fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// `4:00`, `1:02:03`, with milliseconds when there are any.
pub(super) fn show_duration(ms: u64) -> String {
    let (hours, minutes, seconds) = (ms / HOUR_MS, ms / MINUTE_MS % 60, ms / SECOND_MS % 60);
    let fraction = match ms % SECOND_MS {
        0 => String::new(),
        rest => format!(".{rest:03}"),
    };
    match hours {
        0 => format!("{minutes}:{seconds:02}{fraction}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}{fraction}"),
    }
}

/// A difference: always with its sign, but for none.
pub(super) fn show_difference(ms: i64) -> String {
    let sign = match ms {
        0 => "",
        ..0 => "-",
        _ => "+",
    };
    format!("{sign}{}", show_duration(ms.unsigned_abs()))
}

/// When a cue starts, so that [`start`] reads it.
pub(super) fn show_start(start: &Start, language: Language) -> String {
    match start {
        Start::Soft => String::new(),
        Start::Hard(civil) => show_civil(civil, language),
        Start::Window { earliest, latest } => {
            format!("{} – {}", show_civil(earliest, language), show_civil(latest, language))
        }
    }
}

fn show_civil(civil: &Civil, language: Language) -> String {
    let date = civil.date.map(|date| format!("{date} ")).unwrap_or_default();
    let occurrence = match civil.occurrence {
        None => "",
        Some(Occurrence::First) => language.pick(" (first)", " (primera)"),
        Some(Occurrence::Second) => language.pick(" (second)", " (segunda)"),
    };
    format!("{date}{}{occurrence}", show_time(civil.time))
}

/// `21:04`, with seconds and milliseconds when there are any.
pub(super) fn show_time(time: Time) -> String {
    let seconds = match (time.second(), time.millisecond()) {
        (0, 0) => String::new(),
        (seconds, 0) => format!(":{seconds:02}"),
        (seconds, millis) => format!(":{seconds:02}.{millis:03}"),
    };
    format!("{:02}:{:02}{seconds}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<&str>| {
            let found = start(text).ok().map(|start| show_start(&start, Language::English));
            assert_eq!(found.as_deref(), expected, "{text:?}");
        };
        check("", Some(""));
        check("21:04", Some("21:04"));
        check("9:04:30", Some("09:04:30"));
        check("9:04 pm", Some("21:04"));
        check("9:04PM", Some("21:04"));
        check("9:04 p.\u{a0}m.", Some("21:04"));
        check("12:30 am", Some("00:30"));
        check("12:30 pm", Some("12:30"));
        check("21:04 h", Some("21:04"));
        check("21:04:30.5", Some("21:04:30.500"));
        check("2026-08-14 21:04", Some("2026-08-14 21:04"));
        check("2026-08-14T21:04", Some("2026-08-14 21:04"));
        check("2:30 (second)", Some("02:30 (second)"));
        check("02:30 (PRIMERA)", Some("02:30 (first)"));
        check("21:00–21:30", Some("21:00 – 21:30"));
        check("21:00 - 9:30 pm", Some("21:00 – 21:30"));
        for text in [
            "21",
            "9 pm",
            "2104",
            "21.04",
            "21:4",
            "24:00",
            "25:10",
            "21:60",
            "13:00 pm",
            "0:10 am",
            "14/08 21:00",
            "21:00 - ",
            "soon",
            "-1:00",
            "+1:00",
            "21:04:30:00",
            "2026-02-30 21:00",
            "21:04 (third)",
            "21:04 x",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn durations_are_read_as_people_write_them() {
        let check = |text: &str, expected: Result<Option<u64>, Problem>| {
            assert_eq!(duration(text), expected, "{text:?}");
        };
        check("", Ok(None));
        check("0", Ok(Some(0)));
        check("4:00", Ok(Some(240_000)));
        check("90:00", Ok(Some(5_400_000)));
        check("1:02:03", Ok(Some(3_723_000)));
        check("0:00.250", Ok(Some(250)));
        check("90s", Ok(Some(90_000)));
        check("5m", Ok(Some(300_000)));
        check("1h 30m", Ok(Some(5_400_000)));
        check("5 min.", Ok(Some(300_000)));
        check("4'30\"", Ok(Some(270_000)));
        check("1 hora 10 minutos", Ok(Some(4_200_000)));
        check("5", Err(Problem::Unit));
        check("2.5", Err(Problem::Unit));
        for text in [
            "4:60",
            "4:0",
            ":30",
            "-4:00",
            "4:00 pm",
            "5x",
            "m",
            "30m 1h",
            "5m 5m",
            "1:2:3:4",
            "∞",
            "99999999999999999999:00",
            "9999999999999999999h",
        ] {
            check(text, Err(Problem::Duration));
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for ms in [0, 1, 999, 59_000, 60_000, 3_599_999, 3_600_000, 86_400_000, 360_000_001] {
            assert_eq!(duration(&show_duration(ms)), Ok(Some(ms)));
        }
        assert_eq!([-61_000, 0, 61_000].map(show_difference), ["-1:01", "0:00", "+1:01"]);
    }
}
