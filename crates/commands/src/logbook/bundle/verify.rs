//! Whether a bundle is what was written.
//!
//! Looks at everything and names all that is wrong, rather than stopping at the first. It takes nothing on trust that
//! stands in the folder, except the keys when the caller knows no others; then the answer says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use gatehouse_core::ids::AuthorId;
use gatehouse_store::{DevicePublicKey, Record};
use thiserror::Error;

use super::{ATTACHMENTS, GUIDE, KEYS, KeyLine, RECORDS, RecordLine, SUMS, hex, sha256};

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Verified {
    /// Records whose bytes, hash and signature are good.
    pub records: usize,
    /// Attachments that are what their records say.
    pub attachments: usize,
    /// Authors whose key only the bundle names, so that nothing outside vouches for it.
    pub unknown: Vec<AuthorId>,
    /// Everything that is wrong.
    pub wrong: Vec<Wrong>,
}

impl Verified {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        self.wrong.is_empty()
    }
}

/// Something that is wrong with a bundle. Lines are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum Wrong {
    /// A file is named and not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A file is not as it was written.
    #[error("{0} was changed")]
    Changed(String),
    /// A file is there that nothing names.
    #[error("{0} does not belong to it")]
    Unlisted(String),
    /// A line cannot be read.
    #[error("{file}, line {line}, cannot be read")]
    Unreadable {
        /// Which file.
        file: String,
        /// Which line.
        line: usize,
    },
    /// Nobody named the key that a record is signed with.
    #[error("{RECORDS}, line {line}: the key of its author is not known")]
    NoKey {
        /// Which line.
        line: usize,
    },
    /// The bundle names another key for a desk than the event does.
    #[error("the key of {0} is not the event's")]
    OtherKey(String),
    /// The signature is not its author's over these bytes, or the bytes are no record.
    #[error("{RECORDS}, line {line}: the signature does not verify")]
    Signature {
        /// Which line.
        line: usize,
    },
    /// Something beside the bytes says what the bytes do not.
    #[error("{RECORDS}, line {line}: {what} is not what was signed")]
    Says {
        /// Which line.
        line: usize,
        /// What.
        what: &'static str,
    },
    /// A record stands twice.
    #[error("{RECORDS}, line {line}: the record stands there twice")]
    Twice {
        /// Which line.
        line: usize,
    },
    /// A record does not build on the one before it in its author's log.
    #[error("{RECORDS}, line {line}: it does not build on the record before it")]
    Previous {
        /// Which line.
        line: usize,
    },
    /// Records of two events.
    #[error("{RECORDS}, line {line}: it belongs to another event")]
    OtherEvent {
        /// Which line.
        line: usize,
    },
    /// A record names an attachment that is not there.
    #[error("the attachment {0} is missing")]
    NoAttachment(String),
    /// An attachment that no record names.
    #[error("no record names the attachment {0}")]
    Unattached(String),
}

/// Verifies a bundle's folder against the keys of the event's desks; `keys` is empty when nobody knows them.
///
/// # Errors
/// When the folder cannot be read. What is wrong with what stands in it is an answer.
pub fn verify(folder: &Path, keys: &BTreeMap<AuthorId, DevicePublicKey>) -> io::Result<Verified> {
    let files = read(folder)?;
    let mut check = Check { files: &files, wrong: BTreeSet::new() };
    check.sums();
    let (own, unknown) = check.keys(keys);
    let records = check.records(&own);
    let attachments = check.attachments(&records);
    let records = records.len();
    Ok(Verified { records, attachments, unknown, wrong: check.wrong.into_iter().collect() })
}

/// The files of the folder and of the one for attachments, by path.
fn read(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let inner = folder.join(ATTACHMENTS);
    for (under, folder) in [("", folder), ("attachments/", inner.as_path())] {
        if !under.is_empty() && !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                let path = format!("{under}{}", entry.file_name().to_string_lossy());
                files.insert(path, fs::read(entry.path())?);
            }
        }
    }
    Ok(files)
}

struct Check<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    wrong: BTreeSet<Wrong>,
}

impl Check<'_> {
    /// Holds every file against the list, and the list against what a bundle always has.
    fn sums(&mut self) {
        let mut listed = BTreeSet::from([SUMS.to_owned()]);
        for (line, text) in self.lines(SUMS) {
            let Some((sum, path)) = text.split_once("  ") else {
                self.wrong.insert(Wrong::Unreadable { file: SUMS.to_owned(), line });
                continue;
            };
            listed.insert(path.to_owned());
            match self.files.get(path) {
                None => self.wrong.insert(Wrong::Missing(path.to_owned())),
                Some(bytes) if sha256(bytes) != sum => self.wrong.insert(Wrong::Changed(path.to_owned())),
                Some(_) => continue,
            };
        }
        for path in [SUMS, RECORDS, KEYS, GUIDE, "incident.pdf"] {
            if !self.files.contains_key(path) {
                self.wrong.insert(Wrong::Missing(path.to_owned()));
            }
        }
        let unlisted = self.files.keys().filter(|path| !listed.contains(*path));
        self.wrong.extend(unlisted.cloned().map(Wrong::Unlisted));
    }

    /// The keys to verify with, and the authors of which only the bundle names one.
    fn keys(
        &mut self,
        known: &BTreeMap<AuthorId, DevicePublicKey>,
    ) -> (BTreeMap<AuthorId, DevicePublicKey>, Vec<AuthorId>) {
        let (mut keys, mut unknown) = (known.clone(), Vec::new());
        for (line, text) in self.lines(KEYS) {
            let read = serde_json::from_str::<KeyLine>(&text).ok().and_then(|line| {
                let key = line.public_key.parse::<DevicePublicKey>().ok()?;
                Some((line.author.parse::<AuthorId>().ok()?, key))
            });
            let Some((author, key)) = read else {
                self.wrong.insert(Wrong::Unreadable { file: KEYS.to_owned(), line });
                continue;
            };
            match known.get(&author) {
                Some(known) if *known != key => {
                    self.wrong.insert(Wrong::OtherKey(author.to_string()));
                }
                Some(_) => {}
                None => {
                    keys.insert(author, key);
                    unknown.push(author);
                }
            }
        }
        (keys, unknown)
    }

    /// The records whose signature is good.
    fn records(&mut self, keys: &BTreeMap<AuthorId, DevicePublicKey>) -> Vec<Record> {
        let mut records: Vec<Record> = Vec::new();
        for (line, text) in self.lines(RECORDS) {
            let Ok(said) = serde_json::from_str::<RecordLine>(&text) else {
                self.wrong.insert(Wrong::Unreadable { file: RECORDS.to_owned(), line });
                continue;
            };
            match record(&said, line, keys) {
                Ok((record, wrong)) => {
                    self.wrong.extend(wrong);
                    self.wrong.extend(beside(&records, &record, line));
                    records.push(record);
                }
                Err(wrong) => {
                    self.wrong.insert(wrong);
                }
            }
        }
        records
    }

    /// Holds the attachments against what records name; tells how many are good.
    fn attachments(&mut self, records: &[Record]) -> usize {
        let mut named = BTreeSet::new();
        for record in records {
            let Ok(payload) = serde_json::from_slice::<serde_json::Value>(record.payload()) else { continue };
            name_attachments(&payload, &mut named);
            // A record that was told again after its device was restored quotes the first one's payload as a text.
            let quoted = payload["payload"].as_str().and_then(|text| serde_json::from_str(text).ok());
            if let Some(quoted) = quoted {
                name_attachments(&quoted, &mut named);
            }
        }
        let mut here = BTreeSet::new();
        let inside = |path: &&String| path.starts_with(ATTACHMENTS);
        for path in self.files.keys().filter(inside) {
            let sum = self.files.get(path).map(|bytes| sha256(bytes)).unwrap_or_default();
            let claimed = path.trim_start_matches("attachments/").split('-').next().unwrap_or_default();
            if claimed != sum {
                self.wrong.insert(Wrong::Changed(path.clone()));
            } else if named.contains(&sum) {
                here.insert(sum);
            } else {
                self.wrong.insert(Wrong::Unattached(path.clone()));
            }
        }
        self.wrong.extend(named.difference(&here).cloned().map(Wrong::NoAttachment));
        here.len()
    }

    /// The lines of a file that say something, counted from 1.
    fn lines(&self, path: &str) -> Vec<(usize, String)> {
        let bytes = self.files.get(path).map(Vec::as_slice).unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n').map(String::from_utf8_lossy).map(String::from);
        (1..).zip(lines).filter(|(_, line)| !line.trim().is_empty()).collect()
    }
}

/// A record whose signature is good, and what stands beside it that it does not say.
fn record(
    said: &RecordLine,
    line: usize,
    keys: &BTreeMap<AuthorId, DevicePublicKey>,
) -> Result<(Record, Vec<Wrong>), Wrong> {
    let unreadable = || Wrong::Unreadable { file: RECORDS.to_owned(), line };
    let bytes = BASE64_STANDARD.decode(&said.bytes).map_err(|_| unreadable())?;
    let signature = unhex(&said.signature).ok_or_else(unreadable)?;
    let author = said.author.parse::<AuthorId>().map_err(|_| unreadable())?;
    let key = keys.get(&author).ok_or(Wrong::NoKey { line })?;
    let record = Record::verify(&bytes, &signature, key).map_err(|_| Wrong::Signature { line })?;
    let payload = serde_json::from_slice::<serde_json::Value>(record.payload()).ok();
    let checks = [
        ("the author", record.author == author),
        ("the number", record.seq.0 == said.seq),
        ("the hash", hex(&record.hash) == said.hash),
        ("the kind", (record.kind, record.version) == (said.kind, said.version)),
        ("the payload", payload == said.payload),
    ];
    let wrong = checks.into_iter().filter(|(_, is_so)| !is_so);
    Ok((record, wrong.map(|(what, _)| Wrong::Says { line, what }).collect()))
}

/// What is wrong with a record beside those before it in the file.
fn beside(records: &[Record], record: &Record, line: usize) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    if records.iter().any(|other| other.id() == record.id()) {
        wrong.push(Wrong::Twice { line });
    }
    if records.first().is_some_and(|first| first.event != record.event) {
        wrong.push(Wrong::OtherEvent { line });
    }
    let neighbour = |other: &Record, next: &Record| {
        other.author == next.author && other.seq.0 + 1 == next.seq.0 && other.hash != next.prev_hash
    };
    if records.iter().any(|other| neighbour(other, record) || neighbour(record, other)) {
        wrong.push(Wrong::Previous { line });
    }
    wrong
}

/// The hashes of the attachments that a payload names, wherever it lists some.
fn name_attachments(value: &serde_json::Value, named: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                let listed = value.as_array().filter(|_| key == "attachments");
                let hashes = listed.into_iter().flatten().filter_map(|one| one["hash"].as_str());
                named.extend(hashes.map(str::to_lowercase));
                name_attachments(value, named);
            }
        }
        serde_json::Value::Array(values) => {
            values.iter().for_each(|value| name_attachments(value, named));
        }
        _ => {}
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    text.len().is_multiple_of(2).then(|| (0..text.len()).step_by(2).map(pair).collect())?
}
