//! The event that the replica is of. There is exactly one.

use gatehouse_core::ids::EventId;
use gatehouse_core::time::WallMs;
use jiff::tz::TimeZone;
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::sql::{get, row};

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id.
    pub id: EventId,
    /// What people call it.
    pub name: String,
    /// Where it takes place.
    pub venue: Option<String>,
    /// The venue's IANA time zone, for example `America/Bogota`.
    pub zone: String,
    /// When it begins.
    pub starts: WallMs,
    /// When it ends.
    pub ends: WallMs,
    /// The language of its screens and texts, for example `es-CO`.
    pub locale: String,
    /// The ISO 4217 code of its money, if it has any.
    pub currency: Option<String>,
}

/// Reads the event.
pub fn find(conn: &Connection) -> Result<EventRow> {
    row(conn, "SELECT id, name, venue, zone, starts_ms, ends_ms, locale, currency FROM event", [], from_row)?
        .ok_or(Error::Meaningless("event"))
}

/// Reads the venue's time zone.
pub fn time_zone(conn: &Connection) -> Result<TimeZone> {
    let name: Option<String> = row(conn, "SELECT zone FROM event", [], |row| get(row, 0))?;
    name.and_then(|name| TimeZone::get(&name).ok()).ok_or(Error::Meaningless("event.zone"))
}

/// Replaces what is known about the event. Its id stays: the journal and every code rest on it.
///
/// # Errors
///
/// [`Error::Meaningless`] for an unknown time zone or another event's id.
pub fn update(tx: &Transaction<'_>, event: &EventRow) -> Result<()> {
    check(event)?;
    let changed = tx
        .prepare_cached(
            "UPDATE event SET name = ?2, venue = ?3, zone = ?4, starts_ms = ?5, ends_ms = ?6, locale = ?7, \
             currency = ?8 WHERE id = ?1",
        )?
        .execute(params![
            event.id.as_bytes(),
            event.name,
            event.venue,
            event.zone,
            event.starts.0,
            event.ends.0,
            event.locale,
            event.currency
        ])?;
    if changed == 1 { Ok(()) } else { Err(Error::Meaningless("event.id")) }
}

pub(crate) fn insert(tx: &Transaction<'_>, event: &EventRow) -> Result<()> {
    tx.execute(
        "INSERT INTO event (one, id, name, zone, starts_ms, ends_ms, locale) VALUES (1, ?1, '', '', 0, 0, '')",
        [event.id.as_bytes()],
    )?;
    update(tx, event)
}

fn check(event: &EventRow) -> Result<()> {
    TimeZone::get(&event.zone).map(drop).map_err(|_| Error::Meaningless("event.zone"))
}

fn from_row(row: &Row<'_>) -> Result<EventRow> {
    Ok(EventRow {
        id: EventId::from_bytes(get(row, 0)?),
        name: get(row, 1)?,
        venue: get(row, 2)?,
        zone: get(row, 3)?,
        starts: WallMs(get(row, 4)?),
        ends: WallMs(get(row, 5)?),
        locale: get(row, 6)?,
        currency: get(row, 7)?,
    })
}
