//! `gatehouse scan --list`: the cameras of this machine.

use std::fmt::Write as _;

use gatehouse_hardware::camera::{self, CameraDescription, CameraErrorKind};
use serde::Serialize;

use crate::failure::Failure;
use crate::output::diagnose;
use crate::program::Program;
use crate::words;

#[derive(Serialize)]
struct Listed<'a> {
    camera: u32,
    name: &'a str,
    formats: Vec<Format>,
}

#[derive(Serialize)]
struct Format {
    width: u32,
    height: u32,
    pixel: String,
    fps: u32,
}

/// Lists them, the best format of each first.
pub(super) fn run(program: &Program) -> Result<(), Failure> {
    let cameras = match camera::list_cameras() {
        Ok(cameras) => cameras,
        Err(error) if error.kind() == CameraErrorKind::NoneFound => vec![],
        Err(error) => return Err(Failure::failed(error.to_string()).hint(words::camera_fix(error.kind()))),
    };
    if cameras.is_empty() {
        diagnose("no camera found");
    }
    for camera in &cameras {
        let formats = camera.formats.iter().map(|format| Format {
            width: format.width,
            height: format.height,
            pixel: format.pixel.to_string(),
            fps: format.fps,
        });
        let json = Listed { camera: camera.index, name: &camera.name, formats: formats.collect() };
        program.out.answer(&json, line(camera))?;
    }
    Ok(())
}

fn line(camera: &CameraDescription) -> String {
    let mut line = format!("{}  {}", camera.index, camera.name);
    if camera.formats.is_empty() {
        line.push_str("\n   (in use, or no permission to ask it)");
    }
    for format in &camera.formats {
        // Writing to a string cannot fail.
        let _ = write!(line, "\n   {format}");
    }
    line
}
