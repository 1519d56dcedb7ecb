//! `gatehouse decode`: pictures in, the texts of their codes out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use gatehouse_hardware::camera::convert;
use gatehouse_vision::{Budget, Cascade, Decoder, Luma, LumaBuf};
use image::ImageReader;
use serde::Serialize;

use crate::failure::{Failure, Status};
use crate::output::diagnose;
use crate::program::Program;

/// A picture from a file need not keep up with a camera.
const BUDGET: Budget = Budget::of(Duration::from_secs(2));

/// Arguments of `decode`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Pictures: PNG, JPEG, WebP, BMP, GIF, TIFF or PNM.
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Decoded<'a> {
    file: String,
    texts: Vec<&'a str>,
    /// What reading the pixels cost, loading the file not counted.
    ms: f64,
}

/// Reads every picture that can be read, and fails in the end when one could not.
pub(crate) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    let mut decoder = Cascade::new();
    let mut picture = LumaBuf::new();
    let mut unread = false;
    for file in &args.images {
        let sighting = load(file, &mut picture)
            .and_then(|()| picture.as_luma().map_err(|error| error.to_string()))
            .map(|luma| decoder.decode(&luma, BUDGET));
        let sighting = match sighting {
            Ok(sighting) => sighting,
            Err(why) => {
                diagnose(format_args!("error: {}: {why}", file.display()));
                unread = true;
                continue;
            }
        };
        let texts: Vec<_> = sighting.codes.iter().map(|code| code.text.as_str()).collect();
        let ms = (sighting.spent.as_secs_f64() * 100_000.0).round() / 100.0;
        let words = match texts[..] {
            [] => format!("{}: no code found", file.display()),
            [..] => {
                texts.iter().map(|text| format!("{}: {text}", file.display())).collect::<Vec<_>>().join("\n")
            }
        };
        program.out.answer(&Decoded { file: file.display().to_string(), texts, ms }, words)?;
    }
    if unread { Err(Failure::told(Status::Input)) } else { Ok(()) }
}

/// Reads a file of any common format as a grey picture.
fn load(file: &Path, into: &mut LumaBuf) -> Result<(), String> {
    let mut reader = ImageReader::open(file)
        .and_then(ImageReader::with_guessed_format)
        .map_err(|error| error.to_string())?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(Luma::MAX_SIDE as u32);
    limits.max_image_height = Some(Luma::MAX_SIDE as u32);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| error.to_string())?;
    convert::picture(&picture, into).map_err(|error| error.to_string())
}
