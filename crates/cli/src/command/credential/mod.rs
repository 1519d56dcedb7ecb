//! `gatehouse credential`: issues codes and verifies them.

mod issue;
mod verify;

use crate::failure::Failure;
use crate::program::Program;

/// What can be done with codes.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Prints the codes of an event's credentials, as texts, pictures or sheets.
    Issue(issue::Args),
    /// Tells whether codes are authentic. Whether they were used, cancelled or paid is for `check`.
    Verify(verify::Args),
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        match self {
            Self::Issue(args) => issue::run(program, &args),
            Self::Verify(args) => verify::run(program, &args),
        }
    }
}
