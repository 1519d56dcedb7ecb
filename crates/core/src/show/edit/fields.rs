//! What a change is about, and what stands there before anybody wrote.

use std::mem::{Discriminant, discriminant};

use jiff::civil;

use super::super::change::{Change, Field, ShowField};
use super::super::plan::{Cue, Plan};
use crate::ids::{EntryId, ShowId};

/// What can be written more than once: of all changes of one slot the last holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// A field of the show.
    Show(Discriminant<ShowField>),
    /// Where an entry stands.
    Place(EntryId),
    /// A field of an entry; of those that there are several of, the one of this department or column.
    Field(EntryId, Discriminant<Field>, String),
}

impl Slot {
    /// What a change is about; `None` for one that makes an entry.
    pub(super) fn of(change: &Change) -> Option<Self> {
        match change {
            Change::Show(field) => Some(Self::Show(discriminant(field))),
            Change::Add { .. } => None,
            Change::Place { entry, .. } => Some(Self::Place(*entry)),
            Change::Set { entry, field } => {
                let which = match field {
                    Field::Call { department, .. } => department.clone(),
                    Field::Column { key, .. } => key.clone(),
                    _ => String::new(),
                };
                Some(Self::Field(*entry, discriminant(field), which))
            }
        }
    }
}

/// The change to how it is where nobody wrote anything.
pub(super) fn unwritten(change: &Change) -> Change {
    match change {
        Change::Show(field) => Change::Show(unwritten_of_show(field)),
        Change::Add { entry, .. } | Change::Place { entry, .. } => {
            Change::Place { entry: *entry, place: None }
        }
        Change::Set { entry, field } => Change::Set { entry: *entry, field: unwritten_of_entry(field) },
    }
}

/// The plan of a show that nobody wrote anything about.
pub(super) fn empty(show: ShowId) -> Plan {
    Plan::empty(show, "UTC".to_owned(), civil::Date::constant(1970, 1, 1))
}

fn unwritten_of_show(field: &ShowField) -> ShowField {
    let plan = empty(ShowId::from_bytes([0; 16]));
    match field {
        ShowField::Title(_) => ShowField::Title(plan.title),
        ShowField::Stage(_) => ShowField::Stage(plan.stage),
        ShowField::Zone(_) => ShowField::Zone(plan.zone),
        ShowField::Date(_) => ShowField::Date(plan.date),
        ShowField::Opens(_) => ShowField::Opens(plan.opens),
        ShowField::Curfew(_) => ShowField::Curfew(plan.curfew),
        ShowField::MinSpan(_) => ShowField::MinSpan(plan.min_span_ms),
        ShowField::Changeover(_) => ShowField::Changeover(plan.changeover_ms),
        ShowField::Ranks(_) => ShowField::Ranks(plan.ranks),
        ShowField::HoldRaisers(_) => ShowField::HoldRaisers(plan.hold_raisers),
        ShowField::HoldReleasers(_) => ShowField::HoldReleasers(plan.hold_releasers),
        ShowField::Columns(_) => ShowField::Columns(plan.columns),
    }
}

fn unwritten_of_entry(field: &Field) -> Field {
    let cue = Cue::default();
    match field {
        Field::Number(_) => Field::Number(cue.number),
        Field::Title(_) => Field::Title(cue.title),
        Field::Note(_) => Field::Note(cue.note),
        Field::Call { department, .. } => Field::Call { department: department.clone(), call: None },
        Field::Owner(_) => Field::Owner(cue.owner),
        Field::Location(_) => Field::Location(cue.location),
        Field::Flag(_) => Field::Flag(cue.flag),
        Field::Colour(_) => Field::Colour(cue.colour),
        Field::Skip(_) => Field::Skip(cue.skip),
        Field::Start(_) => Field::Start(cue.start),
        Field::Duration(_) => Field::Duration(cue.duration_ms),
        Field::Min(_) => Field::Min(cue.min_ms),
        Field::Max(_) => Field::Max(cue.max_ms),
        Field::Cuttable(_) => Field::Cuttable(cue.cuttable),
        Field::CountToEnd(_) => Field::CountToEnd(cue.count_to_end),
        Field::EndAction(_) => Field::EndAction(cue.end_action),
        Field::Warning(_) => Field::Warning(cue.warning_ms),
        Field::Danger(_) => Field::Danger(cue.danger_ms),
        Field::Span(_) => Field::Span(cue.span_ms),
        Field::Link(_) => Field::Link(cue.link),
        Field::Column { key, .. } => Field::Column { key: key.clone(), value: String::new() },
        Field::Delay(_) => Field::Delay(0),
        Field::Target(_) => Field::Target(None),
    }
}
