//! How the exchange stands, in the words of the contract.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::sync::{Connection, Download, Parked, SyncAlarm, SyncState};
use gatehouse_store::{Error, table};
use gatehouse_sync::machine::{self, Alarm, Status};

use crate::error;
use crate::session::OpenEvent;

/// A clock that is further off than this is worth a word, in milliseconds.
const CLOCK_OFF_MS: i64 = 2_000;

/// What the engine says, completed by what the replica knows.
///
/// # Errors
/// When the replica fails.
pub(super) fn state(open: &OpenEvent, status: Option<&Status>) -> Result<SyncState, CommandError> {
    let (waiting, waiting_since, data_at, link) = open
        .replica
        .read(|conn| {
            Ok::<_, Error>((
                table::author::queue_depth(conn)?,
                table::author::waiting_since(conn)?,
                table::meta::master_at(conn)?,
                table::link::find(conn)?,
            ))
        })
        .map_err(error::store)?;
    let waiting_since = waiting_since.map(Into::into);
    let data_at = data_at.map(Into::into);
    let Some(link) = link else {
        return Ok(SyncState {
            connection: Connection::Alone,
            waiting,
            waiting_since,
            last_contact: None,
            data_at,
            download: None,
            alarm: None,
            clock_ahead_ms: None,
        });
    };
    let last_contact = status.and_then(|status| status.last_contact).or(link.last_contact).map(Into::into);
    let connection = match status {
        _ if link.wiped => Connection::Parked { reason: Parked::Revoked },
        Some(status) => connection(status),
        None => Connection::Offline { since: last_contact },
    };
    let ahead = status.and_then(|status| status.clock_offset_ms).map(|offset| -offset);
    let clock_ahead_ms = ahead.map(|ms| ms.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
    let clock_off = ahead.is_some_and(|ms| ms.abs() > CLOCK_OFF_MS);
    let alarm = status.and_then(|status| status.alarm.as_ref()).and_then(alarm);
    Ok(SyncState {
        connection,
        waiting,
        waiting_since,
        last_contact,
        data_at,
        download: status
            .and_then(|status| status.snapshot)
            .map(|progress| Download { done: progress.have.into(), total: progress.of.into() }),
        alarm: alarm.or(clock_off.then_some(SyncAlarm::Clock)),
        clock_ahead_ms,
    })
}

fn connection(status: &Status) -> Connection {
    if matches!(status.alarm, Some(Alarm::Storage(_))) {
        return Connection::Parked { reason: Parked::Storage };
    }
    match &status.connection {
        machine::Connection::Connecting => Connection::Connecting,
        machine::Connection::Connected => Connection::Connected,
        machine::Connection::Offline { since } => Connection::Offline { since: Some((*since).into()) },
        machine::Connection::Parked(parked) if parked.asks_for_sign_in() => {
            Connection::Parked { reason: Parked::SignIn }
        }
        machine::Connection::Parked(_) => Connection::Parked { reason: Parked::Refused },
        machine::Connection::Revoked { .. } => Connection::Parked { reason: Parked::Revoked },
        machine::Connection::Stopped => Connection::Offline { since: status.last_contact.map(Into::into) },
    }
}

const fn alarm(alarm: &Alarm) -> Option<SyncAlarm> {
    match alarm {
        Alarm::Stalled => Some(SyncAlarm::Stuck),
        Alarm::Quarantine => Some(SyncAlarm::Distrust),
        Alarm::Reborn => Some(SyncAlarm::Forked),
        // Said by the connection.
        Alarm::Storage(_) => None,
    }
}
