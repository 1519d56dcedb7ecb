//! `cargo xtask bench`: the figures that the README quotes, measured on an optimized build.

use std::path;

use anyhow::Result;

use crate::checkout;
use crate::run::{Place, run as run_to_end};

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

/// Builds the measuring program and runs it.
pub(crate) fn run(place: &Place, request: &Request<'_>) -> Result<()> {
    checkout::claim(place)?;
    let mut bench = place.cargo(["bench", "--workspace", "--bench", "bench", "--"]);
    bench.args(request.area);
    if let Some(file) = request.json {
        // Cargo starts it in its package's folder; the path was meant from here.
        bench.arg("--json").arg(path::absolute(file)?);
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
