//! How a show stands, from the records of everybody who took part.
//!
//! A function of the set of facts: in whatever order they arrived, and however often, the same comes out. Whose line is
//! the run is decided by calls, never by a clock; moments only say how long things took. Nothing is judged a second time:
//! a press that was refused where it was made is told here and does nothing, and one that was accepted is kept whatever
//! comes of it.

mod grants;
mod parts;
mod spans;
mod tree;

use std::collections::{BTreeMap, HashMap};

use grants::{Authority, Grants};
use parts::Position;
use spans::{Timing, united};
use tree::Tree;

use super::action::Action;
use super::plan::Plan;
use super::run::{Fact, Hold, Refusal, Run, Standby};
use crate::ids::{AuthorId, RecordId};

impl Run {
    /// Folds the facts of one show, in any order and each at least once.
    #[must_use]
    pub fn of(plan: &Plan, facts: &[Fact]) -> Self {
        let mut order: Vec<&Fact> = facts.iter().collect();
        order.sort_unstable_by_key(|fact| (fact.hlc, fact.id));
        order.dedup_by_key(|fact| fact.id);
        let grants = Grants::of(plan, &order);
        let tree = Tree::of(&order, &grants);
        let mut fold = Fold::new(plan, &grants, &tree);
        for (position, fact) in order.iter().enumerate() {
            fold.call(fact);
            fold.time(fact);
            fold.order(position, fact);
            fold.stop(fact);
            fold.rest(fact);
        }
        fold.run(&order)
    }
}

/// A value and the greatest call under which it was said, of those the last in the common order.
struct Latest<T>(Option<(Authority, Position, T)>);

impl<T> Latest<T> {
    fn say(&mut self, authority: Authority, position: Position, value: T) {
        if self.0.as_ref().is_none_or(|(greatest, ..)| *greatest <= authority) {
            self.0 = Some((authority, position, value));
        }
    }
}

struct Fold<'a> {
    plan: &'a Plan,
    grants: &'a Grants,
    tree: &'a Tree<'a>,
    /// By instance.
    timings: Vec<Timing>,
    standby: Latest<Standby>,
    rolling: Latest<bool>,
    /// The last offer of each call that its holder made.
    offers: HashMap<RecordId, (RecordId, AuthorId)>,
    /// Where in the run each hold stands.
    holds: HashMap<RecordId, usize>,
    run: Run,
}

impl<'a> Fold<'a> {
    fn new(plan: &'a Plan, grants: &'a Grants, tree: &'a Tree<'a>) -> Self {
        Self {
            plan,
            grants,
            tree,
            timings: vec![Timing::default(); tree.len()],
            standby: Latest(None),
            rolling: Latest(None),
            offers: HashMap::new(),
            holds: HashMap::new(),
            run: Run::default(),
        }
    }

    fn call(&mut self, fact: &Fact) {
        self.run.call = self.grants.greater(self.run.call.take(), fact);
        if let Action::OfferCall { call, to } = &fact.action
            && *to != fact.id.author
            && self.grants.under(*call, fact.id.author).is_some()
        {
            self.offers.insert(*call, (fact.id, *to));
        }
    }

    fn time(&mut self, fact: &Fact) {
        let (call, instance) = match &fact.action {
            Action::Pause { call, instance }
            | Action::Resume { call, instance }
            | Action::AddTime { call, instance, .. } => (*call, *instance),
            _ => return,
        };
        let node = self.grants.under(call, fact.id.author).and_then(|_| self.tree.instance_of(instance));
        let Some(timing) = node.and_then(|node| self.timings.get_mut(node)) else { return };
        match &fact.action {
            Action::Pause { .. } => timing.pause(fact.at),
            Action::AddTime { by_ms, .. } => timing.add(*by_ms),
            _ => timing.resume(fact.at),
        }
    }

    fn order(&mut self, position: Position, fact: &Fact) {
        let under = |call: RecordId| self.grants.under(call, fact.id.author);
        match &fact.action {
            Action::Standby { call, cue } => {
                let standby = Standby { id: fact.id, cue: *cue, since: fact.at, ticks: BTreeMap::new() };
                if let Some(authority) = under(*call) {
                    self.standby.say(authority, position, standby);
                }
            }
            Action::Roll { call, on } => {
                if let Some(authority) = under(*call) {
                    self.rolling.say(authority, position, *on);
                }
            }
            _ => {}
        }
    }

    fn stop(&mut self, fact: &Fact) {
        let author = fact.id.author;
        match &fact.action {
            Action::Hold { reason } if self.plan.may_hold(author) => {
                self.holds.insert(fact.id, self.run.holds.len());
                self.run.holds.push(Hold {
                    id: fact.id,
                    by: author,
                    who: fact.who.clone(),
                    reason: reason.clone(),
                    since: fact.at,
                    released: None,
                    steps: BTreeMap::new(),
                });
            }
            Action::Release { hold } => {
                let caller = self.caller();
                let plan = self.plan;
                let Some(hold) = self.hold(*hold) else { return };
                if hold.released.is_none() && plan.may_release(author, hold.by, caller) {
                    hold.released = Some(fact.at.max(hold.since));
                }
            }
            Action::HoldStep { hold, department, done } => {
                let Some(hold) = self.hold(*hold) else { return };
                if *done {
                    hold.steps.entry(department.clone()).or_insert(fact.at);
                } else {
                    hold.steps.remove(department);
                }
            }
            _ => {}
        }
    }

    fn rest(&mut self, fact: &Fact) {
        match &fact.action {
            Action::Refused { press, reason } => self.run.refusals.push(Refusal {
                id: fact.id,
                at: fact.at,
                who: fact.who.clone(),
                press: press.clone(),
                reason: *reason,
            }),
            Action::Settle { proposal, adopt } if self.caller() == Some(fact.id.author) => {
                self.run.settled.insert(*proposal, *adopt);
                self.run.adopted.remove(proposal);
                if *adopt {
                    self.run.adopted.insert(*proposal, (fact.hlc, fact.id));
                }
            }
            Action::Message { text } => self.run.message.clone_from(text),
            Action::Blackout { on } => self.run.blackout = *on,
            _ => {}
        }
    }

    /// Who holds the greatest call that was begun up to here.
    fn caller(&self) -> Option<AuthorId> {
        self.run.call.as_ref().map(|call| call.holder)
    }

    fn hold(&mut self, id: RecordId) -> Option<&mut Hold> {
        self.run.holds.get_mut(*self.holds.get(&id)?)
    }

    fn run(mut self, order: &[&Fact]) -> Run {
        let holds = united(self.run.holds.iter().map(|hold| (hold.since, hold.released)).collect());
        (self.run.line, self.run.lanes) = self.tree.lines(&self.timings, &holds);
        self.run.waiting.clone_from(&self.tree.waiting);
        self.run.no_advance.clone_from(&self.tree.no_advance);
        self.run.rolling = self.rolling.0.is_some_and(|(.., on)| on);
        self.run.offered = self.run.call.as_ref().and_then(|call| self.offers.get(&call.id)).copied();
        self.run.standby = pending(self.standby, self.tree, &self.run);
        if let Some(standby) = &mut self.run.standby {
            standby.ticks = ticks(order, standby.id);
        }
        self.run
    }
}

/// The standby, unless a GO carried it out or went elsewhere after it.
fn pending(standby: Latest<Standby>, tree: &Tree<'_>, run: &Run) -> Option<Standby> {
    let (_, position, standby) = standby.0?;
    let called = run.line.last().and_then(|last| tree.called(last.id));
    let left = called.is_some_and(|called| called > position);
    (!left && !tree.carried_out().contains(&standby.id)).then_some(standby)
}

/// What the departments last said to a standby.
fn ticks(order: &[&Fact], to: RecordId) -> BTreeMap<String, bool> {
    let said = order.iter().filter_map(|fact| match &fact.action {
        Action::Tick { standby, department, ready } if *standby == to => Some((department.clone(), *ready)),
        _ => None,
    });
    said.collect()
}
