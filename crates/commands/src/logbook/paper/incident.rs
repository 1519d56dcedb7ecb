//! The sheet of one incident.

use std::collections::BTreeSet;

use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Fact, Incident, LinkKind, Reported, Subject, Unit, UnitState};
use gatehouse_core::time::WallMs;

use super::{DONE, SAID, SMALL, facts, paragraphs};
use crate::logbook::book::Seal;
use crate::logbook::deeds::{joined, report_name, with};
use crate::logbook::reading::{Reading, hex};
use crate::logbook::words;
use crate::paper::table::{Column, Row, Table, Text};

impl Reading<'_> {
    /// The tables of an incident; `hidden` leaves out what people wrote.
    pub(super) fn sheet(&self, incident: &Incident, hidden: bool) -> Vec<Table> {
        let mut tables =
            vec![facts(self.pick("Facts", "Hechos").to_owned(), self.facts_of(incident, hidden))];
        tables.extend(self.units(incident));
        tables.extend(self.people(incident));
        if !hidden {
            tables.extend(self.decisions(incident));
            tables.extend(self.reports(incident));
        }
        tables.extend(self.steps(incident));
        tables.extend(self.alarms(incident));
        tables.extend(self.attachments(incident, hidden));
        let entries: Vec<&Fact> = incident.entries.iter().filter_map(|id| self.fact(*id)).collect();
        tables.extend(self.entries(self.pick("Timeline", "Cronología"), &entries));
        tables
    }

    fn facts_of(&self, incident: &Incident, hidden: bool) -> Vec<(&'static str, String)> {
        let language = self.language();
        let said = |text: &str| if hidden && !text.is_empty() { self.sealed() } else { text.to_owned() };
        let is_private = self.book.seal == Seal::Sealed && !incident.reporter.is_empty();
        let reporter = if is_private { self.sealed() } else { incident.reporter.clone() };
        let at = |at: Option<WallMs>| at.map(|at| self.moment(at)).unwrap_or_default();
        let reopened = format!("{}: {}", self.pick("reopened", "reabierto"), incident.reopened);
        let reopened = if incident.reopened == 0 { "" } else { &reopened };
        let by_hand = if incident.alert_by_hand { self.pick("by hand", "a mano") } else { "" };
        let context = &incident.context;
        let cue = context.cue.as_ref().map(|(_, _, cue)| cue.clone()).unwrap_or_default();
        let inside = context
            .inside
            .iter()
            .map(|(zone, least, most)| format!("{}: {least} – {most}", self.zone(*zone)));
        let posts = context.posts.iter().map(|(post, who)| format!("{post}: {who}"));
        let struck = incident.struck.and_then(|_| self.strike(self.fact(incident.id)?));
        let struck = struck.map(|mark| self.marked(self.pick("STRUCK", "TACHADO"), &mark));
        vec![
            (self.pick("Struck: no incident", "Tachado: no es incidente"), struck.unwrap_or_default()),
            (self.pick("Number", "Número"), incident.said()),
            (self.pick("Title", "Título"), said(&incident.title)),
            (self.pick("Types", "Tipos"), self.categories(&incident.types)),
            (self.pick("Severity", "Gravedad"), words::severity(incident.severity, language).to_owned()),
            (
                self.pick("Status", "Estado"),
                joined(" · ", &[words::status(incident.status, language), reopened]),
            ),
            (self.pick("Alert", "Alerta"), with(words::alert(incident.alert, language), by_hand)),
            (self.pick("Place", "Lugar"), said(&self.place(&incident.place, incident.zone))),
            (self.pick("Reporter", "Reportado por"), reporter),
            (self.pick("Occurred", "Ocurrió"), self.moment(incident.occurred)),
            (
                self.pick("Opened", "Abierto"),
                joined(" · ", &[&self.moment(incident.opened), &self.opener(incident)]),
            ),
            (self.pick("Acknowledged", "Enterado"), at(incident.acknowledged)),
            (self.pick("First unit there", "Primera unidad en el lugar"), at(incident.first_unit)),
            (self.pick("Ended", "Terminado"), at(incident.ended)),
            (self.pick("Outcome", "Resultado"), said(&incident.outcome)),
            (
                self.pick("Goes on in", "Sigue en"),
                incident.duplicate_of.map(|id| self.named(id)).unwrap_or_default(),
            ),
            (self.pick("Has to do with", "Relacionado"), self.links(incident)),
            (self.pick("Sealed", "Sellado"), words::done(incident.sealed, language).to_owned()),
            (self.pick("Cue that was live", "Cue en vivo"), cue),
            (
                self.pick("Inside at that moment", "Aforo en ese momento"),
                inside.collect::<Vec<_>>().join("\n"),
            ),
            (
                self.pick("On post at that moment", "En los puestos en ese momento"),
                posts.collect::<Vec<_>>().join("\n"),
            ),
        ]
    }

    fn opener(&self, incident: &Incident) -> String {
        let who = incident.who.clone().unwrap_or_else(|| self.desk(incident.desk));
        with(&who, &self.record(incident.id))
    }

    fn links(&self, incident: &Incident) -> String {
        let said = self.book.log.linked(incident.id).into_iter().map(|linked| {
            let word = match (linked.link, linked.back) {
                (LinkKind::DuplicateOf, true) => self.pick("has the duplicate", "tiene el duplicado"),
                (LinkKind::CausedBy, true) => self.pick("brought about", "causó"),
                (link, _) => words::link(link, self.language()),
            };
            format!("{word} {}", self.named(linked.other))
        });
        said.collect::<BTreeSet<String>>().into_iter().collect::<Vec<_>>().join("\n")
    }

    fn units(&self, incident: &Incident) -> Option<Table> {
        let columns: [Column; 6] = [
            (self.pick("Unit", "Unidad"), 27.0),
            (self.pick("Assigned", "Asignada"), 18.0),
            (self.pick("En route", "En camino"), 18.0),
            (self.pick("On scene", "En el lugar"), 18.0),
            (self.pick("Clear", "Libre"), 18.0),
            (self.pick("Now", "Ahora"), 16.0),
        ];
        let row = |(name, unit): (&String, &Unit)| {
            let at = |state: UnitState| {
                let since = unit.since.get(&state).map(|at| self.time(*at, incident.opened));
                vec![Text::plain(since.unwrap_or_default(), &DONE)]
            };
            Row::Cells(vec![
                vec![Text::bold(name.clone(), &SAID), Text::grey(unit.role.clone(), &DONE)],
                at(UnitState::Assigned),
                at(UnitState::EnRoute),
                at(UnitState::OnScene),
                at(UnitState::Clear),
                vec![Text::plain(words::unit(unit.state, self.language()).to_owned(), &DONE)],
            ])
        };
        let rows: Vec<Row> = incident.units.iter().map(row).collect();
        (!rows.is_empty()).then(|| Table::new(&columns, rows))
    }

    fn people(&self, incident: &Incident) -> Option<Table> {
        let row = |(id, subject): &(RecordId, Subject)| {
            let fact = self.fact(*id)?;
            let text = self.subject(fact, subject);
            Some(Row::Cells(vec![vec![Text::grey(self.record(*id), &DONE)], vec![Text::plain(text, &SAID)]]))
        };
        let rows: Vec<Row> = incident.subjects.iter().filter_map(row).collect();
        self.section(self.pick("People it is about", "Personas"), rows)
    }

    /// Rows of two columns below a band, if there are any.
    fn section(&self, band: &str, rows: Vec<Row>) -> Option<Table> {
        let band = Text::bold(band.to_owned(), &SAID);
        (!rows.is_empty()).then(|| Table::bare(&[22.0, 93.0], rows).titled(&band))
    }

    fn decisions(&self, incident: &Incident) -> Vec<Table> {
        let own = self.book.log.decisions.iter().filter(|(_, of, _)| *of == Some(incident.id));
        let tables = own.filter_map(|(id, _, decision)| {
            let fact = self.fact(*id)?;
            let band = format!("{} {}", self.pick("Decision", "Decisión"), self.record(*id));
            let when = with(&self.moment(fact.logged), &self.who(fact));
            let mut rows = vec![(self.pick("when", "cuándo"), when)];
            rows.extend(self.decision(fact, decision));
            Some(facts(band, rows))
        });
        tables.collect()
    }

    /// All reports, the newest first: it is the one that counts.
    fn reports(&self, incident: &Incident) -> Vec<Table> {
        let count = incident.reports.len();
        let newest_first = incident.reports.iter().enumerate().rev();
        let table = |(at, reported): (usize, &Reported)| {
            let name = report_name(&reported.report);
            let of = self.pick("of", "de");
            let band = format!("{name} {} {of} {count} · {}", at + 1, self.record(reported.id));
            let back = reported.read_back.and_then(|id| self.fact(id)).map_or_else(
                || self.pick("not read back", "sin colacionar").to_owned(),
                |fact| {
                    let back = self.pick("read back", "colacionado");
                    format!("{back} {} ({})", self.moment(fact.logged), self.who(fact))
                },
            );
            let lines = self.report(&reported.report).into_iter().chain([back]);
            let rows = lines.map(|line| Row::Line(Text::plain(line, &SAID)));
            Table::bare(&[1.0], rows.collect()).titled(&Text::bold(band, &SAID))
        };
        newest_first.map(table).collect()
    }

    fn steps(&self, incident: &Incident) -> Option<Table> {
        let row = |(step, id): (&String, &RecordId)| {
            let by = self.fact(*id).map(|fact| with(&self.moment(fact.logged), &self.who(fact)));
            Row::Cells(vec![
                vec![Text::grey(self.record(*id), &DONE)],
                vec![Text::plain(self.step(step), &SAID), Text::grey(by.unwrap_or_default(), &SMALL)],
            ])
        };
        let rows = incident.ticks.iter().map(row).collect();
        self.section(self.pick("Steps that were done", "Pasos hechos"), rows)
    }

    fn alarms(&self, incident: &Incident) -> Option<Table> {
        let rows = incident.alarms.iter().map(|((timer, round), alarm)| {
            let heard = alarm.heeded.as_ref().map_or_else(
                || self.pick("not heard", "sin atender").to_owned(),
                |(by, at)| {
                    let who = self.fact(*by).map(|fact| self.who(fact)).unwrap_or_default();
                    format!("{} {}", self.pick("heard", "atendida"), with(&self.moment(*at), &who))
                },
            );
            let what = format!(
                "{} {}, {} {round} · {}",
                self.pick("no", "sin"),
                words::timer(*timer, self.language()),
                self.round(),
                self.moment(alarm.at)
            );
            let told = format!("{} {}", self.pick("told", "avisa a"), alarm.to);
            let told = if alarm.to.is_empty() { "" } else { &told };
            Row::Cells(vec![
                vec![Text::grey(self.record(alarm.id), &DONE)],
                vec![Text::plain(joined(" · ", &[&what, told, &heard]), &DONE)],
            ])
        });
        self.section(self.pick("Alarms", "Alarmas"), rows.collect())
    }

    fn attachments(&self, incident: &Incident, hidden: bool) -> Option<Table> {
        let entries = incident.entries.iter().filter_map(|id| self.fact(*id));
        let rows = entries.flat_map(|fact| {
            fact.entry.said.attachments.iter().map(|attachment| {
                let name = if hidden { self.sealed() } else { attachment.name.clone() };
                let more = format!("{}, {} B", attachment.media, attachment.bytes);
                let mut texts = paragraphs(&with(&name, &more), |line| Text::plain(line, &SAID));
                texts.push(Text::grey(format!("SHA-256 {}", hex(&attachment.hash)), &SMALL));
                Row::Cells(vec![vec![Text::grey(self.record(fact.id), &DONE)], texts])
            })
        });
        self.section(self.pick("Attachments", "Adjuntos"), rows.collect())
    }
}
