//! Every line of the plan, with where it stands in the run and when it will be.

use std::collections::{BTreeSet, HashMap};

use gatehouse_contract::show::{CallLine, EntryKind, LiveLine, Standing};
use gatehouse_core::ids::EntryId;
use gatehouse_core::show::{Cue, Entry, Expected, Instance, Item, Live, Plan};
use gatehouse_core::time::WallMs;

use crate::show::room::Room;

/// The lines of a picture.
pub(super) struct Lines<'a> {
    room: &'a Room,
    next: Option<EntryId>,
    called: HashMap<EntryId, &'a Instance>,
    expected: HashMap<EntryId, &'a Expected>,
    /// The place of the last line that was called.
    reached: Option<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(room: &'a Room, live: &'a Live, next: Option<EntryId>) -> Self {
        let visits = room.run.line.iter().filter_map(|one| one.visit().map(|visit| (visit.cue, one)));
        let called: HashMap<_, _> = visits.collect();
        let entries = room.plan().entries.iter();
        Self {
            room,
            next,
            reached: entries
                .rev()
                .position(|entry| called.contains_key(&entry.id))
                .map(|from_end| room.plan().entries.len() - 1 - from_end),
            called,
            expected: live.absolute.cues.iter().map(|cue| (cue.cue, cue)).collect(),
        }
    }

    pub(super) fn draw(&self) -> Vec<LiveLine> {
        self.room.plan().entries.iter().enumerate().map(|(place, entry)| self.line(place, entry)).collect()
    }

    fn line(&self, place: usize, entry: &Entry) -> LiveLine {
        let blank = LiveLine {
            entry: entry.id.into(),
            kind: EntryKind::Cue,
            group: entry.group.map(Into::into),
            number: String::new(),
            title: String::new(),
            note: String::new(),
            colour: None,
            flag: false,
            standing: Standing::Later,
            duration_ms: 0,
            planned_start: None,
            start: None,
            end: None,
            calls: Vec::new(),
        };
        match &entry.item {
            Item::Cue(cue) => self.cue(place, entry.id, cue, blank),
            Item::Group { title, colour, .. } => {
                let span = self.room.times.groups.iter().find(|group| group.id == entry.id);
                let (start, end) = span.and_then(|group| group.span).unzip();
                LiveLine {
                    kind: EntryKind::Group,
                    title: title.clone(),
                    colour: colour.clone(),
                    duration_ms: signed(span.map_or(0, |group| group.sum_ms)),
                    planned_start: start.map(Into::into),
                    start: start.map(Into::into),
                    end: end.map(Into::into),
                    ..blank
                }
            }
            Item::Delay { by_ms } => LiveLine { kind: EntryKind::Delay, duration_ms: *by_ms, ..blank },
            Item::Milestone { title } => {
                LiveLine { kind: EntryKind::Milestone, title: title.clone(), ..blank }
            }
        }
    }

    fn cue(&self, place: usize, id: EntryId, cue: &Cue, blank: LiveLine) -> LiveLine {
        let time = self.room.times.cue(id);
        let (start, end) = match (self.called.get(&id), self.expected.get(&id)) {
            (Some(called), _) => (Some(called.started), called.ended),
            (None, Some(expected)) => (Some(expected.start), Some(expected.end)),
            (None, None) => (None, None),
        };
        LiveLine {
            number: cue.number.clone(),
            title: cue.title.clone(),
            note: cue.note.clone(),
            colour: cue.colour.clone(),
            flag: cue.flag,
            standing: self.standing(place, id, cue),
            duration_ms: signed(cue.duration_ms),
            planned_start: time.map(|time| time.start.into()),
            start: start.map(Into::into),
            end: end.map(Into::into),
            calls: self.calls(id, cue, start.filter(|_| !self.called.contains_key(&id))),
            ..blank
        }
    }

    fn standing(&self, place: usize, id: EntryId, cue: &Cue) -> Standing {
        let run = &self.room.run;
        let live = run.live().and_then(Instance::visit).map(|visit| visit.cue);
        if live == Some(id) {
            Standing::Live
        } else if run.standby.as_ref().is_some_and(|standby| standby.cue == id) {
            Standing::Standby
        } else if self.next == Some(id) {
            Standing::Next
        } else if self.called.contains_key(&id) {
            Standing::Done
        } else if cue.skip {
            Standing::Skipped
        } else if run.finished() || self.reached.is_some_and(|reached| place < reached) {
            Standing::Passed
        } else {
            Standing::Later
        }
    }

    fn calls(&self, id: EntryId, cue: &Cue, start: Option<WallMs>) -> Vec<CallLine> {
        let standby = self.room.run.standby.as_ref().filter(|standby| standby.cue == id);
        let lines = cue.calls.iter().map(|call| CallLine {
            department: call.department.clone(),
            text: call.text.clone(),
            standby_at: start
                .map(|start| WallMs(start.0.saturating_sub(i64::from(call.standby_s) * 1_000)).into()),
            ready: standby.and_then(|standby| standby.ticks.get(&call.department)).copied(),
        });
        lines.collect()
    }
}

/// Every department of a plan, in alphabetical order.
pub(super) fn departments(plan: &Plan) -> Vec<String> {
    let calls = plan.entries.iter().filter_map(Entry::cue).flat_map(|cue| &cue.calls);
    let all: BTreeSet<&String> = calls.map(|call| &call.department).collect();
    all.into_iter().cloned().collect()
}

fn signed(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
