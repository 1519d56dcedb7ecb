//! `gatehouse sync join`: this device joins an event.

use gatehouse_commands::sync::{self, Join};

use crate::command::event::Protection;
use crate::failure::Failure;
use crate::program::Program;

/// Arguments of `sync join`.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The text of the enrolment code.
    code: String,

    /// What this device calls itself, if the organizer gave it no name.
    #[arg(long, default_value = "Command line")]
    device: String,

    #[command(flatten)]
    protection: Protection,
}

/// Joins, and exchanges until the event's data is here.
pub(super) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    let join = Join {
        text: args.code.clone(),
        device_name: args.device.clone(),
        protect: args.protection.wanted(program)?,
    };
    sync::join_at(&program.host, program.replica()?, &join)?;
    super::once::run(program, 600)
}
