//! One row of a file into one attendee, or into what is wrong with it.
//!
//! Rows are judged one by one and only by what stands in them, save that a reference may stand once in a file. Whether
//! the replica knows the attendee already is not asked here.

use gatehouse_contract::import::{BadRow, Field, Mapping, RowProblem};
use gatehouse_core::admission::Kind;
use gatehouse_core::time::{WallMs, Window};
use jiff::tz::TimeZone;

use super::catalogue::{Catalogue, Listed};
use super::clean::{clean, shortened};
use super::moment::{Bound, moment};
use super::records::Record;
use super::reference::{References, Traits};
use super::vocabulary::{self, State};

/// Letters that a field may have.
const MAX_LETTERS: usize = 200;

/// Letters that an attention text may have.
const MAX_ATTENTION: usize = 500;

/// What one row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attendee {
    /// Names the row the next time too.
    pub(super) reference: String,
    /// What it is a ticket for, and the kind that goes with it.
    pub(super) product: Listed,
    /// What sort of person, when the row says so.
    pub(super) kind: Option<Kind>,
    /// Full name.
    pub(super) name: String,
    /// E-mail address.
    pub(super) email: Option<String>,
    /// Company or outlet.
    pub(super) company: Option<String>,
    /// Order code.
    pub(super) order_code: Option<String>,
    /// Seat or table.
    pub(super) seat: Option<String>,
    /// What the operator must notice.
    pub(super) attention: Option<String>,
    /// Where credential and order stand, when the row says so.
    pub(super) state: Option<State>,
    /// When it may be used for entry.
    pub(super) validity: Window,
}

/// The columns of a file by what they hold.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    columns: usize,
    places: [Option<usize>; Field::ValidUntil as usize + 1],
    default_product: Option<Listed>,
}

/// Reads rows one after another.
pub(super) struct RowReader<'a> {
    layout: Layout,
    catalogue: &'a Catalogue,
    zone: TimeZone,
    references: References,
}

/// What is wrong with a row, and in which column, from 0.
type Refusal = (RowProblem, Option<usize>);

impl Layout {
    /// Turns a mapping that was checked the other way round.
    pub(super) fn new(mapping: &Mapping, default_product: Option<Listed>) -> Self {
        let mut places = [None; Field::ValidUntil as usize + 1];
        for (column, field) in mapping.columns.iter().enumerate() {
            if let Some(field) = field {
                places[*field as usize] = Some(column);
            }
        }
        Self { columns: mapping.columns.len(), places, default_product }
    }

    /// Whether a column holds `field`.
    pub(super) const fn has(&self, field: Field) -> bool {
        self.place(field).is_some()
    }

    /// The column that holds `field`, if one does.
    const fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }
}

impl<'a> RowReader<'a> {
    pub(super) fn new(layout: Layout, catalogue: &'a Catalogue, zone: TimeZone) -> Self {
        Self { layout, catalogue, zone, references: References::default() }
    }

    /// The columns.
    pub(super) const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Reads one row; the first thing that is wrong with it is told.
    pub(super) fn read(&mut self, record: &Record) -> Result<Attendee, BadRow> {
        self.attendee(record).map_err(|(problem, column)| BadRow {
            line: record.line(),
            column: column.and_then(|column| u32::try_from(column + 1).ok()),
            problem,
            found: shortened(column.map_or_else(|| record.cell(0), |column| record.cell(column))),
        })
    }

    fn attendee(&mut self, record: &Record) -> Result<Attendee, Refusal> {
        if record.columns() != self.layout.columns {
            return Err((RowProblem::ColumnCount, None));
        }
        if record.too_long() {
            return Err((RowProblem::TooLong, None));
        }
        let text = |field| self.text(record, field);
        let name = self.name(record)?;
        let product = self.product(record)?;
        let kind = self.word(record, Field::Kind, vocabulary::kind, RowProblem::UnknownKind)?;
        let state = self.word(record, Field::Status, vocabulary::state, RowProblem::UnknownStatus)?;
        let email = text(Field::Email)?;
        if email.as_deref().is_some_and(|email| !is_email(email)) {
            return Err((RowProblem::BadEmail, self.layout.place(Field::Email)));
        }
        let (company, order_code) = (text(Field::Company)?, text(Field::OrderCode)?);
        let (seat, attention) = (text(Field::Seat)?, text(Field::Attention)?);
        let validity = self.validity(record)?;
        let reference = match text(Field::Reference)? {
            Some(reference) if self.references.note(&reference) => reference,
            Some(_) => return Err((RowProblem::DuplicateReference, self.layout.place(Field::Reference))),
            None => self.references.make(&Traits {
                order_code: order_code.as_deref(),
                name: &name,
                email: email.as_deref(),
                product: product.number,
            }),
        };
        Ok(Attendee {
            reference,
            product,
            kind,
            name,
            email,
            company,
            order_code,
            seat,
            attention,
            state,
            validity,
        })
    }

    /// The clean text of a field; `None` when it has no column or nothing stands there.
    fn text(&self, record: &Record, field: Field) -> Result<Option<String>, Refusal> {
        let Some(column) = self.layout.place(field) else { return Ok(None) };
        let text =
            std::str::from_utf8(record.cell(column)).map_err(|_| (RowProblem::NotUtf8, Some(column)))?;
        let text = clean(text);
        let most = if field == Field::Attention { MAX_ATTENTION } else { MAX_LETTERS };
        if text.len() > most && text.chars().count() > most {
            return Err((RowProblem::TooLong, Some(column)));
        }
        Ok((!text.is_empty()).then_some(text))
    }

    fn name(&self, record: &Record) -> Result<String, Refusal> {
        if let Some(name) = self.text(record, Field::Name)? {
            return Ok(name);
        }
        match (self.text(record, Field::FirstName)?, self.text(record, Field::LastName)?) {
            (Some(first), Some(last)) => Ok(format!("{first} {last}")),
            (Some(one), None) | (None, Some(one)) => Ok(one),
            (None, None) => {
                let place = |field| self.layout.place(field);
                let column = place(Field::Name).or(place(Field::FirstName)).or(place(Field::LastName));
                Err((RowProblem::NameMissing, column))
            }
        }
    }

    fn product(&self, record: &Record) -> Result<Listed, Refusal> {
        let column = self.layout.place(Field::Product);
        match self.text(record, Field::Product)? {
            Some(text) => self.catalogue.find(&text).ok_or((RowProblem::UnknownProduct, column)),
            None => self.layout.default_product.ok_or((RowProblem::ProductMissing, column)),
        }
    }

    fn word<T>(
        &self,
        record: &Record,
        field: Field,
        meaning: impl Fn(&str) -> Option<T>,
        problem: RowProblem,
    ) -> Result<Option<T>, Refusal> {
        let known = |text: String| meaning(&text).ok_or((problem, self.layout.place(field)));
        self.text(record, field)?.map(known).transpose()
    }

    fn validity(&self, record: &Record) -> Result<Window, Refusal> {
        let bound = |field, bound| -> Result<Option<WallMs>, Refusal> {
            self.word(record, field, |text| moment(text, bound, &self.zone), RowProblem::BadTime)
        };
        let window = Window {
            from: bound(Field::ValidFrom, Bound::From)?,
            until: bound(Field::ValidUntil, Bound::Until)?,
        };
        match (window.from, window.until) {
            (Some(from), Some(until)) if until < from => {
                Err((RowProblem::EmptyWindow, self.layout.place(Field::ValidUntil)))
            }
            _ => Ok(window),
        }
    }
}

/// Whether it looks like an address: somebody, at a domain with a dot. Whether mail arrives is not for the gate.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let label = |label: &str| !label.is_empty();
    !local.is_empty()
        && domain.contains('.')
        && domain.split('.').all(label)
        && !text.contains(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '<' | '>'))
}

#[cfg(test)]
mod tests;
