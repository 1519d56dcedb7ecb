//! `cargo xtask`: everything a person or the build server asks of this repository, in one program.
//!
//! One file per command. Deliberately lean (a single dependency, no argument parser), so that it is there within
//! seconds of a fresh clone; and it only starts other programs: no rule of the product lives here.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program speaks on its standard streams"
)]

mod bench;
mod bindings;
mod central;
mod checkout;
mod demo;
mod display;
mod run;
mod setup;
mod tally;
mod test;

use std::process::ExitCode;

use run::Place;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup                       installs what is missing (Debian, Ubuntu), or says what to install
  demo [-- APP ARGUMENTS]     builds the app and starts it on the sample event
  network on|off              gives the running demo its network back, or takes it away
  test [rust|ui|e2e|tidy]     everything that must hold before a change lands, or one part of it
  bench [AREA] [--json FILE]  measures, on an optimized build
  bench vision [PHOTOS]       measures the decoder beside others, also on a folder of photographs
  bindings                    writes ui/src/contract from crates/contract
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let place = match Place::find() {
        Ok(place) => place,
        Err(error) => return failed(&error),
    };
    let done = match words.as_slice() {
        ["setup"] => setup::run(&place),
        ["demo", rest @ ..] => demo::run(&place, rest.strip_prefix(&["--"]).unwrap_or(rest)),
        ["network", "on"] => central::network(true),
        ["network", "off"] => central::network(false),
        ["test"] => test::run(&place, test::Part::All),
        ["test", part] => match test::Part::named(part) {
            Some(part) => test::run(&place, part),
            None => return misused(),
        },
        ["bench", rest @ ..] => match bench::Request::parse(rest) {
            Some(request) => bench::run(&place, &request),
            None => return misused(),
        },
        ["bindings"] => bindings::run(&place),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => return misused(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn misused() -> ExitCode {
    eprint!("{USAGE}");
    ExitCode::from(2)
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("\nfailed: {error:#}");
    ExitCode::FAILURE
}
