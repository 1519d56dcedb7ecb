//! The `gatehouse` program: the same commands as the app, without a window.
//!
//! Arguments become one call of a use case, its answer becomes lines on standard output. No rule of the product lives
//! here: what a code means is decided in `gatehouse-credential`, who may pass in `gatehouse-core`, and what is written
//! down in `gatehouse-commands`.

mod command;
mod failure;
mod moment;
mod output;
mod program;
mod shown;
mod terminal;
mod texts;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::command::Command;
use crate::program::{Global, Program};

/// Gatehouse: the gates of an event's day, without a window.
///
/// Exit status: 0 done (a refusal is an answer), 1 failed, 2 bad arguments or input.
#[derive(Parser)]
#[command(name = "gatehouse", version, about)]
struct Args {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let Args { global, command } = Args::parse();
    match command.run(&Program::new(global)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
