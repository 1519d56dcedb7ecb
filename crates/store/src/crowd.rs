//! What passes the doors, as the rules of the crowd and of the gates want it.

use gatehouse_core::ids::{AuthorId, CheckpointId};
use gatehouse_core::time::{Hlc, WallMs};
use rusqlite::Connection;

use crate::error::Result;
use crate::fold::minute;
use crate::sql::{get, rows, unsigned};
use crate::table::operator::Operators;
use crate::table::scan::{self, ScanRow};

/// What one device has let through one door by scans that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorTally {
    /// Which device.
    pub author: AuthorId,
    /// Which door.
    pub door: CheckpointId,
    /// How many came in.
    pub entries: u64,
    /// How many left.
    pub exits: u64,
}

/// What passed one door within one minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorMinute {
    /// Which door.
    pub door: CheckpointId,
    /// The beginning of the minute.
    pub at: WallMs,
    /// How many came in.
    pub entries: u32,
    /// How many left.
    pub exits: u32,
}

/// A scan and who was at the device.
///
/// Its debug output leaves out who that was.
#[derive(Clone, PartialEq, Eq)]
pub struct AttendedScan {
    /// The scan.
    pub scan: ScanRow,
    /// Who had signed in at the device, as far as its log is known here.
    pub operator: Option<String>,
}

impl std::fmt::Debug for AttendedScan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttendedScan").field("scan", &self.scan).finish_non_exhaustive()
    }
}

/// What each device has let through each door.
pub fn tallies(conn: &Connection) -> Result<Vec<DoorTally>> {
    rows(
        conn,
        "SELECT author, checkpoint, entries, exits FROM door_tally ORDER BY author, checkpoint",
        [],
        |row| {
            Ok(DoorTally {
                author: AuthorId::from_bytes(get(row, 0)?),
                door: CheckpointId::from_bytes(get(row, 1)?),
                entries: unsigned(row, 2, "door_tally.entries")?,
                exits: unsigned(row, 3, "door_tally.exits")?,
            })
        },
    )
}

/// When each author wrote the last record that is known here, by the hybrid clock.
pub fn heard(conn: &Connection) -> Result<Vec<(AuthorId, WallMs)>> {
    rows(conn, "SELECT id, head_hlc FROM author WHERE head_seq > 0", [], |row| {
        let hlc = Hlc(unsigned(row, 1, "author.head_hlc")?);
        Ok((AuthorId::from_bytes(get(row, 0)?), hlc.wall()))
    })
}

/// What passed each door in each minute since a moment.
pub fn minutes(conn: &Connection, since: WallMs) -> Result<Vec<DoorMinute>> {
    rows(
        conn,
        "SELECT checkpoint, minute, entries, exits FROM tally WHERE minute >= ?1 ORDER BY checkpoint, minute",
        [minute(since)],
        |row| {
            Ok(DoorMinute {
                door: CheckpointId::from_bytes(get(row, 0)?),
                at: WallMs(get::<i64>(row, 1)?.saturating_mul(60_000)),
                entries: get(row, 2)?,
                exits: get(row, 3)?,
            })
        },
    )
}

/// Every scan since a moment, by the clocks of the devices, in the common order.
pub fn scans(conn: &Connection, since: WallMs) -> Result<Vec<AttendedScan>> {
    let found = scan::since(conn, since)?;
    let operators = Operators::of(conn, "SELECT author FROM scan WHERE at_ms >= ?1", [since.0])?;
    let attended = found.into_iter().map(|scan| AttendedScan { operator: operators.at(scan.id), scan });
    Ok(attended.collect())
}
