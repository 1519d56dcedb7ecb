//! The plan, what was run, and the next hour, as files.

use std::path::{Path, PathBuf};

use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::Paper;
use gatehouse_contract::show::{ExportFormat, ExportRes, ExportShowReq, ExportWhat, PaperLanguage};
use gatehouse_core::ids::EntryId;
use gatehouse_core::show::{Instance, Live, Plan};
use gatehouse_core::time::WallMs;
use gatehouse_store::table;

use super::live::Devices;
use super::room::{self, Room};
use crate::error;
use crate::host::Host;
use crate::paper::Unprintable;
use crate::rundown::{AsRun, Language, Print, write_as_run, write_plan};
use crate::session::{self, OpenEvent};

/// How far ahead the paper that is never stale looks, in minutes.
const AHEAD_MIN: u32 = 60;

/// Writes a file beside whatever else was printed and says where. The paper of the next hour always has the same name.
///
/// # Errors
/// When no event is open, there is no such show, nothing can be made of it, or the disk fails.
pub fn export(host: &dyn Host, req: ExportShowReq) -> Result<ExportRes, CommandError> {
    let open = session::open(host)?;
    let (bytes, rows, name) = made(host, &open, &req)?;
    let path = save(&host.folders().printed, &name, &bytes, req.what == ExportWhat::NextHour)
        .map_err(|problem| error::io(&problem, "writing the show's file"))?;
    Ok(ExportRes { path: path.to_string_lossy().into_owned(), rows })
}

/// The bytes of such a file, its rows, and what it should be called.
///
/// # Errors
/// As [`export`].
pub fn made(
    host: &dyn Host,
    open: &OpenEvent,
    req: &ExportShowReq,
) -> Result<(Vec<u8>, u32, String), CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, req.show.0, &now)?;
    let language = match req.language {
        PaperLanguage::En => Language::English,
        PaperLanguage::Es => Language::Spanish,
    };
    let (plan, times) = (room.plan(), &room.times);
    let printed = room.moment(&now);
    let print = Print { paper: Paper::A4, language, plan, zone: &times.zone, printed };
    let (bytes, rows) = match (req.what, req.format) {
        (ExportWhat::Plan, ExportFormat::Csv) => (write_plan(plan, language), plan.entries.len()),
        (ExportWhat::Plan, ExportFormat::Pdf) => {
            let planned = |entry: EntryId| times.cue(entry).map(|time| (time.start, time.end));
            (print.rundown(&planned).map_err(unprintable)?, plan.entries.len())
        }
        (ExportWhat::AsRun, format) => {
            let rows = as_run(&room, &Devices::read(open)?);
            let bytes = match format {
                ExportFormat::Csv => write_as_run(&rows, &times.zone, language),
                ExportFormat::Pdf => print.as_run(&rows).map_err(unprintable)?,
            };
            (bytes, rows.len())
        }
        (ExportWhat::NextHour, ExportFormat::Pdf) => {
            let live = Live::of(plan, times, &room.run, printed);
            let span = |entry: EntryId| expected(&live, entry);
            (print.ahead(AHEAD_MIN, &span, &[]).map_err(unprintable)?, live.absolute.cues.len())
        }
        (ExportWhat::NextHour, ExportFormat::Csv) => {
            return Err(error::bad_request(
                "The next hour is for paper",
                "Choose PDF, or write the plan as CSV",
            ));
        }
    };
    Ok((bytes, u32::try_from(rows).unwrap_or(u32::MAX), name(plan, req)))
}

/// When a cue is expected; the live one until it is over.
fn expected(live: &Live, entry: EntryId) -> Option<(WallMs, WallMs)> {
    let on_air = live.on_air().filter(|on_air| on_air.cue == entry);
    on_air
        .map(|on_air| (on_air.started, on_air.expected_end))
        .or_else(|| live.absolute.cues.iter().find(|cue| cue.cue == entry).map(|cue| (cue.start, cue.end)))
}

/// What was called, in its order, and then what was not.
fn as_run(room: &Room, devices: &Devices) -> Vec<AsRun> {
    let plan = room.plan();
    let called = room.run.line.iter().filter_map(|instance| {
        let visit = instance.visit()?;
        let cue = plan.cue(visit.cue);
        Some(AsRun {
            number: cue.map(|cue| cue.number.clone()).unwrap_or_default(),
            title: cue.map(|cue| cue.title.clone()).unwrap_or_default(),
            planned_start: Some(visit.planned_start),
            planned_ms: visit.duration_ms,
            started: Some(instance.started),
            took_ms: took_ms(instance),
            paused_ms: paused_ms(instance),
            added_ms: instance.added_ms,
            who: instance.by.iter().map(|author| devices.name(*author)).collect(),
        })
    });
    let was_called =
        |id: EntryId| room.run.line.iter().any(|one| one.visit().is_some_and(|visit| visit.cue == id));
    let passed = plan.playable().filter(|(id, _)| !was_called(*id)).map(|(id, cue)| AsRun {
        number: cue.number.clone(),
        title: cue.title.clone(),
        planned_start: room.times.cue(id).map(|time| time.start),
        planned_ms: cue.duration_ms,
        ..AsRun::default()
    });
    called.chain(passed).collect()
}

/// How long an instance took, without the spans in which its time stood still; `None` while it runs.
pub(super) fn took_ms(instance: &Instance) -> Option<u64> {
    let took = instance.ended?.0.saturating_sub(instance.started.0);
    Some(u64::try_from(took).unwrap_or(0).saturating_sub(paused_ms(instance)))
}

/// How long its time stood still; a pause that goes on counts until it was left.
fn paused_ms(instance: &Instance) -> u64 {
    let end = instance.ended;
    let span = |(from, until): &(WallMs, Option<WallMs>)| {
        let until = until.or(end).map_or(from.0, |until| until.0);
        u64::try_from(until.saturating_sub(from.0)).unwrap_or(0)
    };
    instance.pauses.iter().map(span).sum()
}

/// The language of the event, for what is printed without being asked for.
pub(super) fn language(open: &OpenEvent) -> PaperLanguage {
    let locale = open.replica.read(table::event::find).map(|event| event.locale).unwrap_or_default();
    if locale.starts_with("es") { PaperLanguage::Es } else { PaperLanguage::En }
}

fn name(plan: &Plan, req: &ExportShowReq) -> String {
    let title: String =
        plan.title.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let what = match req.what {
        ExportWhat::Plan => "plan",
        ExportWhat::AsRun => "as-run",
        ExportWhat::NextHour => "next-hour",
    };
    let end = match req.format {
        ExportFormat::Csv => "csv",
        ExportFormat::Pdf => "pdf",
    };
    format!("{}-{what}.{end}", title.trim_matches('-'))
}

/// Writes under a name that is free, or in the place of the one before; whole or not at all.
fn save(folder: &Path, name: &str, bytes: &[u8], replaces: bool) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let path = if replaces { folder.join(name) } else { free(folder, name) };
    let beside = path.with_extension("part");
    std::fs::write(&beside, bytes)?;
    std::fs::rename(&beside, &path)?;
    Ok(path)
}

fn free(folder: &Path, name: &str) -> PathBuf {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..10_000).map(|number| folder.join(format!("{stem}-{number}.{end}")));
    let mut candidates = std::iter::once(folder.join(name)).chain(numbered);
    candidates.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

fn unprintable(problem: Unprintable) -> CommandError {
    error::bug(problem.to_string())
}
