//! The plan of a show, to edit it.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{
    CurfewState, PlanEntry, PlanItem, PlanRes, Proposal as ShownProposal, ProposedLine, ProposedWhat, ShowReq,
};
use gatehouse_core::ids::EntryId;
use gatehouse_core::show::edit::locked;
use gatehouse_core::show::{Change, Entry, Field, Item, Proposal};

use super::live::Devices;
use super::room::{self, Room};
use super::{conflicts, words};
use crate::host::Host;
use crate::session;

mod overruled;

/// The plan of a show with everything that is known about it.
///
/// # Errors
/// When no event is open, there is no such show, or the replica fails.
pub fn plan(host: &dyn Host, req: ShowReq) -> Result<PlanRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let show = req.show.0;
    let room = room::find(&open, show, &now)?;
    let found = conflicts::all(&room::all(&open, &now)?);
    let devices = Devices::read(&open)?;
    let (can_undo, can_redo) = {
        let mut rooms = open.shows();
        let history = rooms.undo.entry(show).or_default();
        (!history.undo.is_empty(), !history.redo.is_empty())
    };
    let (times, edits) = (&room.times, &room.edits);
    Ok(PlanRes {
        show: req.show,
        details: words::shown_details(room.plan()),
        entries: room.plan().entries.iter().map(|entry| line(&room, entry)).collect(),
        planned_start: times.start.map(Into::into),
        planned_end: times.end.map(Into::into),
        total_ms: times.total_ms,
        curfew: times
            .curfew
            .zip(times.end)
            .map(|(curfew, end)| CurfewState { at: curfew.into(), over_ms: end.0.saturating_sub(curfew.0) }),
        conflicts: conflicts::of(&found, show).cloned().collect(),
        proposals: edits.proposals.iter().map(|proposal| proposed(&room, &devices, proposal)).collect(),
        overruled: overruled::shown(&room, &devices),
        can_undo,
        can_redo,
        proposes: room.proposes(now.author),
        devices: devices.callers(),
    })
}

fn line(room: &Room, entry: &Entry) -> PlanEntry {
    let time = room.times.cue(entry.id);
    let group = room.times.groups.iter().find(|group| group.id == entry.id);
    let (start, end) = match (time, group.and_then(|group| group.span)) {
        (Some(time), _) => (Some(time.start), Some(time.end)),
        (None, Some((start, end))) => (Some(start), Some(end)),
        (None, None) => (None, None),
    };
    let timing = Change::Set { entry: entry.id, field: Field::Duration(0) };
    PlanEntry {
        entry: entry.id.into(),
        group: entry.group.map(Into::into),
        item: item(&entry.item, group.map_or(0, |group| group.sum_ms)),
        start: start.map(Into::into),
        end: end.map(Into::into),
        gap_ms: time.map_or(0, |time| time.gap_ms),
        delay_ms: time.map_or(0, |time| time.delay_ms),
        day: time.map_or(0, |time| time.day),
        locked: locked(room.plan(), &room.run, &timing),
    }
}

fn item(item: &Item, duration_ms: u64) -> PlanItem {
    match item {
        Item::Cue(cue) => PlanItem::Cue(Box::new(cue.as_ref().into())),
        Item::Group { title, colour, target_ms } => PlanItem::Group {
            title: title.clone(),
            colour: colour.clone(),
            target_ms: *target_ms,
            duration_ms,
        },
        Item::Delay { by_ms } => PlanItem::Delay { by_ms: *by_ms },
        Item::Milestone { title } => PlanItem::Milestone { title: title.clone() },
    }
}

fn proposed(room: &Room, devices: &Devices, proposal: &Proposal) -> ShownProposal {
    let mut lines: Vec<ProposedLine> = Vec::new();
    for change in &proposal.changes {
        let (entry, what) = what(room, change);
        let known = lines.iter_mut().find(|line| line.entry.map(|entry| entry.0) == entry);
        match known {
            // Coming in says more than the fields that are filled on the way.
            Some(line) if line.what == ProposedWhat::Change => line.what = what,
            Some(_) => {}
            None => lines.push(ProposedLine {
                entry: entry.map(Into::into),
                name: name(room, proposal, entry),
                what,
            }),
        }
    }
    ShownProposal {
        id: proposal.id.into(),
        who: devices.who(proposal.id.author, proposal.who.as_ref()),
        at: proposal.at.into(),
        lines,
    }
}

fn what(room: &Room, change: &Change) -> (Option<EntryId>, ProposedWhat) {
    match change {
        Change::Show(_) => (None, ProposedWhat::Change),
        Change::Add { entry, .. } => (Some(*entry), ProposedWhat::Add),
        Change::Place { entry, place: None } => (Some(*entry), ProposedWhat::Remove),
        Change::Place { entry, .. } if room.plan().entry(*entry).is_none() => {
            (Some(*entry), ProposedWhat::Add)
        }
        Change::Place { entry, .. } => (Some(*entry), ProposedWhat::Move),
        Change::Set { entry, .. } => (Some(*entry), ProposedWhat::Change),
    }
}

/// What a line is called, or would be.
fn name(room: &Room, proposal: &Proposal, entry: Option<EntryId>) -> String {
    let Some(entry) = entry else { return room.plan().title.clone() };
    let known = words::name(room.plan(), entry);
    if !known.is_empty() {
        return known;
    }
    let title = proposal.changes.iter().find_map(|change| match change {
        Change::Set { entry: of, field: Field::Title(title) } if *of == entry => Some(title.clone()),
        _ => None,
    });
    title.unwrap_or_default()
}
