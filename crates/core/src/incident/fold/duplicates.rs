//! Which incident goes on in the stead of another one that was told twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::deed::LinkKind;
use super::super::log::Incident;
use crate::ids::RecordId;

/// Of every duplicate, the incident at the end of its links; `order` holds the openings in the common order.
///
/// Of several that one is said to be a duplicate of, the first counts. Two desks that each made their own incident the
/// duplicate of the other's must not lose both: on such a ring the first one goes on.
pub(super) fn stand_for(
    incidents: &BTreeMap<RecordId, Incident>,
    order: &[RecordId],
) -> Vec<(RecordId, RecordId)> {
    let place: HashMap<RecordId, usize> = order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let mut ends: HashMap<RecordId, RecordId> = HashMap::new();
    for start in order {
        let mut path = Vec::new();
        let mut passed = HashSet::new();
        let mut at = *start;
        let end = loop {
            if let Some(end) = ends.get(&at) {
                break *end;
            }
            if !passed.insert(at) {
                break first_of_ring(&path, at, &place);
            }
            path.push(at);
            match next(incidents, at, &place) {
                Some(next) => at = next,
                None => break at,
            }
        };
        ends.extend(path.into_iter().map(|id| (id, end)));
    }
    ends.into_iter().filter(|(id, end)| id != end).collect()
}

fn next(
    incidents: &BTreeMap<RecordId, Incident>,
    at: RecordId,
    place: &HashMap<RecordId, usize>,
) -> Option<RecordId> {
    let incident = incidents.get(&at).filter(|incident| incident.struck.is_none())?;
    let stands = |id: &RecordId| incidents.get(id).is_some_and(|other| other.struck.is_none());
    let targets = incident.links.iter().filter(|(link, _)| *link == LinkKind::DuplicateOf).map(|(_, to)| *to);
    targets.filter(stands).min_by_key(|to| place.get(to))
}

fn first_of_ring(path: &[RecordId], met: RecordId, place: &HashMap<RecordId, usize>) -> RecordId {
    let ring = path.iter().copied().skip_while(|id| *id != met);
    ring.min_by_key(|id| place.get(id)).unwrap_or(met)
}
