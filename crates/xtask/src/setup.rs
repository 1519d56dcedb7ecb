//! `cargo xtask setup`: what a build and its tests need beyond Rust.
//!
//! On Debian and its kin it is installed by `apt-get`; elsewhere a person is told. Deliberately installs nothing from
//! anywhere but the system's own packages, and nothing that is there already.

use std::env;
use std::fs;
use std::io::IsTerminal as _;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{NPM, Place, ask, run as run_to_end};

/// A package of Debian and Ubuntu, and what it is for.
type Package = (&'static str, &'static str);

/// What a build needs.
pub(crate) const BUILD: &[Package] = &[
    ("build-essential", "the C compiler and make, for SQLCipher and OpenSSL"),
    ("perl", "OpenSSL's configuration"),
    ("pkg-config", "finds the libraries below"),
    ("libclang-dev", "reads the headers of Video4Linux, for cameras"),
    ("libwebkit2gtk-4.1-dev", "the window's web view"),
    ("libasound2-dev", "sound"),
];

/// What the central store of the demonstration and of the tests needs.
pub(crate) const STORE: &[Package] = &[("postgresql", "the central store's database")];

/// What the tests need besides.
pub(crate) const TEST: &[Package] = &[
    ("webkit2gtk-driver", "drives the window"),
    ("xvfb", "a screen for machines without one"),
    ("xauth", "guards that screen when `xvfb-run` opens it"),
    ("dbus", "a session bus for machines without one"),
    ("qrencode", "codes that somebody else made"),
    ("poppler-utils", "reads printed sheets back"),
    ("pgtap", "tests of the central store's functions and policies"),
];

/// What is needed where there is no `apt-get`.
const ELSEWHERE: &str = "\
this system is not Debian or Ubuntu; install by hand:
  a C compiler, make, perl, pkg-config, libclang; on Linux also the development files of WebKitGTK 4.1 and ALSA;
  for the tests on Linux: WebKitWebDriver, Xvfb, dbus-run-session, qrencode, pdftotext; PostgreSQL 15 or later with pgTAP";

/// The oldest Node that the screens' build runs on.
const NODE: (u32, u32) = (20, 19);

/// Brings everything.
pub(crate) fn run(place: &Place) -> Result<()> {
    packages(&[BUILD, STORE, TEST])?;
    screens(place)?;
    println!("ready: `cargo xtask demo` starts the app, `cargo xtask test` runs everything");
    Ok(())
}

/// Installs the packages of these groups that are missing.
pub(crate) fn packages(groups: &[&[Package]]) -> Result<()> {
    if !is_debian() {
        if cfg!(target_os = "linux") {
            println!("{ELSEWHERE}");
        }
        return Ok(());
    }
    let missing: Vec<Package> = groups.concat().into_iter().filter(|(name, _)| !installed(name)).collect();
    for (name, purpose) in &missing {
        println!("installing {name}: {purpose}");
    }
    let names: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
    apt_install(&names)
}

/// Brings Node and the packages of the screens.
pub(crate) fn screens(place: &Place) -> Result<()> {
    if !node_will_do(ask(Command::new("node").arg("--version")).as_deref()) || ask_npm().is_none() {
        install_node()?;
    }
    let (wanted, found) =
        (place.ui().join("package-lock.json"), place.ui().join("node_modules/.package-lock.json"));
    let wanted =
        fs::metadata(&wanted).with_context(|| format!("cannot read {}", wanted.display()))?.modified()?;
    if fs::metadata(found).and_then(|found| found.modified()).is_ok_and(|found| found >= wanted) {
        return Ok(());
    }
    println!("installing the packages of the screens");
    run_to_end(&mut place.npm(&["ci", "--no-audit", "--no-fund"]))
}

fn ask_npm() -> Option<String> {
    ask(Command::new(NPM).arg("--version"))
}

fn install_node() -> Result<()> {
    let (major, minor) = NODE;
    let offered = is_debian().then(|| ask(Command::new("apt-cache").args(["policy", "nodejs"]))).flatten();
    let candidate = offered.as_deref().and_then(|policy| policy.split("Candidate: ").nth(1));
    if !node_will_do(candidate) {
        bail!(
            "Node {major}.{minor} or newer and npm are needed, and this system does not offer them: see nodejs.org"
        );
    }
    println!("installing nodejs, npm: the build of the screens");
    apt_install(&["nodejs", "npm"])
}

/// Whether a version such as `v20.19.2` or `20.19.2+dfsg-1` is new enough.
fn node_will_do(version: Option<&str>) -> bool {
    let Some(version) = version else { return false };
    let mut numbers = version.trim().trim_start_matches('v').split(|c: char| !c.is_ascii_digit());
    let mut next = || numbers.next().and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
    (next(), next()) >= NODE
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| {
        text.lines()
            .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
            .any(|ids| ids.trim_matches('"').split(' ').any(|id| id == "debian"))
    })
}

fn installed(package: &str) -> bool {
    let query = ["--show", "--showformat=${db:Status-Status}", package];
    ask(Command::new("dpkg-query").args(query)).is_some_and(|status| status == "installed")
}

fn apt_install(names: &[&str]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    // A stale list of packages is only worth a try, no reason to give up.
    if run_to_end(apt_get()?.args(["update", "--quiet"])).is_err() {
        eprintln!("the list of packages could not be renewed; trying with the old one");
    }
    run_to_end(apt_get()?.args(["install", "--quiet", "--yes", "--no-install-recommends"]).args(names))
        .with_context(|| format!("cannot install {}", names.join(" ")))
}

/// `apt-get` as root, with nobody to answer its questions.
fn apt_get() -> Result<Command> {
    let root = ask(Command::new("id").arg("-u")).context("cannot ask who runs this")? == "0";
    let mut command = if root { Command::new("env") } else { Command::new("sudo") };
    if !root {
        // A person may type a password; a build server must not wait for one.
        if env::var_os("CI").is_some() || !std::io::stdin().is_terminal() {
            command.arg("--non-interactive");
        }
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).stdin(Stdio::inherit());
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_is_compared_by_numbers_not_by_text() {
        let cases = [
            (Some("v20.19.2"), true),
            (Some("20.19.2+dfsg-1"), true),
            (Some("v22.3.0"), true),
            (Some("v20.9.0"), false),
            (Some("18.20.4+dfsg-1~deb12u1\n  Version table:"), false),
            (Some("(none)"), false),
            (None, false),
        ];
        for (version, expected) in cases {
            assert_eq!(node_will_do(version), expected, "{version:?}");
        }
    }
}
