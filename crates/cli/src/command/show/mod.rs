//! `gatehouse show`: the run of show without a window.

mod plan_file;
mod rundown;
mod script;
mod simulate;
mod stage;

use crate::failure::Failure;
use crate::program::Program;

/// What can be done with shows.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Puts a plan on the calendar and plays a script to it, without an event.
    Simulate(simulate::Args),
    /// The shows of the event.
    List,
    /// Makes a show.
    New(rundown::New),
    /// Takes a rundown in, all of it or none, and says what changed.
    Import(rundown::Import),
    /// Writes the plan, what was run, or the next hour.
    Export(rundown::Export),
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        match self {
            Self::Simulate(args) => simulate::run(program, &args),
            Self::List => rundown::list(program),
            Self::New(args) => rundown::new(program, args),
            Self::Import(args) => rundown::import(program, &args),
            Self::Export(args) => rundown::export(program, &args),
        }
    }
}
