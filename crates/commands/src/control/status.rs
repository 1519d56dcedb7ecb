//! The control room at a glance.

use std::collections::BTreeSet;

use gatehouse_contract::control as shown;
use gatehouse_contract::control::{ControlRes, IncidentLine, Warning};
use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Deed, Handover, Incident, Unit, UnitState, timers};
use gatehouse_core::time::WallMs;

use super::alarms::Sounding;
use super::names::Names;
use super::room::{self, Room};
use super::speak::Speaker;
use super::{crowd, setup, warnings};
use crate::host::Host;
use crate::session;

/// The most ended incidents that are listed.
const ENDED: usize = 100;

/// The control room at this moment.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn status(host: &dyn Host) -> Result<ControlRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let room = room::find(&open, &now)?;
    let names = Names::read(&open)?;
    let crowd = crowd::warnings(&open, &room, &names, room.moment(&now))?;
    let at = room.moment(&now);
    let speaker = Speaker { room: &room, names: &names, sealed: false, here: &|_| true };
    let sounding = Sounding::at(&room.log, at);
    Ok(Glance { room: &room, names: &names, speaker: &speaker, sounding: &sounding, at }.draw(crowd))
}

struct Glance<'a> {
    room: &'a Room,
    names: &'a Names,
    speaker: &'a Speaker<'a>,
    sounding: &'a Sounding,
    at: WallMs,
}

impl Glance<'_> {
    fn draw(&self, crowd: Vec<Warning>) -> ControlRes {
        let log = &self.room.log;
        let mut ended: Vec<&Incident> = log.incidents.values().filter(|one| !one.is_open()).collect();
        ended.sort_by_key(|one| std::cmp::Reverse((one.ended.unwrap_or(one.updated), one.id)));
        ended.truncate(ENDED);
        let own = self.names.own;
        let handover = log.offered().last();
        let visit = log.visits.iter().rev().find(|(_, _, ended)| ended.is_none());
        ControlRes {
            now: self.at.into(),
            letter: log.letters.get(&own).cloned(),
            open: log.open().into_iter().map(|one| line(self.speaker, self.sounding, one, self.at)).collect(),
            ended: ended.into_iter().map(|one| line(self.speaker, self.sounding, one, self.at)).collect(),
            alarms: self.alarms(),
            warnings: crowd.into_iter().chain(warnings::gates(self.room, self.names, self.at)).collect(),
            promises: self.promises(),
            handover: handover.map(|one| self.handover(one)),
            visit: visit.and_then(|(id, authority, _)| {
                Some(shown::VisitState {
                    visit: (*id).into(),
                    authority: authority.clone(),
                    since: self.room.entry(*id)?.logged.into(),
                })
            }),
            undo: undoable(self.room, own)
                .and_then(|id| self.room.entry(id))
                .map(|fact| self.speaker.entry(fact)),
            types: log.config.categories.iter().filter(|one| !one.hidden).map(setup::category).collect(),
            zones: self.zones(),
            call_signs: self.call_signs(),
            waiting: u32::try_from(log.waiting.len()).unwrap_or(u32::MAX),
            entries: self.room.state().records,
        }
    }

    fn zones(&self) -> Vec<shown::ZoneName> {
        let zones = self.names.zones.iter();
        zones.map(|(zone, name)| shown::ZoneName { zone: (*zone).into(), name: name.clone() }).collect()
    }

    fn alarms(&self) -> Vec<shown::TimerAlarm> {
        let mut alarms: Vec<_> = self
            .sounding
            .all()
            .filter_map(|(id, sound)| {
                let incident = self.room.log.incidents.get(&id)?;
                Some(shown::TimerAlarm {
                    incident: id.into(),
                    number: incident.said(),
                    title: self.speaker.title(incident),
                    severity: incident.severity.into(),
                    timer: sound.timer.into(),
                    round: sound.round,
                    since: sound.since.into(),
                    to: sound.to.clone(),
                })
            })
            .collect();
        alarms.sort_by_key(|alarm| (std::cmp::Reverse(alarm.severity), alarm.since));
        alarms
    }

    fn promises(&self) -> Vec<shown::PromiseLine> {
        let owed = self.room.log.owed();
        owed.into_iter()
            .map(|one| shown::PromiseLine {
                promise: one.id.into(),
                incident: one.incident.map(Into::into),
                number: one.incident.map(|incident| self.speaker.number(incident)),
                text: one.promise.text.clone(),
                owner: one.promise.owner.clone(),
                due: one.promise.due.map(Into::into),
                overdue: one.promise.due.is_some_and(|due| due < self.at),
            })
            .collect()
    }

    fn handover(&self, one: &Handover) -> shown::HandoverState {
        shown::HandoverState {
            handover: one.id.into(),
            from: one.from.clone().unwrap_or_else(|| self.speaker.who(one.id)),
            to: one.to.clone(),
            at: one.at.into(),
            note: one.note.clone(),
            items: one.items.iter().map(|(item, taken)| self.item(*item, *taken)).collect(),
            own: one.id.author == self.names.own,
        }
    }

    fn item(&self, item: RecordId, taken: Option<RecordId>) -> shown::HandoverItem {
        let incident = self.room.log.incidents.get(&item);
        let promise = self.room.log.promises.iter().find(|one| one.id == item);
        let of = promise.and_then(|one| one.incident).map(|id| self.speaker.number(id));
        shown::HandoverItem {
            item: item.into(),
            what: match promise {
                Some(_) => shown::HandoverWhat::Promise,
                None => shown::HandoverWhat::Incident,
            },
            number: incident.map(Incident::said).or(of).unwrap_or_default(),
            text: match (incident, promise) {
                (Some(incident), _) => self.speaker.title(incident),
                (None, Some(promise)) => promise.promise.text.clone(),
                (None, None) => String::new(),
            },
            severity: incident.map(|incident| incident.severity.into()),
            taken_by: taken.map(|record| self.speaker.who(record)),
            taken: taken.is_some(),
        }
    }

    /// Call signs that are on a post, or that were sent before.
    fn call_signs(&self) -> Vec<String> {
        call_signs(self.room).into_iter().filter(|sign| !sign.is_empty()).collect()
    }
}

/// Call signs that the log knows: units that were sent, and people on posts.
pub(super) fn call_signs(room: &Room) -> BTreeSet<String> {
    let sent = room.log.incidents.values().flat_map(|incident| incident.units.keys().cloned());
    let posted = room.log.posts.values().flatten().map(|(_, on_post)| on_post.call_sign.clone());
    sent.chain(posted).collect()
}

/// The last thing that this desk did and that can be taken back: the newest entry that is not struck and is no strike itself,
/// nor anything that the program wrote.
pub(super) fn undoable(room: &Room, own: gatehouse_core::ids::AuthorId) -> Option<RecordId> {
    let mine = room.log.entries.iter().rev().filter(|fact| fact.id.author == own);
    let made = |deed: &Deed| {
        matches!(
            deed,
            Deed::Strike { .. }
                | Deed::Escalate { .. }
                | Deed::Letter(_)
                | Deed::System { .. }
                | Deed::Visit { .. }
        )
    };
    mine.filter(|fact| !fact.entry.deeds.iter().any(made))
        .map(|fact| fact.id)
        .find(|id| !room.log.struck.contains_key(id))
}

/// An incident as one line.
pub(super) fn line(
    speaker: &Speaker<'_>,
    sounding: &Sounding,
    incident: &Incident,
    at: WallMs,
) -> IncidentLine {
    let log = &speaker.room.log;
    let hidden = speaker.sealed && incident.sealed;
    let zone = incident.zone.map(|zone| speaker.names.zone(zone)).unwrap_or_default();
    let place = if incident.place.is_empty() { zone } else { incident.place.clone() };
    let mut waits: Vec<_> = timers::waits(incident, &log.config, at).iter().map(wait).collect();
    waits.sort_by_key(|wait| wait.due);
    IncidentLine {
        incident: incident.id.into(),
        number: incident.said(),
        severity: incident.severity.into(),
        types: incident.types.iter().map(|code| code.0.clone()).collect(),
        title: speaker.title(incident),
        place: if hidden { String::new() } else { place },
        status: incident.status.into(),
        opened: incident.opened.into(),
        updated: incident.updated.into(),
        sealed: incident.sealed,
        struck: incident.struck.is_some(),
        duplicate_of: incident.duplicate_of.map(|other| speaker.number(other)),
        units: incident.units.iter().filter(|(_, unit)| unit.state != UnitState::Clear).map(unit).collect(),
        waits,
        sounds: !sounding.of(incident.id).is_empty(),
    }
}

/// What an incident is waited for.
pub(super) fn wait(wait: &timers::Wait) -> shown::WaitLine {
    shown::WaitLine { timer: wait.timer.into(), due: wait.due.into(), rounds: wait.round.saturating_sub(1) }
}

/// A unit at an incident.
pub(super) fn unit((call_sign, unit): (&String, &Unit)) -> shown::UnitLine {
    let since = |state: UnitState| unit.since.get(&state).copied().map(Into::into);
    shown::UnitLine {
        unit: call_sign.clone(),
        role: unit.role.clone(),
        state: unit.state.into(),
        assigned: since(UnitState::Assigned),
        en_route: since(UnitState::EnRoute),
        on_scene: since(UnitState::OnScene),
        clear: since(UnitState::Clear),
    }
}

/// What has to be handed over: everything that is open.
pub(super) fn everything_open(room: &Room) -> Vec<RecordId> {
    let incidents = room.log.open().into_iter().map(|incident| incident.id);
    incidents.chain(room.log.owed().into_iter().map(|one| one.id)).collect()
}
