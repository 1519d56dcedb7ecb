//! The log on paper: the licence log and the sheet of one incident.

mod entries;
mod incident;
mod summary;

use gatehouse_core::incident::Incident;
use gatehouse_core::time::Window;

use super::book::{Book, Seal};
use super::deeds::joined;
use super::reading::Reading;
use crate::paper::Unprintable;
use crate::paper::table::{Frame, Row, Table, Text, draw};
use crate::paper::typeface::Room;

/// As many lines as it takes, because nothing of a log is cut short.
pub(super) const SAID: [Room; 1] = [Room { size: 9.0, lines: usize::MAX }];
pub(super) const DONE: [Room; 1] = [Room { size: 7.5, lines: usize::MAX }];
pub(super) const SMALL: [Room; 1] = [Room { size: 6.5, lines: usize::MAX }];

impl Book<'_> {
    /// The licence log as a PDF file: a summary, and every entry that was logged or happened within the period.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn licence_log(&self, period: &Window) -> Result<Vec<u8>, Unprintable> {
        let (frame, tables) = Reading::of(*self).licence(period);
        draw(&frame, &tables)
    }

    /// Everything about an incident as a PDF file: facts, units, decisions, reports, people, and all its entries.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn incident(&self, incident: &Incident) -> Result<Vec<u8>, Unprintable> {
        let (frame, tables) = Reading::of(*self).dossier(incident);
        draw(&frame, &tables)
    }
}

impl Reading<'_> {
    fn licence(&self, period: &Window) -> (Frame, Vec<Table>) {
        let mut tables = self.summary(period);
        tables.extend(self.entries(self.pick("Entries", "Entradas"), &self.within(period)));
        let what = self.pick("Event log", "Bitácora del evento");
        let subtitle = joined(" · ", &[what, self.book.venue, &self.period(period)]);
        (self.frame(self.book.event.to_owned(), subtitle), tables)
    }

    fn dossier(&self, incident: &Incident) -> (Frame, Vec<Table>) {
        let hidden = self.book.seal == Seal::Sealed && incident.sealed;
        let title = if hidden { self.sealed() } else { incident.title.clone() };
        let what = self.pick("Incident", "Incidente");
        let subtitle = joined(" · ", &[what, self.book.event, self.book.venue]);
        (self.frame(joined(" · ", &[&incident.said(), &title]), subtitle), self.sheet(incident, hidden))
    }

    /// What every page says beside its tables: the heads of the log among it.
    pub(super) fn frame(&self, title: String, subtitle: String) -> Frame {
        let heads = self.heads();
        let head = if heads.is_empty() {
            self.pick("no head: the log is empty", "sin cabeza: la bitácora está vacía").to_owned()
        } else {
            heads.join(" ")
        };
        let zone = self.book.zone.iana_name().unwrap_or("UTC").replace('_', " ");
        let printed = self.moment(self.book.printed);
        let sealed =
            if self.book.seal == Seal::Sealed { self.pick("SEALED COPY", "COPIA SELLADA") } else { "" };
        Frame {
            paper: self.book.paper,
            title,
            subtitle,
            printed: joined(
                " · ",
                &[sealed, &format!("{} {printed}", self.pick("Printed", "Impreso")), &zone],
            ),
            language: self.book.language,
            stamp: format!(
                "{} {head}",
                self.pick(
                    "Head of the log (desk:record:SHA-256)",
                    "Cabeza de la bitácora (mesa:registro:SHA-256)"
                )
            ),
            foot: Vec::new(),
        }
    }
}

/// What is called how, in two columns, below a band; what says nothing is left out.
fn facts(band: String, rows: Vec<(&str, String)>) -> Table {
    let said = rows.into_iter().filter(|(_, text)| !text.is_empty());
    let rows = said.map(|(what, text)| {
        Row::Cells(vec![
            vec![Text::grey(what.to_owned(), &DONE)],
            paragraphs(&text, |line| Text::plain(line, &SAID)),
        ])
    });
    Table::bare(&[22.0, 93.0], rows.collect()).titled(&Text::bold(band, &SAID))
}

/// The lines of a text as they were written.
fn paragraphs(text: &str, of: impl Fn(String) -> Text) -> Vec<Text> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| of(line.to_owned())).collect()
}

#[cfg(test)]
mod tests;
