//! The show on paper: the rundown, what was run, and what comes next.
//!
//! For the moment in which every screen is dark, so each page says which show it is of, when it was printed, and in which
//! zone its times are. What is too long is cut short with an ellipsis; the file has all of it.

use gatehouse_contract::setup::Paper;
use gatehouse_core::ids::EntryId;
use gatehouse_core::show::{Cue, Entry, Item, Plan};
use gatehouse_core::time::WallMs;
use jiff::tz::TimeZone;

use super::clock::{show_difference, show_duration};
use super::heading::{Plain, department};
use super::write::AsRun;
use crate::language::Language;
use crate::paper::Unprintable;
use crate::paper::table::{Column, Frame, Row, Table, Text, draw};
use crate::paper::typeface::Room;
use crate::spreadsheet::civil;

const NUMBER: [Room; 3] =
    [Room { size: 9.5, lines: 1 }, Room { size: 8.0, lines: 1 }, Room { size: 7.0, lines: 2 }];
const TIME: [Room; 2] = [Room { size: 9.5, lines: 1 }, Room { size: 7.0, lines: 2 }];
const TITLE: [Room; 2] = [Room { size: 9.5, lines: 2 }, Room { size: 8.5, lines: 3 }];
const NOTE: [Room; 1] = [Room { size: 7.5, lines: 4 }];
const CALL: [Room; 1] = [Room { size: 7.5, lines: 3 }];
const BAND: [Room; 2] = [Room { size: 9.5, lines: 1 }, Room { size: 8.0, lines: 2 }];

/// More calls of a cue than this are counted and not shown.
const CALLS: usize = 12;

/// What every page says beside its table.
#[derive(Debug, Clone, Copy)]
pub struct Print<'a> {
    /// On which paper.
    pub paper: Paper,
    /// In which language.
    pub language: Language,
    /// The plan of the show.
    pub plan: &'a Plan,
    /// The venue's zone.
    pub zone: &'a TimeZone,
    /// When it is printed.
    pub printed: WallMs,
}

/// When a cue is, as far as it is known.
pub type Span<'a> = &'a dyn Fn(EntryId) -> Option<(WallMs, WallMs)>;

/// Something that stands below the cues of the next minutes, such as what is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
}

impl Print<'_> {
    /// The whole rundown as a PDF file, with the planned times.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn rundown(&self, planned: Span<'_>) -> Result<Vec<u8>, Unprintable> {
        let rows: Vec<Row> = self.plan.entries.iter().map(|entry| self.entry(entry, planned)).collect();
        draw(&self.frame(self.language.pick("Rundown", "Escaleta")), &[Table::new(&self.columns(), rows)])
    }

    /// The cues of the next minutes as a PDF file, with the times at which they are expected, and what else matters then.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn ahead(
        &self,
        minutes: u32,
        expected: Span<'_>,
        sections: &[Section],
    ) -> Result<Vec<u8>, Unprintable> {
        let until = WallMs(self.printed.0 + i64::from(minutes) * 60_000);
        let within = |(start, end): (WallMs, WallMs)| start < until && end >= self.printed;
        let cues = self.plan.entries.iter().filter(|entry| {
            entry.cue().is_some_and(|cue| !cue.skip) && expected(entry.id).is_some_and(within)
        });
        let mut rows: Vec<Row> = cues.map(|entry| self.entry(entry, expected)).collect();
        if rows.is_empty() {
            let nothing = self
                .language
                .pick("No cue is expected in this time.", "No se espera ningún cue en este tiempo.");
            rows.push(Row::Line(Text::plain(nothing.to_owned(), &BAND)));
        }
        for section in sections.iter().filter(|section| !section.lines.is_empty()) {
            rows.push(Row::Band(Text::bold(section.title.clone(), &BAND)));
            rows.extend(section.lines.iter().map(|line| Row::Line(Text::plain(line.clone(), &NOTE))));
        }
        let title = match self.language {
            Language::English => format!("The next {minutes} minutes, until {}", self.time(until)),
            Language::Spanish => format!("Los próximos {minutes} minutos, hasta las {}", self.time(until)),
        };
        draw(&self.frame(&title), &[Table::new(&self.columns(), rows)])
    }

    /// What was run as a PDF file.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn as_run(&self, rows: &[AsRun]) -> Result<Vec<u8>, Unprintable> {
        let pick = |english, spanish| self.language.pick(english, spanish);
        let columns: [Column; 9] = [
            (Plain::Number.heading(self.language), 9.0),
            (Plain::Title.heading(self.language), 30.0),
            (pick("Planned", "Previsto"), 12.0),
            (pick("Actual", "Real"), 12.0),
            (pick("Planned length", "Duración prevista"), 11.0),
            (pick("Actual length", "Duración real"), 11.0),
            (pick("Variance", "Diferencia"), 11.0),
            (pick("Paused, added", "Pausa, añadido"), 12.0),
            (pick("Called by", "Dio el GO"), 14.0),
        ];
        let rows: Vec<Row> = rows.iter().map(|row| self.run(row)).collect();
        draw(&self.frame(pick("As run", "Lo que se hizo")), &[Table::new(&columns, rows)])
    }

    fn run(&self, row: &AsRun) -> Row {
        let time = |at: Option<WallMs>| Text::plain(at.map(|at| self.time(at)).unwrap_or_default(), &TIME);
        let mut held = Vec::new();
        if row.paused_ms > 0 {
            held.push(Text::plain(show_duration(row.paused_ms), &TIME));
        }
        if row.added_ms != 0 {
            held.push(Text::plain(show_difference(row.added_ms), &TIME));
        }
        let not_called = self.language.pick("not called", "no se hizo").to_owned();
        Row::Cells(vec![
            vec![Text::bold(row.number.clone(), &NUMBER)],
            vec![Text::plain(row.title.clone(), &TITLE)],
            vec![time(row.planned_start)],
            vec![if row.started.is_some() { time(row.started) } else { Text::grey(not_called, &TIME) }],
            vec![Text::plain(show_duration(row.planned_ms), &TIME)],
            vec![Text::plain(row.took_ms.map(show_duration).unwrap_or_default(), &TIME)],
            vec![Text::bold(row.variance_ms().map(show_difference).unwrap_or_default(), &TIME)],
            held,
            vec![Text::plain(row.who.join(", "), &NOTE)],
        ])
    }

    fn columns(&self) -> [Column; 5] {
        [
            (Plain::Number.heading(self.language), 12.0),
            (Plain::Start.heading(self.language), 13.0),
            (Plain::Duration.heading(self.language), 12.0),
            (Plain::Title.heading(self.language), 40.0),
            (self.language.pick("Calls", "Avisos"), 40.0),
        ]
    }

    fn entry(&self, entry: &Entry, span: Span<'_>) -> Row {
        let alone = |text: String| {
            let mut cells: Vec<Vec<Text>> = (0..5).map(|_| Vec::new()).collect();
            cells[3].push(Text::grey(text, &TITLE));
            Row::Cells(cells)
        };
        match &entry.item {
            Item::Cue(cue) => Row::Cells(self.cue(cue, span(entry.id))),
            Item::Group { title, target_ms: Some(target), .. } => {
                Row::Band(Text::bold(format!("{title} · {}", show_duration(*target)), &BAND))
            }
            Item::Group { title, target_ms: None, .. } => Row::Band(Text::bold(title.clone(), &BAND)),
            Item::Delay { by_ms } => {
                alone(format!("{} {}", self.language.pick("Delay", "Retraso"), show_difference(*by_ms)))
            }
            Item::Milestone { title } => alone(format!("◆ {title}")),
        }
    }

    fn cue(&self, cue: &Cue, span: Option<(WallMs, WallMs)>) -> Vec<Vec<Text>> {
        let start = span.filter(|_| !cue.skip).map(|(start, _)| self.time(start)).unwrap_or_default();
        let title = if cue.skip {
            Text::grey(format!("{}: {}", self.language.pick("Left out", "Se omite"), cue.title), &TITLE)
        } else {
            Text::bold(cue.title.clone(), &TITLE)
        };
        let flag = if cue.flag { " ★" } else { "" };
        let place: Vec<&str> =
            [cue.owner.as_str(), &cue.location].into_iter().filter(|text| !text.is_empty()).collect();
        let mut calls: Vec<Text> = cue
            .calls
            .iter()
            .take(CALLS)
            .map(|call| {
                Text::plain(format!("{}: {}", department(&call.department, self.language), call.text), &CALL)
            })
            .collect();
        let more = cue.calls.len().saturating_sub(CALLS);
        if more > 0 {
            calls.push(Text::grey(format!("+ {more}"), &CALL));
        }
        vec![
            vec![Text::bold(format!("{}{flag}", cue.number), &NUMBER)],
            vec![Text::plain(start, &TIME)],
            vec![Text::plain(show_duration(cue.duration_ms), &TIME)],
            vec![title, Text::plain(cue.note.clone(), &NOTE), Text::grey(place.join(" · "), &CALL)],
            calls,
        ]
    }

    /// A time of the venue; with its day when that is not the day of the show.
    fn time(&self, at: WallMs) -> String {
        let day = civil(at, self.zone, "%Y-%m-%d");
        let form = if at.0 % 60_000 == 0 { "%H:%M" } else { "%H:%M:%S" };
        let time = civil(at, self.zone, form);
        if day == self.plan.date.to_string() {
            time
        } else {
            format!("{time} {}", civil(at, self.zone, "%d/%m"))
        }
    }

    fn frame(&self, what: &str) -> Frame {
        let stage = self.plan.stage.as_str();
        let parts = [what, stage].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let printed = civil(self.printed, self.zone, "%Y-%m-%d %H:%M:%S");
        let word = self.language.pick("Printed", "Impreso");
        Frame {
            paper: self.paper,
            title: self.plan.title.clone(),
            subtitle: parts.join(" · "),
            printed: format!("{word} {printed} · {}", self.plan.zone.replace('_', " ")),
            language: self.language,
            stamp: String::new(),
            foot: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
