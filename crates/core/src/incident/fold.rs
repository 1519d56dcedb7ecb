//! How the log and its incidents stand, from the records of everybody who wrote.
//!
//! A function of the set of facts: in whatever order they arrived, and however often, the same comes out. The common order is
//! that of hybrid clock, author and sequence. Strikes are settled first, then the setting of the control room, then everything
//! else in one pass; what names something that is not here yet does its work once it is. Nothing is judged a second time: an
//! unusual step was taken by somebody who was there.

mod board;
mod duplicates;
mod fields;
mod story;
mod strikes;
mod units;

use std::collections::{BTreeMap, HashMap, HashSet};

use board::Board;
use story::Story;
use strikes::Strikes;

use super::config::Config;
use super::deed::Deed;
use super::entry::{Fact, Number};
use super::log::{Incident, Log};
use crate::ids::RecordId;

/// Folds facts, in any order and each at least once.
#[must_use]
pub fn fold(facts: impl IntoIterator<Item = Fact>) -> Log {
    let entries = ordered(facts);
    let strikes = Strikes::of(&entries);
    let config = setting(&entries, &strikes);
    let (stories, waiting) = stories(&entries, &strikes, &config);
    let board = Board::of(entries.iter().filter(|fact| strikes.spares(fact.id)));
    Log {
        incidents: incidents(stories, &board),
        waiting,
        config,
        letters: board.letters,
        handovers: board.handovers,
        promises: board.promises,
        decisions: board.decisions,
        densities: board.densities,
        visits: board.visits,
        posts: board.posts,
        struck: strikes.struck,
        corrected: strikes.corrected,
        entries,
    }
}

/// The common order, each record once.
fn ordered(facts: impl IntoIterator<Item = Fact>) -> Vec<Fact> {
    let mut entries: Vec<Fact> = facts.into_iter().collect();
    entries.sort_by_key(|fact| (fact.hlc, fact.id));
    let mut seen = HashSet::new();
    entries.retain(|fact| seen.insert(fact.id));
    entries
}

fn setting(entries: &[Fact], strikes: &Strikes) -> Config {
    let mut config = Config::default();
    for fact in entries.iter().filter(|fact| strikes.spares(fact.id)) {
        for deed in &fact.entry.deeds {
            if let Deed::Configure(setting) = deed {
                config.take(setting);
            }
        }
    }
    config
}

/// The incidents in the order of their openings, and the entries about others that are not here.
fn stories<'a>(
    entries: &'a [Fact],
    strikes: &Strikes,
    config: &'a Config,
) -> (Vec<Story<'a>>, Vec<RecordId>) {
    let mut stories = opened(entries, strikes, config);
    let place: HashMap<RecordId, usize> =
        stories.iter().enumerate().map(|(place, story)| (story.incident.id, place)).collect();
    let mut waiting = Vec::new();
    for fact in entries {
        let Some(name) = fact.incident() else { continue };
        match place.get(&name).and_then(|place| stories.get_mut(*place)) {
            Some(story) => story.tell(fact, strikes.spares(fact.id)),
            None => waiting.push(fact.id),
        }
    }
    (stories, waiting)
}

/// Every opening in the common order. All are known before anything is told of them: by clocks that differ, an answer can
/// stand before what it answers.
fn opened<'a>(entries: &'a [Fact], strikes: &Strikes, config: &'a Config) -> Vec<Story<'a>> {
    let mut given: HashMap<&Number, u8> = HashMap::new();
    let mut stories = Vec::new();
    for fact in entries {
        let Some(opening) = fact.opening() else { continue };
        let before = given.entry(&opening.number).and_modify(|n| *n = n.saturating_add(1)).or_insert(0);
        let mut story = Story::new(fact, opening, config);
        story.incident.clash = *before;
        story.incident.struck = strikes.struck.get(&fact.id).copied();
        stories.push(story);
    }
    stories
}

fn incidents(stories: Vec<Story<'_>>, board: &Board) -> BTreeMap<RecordId, Incident> {
    let order: Vec<RecordId> = stories.iter().map(|story| story.incident.id).collect();
    let told = stories.into_iter().map(|story| story.end(&board.read_back));
    let mut incidents: BTreeMap<RecordId, Incident> = told.map(|incident| (incident.id, incident)).collect();
    for (name, stands_for) in duplicates::stand_for(&incidents, &order) {
        if let Some(incident) = incidents.get_mut(&name) {
            incident.duplicate_of = Some(stands_for);
        }
    }
    incidents
}

#[cfg(test)]
mod tests;
