//! Writing in the log: looked at and appended in one transaction, so that numbers have no gap and nothing comes in between.

use std::sync::Arc;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_core::clock::Now;
use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::Entry;
use gatehouse_store::{Author, Body, Error, LogEntryRecord, Transaction, append};

use super::room::{self, Room};
use crate::error;
use crate::host::Host;
use crate::session::OpenEvent;

/// What a look at the room says is to be written.
pub(super) struct Written<T> {
    /// The records, in their order.
    pub(super) bodies: Vec<Body>,
    /// What else came of it.
    pub(super) answer: T,
}

impl<T> Written<T> {
    /// One entry.
    pub(super) fn entry(entry: Entry, answer: T) -> Self {
        Self { bodies: vec![body(entry)], answer }
    }
}

/// What was written: the room after it, the records' names, and whatever the look answered.
pub(super) struct Done<T> {
    pub(super) room: Arc<Room>,
    pub(super) records: Vec<RecordId>,
    pub(super) answer: T,
}

/// A record of an entry.
pub(super) fn body(entry: Entry) -> Body {
    Body::LogEntry(LogEntryRecord { entry })
}

/// Lets `decide` look at the room as it stands and writes what it says; nothing else comes in between.
pub(super) fn decide<T: Send + 'static>(
    host: &dyn Host,
    open: &OpenEvent,
    decide: impl FnOnce(&Transaction<'_>, &Author, &Room, &Now) -> Result<Result<Written<T>, CommandError>, Error>
    + Send
    + 'static,
) -> Result<Done<T>, CommandError> {
    let stamp = host.now();
    let known = room::known(open);
    let done = open
        .replica
        .write(move |tx, author| {
            let now = room::reading(author.id, stamp);
            let room = room::current(tx, known, &now)?;
            let Written { bodies, answer } = match decide(tx, author, &room, &now)? {
                Ok(written) => written,
                Err(refused) => return Ok(Err(refused)),
            };
            let mut records = Vec::with_capacity(bodies.len());
            for body in &bodies {
                records.push(append(tx, author, stamp, body)?.id());
            }
            let room = room::current(tx, Some(room), &now)?;
            Ok::<_, Error>(Ok(Done { room, records, answer }))
        })
        .map_err(error::store)??;
    room::keep(open, &done.room);
    if !done.records.is_empty() {
        host.uplink().grown(None);
        host.push(Push::Control);
    }
    Ok(done)
}
