//! `gatehouse show list`, `new`, `import` and `export`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use gatehouse_commands::show;
use gatehouse_contract::id::ShowId;
use gatehouse_contract::show::{
    ExportFormat, ExportShowReq, ExportWhat, ImportRundownReq, NewShowReq, PaperLanguage, RundownRes,
    RundownWhat, ShowSummary, TypedDurations,
};

use crate::failure::{Failure, Status};
use crate::output::Listed;
use crate::program::Program;

/// Arguments of `show new`.
#[derive(clap::Args)]
pub(crate) struct New {
    /// What the show is called.
    title: String,
    /// Where it runs.
    #[arg(long, default_value = "")]
    stage: String,
    /// Its first day, such as 2026-11-25.
    #[arg(long)]
    date: String,
}

/// Arguments of `show import`.
#[derive(clap::Args)]
pub(crate) struct Import {
    /// A rundown, as CSV or XLSX.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Into which show: its title or its id.
    #[arg(long)]
    show: String,
    /// Only says what would change.
    #[arg(long)]
    dry_run: bool,
    /// Lines that the file does not have go.
    #[arg(long)]
    remove_missing: bool,
    /// The sheet of a workbook.
    #[arg(long)]
    sheet: Option<String>,
    /// Starts at which the cue before is over follow it.
    #[arg(long)]
    follow: bool,
    /// What durations mean that a spreadsheet took for hours and minutes.
    #[arg(long, value_enum)]
    typed: Option<Typed>,
}

/// Arguments of `show export`.
#[derive(clap::Args)]
pub(crate) struct Export {
    /// Which show: its title or its id.
    #[arg(long)]
    show: String,
    /// What is written.
    #[arg(long, value_enum, default_value = "plan")]
    what: What,
    /// As what.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// In which language.
    #[arg(long, value_enum, default_value = "en")]
    language: Language,
    /// The file; `-` for standard output.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Typed {
    HoursMinutes,
    MinutesSeconds,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Plan,
    AsRun,
    NextHour,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Pdf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    En,
    Es,
}

/// Prints the shows of the event.
pub(crate) fn list(program: &Program) -> Result<(), Failure> {
    program.open()?;
    let shows = show::list(&program.host)?;
    if shows.is_empty() {
        program.out.remark("the event has no show")?;
    }
    shows.iter().try_for_each(|summary| Ok(program.out.answer(summary, line(summary))?))
}

/// Makes a show and prints it.
pub(crate) fn new(program: &Program, args: New) -> Result<(), Failure> {
    program.open()?;
    let New { title, stage, date } = args;
    let plan = show::create(&program.host, NewShowReq { title, stage, date })?;
    let mut made = show::list(&program.host)?.into_iter().filter(|summary| summary.show == plan.show);
    made.try_for_each(|summary| Ok(program.out.answer(&summary, line(&summary))?))
}

/// Takes a rundown in, or says what it would change.
pub(crate) fn import(program: &Program, args: &Import) -> Result<(), Failure> {
    program.open()?;
    let file = std::fs::read(&args.file).map_err(|error| Failure::unreadable(&args.file, error))?;
    let req = ImportRundownReq {
        show: find(program, &args.show)?,
        file: String::new(),
        adopt: !args.dry_run,
        remove_missing: args.remove_missing,
        sheet: args.sheet.clone(),
        follow: args.follow,
        typed: args.typed.map(|typed| match typed {
            Typed::HoursMinutes => TypedDurations::HoursMinutes,
            Typed::MinutesSeconds => TypedDurations::MinutesSeconds,
        }),
    };
    let res = show::take(&program.host, &file, &req)?;
    program.out.answer(&res, said(&res))?;
    if res.bad.is_empty() { Ok(()) } else { Err(Failure::told(Status::Input)) }
}

/// Writes the plan, what was run, or the next hour.
pub(crate) fn export(program: &Program, args: &Export) -> Result<(), Failure> {
    let open = program.open()?;
    let req = ExportShowReq {
        show: find(program, &args.show)?,
        what: match args.what {
            What::Plan => ExportWhat::Plan,
            What::AsRun => ExportWhat::AsRun,
            What::NextHour => ExportWhat::NextHour,
        },
        format: match args.format {
            Format::Csv => ExportFormat::Csv,
            Format::Pdf => ExportFormat::Pdf,
        },
        language: match args.language {
            Language::En => PaperLanguage::En,
            Language::Es => PaperLanguage::Es,
        },
    };
    let (bytes, rows, _) = show::made(&program.host, &open, &req)?;
    if args.out.as_os_str() == "-" {
        return Ok(std::io::stdout().lock().write_all(&bytes)?);
    }
    std::fs::write(&args.out, bytes).map_err(|error| Failure::unreadable(&args.out, error))?;
    let json = serde_json::json!({ "file": args.out, "rows": rows });
    Ok(program.out.answer(&json, format!("{}: {rows} rows", args.out.display()))?)
}

/// Finds a show by its title or id.
fn find(program: &Program, wanted: &str) -> Result<ShowId, Failure> {
    let all = show::list(&program.host)?;
    let found: Vec<_> = match wanted.parse() {
        Ok(id) => all.iter().filter(|one| one.show.0 == id).collect(),
        Err(_) => all.iter().filter(|one| one.title.to_lowercase() == wanted.to_lowercase()).collect(),
    };
    match found[..] {
        [one] => Ok(one.show),
        [] => {
            let titles: Vec<_> = all.iter().map(|one| one.title.as_str()).collect();
            Err(Failure::input("There is no such show").hint(format!("There are: {}", Listed(&titles))))
        }
        [..] => {
            let ids: Vec<_> = found.iter().map(|one| one.show.0).collect();
            Err(Failure::input("Several shows have this title")
                .hint(format!("Name one by its id: {}", Listed(&ids))))
        }
    }
}

fn line(show: &ShowSummary) -> String {
    let stage = if show.stage.is_empty() { String::new() } else { format!(" | {}", show.stage) };
    let conflicts = match show.conflicts {
        0 => String::new(),
        number => format!(" | {number} conflicts"),
    };
    format!("{}  {}{stage} | {} cues{conflicts}", show.show.0, show.title, show.cues)
}

/// What was taken, or every cell that cannot be.
fn said(res: &RundownRes) -> String {
    if !res.bad.is_empty() {
        let cells = res.bad.iter().map(|bad| {
            format!(
                "line {}, column {} ({}): {:?}: {:?}",
                bad.line, bad.column, bad.heading, bad.problem, bad.found
            )
        });
        return cells.collect::<Vec<_>>().join("\n");
    }
    let count = |what: RundownWhat| res.lines.iter().filter(|line| line.what == what).count();
    format!(
        "{} rows: {} {}, {} changed, {} moved, {} gone, {} as they were",
        res.rows,
        count(RundownWhat::Add),
        if res.done { "added" } else { "would be added" },
        count(RundownWhat::Change),
        count(RundownWhat::Move),
        count(RundownWhat::Remove),
        res.unchanged
    )
}
