//! The cells of a file, before anybody asks what they mean.

use std::io::{Cursor, Read};

use gatehouse_core::show::{Civil, Start};
use jiff::civil::{Date, Time};

use super::clock::{self, HOUR_MS, MINUTE_MS};
use super::problem::{Problem, Unopened};
use super::read::Typed;
use crate::import::clean::{clean, shortened};
use crate::import::records::{Record, Records};
use crate::import::sniff::{WANTED, sniff};
use crate::import::unreadable::MAX_COLUMNS;
use crate::spreadsheet::without_guard;

/// More lines than any rundown has.
pub(super) const MAX_LINES: usize = 5_000;

/// More letters than anybody reads while a show runs.
const MAX_LETTERS: usize = 4_000;

const DAY_MS: f64 = 86_400_000.0;

/// A line in which something stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cells {
    /// The line of the file, or the row of the sheet, from 1.
    pub(super) line: u64,
    /// Its cells, from the first column on.
    pub(super) cells: Vec<Cell>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Text, as it stands.
    Text(String),
    /// A number that the spreadsheet shows as one.
    Number(f64),
    /// A tick box or a truth value.
    Truth(bool),
    /// A number that the spreadsheet shows as a date, a time or a duration.
    Moment(Moment),
    /// Something that is no text; what can be shown of it.
    Broken(String),
}

/// A date, a time or a duration, as spreadsheets have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moment {
    /// Days, of which the fraction is the time.
    pub(super) days: f64,
    /// The day that they mean, if they mean one.
    pub(super) date: Option<Date>,
    /// The spreadsheet shows hours.
    pub(super) hours: bool,
    /// The spreadsheet shows seconds.
    pub(super) seconds: bool,
}

/// The lines of a CSV file, without those in which nothing stands.
pub(super) fn of_text(bytes: &[u8]) -> Result<Vec<Cells>, Unopened> {
    let dialect = sniff(&bytes[..bytes.len().min(WANTED)])?;
    let mut from = Cursor::new(bytes);
    from.set_position(dialect.skip as u64);
    let mut records = Records::new(from.take(bytes.len() as u64), dialect.delimiter, dialect.line);
    let (mut record, mut lines) = (Record::default(), Vec::new());
    while records.read(&mut record)? {
        let cells: Vec<Cell> = record.cells().map(Cell::of_bytes).collect();
        if record.columns() > MAX_COLUMNS || record.too_long() || lines.len() > MAX_LINES {
            return Err(Unopened::TooLarge);
        }
        if cells.iter().any(|cell| !cell.is_blank()) {
            lines.push(Cells { line: record.line(), cells });
        }
    }
    Ok(lines)
}

impl Cell {
    fn of_bytes(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(without_guard(text).to_owned()),
            Err(_) => Self::Broken(shortened(bytes)),
        }
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if clean(text).is_empty())
    }

    /// What a person sees in it, cut short.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Broken(shown) => shown.clone(),
            _ => shortened(self.text().unwrap_or_default().as_bytes()),
        }
    }

    /// Its text on one line.
    pub(super) fn text(&self) -> Result<String, Problem> {
        let text = match self {
            Self::Text(text) => clean(text),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => if *truth { "yes" } else { "no" }.to_owned(),
            Self::Moment(moment) => moment.shown(),
            Self::Broken(_) => return Err(Problem::NoText),
        };
        if text.chars().count() > MAX_LETTERS { Err(Problem::TooLong) } else { Ok(text) }
    }

    /// Its text with the line ends that it has.
    pub(super) fn lines(&self) -> Result<String, Problem> {
        let Self::Text(text) = self else { return self.text() };
        if text.chars().count() > MAX_LETTERS {
            return Err(Problem::TooLong);
        }
        let lines: Vec<String> = text.lines().map(clean).collect();
        Ok(lines.join("\n").trim_matches('\n').to_owned())
    }

    /// When a cue starts.
    pub(super) fn start(&self) -> Result<Start, Problem> {
        match self {
            Self::Moment(moment) => moment.civil().map(Start::Hard).ok_or(Problem::Time),
            _ => clock::start(&self.text()?),
        }
    }

    /// A duration in milliseconds; `None` when nothing stands there.
    pub(super) fn duration(&self, typed: Option<Typed>) -> Result<Option<u64>, Problem> {
        match self {
            Self::Moment(moment) => moment.duration(typed).map(Some),
            _ => clock::duration(&self.text()?),
        }
    }

    /// A duration with a sign, in milliseconds.
    pub(super) fn difference(&self, typed: Option<Typed>) -> Result<i64, Problem> {
        let text = self.text()?;
        let (sign, rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (-1, Some(rest)),
            None => (1, text.strip_prefix('+')),
        };
        let ms = match rest {
            Some(rest) => clock::duration(rest)?.ok_or(Problem::Duration)?,
            None => self.duration(typed)?.unwrap_or(0),
        };
        i64::try_from(ms).map(|ms| sign * ms).map_err(|_| Problem::Duration)
    }
}

impl Moment {
    fn ms(&self) -> u64 {
        // Negative ones become 0; those are refused before.
        (self.days * DAY_MS).round() as u64
    }

    /// The time of day, on a day when the spreadsheet has one.
    fn civil(&self) -> Option<Civil> {
        // Before that, the day is what is left of a time beyond midnight.
        let believed = self.date.is_none_or(|date| date.year() >= 1950);
        let time = self.time().filter(|_| self.hours && believed && self.days >= 0.0)?;
        Some(Civil { date: self.date, time, occurrence: None })
    }

    fn time(&self) -> Option<Time> {
        let ms = self.ms() % DAY_MS as u64;
        let midnight = Time::midnight();
        midnight.checked_add(std::time::Duration::from_millis(ms)).ok()
    }

    fn duration(&self, typed: Option<Typed>) -> Result<u64, Problem> {
        if self.days < 0.0 || self.date.is_some_and(|date| date.year() >= 1950) {
            return Err(Problem::Duration);
        }
        let ms = self.ms();
        let said_by_its_look = ms == 0 || if self.hours { self.seconds } else { ms < HOUR_MS };
        match typed {
            _ if said_by_its_look => Ok(ms),
            Some(Typed::HoursMinutes) => Ok(ms),
            Some(Typed::MinutesSeconds) if ms.is_multiple_of(MINUTE_MS) => Ok(ms / 60),
            _ => Err(Problem::HoursOrMinutes),
        }
    }

    fn shown(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        let time = self.time().filter(|_| self.hours || self.seconds || date.is_none());
        let parts = [date, time.map(clock::show_time)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_file_is_read_line_by_line() {
        let lines =
            of_text("\u{feff}sep=;\r\nCue;Title\r\n\r\n;\r\nQ1;\"a\nb\"\r\nQ2;x".as_bytes()).expect("CSV");
        let found: Vec<(u64, Vec<String>)> =
            lines.iter().map(|line| (line.line, line.cells.iter().map(Cell::shown).collect())).collect();
        let line = |line: u64, cells: [&str; 2]| (line, cells.map(str::to_owned).to_vec());
        assert_eq!(found, [line(2, ["Cue", "Title"]), line(5, ["Q1", "a b"]), line(7, ["Q2", "x"])]);
        assert!(matches!(of_text(b"PK\x03\x04"), Err(Unopened::Text(..))));
        assert!(matches!(of_text("a\n".repeat(MAX_LINES + 2).as_bytes()), Err(Unopened::TooLarge)));
    }

    #[test]
    fn a_note_keeps_its_lines() {
        let note = Cell::Text("\n first  line\r\n\r\nthird\u{0}\n".to_owned());
        assert_eq!(note.lines().expect("text"), "first line\n\nthird");
        assert_eq!(Cell::Text("x".repeat(MAX_LETTERS + 1)).lines(), Err(Problem::TooLong));
    }

    fn moment(days: f64, hours: bool, seconds: bool) -> Moment {
        Moment { days, date: None, hours, seconds }
    }

    #[test]
    fn a_spreadsheets_time_is_a_time_of_day() {
        let check = |moment: Moment, expected: &str| {
            assert_eq!(
                clock::show_start(&Cell::Moment(moment).start().expect("a time"), Default::default()),
                expected
            );
        };
        check(moment(0.877_777_777_777_778, true, false), "21:04");
        check(moment(0.878_125, true, true), "21:04:30");
        let date = Some(jiff::civil::date(2026, 8, 14));
        check(Moment { date, ..moment(46_248.877_777_777_78, true, false) }, "2026-08-14 21:04");
        let beyond = Moment { date: Some(jiff::civil::date(1900, 1, 1)), ..moment(1.05, true, false) };
        let day = moment(0.5, false, false);
        for no_time in [beyond, day, moment(-0.1, true, true)] {
            assert_eq!(Cell::Moment(no_time).start(), Err(Problem::Time));
        }
    }

    #[test]
    fn what_a_spreadsheet_shows_as_4_00_is_not_guessed() {
        let check = |moment: Moment, typed: Option<Typed>, expected: Result<u64, Problem>| {
            assert_eq!(Cell::Moment(moment).duration(typed), expected.map(Some), "{moment:?}, {typed:?}");
        };
        let four = 4.0 / 24.0;
        check(moment(four, true, false), None, Err(Problem::HoursOrMinutes));
        check(moment(four, true, false), Some(Typed::HoursMinutes), Ok(4 * HOUR_MS));
        check(moment(four, true, false), Some(Typed::MinutesSeconds), Ok(4 * MINUTE_MS));
        check(moment(four, false, true), None, Err(Problem::HoursOrMinutes));
        check(moment(four, true, true), None, Ok(4 * HOUR_MS));
        check(moment(four / 60.0, false, true), None, Ok(4 * MINUTE_MS));
        check(moment(0.0, true, false), None, Ok(0));
        check(moment(-0.1, true, true), None, Err(Problem::Duration));
    }
}
