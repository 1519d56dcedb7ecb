//! What is done with a button instead of a line.

use gatehouse_contract::control::{ActReq, ControlAct, IncidentStatus, WrittenRes};
use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::{AuthorId, CheckpointId, RecordId};
use gatehouse_core::incident::{
    Channel, Decision, Deed, Density, Entry, Field, Incident, LinkKind, Opening, Promise, Said, Status,
    Subject, TypeCode, closing,
};
use gatehouse_core::occupancy::{Click, Recount};
use gatehouse_core::time::WallMs;
use gatehouse_store::{Body, ClickerCountRecord, ClockCheckRecord, Connection, RecountRecord, table};

use super::alarms::Sounding;
use super::opening::{self, Standing};
use super::room::Room;
use super::write::{self, Written};
use super::{attach, crowd, frozen, line, sealing, setup, show_stop, status, words};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// Does something and writes it into the log.
///
/// # Errors
/// When a value cannot be, what it names does not exist, or the replica fails: then nothing was done.
pub fn act(host: &dyn Host, req: ActReq) -> Result<WrittenRes, CommandError> {
    let open = session::open(host)?;
    let prepared = Prepared::of(host, &open, &req)?;
    let stops = match &req.act {
        ControlAct::HoldShow { show } => Some(show.0),
        _ => None,
    };
    let done = write::decide(host, &open, move |conn, author, room, now| {
        let deciding = Deciding { conn, room, own: author.id, at: room.moment(now), prepared: &prepared };
        deciding.decide(req)
    })?;
    if let Some(show) = stops {
        show_stop::hold(host, show, done.answer.clone())?;
    }
    line::written(&open, &done)
}

/// What is read before the writing: it may take a while, and nothing rests on its being of the same moment.
struct Prepared {
    said: Said,
    standing: Standing,
    name: Option<gatehouse_core::incident::Sealed>,
    inside: Option<i64>,
}

impl Prepared {
    fn of(host: &dyn Host, open: &OpenEvent, req: &ActReq) -> Result<Self, CommandError> {
        let attachments = attach::named(open, &req.attachments)?;
        let said = Said {
            verbatim: words::text(&req.words)?,
            occurred: req.occurred.map(Into::into),
            reported: None,
            channel: req.channel.map(Channel::from),
            from: words::text(&req.from)?,
            to: String::new(),
            attachments,
        };
        let standing = match &req.act {
            ControlAct::Open { .. } => frozen::standing(host, open)?,
            _ => Standing::default(),
        };
        let name = match &req.act {
            ControlAct::Subject { name: Some(name), .. } => Some(sealing::seal(host, open, name)?),
            _ => None,
        };
        let inside = match &req.act {
            ControlAct::Recount { zone, .. } => Some(crowd::known(host, open, zone.0)?),
            _ => None,
        };
        Ok(Self { said, standing, name, inside })
    }
}

/// Decides on what is on disk then.
struct Deciding<'a> {
    conn: &'a Connection,
    room: &'a Room,
    own: AuthorId,
    at: WallMs,
    prepared: &'a Prepared,
}

/// What came of a look, as the writing takes it.
type Looked = Result<Result<Written<String>, CommandError>, gatehouse_store::Error>;

impl Deciding<'_> {
    fn decide(&self, req: ActReq) -> Looked {
        let ActReq { incident, act, .. } = req;
        if let ControlAct::Click { door, entries, exits } = act {
            return self.clicked(door.0, entries, exits).map(Ok);
        }
        if let Some(body) = match self.counted(&act) {
            Ok(body) => body,
            Err(refused) => return Ok(Err(refused)),
        } {
            return Ok(Ok(Written { bodies: vec![body], answer: String::new() }));
        }
        let incident = match incident.map(|id| self.incident(id.into())).transpose() {
            Ok(incident) => incident,
            Err(refused) => return Ok(Err(refused)),
        };
        let deeds = match act {
            ControlAct::Open { types, severity, title, place, zone, anomaly } => {
                let opening = self.opening(types, severity, title, place, zone.map(|zone| zone.0));
                let opening = match opening {
                    Ok(opening) => opening,
                    Err(refused) => return Ok(Err(refused)),
                };
                let mut deeds =
                    opening::numbered(self.conn, self.room, self.own, opening, &self.prepared.standing)?;
                deeds.extend(anomaly.map(|anomaly| Deed::Link {
                    to: anomaly.into(),
                    link: LinkKind::Related,
                    on: true,
                }));
                deeds
            }
            act => match self.deeds(act, incident) {
                Ok(deeds) => deeds,
                Err(refused) => return Ok(Err(refused)),
            },
        };
        let id = incident.map(|incident| incident.id);
        let reason = incident.map(|one| format!("{} {}", one.said(), one.title)).unwrap_or_default();
        let entry = Entry { said: self.prepared.said.clone(), incident: id, deeds };
        Ok(Ok(Written::entry(entry, reason.trim().to_owned())))
    }

    /// Everything that this device has counted at a door, with what it counts now.
    fn clicked(
        &self,
        door: CheckpointId,
        entries: u32,
        exits: u32,
    ) -> Result<Written<String>, gatehouse_store::Error> {
        let (before_in, before_out) = table::log::clicked(self.conn, self.own, door)?;
        let click = Click {
            door,
            entries: before_in.saturating_add(u64::from(entries)),
            exits: before_out.saturating_add(u64::from(exits)),
        };
        let bodies = vec![Body::ClickerCount(ClickerCountRecord { click })];
        Ok(Written { bodies, answer: String::new() })
    }

    /// What is counted anew, or a clock that is compared: no entry, but a record of its own.
    fn counted(&self, act: &ControlAct) -> Result<Option<Body>, CommandError> {
        Ok(match act {
            ControlAct::Recount { zone, counted, reason } => {
                let known = self.prepared.inside.unwrap_or_default();
                if *counted < 0 {
                    return Err(error::bad_request(
                        "Nobody counts fewer than none",
                        "Give how many there are",
                    ));
                }
                let recount = Recount {
                    zone: zone.0,
                    by: counted.saturating_sub(known),
                    reason: words::needed(reason, "Say how the recount was made")?,
                };
                Some(Body::Recount(RecountRecord { recount }))
            }
            ControlAct::ClockCheck { reference, shows } => Some(Body::ClockCheck(ClockCheckRecord {
                reference: words::needed(reference, "Say with which clock it was compared")?,
                offset_ms: self.at.0.saturating_sub(shows.0),
            })),
            _ => None,
        })
    }

    fn incident(&self, id: RecordId) -> Result<&Incident, CommandError> {
        self.room.log.incidents.get(&id).ok_or_else(|| error::not_found("incident"))
    }

    fn opening(
        &self,
        types: Vec<String>,
        severity: Option<gatehouse_contract::control::Severity>,
        title: String,
        place: String,
        zone: Option<gatehouse_core::ids::ZoneId>,
    ) -> Result<Opening, CommandError> {
        let types: Vec<TypeCode> = types.into_iter().map(TypeCode).collect();
        let config = &self.room.log.config;
        let known = types
            .iter()
            .map(|code| config.category(code).ok_or_else(|| error::not_found("type of incident")))
            .collect::<Result<Vec<_>, _>>()?;
        let usual = known.iter().map(|category| category.severity).max();
        let sealed = known.iter().any(|category| category.sealed);
        let said = severity.map(Into::into);
        Ok(line::opening(types, said.or(usual), words::text(&title)?, words::text(&place)?, zone, sealed))
    }

    fn deeds(&self, act: ControlAct, incident: Option<&Incident>) -> Result<Vec<Deed>, CommandError> {
        let about =
            || incident.ok_or_else(|| error::bad_request("This is done to an incident", "Choose one"));
        Ok(match act {
            ControlAct::Note => {
                if self.prepared.said.verbatim.is_empty() && self.prepared.said.attachments.is_empty() {
                    return Err(error::bad_request("A note needs words", "Write what was said or seen"));
                }
                Vec::new()
            }
            ControlAct::Acknowledge => self.acknowledge(about()?),
            ControlAct::Heed { timer, round } => {
                about()?;
                vec![Deed::Heed { timer: timer.into(), round }]
            }
            ControlAct::Move { status } => self.moved(about()?, status)?,
            ControlAct::HandOver { to, note } => vec![Deed::HandOver {
                to: words::needed(&to, "Say who takes over")?,
                items: status::everything_open(self.room),
                note: words::text(&note)?,
            }],
            ControlAct::Undo => self.undo()?,
            ControlAct::Strike { entry, reason } => {
                vec![self.strike(entry.into(), words::needed(&reason, "Say why the entry is struck")?)?]
            }
            ControlAct::Correct { entry, text } => {
                self.exists(entry.into())?;
                let text = words::needed(&text, "Give the right words")?;
                vec![Deed::Correct { entry: entry.into(), text }]
            }
            ControlAct::Configure { setting } => {
                setup::settings(setting, self.at)?.into_iter().map(Deed::Configure).collect()
            }
            ControlAct::Subject { description, .. } => {
                about()?;
                vec![Deed::Subject(Subject {
                    description: words::text(&description)?,
                    name: self.prepared.name.clone(),
                })]
            }
            ControlAct::HoldShow { .. } => {
                about()?;
                vec![Deed::System { what: "show_stopped".to_owned() }]
            }
            act => {
                if is_about_an_incident(&act) {
                    about()?;
                }
                simple(act, incident)?
            }
        })
    }

    /// Takes note of an incident: what sounds is heard, and it moves on where it had not.
    fn acknowledge(&self, incident: &Incident) -> Vec<Deed> {
        let sounding = Sounding::at(&self.room.log, self.at);
        let sounds = sounding.of(incident.id).iter();
        let heard = sounds.map(|sound| Deed::Heed { timer: sound.timer, round: sound.round });
        let moved =
            (incident.status == Status::Logged).then_some(Deed::Move { status: Status::Acknowledged });
        heard.chain(moved).collect()
    }

    fn moved(&self, incident: &Incident, status: IncidentStatus) -> Result<Vec<Deed>, CommandError> {
        if status == IncidentStatus::Closed && closing(incident).is_err() {
            return Err(error::bad_request(
                "The incident has no type or no outcome yet",
                "Give it a type, say how it ended, and close it then",
            ));
        }
        Ok(vec![Deed::Move { status: status.into() }])
    }

    fn undo(&self) -> Result<Vec<Deed>, CommandError> {
        let last = status::undoable(self.room, self.own);
        let last =
            last.ok_or_else(|| error::bad_request("There is nothing to take back", "Strike an older entry"))?;
        Ok(vec![self.strike(last, "undone".to_owned())?])
    }

    fn strike(&self, entry: RecordId, reason: String) -> Result<Deed, CommandError> {
        self.exists(entry)?;
        Ok(Deed::Strike { entry, reason })
    }

    fn exists(&self, entry: RecordId) -> Result<(), CommandError> {
        let here = self.room.entry(entry).is_some() || self.room.others.iter().any(|other| other.id == entry);
        here.then_some(()).ok_or_else(|| error::not_found("entry"))
    }
}

/// Whether something is done to an incident, and makes no sense without one.
const fn is_about_an_incident(act: &ControlAct) -> bool {
    !matches!(
        act,
        ControlAct::Decide { .. }
            | ControlAct::Promise { .. }
            | ControlAct::Settle { .. }
            | ControlAct::Take { .. }
            | ControlAct::Withdraw { .. }
            | ControlAct::Density { .. }
            | ControlAct::Visit { .. }
            | ControlAct::Post { .. }
    )
}

/// What needs nothing but its own words.
fn simple(act: ControlAct, incident: Option<&Incident>) -> Result<Vec<Deed>, CommandError> {
    let deed = match act {
        ControlAct::Title { title } => Deed::Set(Field::Title(words::text(&title)?)),
        ControlAct::Type { code, on } => Deed::Set(Field::Type { code: TypeCode(code), on }),
        ControlAct::Severity { severity, why } => {
            let severity = severity.into();
            let lowers = incident.is_some_and(|incident| severity < incident.severity);
            let why =
                if lowers { words::needed(&why, "Say why it is less bad")? } else { words::text(&why)? };
            Deed::Set(Field::Severity { severity, why })
        }
        ControlAct::Place { place, zone } => {
            let place = Deed::Set(Field::Place(words::text(&place)?));
            return Ok(vec![place, Deed::Set(Field::Zone(zone.map(|zone| zone.0)))]);
        }
        ControlAct::Reporter { reporter } => Deed::Set(Field::Reporter(words::text(&reporter)?)),
        ControlAct::Outcome { outcome } => Deed::Set(Field::Outcome(words::text(&outcome)?)),
        ControlAct::Seal { sealed } => Deed::Set(Field::Sealed(sealed)),
        ControlAct::Alert { alert } => Deed::Set(Field::Alert(alert.map(Into::into))),
        ControlAct::Unit { unit, role, state } => Deed::Unit {
            unit: words::needed(&unit, "Give the unit's call sign")?,
            role: words::text(&role)?,
            state: state.into(),
        },
        ControlAct::Link { to, link, on } => Deed::Link { to: to.into(), link: link.into(), on },
        ControlAct::Decide { options, chosen, rationale, owner, review } => {
            Deed::Decide(Box::new(Decision {
                options: options.iter().map(|option| words::text(option)).collect::<Result<_, _>>()?,
                chosen: words::needed(&chosen, "Say what was decided")?,
                rationale: words::needed(&rationale, "Say why it was decided")?,
                owner: words::text(&owner)?,
                review: review.map(Into::into),
            }))
        }
        ControlAct::Report { report } => Deed::Report(Box::new(report.into())),
        ControlAct::ReadBack { report } => Deed::ReadBack { report: report.into() },
        ControlAct::Tick { step, done } => Deed::Tick { step, done },
        ControlAct::Promise { text, owner, due } => Deed::Promise(Promise {
            text: words::needed(&text, "Say what was promised")?,
            owner: words::text(&owner)?,
            due: due.map(Into::into),
        }),
        ControlAct::Settle { promise } => Deed::Settle { promise: promise.into() },
        ControlAct::Take { handover, item } => Deed::Take { handover: handover.into(), item: item.into() },
        ControlAct::Withdraw { handover } => Deed::Withdraw { handover: handover.into() },
        ControlAct::Density { zone, grade: grade @ 0..=5, note } => {
            Deed::Density(Density { zone: zone.0, grade, note: words::text(&note)? })
        }
        ControlAct::Visit { authority, begins } => {
            let authority = words::needed(&authority, "Say which authority visits")?;
            Deed::Visit { authority, begins }
        }
        ControlAct::Post { who, post, call_sign, on } => Deed::Post {
            who: words::needed(&who, "Say who takes the post")?,
            post: words::needed(&post, "Say which post")?,
            call_sign: words::text(&call_sign)?,
            on,
        },
        _ => return Err(error::bad_request("This cannot be", "Choose another value")),
    };
    Ok(vec![deed])
}
