//! One incident, told entry by entry.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::alert;
use super::super::config::Config;
use super::super::deed::{Deed, Opening};
use super::super::entry::Fact;
use super::super::log::{Alarm, Incident, Reported};
use super::super::severity::{Alert, Status};
use super::fields::Key;
use crate::ids::RecordId;
use crate::time::WallMs;

pub(super) struct Story<'a> {
    pub(super) incident: Incident,
    pub(super) config: &'a Config,
    /// Where among the changes the last one of a field is.
    pub(super) latest: HashMap<Key<'a>, usize>,
}

/// What an entry means to those who wait for something.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// The program wrote it, or it only says how other entries are to be read.
    Nothing,
    /// Somebody took note of the incident.
    Noted,
    /// Something new was said of it.
    News,
}

impl<'a> Story<'a> {
    pub(super) fn new(fact: &Fact, opening: &'a Opening, config: &'a Config) -> Self {
        let incident = Incident {
            id: fact.id,
            number: opening.number.clone(),
            clash: 0,
            desk: fact.id.author,
            who: fact.who.clone(),
            opened: fact.logged,
            occurred: fact.occurred(),
            struck: None,
            types: Vec::new(),
            severity: opening.severity,
            status: Status::Logged,
            reopened: 0,
            title: opening.title.clone(),
            place: opening.place.clone(),
            zone: opening.zone,
            reporter: String::new(),
            outcome: String::new(),
            sealed: opening.sealed,
            alert: Alert::None,
            alert_by_hand: false,
            subjects: Vec::new(),
            units: BTreeMap::new(),
            links: BTreeSet::new(),
            context: opening.context.clone(),
            entries: vec![fact.id],
            changes: Vec::new(),
            alarms: BTreeMap::new(),
            reports: Vec::new(),
            ticks: BTreeMap::new(),
            acknowledged: None,
            first_unit: None,
            updated: fact.logged,
            active_since: fact.logged,
            attended: false,
            ended: None,
            duplicate_of: None,
        };
        let mut story = Self { incident, config, latest: HashMap::new() };
        for code in &opening.types {
            story.add_type(code);
        }
        story
    }

    /// Takes an entry into the story, and what it does if it counts.
    pub(super) fn tell(&mut self, fact: &'a Fact, counts: bool) {
        let opens = fact.id == self.incident.id;
        if !opens {
            self.incident.entries.push(fact.id);
        }
        if !counts {
            return;
        }
        self.weigh(fact, opens);
        for deed in &fact.entry.deeds {
            self.apply(fact, deed);
        }
    }

    fn weigh(&mut self, fact: &Fact, opens: bool) {
        let weight = if opens { weight_of_opening(fact) } else { weight(fact) };
        let incident = &mut self.incident;
        if weight >= Weight::Noted {
            incident.acknowledged = Some(earlier(incident.acknowledged, fact.logged));
        }
        if weight >= Weight::News {
            incident.updated = incident.updated.max(fact.logged);
        }
    }

    fn apply(&mut self, fact: &'a Fact, deed: &'a Deed) {
        let id = fact.id;
        let incident = &mut self.incident;
        match deed {
            Deed::Set(field) => self.set(id, field),
            Deed::Move { status } => self.go(fact, *status),
            Deed::Unit { unit, role, state } => self.unit(fact, unit, role, *state),
            Deed::Subject(subject) => incident.subjects.push((id, subject.clone())),
            Deed::Link { to, link, on: true } if *to != incident.id => {
                incident.links.insert((*link, *to));
            }
            Deed::Link { to, link, .. } => {
                incident.links.remove(&(*link, *to));
            }
            Deed::Escalate { timer, round, to } => {
                let alarm = || Alarm { id, at: fact.logged, to: to.clone(), heeded: None };
                incident.alarms.entry((*timer, *round)).or_insert_with(alarm);
            }
            // What is not raised yet nobody has heard: the name of a round that came to nothing is given again.
            Deed::Heed { timer, round } => {
                if let Some(alarm) = incident.alarms.get_mut(&(*timer, *round)) {
                    alarm.heeded.get_or_insert((id, fact.logged));
                }
            }
            Deed::Report(report) => {
                incident.reports.push(Reported { id, report: (**report).clone(), read_back: None });
            }
            Deed::Tick { step, done: true } => {
                incident.ticks.insert(step.clone(), id);
            }
            Deed::Tick { step, done: false } => {
                incident.ticks.remove(step);
            }
            // What stands on the board, and what was settled before the story began.
            _ => {}
        }
    }

    /// The incident as it stands when everything is told.
    pub(super) fn end(self, read_back: &HashMap<RecordId, RecordId>) -> Incident {
        let mut incident = self.incident;
        if !incident.alert_by_hand {
            incident.alert = alert::derived(incident.severity, &incident.types);
        }
        for report in &mut incident.reports {
            report.read_back = read_back.get(&report.id).copied();
        }
        incident
    }
}

pub(super) fn earlier(known: Option<WallMs>, at: WallMs) -> WallMs {
    known.map_or(at, |known| known.min(at))
}

/// A mere note is news; so is whatever somebody does about the incident.
fn weight(fact: &Fact) -> Weight {
    let deeds = fact.entry.deeds.iter().map(weight_of);
    deeds.max().unwrap_or(Weight::News)
}

/// Whoever opens an incident has not thereby taken note of it for the control room, unless a unit was sent or the incident
/// moved on in the same line.
fn weight_of_opening(fact: &Fact) -> Weight {
    let acts = |deed: &Deed| match deed {
        Deed::Unit { .. } => true,
        Deed::Move { status } => *status > Status::Logged,
        _ => false,
    };
    if fact.entry.deeds.iter().any(acts) { Weight::News } else { Weight::Nothing }
}

fn weight_of(deed: &Deed) -> Weight {
    match deed {
        Deed::Set(_)
        | Deed::Move { .. }
        | Deed::Unit { .. }
        | Deed::Subject(_)
        | Deed::Link { .. }
        | Deed::Decide(_)
        | Deed::Report(_)
        | Deed::ReadBack { .. }
        | Deed::Tick { .. }
        | Deed::Promise(_)
        | Deed::Settle { .. }
        | Deed::Density(_) => Weight::News,
        Deed::Heed { .. } | Deed::Take { .. } => Weight::Noted,
        Deed::Open(_)
        | Deed::Escalate { .. }
        | Deed::Strike { .. }
        | Deed::Correct { .. }
        | Deed::HandOver { .. }
        | Deed::Withdraw { .. }
        | Deed::Visit { .. }
        | Deed::Letter(_)
        | Deed::Configure(_)
        | Deed::Post { .. }
        | Deed::ShareKey { .. }
        | Deed::System { .. } => Weight::Nothing,
    }
}
