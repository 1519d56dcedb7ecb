//! Who may call: the calls that follow each other, and the greatest of them.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::action::Action;
use super::super::plan::Plan;
use super::super::run::{Fact, Grant};
use crate::ids::{AuthorId, RecordId};

/// How much what was done under a call weighs against what was done under another: by the number of the call, then by
/// the rank of whoever held it, then by their id. Never by a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Authority {
    epoch: u32,
    rank: Reverse<usize>,
    holder: Reverse<AuthorId>,
}

/// The calls that count.
pub(super) struct Grants(HashMap<RecordId, Authority>);

impl Grants {
    /// Finds them among the facts. A call counts when the one it replaces does and has the number before its own; one that
    /// was passed also needs the offer, made by whoever held the call to whoever accepted.
    pub(super) fn of(plan: &Plan, order: &[&Fact]) -> Self {
        let mut begun = Vec::new();
        let mut offers = HashMap::new();
        for fact in order {
            match &fact.action {
                Action::TakeCall { after, epoch, .. } => begun.push((*epoch, *fact, *after, None)),
                Action::AcceptCall { offer, after, epoch } => {
                    begun.push((*epoch, *fact, Some(*after), Some(*offer)));
                }
                Action::OfferCall { call, to } => {
                    offers.insert(fact.id, (*call, *to));
                }
                _ => {}
            }
        }
        begun.sort_by_key(|(epoch, ..)| *epoch);
        let mut grants = Self(HashMap::with_capacity(begun.len()));
        for (epoch, fact, after, offer) in begun {
            let holder = fact.id.author;
            let offered = offer.is_none_or(|offer| {
                offers.get(&offer).is_some_and(|(call, to)| {
                    Some(*call) == after && *to == holder && grants.under(*call, offer.author).is_some()
                })
            });
            if offered && grants.number_after(after) == Some(epoch) {
                let rank = Reverse(plan.rank(holder));
                grants.0.insert(fact.id, Authority { epoch, rank, holder: Reverse(holder) });
            }
        }
        grants
    }

    /// The number of a call that replaces this one; `None` when this one does not count.
    fn number_after(&self, call: Option<RecordId>) -> Option<u32> {
        match call {
            None => Some(1),
            Some(call) => self.0.get(&call)?.epoch.checked_add(1),
        }
    }

    /// What `author` does under a call weighs this much; `None` when the call does not count or is somebody else's.
    pub(super) fn under(&self, call: RecordId, author: AuthorId) -> Option<Authority> {
        self.0.get(&call).filter(|_| call.author == author).copied()
    }

    /// The greater of a call and the one that this fact began, if it began one. Of two with the same weight the one that
    /// stands first in the common order is the greater.
    pub(super) fn greater(&self, call: Option<Grant>, fact: &Fact) -> Option<Grant> {
        let Some(begun) = self.0.get(&fact.id) else { return call };
        let held = call.as_ref().and_then(|call| self.0.get(&call.id));
        if held.is_some_and(|held| held >= begun) {
            return call;
        }
        Some(Grant {
            id: fact.id,
            epoch: begun.epoch,
            holder: fact.id.author,
            who: fact.who.clone(),
            since: fact.at,
        })
    }
}
