//! What is taken back leaves no trace but itself, and deeds of different desks commute.

use gatehouse_core::ids::{AuthorId, RecordId, Seq};
use gatehouse_core::incident::{Deed, Entry, Fact, Incident, Log, Said, fold};
use gatehouse_core::time::{Hlc, WallMs};
use proptest::prelude::*;

use super::night::{Chance, Night};
use super::said::deeds;

/// A desk that was not there before, so that its sequence is free.
fn entry(of: u8, seq: u64, hlc: u64, incident: Option<RecordId>, deeds: Vec<Deed>) -> Fact {
    Fact {
        id: RecordId { author: AuthorId::from_bytes([of; 16]), seq: Seq(seq) },
        hlc: Hlc(hlc),
        logged: Hlc(hlc).wall(),
        who: None,
        entry: Entry { said: Said::default(), incident, deeds },
    }
}

fn end(night: &Night) -> u64 {
    night.all.iter().map(|fact| fact.hlc.0).max().unwrap_or(0)
}

/// The log without the entries of the desks that were not there before.
fn without(mut log: Log, desks: &[u8]) -> Log {
    let new = |id: &RecordId| desks.contains(&id.author.as_bytes()[0]);
    log.entries.retain(|fact| !new(&fact.id));
    log.struck.retain(|target, _| !new(target));
    log.waiting.retain(|id| !new(id));
    for incident in log.incidents.values_mut() {
        incident.entries.retain(|id| !new(id));
    }
    log
}

fn strike(entry: RecordId) -> Vec<Deed> {
    vec![Deed::Strike { entry, reason: "a slip".to_owned() }]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn whatever_is_done_can_be_undone_and_done_again(seed in any::<u64>()) {
        let night = Night::new(seed);
        let log = night.log();
        let mut chance = Chance(seed);
        let late = end(&night) + (1 << 16);
        for step in 0..40 {
            // An opening that was struck is an incident still, and says so.
            let author = AuthorId::from_bytes([7; 16]);
            let (about, done) = deeds(&log, author, 7 * step + 1, night.end, &mut chance);
            let done = entry(7, 1, late, about, done);
            let with = |more: &[&Fact]| {
                fold(night.all.iter().chain([&done]).chain(more.iter().copied()).cloned())
            };
            let undo = entry(7, 2, late + 1, about, strike(done.id));
            prop_assert_eq!(&without(with(&[&undo]), &[7]), &log, "{:?}", done.entry.deeds);
            let redo = entry(8, 1, late + 2, about, strike(undo.id));
            prop_assert_eq!(without(with(&[&undo, &redo]), &[8]).incidents.len(), log.incidents.len());
            prop_assert_eq!(state(with(&[&undo, &redo])), state(with(&[])), "{:?}", done.entry.deeds);
        }
    }

    #[test]
    fn deeds_of_two_desks_that_add_and_take_away_members_commute(seed in any::<u64>()) {
        let night = Night::new(seed);
        let mut chance = Chance(seed);
        let late = end(&night) + (1 << 16);
        let log = night.log();
        for _ in 0..40 {
            let (one, other) = (member(&log, "one", &mut chance), member(&log, "other", &mut chance));
            let about = chance.of(&log.incidents.keys().copied().collect::<Vec<_>>());
            let both = |first: u64, second: u64| {
                let one = entry(7, 1, late + first, about, vec![one.clone()]);
                let other = entry(8, 1, late + second, about, vec![other.clone()]);
                fold(night.all.iter().cloned().chain([one, other]))
            };
            let (one_first, other_first) = (both(1, 2), both(2, 1));
            let sorted = |log: Log| about.map(|name| members(&log.incidents[&name]));
            prop_assert_eq!(sorted(one_first), sorted(other_first), "{:?} {:?}", one, other);
        }
    }
}

/// What the log comes to, without its list of entries.
fn state(mut log: Log) -> Log {
    log.entries.clear();
    log.struck.retain(|target, _| target.author.as_bytes()[0] < 7);
    for incident in log.incidents.values_mut() {
        incident.entries.clear();
    }
    log.waiting.clear();
    log
}

/// A deed about a member that nobody else says anything of.
fn member(log: &Log, who: &str, chance: &mut Chance) -> Deed {
    use gatehouse_core::incident::{Field, LinkKind, Subject, TypeCode, UnitState};
    let known: Vec<RecordId> = log.incidents.keys().copied().collect();
    let state = chance.of(&[UnitState::Assigned, UnitState::OnScene, UnitState::EnRoute]);
    match chance.below(5) {
        0 => {
            Deed::Unit { unit: who.to_owned(), role: String::new(), state: state.unwrap_or(UnitState::Clear) }
        }
        1 => Deed::Subject(Subject { description: who.to_owned(), name: None }),
        2 => Deed::Tick { step: who.to_owned(), done: true },
        3 => Deed::Set(Field::Type { code: TypeCode(who.to_uppercase()), on: chance.below(2) == 0 }),
        _ => {
            let to = chance.of(&known).expect("a night has incidents");
            Deed::Link { to, link: LinkKind::SamePerson, on: true }
        }
    }
}

/// The members, whatever order they came in, and what follows from them.
fn members(incident: &Incident) -> Incident {
    let mut incident = incident.clone();
    incident.types.sort();
    incident.subjects.sort_by_key(|(id, _)| *id);
    incident.entries.sort();
    incident.changes.clear();
    incident.updated = WallMs(0);
    incident.acknowledged = None;
    incident.first_unit = None;
    incident.active_since = WallMs(0);
    for unit in incident.units.values_mut() {
        unit.since.clear();
    }
    incident
}
