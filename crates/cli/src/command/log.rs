//! `gatehouse log`: the control room's log without a window.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use gatehouse_commands::control::{self, Piece};
use gatehouse_contract::control::{
    ControlRes, ExportLogReq, IncidentLine, LogEntry, LogExport, LogReq, WriteLineReq,
};
use gatehouse_contract::id::RecordId;
use gatehouse_contract::show::PaperLanguage;
use gatehouse_core::time::WallMs;
use jiff::tz::TimeZone;

use crate::failure::{Failure, Status};
use crate::moment;
use crate::program::{Program, zone};

/// What can be done with the log.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// The newest entries, the newest last.
    List(List),
    /// The incidents: open ones first, the worst first.
    Incidents,
    /// Writes a line, as the control room's line does: `med3 m30s faint bar-left >medic1`.
    Write(Write),
    /// Writes the log out.
    Export(Export),
    /// Verifies the folder of an incident that was written out.
    Verify(Verify),
}

/// Arguments of `log list`.
#[derive(clap::Args)]
pub(crate) struct List {
    /// Only entries that hold all of these words.
    words: Vec<String>,
    /// At most so many.
    #[arg(long, default_value_t = 50)]
    limit: u32,
}

/// Arguments of `log write`.
#[derive(clap::Args)]
pub(crate) struct Write {
    /// The line; several words are one line.
    #[arg(required = true, allow_hyphen_values = true, trailing_var_arg = true)]
    line: Vec<String>,
}

/// Arguments of `log export`.
#[derive(clap::Args)]
pub(crate) struct Export {
    /// As what.
    #[arg(long, value_enum)]
    format: Format,
    /// The incident of a bundle, by its number.
    #[arg(long, required_if_eq("format", "bundle"))]
    incident: Option<String>,
    /// Whose activity log: a name or a call sign.
    #[arg(long, required_if_eq("format", "ics214"))]
    who: Option<String>,
    /// Their position.
    #[arg(long, default_value = "")]
    position: String,
    /// Their home agency.
    #[arg(long, default_value = "")]
    agency: String,
    /// Who prepares the form.
    #[arg(long, default_value = "")]
    prepared_by: String,
    /// From when on, at the venue.
    #[arg(long)]
    from: Option<String>,
    /// Until when, at the venue.
    #[arg(long)]
    until: Option<String>,
    /// In which language.
    #[arg(long, value_enum, default_value = "en")]
    language: Language,
    /// Leaves out what is sealed.
    #[arg(long)]
    sealed: bool,
    /// The file, or of a bundle the folder; `-` for standard output.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
}

/// Arguments of `log verify`.
#[derive(clap::Args)]
pub(crate) struct Verify {
    /// The folder.
    folder: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The log as a licensing authority wants it.
    Pdf,
    Csv,
    /// One entry a line, as JSON.
    Jsonl,
    /// ICS-214, the activity log of one person or unit.
    Ics214,
    /// One incident with everything that proves it: a folder.
    Bundle,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    En,
    Es,
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        match self {
            Self::List(args) => list(program, &args),
            Self::Incidents => incidents(program),
            Self::Write(args) => write(program, &args),
            Self::Export(args) => export(program, args),
            Self::Verify(args) => verify(program, &args.folder),
        }
    }
}

fn list(program: &Program, args: &List) -> Result<(), Failure> {
    let open = program.open()?;
    let req = LogReq {
        words: args.words.join(" "),
        kind: None,
        own: false,
        from: None,
        until: None,
        before: None,
        limit: args.limit,
    };
    let res = control::log(&program.host, req)?;
    let zone = zone(&open)?;
    if res.entries.is_empty() {
        program.out.remark("no entry of the log is like that")?;
    }
    let now = WallMs::from(res.now);
    res.entries.iter().rev().try_for_each(|one| Ok(program.out.answer(one, entry_line(one, now, &zone))?))
}

fn incidents(program: &Program) -> Result<(), Failure> {
    let event = program.open()?;
    let ControlRes { now, open, ended, .. } = control::status(&program.host)?;
    let zone = zone(&event)?;
    if open.is_empty() && ended.is_empty() {
        program.out.remark("the log has no incident")?;
    }
    let all = open.iter().chain(&ended);
    all.into_iter().try_for_each(|one| Ok(program.out.answer(one, incident_line(one, now.into(), &zone))?))
}

fn write(program: &Program, args: &Write) -> Result<(), Failure> {
    program.open()?;
    let text = args.line.join(" ");
    let req = WriteLineReq { text, selected: None, channel: None, attachments: Vec::new() };
    let written = control::write_line(&program.host, req)?;
    let said = match (&written.number, written.opened) {
        (Some(number), true) => format!("{number} was opened"),
        (Some(number), false) => format!("noted on {number}"),
        (None, _) => "noted".to_owned(),
    };
    Ok(program.out.answer(&written, said)?)
}

fn export(program: &Program, args: Export) -> Result<(), Failure> {
    let open = program.open()?;
    let zone = zone(&open)?;
    let moment = |text: &Option<String>| {
        let at = text.as_deref().map(|text| moment::at_venue(text, &zone)).transpose();
        at.map_err(Failure::input)
    };
    let (from, until) = (moment(&args.from)?, moment(&args.until)?);
    let req = ExportLogReq {
        what: match args.format {
            Format::Pdf => LogExport::LicencePdf,
            Format::Csv => LogExport::Csv,
            Format::Jsonl => LogExport::Jsonl,
            Format::Bundle => {
                LogExport::Incident { incident: find(program, &args.incident.unwrap_or_default())? }
            }
            Format::Ics214 => LogExport::Ics214 {
                who: args.who.unwrap_or_default(),
                position: args.position,
                agency: args.agency,
                prepared_by: args.prepared_by,
            },
        },
        from: from.map(Into::into),
        until: until.map(Into::into),
        language: match args.language {
            Language::En => PaperLanguage::En,
            Language::Es => PaperLanguage::Es,
        },
        sealed: args.sealed,
    };
    let made = control::made(&program.host, &open, &req)?;
    if let ([piece], "-") = (&made.pieces[..], args.out.to_string_lossy().as_ref()) {
        return Ok(std::io::stdout().lock().write_all(&piece.bytes)?);
    }
    save(&args.out, &made.pieces, args.format == Format::Bundle)?;
    let json = serde_json::json!({ "file": args.out, "rows": made.rows });
    Ok(program.out.answer(&json, format!("{}: {} entries", args.out.display(), made.rows))?)
}

/// Writes one file, or the files of a folder.
fn save(out: &Path, pieces: &[Piece], folder: bool) -> Result<(), Failure> {
    for piece in pieces {
        let path = if folder { out.join(&piece.path) } else { out.to_owned() };
        if let Some(parent) = path.parent().filter(|_| folder) {
            std::fs::create_dir_all(parent).map_err(|error| Failure::unreadable(parent, error))?;
        }
        std::fs::write(&path, &piece.bytes).map_err(|error| Failure::unreadable(&path, error))?;
    }
    Ok(())
}

fn verify(program: &Program, folder: &Path) -> Result<(), Failure> {
    let findings = control::verify(folder).map_err(|error| Failure::unreadable(folder, error))?;
    for finding in &findings {
        program.out.answer(&serde_json::json!({ "finding": finding }), finding)?;
    }
    if findings.is_empty() {
        return Ok(program
            .out
            .answer(&serde_json::json!({ "sound": true }), "everything in it is as it was written")?);
    }
    Err(Failure::told(Status::Failed))
}

/// Finds an incident by its number, as it is said: `A-0143`, `a143`.
fn find(program: &Program, wanted: &str) -> Result<RecordId, Failure> {
    let plain = |text: &str| {
        let (desk, no): (String, String) = text
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric())
            .map(|letter| letter.to_ascii_lowercase())
            .partition(|letter| letter.is_ascii_alphabetic());
        (desk, no.trim_start_matches('0').to_owned())
    };
    let ControlRes { open, ended, .. } = control::status(&program.host)?;
    let found = open.iter().chain(&ended).find(|one| plain(&one.number) == plain(wanted));
    found.map(|one| one.incident).ok_or_else(|| {
        Failure::input("No incident has this number").hint("`gatehouse log incidents` lists them")
    })
}

fn entry_line(entry: &LogEntry, now: WallMs, zone: &TimeZone) -> String {
    let at = moment::spoken(entry.logged.into(), now, zone);
    let number = entry.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    let struck = if entry.struck.is_some() { "STRUCK " } else { "" };
    let words =
        if entry.verbatim.is_empty() { format!("({:?})", entry.kind) } else { entry.verbatim.clone() };
    format!("{at}  {}  {struck}{number}{words}", entry.desk)
}

fn incident_line(one: &IncidentLine, now: WallMs, zone: &TimeZone) -> String {
    let at = moment::spoken(one.opened.into(), now, zone);
    let types = one.types.join("+");
    format!(
        "{}  {}  {types} {:?}  {:?}  {}  {}",
        one.number, at, one.severity, one.status, one.title, one.place
    )
}
