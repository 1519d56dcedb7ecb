//! The other side's own tests: policies and functions, asked in SQL.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use super::central::Central;

/// What a run of one file said, in the Test Anything Protocol.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    passed: usize,
    failed: Vec<String>,
    planned: Option<usize>,
}

fn read(output: &str) -> Said {
    let mut said = Said::default();
    for line in output.lines() {
        if line.starts_with("ok ") {
            said.passed += 1;
        } else if line.starts_with("not ok ") {
            said.failed.push(line.to_owned());
        } else if let Some(planned) = line.strip_prefix("1..") {
            said.planned = planned.trim().parse().ok();
        }
    }
    said
}

#[test]
fn the_store_keeps_its_policies_and_promises() -> Result<()> {
    let central = Central::new()?;
    central.execute(
        "create schema if not exists extensions; create extension if not exists pgtap with schema extensions",
    )?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sync/supabase/tests");
    let mut files: Vec<_> =
        fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.to_string_lossy().ends_with("_test.sql"));
    files.sort();
    let mut sum = 0;
    for file in &files {
        let ran = Command::new("psql")
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "postgres"])
            .arg("-h")
            .arg(central.socket())
            .args(["-d", central.name()])
            .arg("-f")
            .arg(file)
            .output()
            .context("psql; `cargo xtask setup` brings it")?;
        let said = read(&String::from_utf8_lossy(&ran.stdout));
        let name = file.file_name().unwrap_or_default().display().to_string();
        ensure!(ran.status.success(), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
        ensure!(said.failed.is_empty(), "{name}: {:#?}", said.failed);
        ensure!(said.planned == Some(said.passed) && said.passed > 0, "{name} ended early: {said:?}");
        sum += said.passed;
    }
    if sum < 800 {
        bail!("only {sum} assertions ran: a file is missing");
    }
    Ok(())
}

#[test]
fn a_failure_and_an_early_end_are_seen() {
    let said = read("ok 1 - fine\nnot ok 2 - broken\n# a remark\n1..3\n");
    assert_eq!(said, Said { passed: 1, failed: vec!["not ok 2 - broken".into()], planned: Some(3) });
}
