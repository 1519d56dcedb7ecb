//! What sort of file it is, from its first bytes: encoding, delimiter, and where the headings begin.
//!
//! It guesses the delimiter and nothing else. Text is UTF-8; other encodings are refused rather than guessed, because a
//! wrong guess prints wrong names.

use super::unreadable::Unreadable;

/// How many bytes [`sniff`] wants to see; headings longer than this are cut.
pub(crate) const WANTED: usize = 64 * 1024;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// How to read the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What stands between two cells.
    pub(crate) delimiter: u8,
    /// Bytes before the headings.
    pub(crate) skip: usize,
    /// The line of the headings, from 1.
    pub(crate) line: u64,
}

/// Looks at the beginning of a file.
pub(crate) fn sniff(start: &[u8]) -> Result<Dialect, Unreadable> {
    refuse_other_formats(start)?;
    let bom = if start.starts_with(BOM) { BOM.len() } else { 0 };
    let text = &start[bom..];
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    Ok(match declared(text) {
        Some((delimiter, length)) => Dialect { delimiter, skip: bom + length, line: 2 },
        None => Dialect { delimiter: guess(text), skip: bom, line: 1 },
    })
}

fn refuse_other_formats(start: &[u8]) -> Result<(), Unreadable> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const OLD_EXCEL: &[u8] = b"\xd0\xcf\x11\xe0";
    if start.starts_with(ZIP) || start.starts_with(OLD_EXCEL) {
        return Err(Unreadable::Spreadsheet);
    }
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Err(Unreadable::Utf16);
    }
    // Without a byte order mark, UTF-16 shows by the zeros in its Latin letters.
    match start.iter().position(|&byte| byte == 0) {
        Some(0 | 1) => Err(Unreadable::Utf16),
        Some(_) => Err(Unreadable::Binary),
        None => Ok(()),
    }
}

/// The line `sep=;` with which spreadsheets tell each other the delimiter, and its length.
fn declared(text: &[u8]) -> Option<(u8, usize)> {
    let rest = text.strip_prefix(b"sep=").or_else(|| text.strip_prefix(b"SEP="))?;
    let (&delimiter, rest) = rest.split_first()?;
    let end = if rest.starts_with(b"\r\n") { 2 } else { usize::from(matches!(rest, [b'\n' | b'\r', ..])) };
    (end > 0 && delimiter != b'"' && !delimiter.is_ascii_alphanumeric()).then_some((delimiter, 5 + end))
}

/// The candidate that the first line has most of, outside quotation marks; a comma when it has none.
fn guess(text: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for &byte in text.iter().skip_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t') {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                counts.iter_mut().filter(|(one, _)| *one == byte).for_each(|(_, count)| *count += 1)
            }
            _ => {}
        }
    }
    // The last of the equals wins: prose has more commas than semicolons, and hardly a tab.
    let used = counts.into_iter().filter(|&(_, count)| count > 0);
    used.max_by_key(|&(_, count)| count).map_or(b',', |(delimiter, _)| delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_comes_from_the_headings() {
        let check = |text: &str, expected: u8| {
            let dialect = sniff(text.as_bytes()).expect("text");
            assert_eq!(char::from(dialect.delimiter), char::from(expected), "{text:?}");
        };
        check("name,email\n", b',');
        check("nombre;correo (uno, o más)\r\n", b';');
        check("name\temail\tseat", b'\t');
        check("\"a;b;c\",email", b',');
        check("name\nAna;Luz;Eva", b',');
        check("\"a\nb;c;d\",e", b',');
        check("a,b;c", b';');
        check("\n\na;b", b';');
    }

    #[test]
    fn what_stands_before_the_headings_is_skipped() {
        let check = |text: &[u8], delimiter, skip, line| {
            assert_eq!(sniff(text).expect("text"), Dialect { delimiter, skip, line });
        };
        check(b"a,b", b',', 0, 1);
        check(b"\xef\xbb\xbfa;b", b';', 3, 1);
        check(b"sep=;\r\na,b;c", b';', 7, 2);
        check(b"\xef\xbb\xbfsep=|\na|b", b'|', 9, 2);
        check(b"sep=x\na,b", b',', 0, 1);
    }

    #[test]
    fn what_is_not_csv_is_told_apart() {
        let check = |start: &[u8], expected: &str| {
            assert_eq!(sniff(start).expect_err("not CSV").to_string(), expected);
        };
        check(b"", "The file is empty");
        check(b"\xef\xbb\xbf \r\n\t\n", "The file is empty");
        check(b"PK\x03\x04\x14\0", "The file is a spreadsheet or an archive, not CSV");
        check(b"\xff\xfen\0a\0", "The file is UTF-16 text");
        check(b"n\0a\0m\0e\0", "The file is UTF-16 text");
        check(b"name,\0", "The file is not text");
    }
}
