//! Which GOs that leave one instance are one instance themselves.

use std::collections::HashMap;

use super::super::action::{Go, Target};
use super::super::run::Fact;
use super::grants::Authority;
use crate::ids::{EntryId, RecordId};

/// A place in the common order.
pub(super) type Position = usize;

/// A GO under a call that counts.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) position: Position,
    pub(super) fact: &'a Fact,
    pub(super) go: &'a Go,
    pub(super) authority: Authority,
}

/// A way back to the instance that was left, under a call that counts.
#[derive(Clone, Copy)]
pub(super) struct Ungo {
    pub(super) position: Position,
    pub(super) authority: Authority,
    /// The GO that it takes back.
    pub(super) named: RecordId,
}

/// GOs from one instance to one target, with no way back between them.
pub(super) struct Part<'a> {
    /// In the common order; never empty.
    pub(super) gos: Vec<Said<'a>>,
    /// They were taken back.
    pub(super) undone: bool,
    /// The way back that they stand before.
    pub(super) closed: Option<(Authority, Position)>,
}

enum Event<'a> {
    Go(Said<'a>),
    Back(Ungo),
}

/// Parts the GOs that leave one instance: one part for each target, and another one where somebody came back.
///
/// A way back takes back what it names together with the GOs that mean the same and stand before it, unless one of them was
/// called under a greater call. What else stood beside it then, under no greater call, is the run no more: the instance
/// that was left goes on as if nobody had left it, and whoever says GO again begins anew.
pub(super) fn parts<'a>(leaving: Vec<Said<'a>>, ungos: &HashMap<RecordId, Vec<Ungo>>) -> Vec<Part<'a>> {
    let back = leaving.iter().filter_map(|said| ungos.get(&said.fact.id)).flatten().copied();
    let mut events: Vec<_> = back.map(|ungo| (ungo.position, Event::Back(ungo))).collect();
    events.extend(leaving.into_iter().map(|said| (said.position, Event::Go(said))));
    events.sort_unstable_by_key(|(position, _)| *position);
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut part_of: HashMap<RecordId, usize> = HashMap::new();
    let mut open: HashMap<Option<EntryId>, usize> = HashMap::new();
    for (_, event) in events {
        match event {
            Event::Go(said) => {
                let place = *open.entry(target(said.go)).or_insert(parts.len());
                if place == parts.len() {
                    parts.push(Part { gos: Vec::new(), undone: false, closed: None });
                }
                part_of.insert(said.fact.id, place);
                parts[place].gos.push(said);
            }
            Event::Back(ungo) => {
                let named = part_of.get(&ungo.named).filter(|place| parts[**place].yields_to(&ungo)).copied();
                let Some(named) = named else { continue };
                parts[named].undone = true;
                open.retain(|_, place| {
                    let part = &mut parts[*place];
                    let closes = part.yields_to(&ungo);
                    part.closed = closes.then_some((ungo.authority, ungo.position));
                    !closes
                });
            }
        }
    }
    parts
}

impl Part<'_> {
    /// The greatest of its GOs'.
    pub(super) fn authority(&self) -> Option<Authority> {
        self.gos.iter().map(|said| said.authority).max()
    }

    fn yields_to(&self, ungo: &Ungo) -> bool {
        self.closed.is_none() && self.authority() <= Some(ungo.authority)
    }
}

/// Which cue a GO leads to; `None` for the finish.
pub(super) fn target(go: &Go) -> Option<EntryId> {
    match &go.to {
        Target::Cue(visit) => Some(visit.cue),
        Target::Finish => None,
    }
}
