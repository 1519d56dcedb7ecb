//! What does not fit in the plans of an event, as screens show it.

use std::sync::Arc;

use gatehouse_contract::show::{Conflict as Shown, ConflictLine, ConflictRule};
use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::show::conflicts::{At, find};
use gatehouse_core::show::{Conflict, Doubt, Timed};

use super::room::Room;
use super::words;

/// Everything that does not fit, over all shows.
pub(super) fn all(rooms: &[Arc<Room>]) -> Vec<Shown> {
    let plans: Vec<_> = rooms.iter().map(|room| (room.plan(), &room.times)).collect();
    let found = find(&plans).into_iter().map(|conflict| shown(rooms, conflict));
    let doubts = rooms.iter().flat_map(|room| {
        let show = room.plan().id;
        room.times.doubts.iter().filter_map(move |doubt| doubted(rooms, show, doubt))
    });
    found.chain(doubts).collect()
}

/// Those that one show is concerned by.
pub(super) fn of(found: &[Shown], show: ShowId) -> impl Iterator<Item = &Shown> {
    found.iter().filter(move |conflict| conflict.lines.iter().any(|line| line.show.0 == show))
}

fn shown(rooms: &[Arc<Room>], conflict: Conflict) -> Shown {
    let two = |first: At, second: At| {
        vec![line(rooms, first.show, first.cue), line(rooms, second.show, second.cue)]
    };
    let (rule, lines, by_ms, what) = match conflict {
        Conflict::Overlap { first, second, by_ms } => {
            (ConflictRule::Overlap, two(first, second), by_ms, None)
        }
        Conflict::TwoPlaces { person, first, second, by_ms } => {
            (ConflictRule::PersonTwice, two(first, second), by_ms, Some(person))
        }
        Conflict::SamePlace { location, first, second, by_ms } => {
            (ConflictRule::PlaceTwice, two(first, second), by_ms, Some(location))
        }
        Conflict::Changeover { person, first, second, by_ms } => {
            (ConflictRule::Changeover, two(first, second), by_ms, Some(person))
        }
        Conflict::OutsideWindow { at, by_ms } => {
            (ConflictRule::OutsideWindow, vec![line(rooms, at.show, at.cue)], by_ms, None)
        }
        Conflict::BeforeOpening { at, by_ms } => {
            (ConflictRule::BeforeOpening, vec![line(rooms, at.show, at.cue)], by_ms, None)
        }
        Conflict::AfterCurfew { at, by_ms } => {
            (ConflictRule::AfterCurfew, vec![line(rooms, at.show, at.cue)], by_ms, None)
        }
        Conflict::GroupOver { show, group, by_ms } => {
            (ConflictRule::OverTarget, vec![line(rooms, show, group)], by_ms, None)
        }
    };
    Shown { rule, lines, by_ms: Some(i64::try_from(by_ms).unwrap_or(i64::MAX)), what }
}

fn doubted(rooms: &[Arc<Room>], show: ShowId, doubt: &Doubt) -> Option<Shown> {
    let (rule, of) = match doubt {
        Doubt::Missing { of, .. } => (ConflictRule::TimeMissing, *of),
        Doubt::Twice { of, .. } => (ConflictRule::TimeTwice, *of),
        Doubt::NoTime { entry, .. } => (ConflictRule::NoTime, Timed::Cue(*entry)),
        // A zone that is not known cannot be written here; a plan that says so came from a newer program.
        Doubt::Zone => return None,
    };
    // What is said of the show as a whole is about its first line.
    let entry = match of {
        Timed::Cue(cue) => Some(cue),
        Timed::Opening | Timed::Curfew => {
            let room = rooms.iter().find(|room| room.plan().id == show)?;
            room.plan().entries.first().map(|entry| entry.id)
        }
    };
    let what = match of {
        Timed::Cue(_) => None,
        Timed::Opening => Some("opening".to_owned()),
        Timed::Curfew => Some("curfew".to_owned()),
    };
    Some(Shown { rule, lines: vec![line(rooms, show, entry?)], by_ms: None, what })
}

fn line(rooms: &[Arc<Room>], show: ShowId, entry: EntryId) -> ConflictLine {
    let room = rooms.iter().find(|room| room.plan().id == show);
    ConflictLine {
        show: show.into(),
        show_title: room.map(|room| room.plan().title.clone()).unwrap_or_default(),
        entry: entry.into(),
        name: room.map(|room| words::name(room.plan(), entry)).unwrap_or_default(),
    }
}
