//! A plan is changed: each request is one step, written and undone as a whole.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{EditPlanReq, PlanEdit, PlanRes, ShowReq};
use gatehouse_core::ids::{AuthorId, EntryId, RecordId, Seq, ShowId};
use gatehouse_core::show::edit::{locked, structural};
use gatehouse_core::show::{Change, EditFact, Edits, Entry, EntryKind, Field, Item, apply_delay};
use gatehouse_core::time::Hlc;

use super::room::Room;
use super::write::Written;
use super::{plan, words, write as journal};
use crate::error;
use crate::host::{Host, ten_random};
use crate::rundown::{fields, kind};
use crate::session::{self, OpenEvent};

/// Steps that can be taken back.
const STEPS: usize = 200;

/// Changes a plan.
///
/// While somebody else calls the show, what is played and in which order is only proposed to them; texts and times of what is
/// still to come are changed.
///
/// # Errors
/// When a value cannot be, a line does not exist, the timing of a cue that was called would change, or the replica fails:
/// then nothing was changed.
pub fn edit(host: &dyn Host, req: EditPlanReq) -> Result<PlanRes, CommandError> {
    let open = session::open(host)?;
    let show = req.show.0;
    let now = super::room::clocks(host, &open)?;
    let room = super::room::find(&open, show, &now)?;
    let mut draft = Draft::of(&room);
    for edit in req.edits {
        let changes = draft.read(host, edit)?;
        draft.take(changes);
    }
    take_step(host, &open, show, draft.changes)?;
    plan::plan(host, ShowReq { show: req.show })
}

/// Writes a step and remembers how to take it back.
pub(super) fn take_step(
    host: &dyn Host,
    open: &OpenEvent,
    show: ShowId,
    changes: Vec<Change>,
) -> Result<(), CommandError> {
    if changes.is_empty() {
        return Ok(());
    }
    let back = write(host, open, show, changes)?;
    let mut rooms = open.shows();
    let history = rooms.undo.entry(show).or_default();
    history.redo.clear();
    history.undo.push(back);
    if history.undo.len() > STEPS {
        history.undo.remove(0);
    }
    Ok(())
}

/// Writes changes as they may be made here and now, and says what takes them back.
pub(super) fn write(
    host: &dyn Host,
    open: &OpenEvent,
    show: ShowId,
    changes: Vec<Change>,
) -> Result<Vec<Change>, CommandError> {
    journal::decide(host, open, show, move |room, now| {
        let (plan, run) = (room.plan(), &room.run);
        if changes.iter().any(|change| locked(plan, run, change)) {
            return Err(error::locked());
        }
        let back = inverses(room, &changes);
        let proposes = room.proposes(now.author);
        let (proposed, changes) = changes.into_iter().partition(|change| proposes && structural(change));
        Ok((Written { changes, proposed, actions: Vec::new() }, back))
    })
}

/// What takes changes back, the last one first.
fn inverses(room: &Room, changes: &[Change]) -> Vec<Change> {
    let mut back: Vec<Change> = changes
        .iter()
        .map(|change| match change {
            // Entries that came are not undone but taken out: their coming is a fact.
            Change::Add { entry, .. } => Change::Place { entry: *entry, place: None },
            change => room.edits.inverse(change),
        })
        .collect();
    back.reverse();
    back
}

/// A plan while one request changes it.
struct Draft {
    show: ShowId,
    facts: Vec<EditFact>,
    edits: Edits,
    changes: Vec<Change>,
}

impl Draft {
    fn of(room: &Room) -> Self {
        let facts = room.facts.clone();
        Self { show: room.plan().id, facts, edits: room.edits.clone(), changes: Vec::new() }
    }

    /// Lets changes hold for what follows in the same request.
    fn take(&mut self, changes: Vec<Change>) {
        let seq = Seq(u64::try_from(self.facts.len()).unwrap_or(u64::MAX));
        self.facts.push(EditFact {
            id: RecordId { author: AuthorId::from_bytes([0xff; 16]), seq },
            hlc: Hlc(u64::MAX),
            at: gatehouse_core::time::WallMs(i64::MAX),
            who: None,
            proposed: false,
            changes: changes.clone(),
        });
        self.changes.extend(changes);
        self.edits = Edits::of(self.show, &self.facts, &gatehouse_core::show::Run::default());
    }

    /// What an edit means.
    fn read(&self, host: &dyn Host, edit: PlanEdit) -> Result<Vec<Change>, CommandError> {
        match edit {
            PlanEdit::Add { kind, group, after } => {
                let entry = EntryId::ordered(host.now().wall, ten_random(host));
                let kind = EntryKind::from(kind);
                let group = group.map(|group| group.0);
                let after = after.map(|after| after.0);
                self.group(kind, group)?;
                let place = Some(self.edits.room(group, after));
                let mut changes = vec![Change::Add { entry, kind }, Change::Place { entry, place }];
                if kind == EntryKind::Cue {
                    changes.push(Change::Set { entry, field: Field::Duration(NEW_CUE_MS) });
                }
                Ok(changes)
            }
            PlanEdit::Duplicate { entry } => {
                let copied = self.entry(entry.0)?;
                let copy = EntryId::ordered(host.now().wall, ten_random(host));
                let place = Some(self.edits.room(copied.group, Some(copied.id)));
                let mut changes = vec![
                    Change::Add { entry: copy, kind: kind(copied) },
                    Change::Place { entry: copy, place },
                ];
                // A copy follows what it was copied from, and has no number yet: two cues of one number would be called by one name.
                let fields = fields(copied)
                    .into_iter()
                    .filter(|field| !matches!(field, Field::Number(_) | Field::Start(_)));
                changes.extend(fields.map(|field| Change::Set { entry: copy, field }));
                Ok(changes)
            }
            PlanEdit::Move { entry, group, after } => {
                let moved = self.entry(entry.0)?;
                let group = group.map(|group| group.0);
                self.group(kind(moved), group)?;
                let after = after.map(|after| after.0);
                if after == Some(entry.0) || group == Some(entry.0) {
                    return Err(error::bad_request(
                        "A line cannot stand behind or within itself",
                        "Choose another place",
                    ));
                }
                Ok(vec![Change::Place { entry: entry.0, place: Some(self.edits.room(group, after)) }])
            }
            PlanEdit::Remove { entry } => Ok(self.remove(self.entry(entry.0)?)),
            PlanEdit::Set { entry, field } => {
                self.entry(entry.0)?;
                words::set(&self.edits.plan, entry.0, field)
            }
            PlanEdit::Details { details } => words::details(&self.edits.plan, *details),
            PlanEdit::ApplyDelay { entry } => {
                self.entry(entry.0)?;
                Ok(apply_delay(&self.edits.plan, entry.0))
            }
        }
    }

    fn entry(&self, id: EntryId) -> Result<&Entry, CommandError> {
        self.edits.plan.entry(id).ok_or_else(|| error::not_found("line in the plan"))
    }

    /// Whether an entry of this kind may stand in this group.
    fn group(&self, kind: EntryKind, group: Option<EntryId>) -> Result<(), CommandError> {
        let Some(group) = group else { return Ok(()) };
        if kind == EntryKind::Group {
            return Err(error::bad_request("A group cannot stand in a group", "Put it beside the group"));
        }
        match self.entry(group)?.item {
            Item::Group { .. } => Ok(()),
            _ => Err(error::not_found("group")),
        }
    }

    /// A line goes; what stood in it stays where it was, in no group.
    fn remove(&self, entry: &Entry) -> Vec<Change> {
        let inside = self.edits.plan.entries.iter().filter(|other| other.group == Some(entry.id));
        let mut changes = Vec::new();
        let mut draft = self.edits.clone();
        let mut facts = self.facts.clone();
        let mut after = Some(entry.id);
        for child in inside {
            let place = Some(draft.room(None, after));
            let change = Change::Place { entry: child.id, place };
            changes.push(change.clone());
            let mut next = Self { show: self.show, facts, edits: draft, changes: Vec::new() };
            next.take(vec![change]);
            (facts, draft) = (next.facts, next.edits);
            after = Some(child.id);
        }
        changes.push(Change::Place { entry: entry.id, place: None });
        changes
    }
}

/// How long a new cue takes until somebody says otherwise, in milliseconds.
const NEW_CUE_MS: u64 = 5 * 60 * 1_000;
