//! What the program may be told when it is started.

use std::path::PathBuf;

use clap::Parser;

/// Gatehouse: the gates, the stage and the control room of an event's day.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Args {
    /// The event to open; without it, the one that was open last.
    #[arg(long, value_name = "FILE")]
    pub(crate) replica: Option<PathBuf>,

    /// The camera to use: a number, `replay:DIR` for a folder of frames, or `scene` for generated ones.
    #[arg(long, value_name = "SPEC")]
    pub(crate) camera: Option<String>,

    /// Where Gatehouse keeps its files; without it, the system's usual place.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}
