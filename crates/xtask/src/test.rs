//! `cargo xtask test`: everything that must hold before a change lands.
//!
//! The cheap and likely failures come first; the first failure ends it. What a build server runs is this, no more and
//! no less.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::display::Display;
use crate::run::{Place, ask, run as run_to_end};
use crate::{bindings, checkout, setup, tally};

/// What of it to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Everything.
    All,
    /// What concerns Rust, without opening windows.
    Rust,
    /// What concerns the screens.
    Ui,
    /// The app as people use it.
    E2e,
    /// Whether the house is in order.
    Tidy,
}

impl Part {
    /// Knows a part by its word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        match word {
            "rust" => Some(Self::Rust),
            "ui" => Some(Self::Ui),
            "e2e" => Some(Self::E2e),
            "tidy" => Some(Self::Tidy),
            _ => None,
        }
    }
}

/// One step, the parts besides [`Part::All`] that it belongs to, and what it does.
type Step = (&'static str, &'static [Part], fn(&mut Run<'_>) -> Result<()>);

const STEPS: [Step; 11] = {
    use Part::{E2e, Rust, Tidy, Ui};
    [
        ("system packages", &[Rust, E2e], |_| setup::packages(&[setup::BUILD, setup::STORE, setup::TEST])),
        ("packages of the screens", &[Rust, Ui, E2e], |run| setup::screens(run.place)),
        ("formatting", &[Rust, Tidy], |run| run.cargo(&["fmt", "--all", "--check"])),
        ("bindings", &[Rust, Ui, Tidy], |run| bindings::check(run.place)),
        ("screens: types and formatting", &[Ui], |run| run.npm(&["run", "check"])),
        ("screens: tests", &[Ui], |run| run.screen_tests()),
        ("screens: build", &[Rust, Ui, E2e], |run| run.npm(&["run", "build"])),
        ("clippy", &[Rust], |run| {
            run.cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
        }),
        ("programs", &[Rust, E2e], |run| run.cargo(&["build", "--workspace", "--bins"])),
        ("tests", &[Rust, E2e, Tidy], |run| run.tests()),
        ("licences and bans", &[Rust, Tidy], |run| run.deny()),
    ]
};

/// Runs the steps of the part and prints what came of them.
pub(crate) fn run(place: &Place, part: Part) -> Result<()> {
    checkout::claim(place)?;
    let begun = Instant::now();
    let mut run = Run { place, part, rust_tests: 0, screen_tests: 0 };
    let mut summary = String::new();
    let mut failure = None;
    for (name, parts, step) in STEPS.iter().filter(|(_, parts, _)| part == Part::All || parts.contains(&part))
    {
        debug_assert!(!parts.contains(&Part::All), "every step belongs to it");
        println!("\n=== {name}");
        let step_begun = Instant::now();
        let done = step(&mut run);
        let word = if done.is_ok() { "ok    " } else { "FAILED" };
        let line = format!("{word} {:>7.1} s  {name}", step_begun.elapsed().as_secs_f64());
        println!("{line}");
        summary.push_str(&line);
        summary.push('\n');
        if let Err(error) = done {
            failure = Some(error.context(*name));
            break;
        }
    }
    println!("\n=== summary\n{summary}{}", run.closing_line(begun.elapsed()));
    failure.map_or(Ok(()), Err)
}

struct Run<'a> {
    place: &'a Place,
    part: Part,
    rust_tests: u64,
    screen_tests: u64,
}

impl Run<'_> {
    fn cargo(&self, args: &[&str]) -> Result<()> {
        run_to_end(&mut self.place.cargo(args))
    }

    fn npm(&self, args: &[&str]) -> Result<()> {
        run_to_end(&mut self.place.npm(args))
    }

    fn screen_tests(&mut self) -> Result<()> {
        self.screen_tests = tally::count(&mut self.place.npm(&["test"]))?;
        Ok(())
    }

    /// Always the whole workspace, narrowed by target and name: naming a package would choose other features and
    /// compile half of the world again.
    fn tests(&mut self) -> Result<()> {
        let mut args = vec!["test", "--workspace", "--no-fail-fast"];
        match self.part {
            Part::All | Part::Ui if cfg!(target_os = "linux") => {}
            Part::All | Part::Ui | Part::Rust => args.extend(["--", "--skip", "e2e::"]),
            Part::E2e => args.extend(["--test", "gatehouse", "--", "e2e::"]),
            Part::Tidy => args.extend(["--test", "gatehouse", "--", "tidy::"]),
        }
        let mut cargo = self.place.cargo(args);
        cargo
            .env("GATEHOUSE_APP", self.place.program("gatehouse-app"))
            .env("GATEHOUSE_CLI", self.place.program("gatehouse"));
        let windows = matches!(self.part, Part::All | Part::E2e);
        if windows && cfg!(target_os = "linux") {
            let display = Display::start().context("tests that open windows need a screen")?;
            self.rust_tests = tally::count(&mut display.inside(&cargo))?;
        } else {
            if windows {
                println!("without the tests that open windows: only Linux can drive them");
            }
            self.rust_tests = tally::count(&mut cargo)?;
        }
        Ok(())
    }

    fn deny(&mut self) -> Result<()> {
        if ask(&mut self.place.cargo(["deny", "--version"])).is_none() {
            println!("skipped: cargo-deny is not installed here (`cargo install cargo-deny`)");
            return Ok(());
        }
        self.cargo(&["deny", "check", "bans", "licenses", "sources"])
    }

    fn closing_line(&self, took: Duration) -> String {
        let Self { rust_tests, screen_tests, .. } = self;
        let (sum, minutes) = (rust_tests + screen_tests, took.as_secs_f64() / 60.0);
        format!(
            "{sum} tests passed ({rust_tests} in Rust, {screen_tests} of the screens) in {minutes:.1} minutes"
        )
    }
}
