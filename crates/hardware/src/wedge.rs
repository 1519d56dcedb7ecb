//! Hand-held scanners that type what they read, like a keyboard: what one typed, cleaned, and each scan once.
//!
//! Pure. Telling a scanner from a person by the pace of the keys is the window's work, which sees them first and alone
//! can keep a scan from pressing a button.

use std::collections::VecDeque;

/// The same text within this time of its last scan is the same scan: triggers bounce, and some scanners send twice.
const DUPLICATE_MS: u64 = 2_000;
/// The most characters of a scan; a QR code of letters and digits holds no more.
const LINE_MAX_CHARS: usize = 4_296;

/// What a line from a scanner is.
#[derive(Clone, PartialEq, Eq)]
pub enum Read {
    /// A scan.
    Text(String),
    /// The scan of a moment ago once more.
    Again,
    /// Nothing but line endings.
    Empty,
    /// Longer than any code; dropped whole, because part of a code is another code.
    TooLong,
}

impl std::fmt::Debug for Read {
    /// Leaves the text out: it may be a ticket.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text",
            Self::Again => "Again",
            Self::Empty => "Empty",
            Self::TooLong => "TooLong",
        })
    }
}

/// Cleans the lines of one scanner and drops repetitions.
#[derive(Default)]
pub struct Line {
    recent: VecDeque<(u64, String)>,
}

impl Line {
    /// Scans remembered at a time; nobody scans more in two seconds.
    const MOST: usize = 16;

    /// For a scanner that has read nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the line `raw` that ended at `at_ms`, by any clock that only grows.
    pub fn read(&mut self, raw: &str, at_ms: u64) -> Read {
        let text = clean(raw);
        if text.is_empty() {
            return Read::Empty;
        }
        if text.chars().count() > LINE_MAX_CHARS {
            return Read::TooLong;
        }
        self.recent.retain(|(scanned_ms, _)| at_ms.saturating_sub(*scanned_ms) < DUPLICATE_MS);
        if self.recent.iter().any(|(_, recent)| recent == text) {
            return Read::Again;
        }
        if self.recent.len() >= Self::MOST {
            self.recent.pop_front();
        }
        self.recent.push_back((at_ms, text.to_owned()));
        Read::Text(text.to_owned())
    }
}

impl std::fmt::Debug for Line {
    /// Leaves the texts out: they may be tickets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Line").field("recent", &self.recent.len()).finish()
    }
}

/// Takes off what the scanner added: line endings and tabs around the text, and the AIM identifier (`]`, a letter for
/// the kind of code, a character for its options) that scanners can be set to put before it.
fn clean(raw: &str) -> &str {
    let text = raw.trim_matches(['\r', '\n', '\t']);
    match text.as_bytes() {
        [b']', kind, option, ..] if kind.is_ascii_alphabetic() && option.is_ascii_alphanumeric() => {
            &text[3..]
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_scanner_added_is_taken_off() {
        let check = |raw, expected: &str| {
            let read = Line::new().read(raw, 0);
            assert!(read == Read::Text(expected.to_owned()), "{raw:?}");
        };
        check("ABC", "ABC");
        check("ABC\r\n", "ABC");
        check("\tABC\t", "ABC");
        check("]Q1GH1:ABC", "GH1:ABC");
        check("]d2ABC\r", "ABC");
        check("]é1ABC", "]é1ABC");
        check("]Q", "]Q");
        check(" AB C ", " AB C ");
        check("A\tB", "A\tB");
    }

    #[test]
    fn nothing_and_too_much_are_no_scan() {
        let check = |raw: &str, expected| assert_eq!(Line::new().read(raw, 0), expected);
        check("", Read::Empty);
        check("\r\n\t", Read::Empty);
        check("]Q1", Read::Empty);
        check(&"A".repeat(LINE_MAX_CHARS + 1), Read::TooLong);
    }

    #[test]
    fn the_same_text_within_two_seconds_is_one_scan() {
        let mut line = Line::new();
        let mut check = |raw, at_ms, expected| assert!(line.read(raw, at_ms) == expected, "{raw} at {at_ms}");
        check("A", 0, Read::Text("A".into()));
        check("A\r", 500, Read::Again);
        check("B", 600, Read::Text("B".into()));
        check("]Q1A", 1_999, Read::Again);
        check("A", 2_000, Read::Text("A".into()));
        check("B", 2_599, Read::Again);
    }

    #[test]
    fn memory_is_bounded() {
        let mut line = Line::new();
        for n in 0..1_000 {
            assert_eq!(line.read(&n.to_string(), 0), Read::Text(n.to_string()));
        }
        assert!(line.recent.len() <= Line::MOST);
    }
}
