//! Entries one below the other, with everything that was done to them since.

use gatehouse_core::incident::{Fact, Incident};
use gatehouse_core::time::WallMs;

use super::{DONE, SAID, SMALL, paragraphs};
use crate::logbook::deeds::{joined, with};
use crate::logbook::reading::{Mark, Reading};
use crate::logbook::words;
use crate::paper::table::{Column, Row, Table, Text};
use crate::paper::typeface::Room;

impl Reading<'_> {
    /// Tables of entries below a band, one for every day on which some were logged.
    pub(in crate::logbook) fn entries(&self, band: &str, facts: &[&Fact]) -> Vec<Table> {
        let columns: [Column; 4] = [
            (self.pick("Entry", "Entrada"), 13.0),
            (self.pick("Times", "Horas"), 20.0),
            (self.pick("Desk, channel", "Mesa, canal"), 20.0),
            (self.pick("What was said and done", "Lo dicho y lo hecho"), 62.0),
        ];
        let table = |band: String, rows| Table::new(&columns, rows).titled(&Text::bold(band, &SAID));
        if facts.is_empty() {
            let none = self.pick("No entry in this period.", "Ninguna entrada en este periodo.");
            return vec![table(band.to_owned(), vec![Row::Line(Text::plain(none.to_owned(), &SAID))])];
        }
        let days = facts.chunk_by(|one, next| self.day(one.logged) == self.day(next.logged));
        let tables = days.map(|facts| {
            let day = facts.first().map(|fact| self.day(fact.logged)).unwrap_or_default();
            table(joined(" · ", &[band, &day]), facts.iter().map(|fact| self.entry(fact)).collect())
        });
        tables.collect()
    }

    fn entry(&self, fact: &Fact) -> Row {
        let number = self.incident(fact).map(Incident::said).unwrap_or_default();
        let channel = fact.entry.said.channel.map(|channel| words::channel(channel, self.language()));
        let desk = self.letter(fact.id.author);
        let who = self.who(fact);
        Row::Cells(vec![
            vec![Text::bold(self.record(fact.id), &DONE), Text::bold(number, &DONE)],
            self.times(fact),
            vec![
                Text::plain(if who == desk { desk } else { format!("{desk} · {who}") }, &DONE),
                Text::grey(channel.unwrap_or_default().to_owned(), &DONE),
                Text::plain(self.told(fact), &DONE),
            ],
            self.words(fact),
        ])
    }

    /// Who said it to whom, on one line.
    pub(in crate::logbook) fn told(&self, fact: &Fact) -> String {
        match self.call(fact) {
            (from, to) if from.is_empty() && to.is_empty() => String::new(),
            (from, to) if to.is_empty() => format!("{from} →"),
            (from, to) => joined(" ", &[&from, "→", &to]),
        }
    }

    /// When it happened, was reported and was logged; and that it is late.
    fn times(&self, fact: &Fact) -> Vec<Text> {
        let said = &fact.entry.said;
        let line =
            |what: &str, at: WallMs| Text::plain(format!("{} {what}", self.time(at, fact.logged)), &SMALL);
        let mut lines = vec![
            line(self.pick("occurred", "ocurrió"), fact.occurred()),
            line(self.pick("reported", "se reportó"), said.reported.unwrap_or(fact.logged)),
            line(self.pick("logged", "se registró"), fact.logged),
        ];
        if fact.is_late() {
            lines.push(Text::bold(self.late(fact), &SMALL));
        }
        lines
    }

    /// That an entry was logged late, and by how much.
    pub(in crate::logbook) fn late(&self, fact: &Fact) -> String {
        let minutes = fact.logged.0.saturating_sub(fact.occurred().0) / 60_000;
        format!("{} (+{minutes} min)", self.pick("LATE", "TARDÍA"))
    }

    /// What was said, what it did, and what became of it.
    pub(in crate::logbook) fn words(&self, fact: &Fact) -> Vec<Text> {
        let strike = self.strike(fact);
        let style = |rooms: &'static [Room]| {
            let is_struck = strike.is_some();
            move |line: String| if is_struck { Text::struck(line, rooms) } else { Text::plain(line, rooms) }
        };
        let mut texts = Vec::new();
        if let Some(mark) = &strike {
            texts.push(Text::bold(self.marked(self.pick("STRUCK", "TACHADA"), mark), &DONE));
        }
        texts.extend(paragraphs(&self.said(fact), style(&SAID)));
        texts.extend(self.done(fact).into_iter().map(|done| format!("→ {done}")).map(style(&DONE)));
        for mark in self.corrections(fact) {
            texts.push(Text::bold(self.marked(self.pick("CORRECTED", "CORREGIDA"), &mark), &DONE));
        }
        texts
    }

    /// What was done to an entry, when, by whom, in which record, and why or how.
    pub(in crate::logbook) fn marked(&self, what: &str, mark: &Mark) -> String {
        let by = self.pick("by", "por");
        let when = format!("{what} {} {by} {}", self.moment(mark.at), with(&mark.who, &mark.record));
        joined(": ", &[&when, &mark.text])
    }
}
