//! Everything about one incident.

use gatehouse_contract::control as shown;
use gatehouse_contract::control::{IncidentReq, IncidentRes};
use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Alert, Incident, Missing, Severity, closing, playbook};
use gatehouse_core::time::WallMs;
use gatehouse_store::{Body, Connection, table};

use super::alarms::{Sound, Sounding};
use super::names::Names;
use super::room::{self, Room};
use super::speak::Speaker;
use super::{sealing, show_stop, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// An incident as it stands.
///
/// # Errors
/// When no event is open, there is no such incident, or the replica fails.
pub fn incident(host: &dyn Host, req: IncidentReq) -> Result<IncidentRes, CommandError> {
    let open = session::open(host)?;
    picture(host, &open, req.incident.into(), false)
}

/// An incident with the names of whom it is about.
///
/// # Errors
/// As [`incident`].
pub(super) fn picture(
    host: &dyn Host,
    open: &OpenEvent,
    id: RecordId,
    names_opened: bool,
) -> Result<IncidentRes, CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, &now)?;
    let names = Names::read(open)?;
    let found = room.log.incidents.get(&id).ok_or_else(|| error::not_found("incident"))?;
    let present =
        open.replica.read(|conn: &Connection| table::attachment::hashes(conn)).map_err(error::store)?;
    let here = |hash: &[u8; 32]| present.contains(hash);
    let speaker = Speaker { room: &room, names: &names, sealed: false, here: &here };
    let at = room.moment(&now);
    let sounding = Sounding::at(&room.log, at);
    let mut drawn = Drawing { speaker: &speaker, incident: found, sounding: &sounding, at }.draw();
    drawn.message = message(open, &room, found)?;
    drawn.show_stop = show_stop::offer(host, open, found)?;
    drawn.subjects = subjects(open, found, names_opened)?;
    Ok(drawn)
}

struct Drawing<'a> {
    speaker: &'a Speaker<'a>,
    incident: &'a Incident,
    sounding: &'a Sounding,
    at: WallMs,
}

impl Drawing<'_> {
    fn draw(&self) -> IncidentRes {
        let incident = self.incident;
        let config = &self.speaker.room.log.config;
        IncidentRes {
            now: self.at.into(),
            line: status::line(self.speaker, self.sounding, incident, self.at),
            occurred: incident.occurred.into(),
            place: incident.place.clone(),
            zone: incident.zone.map(Into::into),
            reporter: incident.reporter.clone(),
            outcome: incident.outcome.clone(),
            alert: incident.alert.into(),
            alert_by_hand: incident.alert_by_hand,
            message: None,
            reopened: incident.reopened,
            subjects: Vec::new(),
            units: incident.units.iter().map(status::unit).collect(),
            links: self.links(),
            context: self.context(),
            entries: incident
                .entries
                .iter()
                .filter_map(|id| self.speaker.room.entry(*id))
                .map(|fact| self.speaker.entry(fact))
                .collect(),
            playbook: playbook::steps(config, &incident.types, incident.severity)
                .into_iter()
                .map(|step| self.step(step))
                .collect(),
            report: self.report(),
            sounding: self.sounding.of(incident.id).iter().map(sound).collect(),
            missing: missing(incident),
            show_stop: None,
            withheld: false,
        }
    }

    fn links(&self) -> Vec<shown::LinkLine> {
        let log = &self.speaker.room.log;
        let linked = log.linked(self.incident.id).into_iter().filter_map(|linked| {
            let other = log.incidents.get(&linked.other)?;
            Some(shown::LinkLine {
                incident: linked.other.into(),
                number: other.said(),
                title: self.speaker.title(other),
                link: linked.link.into(),
                from_there: linked.back,
            })
        });
        linked.collect()
    }

    fn context(&self) -> shown::FrozenContext {
        let context = &self.incident.context;
        shown::FrozenContext {
            cue: context.cue.as_ref().map(|(_, _, title)| title.clone()),
            inside: context
                .inside
                .iter()
                .map(|(zone, known, upper)| shown::FrozenInside {
                    zone: self.speaker.names.zone(*zone),
                    known: *known,
                    upper: *upper,
                })
                .collect(),
            posts: context
                .posts
                .iter()
                .map(|(post, who)| shown::FrozenPost { post: post.clone(), who: who.clone() })
                .collect(),
        }
    }

    fn step(&self, step: gatehouse_core::incident::Step) -> shown::PlaybookStep {
        let done = self.incident.ticks.get(&step.id);
        let fact = done.and_then(|record| self.speaker.room.entry(*record));
        shown::PlaybookStep {
            done: done.is_some(),
            who: done.map(|record| self.speaker.who(*record)).unwrap_or_default(),
            at: fact.map(|fact| fact.logged.into()),
            step: step.id,
            text: step.text,
        }
    }

    fn report(&self) -> Option<shown::ReportState> {
        let newest = self.incident.reports.last()?;
        Some(shown::ReportState {
            record: newest.id.into(),
            version: u32::try_from(self.incident.reports.len()).unwrap_or(u32::MAX),
            at: self.speaker.room.entry(newest.id)?.logged.into(),
            report: newest.report.clone().into(),
            read_back: newest.read_back.is_some(),
        })
    }
}

fn subjects(
    open: &OpenEvent,
    incident: &Incident,
    names_opened: bool,
) -> Result<Vec<shown::SubjectLine>, CommandError> {
    let sealed = incident.subjects.iter();
    sealed
        .map(|(record, subject)| {
            let name = match &subject.name {
                Some(name) if names_opened => sealing::open(open, name)?,
                _ => None,
            };
            Ok(shown::SubjectLine {
                record: (*record).into(),
                description: subject.description.clone(),
                named: subject.name.is_some(),
                name,
            })
        })
        .collect()
}

/// How far the message about an incident has got, where its alert level asks for one.
fn message(
    open: &OpenEvent,
    room: &Room,
    incident: &Incident,
) -> Result<Option<shown::MessageState>, CommandError> {
    if incident.alert == Alert::None {
        return Ok(None);
    }
    let queued = room.others.iter().rev().find(
        |other| matches!(&other.body, Body::MessageQueued(record) if record.incident == Some(incident.id)),
    );
    let Some(queued) = queued else { return Ok(Some(shown::MessageState::Queued)) };
    let acked = open
        .replica
        .read(|conn: &Connection| table::author::find(conn, queued.id.author))
        .map_err(error::store)?
        .is_some_and(|author| !author.own || author.acked >= queued.id.seq);
    let state = if acked { shown::MessageState::HandedOver } else { shown::MessageState::Queued };
    Ok(Some(state))
}

fn missing(incident: &Incident) -> Vec<shown::MissingToClose> {
    let missing = closing(incident).err().unwrap_or_default().into_iter();
    missing
        .map(|what| match what {
            Missing::Type => shown::MissingToClose::Type,
            Missing::Outcome => shown::MissingToClose::Outcome,
        })
        .collect()
}

/// An alarm that sounds.
fn sound(sound: &Sound) -> shown::WaitLine {
    shown::WaitLine { timer: sound.timer.into(), due: sound.since.into(), rounds: sound.round }
}

/// Whether a show could be stopped because of an incident.
pub(super) fn endangers_life(incident: &Incident) -> bool {
    incident.is_open() && incident.severity == Severity::Critical
}
