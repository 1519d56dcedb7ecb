//! The line that writes the log: read while it is typed, written when it is done.

use gatehouse_contract::control as shown;
use gatehouse_contract::control::{LineTarget, ReadLineReq, ReadLineRes, WriteLineReq, WrittenRes};
use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::{AuthorId, RecordId, Seq, ZoneId};
use gatehouse_core::incident::line::{self, Draft, Known, ProblemKind, Reading, Role, Target, View};
use gatehouse_core::incident::{
    Channel, Context, Deed, Entry, Fact, Field, Incident, Number, Opening, Severity, TypeCode,
};
use gatehouse_core::time::WallMs;
use gatehouse_store::{Connection, Error, table};
use jiff::tz::TimeZone;

use super::names::Names;
use super::opening;
use super::room::{self, Room};
use super::speak::Speaker;
use super::write::{self, Done, Written};
use super::{attach, frozen, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// What a line would become.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn read_line(host: &dyn Host, req: ReadLineReq) -> Result<ReadLineRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let room = room::find(&open, &now)?;
    let desk = open.replica.read(|conn| Desk::of(conn, &room, now.author)).map_err(error::store)?;
    let view = desk.view(&room, room.moment(&now), req.selected.map(Into::into));
    let reading = line::read(&req.text, &view);
    let caret = bytes(&req.text, req.caret);
    let completions = line::complete(&req.text, caret, &view);
    let speaker = Speaker { room: &room, names: &desk.names, sealed: false, here: &|_| true };
    Ok(Drawing { text: &req.text, speaker: &speaker, desk: &desk }.draw(reading, completions))
}

/// Writes a line into the log.
///
/// # Errors
/// When the line is empty or too long, a file that it names is not here, or the replica fails: then nothing was written.
pub fn write_line(host: &dyn Host, req: WriteLineReq) -> Result<WrittenRes, CommandError> {
    let open = session::open(host)?;
    let attachments = attach::named(&open, &req.attachments)?;
    if req.text.trim().is_empty() && attachments.is_empty() {
        return Err(error::bad_request("The line is empty", "Write what was said or seen"));
    }
    let standing = frozen::standing(host, &open)?;
    let done = write::decide(host, &open, move |conn, author, room, now| {
        let desk = Desk::of(conn, room, author.id)?;
        let view = desk.view(room, room.moment(now), req.selected.map(Into::into));
        let Reading { target, deeds, mut said, problems, .. } = line::read(&req.text, &view);
        if problems.iter().any(|problem| problem.what == ProblemKind::TooLong) {
            return Ok(Err(error::bad_request(
                "The line is longer than an entry can be",
                "Divide it into several entries",
            )));
        }
        said.channel = said.channel.or(req.channel.map(Channel::from));
        said.attachments = attachments;
        let (incident, deeds) = match target {
            Target::Note => (None, deeds),
            Target::Existing(id) => (Some(id), unrefused(room, id, deeds)),
            Target::New(draft) => {
                let mut all = opening::numbered(conn, room, author.id, drafted(room, draft), &standing)?;
                all.extend(deeds);
                (None, all)
            }
        };
        Ok(Ok(Written::entry(Entry { said, incident, deeds }, ())))
    })?;
    written(&open, &done)
}

/// The deeds of a line without those that are not done without more words: the line is kept all the same, and said to be
/// short of them.
fn unrefused(room: &Room, id: RecordId, deeds: Vec<Deed>) -> Vec<Deed> {
    let current = room.log.incidents.get(&id);
    deeds
        .into_iter()
        .filter(|deed| match deed {
            Deed::Set(Field::Severity { severity, why }) => {
                !why.is_empty() || current.is_none_or(|incident| *severity >= incident.severity)
            }
            _ => true,
        })
        .collect()
}

fn drafted(room: &Room, draft: Draft) -> Opening {
    let known = draft.types.iter().filter_map(|code| room.log.config.category(code));
    let usual = known.clone().map(|category| category.severity).max();
    let sealed = known.clone().any(|category| category.sealed);
    opening(draft.types.clone(), draft.severity.or(usual), draft.title, draft.place, draft.zone, sealed)
}

/// What was written, as the screens get it: the first record, which says the rest.
pub(super) fn written<T>(open: &OpenEvent, done: &Done<T>) -> Result<WrittenRes, CommandError> {
    let first = done.records.first().copied().ok_or_else(|| error::bug("Nothing was written"))?;
    let names = Names::read(open)?;
    let speaker = Speaker { room: &done.room, names: &names, sealed: false, here: &|_| true };
    let fact = done.room.entry(first);
    let other = || done.room.others.iter().find(|other| other.id == first);
    let entry = match fact {
        Some(fact) => speaker.entry(fact),
        None => other()
            .map(|other| speaker.other(other))
            .ok_or_else(|| error::bug("What was written cannot be found"))?,
    };
    let incident = fact.and_then(Fact::incident).and_then(|id| done.room.log.incidents.get(&id));
    Ok(WrittenRes {
        entry,
        incident: incident.map(|incident| incident.id.into()),
        number: incident.map(Incident::said),
        opened: incident.is_some_and(|incident| incident.id == first),
    })
}

/// An opening whose number and context are not filled in yet.
pub(super) fn opening(
    types: Vec<TypeCode>,
    severity: Option<Severity>,
    title: String,
    place: String,
    zone: Option<ZoneId>,
    sealed: bool,
) -> Opening {
    Opening {
        number: Number { desk: String::new(), no: 0 },
        types,
        severity: severity.unwrap_or(Severity::Minor),
        title,
        place,
        zone,
        sealed,
        context: Context::default(),
    }
}

/// What a desk knows when it reads a line.
struct Desk {
    names: Names,
    /// Its letter, also before it has taken one.
    letter: String,
    next: String,
    incidents: Vec<Known>,
    call_signs: Vec<String>,
    zones: Vec<(ZoneId, String)>,
    zone: TimeZone,
}

impl Desk {
    fn of(conn: &Connection, room: &Room, own: AuthorId) -> Result<Self, Error> {
        let names = Names::of(conn, own)?;
        let (number, _) = opening::next(conn, &room.log, own)?;
        let event = table::event::find(conn)?;
        Ok(Self {
            next: number.to_string(),
            letter: number.desk,
            incidents: room.log.incidents.values().filter(|one| one.struck.is_none()).map(known).collect(),
            call_signs: status::call_signs(room).into_iter().filter(|sign| !sign.is_empty()).collect(),
            zones: names.zones.iter().map(|(id, name)| (*id, name.clone())).collect(),
            zone: TimeZone::get(&event.zone).unwrap_or(TimeZone::UTC),
            names,
        })
    }

    fn view<'a>(&'a self, room: &'a Room, now: WallMs, selected: Option<RecordId>) -> View<'a> {
        View {
            desk: &self.letter,
            incidents: &self.incidents,
            categories: &room.log.config.categories,
            call_signs: &self.call_signs,
            zones: &self.zones,
            now,
            zone: &self.zone,
            selected,
        }
    }
}

fn known(incident: &Incident) -> Known {
    Known {
        id: incident.id,
        number: incident.number.clone(),
        said: incident.said(),
        title: incident.title.clone(),
        severity: incident.severity,
        typed: !incident.types.is_empty(),
        ended: !incident.outcome.is_empty(),
        units: incident.units.keys().cloned().collect(),
    }
}

/// Draws what a line becomes.
struct Drawing<'a> {
    text: &'a str,
    speaker: &'a Speaker<'a>,
    desk: &'a Desk,
}

impl Drawing<'_> {
    fn draw(&self, reading: Reading, completions: Vec<line::Completion>) -> ReadLineRes {
        let Reading { tokens, target, deeds, said, problems } = reading;
        let mut did = Vec::new();
        let target = match target {
            Target::Note => LineTarget::Note,
            Target::Existing(id) => {
                let incident = self.speaker.room.log.incidents.get(&id);
                let title = incident.map(|incident| self.speaker.title(incident)).unwrap_or_default();
                LineTarget::Existing { incident: id.into(), number: self.speaker.number(id), title }
            }
            Target::New(draft) => {
                let mut opening = drafted(self.speaker.room, draft);
                opening.number.desk.clone_from(&self.desk.letter);
                did.push(self.speaker.deed(&Deed::Open(Box::new(opening)), self.nowhere(), None));
                LineTarget::New { number: self.desk.next.clone() }
            }
        };
        if let (LineTarget::New { number }, Some(shown::Did::Opened { number: shown, .. })) =
            (&target, did.first_mut())
        {
            shown.clone_from(number);
        }
        did.extend(deeds.iter().map(|deed| self.speaker.deed(deed, self.nowhere(), None)));
        ReadLineRes {
            tokens: tokens
                .into_iter()
                .map(|token| shown::LineToken {
                    from: units(self.text, token.range.start),
                    to: units(self.text, token.range.end),
                    role: role(token.role),
                })
                .collect(),
            target,
            did,
            occurred: said.occurred.map(Into::into),
            from: said.from,
            to: said.to,
            problems: problems
                .into_iter()
                .map(|problem| shown::LineProblem {
                    from: units(self.text, problem.range.start),
                    to: units(self.text, problem.range.end),
                    what: problem_kind(problem.what),
                })
                .collect(),
            completions: completions
                .into_iter()
                .map(|one| shown::Completion {
                    from: units(self.text, one.range.start),
                    to: units(self.text, one.range.end),
                    insert: one.insert,
                    role: role(one.role),
                    label: one.label,
                })
                .collect(),
        }
    }

    /// The name of an entry that is not written yet: nothing goes by it.
    const fn nowhere(&self) -> RecordId {
        RecordId { author: self.desk.names.own, seq: Seq(0) }
    }
}

/// A place in bytes as the web counts it.
fn units(text: &str, at: usize) -> u32 {
    let before = text.get(..at).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// A place as the web counts it in bytes; one within a letter counts as the letter's end.
fn bytes(text: &str, units: u32) -> usize {
    let mut left = usize::try_from(units).unwrap_or(usize::MAX);
    let mut at = 0;
    for letter in text.chars() {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(letter.len_utf16());
        at += letter.len_utf8();
    }
    at
}

const fn role(role: Role) -> shown::LineRole {
    match role {
        Role::Number => shown::LineRole::Number,
        Role::Type => shown::LineRole::Type,
        Role::Severity => shown::LineRole::Severity,
        Role::Subject => shown::LineRole::Subject,
        Role::Place => shown::LineRole::Place,
        Role::Unit => shown::LineRole::Unit,
        Role::Status => shown::LineRole::Status,
        Role::Time => shown::LineRole::Time,
        Role::CallSign => shown::LineRole::CallSign,
        Role::Alert => shown::LineRole::Alert,
        Role::Density => shown::LineRole::Density,
        Role::Keyword => shown::LineRole::Keyword,
        Role::Text => shown::LineRole::Text,
    }
}

const fn problem_kind(what: ProblemKind) -> shown::LineProblemKind {
    match what {
        ProblemKind::UnknownIncident => shown::LineProblemKind::UnknownIncident,
        ProblemKind::AmbiguousIncident => shown::LineProblemKind::AmbiguousIncident,
        ProblemKind::UnknownType => shown::LineProblemKind::UnknownType,
        ProblemKind::UnknownZone => shown::LineProblemKind::UnknownZone,
        ProblemKind::BadTime => shown::LineProblemKind::BadTime,
        ProblemKind::NoReason => shown::LineProblemKind::NoReason,
        ProblemKind::NeedsIncident => shown::LineProblemKind::NeedsIncident,
        ProblemKind::NotReady => shown::LineProblemKind::NotReady,
        ProblemKind::TooLong => shown::LineProblemKind::TooLong,
    }
}
