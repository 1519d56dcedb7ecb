//! From a file to rows: headings, cells, groups, and a list of every cell that cannot be taken.
//!
//! The headings are the first line, among the first few, that names a column for numbers or titles; what stands above
//! them is passed over.

use std::collections::BTreeSet;

use gatehouse_core::show::{Call, Column, ColumnKind, EndAction, EntryKind, Field};

use super::cells::{self, Cell, Cells};
use super::clock::number;
use super::follow::following;
use super::heading::{Meaning, Plain};
use super::problem::{Bad, Problem, Unopened};
use super::row::Row;
use super::workbook;
use crate::import::clean::words;

/// The largest file that is looked at, in bytes.
const MAX_BYTES: usize = 16 << 20;

/// Among so many lines the headings are looked for.
const HEADINGS_WITHIN: usize = 20;

/// What somebody chose for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The sheet of a workbook; without it the first that is shown.
    pub sheet: Option<String>,
    /// Starts at which the cue before is over follow it, instead of holding the cue to the clock.
    pub follow: bool,
    /// What cells hold in which a spreadsheet shows `4:00` as a duration; without it they are bad.
    pub typed: Option<Typed>,
}

/// What was meant by durations with one colon that a spreadsheet took for hours and minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Hours and minutes.
    HoursMinutes,
    /// Minutes and seconds.
    MinutesSeconds,
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rundown {
    /// Its lines, in their order; cells that are [`Bad`] are missing in them.
    pub rows: Vec<Row>,
    /// Cells that cannot be taken; as long as there are any, nothing should be.
    pub bad: Vec<Bad>,
    /// Columns of its own that the show does not have yet.
    pub columns: Vec<Column>,
    /// It says which group each line belongs to.
    pub says_groups: bool,
    /// It says what each line is, and may have groups, delays and milestones.
    pub says_kinds: bool,
    /// The departments whose standby it tells.
    pub leads: BTreeSet<String>,
    /// How many starts are those at which the cue before is over.
    pub following: usize,
    /// The sheets of the workbook; none for CSV.
    pub sheets: Vec<String>,
}

/// Reads a rundown from a CSV or XLSX file for a show that has these columns of its own.
///
/// # Errors
/// When the file as a whole cannot be looked at line by line.
pub fn read(file: &[u8], options: &Options, columns: &[Column]) -> Result<Rundown, Unopened> {
    if file.len() > MAX_BYTES {
        return Err(Unopened::TooLarge);
    }
    let (sheets, lines) = if file.starts_with(b"PK\x03\x04") {
        workbook::read(file, options.sheet.as_deref())?
    } else {
        (Vec::new(), cells::of_text(file)?)
    };
    let is_headings = |line: &Cells| line.cells.iter().any(names_cues);
    let at = lines.iter().take(HEADINGS_WITHIN).position(is_headings).ok_or(Unopened::NoHeadings)?;
    let mut reader = Reader::new(&lines[at], options, columns);
    lines[at + 1..].iter().for_each(|line| reader.line(line));
    let following = following(&mut reader.found.rows, options.follow);
    Ok(Rundown { sheets, following, ..reader.found })
}

fn names_cues(cell: &Cell) -> bool {
    let meaning = cell.text().map(|text| Meaning::of(&text));
    matches!(meaning, Ok(Meaning::Plain(Plain::Title | Plain::Number)))
}

/// A column that means something.
struct Heading {
    at: usize,
    text: String,
    meaning: Meaning,
    /// The show's own column that it holds.
    own: Option<Column>,
}

struct Reader<'a> {
    headings: Vec<Heading>,
    options: &'a Options,
    found: Rundown,
    /// The group to which lines belong that name it: its row and its name.
    open: Option<(usize, String)>,
    /// Names of groups that had lines.
    seen: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    fn new(line: &Cells, options: &'a Options, columns: &[Column]) -> Self {
        let found = Rundown::default();
        let mut reader = Self { headings: Vec::new(), options, found, open: None, seen: BTreeSet::new() };
        let mut known: Vec<&Column> = columns.iter().collect();
        for (at, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            let text = match cell.text() {
                Ok(text) => text,
                Err(problem) => {
                    reader.bad(line.line, at, String::new(), cell, problem);
                    continue;
                }
            };
            let meaning = Meaning::of(&text);
            let own = match &meaning {
                Meaning::Own(title) => Some(reader.own(title, &mut known, columns)),
                _ => None,
            };
            if own.is_none() && reader.headings.iter().any(|other| other.meaning == meaning) {
                reader.bad(line.line, at, text, cell, Problem::HeadingTwice);
                continue;
            }
            reader.headings.push(Heading { at, text, meaning, own });
        }
        let has = |plain: Plain| reader.headings.iter().any(|one| one.meaning == Meaning::Plain(plain));
        (reader.found.says_groups, reader.found.says_kinds) = (has(Plain::Group), has(Plain::Kind));
        let lead = |heading: &Heading| match &heading.meaning {
            Meaning::Standby(department) => Some(department.clone()),
            _ => None,
        };
        reader.found.leads = reader.headings.iter().filter_map(lead).collect();
        reader
    }

    /// The show's next column with this title, or a new one.
    fn own(&mut self, title: &str, known: &mut Vec<&Column>, columns: &[Column]) -> Column {
        if let Some(at) = known.iter().position(|column| words(&column.title) == words(title)) {
            return known.remove(at).clone();
        }
        let stem = match words(title).replace(' ', "-") {
            stem if stem.is_empty() => "column".to_owned(),
            stem => stem,
        };
        let taken = |key: &str| columns.iter().chain(&self.found.columns).any(|column| column.key == key);
        let numbered = (2..).map(|count| format!("{stem}-{count}"));
        let key = std::iter::once(stem.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or_default();
        let column = Column { key, title: title.to_owned(), kind: ColumnKind::Text };
        self.found.columns.push(column.clone());
        column
    }

    fn line(&mut self, line: &Cells) {
        for (at, cell) in line.cells.iter().enumerate() {
            if !cell.is_blank() && self.headings.iter().all(|heading| heading.at != at) {
                self.bad(line.line, at, String::new(), cell, Problem::NoHeading);
            }
        }
        let kind = self.take(line, Plain::Kind, kind).unwrap_or(EntryKind::Cue);
        let group = self.group(line, kind);
        let mut fields = Vec::new();
        for at in 0..self.headings.len() {
            let (heading, blank) = (&self.headings[at], Cell::Text(String::new()));
            let cell = line.cells.get(heading.at).unwrap_or(&blank);
            let field = match &heading.meaning {
                Meaning::Plain(plain) => self.plain(kind, *plain, cell),
                Meaning::Call(department) => self.call(kind, department, cell, line),
                // Read with its call, or alone when there is none.
                Meaning::Standby(department) if self.calls(department) => Ok(None),
                Meaning::Standby(department) => self.call(kind, department, &blank, line),
                Meaning::Own(_) => own_field(kind, heading.own.as_ref(), cell),
            };
            match field {
                Ok(field) => fields.extend(field),
                Err(problem) => {
                    let (place, text) = (heading.at, heading.text.clone());
                    self.bad(line.line, place, text, cell, problem);
                }
            }
        }
        if kind == EntryKind::Group {
            let title = super::row::title(&fields).to_owned();
            self.seen.insert(title.clone());
            self.open = Some((self.found.rows.len(), title));
        }
        self.found.rows.push(Row { line: line.line, kind, group, fields });
    }

    /// The group that a line belongs to; makes one where it is named for the first time.
    fn group(&mut self, line: &Cells, kind: EntryKind) -> Option<usize> {
        if kind == EntryKind::Group {
            return None;
        }
        let name = self.take(line, Plain::Group, Cell::text).unwrap_or_default();
        let problem = match &self.open {
            _ if name.is_empty() => {
                self.open = None;
                return None;
            }
            Some((row, open)) if name == SAME_GROUP || name == *open => return Some(*row),
            None if name == SAME_GROUP => Some(Problem::NoGroup),
            _ => self.seen.contains(&name).then_some(Problem::Apart),
        };
        if let Some(problem) = problem {
            if let Some((at, text, cell)) = self.cell(line, Plain::Group) {
                self.bad(line.line, at, text, &cell, problem);
            }
            return None;
        }
        let row = self.found.rows.len();
        let fields = vec![Field::Title(name.clone())];
        self.found.rows.push(Row { line: line.line, kind: EntryKind::Group, group: None, fields });
        self.seen.insert(name.clone());
        self.open = Some((row, name));
        Some(row)
    }

    fn plain(&self, kind: EntryKind, plain: Plain, cell: &Cell) -> Result<Option<Field>, Problem> {
        let duration = || cell.duration(self.options.typed);
        let field = match (kind, plain) {
            (_, Plain::Kind | Plain::Group) => return Ok(None),
            (EntryKind::Cue | EntryKind::Group | EntryKind::Milestone, Plain::Title) => {
                Field::Title(cell.text()?)
            }
            (EntryKind::Cue | EntryKind::Group, Plain::Colour) => Field::Colour(colour(cell)?),
            (EntryKind::Group, Plain::Duration) => Field::Target(duration()?),
            (EntryKind::Delay, Plain::Duration) => Field::Delay(cell.difference(self.options.typed)?),
            (EntryKind::Group | EntryKind::Delay | EntryKind::Milestone, _) => return Ok(None),
            (EntryKind::Cue, Plain::Number) => Field::Number(cell.text()?),
            (EntryKind::Cue, Plain::Start) => Field::Start(cell.start()?),
            (EntryKind::Cue, Plain::Duration) => Field::Duration(duration()?.unwrap_or(0)),
            (EntryKind::Cue, Plain::Note) => Field::Note(cell.lines()?),
            (EntryKind::Cue, Plain::Owner) => Field::Owner(cell.text()?),
            (EntryKind::Cue, Plain::Location) => Field::Location(cell.text()?),
            (EntryKind::Cue, Plain::Flag) => Field::Flag(yes(cell)?),
            (EntryKind::Cue, Plain::Skip) => Field::Skip(yes(cell)?),
            (EntryKind::Cue, Plain::Min) => Field::Min(duration()?),
            (EntryKind::Cue, Plain::Max) => Field::Max(duration()?),
            (EntryKind::Cue, Plain::Cuttable) => Field::Cuttable(yes(cell)?),
            (EntryKind::Cue, Plain::CountToEnd) => Field::CountToEnd(yes(cell)?),
            (EntryKind::Cue, Plain::EndAction) => Field::EndAction(end_action(cell)?),
            (EntryKind::Cue, Plain::Warning) => Field::Warning(duration()?.unwrap_or(0)),
            (EntryKind::Cue, Plain::Danger) => Field::Danger(duration()?.unwrap_or(0)),
            (EntryKind::Cue, Plain::Span) => Field::Span(match duration()? {
                Some(ms) => Some(u32::try_from(ms).map_err(|_| Problem::Duration)?),
                None => None,
            }),
            (EntryKind::Cue, Plain::Link) => Field::Link(cell.text()?),
        };
        Ok(Some(field))
    }

    fn calls(&self, department: &str) -> bool {
        let is = |heading: &Heading| matches!(&heading.meaning, Meaning::Call(other) if other == department);
        self.headings.iter().any(is)
    }

    /// What a department does, from its two columns; nothing when both cells are empty.
    fn call(
        &self,
        kind: EntryKind,
        department: &str,
        cell: &Cell,
        line: &Cells,
    ) -> Result<Option<Field>, Problem> {
        if kind != EntryKind::Cue {
            return Ok(None);
        }
        let lead = Meaning::Standby(department.to_owned());
        let lead = self.headings.iter().find(|heading| heading.meaning == lead);
        let lead = lead.and_then(|heading| line.cells.get(heading.at)).filter(|cell| !cell.is_blank());
        let standby_s = lead.map_or(Ok(0), |lead| self.seconds(lead))?;
        let text = cell.lines()?;
        let is_called = !text.is_empty() || lead.is_some();
        let call = is_called.then(|| Call { department: department.to_owned(), text, standby_s });
        Ok(Some(Field::Call { department: department.to_owned(), call }))
    }

    /// A standby: bare numbers are seconds here, as the field has them.
    fn seconds(&self, cell: &Cell) -> Result<u32, Problem> {
        let bare = number(&cell.text()?).filter(|_| !matches!(cell, Cell::Moment(_)));
        let seconds = match bare {
            Some(seconds) => seconds,
            None => cell.duration(self.options.typed)?.ok_or(Problem::Duration)? / 1_000,
        };
        u32::try_from(seconds).map_err(|_| Problem::Duration)
    }

    fn cell(&self, line: &Cells, plain: Plain) -> Option<(usize, String, Cell)> {
        let heading = self.headings.iter().find(|heading| heading.meaning == Meaning::Plain(plain))?;
        Some((heading.at, heading.text.clone(), line.cells.get(heading.at)?.clone()))
    }

    /// What a cell says, or nothing; a bad one is noted down.
    fn take<T>(&mut self, line: &Cells, plain: Plain, of: impl Fn(&Cell) -> Result<T, Problem>) -> Option<T> {
        let (at, text, cell) = self.cell(line, plain)?;
        match of(&cell) {
            Ok(found) => Some(found),
            Err(problem) => {
                self.bad(line.line, at, text, &cell, problem);
                None
            }
        }
    }

    fn bad(&mut self, line: u64, at: usize, heading: String, cell: &Cell, problem: Problem) {
        self.found.bad.push(Bad { line, column: at + 1, heading, found: cell.shown(), problem });
    }
}

/// Stands for the group above, when that has no name.
pub(super) const SAME_GROUP: &str = "-";

fn own_field(kind: EntryKind, column: Option<&Column>, cell: &Cell) -> Result<Option<Field>, Problem> {
    let Some(column) = column.filter(|_| kind == EntryKind::Cue) else { return Ok(None) };
    let value = match &column.kind {
        ColumnKind::Check => if yes(cell)? { "yes" } else { "" }.to_owned(),
        ColumnKind::Text => cell.lines()?,
        ColumnKind::Person => cell.text()?,
        ColumnKind::Choice(choices) => {
            let found = cell.text()?;
            let choice = choices.iter().find(|choice| words(choice) == words(&found));
            match choice {
                _ if found.is_empty() => String::new(),
                Some(_) if choices.contains(&found) => found,
                Some(choice) => choice.clone(),
                None => return Err(Problem::Choice),
            }
        }
    };
    Ok(Some(Field::Column { key: column.key.clone(), value }))
}

fn kind(cell: &Cell) -> Result<EntryKind, Problem> {
    Ok(match words(&cell.text()?).as_str() {
        "" | "cue" | "pie" => EntryKind::Cue,
        "group" | "grupo" => EntryKind::Group,
        "delay" | "retraso" => EntryKind::Delay,
        "milestone" | "hito" => EntryKind::Milestone,
        _ => return Err(Problem::Kind),
    })
}

fn yes(cell: &Cell) -> Result<bool, Problem> {
    match words(&cell.text()?).as_str() {
        "yes" | "y" | "true" | "x" | "1" | "si" | "s" | "verdadero" => Ok(true),
        "" | "no" | "n" | "false" | "0" | "falso" => Ok(false),
        _ => Err(Problem::YesNo),
    }
}

fn colour(cell: &Cell) -> Result<Option<String>, Problem> {
    let text = cell.text()?.to_lowercase();
    let digits = text.strip_prefix('#').unwrap_or_default();
    match text.as_str() {
        "" => Ok(None),
        _ if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => Ok(Some(text)),
        _ => Err(Problem::Colour),
    }
}

fn end_action(cell: &Cell) -> Result<EndAction, Problem> {
    match words(&cell.text()?).as_str() {
        "" | "none" | "nothing" | "nada" => Ok(EndAction::None),
        "load next" | "preparar el siguiente" => Ok(EndAction::LoadNext),
        "start next" | "iniciar el siguiente" => Ok(EndAction::StartNext),
        _ => Err(Problem::EndAction),
    }
}

#[cfg(test)]
mod tests;
