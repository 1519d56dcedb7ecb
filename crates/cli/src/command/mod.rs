//! The commands, one file each.

mod audit;
mod check;
mod credential;
mod decode;
mod event;
mod import;
mod key;
mod log;
mod scan;
mod search;
mod show;
mod sync;

use clap::Subcommand;

use crate::failure::Failure;
use crate::program::Program;

/// What the program can do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Reads the QR codes of pictures.
    Decode(decode::Args),
    /// Reads codes from a live camera, and judges them when a checkpoint is named.
    Scan(scan::Args),
    /// An event's signing keys.
    #[command(subcommand)]
    Key(key::Command),
    /// Issues and verifies codes.
    #[command(subcommand)]
    Credential(credential::Command),
    /// Makes an event, or shows one.
    #[command(subcommand)]
    Event(event::Command),
    /// Imports attendees: all of them, or none when a row is bad.
    #[command(subcommand)]
    Import(import::Command),
    /// Judges codes at a checkpoint, and records that.
    Check(check::Args),
    /// Finds credentials by words: names, companies, e-mail addresses, order codes.
    Search(search::Args),
    /// The run of show: simulates a plan, imports and exports rundowns.
    #[command(subcommand)]
    Show(show::Command),
    /// The event's log: reads it, writes a line into it, writes it out, verifies what was written out.
    #[command(subcommand)]
    Log(log::Command),
    /// Exchanges records and master data with the organizer's central store.
    Sync(sync::Args),
    /// Verifies chains, signatures and projections, and lists what does not hold.
    Audit,
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        match self {
            Self::Decode(args) => decode::run(program, &args),
            Self::Scan(args) => scan::run(program, args),
            Self::Key(command) => command.run(program),
            Self::Credential(command) => command.run(program),
            Self::Event(command) => command.run(program),
            Self::Import(command) => command.run(program),
            Self::Check(args) => check::run(program, &args),
            Self::Search(args) => search::run(program, &args),
            Self::Show(command) => command.run(program),
            Self::Log(command) => command.run(program),
            Self::Sync(args) => sync::run(program, args),
            Self::Audit => audit::run(program),
        }
    }
}
