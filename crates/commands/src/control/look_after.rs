//! What the control room does by itself on a desk: timers that ran out are written down and sound, messages are queued, what is
//! wrong at the gates is told, and secrets reach whoever may open them. None of it needs a network.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_core::clock::Now;
use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Alert, Entry, timers};
use gatehouse_hardware::sound::Cue;
use gatehouse_store::{Body, MessageQueuedRecord};

use super::alarms::Sounding;
use super::room::{self, Room};
use super::write::{self, Written};
use super::{anomalies, crowd, sealing};
use crate::host::Host;
use crate::session::OpenEvent;

/// How often an alarm is repeated while it sounds, in milliseconds.
const REPEAT_MS: u64 = 4_000;

/// How often the gates and the crowd are looked at, in milliseconds.
const GATES_MS: u64 = 5_000;

/// Does what is due now.
pub(crate) fn look_after(host: &dyn Host, open: &OpenEvent) -> Result<(), CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, &now)?;
    let at = room.moment(&now);
    let is_desk = room.log.letters.contains_key(&now.author);
    if is_desk && !timers::raise(&room.log, at).is_empty() {
        raise(host, open)?;
    }
    if is_desk && !messages(&room, &now).is_empty() {
        queue(host, open)?;
    }
    if is_desk {
        sound(host, open, &room, &now);
    }
    let looked = open.control().gates_looked_ms;
    if looked.is_none_or(|looked| now.mono_ms.saturating_sub(looked) >= GATES_MS || now.mono_ms < looked) {
        open.control().gates_looked_ms = Some(now.mono_ms);
        crowd::look(host, open, &room, at)?;
        if is_desk {
            anomalies::look(host, open)?;
        }
        sealing::share(host, open, &room)?;
    }
    Ok(())
}

/// Writes down the rounds that are due, decided again on what is then on disk: another desk may have written them.
fn raise(host: &dyn Host, open: &OpenEvent) -> Result<(), CommandError> {
    write::decide(host, open, |_, _, room, now| {
        let due = timers::raise(&room.log, room.moment(now));
        let entries = due.into_iter().map(|(incident, deed)| Entry {
            incident: Some(incident),
            deeds: vec![deed],
            ..Entry::default()
        });
        Ok(Ok(Written { bodies: entries.map(write::body).collect(), answer: () }))
    })
    .map(drop)
}

/// Messages that incidents of this desk ask for and that are not queued yet: one for each step up.
fn messages(room: &Room, now: &Now) -> Vec<(RecordId, Alert)> {
    let own = room.log.incidents.values().filter(|one| one.desk == now.author && one.struck.is_none());
    own.filter(|one| one.alert != Alert::None)
        .filter(|one| {
            !room.others.iter().any(|other| {
                matches!(&other.body, Body::MessageQueued(told)
                    if told.incident == Some(one.id) && told.level >= one.alert)
            })
        })
        .map(|one| (one.id, one.alert))
        .collect()
}

fn queue(host: &dyn Host, open: &OpenEvent) -> Result<(), CommandError> {
    write::decide(host, open, |_, _, room, now| {
        let bodies = messages(room, now).into_iter().filter_map(|(id, level)| {
            let incident = room.log.incidents.get(&id)?;
            // What is sealed never leaves in a message: whoever may know looks it up.
            let what = if incident.sealed { String::new() } else { incident.title.clone() };
            let text = format!("{} {what}", incident.said()).trim().to_owned();
            let trigger = "incident".to_owned();
            Some(Body::MessageQueued(MessageQueuedRecord { incident: Some(id), level, trigger, text }))
        });
        Ok(Ok(Written { bodies: bodies.collect(), answer: () }))
    })
    .map(drop)
}

/// Sounds while something is not heard, and tells the screens when that changes.
fn sound(host: &dyn Host, open: &OpenEvent, room: &Room, now: &Now) {
    let sounding = Sounding::at(&room.log, room.moment(now)).count();
    let (before, since) = open.control().sounded.unwrap_or((0, 0));
    if sounding != before {
        host.push(Push::Alarm { sounding });
    }
    let again = sounding > 0 && (before == 0 || now.mono_ms.saturating_sub(since) >= REPEAT_MS);
    if again {
        host.sound().play(Cue::Alarm);
    }
    open.control().sounded = Some((sounding, if again { now.mono_ms } else { since }));
}
