//! `cargo xtask bench`: the figures that the README quotes, measured on an optimized build.

use std::path;

use anyhow::{Context as _, Result};

use crate::display::Display;
use crate::run::{Place, run as run_to_end};
use crate::{checkout, setup};

/// What to measure and where to put it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Request<'a> {
    area: Option<&'a str>,
    json: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// Reads `[AREA] [--json FILE]`, in any order.
    pub(crate) fn parse(words: &[&'a str]) -> Option<Self> {
        let mut request = Self::default();
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            let place = match word {
                "--json" if request.json.is_none() => request.json.insert(words.next()?),
                area if !area.starts_with('-') && request.area.is_none() => request.area.insert(area),
                _ => return None,
            };
            if place.is_empty() {
                return None;
            }
        }
        Some(request)
    }
}

/// Builds the measuring program and the optimized app, and runs the one, which starts the other.
pub(crate) fn run(place: &Place, request: &Request<'_>) -> Result<()> {
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
    if cfg!(target_os = "linux") {
        let display =
            Display::start().context("the app is started for its figures; `cargo xtask setup` helps")?;
        return run_to_end(&mut display.inside(&bench));
    }
    run_to_end(&mut bench)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_come_in_any_order_and_only_once() {
        let both = Some(Request { area: Some("gate"), json: Some("out.json") });
        let cases: [(&[&str], _); 6] = [
            (&[], Some(Request::default())),
            (&["gate", "--json", "out.json"], both),
            (&["--json", "out.json"], Some(Request { area: None, json: Some("out.json") })),
            (&["--json"], None),
            (&["gate", "vision"], None),
            (&["--fast"], None),
        ];
        for (words, expected) in cases {
            assert_eq!(Request::parse(words), expected, "{words:?}");
        }
    }
}
