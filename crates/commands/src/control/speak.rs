//! Entries as the screens get them: what was said, and what it did, ready to be said in anybody's language.

use gatehouse_contract::control as shown;
use gatehouse_contract::control::{Did, IncidentFieldName, LogEntry, LogKind};
use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Deed, Fact, Field, Incident, Log, Setting};

use super::names::Names;
use super::others;
use super::room::{Other, Room};

/// Says what stands in the log.
pub(super) struct Speaker<'a> {
    pub(super) room: &'a Room,
    pub(super) names: &'a Names,
    /// Whether what is sealed is left out.
    pub(super) sealed: bool,
    /// Whether an attachment's bytes are here.
    pub(super) here: &'a dyn Fn(&[u8; 32]) -> bool,
}

impl Speaker<'_> {
    /// An entry.
    pub(super) fn entry(&self, fact: &Fact) -> LogEntry {
        let log = &self.room.log;
        let incident = incident_of(log, fact);
        let withheld = self.sealed && incident.is_some_and(|incident| incident.sealed);
        let said = &fact.entry.said;
        let words = |text: &str| if withheld { String::new() } else { text.to_owned() };
        LogEntry {
            entry: fact.id.into(),
            kind: kind(fact),
            logged: fact.logged.into(),
            occurred: fact.occurred().into(),
            reported: said.reported.map(Into::into),
            late: fact.is_late(),
            desk: self.desk(fact.id),
            who: fact.who.clone().unwrap_or_default(),
            channel: said.channel.map(Into::into),
            from: words(&said.from),
            to: words(&said.to),
            verbatim: words(&said.verbatim),
            did: if withheld { Vec::new() } else { self.did(fact, incident) },
            incident: incident.map(|incident| incident.id.into()),
            number: incident.map(Incident::said),
            struck: self.struck(fact.id),
            corrections: if withheld { Vec::new() } else { self.corrections(fact.id) },
            attachments: if withheld { Vec::new() } else { self.attachments(fact) },
            own: fact.id.author == self.names.own,
            withheld,
        }
    }

    /// A record of the control room that is no entry.
    pub(super) fn other(&self, other: &Other) -> LogEntry {
        let (kind, did) = others::said(other, self.names);
        LogEntry {
            entry: other.id.into(),
            kind,
            logged: other.at.into(),
            occurred: other.at.into(),
            reported: None,
            late: false,
            desk: self.desk(other.id),
            who: other.who.clone().unwrap_or_default(),
            channel: None,
            from: String::new(),
            to: String::new(),
            verbatim: String::new(),
            did: did.into_iter().collect(),
            incident: None,
            number: None,
            struck: self.struck(other.id),
            corrections: self.corrections(other.id),
            attachments: Vec::new(),
            own: other.id.author == self.names.own,
            withheld: false,
        }
    }

    /// The number of an incident, as it is said.
    pub(super) fn number(&self, incident: RecordId) -> String {
        self.room.log.incidents.get(&incident).map(Incident::said).unwrap_or_default()
    }

    /// What an incident is, unless that is left out.
    pub(super) fn title(&self, incident: &Incident) -> String {
        if self.sealed && incident.sealed { String::new() } else { incident.title.clone() }
    }

    /// The desk that wrote a record: its letter, else the device's name.
    fn desk(&self, id: RecordId) -> String {
        let letter = self.room.log.letters.get(&id.author).cloned();
        letter.unwrap_or_else(|| self.names.device(id.author))
    }

    /// Who wrote an entry: the person, else the desk.
    pub(super) fn who(&self, id: RecordId) -> String {
        let person = self.room.entry(id).and_then(|fact| fact.who.clone());
        person.unwrap_or_else(|| self.desk(id))
    }

    fn struck(&self, id: RecordId) -> Option<shown::StruckBy> {
        let strike = *self.room.log.struck.get(&id)?;
        let fact = self.room.entry(strike)?;
        let reason = fact.entry.deeds.iter().find_map(|deed| match deed {
            Deed::Strike { entry, reason } if *entry == id => Some(reason.clone()),
            _ => None,
        });
        Some(shown::StruckBy {
            strike: strike.into(),
            at: fact.logged.into(),
            who: self.who(strike),
            reason: reason.unwrap_or_default(),
        })
    }

    fn corrections(&self, id: RecordId) -> Vec<String> {
        let found = self.room.log.corrected.get(&id).into_iter().flatten();
        found
            .filter_map(|correction| self.room.entry(*correction))
            .flat_map(|fact| &fact.entry.deeds)
            .filter_map(|deed| match deed {
                Deed::Correct { entry, text } if *entry == id => Some(text.clone()),
                _ => None,
            })
            .collect()
    }

    fn attachments(&self, fact: &Fact) -> Vec<shown::AttachmentLine> {
        let found = fact.entry.said.attachments.iter();
        found
            .map(|one| shown::AttachmentLine {
                hash: hex(&one.hash),
                name: one.name.clone(),
                media: one.media.clone(),
                bytes: one.bytes,
                here: (self.here)(&one.hash),
            })
            .collect()
    }

    fn did(&self, fact: &Fact, incident: Option<&Incident>) -> Vec<Did> {
        fact.entry.deeds.iter().map(|deed| self.deed(deed, fact.id, incident)).collect()
    }

    /// One deed of an entry.
    pub(super) fn deed(&self, deed: &Deed, id: RecordId, incident: Option<&Incident>) -> Did {
        match deed {
            Deed::Open(opening) => Did::Opened {
                number: incident.map_or_else(|| opening.number.to_string(), Incident::said),
                severity: opening.severity.into(),
                types: opening.types.iter().map(|code| code.0.clone()).collect(),
                title: opening.title.clone(),
                place: match opening.zone {
                    Some(zone) if opening.place.is_empty() => self.names.zone(zone),
                    _ => opening.place.clone(),
                },
            },
            Deed::Set(field) => self.field(field, id, incident),
            Deed::Move { status } => Did::Moved { status: (*status).into() },
            Deed::Unit { unit, role, state } => {
                Did::Unit { unit: unit.clone(), role: role.clone(), state: (*state).into() }
            }
            Deed::Subject(subject) => {
                Did::Subject { description: subject.description.clone(), named: subject.name.is_some() }
            }
            Deed::Link { to, link, on } => {
                Did::Linked { number: self.number(*to), link: (*link).into(), on: *on }
            }
            Deed::Decide(decision) => Did::Decided {
                options: decision.options.clone(),
                chosen: decision.chosen.clone(),
                rationale: decision.rationale.clone(),
                owner: decision.owner.clone(),
                review: decision.review.map(Into::into),
            },
            Deed::Escalate { timer, round, to } => {
                Did::Escalated { timer: (*timer).into(), round: *round, to: to.clone() }
            }
            Deed::Heed { timer, round } => Did::Heeded { timer: (*timer).into(), round: *round },
            Deed::Report(report) => Did::Reported { report: Box::new((**report).clone().into()) },
            Deed::ReadBack { .. } => Did::ReadBack,
            Deed::Tick { step, done } => {
                Did::Ticked { step: step.clone(), text: self.step(step), done: *done }
            }
            Deed::Promise(promise) => Did::Promised {
                text: promise.text.clone(),
                owner: promise.owner.clone(),
                due: promise.due.map(Into::into),
            },
            Deed::Settle { promise } => Did::Settled { text: self.promise(*promise) },
            Deed::Strike { entry, reason } => {
                Did::Struck { entry: (*entry).into(), words: self.words(*entry), reason: reason.clone() }
            }
            Deed::Correct { entry, text } => Did::Corrected { entry: (*entry).into(), text: text.clone() },
            Deed::HandOver { to, items, note } => Did::HandedOver {
                to: to.clone(),
                items: u32::try_from(items.len()).unwrap_or(u32::MAX),
                note: note.clone(),
            },
            Deed::Take { item, .. } => Did::Took { what: self.item(*item) },
            Deed::Withdraw { .. } => Did::Withdrew,
            Deed::Density(density) => Did::Density {
                zone: density.zone.into(),
                name: self.names.zone(density.zone),
                grade: density.grade,
                note: density.note.clone(),
            },
            Deed::Visit { authority, begins } => {
                let authority = if self.sealed { String::new() } else { authority.clone() };
                Did::Visit { authority, begins: *begins }
            }
            Deed::Letter(letter) => Did::Letter { letter: letter.clone() },
            Deed::Configure(setting) => self.setting(setting),
            Deed::Post { who, post, call_sign, on } => {
                Did::Post { who: who.clone(), post: post.clone(), call_sign: call_sign.clone(), on: *on }
            }
            Deed::ShareKey { .. } => Did::System { what: "secret_shared".to_owned() },
            Deed::System { what } => Did::System { what: what.clone() },
        }
    }

    fn field(&self, field: &Field, id: RecordId, incident: Option<&Incident>) -> Did {
        let change = incident.and_then(|incident| {
            incident.changes.iter().find(|change| change.id == id && same_field(&change.new, field))
        });
        let old = change.map(|change| &change.old);
        match field {
            Field::Severity { severity, why } => Did::Severity {
                old: old.and_then(|old| match old {
                    Field::Severity { severity, .. } => Some((*severity).into()),
                    _ => None,
                }),
                new: (*severity).into(),
                why: why.clone(),
            },
            Field::Alert(alert) => Did::Alert { alert: alert.map(Into::into) },
            Field::Type { code, on } => Did::Field {
                field: IncidentFieldName::Types,
                old: if *on { String::new() } else { code.0.clone() },
                new: if *on { code.0.clone() } else { String::new() },
                why: String::new(),
            },
            field => Did::Field {
                field: field_name(field),
                old: old.map(|old| self.value(old)).unwrap_or_default(),
                new: self.value(field),
                why: String::new(),
            },
        }
    }

    fn value(&self, field: &Field) -> String {
        match field {
            Field::Title(text) | Field::Place(text) | Field::Reporter(text) | Field::Outcome(text) => {
                text.clone()
            }
            Field::Zone(zone) => zone.map(|zone| self.names.zone(zone)).unwrap_or_default(),
            Field::Sealed(sealed) => if *sealed { "sealed" } else { "open" }.to_owned(),
            Field::Type { code, .. } => code.0.clone(),
            Field::Severity { .. } | Field::Alert(_) => String::new(),
        }
    }

    /// The words of a playbook's step, where the event wrote it.
    fn step(&self, step: &str) -> String {
        let own = self.room.log.config.playbooks.values().flatten();
        own.filter(|one| one.id == step).map(|one| one.text.clone()).next().unwrap_or_default()
    }

    fn promise(&self, id: RecordId) -> String {
        let found = self.room.log.promises.iter().find(|promised| promised.id == id);
        found.map(|promised| promised.promise.text.clone()).unwrap_or_default()
    }

    fn item(&self, id: RecordId) -> String {
        if self.room.log.incidents.contains_key(&id) { self.number(id) } else { self.promise(id) }
    }

    /// The words of an entry, unless they are left out.
    fn words(&self, id: RecordId) -> String {
        let Some(fact) = self.room.entry(id) else { return String::new() };
        let sealed = incident_of(&self.room.log, fact).is_some_and(|incident| incident.sealed);
        if self.sealed && sealed { String::new() } else { fact.entry.said.verbatim.clone() }
    }

    fn setting(&self, setting: &Setting) -> Did {
        let (what, of) = match setting {
            Setting::Category(category) => ("category", category.code.0.clone()),
            Setting::Limit { .. } => ("limit", String::new()),
            Setting::Chain(_) => ("chain", String::new()),
            Setting::Playbook { code, .. } => ("playbook", code.0.clone()),
            Setting::DoorFrom { door, .. } | Setting::DoorRate { door, .. } => {
                ("door", self.names.checkpoint(*door))
            }
            Setting::Band { zone, .. } => ("band", self.names.zone(*zone)),
            Setting::Capacity { zone, .. } => ("capacity", self.names.zone(*zone)),
        };
        Did::Configured { what: what.to_owned(), of }
    }
}

/// The incident that an entry belongs to, or opens.
pub(super) fn incident_of<'a>(log: &'a Log, fact: &Fact) -> Option<&'a Incident> {
    fact.incident().and_then(|id| log.incidents.get(&id))
}

/// The kind of an entry: that of the weightiest thing that it does.
pub(super) fn kind(fact: &Fact) -> LogKind {
    let deeds = fact.entry.deeds.iter().map(deed_kind);
    let weightiest = deeds.min_by_key(|kind| WEIGHT.iter().position(|one| one == kind));
    weightiest.unwrap_or(match fact.entry.said.channel {
        Some(gatehouse_core::incident::Channel::Radio) => LogKind::Radio,
        _ => LogKind::Note,
    })
}

/// Kinds of what entries do, the weightiest first.
const WEIGHT: [LogKind; 17] = [
    LogKind::Opened,
    LogKind::Strike,
    LogKind::Correction,
    LogKind::Decision,
    LogKind::Methane,
    LogKind::Handover,
    LogKind::Status,
    LogKind::Dispatch,
    LogKind::Escalation,
    LogKind::Field,
    LogKind::Playbook,
    LogKind::Promise,
    LogKind::Count,
    LogKind::Visit,
    LogKind::Post,
    LogKind::Setup,
    LogKind::System,
];

const fn deed_kind(deed: &Deed) -> LogKind {
    match deed {
        Deed::Open(_) => LogKind::Opened,
        Deed::Set(_) | Deed::Subject(_) | Deed::Link { .. } => LogKind::Field,
        Deed::Move { .. } => LogKind::Status,
        Deed::Unit { .. } => LogKind::Dispatch,
        Deed::Decide(_) => LogKind::Decision,
        Deed::Escalate { .. } | Deed::Heed { .. } => LogKind::Escalation,
        Deed::Report(_) | Deed::ReadBack { .. } => LogKind::Methane,
        Deed::Tick { .. } => LogKind::Playbook,
        Deed::Promise(_) | Deed::Settle { .. } => LogKind::Promise,
        Deed::Strike { .. } => LogKind::Strike,
        Deed::Correct { .. } => LogKind::Correction,
        Deed::HandOver { .. } | Deed::Take { .. } | Deed::Withdraw { .. } => LogKind::Handover,
        Deed::Density(_) => LogKind::Count,
        Deed::Visit { .. } => LogKind::Visit,
        Deed::Letter(_) | Deed::ShareKey { .. } | Deed::System { .. } => LogKind::System,
        Deed::Configure(_) => LogKind::Setup,
        Deed::Post { .. } => LogKind::Post,
    }
}

const fn field_name(field: &Field) -> IncidentFieldName {
    match field {
        Field::Title(_) | Field::Severity { .. } | Field::Alert(_) => IncidentFieldName::Title,
        Field::Type { .. } => IncidentFieldName::Types,
        Field::Place(_) => IncidentFieldName::Place,
        Field::Zone(_) => IncidentFieldName::Zone,
        Field::Reporter(_) => IncidentFieldName::Reporter,
        Field::Outcome(_) => IncidentFieldName::Outcome,
        Field::Sealed(_) => IncidentFieldName::Sealed,
    }
}

fn same_field(one: &Field, other: &Field) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
