//! The log as files, beside whatever else was printed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use gatehouse_contract::control::{ExportLogReq, LogExport};
use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::Paper;
use gatehouse_contract::show::{ExportRes, PaperLanguage};
use gatehouse_core::ids::{AuthorId, CheckpointId, RecordId, ZoneId};
use gatehouse_core::incident::{Incident, Sealed};
use gatehouse_core::time::{WallMs, Window};
use gatehouse_store::table::author::AuthorRow;
use gatehouse_store::table::event::EventRow;
use gatehouse_store::{Connection, DevicePublicKey, Error, Record, Secret, SecretId, sealed_with, table};
use jiff::tz::TimeZone;

use super::room::{self, Room};
use crate::error;
use crate::host::Host;
use crate::language::Language;
use crate::logbook::bundle::{self, Material};
use crate::logbook::{Activity, Book, Head, Prepared, Resource, Seal};
use crate::paper::Unprintable;
use crate::session::{self, OpenEvent};

/// A file that was made.
pub struct Piece {
    /// Where it belongs below the folder, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What was made of the log.
pub struct Made {
    /// The files; one, but for an incident's folder.
    pub pieces: Vec<Piece>,
    /// How many entries stand in it.
    pub rows: u32,
}

/// Writes the log, or a part of it, and says where.
///
/// # Errors
/// When no event is open, what it names does not exist, or the disk fails.
pub fn export(host: &dyn Host, req: ExportLogReq) -> Result<ExportRes, CommandError> {
    let open = session::open(host)?;
    let made = made(host, &open, &req)?;
    let folder = &host.folders().printed;
    for piece in &made.pieces {
        save(&folder.join(&piece.path), &piece.bytes)
            .map_err(|problem| error::io(&problem, "writing the log's file"))?;
    }
    // Of a folder the folder is said, of a file the file.
    let shown = made.pieces.first().map(|piece| match piece.path.split_once('/') {
        Some((first, _)) => folder.join(first),
        None => folder.join(&piece.path),
    });
    let path = shown.unwrap_or_else(|| folder.clone());
    Ok(ExportRes { path: path.to_string_lossy().into_owned(), rows: made.rows })
}

/// The files, and how many entries stand in them.
///
/// # Errors
/// As [`export`].
pub fn made(host: &dyn Host, open: &OpenEvent, req: &ExportLogReq) -> Result<Made, CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, &now)?;
    let known = open.replica.read(Known::read).map_err(error::store)?;
    Making { room: &room, known: &known, printed: room.moment(&now), req }.make(open)
}

/// Verifies the folder of an incident; an empty list says that nothing is wrong.
///
/// # Errors
/// When the folder cannot be read.
pub fn verify(folder: &Path) -> io::Result<Vec<String>> {
    let found = bundle::verify(folder, &BTreeMap::new())?;
    Ok(found.wrong.iter().map(ToString::to_string).collect())
}

/// What the replica knows beside the log.
struct Known {
    event: EventRow,
    zone: TimeZone,
    authors: Vec<AuthorRow>,
    zones: BTreeMap<ZoneId, String>,
    doors: BTreeMap<CheckpointId, String>,
    desks: BTreeMap<AuthorId, String>,
    secrets: BTreeMap<SecretId, Secret>,
}

impl Known {
    fn read(conn: &Connection) -> Result<Self, Error> {
        let event = table::event::find(conn)?;
        let authors = table::author::all(conn)?;
        Ok(Self {
            zone: TimeZone::get(&event.zone).unwrap_or(TimeZone::UTC),
            event,
            zones: table::zone::all(conn)?.into_iter().map(|zone| (zone.id, zone.name)).collect(),
            doors: table::checkpoint::all(conn)?.into_iter().map(|door| (door.id, door.name)).collect(),
            desks: authors.iter().map(|author| (author.id, author.name.clone())).collect(),
            secrets: table::secret::all(conn)?.into_iter().map(|secret| (secret.id(), secret)).collect(),
            authors,
        })
    }

    fn name(&self, sealed: &Sealed) -> Option<String> {
        self.secrets.get(&sealed_with(&sealed.0)?)?.open(&sealed.0)
    }
}

struct Making<'a> {
    room: &'a Room,
    known: &'a Known,
    printed: WallMs,
    req: &'a ExportLogReq,
}

impl Making<'_> {
    fn make(&self, open: &OpenEvent) -> Result<Made, CommandError> {
        let heads: Vec<Head> = self.known.authors.iter().filter(|one| one.head.seq.0 > 0).map(head).collect();
        let names = |sealed: &Sealed| self.known.name(sealed);
        let book = self.book(&heads, &names);
        let period = self.period();
        let rows = self.room.log.entries.iter().filter(|fact| holds(&period, fact.logged)).count();
        let one = |path: String, bytes: Vec<u8>| Made {
            pieces: vec![Piece { path, bytes }],
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
        };
        Ok(match &self.req.what {
            LogExport::LicencePdf => {
                one(self.name("log", "pdf"), book.licence_log(&period).map_err(unprintable)?)
            }
            LogExport::Csv => one(self.name("log", "csv"), book.csv(&period)),
            LogExport::Jsonl => {
                let lines = book.jsonl(&period).map_err(|problem| error::bug(problem.to_string()))?;
                one(self.name("log", "jsonl"), lines)
            }
            LogExport::Ics214 { who, position, agency, prepared_by } => {
                let activity = self.activity(who, position, agency, prepared_by);
                let bytes = book.activity(&activity).map_err(unprintable)?;
                one(self.name(&format!("ics214 {who}"), "pdf"), bytes)
            }
            LogExport::Incident { incident } => self.bundle(open, &book, (*incident).into())?,
        })
    }

    fn book<'b>(&'b self, heads: &'b [Head], names: &'b dyn Fn(&Sealed) -> Option<String>) -> Book<'b> {
        Book {
            log: &self.room.log,
            event: &self.known.event.name,
            venue: self.known.event.venue.as_deref().unwrap_or_default(),
            zone: &self.known.zone,
            language: match self.req.language {
                PaperLanguage::En => Language::English,
                PaperLanguage::Es => Language::Spanish,
            },
            paper: Paper::A4,
            printed: self.printed,
            heads,
            zones: &self.known.zones,
            doors: &self.known.doors,
            desks: &self.known.desks,
            seal: if self.req.sealed { Seal::Sealed } else { Seal::Open },
            names,
        }
    }

    fn period(&self) -> Window {
        Window { from: self.req.from.map(Into::into), until: self.req.until.map(Into::into) }
    }

    /// Whoever is on a post goes by name and by call sign.
    fn activity(&self, who: &str, position: &str, agency: &str, prepared_by: &str) -> Activity {
        let posts = self.room.log.posts.values().flatten();
        let also = posts
            .filter(|(name, on_post)| name.as_str() == who || on_post.call_sign == who)
            .flat_map(|(name, on_post)| [name.clone(), on_post.call_sign.clone()])
            .filter(|name| name != who && !name.is_empty())
            .collect();
        let resource = |name: &str, position: &str| Resource {
            name: name.to_owned(),
            position: position.to_owned(),
            agency: agency.to_owned(),
        };
        Activity {
            incident: self.known.event.name.clone(),
            period: self.period(),
            of: resource(who, position),
            also,
            resources: Vec::new(),
            prepared: Prepared { name: prepared_by.to_owned(), position: String::new() },
        }
    }

    fn bundle(&self, open: &OpenEvent, book: &Book<'_>, id: RecordId) -> Result<Made, CommandError> {
        let incident = self.room.log.incidents.get(&id).ok_or_else(|| error::not_found("incident"))?;
        let wanted = bundle::wanted(&self.room.log, incident);
        let hashes = attached(self.room, incident);
        let (records, attachments) = open
            .replica
            .read(move |conn: &Connection| {
                let mut records = Vec::with_capacity(wanted.len());
                for id in &wanted {
                    records.extend(table::record::find(conn, *id)?);
                }
                let mut attachments = BTreeMap::new();
                for hash in hashes {
                    if let Some(bytes) = table::attachment::find(conn, &hash)? {
                        attachments.insert(hash, bytes);
                    }
                }
                Ok::<(Vec<Record>, BTreeMap<[u8; 32], Vec<u8>>), Error>((records, attachments))
            })
            .map_err(error::store)?;
        let keys: BTreeMap<AuthorId, DevicePublicKey> =
            self.known.authors.iter().map(|author| (author.id, author.public_key)).collect();
        let material = Material { records: &records, keys: &keys, attachments: &attachments };
        let files = book.bundle(incident, material).map_err(|problem| match problem {
            bundle::Unbundled::Sealed => error::bad_request(
                "Records cannot be written under seal: what was signed is what is there",
                "Write the incident's folder open, for whoever may see it, or the log under seal",
            ),
            problem => error::bug(problem.to_string()),
        })?;
        Ok(Made {
            pieces: files.into_iter().map(|file| Piece { path: file.path, bytes: file.bytes }).collect(),
            rows: u32::try_from(incident.entries.len()).unwrap_or(u32::MAX),
        })
    }

    /// What a file is called: what it is, the event, and when it was written, so that none replaces another.
    fn name(&self, what: &str, ending: &str) -> String {
        let at = jiff::Timestamp::from_millisecond(self.printed.0).unwrap_or_default();
        let at = at.to_zoned(self.known.zone.clone()).strftime("%Y-%m-%d %H%M%S").to_string();
        let safe: String = format!("{} {what} {at}", self.known.event.name)
            .chars()
            .map(|letter| if letter.is_alphanumeric() || " -_.".contains(letter) { letter } else { '_' })
            .collect();
        format!("{safe}.{ending}")
    }
}

fn holds(period: &Window, at: WallMs) -> bool {
    period.from.is_none_or(|from| at >= from) && period.until.is_none_or(|until| at <= until)
}

/// The files that an incident's entries name.
fn attached(room: &Room, incident: &Incident) -> Vec<[u8; 32]> {
    let entries = incident.entries.iter().filter_map(|id| room.entry(*id));
    entries.flat_map(|fact| fact.entry.said.attachments.iter().map(|one| one.hash)).collect()
}

fn head(author: &AuthorRow) -> Head {
    Head { author: author.id, seq: author.head.seq, hash: author.head.hash }
}

fn unprintable(problem: Unprintable) -> CommandError {
    error::bug(problem.to_string())
}

/// Writes a file under another name first, so that nobody ever reads half of it.
fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let half = path.with_extension("part");
    std::fs::write(&half, bytes)?;
    std::fs::rename(&half, path)
}
