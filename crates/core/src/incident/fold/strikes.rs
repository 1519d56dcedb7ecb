//! Which entries were struck, and which corrected.

use std::collections::{BTreeMap, HashMap};

use super::super::deed::Deed;
use super::super::entry::Fact;
use crate::ids::RecordId;

#[derive(Default)]
pub(super) struct Strikes {
    /// By what was struck: the first strike that counts.
    pub(super) struck: BTreeMap<RecordId, RecordId>,
    pub(super) corrected: BTreeMap<RecordId, Vec<RecordId>>,
}

impl Strikes {
    /// A strike counts when it is later than its target and not struck itself. So whatever could strike it is settled before it
    /// when the order is walked from its end.
    pub(super) fn of(entries: &[Fact]) -> Self {
        let place: HashMap<RecordId, usize> =
            entries.iter().enumerate().map(|(place, fact)| (fact.id, place)).collect();
        let mut strikes = Self::default();
        for (at, fact) in entries.iter().enumerate().rev() {
            if !strikes.spares(fact.id) {
                continue;
            }
            for deed in &fact.entry.deeds {
                match deed {
                    Deed::Strike { entry, .. } if place.get(entry).is_some_and(|target| *target < at) => {
                        strikes.struck.insert(*entry, fact.id);
                    }
                    Deed::Correct { entry, .. } if place.contains_key(entry) => {
                        strikes.corrected.entry(*entry).or_default().push(fact.id);
                    }
                    _ => {}
                }
            }
        }
        for corrections in strikes.corrected.values_mut() {
            corrections.reverse();
            corrections.dedup();
        }
        strikes
    }

    /// Whether an entry does what it says.
    pub(super) fn spares(&self, id: RecordId) -> bool {
        !self.struck.contains_key(&id)
    }
}
