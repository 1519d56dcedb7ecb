//! How far an incident has got: by what is said of it, and by what its units do.
//!
//! Each deed is a move in the common order. What a unit does moves an incident forward, never back, and takes it off hold; it
//! never opens a resolved one again, because a unit's report that comes late is no new incident. What is said about an open
//! incident does not fall below what its units do now: an `ack` from a desk that had not heard of the unit does not call it back.

use std::collections::BTreeMap;

use super::super::deed::UnitState;
use super::super::entry::Fact;
use super::super::log::Unit;
use super::super::severity::Status;
use super::story::{Story, earlier};

impl Story<'_> {
    pub(super) fn go(&mut self, fact: &Fact, said: Status) {
        let status = match said {
            Status::OnHold | Status::Resolved | Status::Closed => said,
            _ => said.max(self.by_units()),
        };
        self.arrive(fact, status);
        if said == Status::OnScene {
            self.attend(fact);
        }
    }

    pub(super) fn unit(&mut self, fact: &Fact, unit: &str, role: &str, state: UnitState) {
        let nothing = || Unit { role: String::new(), state, since: BTreeMap::new() };
        let known = self.incident.units.entry(unit.to_owned()).or_insert_with(nothing);
        known.state = state;
        if !role.is_empty() {
            role.clone_into(&mut known.role);
        }
        let at = fact.occurred();
        known.since.entry(state).and_modify(|since| *since = at.min(*since)).or_insert(at);
        if let Some(implied) = implied(state) {
            match self.incident.status {
                Status::Resolved | Status::Closed => {}
                Status::OnHold => self.arrive(fact, self.by_units()),
                status => self.arrive(fact, status.max(implied)),
            }
        }
        if state == UnitState::OnScene {
            self.attend(fact);
        }
    }

    /// How far its units have got it now.
    fn by_units(&self) -> Status {
        let implied = self.incident.units.values().filter_map(|unit| implied(unit.state));
        implied.max().unwrap_or(Status::Logged)
    }

    fn arrive(&mut self, fact: &Fact, status: Status) {
        let before = std::mem::replace(&mut self.incident.status, status);
        let incident = &mut self.incident;
        match (before.is_open(), status.is_open()) {
            (true, false) => incident.ended = Some(fact.occurred()),
            (false, true) => {
                incident.reopened = incident.reopened.saturating_add(1);
                incident.ended = None;
                incident.active_since = fact.logged;
                incident.attended = incident.units.values().any(|unit| unit.state == UnitState::OnScene);
            }
            (true, true) if before == Status::OnHold && status != Status::OnHold => {
                incident.active_since = fact.logged;
            }
            _ => {}
        }
    }

    fn attend(&mut self, fact: &Fact) {
        self.incident.attended = true;
        self.incident.first_unit = Some(earlier(self.incident.first_unit, fact.occurred()));
    }
}

/// How far a unit brings an incident by what it does; one that is free again moves nothing.
fn implied(state: UnitState) -> Option<Status> {
    match state {
        UnitState::Assigned | UnitState::EnRoute => Some(Status::Dispatched),
        UnitState::OnScene => Some(Status::OnScene),
        UnitState::Clear => None,
    }
}
