//! What cannot be carried out as planned, over all shows of an event.
//!
//! Looks at the plans alone, delays that nobody applied left aside. It names what is wrong and by how much; what to do
//! about it is for people.

mod clash;

use std::collections::BTreeMap;

use self::clash::{Slot, changeovers, clashes};
use super::plan::{ColumnKind, Cue, Plan, Start};
use super::times::{CueTime, Times, between};
use crate::ids::{EntryId, ShowId};
use crate::time::WallMs;

/// A cue of one of the shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Which show.
    pub show: ShowId,
    /// Which of its cues.
    pub cue: EntryId,
}

/// Something that cannot be carried out as planned. All spans are in milliseconds and more than 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// A cue with a start of its own starts before an earlier one is over.
    Overlap {
        /// The earlier one.
        first: At,
        /// The one with the start of its own.
        second: At,
        /// How long before its end.
        by_ms: u64,
    },
    /// The cue before is over only after a cue's window.
    OutsideWindow {
        /// The cue with the window.
        at: At,
        /// How long after it.
        by_ms: u64,
    },
    /// Somebody is needed in two places at once, or answers for what happens there.
    TwoPlaces {
        /// Who, as the second cue has it.
        person: String,
        /// What starts first.
        first: At,
        /// What starts before that is over.
        second: At,
        /// How long both go on.
        by_ms: u64,
    },
    /// Two shows use a place at once.
    SamePlace {
        /// Which place, as the second cue has it.
        location: String,
        /// What starts first.
        first: At,
        /// What starts before that is over.
        second: At,
        /// How long both go on.
        by_ms: u64,
    },
    /// Somebody has less time between two cues than the shortest that the show allows, or the longer one of two shows.
    Changeover {
        /// Who, as the second cue has it.
        person: String,
        /// What is over first.
        first: At,
        /// What starts then.
        second: At,
        /// How much is missing.
        by_ms: u64,
    },
    /// A cue starts before the venue opens.
    BeforeOpening {
        /// Which cue.
        at: At,
        /// How long before.
        by_ms: u64,
    },
    /// A cue is over only after the curfew.
    AfterCurfew {
        /// Which cue.
        at: At,
        /// How long after.
        by_ms: u64,
    },
    /// A group's cues take longer than the group should.
    GroupOver {
        /// Which show.
        show: ShowId,
        /// Which of its groups.
        group: EntryId,
        /// How much longer.
        by_ms: u64,
    },
}

/// Everything that cannot be carried out, in the order in which it would come up; the times are those of the plans.
///
/// People are who stands in columns of people, and whoever owns a cue; an owner needs no change-over. Names and places are
/// the same when only their case or the blanks around them differ. A cue without a location is at its show's stage. Each cue
/// is named once for a person or place: with the one among the earlier ones that lasts longest.
#[must_use]
pub fn find(shows: &[(&Plan, &Times)]) -> Vec<Conflict> {
    let mut shows = shows.to_vec();
    shows.sort_by_key(|(plan, _)| plan.id);
    let mut found = Found::default();
    let mut event = Event::default();
    for (plan, times) in shows {
        within(plan, times, &mut found);
        event.enter(plan, times);
    }
    event.across(&mut found);
    found.sorted()
}

/// Conflicts with when they come up.
#[derive(Default)]
struct Found(Vec<(WallMs, Conflict)>);

impl Found {
    /// Keeps a conflict that is one, by a span of milliseconds.
    fn push(&mut self, when: WallMs, span_ms: i64, conflict: impl FnOnce(u64) -> Conflict) {
        if let Some(by_ms) = u64::try_from(span_ms).ok().filter(|by_ms| *by_ms > 0) {
            self.0.push((when, conflict(by_ms)));
        }
    }

    fn sorted(mut self) -> Vec<Conflict> {
        self.0.sort();
        self.0.into_iter().map(|(_, conflict)| conflict).collect()
    }
}

/// The cues that are played.
fn played<'a>(plan: &'a Plan, times: &'a Times) -> impl Iterator<Item = (&'a Cue, &'a CueTime)> {
    let cue = |time: &'a CueTime| Some((plan.entries.get(time.entry)?.cue()?, time));
    times.cues.iter().filter(|time| !time.skipped).filter_map(cue)
}

/// What a show's own times say.
fn within(plan: &Plan, times: &Times, found: &mut Found) {
    let show = plan.id;
    let mut last: Option<&CueTime> = None;
    let mut latest: Option<&CueTime> = None;
    for (cue, time) in played(plan, times) {
        let at = At { show, cue: time.id };
        match (&cue.start, latest, last) {
            (Start::Hard(_), Some(latest), _) => {
                let first = At { show, cue: latest.id };
                let over = between(time.start, latest.end);
                found.push(time.start, over, |by_ms| Conflict::Overlap { first, second: at, by_ms });
            }
            (Start::Window { .. }, _, Some(last)) => {
                let over = between(time.start, last.end);
                found.push(time.start, over, |by_ms| Conflict::OutsideWindow { at, by_ms });
            }
            _ => {}
        }
        if let Some(opens) = times.opens {
            found.push(time.start, between(time.start, opens), |by_ms| Conflict::BeforeOpening { at, by_ms });
        }
        if let Some(curfew) = times.curfew {
            found.push(time.start, between(curfew, time.end), |by_ms| Conflict::AfterCurfew { at, by_ms });
        }
        last = Some(time);
        latest = latest.filter(|latest| latest.end >= time.end).or(Some(time));
    }
    for group in &times.groups {
        let (Some((start, _)), Some(target_ms)) = (group.span, group.target_ms) else { continue };
        let over = i64::try_from(group.sum_ms.saturating_sub(target_ms)).unwrap_or(i64::MAX);
        found.push(start, over, |by_ms| Conflict::GroupOver { show, group: group.id, by_ms });
    }
}

/// Who and what is needed when, over all shows.
#[derive(Default)]
struct Event {
    /// By a person's name: everything that she is in or answers for.
    people: BTreeMap<String, Vec<Slot>>,
    /// By a person's name: everything that she is in.
    performers: BTreeMap<String, Vec<Slot>>,
    /// By a place's name.
    locations: BTreeMap<String, Vec<Slot>>,
    /// Places and shows by number, so that they are quickly compared.
    numbers: BTreeMap<String, usize>,
}

impl Event {
    fn enter(&mut self, plan: &Plan, times: &Times) {
        let columns: Vec<_> =
            plan.columns.iter().filter(|column| column.kind == ColumnKind::Person).collect();
        let this_show = self.number(&plan.id.to_string());
        let stage = if folded(&plan.stage).is_empty() { this_show } else { self.number(&plan.stage) };
        for (cue, time) in played(plan, times) {
            let place = if folded(&cue.location).is_empty() { stage } else { self.number(&cue.location) };
            let at = At { show: plan.id, cue: time.id };
            let slot = |name: &str, apart| Slot {
                at,
                start: time.start,
                end: time.end,
                apart,
                name: name.trim().to_owned(),
                changeover_ms: plan.changeover_ms,
            };
            let columns = columns.iter().filter_map(|column| cue.columns.get(&column.key));
            let mut names: BTreeMap<_, _> = columns.flat_map(|names| people(names)).collect();
            for (key, name) in &names {
                self.performers.entry(key.clone()).or_default().push(slot(name, place));
            }
            for (key, owner) in people(&cue.owner) {
                names.entry(key).or_insert(owner);
            }
            for (key, name) in names {
                self.people.entry(key).or_default().push(slot(name, place));
            }
            if !folded(&cue.location).is_empty() {
                self.locations.entry(folded(&cue.location)).or_default().push(slot(&cue.location, this_show));
            }
        }
    }

    fn across(self, found: &mut Found) {
        for slots in self.people.into_values() {
            clashes(slots, |first, second, by_ms| {
                let (person, first, at) = (second.name.clone(), first.at, second.at);
                found.push(second.start, by_ms, |by_ms| Conflict::TwoPlaces {
                    person,
                    first,
                    second: at,
                    by_ms,
                });
            });
        }
        for slots in self.locations.into_values() {
            clashes(slots, |first, second, by_ms| {
                let (location, first, at) = (second.name.clone(), first.at, second.at);
                found.push(second.start, by_ms, |by_ms| Conflict::SamePlace {
                    location,
                    first,
                    second: at,
                    by_ms,
                });
            });
        }
        for slots in self.performers.into_values() {
            changeovers(slots, |first, second, by_ms| {
                let (person, first, at) = (second.name.clone(), first.at, second.at);
                found.push(second.start, by_ms, |by_ms| Conflict::Changeover {
                    person,
                    first,
                    second: at,
                    by_ms,
                });
            });
        }
    }

    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(folded(name)).or_insert(next)
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The people that a text names, each with what she is compared by.
fn people(names: &str) -> impl Iterator<Item = (String, &str)> {
    names.split(',').filter(|name| !name.trim().is_empty()).map(|name| (folded(name), name))
}

#[cfg(test)]
mod tests;
