//! CSV files that spreadsheets open as they were meant.
//!
//! They begin with a byte order mark, without which spreadsheets take them for another encoding, and texts that begin
//! like a formula are marked as text.

use gatehouse_core::time::WallMs;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::language::Language;

/// A CSV file in the making.
pub(crate) struct File {
    bytes: Vec<u8>,
    delimiter: u8,
}

impl File {
    /// Begins with no line.
    pub(crate) fn new(language: Language) -> Self {
        Self { bytes: "\u{feff}".into(), delimiter: language.delimiter() }
    }

    /// Adds a line. Cells that may begin like a formula were [`guarded`] before.
    pub(crate) fn line(&mut self, cells: impl IntoIterator<Item = String>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.bytes.push(self.delimiter);
            }
            let quoted =
                cell.bytes().any(|byte| byte == self.delimiter || matches!(byte, b'"' | b'\n' | b'\r'))
                    || cell.starts_with(' ')
                    || cell.ends_with(' ');
            if quoted {
                self.bytes.extend(format!("\"{}\"", cell.replace('"', "\"\"")).into_bytes());
            } else {
                self.bytes.extend(cell.into_bytes());
            }
        }
        self.bytes.extend(b"\r\n");
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// A moment as a clock in a zone shows it.
pub(crate) fn civil(at: WallMs, zone: &TimeZone, form: &str) -> String {
    let instant = Timestamp::from_millisecond(at.0).unwrap_or_default();
    instant.to_zoned(zone.clone()).strftime(form).to_string()
}

/// The text, so marked that no spreadsheet takes it for a formula. [`without_guard`] takes the mark off.
pub(crate) fn guarded(text: &str) -> String {
    if looks_like_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text without the mark of [`guarded`].
pub(crate) fn without_guard(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| looks_like_formula(rest)).unwrap_or(text)
}

/// A sign that begins a formula, also behind marks and behind blanks, which some spreadsheets pass over.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches(|letter: char| letter == '\'' || letter.is_whitespace())
        .starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula_and_every_text_comes_back() {
        for text in
            ["=1+1", "'=1", "''-x", "-2:00", "@x", "\t=1", " +1", "\r\n@x", "'quoted'", "plain", "", "'"]
        {
            assert!(!guarded(text).trim_start().starts_with(['=', '+', '-', '@']));
            assert_eq!(without_guard(&guarded(text)), text);
        }
    }
}
