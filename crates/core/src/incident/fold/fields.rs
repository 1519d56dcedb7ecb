//! What is said of an incident anew: the last in the common order counts, and what it replaced stays known.

use std::mem::{Discriminant, discriminant};

use super::super::catalogue::TypeCode;
use super::super::deed::Field;
use super::super::log::{Changed, Incident};
use super::story::Story;
use crate::ids::RecordId;

/// Which field: each type is one of its own.
pub(super) type Key<'a> = (Discriminant<Field>, Option<&'a TypeCode>);

impl<'a> Story<'a> {
    pub(super) fn set(&mut self, id: RecordId, field: &'a Field) {
        let code = match field {
            Field::Type { code, .. } => Some(code),
            _ => None,
        };
        let before = self.latest.insert((discriminant(field), code), self.incident.changes.len());
        let mut old = as_it_stands(&self.incident, field);
        if let Some(change) = before.and_then(|before| self.incident.changes.get_mut(before)) {
            change.overtaken = true;
            if let (Field::Severity { why, .. }, Field::Severity { why: said, .. }) = (&mut old, &change.new)
            {
                why.clone_from(said);
            }
        }
        self.incident.changes.push(Changed { id, old, new: field.clone(), overtaken: false });
        self.say(field);
    }

    fn say(&mut self, field: &Field) {
        let incident = &mut self.incident;
        match field {
            Field::Title(title) => incident.title.clone_from(title),
            Field::Type { code, on: true } => self.add_type(code),
            Field::Type { code, on: false } => incident.types.retain(|known| known != code),
            Field::Severity { severity, .. } => incident.severity = *severity,
            Field::Place(place) => incident.place.clone_from(place),
            Field::Zone(zone) => incident.zone = *zone,
            Field::Reporter(reporter) => incident.reporter.clone_from(reporter),
            Field::Outcome(outcome) => incident.outcome.clone_from(outcome),
            Field::Sealed(sealed) => incident.sealed = *sealed,
            Field::Alert(alert) => {
                incident.alert_by_hand = alert.is_some();
                incident.alert = alert.unwrap_or(incident.alert);
            }
        }
    }

    /// A type behind those that are known. One that is sealed, or below one that is, seals the incident: until somebody says
    /// otherwise, also when the type is taken away, because a mistaken type must not lay open what was said under seal.
    pub(super) fn add_type(&mut self, code: &TypeCode) {
        let sealed = |code: &TypeCode| self.config.category(code).is_some_and(|category| category.sealed);
        if sealed(code) || sealed(&TypeCode(code.above().to_owned())) {
            self.incident.sealed = true;
        }
        if !self.incident.types.contains(code) {
            self.incident.types.push(code.clone());
        }
    }
}

/// What the field that is about to be said says so far; why a severity was chosen stands in its change.
fn as_it_stands(incident: &Incident, field: &Field) -> Field {
    match field {
        Field::Title(_) => Field::Title(incident.title.clone()),
        Field::Type { code, .. } => Field::Type { code: code.clone(), on: incident.types.contains(code) },
        Field::Severity { .. } => Field::Severity { severity: incident.severity, why: String::new() },
        Field::Place(_) => Field::Place(incident.place.clone()),
        Field::Zone(_) => Field::Zone(incident.zone),
        Field::Reporter(_) => Field::Reporter(incident.reporter.clone()),
        Field::Outcome(_) => Field::Outcome(incident.outcome.clone()),
        Field::Sealed(_) => Field::Sealed(incident.sealed),
        Field::Alert(_) => Field::Alert(incident.alert_by_hand.then_some(incident.alert)),
    }
}
