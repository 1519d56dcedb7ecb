//! The other side's own tests: policies and functions, asked in SQL.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use gatehouse_testkit::Central;

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

/// The kinds and payloads of records that are signed somewhere, as the journal's golden files hold them.
fn golden(name: &str) -> Result<Vec<(u8, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/journal/tests/golden");
    let text = fs::read_to_string(folder.join(name).with_extension("hex"))?;
    let record = |line: &str| {
        let digits = line.as_bytes().chunks(2);
        let bytes = digits.map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?));
        let mut bytes: Vec<u8> = bytes.collect::<Result<_>>()?;
        ensure!(bytes.len() > 126, "no header");
        let payload = bytes.split_off(126);
        Ok((bytes[119], String::from_utf8(payload)?))
    };
    text.lines().step_by(3).map(record).collect()
}

/// What devices write of shows, every action and every change, the store reads as they meant it.
#[test]
fn the_store_finds_no_flaw_in_what_devices_sign() -> Result<()> {
    let central = Central::new()?;
    let mut checked = 0;
    for name in ["scan", "undo", "show_actions", "plan_edits"] {
        for (kind, payload) in golden(name)? {
            let flaw = central.value(&format!(
                "select gatehouse.flaw({kind}, 1, $p${payload}$p$::jsonb, $p${payload}$p$)"
            ))?;
            // The golden undo has the highest number of all, which no log reaches and the store does not take.
            ensure!(flaw == if kind == 5 { "scan" } else { "" }, "{flaw}: {payload}");
            let unread = central.value(&format!(
                "select count(*)::text from jsonb_array_elements($p${payload}$p$::jsonb -> 'changes') c
                 where c ->> 'field' in ('title', 'stage', 'zone', 'date', 'ranks', 'hold_raisers', 'hold_releasers',
                     'number', 'note', 'owner', 'skip', 'start', 'duration_ms', 'count_to_end')
                   and not gatehouse.is_plan_value(c ->> 'field', c -> 'value')"
            ))?;
            ensure!(unread == "0", "{unread} changes: {payload}");
            checked += 1;
        }
    }
    ensure!(checked > 30, "only {checked} records: a golden file is missing");
    Ok(())
}

/// What devices write of the control room, every deed, field and setting, the store reads as they meant it.
#[test]
fn the_store_knows_every_word_of_the_control_room() -> Result<()> {
    let central = Central::new()?;
    let mut deeds = 0;
    for name in ["anomalies", "counts", "log_deeds", "log_entries", "log_fields_and_settings", "messages"] {
        for (kind, payload) in golden(name)? {
            let flaw = central.value(&format!(
                "select gatehouse.flaw({kind}, 1, $p${payload}$p$::jsonb, $p${payload}$p$)"
            ))?;
            // The golden counts are as high as numbers go, and nobody could add them up.
            let high = name == "counts" && ["entries", "by"].contains(&flaw.as_str());
            ensure!(flaw.is_empty() || high, "{flaw}: {payload}");
            let read = central.value(&format!(
                "select concat((select count(*) from gatehouse.deeds(p)), ' of ',
                     coalesce(jsonb_array_length(p -> 'deeds'), 0)) from (select $p${payload}$p$::jsonb as p) t"
            ))?;
            let (known, all) = read.split_once(" of ").context("two numbers")?;
            ensure!(known == all, "{read} deeds: {payload}");
            deeds += all.parse::<usize>()?;
        }
    }
    ensure!(deeds > 50, "only {deeds} deeds: a golden file is missing");
    Ok(())
}

#[test]
fn a_failure_and_an_early_end_are_seen() {
    let said = read("ok 1 - fine\nnot ok 2 - broken\n# a remark\n1..3\n");
    assert_eq!(said, Said { passed: 1, failed: vec!["not ok 2 - broken".into()], planned: Some(3) });
}
