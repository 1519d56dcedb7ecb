//! Importing attendees from CSV: hand the file over, look at what would happen, then do it or leave it.
//!
//! All or nothing: as long as one row is bad, none is taken. The way of a row is [`records`] (bytes to cells), [`row`]
//! (cells to an attendee), [`plan`] (what it means for the replica) and [`survey`] (all rows, counted or taken); memory
//! stays bounded whatever the file holds. Not decided here: who may pass with what is imported.

mod ahead;
mod catalogue;
pub(crate) mod clean;
mod ids;
mod mapping;
mod moment;
mod plan;
pub(crate) mod records;
mod reference;
mod row;
mod rows;
pub(crate) mod sniff;
pub(crate) mod stage;
mod survey;
pub(crate) mod unreadable;
mod vocabulary;

use std::fs::{self, File};
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::{Push, Task};
use gatehouse_contract::import::{ImportReq, ImportRes, Mapping};

use self::ids::Ids;
use self::survey::Failed;
use self::unreadable::Unreadable;
use crate::error;
use crate::host::Host;
use crate::session;

pub use self::stage::{empty_staging, stage_file, stage_piece};

/// Looks at what importing a file that was handed over would do.
///
/// # Errors
/// When there is no such file, it is no CSV, the chosen columns do not fit it, no event is open, or the replica fails.
/// Bad rows are no error but part of the answer.
pub fn preview(host: &dyn Host, req: ImportReq) -> Result<ImportRes, CommandError> {
    preview_file(host, &stage::staged(host, &req.token)?, req.mapping)
}

/// Imports a file that was handed over, all or nothing, and lets it go when that is done.
///
/// # Errors
/// Those of [`preview`].
pub fn run(host: &dyn Host, req: ImportReq) -> Result<ImportRes, CommandError> {
    let path = stage::staged(host, &req.token)?;
    let report = run_file(host, &path, req.mapping)?;
    if report.done {
        // Should this fail, the file goes at the next start.
        let _ = fs::remove_file(path);
    }
    Ok(report)
}

/// Looks at what importing a file would do.
///
/// # Errors
/// Those of [`preview`].
pub fn preview_file(
    host: &dyn Host,
    path: &Path,
    mapping: Option<Mapping>,
) -> Result<ImportRes, CommandError> {
    let event = session::open(host)?;
    let (file, total) = open(path)?;
    survey::look(&event.replica, file, mapping, |done| tell(host, done, total)).map_err(failed)
}

/// Imports a file, all or nothing: with a bad row it answers like [`preview_file`] and has done nothing.
///
/// The replica has one writer, so scans wait while rows are taken: seconds for a hundred thousand. A bad row ends that
/// at once; the rest of the report is read beside the gate.
///
/// # Errors
/// Those of [`preview`].
pub fn run_file(host: &dyn Host, path: &Path, mapping: Option<Mapping>) -> Result<ImportRes, CommandError> {
    let event = session::open(host)?;
    let (file, total) = open(path)?;
    let mut random = [0; 10];
    host.random(&mut random);
    let now = host.now().wall;
    let ids = Ids::new(now, random);
    let chosen = mapping.clone();
    // The replica writes on a thread of its own, which cannot borrow the host; another one passes its words on.
    let taken = thread::scope(|scope| {
        let (progress, heard) = channel();
        scope.spawn(move || heard.into_iter().for_each(|done| tell(host, done, total)));
        survey::take(&event.replica, file, chosen, ids, now, move |done| {
            // Nobody listens only if the listener died; the import goes on all the same.
            let _ = progress.send(done);
        })
    });
    match taken {
        Err(Failed::Row) => preview_file(host, path, mapping),
        taken => taken.map_err(failed),
    }
}

fn open(path: &Path) -> Result<(File, u64), CommandError> {
    let opened = File::open(path).and_then(|file| {
        let length = file.metadata()?.len();
        Ok((file, length))
    });
    opened.map_err(|error| error::io(&error, READING))
}

const READING: &str = "reading the file to be imported";

fn tell(host: &dyn Host, done: u64, total: u64) {
    host.push(Push::Progress { task: Task::Import, done, total });
}

fn failed(failure: Failed) -> CommandError {
    match failure {
        Failed::File(Unreadable::Io(error)) => error::io(&error, READING),
        Failed::File(error) => error::bad_csv(error.to_string(), error.hint()),
        Failed::Mapping(error) => {
            error::bad_request(error.to_string(), "Choose again which column holds what")
        }
        Failed::Store(error) => error::store(error),
        // Only a preview's rows are asked for after the fact, and a preview does not stop at them.
        Failed::Row => error::bad_request("A row is bad", "Look at the preview"),
    }
}
