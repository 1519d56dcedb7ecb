//! `gatehouse import`: attendees from a file, all or nothing.

use std::path::{Path, PathBuf};

use gatehouse_commands::import;
use gatehouse_contract::import::{BadRow, Field, ImportRes, Mapping};
use serde::Serialize;
use serde::de::{DeserializeOwned, value};

use crate::failure::{Failure, Status};
use crate::output::{Listed, diagnose};
use crate::program::Program;
use crate::words;

/// What can be imported.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// A CSV file with headings.
    Csv(Args),
}

/// Arguments of `import csv`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file.
    file: PathBuf,

    /// What a column holds, for example `--map Correo=email` or `--map 3=seat`; `--map Notes=` ignores one. Columns
    /// that are not named are guessed from their headings. Fields: reference, name, first_name, last_name, email,
    /// company, product, kind, order_code, seat, attention, status, valid_from, valid_until.
    #[arg(long, value_name = "COLUMN=FIELD", num_args = 1.., value_parser = assignment)]
    map: Vec<Assignment>,

    /// The product of rows that name none, by number.
    #[arg(long, value_name = "NUMBER")]
    default_product: Option<u16>,

    /// Only looks: nothing is taken.
    #[arg(long)]
    dry_run: bool,
}

/// A column and what it holds; nothing when it is to be ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Assignment {
    column: String,
    field: Option<Field>,
}

/// What was taken, and what was not.
#[derive(Serialize)]
struct Report<'a> {
    file: String,
    rows: u64,
    added: u64,
    updated: u64,
    unchanged: u64,
    bad: u64,
    bad_rows: &'a [BadRow],
    mapping: &'a Mapping,
    done: bool,
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        match self {
            Self::Csv(args) => csv(program, &args),
        }
    }
}

fn csv(program: &Program, args: &Args) -> Result<(), Failure> {
    program.open()?;
    let mapping = mapping(program, args)?;
    let found = if args.dry_run {
        import::preview_file(&program.host, &args.file, mapping)
    } else {
        import::run_file(&program.host, &args.file, mapping)
    }?;
    report(program, &args.file, &found)
}

/// The guessed mapping with what the arguments say instead; none when they say nothing.
fn mapping(program: &Program, args: &Args) -> Result<Option<Mapping>, Failure> {
    if args.map.is_empty() && args.default_product.is_none() {
        return Ok(None);
    }
    let guessed = import::preview_file(&program.host, &args.file, None)?;
    let mut mapping = guessed.mapping;
    for wanted in &args.map {
        let place = column(&wanted.column, &guessed.headings).ok_or_else(|| {
            let headings = Listed(&guessed.headings);
            Failure::unreadable(&args.file, format_args!("no column {}", wanted.column))
                .hint(format!("Its columns are: {headings}"))
        })?;
        // A field stands in one column: the one that was guessed gives it up.
        if wanted.field.is_some() {
            mapping.columns.iter_mut().filter(|held| **held == wanted.field).for_each(|held| *held = None);
        }
        if let Some(held) = mapping.columns.get_mut(place) {
            *held = wanted.field;
        }
    }
    mapping.default_product = args.default_product.or(mapping.default_product);
    Ok(Some(mapping))
}

/// The place of a column by its heading, or by its number from 1.
fn column(wanted: &str, headings: &[String]) -> Option<usize> {
    let wanted = wanted.trim();
    let by_heading =
        headings.iter().position(|heading| heading.trim().to_lowercase() == wanted.to_lowercase());
    let by_number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < headings.len());
    by_heading.or_else(by_number)
}

fn report(program: &Program, file: &Path, found: &ImportRes) -> Result<(), Failure> {
    let verb = if found.done { "imported" } else { "nothing imported" };
    let words = format!(
        "{}: {verb}; {} rows: {} new, {} changed, {} as before, {} bad",
        file.display(),
        found.rows,
        found.added,
        found.updated,
        found.unchanged,
        found.bad
    );
    let report = Report {
        file: file.display().to_string(),
        rows: found.rows,
        added: found.added,
        updated: found.updated,
        unchanged: found.unchanged,
        bad: found.bad,
        bad_rows: &found.bad_rows,
        mapping: &found.mapping,
        done: found.done,
    };
    program.out.answer(&report, words)?;
    if found.bad == 0 {
        return Ok(());
    }
    // Where and what, but not the words that stand there: they may be somebody's.
    for row in &found.bad_rows {
        let column = row.column.map_or_else(String::new, |column| format!(":{column}"));
        let problem = words::row_problem(row.problem);
        diagnose(format_args!("error: {}:{}{column}: {problem}", file.display(), row.line));
    }
    let more = found.bad.saturating_sub(found.bad_rows.len() as u64);
    if more > 0 {
        diagnose(format_args!("error: and {more} more bad rows"));
    }
    Err(Failure::told(Status::Input))
}

/// `COLUMN=FIELD`; the heading may hold a `=` itself.
fn assignment(text: &str) -> Result<Assignment, String> {
    let (column, field) = text.rsplit_once('=').ok_or("expected COLUMN=FIELD")?;
    let field = match field.trim() {
        "" => None,
        word => Some(named(word)?),
    };
    Ok(Assignment { column: column.to_owned(), field })
}

/// A value of the contract by its word.
fn named<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    T::deserialize(value::StrDeserializer::<value::Error>::new(word)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_assigned_by_the_last_equals_sign() {
        let check = |text: &str, column: &str, field| {
            assert_eq!(assignment(text), Ok(Assignment { column: column.into(), field }), "{text}");
        };
        check("Correo=email", "Correo", Some(Field::Email));
        check("a=b=first_name", "a=b", Some(Field::FirstName));
        check("Notes=", "Notes", None);
        assert!(assignment("email").is_err());
        assert!(
            assignment("Correo=mail").is_err_and(|why| why.contains("valid_until")),
            "it lists the fields"
        );
    }

    #[test]
    fn a_column_is_found_by_heading_before_number() {
        let headings = ["2".to_owned(), "Nombre ".to_owned()];
        assert_eq!(column("nombre", &headings), Some(1));
        assert_eq!(column("2", &headings), Some(0));
        assert_eq!(column("1", &headings), Some(0));
        assert_eq!(column("0", &headings), None);
        assert_eq!(column("3", &headings), None);
    }
}
