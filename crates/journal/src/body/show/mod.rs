//! What happens to a show: how it is run, and how its plan is changed.
//!
//! A record of a show is tied to it by its `show` whatever else it says: one that this build cannot read further is carried
//! as [`Body::Unknown`], and [`Body::show`] finds its show all the same, so that a newer build reads it in its place.

mod action;
mod change;
mod plan;

use std::fmt;

use gatehouse_core::ids::{RecordId, ShowId};
use gatehouse_core::show::{Action, Change};
use serde::{Deserialize, Serialize};

use self::action::ActionJson;
use self::change::changes;
use super::json::text;
use super::{Body, from_json, to_json};
use crate::{Error, Kind, MAX_PAYLOAD};

/// Something was done while a show ran, or a press did nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowActionRecord {
    /// In which show.
    #[serde(with = "text")]
    pub show: ShowId,
    /// What was done.
    #[serde(flatten, with = "ActionJson")]
    pub action: Action,
}

impl ShowActionRecord {
    /// The same action where other records go by other names; `None` when it holds no name that changes.
    pub(super) fn renamed(&self, rename: impl Fn(RecordId) -> RecordId) -> Option<Self> {
        let mut renamed = self.clone();
        for name in action::names(&mut renamed.action) {
            *name = rename(*name);
        }
        (renamed != *self).then_some(renamed)
    }
}

impl fmt::Debug for ShowActionRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShowActionRecord").field("show", &self.show).finish_non_exhaustive()
    }
}

/// A show's plan was changed, or changes were proposed to whoever calls.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanEditRecord {
    /// Of which show.
    #[serde(with = "text")]
    pub show: ShowId,
    /// It holds once whoever calls settles it. Absent when false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proposed: bool,
    /// What was changed, in this order. Changes that only a newer build knows are missing from it.
    #[serde(with = "changes")]
    pub changes: Vec<Change>,
}

impl PlanEditRecord {
    /// Divides many changes among as few records as hold them, in their order. A single change that is too long for a record
    /// has one to itself, which [`seal`](crate::seal) refuses.
    ///
    /// # Errors
    ///
    /// [`Error::Unwritable`] when a change cannot be written as JSON.
    pub fn divided(show: ShowId, proposed: bool, changes: Vec<Change>) -> Result<Vec<Self>, Error> {
        let empty = || Self { show, proposed, changes: Vec::new() };
        let mut bytes = Vec::new();
        to_json(&empty(), &mut bytes)?;
        let frame = bytes.len();
        let (mut records, mut current, mut length) = (Vec::new(), empty(), frame);
        for change in changes {
            bytes.clear();
            to_json(&changes::Written(&change), &mut bytes)?;
            let more = bytes.len() + 1;
            if length + more > MAX_PAYLOAD && !current.changes.is_empty() {
                records.push(std::mem::replace(&mut current, empty()));
                length = frame;
            }
            length += more;
            current.changes.push(change);
        }
        if !current.changes.is_empty() {
            records.push(current);
        }
        Ok(records)
    }
}

impl fmt::Debug for PlanEditRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlanEditRecord")
            .field("show", &self.show)
            .field("proposed", &self.proposed)
            .field("changes", &self.changes.len())
            .finish()
    }
}

/// Reads a payload of one of the two kinds; one that names a show and does not read any further is carried.
pub(super) fn read(kind: Kind, version: u8, payload: &[u8]) -> Result<Body, Error> {
    let number = kind.number();
    let read = match kind {
        Kind::PlanEdit => from_json(number, payload).map(Body::PlanEdit),
        _ => from_json(number, payload).map(Body::ShowAction),
    };
    read.or_else(|error| match named(payload) {
        Some(_) => Ok(Body::Unknown { kind: number, version, payload: payload.to_vec() }),
        None => Err(error),
    })
}

/// The show that a payload names.
pub(super) fn named(payload: &[u8]) -> Option<ShowId> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(with = "text")]
        show: ShowId,
    }
    serde_json::from_slice::<Named>(payload).ok().map(|named| named.show)
}
