//! Everything the Sync screen shows.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::sync::{Device, DeviceStanding, Link, SyncRes, SyncState};
use gatehouse_core::ids::{RecordId, Seq};
use gatehouse_store::table::author::{self, AuthorRow};
use gatehouse_store::{Connection, Error, table};
use gatehouse_sync::uplink::FleetDevice;

use super::{doubles, state};
use crate::error;
use crate::host::Host;
use crate::session;

/// Double admissions that the screen lists.
const DOUBLES: u32 = 200;

/// How the exchange stands, who takes part, and who was admitted twice.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn status(host: &dyn Host) -> Result<SyncRes, CommandError> {
    let open = session::open(host)?;
    let (engine, fleet) = (host.uplink().status(), host.uplink().fleet());
    let state = state::state(&open, engine.as_ref())?;
    open.replica
        .read(|conn| {
            let link =
                table::link::find(conn)?.map(|link| Link { host: shown_host(&link.url), role: link.role });
            let devices = author::all(conn)?.into_iter().map(|author| device(conn, author, &fleet, &state));
            let devices = devices.collect::<Result<_, Error>>()?;
            Ok::<_, Error>(SyncRes { state, link, devices, doubles: doubles::shown(conn, DOUBLES)? })
        })
        .map_err(error::store)
}

/// Tries the central store now, whatever it was waiting for.
///
/// # Errors
/// As [`status`].
pub fn now(host: &dyn Host) -> Result<SyncRes, CommandError> {
    host.uplink().nudge();
    status(host)
}

/// An address without what people need not see.
pub(super) fn shown_host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.trim_end_matches('/').to_owned()
}

fn device(
    conn: &Connection,
    author: AuthorRow,
    fleet: &[FleetDevice],
    state: &SyncState,
) -> Result<Device, Error> {
    let told = fleet.iter().find(|device| device.author == author.id);
    // Of itself a device knows more than the store could tell.
    let (waiting, last_seen) = if author.own {
        (Some(state.waiting), state.last_contact)
    } else {
        (told.and_then(|told| told.queue), told.and_then(|told| told.last_seen).map(Into::into))
    };
    let last = match author.head.seq {
        Seq(0) => None,
        seq => table::record::find(conn, RecordId { author: author.id, seq })?,
    };
    Ok(Device {
        name: author.name,
        own: author.own,
        records: author.head.seq.0,
        last_record: last.map(|record| record.stamp.wall.into()),
        waiting,
        last_seen,
        standing: match author.cutoff {
            Some(_) => DeviceStanding::Revoked,
            None if author.frozen => DeviceStanding::Replaced,
            None => DeviceStanding::Good,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_protocol() {
        assert_eq!(shown_host("https://abc.supabase.co/"), "abc.supabase.co");
        assert_eq!(shown_host("http://127.0.0.1:54321"), "127.0.0.1:54321");
        assert_eq!(shown_host("abc"), "abc");
    }
}
