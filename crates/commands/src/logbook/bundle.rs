//! One incident as a folder that can be handed over and verified without the program's database.
//!
//! ```text
//! A-0143/
//!   incident.pdf                the incident on paper
//!   records.jsonl               every record of it, with the bytes that were signed
//!   keys.jsonl                  the public keys of the desks that wrote them
//!   attachments/<sha256>-name   what was attached, to the byte
//!   SHA256SUMS                  for `sha256sum -c`
//!   VERIFY.txt                  how to check all this, and what it proves
//! ```
//!
//! Nothing is written here: what a folder holds is a list of paths and bytes. [`verify()`] reads one back.

mod guide;
mod verify;

use std::collections::{BTreeMap, BTreeSet};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use gatehouse_core::ids::{AuthorId, RecordId};
use gatehouse_core::incident::{Attachment, Deed, Fact, Incident, Log};
use gatehouse_store::{DevicePublicKey, Record};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use self::verify::{Verified, Wrong, verify};
use super::book::{Book, Seal};
use super::reading::{Reading, hex};
use crate::paper::Unprintable;

const RECORDS: &str = "records.jsonl";
const KEYS: &str = "keys.jsonl";
const SUMS: &str = "SHA256SUMS";
const GUIDE: &str = "VERIFY.txt";
const ATTACHMENTS: &str = "attachments";

/// What a bundle is made of beside the book.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The records of the incident: those that [`wanted`] names, and whatever else explains them, such as the first record
    /// of each desk.
    pub records: &'a [Record],
    /// The public keys of the desks that wrote them.
    pub keys: &'a BTreeMap<AuthorId, DevicePublicKey>,
    /// What was attached, by its SHA-256, as far as it is on this device.
    pub attachments: &'a BTreeMap<[u8; 32], Vec<u8>>,
}

/// A file of a bundle.
#[derive(Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Where it stands, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why there is no bundle.
#[derive(Debug, thiserror::Error)]
pub enum Unbundled {
    /// Records cannot be sealed: what was signed is what is there.
    #[error("a sealed copy has no records")]
    Sealed,
    /// The sheet could not be drawn.
    #[error("the incident's sheet could not be drawn")]
    Paper(#[from] Unprintable),
    /// A line could not be written.
    #[error("a line could not be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// The records that belong to an incident: its entries, and what struck or corrected them wherever it stands.
#[must_use]
pub fn wanted(log: &Log, incident: &Incident) -> BTreeSet<RecordId> {
    let mut wanted: BTreeSet<RecordId> = incident.entries.iter().copied().chain([incident.id]).collect();
    // A strike may be struck itself, so look until nothing is added.
    loop {
        let about = |fact: &&Fact| {
            fact.entry.deeds.iter().any(|deed| match deed {
                Deed::Strike { entry, .. } | Deed::Correct { entry, .. } => wanted.contains(entry),
                _ => false,
            })
        };
        let more: Vec<RecordId> = log.entries.iter().filter(about).map(|fact| fact.id).collect();
        let before = wanted.len();
        wanted.extend(more);
        if wanted.len() == before {
            return wanted;
        }
    }
}

impl Book<'_> {
    /// The files of an incident's folder, which bears its number. Names in records stay enciphered as they were signed.
    ///
    /// # Errors
    /// [`Unbundled::Sealed`] for a sealed book; otherwise when the sheet cannot be drawn.
    pub fn bundle(&self, incident: &Incident, material: Material<'_>) -> Result<Vec<BundleFile>, Unbundled> {
        if self.seal == Seal::Sealed {
            return Err(Unbundled::Sealed);
        }
        let reading = Reading::of(*self);
        let attached = attached(&reading, incident);
        let (here, missing): (Vec<&Attachment>, Vec<&Attachment>) =
            attached.into_iter().partition(|attachment| material.attachments.contains_key(&attachment.hash));
        let mut files = vec![
            ("incident.pdf".to_owned(), self.incident(incident)?),
            (RECORDS.to_owned(), records(material.records)?),
            (KEYS.to_owned(), keys(&reading, material.keys)?),
        ];
        files.extend(here.into_iter().filter_map(|attachment| {
            let bytes = material.attachments.get(&attachment.hash)?;
            Some((path(attachment), bytes.clone()))
        }));
        let guide = guide::text(&reading, incident, material.keys, &missing);
        files.push((GUIDE.to_owned(), guide.into_bytes()));
        files.push((SUMS.to_owned(), sums(&files)));
        let folder = incident.said();
        let file = |(path, bytes)| BundleFile { path: format!("{folder}/{path}"), bytes };
        Ok(files.into_iter().map(file).collect())
    }
}

/// A line of `records.jsonl`.
#[derive(Serialize, Deserialize)]
struct RecordLine {
    author: String,
    seq: u64,
    hash: String,
    signature: String,
    kind: u16,
    version: u8,
    /// What the record says; nothing when it is no JSON. What was signed is in `bytes`.
    payload: Option<serde_json::Value>,
    bytes: String,
}

/// A line of `keys.jsonl`.
#[derive(Serialize, Deserialize)]
struct KeyLine {
    author: String,
    desk: String,
    public_key: String,
}

impl RecordLine {
    fn of(record: &Record) -> Self {
        Self {
            author: record.author.to_string(),
            seq: record.seq.0,
            hash: hex(&record.hash),
            signature: hex(&record.signature),
            kind: record.kind,
            version: record.version,
            payload: serde_json::from_slice(record.payload()).ok(),
            bytes: BASE64_STANDARD.encode(&record.bytes),
        }
    }
}

/// The records in the common order, each once.
fn records(records: &[Record]) -> serde_json::Result<Vec<u8>> {
    let mut ordered: Vec<&Record> = records.iter().collect();
    ordered.sort_by_key(|record| (record.place(), record.id()));
    ordered.dedup_by_key(|record| record.id());
    lines(ordered.into_iter().map(RecordLine::of))
}

fn keys(reading: &Reading<'_>, keys: &BTreeMap<AuthorId, DevicePublicKey>) -> serde_json::Result<Vec<u8>> {
    lines(keys.iter().map(|(author, key)| KeyLine {
        author: author.to_string(),
        desk: reading.desk(*author),
        public_key: key.to_string(),
    }))
}

fn lines(lines: impl Iterator<Item = impl Serialize>) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut bytes, &line)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// What was attached to the entries of an incident, each content once.
fn attached<'a>(reading: &Reading<'a>, incident: &Incident) -> Vec<&'a Attachment> {
    let mut seen = BTreeSet::new();
    let entries = incident.entries.iter().filter_map(|id| reading.fact(*id));
    let attachments = entries.flat_map(|fact| &fact.entry.said.attachments);
    attachments.filter(|attachment| seen.insert(attachment.hash)).collect()
}

/// Where an attachment stands: its hash, and as much of its name as is safe in any file system.
fn path(attachment: &Attachment) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '-' };
    let name = attachment.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let from_the_end: Vec<char> = name.chars().rev().take(60).map(plain).collect();
    let name: String = from_the_end.into_iter().rev().collect();
    let name = name.trim_matches(['.', '-']);
    let name = if name.is_empty() { "file" } else { name };
    format!("{ATTACHMENTS}/{}-{name}", hex(&attachment.hash))
}

/// The list that `sha256sum -c` reads.
fn sums(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let line = |(path, bytes): &(String, Vec<u8>)| format!("{}  {path}\n", sha256(bytes));
    files.iter().map(line).collect::<String>().into_bytes()
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests;
