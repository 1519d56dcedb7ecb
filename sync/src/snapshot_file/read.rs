//! Reading: total, and within bounded memory whatever the file says.

use std::io::{BufRead, Read as _};

use flate2::read::DeflateDecoder;
use sha2::{Digest as _, Sha256};

use super::{Head, HeadLine, KIND, MAGIC, PartLine, SnapshotFileError, TailLine};
use crate::lines::{Broken, Lines};
use crate::wire::{ChunkOf, Manifest, hex, parse_hex};

/// No honest line is longer: the head has two documents, the others a few numbers.
const LONGEST_LINE: u64 = 64 * 1024;

/// No honest part has more bytes, packed or not.
const LARGEST_PART: u64 = 8 << 20;

/// Reads a file from its beginning.
pub struct Reader<R> {
    lines: Lines<R>,
    head: Head,
    parts: u32,
}

/// A part of a file, as long as its hash says.
pub struct Part {
    /// What it is, in the terms of a first download.
    pub of: ChunkOf,
    /// Its documents, one a line.
    pub text: String,
}

impl<R: BufRead> Reader<R> {
    /// Reads what the file says of itself. Nothing of that is verified before [`Reader::part`] came to the end.
    ///
    /// # Errors
    ///
    /// As [`SnapshotFileError`] says.
    pub fn open(from: R) -> Result<Self, SnapshotFileError> {
        let mut lines = Lines::new(from, LONGEST_LINE);
        match lines.line() {
            Ok(Some(line)) if line == MAGIC => {}
            Ok(Some(line)) if is_newer(&line) => return Err(SnapshotFileError::Newer),
            Err(Broken::Io(source)) => return Err(SnapshotFileError::Io(source)),
            _ => return Err(SnapshotFileError::NotOne),
        }
        let head: HeadLine = parse(&line(&mut lines)?)?;
        let head = head.read().ok_or(SnapshotFileError::Altered)?;
        Ok(Self { lines, head, parts: 0 })
    }

    /// What the file says of itself.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The next part; `None` once the whole file was read, is as it was written, and the device in its head signed it.
    ///
    /// # Errors
    ///
    /// As [`SnapshotFileError`] says.
    pub fn part(&mut self) -> Result<Option<Part>, SnapshotFileError> {
        let text = line(&mut self.lines)?;
        if let Ok(tail) = serde_json::from_str::<TailLine>(&text) {
            return self.end(&text, &tail).map(|()| None);
        }
        let PartLine { rows, bytes, packed, sha256 } = parse(&text)?;
        if bytes > LARGEST_PART || packed > LARGEST_PART {
            return Err(SnapshotFileError::Altered);
        }
        let packed = self.lines.bytes(packed).map_err(broken)?;
        let mut text = String::new();
        let unpacked = DeflateDecoder::new(&packed[..]).take(bytes + 1).read_to_string(&mut text);
        let sha256 = parse_hex(&sha256).ok_or(SnapshotFileError::Altered)?;
        let of = ChunkOf { n: self.parts, rows, bytes, sha256 };
        if unpacked.is_err() || !of.is_sound(&text) {
            return Err(SnapshotFileError::Altered);
        }
        self.parts += 1;
        Ok(Some(Part { of, text }))
    }

    fn end(&mut self, text: &str, tail: &TailLine) -> Result<(), SnapshotFileError> {
        let sum = self.lines.sum_before();
        // Spelled otherwise than it is written, the last line would be the only one that may be altered.
        let as_written = serde_json::to_string(tail).is_ok_and(|written| written == text);
        if !as_written || tail.sha256 != hex(&sum) || self.lines.line().map_err(broken)?.is_some() {
            return Err(SnapshotFileError::Altered);
        }
        let signature = parse_hex(&tail.signature).filter(|bytes| hex(bytes) == tail.signature);
        let signature = signature.ok_or(SnapshotFileError::Altered)?;
        self.head.device.public_key.verify_file(&sum, &signature).map_err(|_| SnapshotFileError::Forged)
    }
}

/// A file that was read to its end and found as its device signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// What it says of itself.
    pub head: Head,
    /// Its parts, as a first download in them.
    pub manifest: Manifest,
}

/// Reads a whole file and keeps nothing of it but what it is.
///
/// # Errors
///
/// As [`SnapshotFileError`] says.
pub fn survey(from: impl BufRead) -> Result<Survey, SnapshotFileError> {
    let mut reader = Reader::open(from)?;
    let (mut whole, mut chunks) = (Sha256::new(), Vec::new());
    while let Some(Part { of, text }) = reader.part()? {
        whole.update(text.as_bytes());
        chunks.push(of);
    }
    let sha256 = <[u8; 32]>::from(whole.finalize());
    let Reader { head, .. } = reader;
    let manifest = Manifest {
        // No snapshot of the central store has such a name.
        snapshot: format!("file:{}", hex(&sha256)),
        covers: head.covers.clone().unwrap_or_default(),
        rows: chunks.iter().map(|chunk| chunk.rows).fold(0, u64::saturating_add),
        sha256,
        chunks,
    };
    Ok(Survey { head, manifest })
}

fn is_newer(line: &str) -> bool {
    line.strip_prefix(KIND)
        .is_some_and(|form| !form.is_empty() && form.bytes().all(|digit| digit.is_ascii_digit()))
}

fn line<R: BufRead>(lines: &mut Lines<R>) -> Result<String, SnapshotFileError> {
    lines.line().map_err(broken)?.ok_or(SnapshotFileError::Cut)
}

fn parse<T: serde::de::DeserializeOwned>(line: &str) -> Result<T, SnapshotFileError> {
    serde_json::from_str(line).map_err(|_| SnapshotFileError::Altered)
}

fn broken(broken: Broken) -> SnapshotFileError {
    match broken {
        Broken::Io(source) => SnapshotFileError::Io(source),
        Broken::Cut => SnapshotFileError::Cut,
        Broken::NotText => SnapshotFileError::Altered,
    }
}
