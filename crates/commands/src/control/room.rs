//! The control room as it is known here: read from the replica, folded, and kept. What came in since is read and nothing else.

use std::sync::Arc;

use gatehouse_contract::error::CommandError;
use gatehouse_core::clock::{self, Jump, Moment, Now, Step, Timeline};
use gatehouse_core::ids::{AuthorId, RecordId};
use gatehouse_core::incident::{Fact, Log, fold};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_store::table::clock_step;
use gatehouse_store::table::log::{self as table, LogRecordRow, LogState};
use gatehouse_store::{Body, Connection, Error, Stamp};

use crate::error;
use crate::host::Host;
use crate::session::OpenEvent;

/// The control room as it stands.
pub(crate) struct Room {
    /// The entries and what they come to.
    pub(super) log: Log,
    /// The other records of the control room, in the common order.
    pub(super) others: Vec<Other>,
    /// The records as they were read, by arrival.
    rows: Vec<Arc<LogRecordRow>>,
    /// What was read: it is good as long as the replica says the same.
    state: LogState,
    /// The clocks when it was first read; all instants are on this one's wall clock.
    anchor: Now,
}

/// A record of the control room that is no entry: a count, an anomaly, a clock check, a message.
#[derive(Clone)]
pub(super) struct Other {
    /// Its name.
    pub(super) id: RecordId,
    /// Its place in the common order.
    pub(super) hlc: Hlc,
    /// When it was made, on the clock of the room.
    pub(super) at: WallMs,
    /// Who was at the device.
    pub(super) who: Option<String>,
    /// What it says.
    pub(super) body: Body,
}

/// What an open event remembers of its control room between two calls.
#[derive(Default)]
pub(crate) struct Control {
    known: Option<Arc<Room>>,
    /// The band that each zone was in at the last look.
    pub(super) bands: std::collections::BTreeMap<gatehouse_core::ids::ZoneId, u8>,
    /// What sounded at the last look, and when it was heard last.
    pub(super) sounded: Option<(u32, u64)>,
    /// How many of the secrets that were handed to this device it has kept.
    pub(super) taken: usize,
    /// When the gates were last looked at for anomalies, by the monotonic clock.
    pub(super) gates_looked_ms: Option<u64>,
}

impl Room {
    fn read(conn: &Connection, state: LogState, now: Now) -> Result<Self, Error> {
        let rows = table::since(conn, 0)?.into_iter().map(Arc::new).collect();
        Self::fold(conn, rows, state, now)
    }

    /// The same with what came in since.
    fn grown(&self, conn: &Connection, state: LogState) -> Result<Self, Error> {
        let mut rows = self.rows.clone();
        rows.extend(table::since(conn, self.state.last)?.into_iter().map(Arc::new));
        Self::fold(conn, rows, state, self.anchor)
    }

    fn fold(
        conn: &Connection,
        rows: Vec<Arc<LogRecordRow>>,
        state: LogState,
        anchor: Now,
    ) -> Result<Self, Error> {
        let steps: Vec<Step> = clock_step::all(conn)?
            .into_iter()
            .map(|row| Step {
                id: row.id,
                jump: Jump { from_wall: row.step.from, to_wall: row.step.to, mono_ms: row.step.mono_ms },
            })
            .collect();
        let timeline = Timeline::new(anchor, &steps);
        let (mut facts, mut others) = (Vec::new(), Vec::new());
        for row in &rows {
            let (at, _) = timeline.at(&moment(row));
            let (id, hlc, who) = (row.id, row.hlc, row.operator.clone());
            match &row.body {
                Body::LogEntry(record) => {
                    facts.push(Fact { id, hlc, logged: at, who, entry: record.entry.clone() });
                }
                body => others.push(Other { id, hlc, at, who, body: body.clone() }),
            }
        }
        others.sort_by_key(|other| (other.hlc, other.id));
        Ok(Self { log: fold(facts), others, rows, state, anchor })
    }

    /// The moment of `now` on the clock of this room's instants: by the monotonic clock, so that nothing jumps.
    pub(super) fn moment(&self, now: &Now) -> WallMs {
        if now.boot != self.anchor.boot {
            return now.wall;
        }
        let passed = i64::try_from(now.mono_ms.saturating_sub(self.anchor.mono_ms)).unwrap_or(i64::MAX);
        WallMs(self.anchor.wall.0.saturating_add(passed))
    }

    /// An entry by its record.
    pub(super) fn entry(&self, id: RecordId) -> Option<&Fact> {
        self.log.entries.iter().find(|fact| fact.id == id)
    }

    /// How far this was read; two rooms with the same are the same.
    pub(super) const fn state(&self) -> &LogState {
        &self.state
    }
}

/// When a record was made, as its device's clocks had it.
fn moment(row: &LogRecordRow) -> Moment {
    // A record that another author tells of has no monotonic clock: no run of a device is named by zeros.
    let (boot, mono_ms) = row.process.map_or(([0; 8], 0), |(boot, mono_ms)| (boot.0, mono_ms));
    Moment { id: row.id, wall: row.wall, mono_ms, boot }
}

/// The clocks of this device.
pub(super) fn clocks(host: &dyn Host, open: &OpenEvent) -> Result<Now, CommandError> {
    let author = open.replica.author().map_err(error::store)?.id;
    Ok(reading(author, host.now()))
}

/// A reading of the clocks of a device.
pub(super) const fn reading(author: AuthorId, stamp: Stamp) -> Now {
    Now { author, wall: stamp.wall, mono_ms: stamp.mono_ms, boot: stamp.boot.0 }
}

/// The control room as it stands at `now`.
pub(super) fn find(open: &OpenEvent, now: &Now) -> Result<Arc<Room>, CommandError> {
    let known = open.control().known.clone();
    let found = open.replica.read(|conn| current(conn, known, now)).map_err(error::store)?;
    keep(open, &found);
    Ok(found)
}

/// Remembers a room unless a newer one is remembered already.
pub(super) fn keep(open: &OpenEvent, room: &Arc<Room>) {
    let mut control = open.control();
    let older = control.known.as_ref().is_none_or(|known| {
        known.state.generation != room.state.generation || known.state.last <= room.state.last
    });
    if older {
        control.known = Some(Arc::clone(room));
    }
}

/// What is remembered of the control room.
pub(super) fn known(open: &OpenEvent) -> Option<Arc<Room>> {
    open.control().known.clone()
}

/// What is known of the control room if it still holds, else what came in since, else all of it read anew.
pub(super) fn current(conn: &Connection, known: Option<Arc<Room>>, now: &Now) -> Result<Arc<Room>, Error> {
    let state = table::state(conn)?;
    let Some(known) = known.filter(|known| known.holds(&state, now)) else {
        return Room::read(conn, state, *now).map(Arc::new);
    };
    if known.state == state { Ok(known) } else { known.grown(conn, state).map(Arc::new) }
}

impl Room {
    /// Whether what was read is a beginning of what there is.
    fn holds(&self, state: &LogState, now: &Now) -> bool {
        self.state.generation == state.generation
            && self.state.last <= state.last
            && clock::step(&self.anchor, now).is_none()
            && self.anchor.boot == now.boot
    }
}
