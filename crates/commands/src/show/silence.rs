//! How long the device that calls a show has not been heard.
//!
//! Devices hear of each other through the central store: by records, and by heartbeats that come every so often. A
//! heartbeat that is not due yet is not missed. Once this device is cut off itself, everybody else falls silent for it.

use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::{AuthorId, RecordId, Seq, ShowId};
use gatehouse_store::table;

use super::room;
use crate::error;
use crate::host::Host;
use crate::session::OpenEvent;

/// Within this after a heartbeat the next one, and the word of it, are not overdue, in milliseconds: heartbeats come every 15
/// seconds and are asked for as often.
const NEXT_IS_DUE_MS: i64 = 30_000;

/// How long whoever calls a show has not been heard, in milliseconds; 0 for this device and while nobody calls.
pub(super) fn of_caller(host: &dyn Host, open: &OpenEvent, show: ShowId) -> Result<u64, CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, show, &now)?;
    let caller = room.run.call.as_ref().map(|call| call.holder).filter(|holder| *holder != now.author);
    caller.map_or(Ok(0), |caller| of(host, open, caller))
}

fn of(host: &dyn Host, open: &OpenEvent, author: AuthorId) -> Result<u64, CommandError> {
    let fleet = host.uplink().fleet();
    let seen = fleet.iter().find(|device| device.author == author).and_then(|device| device.last_seen);
    let told = open
        .replica
        .read(|conn| {
            let head = table::author::find(conn, author)?.map_or(Seq(0), |author| author.head.seq);
            table::record::find(conn, RecordId { author, seq: head })
        })
        .map_err(error::store)?
        .map(|record| record.stamp.wall);
    let heard = told.map(|at| at.0).max(seen.map(|at| at.0.saturating_add(NEXT_IS_DUE_MS)));
    let now = host.now().wall.0;
    Ok(heard.map_or(u64::MAX, |heard| u64::try_from(now.saturating_sub(heard)).unwrap_or(0)))
}
