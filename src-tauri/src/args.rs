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

    /// The checkpoint to stand at, by name, where people come in; without it, where the device stood last.
    #[arg(long, value_name = "NAME")]
    pub(crate) checkpoint: Option<String>,

    /// The window's size, for example `800x1280` on a tablet that stands upright.
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub(crate) size: Option<(f64, f64)>,

    /// Where Gatehouse keeps its files; without it, the system's usual place.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

/// Two numbers of pixels with an x between them.
fn size(text: &str) -> Result<(f64, f64), String> {
    let number = |text: &str| text.parse::<u16>().ok().filter(|pixels| *pixels >= 320).map(f64::from);
    text.split_once('x')
        .and_then(|(width, height)| Some((number(width)?, number(height)?)))
        .ok_or_else(|| "expected two numbers of at least 320, such as 1280x800".to_owned())
}
