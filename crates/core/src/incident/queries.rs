//! What screens, papers and rules ask of the log.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::deed::LinkKind;
use super::entry::{Fact, Number};
use super::log::{Handover, Incident, Log, Promised};
use crate::ids::RecordId;

/// How an incident has to do with another one, seen from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Linked {
    /// The other one.
    pub other: RecordId,
    /// How.
    pub link: LinkKind,
    /// The other one says so: that one is the duplicate, or was brought about.
    pub back: bool,
}

impl Log {
    /// Incidents that somebody still has to do something about: the worst first, among equals the oldest first.
    #[must_use]
    pub fn open(&self) -> Vec<&Incident> {
        let mut open: Vec<_> = self.incidents.values().filter(|incident| incident.is_open()).collect();
        open.sort_by_key(|incident| (Reverse(incident.severity), incident.opened, incident.id));
        open
    }

    /// The entries of an incident, the opening first, struck ones too.
    #[must_use]
    pub fn timeline(&self, incident: RecordId) -> Vec<&Fact> {
        let Some(story) = self.incidents.get(&incident) else { return Vec::new() };
        let own = self.entries.iter().filter(|fact| fact.incident() == Some(incident));
        let facts: HashMap<RecordId, &Fact> = own.map(|fact| (fact.id, fact)).collect();
        story.entries.iter().filter_map(|id| facts.get(id).copied()).collect()
    }

    /// Entries that were logged late, the first in the common order first, without struck ones.
    pub fn late(&self) -> impl Iterator<Item = &Fact> {
        self.entries.iter().filter(|fact| fact.is_late() && !self.struck.contains_key(&fact.id))
    }

    /// What was promised and is still owed, what is due first at the top, and what is due at no time in particular last.
    #[must_use]
    pub fn owed(&self) -> Vec<&Promised> {
        let mut owed: Vec<_> = self.promises.iter().filter(|promised| promised.settled.is_none()).collect();
        owed.sort_by_key(|promised| (promised.promise.due.is_none(), promised.promise.due));
        owed
    }

    /// Handovers that wait for somebody to take what is left of them.
    pub fn offered(&self) -> impl Iterator<Item = &Handover> {
        self.handovers.iter().filter(|handover| handover.withdrawn.is_none() && !handover.is_done())
    }

    /// The incidents with this number, the unmarked one first: more than one only where two desks gave the same.
    #[must_use]
    pub fn numbered(&self, number: &Number) -> Vec<&Incident> {
        let mut found: Vec<_> =
            self.incidents.values().filter(|incident| incident.number == *number).collect();
        found.sort_by_key(|incident| incident.clash);
        found
    }

    /// What an incident has to do with, whichever of the two says so; what they both say of each other comes twice.
    #[must_use]
    pub fn linked(&self, incident: RecordId) -> Vec<Linked> {
        let own = self.incidents.get(&incident).into_iter().flat_map(|own| &own.links);
        let forth = own.map(|(link, other)| Linked { other: *other, link: *link, back: false });
        let back = self.incidents.values().flat_map(|other| {
            let here = other.links.iter().filter(move |(_, to)| *to == incident);
            here.map(|(link, _)| Linked { other: other.id, link: *link, back: true })
        });
        forth.chain(back).collect()
    }
}
