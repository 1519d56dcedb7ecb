//! What stands beside the incidents: promises, decisions, handovers, posts, visits, looks at the crowd, letters.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::deed::{Decision, Deed, Density};
use super::super::entry::Fact;
use super::super::log::{Handover, OnPost, Promised};
use crate::ids::{AuthorId, RecordId};

#[derive(Default)]
pub(super) struct Board {
    pub(super) letters: BTreeMap<AuthorId, String>,
    pub(super) handovers: Vec<Handover>,
    pub(super) promises: Vec<Promised>,
    pub(super) decisions: Vec<(RecordId, Option<RecordId>, Decision)>,
    pub(super) densities: Vec<(RecordId, Density)>,
    pub(super) visits: Vec<(RecordId, String, Option<RecordId>)>,
    pub(super) posts: BTreeMap<String, BTreeMap<String, OnPost>>,
    /// By the record of a report: the first that says it was right.
    pub(super) read_back: HashMap<RecordId, RecordId>,
}

/// What answers something that may stand later in the order, or not be here.
#[derive(Default)]
struct Answers {
    settled: HashMap<RecordId, RecordId>,
    /// By handover, in the common order: the item that was taken, or that it was called off.
    handovers: HashMap<RecordId, Vec<(RecordId, Option<RecordId>)>>,
    /// Where in the list each visit stands that has not ended.
    visits: HashMap<String, usize>,
}

impl Board {
    /// From the entries that count, in the common order.
    pub(super) fn of<'a>(counting: impl Iterator<Item = &'a Fact>) -> Self {
        let mut board = Self::default();
        let mut answers = Answers::default();
        for fact in counting {
            for deed in &fact.entry.deeds {
                board.note(fact, deed);
                board.visit(&mut answers, fact, deed);
                board.answer(&mut answers, fact.id, deed);
            }
        }
        for promised in &mut board.promises {
            promised.settled = answers.settled.get(&promised.id).copied();
        }
        for handover in &mut board.handovers {
            for (id, item) in answers.handovers.get(&handover.id).into_iter().flatten() {
                handover.hear(*id, *item);
            }
        }
        board
    }

    fn note(&mut self, fact: &Fact, deed: &Deed) {
        let id = fact.id;
        match deed {
            Deed::Decide(decision) => self.decisions.push((id, fact.incident(), (**decision).clone())),
            Deed::Promise(promise) => {
                let incident = fact.incident();
                self.promises.push(Promised { id, incident, promise: promise.clone(), settled: None });
            }
            Deed::Density(density) => self.densities.push((id, density.clone())),
            Deed::Letter(letter) => {
                self.letters.insert(id.author, letter.clone());
            }
            Deed::HandOver { to, items, note } => self.handovers.push(Handover {
                id,
                from: fact.who.clone(),
                to: to.clone(),
                at: fact.logged,
                items: once_each(items),
                note: note.clone(),
                withdrawn: None,
            }),
            Deed::Post { who, post, call_sign, on: true } => {
                let there = self.posts.entry(post.clone()).or_default();
                let since = there.get(who).map_or(fact.occurred(), |known| known.since);
                there.insert(who.clone(), OnPost { call_sign: call_sign.clone(), since, id });
            }
            Deed::Post { who, post, on: false, .. } => {
                let left = self.posts.get_mut(post).is_some_and(|there| {
                    there.remove(who);
                    there.is_empty()
                });
                if left {
                    self.posts.remove(post);
                }
            }
            _ => {}
        }
    }

    /// An authority that is announced by two desks came once.
    fn visit(&mut self, answers: &mut Answers, fact: &Fact, deed: &Deed) {
        let Deed::Visit { authority, begins } = deed else { return };
        if *begins {
            answers.visits.entry(authority.clone()).or_insert_with(|| {
                self.visits.push((fact.id, authority.clone(), None));
                self.visits.len() - 1
            });
        } else if let Some(visit) =
            answers.visits.remove(authority).and_then(|visit| self.visits.get_mut(visit))
        {
            visit.2 = Some(fact.id);
        }
    }

    fn answer(&mut self, answers: &mut Answers, id: RecordId, deed: &Deed) {
        match deed {
            Deed::Settle { promise } => {
                answers.settled.entry(*promise).or_insert(id);
            }
            Deed::ReadBack { report } => {
                self.read_back.entry(*report).or_insert(id);
            }
            Deed::Take { handover, item } => {
                answers.handovers.entry(*handover).or_default().push((id, Some(*item)));
            }
            Deed::Withdraw { handover } => {
                answers.handovers.entry(*handover).or_default().push((id, None));
            }
            _ => {}
        }
    }
}

impl Handover {
    /// Takes an answer over. Nothing can be taken of one that was called off, and one that is done cannot be.
    fn hear(&mut self, id: RecordId, item: Option<RecordId>) {
        if self.withdrawn.is_some() {
            return;
        }
        match item {
            Some(item) => {
                let open = self.items.iter_mut().find(|(known, taken)| *known == item && taken.is_none());
                if let Some((_, taken)) = open {
                    *taken = Some(id);
                }
            }
            None if !self.is_done() => self.withdrawn = Some(id),
            None => {}
        }
    }
}

fn once_each(items: &[RecordId]) -> Vec<(RecordId, Option<RecordId>)> {
    let mut seen = HashSet::new();
    items.iter().filter(|item| seen.insert(**item)).map(|item| (*item, None)).collect()
}
