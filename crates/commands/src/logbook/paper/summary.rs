//! What stands before the entries: how many there are, incidents by type and severity, and what is open.

use std::collections::BTreeMap;

use gatehouse_core::incident::{Fact, Incident, Severity, TypeCode};
use gatehouse_core::time::{Position, Window};

use super::{DONE, SAID, facts};
use crate::logbook::book::Seal;
use crate::logbook::reading::Reading;
use crate::logbook::words;
use crate::paper::table::{Column, Row, Table, Text};

impl Reading<'_> {
    /// The tables of the first page.
    pub(super) fn summary(&self, period: &Window) -> Vec<Table> {
        let opened = self.opened(period);
        let mut tables = vec![self.counts(period, &opened)];
        if opened.iter().any(|incident| incident.struck.is_none()) {
            tables.push(self.by_type(&opened));
        }
        tables.extend(self.open());
        tables
    }

    /// The incidents that were opened within the period, struck ones too, by number.
    fn opened(&self, period: &Window) -> Vec<&Incident> {
        let incidents = self.book.log.incidents.values();
        let mut opened: Vec<&Incident> =
            incidents.filter(|incident| period.position(incident.opened) == Position::Inside).collect();
        opened.sort_by_key(|incident| (incident.number.clone(), incident.clash));
        opened
    }

    fn counts(&self, period: &Window, opened: &[&Incident]) -> Table {
        let entries = self.within(period);
        let count = |is: &dyn Fn(&Fact) -> bool| entries.iter().filter(|fact| is(fact)).count();
        let log = self.book.log;
        let struck = count(&|fact| log.struck.contains_key(&fact.id));
        let corrected = count(&|fact| log.corrected.contains_key(&fact.id));
        let late = count(&Fact::is_late);
        let counted = format!(
            "{} ({} {late}, {} {struck}, {} {corrected})",
            entries.len(),
            self.pick("late", "tardías"),
            self.pick("struck", "tachadas"),
            self.pick("corrected", "corregidas")
        );
        let (mistaken, good): (Vec<&Incident>, Vec<&Incident>) =
            opened.iter().partition(|incident| incident.struck.is_some());
        let numbers: Vec<String> = mistaken.iter().map(|incident| incident.said()).collect();
        let waiting = match log.waiting.len() {
            0 => String::new(),
            waiting => waiting.to_string(),
        };
        let band = self.pick("Summary", "Resumen").to_owned();
        facts(
            band,
            vec![
                (self.pick("Event", "Evento"), self.book.event.to_owned()),
                (self.pick("Venue", "Lugar"), self.book.venue.to_owned()),
                (self.pick("Period", "Periodo"), self.period(period)),
                (self.pick("Entries", "Entradas"), counted),
                (self.pick("Incidents opened", "Incidentes abiertos en el periodo"), good.len().to_string()),
                (self.pick("Numbers struck", "Números tachados"), numbers.join(", ")),
                (
                    self.pick("Entries that wait for another desk's", "Entradas que esperan otra mesa"),
                    waiting,
                ),
                (self.pick("Letters of the desks", "Letras de las mesas"), self.letters()),
            ],
        )
    }

    fn letters(&self) -> String {
        let letters = self.book.log.letters.iter();
        let said = letters.map(|(author, letter)| match self.book.desks.get(author) {
            Some(desk) if desk != letter => format!("{letter} {desk}"),
            _ => letter.clone(),
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// Incidents that were opened, by their main type and how bad they are now.
    fn by_type(&self, opened: &[&Incident]) -> Table {
        let mut counts: BTreeMap<Option<&TypeCode>, [u32; 4]> = BTreeMap::new();
        for incident in opened.iter().filter(|incident| incident.struck.is_none()) {
            let of = counts.entry(incident.types.first()).or_default();
            of[usize::from(incident.severity.digit() - 1)] += 1;
        }
        let severity = |severity: Severity| words::severity(severity, self.language());
        let columns: [Column; 6] = [
            (self.pick("Incidents by main type", "Incidentes por tipo principal"), 55.0),
            (severity(Severity::Critical), 12.0),
            (severity(Severity::Serious), 12.0),
            (severity(Severity::Minor), 12.0),
            (severity(Severity::Info), 12.0),
            (self.pick("All", "Todos"), 12.0),
        ];
        let row = |(code, counts): (Option<&TypeCode>, [u32; 4])| {
            let number = |count: u32| {
                vec![Text::plain(if count == 0 { "–".to_owned() } else { count.to_string() }, &SAID)]
            };
            let name = self.categories(code.map(std::slice::from_ref).unwrap_or_default());
            let mut cells = vec![vec![Text::plain(name, &SAID)]];
            cells.extend(counts.into_iter().rev().map(number));
            cells.push(vec![Text::bold(counts.iter().sum::<u32>().to_string(), &SAID)]);
            Row::Cells(cells)
        };
        Table::new(&columns, counts.into_iter().map(row).collect())
    }

    /// What is open when this is printed, the worst first; nothing while nothing is.
    fn open(&self) -> Option<Table> {
        let columns: [Column; 5] = [
            (self.pick("Open when printed", "Abiertos al imprimir"), 14.0),
            (self.pick("Opened", "Abierto"), 24.0),
            (self.pick("Severity", "Gravedad"), 15.0),
            (self.pick("Status", "Estado"), 17.0),
            (self.pick("What and where", "Qué y dónde"), 45.0),
        ];
        let rows: Vec<Row> =
            self.book.log.open().into_iter().map(|incident| self.open_row(incident)).collect();
        (!rows.is_empty()).then(|| Table::new(&columns, rows))
    }

    fn open_row(&self, incident: &Incident) -> Row {
        let hidden = incident.sealed && self.book.seal == Seal::Sealed;
        let words = if hidden {
            vec![Text::grey(self.sealed(), &DONE)]
        } else {
            vec![
                Text::plain(incident.title.clone(), &SAID),
                Text::grey(self.place(&incident.place, incident.zone), &DONE),
            ]
        };
        let mut what = vec![Text::bold(self.categories(&incident.types), &DONE)];
        what.extend(words);
        let language = self.language();
        Row::Cells(vec![
            vec![Text::bold(incident.said(), &DONE)],
            vec![Text::plain(self.moment(incident.opened), &DONE)],
            vec![Text::plain(words::severity(incident.severity, language).to_owned(), &DONE)],
            vec![Text::plain(words::status(incident.status, language).to_owned(), &DONE)],
            what,
        ])
    }
}
