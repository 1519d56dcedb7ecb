//! `gatehouse show`: the run of show without a window.

mod plan_file;
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
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        match self {
            Self::Simulate(args) => simulate::run(program, &args),
        }
    }
}
