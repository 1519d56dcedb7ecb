//! A plan from the changes of everybody who worked on it.
//!
//! A function of the set of changes and of what whoever calls said to the proposed ones. Each field is as its last writer
//! in the common order left it; what others had written there is told, because nobody may have seen it.

mod fields;
mod rows;

use std::collections::HashMap;

use super::change::{Change, EntryKind, Field, Place, ShowField};
use super::order;
use super::plan::{Entry, Plan};
use super::run::{Fact, Run};
use crate::ids::{EntryId, RecordId, ShowId};
use crate::time::{Hlc, WallMs};
use fields::Slot;

/// A record of changes as the fold takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditFact {
    /// Its name.
    pub id: RecordId,
    /// Its place in the common order.
    pub hlc: Hlc,
    /// When it was written, on the clock of whoever asks.
    pub at: WallMs,
    /// Who was at the device, as far as it is known.
    pub who: Option<String>,
    /// It counts only once whoever calls adopted it.
    pub proposed: bool,
    /// What is to be changed, the first before the second.
    pub changes: Vec<Change>,
}

/// A plan and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edits {
    /// The plan as it stands.
    pub plan: Plan,
    /// Entries that stand nowhere: taken out, or never put in. By their id.
    pub removed: Vec<Entry>,
    /// What somebody wrote and somebody else wrote over, in the common order.
    pub overruled: Vec<Overruled>,
    /// Proposals that nobody answered, in the common order.
    pub proposals: Vec<Proposal>,
    /// What stands in every field that was ever written.
    standing: HashMap<Slot, Change>,
}

/// A value that did not hold: the last that its author wrote there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// The change that lost.
    pub change: Change,
    /// Its record.
    pub id: RecordId,
    /// When it was written.
    pub at: WallMs,
    /// Who was at the device.
    pub who: Option<String>,
    /// The record that holds instead.
    pub by: RecordId,
}

/// Changes that somebody proposed while the show ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The record.
    pub id: RecordId,
    /// When.
    pub at: WallMs,
    /// Who was at the device.
    pub who: Option<String>,
    /// What they would change.
    pub changes: Vec<Change>,
}

/// What the authors wrote in one field, each their last, in the common order.
type Writers<'a> = Vec<(&'a EditFact, &'a Change)>;

impl Edits {
    /// Folds the changes of one show, in any order and each at least once. Of the run only the answers to proposals count;
    /// an adopted one counts where it was adopted.
    #[must_use]
    pub fn of(show: ShowId, facts: &[EditFact], run: &Run) -> Self {
        let mut order: Vec<_> = facts.iter().filter_map(|fact| Some((place(fact, run)?, fact))).collect();
        order.sort_unstable_by_key(|(place, fact)| (*place, fact.id));
        order.dedup_by_key(|(_, fact)| fact.id);
        let mut kinds: HashMap<EntryId, EntryKind> = HashMap::new();
        let mut written: HashMap<Slot, Writers<'_>> = HashMap::new();
        for (_, fact) in &order {
            for change in &fact.changes {
                match Slot::of(change) {
                    Some(slot) => write(written.entry(slot).or_default(), fact, change),
                    None => begin(&mut kinds, change),
                }
            }
        }
        let overruled = overruled(&written);
        let standing: HashMap<Slot, Change> = written
            .into_iter()
            .filter_map(|(slot, writers)| Some((slot, writers.last()?.1.clone())))
            .collect();
        let mut plan = fields::empty(show);
        let removed = rows::fill(&mut plan, &kinds, &standing);
        Self { plan, removed, overruled, proposals: proposals(facts, run), standing }
    }

    /// The change that undoes one, as long as it is asked for before that one is made.
    #[must_use]
    pub fn inverse(&self, change: &Change) -> Change {
        let standing = Slot::of(change).and_then(|slot| self.standing.get(&slot)).cloned();
        standing.unwrap_or_else(|| fields::unwritten(change))
    }

    /// Where an entry stands; `None` when it is not in the plan.
    #[must_use]
    pub fn place(&self, entry: EntryId) -> Option<&Place> {
        match self.standing.get(&Slot::Place(entry))? {
            Change::Place { place, .. } => place.as_ref(),
            _ => None,
        }
    }

    /// A place in a group, or among the entries that are in none: behind one of its entries, or before all.
    #[must_use]
    pub fn room(&self, group: Option<EntryId>, behind: Option<EntryId>) -> Place {
        let mut siblings =
            self.plan.entries.iter().filter(|entry| entry.group == group).map(|entry| entry.id);
        if let Some(behind) = behind {
            siblings.by_ref().find(|entry| *entry == behind);
        }
        let order_of = |entry: EntryId| self.place(entry).map(|place| place.order.as_str());
        let order = order::between(behind.and_then(order_of), siblings.next().and_then(order_of));
        Place { group, order }
    }
}

/// A show as it stands: its plan with what was adopted, and its run by that plan.
///
/// Who may answer proposals follows from the plan without any, so that none can adopt itself.
#[must_use]
pub fn show(id: ShowId, edits: &[EditFact], facts: &[Fact]) -> (Edits, Run) {
    let own = Edits::of(id, edits, &Run::default());
    let run = Run::of(&own.plan, facts);
    if run.settled.is_empty() {
        return (own, run);
    }
    let edits = Edits::of(id, edits, &run);
    let Run { settled, adopted, .. } = run;
    let run = Run { settled, adopted, ..Run::of(&edits.plan, facts) };
    (edits, run)
}

/// Whether a change must not be made while the show runs, because it would move a cue that is live or over: its place, or
/// anything that its times follow from.
#[must_use]
pub fn locked(plan: &Plan, run: &Run, change: &Change) -> bool {
    if run.line.is_empty() || run.finished() {
        return false;
    }
    let called =
        |cue: EntryId| run.line.iter().any(|instance| instance.visit().is_some_and(|visit| visit.cue == cue));
    match change {
        Change::Show(field) => matches!(field, ShowField::Zone(_) | ShowField::Date(_)),
        Change::Add { .. } => false,
        Change::Place { entry, .. } => {
            let holds = |child: &Entry| child.group == Some(*entry) && called(child.id);
            called(*entry) || plan.entries.iter().any(holds)
        }
        Change::Set { entry, field } => timing(field) && called(*entry),
    }
}

/// Whether a change is of what is played, in which order, or of who may do what: while the show runs, from anybody but
/// whoever calls it comes as a proposal.
#[must_use]
pub fn structural(change: &Change) -> bool {
    match change {
        Change::Add { .. } | Change::Place { .. } => true,
        Change::Set { field, .. } => matches!(field, Field::Skip(_)),
        Change::Show(field) => {
            matches!(field, ShowField::Ranks(_) | ShowField::HoldRaisers(_) | ShowField::HoldReleasers(_))
        }
    }
}

fn timing(field: &Field) -> bool {
    matches!(
        field,
        Field::Start(_)
            | Field::Duration(_)
            | Field::Min(_)
            | Field::Max(_)
            | Field::CountToEnd(_)
            | Field::Skip(_)
    )
}

/// Where in the common order a record counts; `None` where it does not.
fn place(fact: &EditFact, run: &Run) -> Option<(Hlc, RecordId)> {
    if fact.proposed { run.adopted.get(&fact.id).copied() } else { Some((fact.hlc, fact.id)) }
}

fn begin(kinds: &mut HashMap<EntryId, EntryKind>, change: &Change) {
    if let Change::Add { entry, kind } = change {
        kinds.entry(*entry).or_insert(*kind);
    }
}

fn write<'a>(writers: &mut Writers<'a>, fact: &'a EditFact, change: &'a Change) {
    writers.retain(|(earlier, _)| earlier.id.author != fact.id.author);
    writers.push((fact, change));
}

fn overruled(written: &HashMap<Slot, Writers<'_>>) -> Vec<Overruled> {
    let mut found = Vec::new();
    for writers in written.values() {
        let Some(((by, holds), lost)) = writers.split_last() else { continue };
        for (fact, change) in lost.iter().filter(|(_, change)| *change != *holds) {
            let order = (fact.hlc, fact.id, fact.changes.iter().position(|one| one == *change));
            let change = (*change).clone();
            let by = by.id;
            found.push((order, Overruled { change, id: fact.id, at: fact.at, who: fact.who.clone(), by }));
        }
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, overruled)| overruled).collect()
}

fn proposals(facts: &[EditFact], run: &Run) -> Vec<Proposal> {
    let open = |fact: &&EditFact| fact.proposed && !run.settled.contains_key(&fact.id);
    let mut order: Vec<&EditFact> = facts.iter().filter(open).collect();
    order.sort_unstable_by_key(|fact| (fact.hlc, fact.id));
    order.dedup_by_key(|fact| fact.id);
    let proposal = |fact: &EditFact| {
        let (who, changes) = (fact.who.clone(), fact.changes.clone());
        Proposal { id: fact.id, at: fact.at, who, changes }
    };
    order.into_iter().map(proposal).collect()
}
