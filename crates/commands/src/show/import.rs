//! A rundown from a file: looked at first, then carried out as one step that can be taken back.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{
    BadCell, CellProblem, FieldChange, ImportRundownReq, RundownLine, RundownRes, RundownWhat, TypedDurations,
};
use gatehouse_core::ids::EntryId;
use gatehouse_core::show::{Change, order};

use super::edit;
use super::room::{self, Room};
use super::spoken::spoken;
use crate::error;
use crate::host::{Host, ten_random};
use crate::import::stage::staged;
use crate::rundown::{self, Bad, Difference, Known, Line, Options, Problem, Rundown, Typed, What};
use crate::session;

/// Bad cells that are listed; more are not mended one by one.
const MOST_BAD: usize = 500;

/// Looks at what a file would change, or carries it out, all or nothing.
///
/// # Errors
/// When the file cannot be read at all, a cue that was called would change, or the replica fails: then nothing was changed.
pub fn import(host: &dyn Host, req: ImportRundownReq) -> Result<RundownRes, CommandError> {
    let path = staged(host, &req.file)?;
    let file = std::fs::read(path).map_err(|problem| error::io(&problem, "reading the rundown"))?;
    take(host, &file, &req)
}

/// Takes a rundown whose bytes are at hand; the request names everything but the file.
///
/// # Errors
/// As [`import`].
pub fn take(host: &dyn Host, file: &[u8], req: &ImportRundownReq) -> Result<RundownRes, CommandError> {
    let open = session::open(host)?;
    let show = req.show.0;
    let room = room::find(&open, show, &room::clocks(host, &open)?)?;
    let options = Options {
        sheet: req.sheet.clone(),
        follow: req.follow,
        typed: req.typed.map(|typed| match typed {
            TypedDurations::HoursMinutes => Typed::HoursMinutes,
            TypedDurations::MinutesSeconds => Typed::MinutesSeconds,
        }),
    };
    let read = rundown::read(file, &options, &room.plan().columns)
        .map_err(|problem| error::bad_csv(problem.to_string(), problem.hint()))?;
    let mut difference = held_against(host, &room, &read);
    if !req.remove_missing {
        difference.lines.retain(|line| line.what != What::Removed);
    }
    let done = req.adopt && read.bad.is_empty();
    if done {
        edit::take_step(host, &open, show, difference.changes())?;
    }
    Ok(answer(&read, &difference, done))
}

fn held_against(host: &dyn Host, room: &Room, read: &Rundown) -> Difference {
    let order = |entry: EntryId| room.edits.place(entry).map(|place| place.order.clone());
    let known = Known { plan: room.plan(), order: &order, between: &order::between };
    rundown::diff(known, read, || EntryId::ordered(host.now().wall, ten_random(host)))
}

fn answer(read: &Rundown, difference: &Difference, done: bool) -> RundownRes {
    let lines: Vec<RundownLine> = difference.lines.iter().filter_map(line).collect();
    RundownRes {
        rows: count(read.rows.len()),
        unchanged: count(difference.lines.len() - lines.len()),
        lines,
        bad: read.bad.iter().take(MOST_BAD).map(bad).collect(),
        sheets: read.sheets.clone(),
        following: count(read.following),
        done,
    }
}

fn line(line: &Line) -> Option<RundownLine> {
    let (what, fields) = match &line.what {
        What::Added => (RundownWhat::Add, filled(&line.changes)),
        What::Changed { fields, .. } => {
            let fields = fields.iter().map(|(before, after)| {
                let (field, before) = spoken(before);
                FieldChange { field: field.to_owned(), before, after: spoken(after).1 }
            });
            (RundownWhat::Change, fields.collect())
        }
        What::Moved => (RundownWhat::Move, Vec::new()),
        What::Removed => (RundownWhat::Remove, Vec::new()),
        What::Unchanged => return None,
    };
    let name = match (line.number.is_empty(), line.title.is_empty()) {
        (false, false) => format!("{} {}", line.number, line.title),
        _ => format!("{}{}", line.number, line.title),
    };
    Some(RundownLine { name, what, fields })
}

/// What a new line comes with.
fn filled(changes: &[Change]) -> Vec<FieldChange> {
    let fields = changes.iter().filter_map(|change| match change {
        Change::Set { field, .. } => Some(spoken(field)),
        _ => None,
    });
    let filled = fields.filter(|(_, after)| !after.is_empty());
    filled
        .map(|(field, after)| FieldChange { field: field.to_owned(), before: String::new(), after })
        .collect()
}

fn bad(bad: &Bad) -> BadCell {
    BadCell {
        line: u32::try_from(bad.line).unwrap_or(u32::MAX),
        column: count(bad.column),
        heading: bad.heading.clone(),
        problem: match bad.problem {
            Problem::Time => CellProblem::Time,
            Problem::Duration => CellProblem::Duration,
            Problem::Unit => CellProblem::Unit,
            Problem::HoursOrMinutes => CellProblem::HoursOrMinutes,
            Problem::YesNo => CellProblem::YesNo,
            Problem::Kind => CellProblem::Kind,
            Problem::Colour => CellProblem::Colour,
            Problem::EndAction => CellProblem::EndAction,
            Problem::Choice => CellProblem::Choice,
            Problem::Apart => CellProblem::Apart,
            Problem::NoGroup => CellProblem::NoGroup,
            Problem::NoText => CellProblem::NoText,
            Problem::TooLong => CellProblem::TooLong,
            Problem::NoHeading => CellProblem::NoHeading,
            Problem::HeadingTwice => CellProblem::HeadingTwice,
        },
        found: bad.found.clone(),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
