//! The activity log of a person or unit, as ICS 214 has it: its eight blocks under their numbers.
//!
//! Where it goes on to another page, blocks 1, 2 and 8 stand there again, as on the form's continuation sheet.

use gatehouse_core::incident::{Deed, Fact, Incident};
use gatehouse_core::time::Window;

use super::book::Book;
use super::deeds::joined;
use super::paper::{DONE, SAID, SMALL};
use super::reading::Reading;
use crate::paper::Unprintable;
use crate::paper::table::{Frame, Row, Table, Text, draw};
use crate::paper::typeface::Room;

/// Room for a signature.
const SIGNATURE: [Room; 1] = [Room { size: 16.0, lines: 1 }];

/// What an activity log is asked for with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Block 1: the incident's name; for an event as a whole, the event's.
    pub incident: String,
    /// Block 2: the operational period.
    pub period: Window,
    /// Blocks 3 to 5: whose log it is.
    pub of: Resource,
    /// The other names and call signs that they go by in the log.
    pub also: Vec<String>,
    /// Block 6: who was assigned to them.
    pub resources: Vec<Resource>,
    /// Block 8.
    pub prepared: Prepared,
}

/// A person or unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource {
    /// The name or call sign.
    pub name: String,
    /// The position.
    pub position: String,
    /// The home agency, and unit.
    pub agency: String,
}

/// Who prepared it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prepared {
    /// The name.
    pub name: String,
    /// The position or title.
    pub position: String,
}

impl Book<'_> {
    /// The activity log as a PDF file: every entry of the period that they wrote, said, were told, or did something in.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn activity(&self, activity: &Activity) -> Result<Vec<u8>, Unprintable> {
        let form = Form { reading: Reading::of(*self), activity };
        draw(&form.frame(), &form.tables())
    }
}

struct Form<'a> {
    reading: Reading<'a>,
    activity: &'a Activity,
}

impl Form<'_> {
    fn frame(&self) -> Frame {
        let title = self.reading.pick("ACTIVITY LOG (ICS 214)", "REGISTRO DE ACTIVIDADES (SCI 214)");
        let subtitle = joined(" · ", &[self.reading.book.event, self.reading.book.venue]);
        let Prepared { name, position } = &self.activity.prepared;
        let prepared = self.reading.pick("8. Prepared by: Name", "8. Preparado por: nombre");
        let mut signature = label(self.reading.pick("Signature", "Firma"));
        signature.push(Text::plain(" ".to_owned(), &SIGNATURE));
        let date = self.reading.moment(self.reading.book.printed);
        let boxes = vec![
            (3.0, block(prepared, name)),
            (3.0, block(self.reading.pick("Position/Title", "Cargo"), position)),
            (3.0, signature),
            (2.5, block(self.reading.pick("Date/Time", "Fecha/hora"), &date)),
        ];
        Frame { foot: vec![Row::Boxes(boxes)], ..self.reading.frame(title.to_owned(), subtitle) }
    }

    fn tables(&self) -> [Table; 2] {
        [self.assigned(), self.notable()]
    }

    /// Blocks 1 and 2.
    fn heading(&self) -> Row {
        let moment = |at: Option<_>| at.map(|at| self.reading.moment(at)).unwrap_or_default();
        let period = format!(
            "{} {}\n{} {}",
            self.reading.pick("From:", "Desde:"),
            moment(self.activity.period.from),
            self.reading.pick("To:", "Hasta:"),
            moment(self.activity.period.until)
        );
        let name = self.reading.pick("1. Incident Name", "1. Nombre del incidente");
        let period_label = self.reading.pick("2. Operational Period", "2. Periodo operacional");
        Row::Boxes(vec![(3.0, block(name, &self.activity.incident)), (2.0, block(period_label, &period))])
    }

    /// Blocks 1 to 6.
    fn assigned(&self) -> Table {
        let Resource { name, position, agency } = &self.activity.of;
        let position_label = self.reading.pick("4. ICS Position", "4. Cargo en el SCI");
        let agency_label =
            self.reading.pick("5. Home Agency (and Unit)", "5. Institución de origen (y unidad)");
        let whose = Row::Boxes(vec![
            (1.0, block(self.reading.pick("3. Name", "3. Nombre"), name)),
            (1.0, block(position_label, position)),
            (1.0, block(agency_label, agency)),
        ]);
        let title = Row::Boxes(vec![(
            1.0,
            strong(self.reading.pick("6. Resources Assigned", "6. Recursos asignados")),
        )]);
        let columns = Row::Boxes(vec![
            (1.0, label(self.reading.pick("Name", "Nombre"))),
            (1.0, label(self.reading.pick("ICS Position", "Cargo en el SCI"))),
            (1.0, label(self.reading.pick("Home Agency (and Unit)", "Institución de origen (y unidad)"))),
        ]);
        let cell =
            |text: &str| (1.0, vec![Text::plain(if text.is_empty() { "–" } else { text }.to_owned(), &SAID)]);
        let row = |resource: &Resource| {
            Row::Boxes(vec![cell(&resource.name), cell(&resource.position), cell(&resource.agency)])
        };
        let mut rows: Vec<Row> = self.activity.resources.iter().map(row).collect();
        if rows.is_empty() {
            rows.push(row(&Resource::default()));
        }
        Table {
            columns: Vec::new(),
            first: vec![self.heading(), whose, title.clone(), columns.clone()],
            again: vec![self.heading(), title, columns],
            rows,
        }
    }

    /// Block 7, below blocks 1 and 2 where it goes on.
    fn notable(&self) -> Table {
        let title = |text: &str| Row::Boxes(vec![(1.0, strong(text))]);
        let columns = Row::Boxes(vec![
            (1.0, label(self.reading.pick("Date/Time", "Fecha/hora"))),
            (4.5, label(self.reading.pick("Notable Activities", "Actividades relevantes"))),
        ]);
        let entries = self.reading.within(&self.activity.period);
        let mut rows: Vec<Row> =
            entries.into_iter().filter(|fact| self.is_theirs(fact)).map(|fact| self.row(fact)).collect();
        if rows.is_empty() {
            let none = self.reading.pick("No activity in this period.", "Ninguna actividad en este periodo.");
            rows.push(Row::Boxes(vec![(1.0, vec![Text::plain(none.to_owned(), &SAID)])]));
        }
        let first = self.reading.pick("7. Activity Log", "7. Registro de actividades");
        let again =
            self.reading.pick("7. Activity Log (continuation)", "7. Registro de actividades (continuación)");
        Table {
            columns: Vec::new(),
            first: vec![title(first), columns.clone()],
            again: vec![self.heading(), title(again), columns],
            rows,
        }
    }

    fn row(&self, fact: &Fact) -> Row {
        let mut when = vec![Text::plain(self.reading.moment(fact.occurred()), &DONE)];
        if fact.is_late() {
            when.push(Text::bold(self.reading.late(fact), &SMALL));
        }
        when.push(Text::grey(self.reading.record(fact.id), &SMALL));
        let number = self.reading.incident(fact).map(Incident::said).unwrap_or_default();
        let told = self.reading.told(fact);
        let mut what = vec![Text::bold(joined(" · ", &[&number, &told]), &DONE)];
        what.extend(self.reading.words(fact));
        Row::Boxes(vec![(1.0, when), (4.5, what)])
    }

    /// Whether they wrote it, said it, were told it, or did something in it.
    fn is_theirs(&self, fact: &Fact) -> bool {
        let said = &fact.entry.said;
        let deeds = fact.entry.deeds.iter().any(|deed| match deed {
            Deed::Unit { unit, .. } => self.is_name(unit),
            Deed::Post { who, call_sign, .. } => self.is_name(who) || self.is_name(call_sign),
            Deed::HandOver { to, .. } | Deed::Escalate { to, .. } => self.is_name(to),
            Deed::Decide(decision) => self.is_name(&decision.owner),
            Deed::Promise(promise) => self.is_name(&promise.owner),
            _ => false,
        });
        deeds
            || self.is_name(&said.from)
            || self.is_name(&said.to)
            || fact.who.as_ref().is_some_and(|who| self.is_name(who))
    }

    /// Whether it is one of the names that they go by.
    fn is_name(&self, name: &str) -> bool {
        let plain = |name: &str| name.trim().to_lowercase();
        let mut own = std::iter::once(&self.activity.of.name).chain(&self.activity.also);
        !name.trim().is_empty() && own.any(|known| plain(known) == plain(name))
    }
}

/// A block of the form: what it is, and what it says.
fn block(title: &str, text: &str) -> Vec<Text> {
    let mut texts = label(title);
    texts.extend(text.lines().map(|line| Text::plain(line.to_owned(), &SAID)));
    texts
}

fn label(title: &str) -> Vec<Text> {
    vec![Text::grey(title.to_owned(), &SMALL)]
}

fn strong(title: &str) -> Vec<Text> {
    vec![Text::bold(title.to_owned(), &DONE)]
}

#[cfg(test)]
mod tests;
