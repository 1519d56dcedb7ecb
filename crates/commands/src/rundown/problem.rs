//! What is wrong with a file, or with a cell of it, and what to do about it.

use crate::import::unreadable::Unreadable;

/// A cell that cannot be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    /// The line of the file, or the row of the sheet, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: usize,
    /// What stands over the column.
    pub heading: String,
    /// What stands in the cell, cut short.
    pub found: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// It is no time of day.
    Time,
    /// It is no duration.
    Duration,
    /// It is a number that may be minutes or seconds.
    Unit,
    /// The spreadsheet holds hours and minutes and shows what may be minutes and seconds.
    HoursOrMinutes,
    /// It is neither yes nor no.
    YesNo,
    /// It is no kind of line.
    Kind,
    /// It is no colour.
    Colour,
    /// It is no end action.
    EndAction,
    /// It is none of the choices of its column.
    Choice,
    /// The lines of its group stand in two places.
    Apart,
    /// There is no group above.
    NoGroup,
    /// It is no UTF-8 text, or the spreadsheet shows an error there.
    NoText,
    /// It has too many letters.
    TooLong,
    /// Something stands below no heading.
    NoHeading,
    /// Another column has the same heading.
    HeadingTwice,
}

impl Problem {
    /// What to do about it.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Time => {
                "Write a time such as 21:04, 21:04:30 or 9:04 pm, or leave it empty to follow the cue before"
            }
            Self::Duration => "Write a duration such as 4:00, 1:02:03, 90s or 5m",
            Self::Unit => "Write the unit: 5m for five minutes, 5s for five seconds",
            Self::HoursOrMinutes => {
                "The spreadsheet took this for hours: say what the column holds, or write it as text, such as 4m or 4h"
            }
            Self::YesNo => "Write yes or no, or leave it empty",
            Self::Kind => "Write cue, group, delay or milestone, or leave it empty for a cue",
            Self::Colour => "Write a colour such as #c0ffee, or leave it empty",
            Self::EndAction => "Write load next or start next, or leave it empty",
            Self::Choice => "Write one of the column's choices, or leave it empty",
            Self::Apart => {
                "Put the lines of a group one below the other, or give the second part another name"
            }
            Self::NoGroup => "Name the group",
            Self::NoText => "Write the cell anew; save CSV files as CSV UTF-8",
            Self::TooLong => "Shorten it",
            Self::NoHeading => "Give the column a heading, or empty it",
            Self::HeadingTwice => "Rename or remove one of the two columns",
        }
    }
}

/// Why a file cannot be looked at line by line.
#[derive(Debug, thiserror::Error)]
pub enum Unopened {
    /// It is no CSV.
    #[error("{0}")]
    Text(String, &'static str),
    /// It is no workbook that can be read.
    #[error("The spreadsheet cannot be read")]
    Workbook(#[source] calamine::XlsxError),
    /// It has no sheet of this name, or none at all.
    #[error("The spreadsheet has no such sheet")]
    NoSheet,
    /// No line has headings that are known.
    #[error("No column for numbers or titles was found")]
    NoHeadings,
    /// It is larger than any rundown.
    #[error("The file is too large for a rundown")]
    TooLarge,
}

impl Unopened {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Text(_, hint) => hint,
            Self::Workbook(_) => {
                "Open it in the spreadsheet program and save it again as XLSX, without a password"
            }
            Self::NoSheet => "Choose another sheet",
            Self::NoHeadings => "Put a line of headings above the cues, one of which is Title",
            Self::TooLarge => "Keep only the cues: at most 5,000 lines",
        }
    }
}

impl From<Unreadable> for Unopened {
    fn from(problem: Unreadable) -> Self {
        let hint = match problem {
            Unreadable::Empty => "Choose the file with the cues; one of its first lines holds the headings",
            Unreadable::Spreadsheet => "Save it as XLSX or as CSV UTF-8",
            Unreadable::Columns => "Remove the columns that the show does not need",
            _ => problem.hint(),
        };
        Self::Text(problem.to_string(), hint)
    }
}
