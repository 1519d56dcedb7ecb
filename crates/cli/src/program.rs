//! What every command has: the arguments that all share, where answers go, and the event they name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use gatehouse_commands::{Folders, OpenEvent, app, open};
use gatehouse_core::admission::Checkpoint;
use gatehouse_core::ids::CheckpointId;
use gatehouse_store::table;
use jiff::tz::TimeZone;

use crate::failure::Failure;
use crate::output::{Listed, Output};
use crate::terminal::Terminal;

/// Arguments that every command takes.
#[derive(Args)]
pub(crate) struct Global {
    /// Answers as JSON, one value per line.
    #[arg(long, global = true)]
    json: bool,

    /// The event's file.
    #[arg(long, global = true, value_name = "FILE")]
    replica: Option<PathBuf>,

    /// A file whose first line is the passphrase that protects the event's file.
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,

    /// Where Gatehouse keeps its own files; without it, the system's usual place.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// The running program.
pub(crate) struct Program {
    /// Where answers go.
    pub(crate) out: Output,
    /// This machine.
    pub(crate) host: Terminal,
    global: Global,
}

impl Program {
    /// The program as its arguments want it.
    pub(crate) fn new(global: Global) -> Self {
        // A machine without a home, such as one that has only just booted, keeps nothing between calls.
        let data = global
            .data
            .clone()
            .or_else(Folders::usual)
            .unwrap_or_else(|| std::env::temp_dir().join("gatehouse"));
        Self { out: Output::new(global.json), host: Terminal::new(&data), global }
    }

    /// Whether an event's file was named.
    pub(crate) fn names_replica(&self) -> bool {
        self.global.replica.is_some()
    }

    /// The event's file that was named.
    pub(crate) fn replica(&self) -> Result<&Path, Failure> {
        self.global.replica.as_deref().ok_or_else(|| {
            Failure::input("This command works on an event").hint("Name the event's file with --replica FILE")
        })
    }

    /// The passphrase, where a file for it was named.
    pub(crate) fn passphrase(&self) -> Result<Option<String>, Failure> {
        let Some(file) = &self.global.passphrase_file else { return Ok(None) };
        let text = std::fs::read_to_string(file).map_err(|error| Failure::unreadable(file, error))?;
        match text.lines().next() {
            Some(line) if !line.is_empty() => Ok(Some(line.to_owned())),
            _ => Err(Failure::unreadable(file, "its first line is empty, a passphrase was expected there")),
        }
    }

    /// Opens the event that was named.
    pub(crate) fn open(&self) -> Result<Arc<OpenEvent>, Failure> {
        app::open_path(&self.host, self.replica()?, self.passphrase()?.as_deref())?;
        Ok(open(&self.host)?)
    }
}

/// Finds a checkpoint by its name or id.
pub(crate) fn checkpoint(open: &OpenEvent, wanted: &str) -> Result<Checkpoint, Failure> {
    let all = open.replica.read(table::checkpoint::all)?;
    let found: Vec<_> = match wanted.parse::<CheckpointId>() {
        Ok(id) => all.iter().filter(|one| one.id == id).collect(),
        Err(_) => all.iter().filter(|one| one.name.to_lowercase() == wanted.to_lowercase()).collect(),
    };
    match found[..] {
        [one] => Ok(one.clone()),
        [] if all.is_empty() => Err(Failure::input("The event has no checkpoint").hint("Make one in Setup")),
        [] => {
            let names: Vec<_> = all.iter().map(|one| one.name.as_str()).collect();
            Err(Failure::input("There is no such checkpoint").hint(format!("There are: {}", Listed(&names))))
        }
        [..] => {
            let ids: Vec<_> = found.iter().map(|one| one.id).collect();
            Err(Failure::input("Several checkpoints have this name")
                .hint(format!("Name one by its id: {}", Listed(&ids))))
        }
    }
}

/// The venue's time zone.
pub(crate) fn zone(open: &OpenEvent) -> Result<TimeZone, Failure> {
    Ok(open.replica.read(table::event::time_zone)?)
}
