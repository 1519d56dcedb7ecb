//! Why a file as a whole cannot be read as CSV. What is wrong with single rows is not an error but part of the answer.

use std::io;

/// More columns than any attendee list has.
pub(crate) const MAX_COLUMNS: usize = 512;

/// The file is not CSV that could be looked at row by row.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    /// Nothing in it, not even headings.
    #[error("The file is empty")]
    Empty,
    /// A spreadsheet or an archive.
    #[error("The file is a spreadsheet or an archive, not CSV")]
    Spreadsheet,
    /// Text in two-byte letters.
    #[error("The file is UTF-16 text")]
    Utf16,
    /// Bytes that no text has.
    #[error("The file is not text")]
    Binary,
    /// The headings are in some other encoding; the rows will be too.
    #[error("The headings are not UTF-8 text")]
    Headings,
    /// More than [`MAX_COLUMNS`] headings.
    #[error("The file has more than {MAX_COLUMNS} columns")]
    Columns,
    /// A quotation mark without its partner, which swallowed the rest of the file.
    #[error("The quotation mark that opens on line {line} never closes")]
    Unclosed {
        /// The line of the mark, from 1.
        line: u64,
    },
    /// The operating system could not read it.
    #[error("The file could not be read")]
    Io(#[from] io::Error),
}

impl Unreadable {
    /// What to do about it.
    pub(crate) const fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "Choose the file with the attendees; its first line holds the headings",
            Self::Spreadsheet => "Open it in the spreadsheet program and save it as CSV UTF-8",
            Self::Utf16 | Self::Headings => "Save it again as CSV UTF-8",
            Self::Binary => "Choose a CSV file",
            Self::Columns => "Remove the columns that the gate does not need",
            Self::Unclosed { .. } => "Close the quotation mark, or double it when it belongs to the text",
            Self::Io(_) => "Look whether the file is still there and may be read",
        }
    }
}
