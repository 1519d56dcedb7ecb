//! The rules once more, as slowly and plainly as they can be said, to hold the fold against.

use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Alert, Deed, Fact, Field, Incident, Severity, Status, TypeCode, UnitState};
use gatehouse_core::time::WallMs;

/// Whether a comes before b in the common order.
pub(crate) fn before(a: &Fact, b: &Fact) -> bool {
    (a.hlc, a.id.author, a.id.seq) < (b.hlc, b.id.author, b.id.seq)
}

/// The first strike of an entry that is not struck itself.
pub(crate) fn struck(facts: &[Fact], target: &Fact) -> Option<RecordId> {
    let strikes = |fact: &Fact| {
        let names = fact
            .entry
            .deeds
            .iter()
            .any(|deed| matches!(deed, Deed::Strike { entry, .. } if *entry == target.id));
        names && before(target, fact) && struck(facts, fact).is_none()
    };
    let mut strikes: Vec<&Fact> = facts.iter().filter(|fact| strikes(fact)).collect();
    strikes.sort_by(|a, b| if before(a, b) { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater });
    strikes.first().map(|fact| fact.id)
}

/// What can be said of an incident without looking at anything else.
#[derive(Debug, PartialEq)]
pub(crate) struct Plain {
    pub(crate) severity: Severity,
    pub(crate) title: String,
    pub(crate) place: String,
    pub(crate) outcome: String,
    pub(crate) types: Vec<TypeCode>,
    pub(crate) sealed: bool,
    pub(crate) alert_by_hand: Option<Alert>,
    pub(crate) status: Status,
    pub(crate) reopened: u32,
    pub(crate) acknowledged: Option<WallMs>,
    pub(crate) changes: usize,
}

impl Plain {
    pub(crate) fn of(incident: &Incident) -> Self {
        Self {
            severity: incident.severity,
            title: incident.title.clone(),
            place: incident.place.clone(),
            outcome: incident.outcome.clone(),
            types: incident.types.clone(),
            sealed: incident.sealed,
            alert_by_hand: incident.alert_by_hand.then_some(incident.alert),
            status: incident.status,
            reopened: incident.reopened,
            acknowledged: incident.acknowledged,
            changes: incident.changes.len(),
        }
    }

    /// From the entries that count in the common order, the opening among them or struck.
    pub(crate) fn told(opening: &Fact, counting: &[&Fact]) -> Self {
        let opened = opening.opening().expect("it opens an incident");
        let own: Vec<&Fact> =
            counting.iter().copied().filter(|fact| fact.incident() == Some(opening.id)).collect();
        let mut types: Vec<TypeCode> = Vec::new();
        for code in &opened.types {
            if !types.contains(code) {
                types.push(code.clone());
            }
        }
        let mut plain = Self {
            severity: opened.severity,
            title: opened.title.clone(),
            place: opened.place.clone(),
            outcome: String::new(),
            sealed: opened.sealed || types.iter().any(|code| code.above() == "SEX"),
            types,
            alert_by_hand: None,
            status: Status::Logged,
            reopened: 0,
            acknowledged: own.iter().filter(|fact| takes_note(fact, opening)).map(|fact| fact.logged).min(),
            changes: 0,
        };
        let deeds: Vec<&Deed> = own.iter().flat_map(|fact| &fact.entry.deeds).collect();
        for (at, deed) in deeds.iter().enumerate() {
            if let Deed::Set(field) = deed {
                plain.changes += 1;
                plain.set(field);
            }
            plain.go(deed, &deeds[..=at]);
        }
        plain
    }

    fn set(&mut self, field: &Field) {
        match field.clone() {
            Field::Title(title) => self.title = title,
            Field::Place(place) => self.place = place,
            Field::Outcome(outcome) => self.outcome = outcome,
            Field::Severity { severity, .. } => self.severity = severity,
            Field::Sealed(sealed) => self.sealed = sealed,
            Field::Alert(alert) => self.alert_by_hand = alert,
            Field::Type { code, on } => {
                self.sealed |= on && code.above() == "SEX";
                let known = self.types.contains(&code);
                self.types.retain(|known| on || *known != code);
                if on && !known {
                    self.types.push(code);
                }
            }
            Field::Zone(_) | Field::Reporter(_) => {}
        }
    }

    fn go(&mut self, deed: &Deed, so_far: &[&Deed]) {
        let was = self.status;
        self.status = match deed {
            Deed::Move { status: status @ (Status::OnHold | Status::Resolved | Status::Closed) } => *status,
            Deed::Move { status } => by_units(so_far).max(*status),
            Deed::Unit { state, .. } if *state != UnitState::Clear && was.is_open() => {
                let implied = by_units(so_far);
                let own = if *state == UnitState::OnScene { Status::OnScene } else { Status::Dispatched };
                if was == Status::OnHold { implied } else { was.max(own) }
            }
            _ => was,
        };
        self.reopened += u32::from(!was.is_open() && self.status.is_open());
    }
}

/// What the last deed of every unit says.
fn by_units(so_far: &[&Deed]) -> Status {
    let last = |name: &str| {
        so_far.iter().rev().find_map(|deed| match deed {
            Deed::Unit { unit, state, .. } if unit == name => Some(*state),
            _ => None,
        })
    };
    let level = |deed: &&Deed| match deed {
        Deed::Unit { unit, .. } => match last(unit) {
            Some(UnitState::OnScene) => Status::OnScene,
            Some(UnitState::Assigned | UnitState::EnRoute) => Status::Dispatched,
            _ => Status::Logged,
        },
        _ => Status::Logged,
    };
    so_far.iter().map(level).max().unwrap_or(Status::Logged)
}

fn takes_note(fact: &Fact, opening: &Fact) -> bool {
    let deeds = &fact.entry.deeds;
    if fact.id == opening.id {
        return deeds.iter().any(|deed| matches!(deed, Deed::Unit { .. }));
    }
    let only_kept = |deed: &Deed| {
        matches!(
            deed,
            Deed::Escalate { .. } | Deed::Strike { .. } | Deed::Correct { .. } | Deed::System { .. }
        )
    };
    deeds.is_empty() || !deeds.iter().all(only_kept)
}
