//! Writing.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use gatehouse_journal::DeviceKey;
use sha2::{Digest as _, Sha256};

use super::{Head, HeadLine, MAGIC, PartLine, TailLine};
use crate::wire::{Document, hex};

/// A part is closed as soon as its text has so many bytes.
const PART: usize = 512 * 1024;

/// Writes a file, document by document.
pub struct Writer<W> {
    to: W,
    digest: Sha256,
    text: String,
    rows: u64,
    documents: u64,
}

impl<W: Write> Writer<W> {
    /// Begins.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn begin(to: W, head: &Head) -> io::Result<Self> {
        let mut writer = Self { to, digest: Sha256::new(), text: String::new(), rows: 0, documents: 0 };
        writer.line(MAGIC)?;
        writer.line(&serde_json::to_string(&HeadLine::from(head))?)?;
        Ok(writer)
    }

    /// Writes the next document; one that rests on another comes behind it.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn document(&mut self, document: &Document) -> io::Result<()> {
        self.text.push_str(&document.write().to_string());
        self.text.push('\n');
        self.rows += 1;
        self.documents += 1;
        if self.text.len() < PART { Ok(()) } else { self.part() }
    }

    /// Signs the file with the key of the device in its head, and answers how many documents it has.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn finish(mut self, key: &DeviceKey) -> io::Result<u64> {
        if self.rows > 0 {
            self.part()?;
        }
        let sum = <[u8; 32]>::from(self.digest.clone().finalize());
        let tail = TailLine { sha256: hex(&sum), signature: hex(&key.sign_file(&sum)) };
        self.line(&serde_json::to_string(&tail)?)?;
        self.to.flush()?;
        Ok(self.documents)
    }

    /// Closes the part that is being filled.
    fn part(&mut self) -> io::Result<()> {
        let text = std::mem::take(&mut self.text);
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes())?;
        let packed = packed.finish()?;
        let line = PartLine {
            rows: std::mem::take(&mut self.rows),
            bytes: text.len() as u64,
            packed: packed.len() as u64,
            sha256: hex(&<[u8; 32]>::from(Sha256::digest(text.as_bytes()))),
        };
        self.line(&serde_json::to_string(&line)?)?;
        self.bytes(&packed)
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.bytes(line.as_bytes())?;
        self.bytes(b"\n")
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.to.write_all(bytes)
    }
}
