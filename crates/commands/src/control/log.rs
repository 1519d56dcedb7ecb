//! A part of the log: for the desk that writes it, and for an authority that visits.

use gatehouse_contract::control::{LogEntry, LogReq, LogRes, VisitReq};
use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::Fact;
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_store::{Connection, table};

use super::names::Names;
use super::others;
use super::room::{self, Other, Room};
use super::speak::Speaker;
use crate::error;
use crate::host::Host;
use crate::session;

/// The most entries that one answer gives.
const MOST: usize = 500;

/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// A part of the log, the newest entry first.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn log(host: &dyn Host, req: LogReq) -> Result<LogRes, CommandError> {
    part(host, &req, false)
}

/// The log of the last days as an authority may see it: what is sealed is left out, and so are the names of authorities.
///
/// # Errors
/// As [`log`].
pub fn visit(host: &dyn Host, req: VisitReq) -> Result<LogRes, CommandError> {
    let now = host.now().wall;
    let from = WallMs(now.0.saturating_sub(i64::from(req.days) * DAY_MS));
    let whole = LogReq {
        words: String::new(),
        kind: None,
        own: false,
        from: Some(from.into()),
        until: None,
        before: req.before,
        limit: u32::MAX,
    };
    part(host, &whole, true)
}

fn part(host: &dyn Host, req: &LogReq, sealed: bool) -> Result<LogRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let room = room::find(&open, &now)?;
    let names = Names::read(&open)?;
    let present =
        open.replica.read(|conn: &Connection| table::attachment::hashes(conn)).map_err(error::store)?;
    let here = |hash: &[u8; 32]| present.contains(hash);
    let speaker = Speaker { room: &room, names: &names, sealed, here: &here };
    let wanted = Wanted::of(req, &room);
    let limit = usize::try_from(req.limit).unwrap_or(MOST).min(MOST);
    let mut entries = Vec::new();
    let mut more = false;
    for line in lines(&room) {
        if !wanted.place(&line) || (req.own && line.id().author != names.own) {
            continue;
        }
        let entry = line.said(&speaker);
        if !wanted.entry(&entry) {
            continue;
        }
        if entries.len() == limit {
            more = true;
            break;
        }
        entries.push(entry);
    }
    Ok(LogRes { now: room.moment(&now).into(), entries, more })
}

/// A line of the log.
enum Line<'a> {
    Entry(&'a Fact),
    Other(&'a Other),
}

impl Line<'_> {
    const fn place(&self) -> (Hlc, RecordId) {
        match self {
            Self::Entry(fact) => (fact.hlc, fact.id),
            Self::Other(other) => (other.hlc, other.id),
        }
    }

    const fn id(&self) -> RecordId {
        self.place().1
    }

    const fn at(&self) -> WallMs {
        match self {
            Self::Entry(fact) => fact.logged,
            Self::Other(other) => other.at,
        }
    }

    fn said(&self, speaker: &Speaker<'_>) -> LogEntry {
        match self {
            Self::Entry(fact) => speaker.entry(fact),
            Self::Other(other) => speaker.other(other),
        }
    }
}

/// All lines, the newest first: both lists are in the common order.
fn lines(room: &Room) -> impl Iterator<Item = Line<'_>> {
    let mut entries = room.log.entries.iter().rev().peekable();
    let mut others = room.others.iter().rev().filter(|other| others::is_listed(other)).peekable();
    std::iter::from_fn(move || match (entries.peek(), others.peek()) {
        (Some(entry), Some(other)) if (entry.hlc, entry.id) < (other.hlc, other.id) => {
            others.next().map(Line::Other)
        }
        (Some(_), _) => entries.next().map(Line::Entry),
        (None, _) => others.next().map(Line::Other),
    })
}

/// What somebody looks for.
struct Wanted<'a> {
    req: &'a LogReq,
    before: Option<(Hlc, RecordId)>,
    words: Vec<String>,
}

impl<'a> Wanted<'a> {
    fn of(req: &'a LogReq, room: &Room) -> Self {
        let before = req.before.and_then(|id| place_of(room, id.into()));
        Self { req, before, words: req.words.split_whitespace().map(str::to_lowercase).collect() }
    }

    fn place(&self, line: &Line<'_>) -> bool {
        let at = line.at();
        self.before.is_none_or(|before| line.place() < before)
            && self.req.from.is_none_or(|from| at >= from.into())
            && self.req.until.is_none_or(|until| at <= until.into())
    }

    fn entry(&self, entry: &LogEntry) -> bool {
        self.req.kind.is_none_or(|kind| kind == entry.kind) && self.holds(entry)
    }

    /// Whether an entry holds every word, in whatever place.
    fn holds(&self, entry: &LogEntry) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let said = [&entry.verbatim, &entry.from, &entry.to, &entry.who, &entry.desk];
        let mut text = said.map(|part| part.to_lowercase()).join(" ");
        for part in entry
            .corrections
            .iter()
            .chain(&entry.number)
            .chain(&entry.did.iter().flat_map(spoken).collect::<Vec<_>>())
        {
            text.push(' ');
            text.push_str(&part.to_lowercase());
        }
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// What people wrote in something that an entry does.
fn spoken(did: &gatehouse_contract::control::Did) -> Vec<String> {
    use gatehouse_contract::control::Did;
    match did {
        Did::Opened { types, title, place, .. } => {
            types.iter().cloned().chain([title.clone(), place.clone()]).collect()
        }
        Did::Field { new, why, .. } => vec![new.clone(), why.clone()],
        Did::Unit { unit, role, .. } => vec![unit.clone(), role.clone()],
        Did::Subject { description, .. } => vec![description.clone()],
        Did::Decided { chosen, rationale, owner, .. } => {
            vec![chosen.clone(), rationale.clone(), owner.clone()]
        }
        Did::Promised { text, owner, .. } => vec![text.clone(), owner.clone()],
        Did::Density { name, note, .. } => vec![name.clone(), note.clone()],
        Did::Post { who, post, call_sign, .. } => vec![who.clone(), post.clone(), call_sign.clone()],
        Did::Corrected { text, .. } | Did::Settled { text } => vec![text.clone()],
        Did::Severity { why, .. } => vec![why.clone()],
        Did::Struck { reason, .. } | Did::Recounted { reason, .. } => vec![reason.clone()],
        Did::HandedOver { to, note, .. } => vec![to.clone(), note.clone()],
        Did::Visit { authority, .. } => vec![authority.clone()],
        _ => Vec::new(),
    }
}

fn place_of(room: &Room, id: RecordId) -> Option<(Hlc, RecordId)> {
    let entry = room.entry(id).map(|fact| (fact.hlc, fact.id));
    entry.or_else(|| room.others.iter().find(|other| other.id == id).map(|other| (other.hlc, other.id)))
}
