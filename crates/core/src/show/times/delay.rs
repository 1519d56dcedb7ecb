//! Applying a delay: what was expected becomes what is planned.

use super::Times;
use super::walk::{Line, Spot, Walk};
use crate::ids::EntryId;
use crate::show::change::{Change, Field};
use crate::show::civil::civil_at;
use crate::show::plan::{Item, Plan, Start};

/// The changes that apply a delay entry: it leaves the plan, and every cue is then expected exactly when it was before,
/// [`CueTime::expected_start`](super::CueTime::expected_start).
///
/// A cue keeps its start where that gives the same; where it does not, the cue gets a time and a day of its own, also one
/// that had a window. Holds for time won too, and beside other delays that stay. Empty when there is no such delay.
#[must_use]
pub fn apply_delay(plan: &Plan, delay: EntryId) -> Vec<Change> {
    if !plan.entry(delay).is_some_and(|entry| matches!(entry.item, Item::Delay { .. })) {
        return Vec::new();
    }
    let times = Times::of(plan);
    let mut walk = Walk::new(&times.zone, plan.date, times.opens);
    let mut changes = vec![Change::Place { entry: delay, place: None }];
    for (place, entry) in plan.entries.iter().enumerate() {
        match &entry.item {
            Item::Delay { by_ms } if entry.id != delay => walk.delay(*by_ms),
            Item::Cue(cue) if !cue.skip => {
                let Some(expected) = times.cue(entry.id).map(super::CueTime::expected_start) else {
                    continue;
                };
                let mut spot = walk.spot(entry.id, &cue.start);
                if super::later(spot.start, walk.delay_at(spot.start)) != expected {
                    spot = Spot::own(walk.start_for(expected, spot.start), [None; 2]);
                    let start = Start::Hard(civil_at(spot.start, &times.zone));
                    changes.push(Change::Set { entry: entry.id, field: Field::Start(start) });
                }
                walk.play(Line { place, entry, cue }, &spot);
            }
            Item::Cue(_) | Item::Delay { .. } | Item::Group { .. } | Item::Milestone { .. } => {}
        }
    }
    changes
}
