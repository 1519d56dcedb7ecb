//! What every package owes the others: the common lints, a first line that says what it is for, and moderation.

use std::fs;

use anyhow::{Context as _, Result};

use super::{none, root};

/// The most packages that `Cargo.lock` may name. Every one is code that we ship, build and answer for; whoever needs
/// more raises this on purpose and says in the commit what for.
const CEILING: usize = 730;

/// What every newcomer looks for in the README.
const README_SHOWS: [&str; 2] = ["cargo xtask demo", "cargo xtask test"];

/// A member of the workspace as its files have it.
struct Member {
    folder: String,
    manifest: String,
    /// The source that cargo begins with; a package may have a library and a program.
    beginnings: Vec<(String, String)>,
}

fn owing(member: &Member) -> Vec<String> {
    let mut findings = Vec::new();
    let manifest: String = member.manifest.split_whitespace().collect();
    if !manifest.contains("[lints]workspace=true") && !manifest.contains("lints.workspace=true") {
        findings.push(format!("{}/Cargo.toml does not take the workspace's lints", member.folder));
    }
    if member.beginnings.is_empty() {
        findings.push(format!("{} has no beginning that this test knows", member.folder));
    }
    for (path, text) in &member.beginnings {
        if !text.starts_with("//!") || text.starts_with("//! Placeholder") {
            findings.push(format!("{path} does not begin with what it is for (`//!`)"));
        }
    }
    findings
}

fn packages_in(lock: &str) -> usize {
    lock.lines().filter(|line| *line == "[[package]]").count()
}

/// The folders that the root manifest lists.
fn members(manifest: &str) -> Vec<String> {
    let list = manifest.split_once("\nmembers = [").and_then(|(_, rest)| rest.split_once("\n]"));
    let quoted = |line: &str| {
        line.trim().strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(m, _)| m.to_owned())
    };
    list.map(|(list, _)| list.lines().filter_map(quoted).collect()).unwrap_or_default()
}

fn read(folder: String) -> Result<Member> {
    let manifest = fs::read_to_string(root().join(&folder).join("Cargo.toml"))?;
    let mut beginnings = Vec::new();
    for place in ["src/lib.rs", "src/main.rs", "main.rs"] {
        let path = format!("{folder}/{place}");
        if let Ok(text) = fs::read_to_string(root().join(&path)) {
            beginnings.push((path, text));
        }
    }
    Ok(Member { folder, manifest, beginnings })
}

#[test]
fn every_package_pays_its_dues() -> Result<()> {
    let members = members(&fs::read_to_string(root().join("Cargo.toml"))?);
    assert!(members.len() > 10, "the members were not found in Cargo.toml");
    let mut findings = Vec::new();
    for folder in members {
        findings.extend(owing(&read(folder)?));
    }
    none(&findings, "CONTRIBUTING.md says what every package has.");
    Ok(())
}

#[test]
fn the_lock_file_stays_below_its_ceiling() -> Result<()> {
    let count = packages_in(&fs::read_to_string(root().join("Cargo.lock"))?);
    assert!(count > 100, "Cargo.lock was not understood");
    assert!(
        count <= CEILING,
        "Cargo.lock names {count} packages, at most {CEILING}: look for a smaller way first"
    );
    Ok(())
}

#[test]
fn the_readme_shows_the_two_commands() -> Result<()> {
    let readme = fs::read_to_string(root().join("README.md")).context("there is no README.md")?;
    let missing: Vec<_> = README_SHOWS.iter().filter(|command| !readme.contains(**command)).collect();
    assert!(missing.is_empty(), "README.md does not show {missing:?}");
    Ok(())
}

#[test]
fn a_package_that_owes_is_found() {
    let member = |manifest: &str, text: &str| Member {
        folder: "crates/new".to_owned(),
        manifest: manifest.to_owned(),
        beginnings: vec![("crates/new/src/lib.rs".to_owned(), text.to_owned())],
    };
    assert!(owing(&member("[lints]\nworkspace = true\n", "//! What it is for.\n")).is_empty());
    assert_eq!(owing(&member("[lints]\nworkspace = true\n", "use std::fs;\n")).len(), 1);
    assert_eq!(owing(&member("[package]\nname = \"new\"\n", "//! What it is for.\n")).len(), 1);
    let without = Member { beginnings: Vec::new(), ..member("lints.workspace = true\n", "") };
    assert_eq!(owing(&without).len(), 1);
}

#[test]
fn members_and_locked_packages_are_counted() {
    let manifest = "[workspace]\nmembers = [\n  \"crates/core\",  # the rules\n  \"tests\",\n]\n";
    assert_eq!(members(manifest), ["crates/core", "tests"]);
    let lock = "version = 4\n\n[[package]]\nname = \"a\"\n\n[[package]]\nname = \"b\"\n";
    assert_eq!(packages_in(lock), 2);
}
