//! Rundowns from files and on paper.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::ShowId;

/// Reads a rundown from a file that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportRundownReq {
    /// Into which show.
    pub show: ShowId,
    /// The file, as it was staged.
    pub file: String,
    /// Carry it out rather than show what it would do.
    pub adopt: bool,
    /// Lines that the file does not have go.
    pub remove_missing: bool,
    /// The sheet of a workbook; without it the first that is shown.
    pub sheet: Option<String>,
    /// Starts at which the cue before is over follow it, instead of holding the cue to the clock.
    pub follow: bool,
    /// What was meant by durations with one colon that a spreadsheet took for hours and minutes.
    pub typed: Option<TypedDurations>,
}

/// What was meant by durations with one colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TypedDurations {
    /// Hours and minutes.
    HoursMinutes,
    /// Minutes and seconds.
    MinutesSeconds,
}

/// What a file does to a plan, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RundownRes {
    /// Lines that it reads.
    pub rows: u32,
    /// What happens to each line of the plan, in the order of the file; lines that go come last.
    pub lines: Vec<RundownLine>,
    /// Lines that stay as they are.
    pub unchanged: u32,
    /// What cannot be read; nothing is carried out while there is any.
    pub bad: Vec<BadCell>,
    /// The sheets of a workbook; none for CSV.
    pub sheets: Vec<String>,
    /// How many starts are those at which the cue before is over.
    pub following: u32,
    /// It was carried out.
    pub done: bool,
}

/// What a file does to one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RundownLine {
    /// Its number and title, as people call it.
    pub name: String,
    /// What happens to it.
    pub what: RundownWhat,
    /// The fields that change: their name, what stood there, what will.
    pub fields: Vec<FieldChange>,
}

/// What happens to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RundownWhat {
    /// It comes in.
    Add,
    /// It changes.
    Change,
    /// It stands elsewhere.
    Move,
    /// It goes.
    Remove,
}

/// A field that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldChange {
    /// The field, by its name in [`PlanField`](super::plan::PlanField), or a column's title.
    pub field: String,
    /// What stood there.
    pub before: String,
    /// What will.
    pub after: String,
}

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BadCell {
    /// The line of the file, from 1.
    pub line: u32,
    /// The column of the file, from 1.
    pub column: u32,
    /// What stands over the column.
    pub heading: String,
    /// What is wrong.
    pub problem: CellProblem,
    /// What stands there, cut short.
    pub found: String,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CellProblem {
    /// No time of day.
    Time,
    /// No duration.
    Duration,
    /// A number that may be minutes or seconds.
    Unit,
    /// The spreadsheet holds hours and minutes and shows what may be minutes and seconds; [`ImportRundownReq::typed`] says.
    HoursOrMinutes,
    /// Neither yes nor no.
    YesNo,
    /// No kind of line.
    Kind,
    /// No colour.
    Colour,
    /// No end action.
    EndAction,
    /// None of the choices of its column.
    Choice,
    /// The lines of its group stand in two places.
    Apart,
    /// No group stands above.
    NoGroup,
    /// No text, or the spreadsheet shows an error there.
    NoText,
    /// Too many letters.
    TooLong,
    /// Something stands below no heading.
    NoHeading,
    /// Another column has the same heading.
    HeadingTwice,
}

/// Writes a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportShowReq {
    /// Of which show.
    pub show: ShowId,
    /// What.
    pub what: ExportWhat,
    /// As what.
    pub format: ExportFormat,
    /// In which language.
    pub language: PaperLanguage,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportWhat {
    /// The plan.
    Plan,
    /// What was called, cue by cue, against the plan.
    AsRun,
    /// The next sixty minutes.
    NextHour,
}

/// As what it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// For a spreadsheet.
    Csv,
    /// For paper.
    Pdf,
}

/// The language of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperLanguage {
    /// English.
    En,
    /// Spanish.
    Es,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportRes {
    /// The file.
    pub path: String,
    /// Lines in it.
    pub rows: u32,
}
