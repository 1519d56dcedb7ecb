//! A show as it is known here: read from the replica, folded, and kept until its records change.

use std::collections::HashMap;
use std::sync::Arc;

use gatehouse_contract::error::CommandError;
use gatehouse_core::clock::{self, Jump, Moment, Now, Step, Timeline};
use gatehouse_core::ids::{AuthorId, ShowId};
use gatehouse_core::show::{Action, Change, EditFact, Edits, Fact, Guard, Plan, Run, Times, edit};
use gatehouse_core::time::WallMs;
use gatehouse_store::table::clock_step;
use gatehouse_store::table::show::{self as table, ShowRecordRow};
use gatehouse_store::{Body, Connection, Error, Stamp};

use crate::error;
use crate::host::Host;
use crate::session::OpenEvent;

/// A show as it stands.
pub(super) struct Room {
    /// The plan and how it came about.
    pub(super) edits: Edits,
    /// The plan on the calendar.
    pub(super) times: Times,
    /// What was called.
    pub(super) run: Run,
    /// When the last accepted GO was pressed.
    pub(super) last_go: Option<WallMs>,
    /// The records that the plan is folded from.
    pub(super) facts: Vec<EditFact>,
    /// What was read: it is good as long as the replica says the same.
    revision: u64,
    /// The clocks when it was read; all its instants are on this one's wall clock.
    anchor: Now,
}

/// What an open event remembers of its shows between two calls.
#[derive(Default)]
pub(crate) struct Rooms {
    known: HashMap<ShowId, Arc<Room>>,
    /// The clocks when they were last looked at.
    looked: Option<Now>,
    /// What this device changed in the plans, to take it back.
    pub(super) undo: HashMap<ShowId, History>,
    /// The minute for which paper was last written.
    pub(super) paper: HashMap<ShowId, i64>,
}

/// What this device changed in a plan. Each step is undone as a whole.
#[derive(Default)]
pub(super) struct History {
    /// What takes the steps back, the newest last.
    pub(super) undo: Vec<Vec<Change>>,
    /// What does again what was taken back, the newest last.
    pub(super) redo: Vec<Vec<Change>>,
}

impl Room {
    /// Reads a show and folds it.
    fn read(conn: &Connection, id: ShowId, revision: u64, now: Now) -> Result<Self, Error> {
        let steps: Vec<Step> = clock_step::all(conn)?
            .into_iter()
            .map(|row| Step {
                id: row.id,
                jump: Jump { from_wall: row.step.from, to_wall: row.step.to, mono_ms: row.step.mono_ms },
            })
            .collect();
        let timeline = Timeline::new(now, &steps);
        let (mut actions, mut facts) = (Vec::new(), Vec::new());
        for record in table::records(conn, id)? {
            let (at, certain) = timeline.at(&moment(&record));
            let ShowRecordRow { id, hlc, operator: who, body, .. } = record;
            match body {
                Body::ShowAction(done) => {
                    actions.push(Fact { id, hlc, at, certain, who, action: done.action });
                }
                Body::PlanEdit(edit) => {
                    let (proposed, changes) = (edit.proposed, edit.changes);
                    facts.push(EditFact { id, hlc, at, who, proposed, changes });
                }
                _ => {}
            }
        }
        let (edits, run) = edit::show(id, &facts, &actions);
        let gos = actions.iter().filter(|fact| matches!(fact.action, Action::Go(_)));
        let last_go = gos.map(|fact| fact.at).max();
        let times = Times::of(&edits.plan);
        Ok(Self { edits, times, run, last_go, facts, revision, anchor: now })
    }

    /// The plan.
    pub(super) const fn plan(&self) -> &Plan {
        &self.edits.plan
    }

    /// The moment of `now` on the clock of this show's instants: by the monotonic clock, so that nothing jumps.
    pub(super) fn moment(&self, now: &Now) -> WallMs {
        if now.boot != self.anchor.boot {
            return now.wall;
        }
        let passed = i64::try_from(now.mono_ms.saturating_sub(self.anchor.mono_ms)).unwrap_or(i64::MAX);
        WallMs(self.anchor.wall.0.saturating_add(passed))
    }

    /// What judges a press on this device.
    pub(super) fn guard(&self, now: &Now) -> Guard<'_> {
        Guard {
            plan: self.plan(),
            run: &self.run,
            author: now.author,
            now: self.moment(now),
            last_go: self.last_go,
        }
    }

    /// Whether somebody else calls the show and it runs: then its structure is only proposed.
    pub(super) fn proposes(&self, own: AuthorId) -> bool {
        let called = self.run.call.as_ref().is_some_and(|call| call.holder != own);
        called && !self.run.line.is_empty() && !self.run.finished()
    }

    /// Whether it still stands as it was read.
    fn is_fresh(&self, revision: u64, now: &Now) -> bool {
        self.revision == revision && clock::step(&self.anchor, now).is_none() && self.anchor.boot == now.boot
    }
}

impl Rooms {
    /// Whether the wall clock was set since the last look; from now on this is the last look.
    pub(super) fn look(&mut self, now: &Now) -> Option<Jump> {
        let jump = self.looked.as_ref().and_then(|before| clock::step(before, now));
        self.looked = Some(*now);
        jump
    }
}

/// When a record was made, as its device's clocks had it.
fn moment(record: &ShowRecordRow) -> Moment {
    // A record that another author tells of has no monotonic clock: no run of a device is named by zeros.
    let (boot, mono_ms) = record.process.map_or(([0; 8], 0), |(boot, mono_ms)| (boot.0, mono_ms));
    Moment { id: record.id, wall: record.wall, mono_ms, boot }
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

/// The show with this id as it stands at `now`.
pub(super) fn find(open: &OpenEvent, show: ShowId, now: &Now) -> Result<Arc<Room>, CommandError> {
    let known = open.shows().known.get(&show).cloned();
    let found = open
        .replica
        .read(|conn| current(conn, known, show, now))
        .map_err(error::store)?
        .ok_or_else(|| error::not_found("show"))?;
    open.shows().known.insert(show, Arc::clone(&found));
    Ok(found)
}

/// What is known of a show if it still holds, else the show read anew; `None` when there is none.
pub(super) fn current(
    conn: &Connection,
    known: Option<Arc<Room>>,
    show: ShowId,
    now: &Now,
) -> Result<Option<Arc<Room>>, Error> {
    let Some(row) = table::find(conn, show)?.filter(|row| row.records > 0) else { return Ok(None) };
    if let Some(known) = known.filter(|known| known.is_fresh(row.revision, now)) {
        return Ok(Some(known));
    }
    Room::read(conn, show, row.revision, *now).map(|room| Some(Arc::new(room)))
}

/// Every show of the event, by title and then by id.
pub(super) fn all(open: &OpenEvent, now: &Now) -> Result<Vec<Arc<Room>>, CommandError> {
    let ids = open.replica.read(table::all).map_err(error::store)?;
    let mut rooms = ids.into_iter().map(|row| find(open, row.id, now)).collect::<Result<Vec<_>, _>>()?;
    rooms.sort_by(|a, b| {
        let key = |room: &Room| (room.plan().title.to_lowercase(), room.plan().id);
        key(a).cmp(&key(b))
    });
    Ok(rooms)
}
