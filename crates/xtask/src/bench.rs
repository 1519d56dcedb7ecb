//! `cargo xtask bench`: the figures that the README quotes, measured on an optimized build.

use std::path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::display::Display;
use crate::run::{Place, run as run_to_end};
use crate::{checkout, setup};

/// The area that has a measuring program of its own, which needs neither the app nor a display.
const VISION: &str = "vision";

/// What to measure and where to put it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request<'a> {
    area: Option<&'a str>,
    /// Photographs for the decoder, beside what is drawn.
    photos: Option<&'a str>,
    json: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// Reads `[AREA] [--json FILE]`, in any order, or `vision [PHOTOS]`.
    pub(crate) fn parse(words: &[&'a str]) -> Option<Self> {
        let mut request = Self::default();
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            let place = match word {
                "--json" if request.json.is_none() => request.json.insert(words.next()?),
                area if !area.starts_with('-') && request.area.is_none() => request.area.insert(area),
                photos if request.area == Some(VISION) && request.photos.is_none() => {
                    request.photos.insert(photos)
                }
                _ => return None,
            };
            if place.is_empty() {
                return None;
            }
        }
        // The decoder's figures are a table, not single numbers.
        (request.area != Some(VISION) || request.json.is_none()).then_some(request)
    }
}

/// Builds the measuring program and the optimized app, and runs the one, which starts the other.
pub(crate) fn run(place: &Place, request: &Request<'_>) -> Result<()> {
    if request.area == Some(VISION) {
        return vision(place, request.photos);
    }
    setup::screens(place)?;
    checkout::claim(place)?;
    run_to_end(&mut place.npm(&["run", "build"]))?;
    run_to_end(&mut place.cargo(["build", "--release", "--workspace", "--bins"]))?;
    let mut bench = place.cargo(["bench", "--workspace", "--bench", "bench", "--"]);
    bench.env("GATEHOUSE_APP", place.optimized("gatehouse-app")).args(request.area);
    if let Some(file) = request.json {
        // Cargo starts it in its package's folder; the path was meant from here.
        bench.arg("--json").arg(path::absolute(file)?);
    }
    measure(&mut bench)?;
    if request.area.is_none() { vision(place, None) } else { Ok(()) }
}

/// The decoder of codes beside others.
fn vision(place: &Place, photos: Option<&str>) -> Result<()> {
    checkout::claim(place)?;
    let mut bench = place.cargo(["bench", "-p", "gatehouse-vision", "--bench", "rate", "--"]);
    if let Some(photos) = photos {
        bench.arg(path::absolute(photos)?);
    }
    run_to_end(&mut bench)
}

fn measure(bench: &mut Command) -> Result<()> {
    if cfg!(target_os = "linux") {
        let display =
            Display::start().context("the app is started for its figures; `cargo xtask setup` helps")?;
        return run_to_end(&mut display.inside(bench));
    }
    run_to_end(bench)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_come_in_any_order_and_only_once() {
        let both = Some(Request { area: Some("gate"), json: Some("out.json"), photos: None });
        let photos = Some(Request { area: Some("vision"), photos: Some("photos"), json: None });
        let cases: [(&[&str], _); 8] = [
            (&[], Some(Request::default())),
            (&["gate", "--json", "out.json"], both),
            (&["--json", "out.json"], Some(Request { json: Some("out.json"), ..Request::default() })),
            (&["--json"], None),
            (&["gate", "vision"], None),
            (&["--fast"], None),
            (&["vision", "photos"], photos),
            (&["vision", "--json", "out.json"], None),
        ];
        for (words, expected) in cases {
            assert_eq!(Request::parse(words), expected, "{words:?}");
        }
    }
}
