//! What the tickets of a generated scene say: this event's own credentials, with the mishaps of a real queue.

use gatehouse_core::admission::Ticket;
use gatehouse_core::ids::EventId;
use gatehouse_credential::IssuingKey;
use gatehouse_store::{Connection, Error, table};

use crate::host::Host;
use crate::session::OpenEvent;

/// How many people stand in the queue before it starts over.
const QUEUE: u32 = 48;
/// From this many people on the guest list one stands in the queue, so that every product has its turn.
const STRIDE: u32 = 8;
/// Every so manieth person shows the ticket of the person before.
const COPY_EVERY: usize = 7;
/// Every so manieth person shows something that is no ticket.
const FOREIGN_EVERY: usize = 16;

/// Texts in the order in which people hold them up; empty when this device cannot sign.
pub(super) fn texts(host: &dyn Host, open: &OpenEvent) -> Vec<String> {
    let event = open.id;
    let made = open.replica.read(move |conn| issue(conn, event)).unwrap_or_default();
    let mut seed = [0; 32];
    host.random(&mut seed);
    with_mishaps(made, event, &IssuingKey::from_seed(&seed))
}

fn issue(conn: &Connection, event: EventId) -> Result<Vec<(Ticket, String)>, Error> {
    let Some(key) = table::signing_key::issuing(conn)? else { return Ok(vec![]) };
    let page = table::credential::page(conn, None, QUEUE * STRIDE)?;
    let spread = page.chunks(STRIDE as usize).take(QUEUE as usize).filter_map(|chunk| chunk.first());
    Ok(spread
        .filter_map(|row| {
            let ticket = row.ticket();
            key.issue(event, &ticket).ok().map(|text| (ticket, text))
        })
        .collect())
}

fn with_mishaps(made: Vec<(Ticket, String)>, event: EventId, forger: &IssuingKey) -> Vec<String> {
    let mut queue = Vec::new();
    for (place, (ticket, text)) in made.into_iter().enumerate() {
        if place % FOREIGN_EVERY == FOREIGN_EVERY - 1 {
            queue.extend(forger.issue(event, &ticket));
        }
        queue.push(text.clone());
        if place % COPY_EVERY == COPY_EVERY - 1 {
            queue.push(text);
        }
    }
    queue
}
