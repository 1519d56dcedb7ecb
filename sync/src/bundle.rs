//! Records in a file, for venues without any network: written on one device, read on another.
//!
//! ```text
//! GATEHOUSE-RECORDS1
//! {"event":…,"made_ms":…}
//! ["bytes","signature"]          one line per record, each author's in order
//! {"records":…,"sha256":…}       over everything before this line
//! ```
//!
//! The file needs no signature of its own, because every record has one and names the one before it; the last line tells a
//! file that was cut. It names nobody: what records say of guests are ids.

use std::io::{self, BufRead, Write};

use gatehouse_core::ids::{AuthorId, EventId};
use gatehouse_core::time::WallMs;
use gatehouse_journal::Record;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::lines::{Broken, Lines};
use crate::wire::{Log, Sealed, hex, pair, parse_hex, unpair};

const MAGIC: &str = "GATEHOUSE-RECORDS1";

/// No honest line is longer: a record's payload is at most 64 KiB, twice that when it quotes another.
const LONGEST_LINE: u64 = 512 * 1024;

/// Records that are handed on at once.
const AT_ONCE: usize = 500;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The system says so.
    #[error("the file cannot be read or written")]
    Io(#[from] io::Error),
    /// It is another file, or was altered.
    #[error("line {line} is not what it should be")]
    Altered {
        /// Which line, from 1.
        line: u64,
    },
    /// Its end is missing.
    #[error("the file was cut")]
    Cut,
    /// It is of another event.
    #[error("the file is of another event")]
    OtherEvent,
}

#[derive(Serialize, Deserialize)]
struct Head {
    event: String,
    made_ms: i64,
}

#[derive(Serialize, Deserialize)]
struct Tail {
    records: u64,
    sha256: String,
}

/// Writes a file, record by record.
pub struct Writer<W> {
    to: W,
    digest: Sha256,
    records: u64,
}

impl<W: Write> Writer<W> {
    /// Begins.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn begin(to: W, event: EventId, made: WallMs) -> io::Result<Self> {
        let mut writer = Self { to, digest: Sha256::new(), records: 0 };
        writer.line(MAGIC)?;
        let head = serde_json::to_string(&Head { event: event.to_string(), made_ms: made.0 })?;
        writer.line(&head)?;
        Ok(writer)
    }

    /// Writes the next record.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn record(&mut self, record: &Record) -> io::Result<()> {
        let line = serde_json::to_string(&pair(&Sealed::from(record)))?;
        self.records += 1;
        self.line(&line)
    }

    /// Ends the file, and answers how many records it has.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn finish(mut self) -> io::Result<u64> {
        let sha256 = hex(&<[u8; 32]>::from(self.digest.clone().finalize()));
        let tail = serde_json::to_string(&Tail { records: self.records, sha256 })?;
        self.line(&tail)?;
        self.to.flush()?;
        Ok(self.records)
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        for piece in [line.as_bytes(), b"\n"] {
            self.digest.update(piece);
            self.to.write_all(piece)?;
        }
        Ok(())
    }
}

/// Reads a file to its end before anything of it is used, then hands on its logs in pieces. Answers how many records.
///
/// # Errors
///
/// As [`BundleError`] says; then nothing was handed on. What is wrong with a record is for whoever takes it.
pub fn read(from: impl BufRead, event: EventId, mut hand: impl FnMut(Log)) -> Result<u64, BundleError> {
    let mut logs: Vec<Log> = Vec::new();
    let mut lines = Lines::new(from, LONGEST_LINE);
    if next(&mut lines)?.as_deref() != Some(MAGIC) {
        return Err(BundleError::Altered { line: 1 });
    }
    let head: Head = serde_json::from_str(&next(&mut lines)?.ok_or(BundleError::Cut)?)
        .map_err(|_| BundleError::Altered { line: 2 })?;
    if head.event != event.to_string() {
        return Err(BundleError::OtherEvent);
    }
    let mut records = 0;
    loop {
        let text = next(&mut lines)?.ok_or(BundleError::Cut)?;
        let altered = || BundleError::Altered { line: lines.number() };
        if text.starts_with('{') {
            let tail: Tail = serde_json::from_str(&text).map_err(|_| altered())?;
            if tail.records != records || parse_hex(&tail.sha256) != Some(lines.sum_before()) {
                return Err(altered());
            }
            break;
        }
        let sealed: [String; 2] = serde_json::from_str(&text).map_err(|_| altered())?;
        let sealed = unpair(&sealed).ok_or_else(altered)?;
        // The author stands in the bytes; whether it is the one that signed is found out by whoever takes them.
        let author =
            sealed.bytes.get(31..47).and_then(|id| <[u8; 16]>::try_from(id).ok()).ok_or_else(altered)?;
        let author = AuthorId::from_bytes(author);
        records += 1;
        match logs.last_mut() {
            Some(log) if log.author == author && log.records.len() < AT_ONCE => log.records.push(sealed),
            _ => logs.push(Log { author, records: vec![sealed] }),
        }
    }
    logs.into_iter().for_each(&mut hand);
    Ok(records)
}

fn next<R: BufRead>(lines: &mut Lines<R>) -> Result<Option<String>, BundleError> {
    lines.line().map_err(|broken| match broken {
        Broken::Io(source) => BundleError::Io(source),
        Broken::Cut => BundleError::Cut,
        Broken::NotText => BundleError::Altered { line: lines.number() },
    })
}

#[cfg(test)]
mod tests {
    use gatehouse_core::ids::Seq;
    use gatehouse_journal::{Body, BootId, DeviceKey, Head as LogHead, OperatorChangedRecord, Stamp, seal};

    use super::*;

    const EVENT: EventId = EventId::from_bytes([1; 16]);

    fn records(n: u8, count: u64) -> Vec<Record> {
        let (key, author) = (DeviceKey::from_seed(&[n; 32]), AuthorId::from_bytes([n; 16]));
        let stamp = Stamp { wall: WallMs(1), mono_ms: 1, boot: BootId([0; 8]) };
        let mut head = LogHead::GENESIS;
        let body = Body::OperatorChanged(OperatorChangedRecord { operator: None });
        let mut made = Vec::new();
        for _ in 0..count {
            let record = seal(EVENT, author, &head, stamp, &body, &key).expect("a record");
            head = record.head();
            made.push(record);
        }
        made
    }

    fn file() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = Writer::begin(&mut bytes, EVENT, WallMs(5)).expect("a beginning");
        for record in records(2, 3).iter().chain(&records(3, 2)) {
            writer.record(record).expect("a record");
        }
        assert_eq!(writer.finish().expect("an end"), 5);
        bytes
    }

    fn taken(bytes: &[u8], event: EventId) -> Result<Vec<Log>, BundleError> {
        let mut logs = Vec::new();
        read(bytes, event, |log| logs.push(log)).map(|_| logs)
    }

    #[test]
    fn what_was_written_is_read() {
        let logs = taken(&file(), EVENT).expect("a good file");
        let seen: Vec<_> = logs.iter().map(|log| (log.author.as_bytes()[0], log.records.len())).collect();
        assert_eq!(seen, [(2, 3), (3, 2)]);
        let key = DeviceKey::from_seed(&[2; 32]).public();
        let sealed = &logs[0].records[2];
        assert_eq!(
            Record::verify(&sealed.bytes, &sealed.signature, &key).expect("as it was signed").seq,
            Seq(3)
        );
    }

    #[test]
    fn a_file_that_was_cut_or_altered_anywhere_gives_nothing() {
        let good = file();
        for end in 0..good.len() {
            assert!(taken(&good[..end], EVENT).is_err(), "cut at {end}");
        }
        for at in 0..good.len() {
            let mut altered = good.clone();
            altered[at] ^= 1;
            assert!(taken(&altered, EVENT).is_err(), "altered at {at}");
        }
    }

    #[test]
    fn another_events_file_is_told_apart() {
        let other = taken(&file(), EventId::from_bytes([9; 16]));
        assert!(matches!(other, Err(BundleError::OtherEvent)));
    }
}
