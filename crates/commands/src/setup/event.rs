//! What the event is.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::{EventDetails, SetupRes};
use gatehouse_contract::time::Window;
use gatehouse_core::ids::EventId;
use gatehouse_store::master::{self, Change};
use gatehouse_store::table;
use jiff::tz::TimeZone;

use super::{checked_name, status};
use crate::error;
use crate::host::Host;
use crate::session;

/// Changes what the event is.
///
/// # Errors
/// When a detail cannot be, no event is open, or the replica fails.
pub fn save_event(host: &dyn Host, req: EventDetails) -> Result<SetupRes, CommandError> {
    let open = session::open(host)?;
    let mut event = checked_details(open.id, &req)?;
    open.replica
        .write(move |tx, _author| {
            let before = table::event::find(tx)?;
            event.locale = before.locale;
            event.currency = before.currency;
            master::apply(tx, &[Change::Event(event)])
        })
        .map_err(error::store)?;
    status(host)
}

/// The details as the replica keeps them, if they can be.
pub(crate) fn checked_details(
    id: EventId,
    details: &EventDetails,
) -> Result<table::event::EventRow, CommandError> {
    let name = checked_name(&details.name, "event")?;
    let zone = details.zone.trim();
    if TimeZone::get(zone).is_err() {
        return Err(error::bad_request(
            "There is no such time zone",
            "Choose the venue's zone from the list, for example America/Bogota",
        ));
    }
    let (Some(starts), Some(ends)) = (details.window.from, details.window.until) else {
        return Err(error::bad_request(
            "The event has no beginning or no end",
            "Say when it begins and when it ends",
        ));
    };
    if ends < starts {
        return Err(error::bad_request("The event ends before it begins", "Exchange the two times"));
    }
    let venue = details.venue.trim();
    Ok(table::event::EventRow {
        id,
        name,
        venue: Some(venue.to_owned()).filter(|venue| !venue.is_empty()),
        zone: zone.to_owned(),
        starts: starts.into(),
        ends: ends.into(),
        locale: "es-CO".into(),
        currency: None,
    })
}

/// The event as screens show it.
pub(crate) fn details(event: &table::event::EventRow) -> EventDetails {
    EventDetails {
        name: event.name.clone(),
        venue: event.venue.clone().unwrap_or_default(),
        zone: event.zone.clone(),
        window: Window { from: Some(event.starts.into()), until: Some(event.ends.into()) },
    }
}
