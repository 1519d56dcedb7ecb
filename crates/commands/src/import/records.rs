//! CSV bytes, record by record, with the line on which each begins.
//!
//! A reader of our own, because attendees' files are broken in ways that must be told rather than guessed over: it
//! knows the physical line of every record under all three line endings, says which quotation mark never closed, and
//! keeps its memory bounded whatever the file holds. It does not know UTF-8 or what a cell means.
//!
//! Quotation marks count only at the beginning of a cell; text behind a closing mark is kept as it stands.

use std::io::{self, Read};

use super::unreadable::{MAX_COLUMNS, Unreadable};

/// The text of one record may have this many bytes; the rest is dropped and [`Record::too_long`] says so.
const MAX_RECORD: usize = 64 * 1024;

const BUFFER: usize = 64 * 1024;

/// Reads records.
pub(crate) struct Records<R> {
    from: R,
    delimiter: u8,
    buffer: Box<[u8]>,
    at: usize,
    filled: usize,
    before: u64,
    line: u64,
    after_cr: bool,
}

/// One record, meant to be read into again and again.
#[derive(Debug, Default)]
pub(crate) struct Record {
    text: Vec<u8>,
    ends: Vec<usize>,
    columns: usize,
    line: u64,
    too_long: bool,
}

enum State {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotation marks, or behind its closing mark.
    Plain,
    /// Between quotation marks, the first of which stands on this line.
    Quoted(u64),
    /// Behind a mark that either closes or begins a doubled one.
    Closing(u64),
}

impl Record {
    /// Cells in the file, kept or not.
    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }

    /// The line on which the record begins, from 1.
    pub(crate) const fn line(&self) -> u64 {
        self.line
    }

    /// Whether text or cells had to be dropped.
    pub(crate) const fn too_long(&self) -> bool {
        self.too_long
    }

    /// One cell, from 0; empty when there is no such cell.
    pub(crate) fn cell(&self, column: usize) -> &[u8] {
        let start = if column == 0 { 0 } else { self.ends.get(column - 1).copied().unwrap_or(0) };
        self.ends.get(column).map_or(&[], |&end| &self.text[start..end])
    }

    /// The cells that were kept.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len()).map(|column| self.cell(column))
    }

    fn clear(&mut self, line: u64) {
        self.text.clear();
        self.ends.clear();
        self.columns = 0;
        self.line = line;
        self.too_long = false;
    }

    fn push(&mut self, bytes: &[u8]) {
        let room = MAX_RECORD - self.text.len();
        self.too_long |= bytes.len() > room;
        self.text.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn end_cell(&mut self) {
        self.columns += 1;
        if self.ends.len() < MAX_COLUMNS {
            self.ends.push(self.text.len());
        } else {
            self.too_long = true;
        }
    }
}

impl<R: Read> Records<R> {
    /// Reads from where the headings begin, on the given line.
    pub(crate) fn new(from: R, delimiter: u8, line: u64) -> Self {
        let buffer = vec![0; BUFFER].into_boxed_slice();
        Self { from, delimiter, buffer, at: 0, filled: 0, before: 0, line, after_cr: false }
    }

    /// Bytes consumed so far.
    pub(crate) const fn bytes(&self) -> u64 {
        self.before + self.at as u64
    }

    /// Reads the next record, skipping empty lines; false at the end of the file.
    pub(crate) fn read(&mut self, record: &mut Record) -> Result<bool, Unreadable> {
        record.clear(self.line);
        let mut state = State::Start;
        loop {
            if self.at == self.filled && !self.fill()? {
                return end_of_file(&state, record);
            }
            let byte = self.buffer[self.at];
            state = match state {
                State::Quoted(line) => match self.take_until(record, |byte| byte == b'"') {
                    true => State::Closing(line),
                    false => State::Quoted(line),
                },
                State::Closing(line) if byte == b'"' => {
                    record.push(b"\"");
                    self.step();
                    State::Quoted(line)
                }
                State::Start if byte == b'"' => {
                    let line = self.line;
                    self.step();
                    State::Quoted(line)
                }
                State::Start | State::Plain | State::Closing(_) if byte == self.delimiter => {
                    record.end_cell();
                    self.step();
                    State::Start
                }
                State::Start if is_newline(byte) && record.columns == 0 => {
                    self.step();
                    record.line = self.line;
                    State::Start
                }
                State::Start | State::Plain | State::Closing(_) if is_newline(byte) => {
                    record.end_cell();
                    self.step();
                    return Ok(true);
                }
                State::Start | State::Plain | State::Closing(_) => {
                    let delimiter = self.delimiter;
                    self.take_plain(record, |byte| byte == delimiter || is_newline(byte));
                    State::Plain
                }
            };
        }
    }

    /// Takes bytes that hold no line ends.
    fn take_plain(&mut self, record: &mut Record, stop: impl Fn(u8) -> bool) {
        let rest = &self.buffer[self.at..self.filled];
        let length = rest.iter().position(|&byte| stop(byte)).unwrap_or(rest.len());
        record.push(&rest[..length]);
        self.at += length;
        self.after_cr = false;
    }

    /// Takes bytes up to and with the first at which to stop, counting lines; false when the buffer ended before it.
    fn take_until(&mut self, record: &mut Record, stop: impl Fn(u8) -> bool) -> bool {
        let start = self.at;
        while self.at < self.filled {
            let stops = stop(self.buffer[self.at]);
            if stops {
                record.push(&self.buffer[start..self.at]);
            }
            self.step();
            if stops {
                return true;
            }
        }
        record.push(&self.buffer[start..self.at]);
        false
    }

    /// Takes one byte. Either half of a Windows line end counts once.
    fn step(&mut self) {
        let byte = self.buffer[self.at];
        self.at += 1;
        if byte == b'\r' || (byte == b'\n' && !self.after_cr) {
            self.line += 1;
        }
        self.after_cr = byte == b'\r';
    }

    fn fill(&mut self) -> io::Result<bool> {
        self.before += self.filled as u64;
        (self.at, self.filled) = (0, 0);
        loop {
            match self.from.read(&mut self.buffer) {
                Ok(count) => {
                    self.filled = count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

const fn is_newline(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn end_of_file(state: &State, record: &mut Record) -> Result<bool, Unreadable> {
    match state {
        State::Quoted(line) => Err(Unreadable::Unclosed { line: *line }),
        State::Start if record.columns == 0 => Ok(false),
        State::Start | State::Plain | State::Closing(_) => {
            record.end_cell();
            Ok(true)
        }
    }
}

#[cfg(test)]
mod tests;
