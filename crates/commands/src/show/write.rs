//! Writing in a show's journal: judged and appended in one transaction, so that two presses never both count.

use std::sync::Arc;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_core::clock::{Jump, Now};
use gatehouse_core::ids::ShowId;
use gatehouse_core::show::{Action, Change};
use gatehouse_store::{Body, ClockStepRecord, Error, PlanEditRecord, ShowActionRecord, Transaction, append};

use super::room::{self, Room};
use crate::error;
use crate::host::Host;
use crate::session::OpenEvent;

/// What is to be written, in this order.
#[derive(Default)]
pub(super) struct Written {
    /// Changes of the plan.
    pub(super) changes: Vec<Change>,
    /// Changes that are only proposed.
    pub(super) proposed: Vec<Change>,
    /// What was done.
    pub(super) actions: Vec<Action>,
}

impl Written {
    /// One thing that was done.
    pub(super) fn done(action: Action) -> Self {
        Self { actions: vec![action], ..Self::default() }
    }
}

/// Lets `decide` look at the show as it stands and writes what it says; nothing else comes in between.
pub(super) fn decide<T: Send + 'static>(
    host: &dyn Host,
    open: &OpenEvent,
    show: ShowId,
    decide: impl FnOnce(&Room, &Now) -> Result<(Written, T), CommandError> + Send + 'static,
) -> Result<T, CommandError> {
    let stamp = host.now();
    let known = room::find(open, show, &room::clocks(host, open)?)?;
    let author = open.replica.author().map_err(error::store)?.id;
    let jump = open.shows().look(&room::reading(author, stamp));
    let answer = open
        .replica
        .write(move |tx, author| {
            let now = room::reading(author.id, stamp);
            let Some(room) = room::current(tx, Some(Arc::clone(&known)), show, &now)? else {
                return Ok(Err(error::not_found("show")));
            };
            let (written, answer) = match decide(&room, &now) {
                Ok(decided) => decided,
                Err(refused) => return Ok(Err(refused)),
            };
            let mut bodies: Vec<Body> = jump.map(step).into_iter().collect();
            bodies.extend(edits(show, false, written.changes)?);
            bodies.extend(edits(show, true, written.proposed)?);
            let done = written.actions.into_iter().map(|action| ShowActionRecord { show, action });
            bodies.extend(done.map(Body::ShowAction));
            for body in bodies {
                append(tx, author, stamp, &body)?;
            }
            Ok::<_, Error>(Ok(answer))
        })
        .map_err(error::store)??;
    told(host, show);
    Ok(answer)
}

/// Writes the first records of a show, which nobody can have known before.
pub(super) fn begin(
    host: &dyn Host,
    open: &OpenEvent,
    show: ShowId,
    changes: Vec<Change>,
) -> Result<(), CommandError> {
    let stamp = host.now();
    open.replica
        .write(move |tx, author| {
            edits(show, false, changes)?.iter().try_for_each(|body| append(tx, author, stamp, body).map(drop))
        })
        .map_err(error::store)?;
    told(host, show);
    Ok(())
}

/// Writes that the wall clock was set.
pub(super) fn clock_step(host: &dyn Host, open: &OpenEvent, jump: Jump) -> Result<(), CommandError> {
    let stamp = host.now();
    open.replica
        .write(move |tx: &Transaction<'_>, author| append(tx, author, stamp, &step(jump)).map(drop))
        .map_err(error::store)?;
    host.uplink().grown(None);
    Ok(())
}

fn told(host: &dyn Host, show: ShowId) {
    host.uplink().grown(None);
    host.push(Push::Show { show: show.into() });
}

fn step(jump: Jump) -> Body {
    Body::ClockStep(ClockStepRecord { from: jump.from_wall, to: jump.to_wall, mono_ms: jump.mono_ms })
}

fn edits(show: ShowId, proposed: bool, changes: Vec<Change>) -> Result<Vec<Body>, Error> {
    let divided = PlanEditRecord::divided(show, proposed, changes)?;
    Ok(divided.into_iter().map(Body::PlanEdit).collect())
}
