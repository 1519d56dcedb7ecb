//! `gatehouse sync export-event`, `import-event`, `export-records` and `import-records`: the exchange by file.

use std::path::{Path, PathBuf};

use gatehouse_commands::sync::{self, Begin};
use gatehouse_contract::sync::{CarriedRes, CarryReq, SnapshotFileRes, SnapshotOutcome};
use serde::Serialize;

use crate::command::event::Protection;
use crate::failure::Failure;
use crate::moment;
use crate::program::Program;

/// Arguments of `sync export-event` and `sync export-records`.
#[derive(clap::Args)]
pub(super) struct File {
    /// The file; one that was written so before is replaced.
    file: PathBuf,
}

/// Arguments of `sync import-event`.
#[derive(clap::Args)]
pub(super) struct ImportEvent {
    /// The file that the other device wrote.
    file: PathBuf,

    /// For a new device: the fingerprint that the other device showed when it wrote the file, typed from its screen.
    #[arg(long, value_name = "LETTERS")]
    fingerprint: Option<String>,

    /// For a new device: what it calls itself.
    #[arg(long, default_value = "Command line")]
    device: String,

    #[command(flatten)]
    protection: Protection,
}

/// Arguments of `sync import-records`.
#[derive(clap::Args)]
pub(super) struct ImportRecords {
    /// The file that the other device wrote.
    file: PathBuf,

    /// Has the records of the device with this fingerprint count from now on; typed from that device's screen.
    #[arg(long, value_name = "LETTERS")]
    trust: Option<String>,
}

/// A snapshot, as it is printed.
#[derive(Serialize)]
struct Snapshot<'a> {
    file: &'a str,
    event: &'a str,
    documents: u64,
    as_of: String,
    device: &'a str,
    fingerprint: &'a str,
    outcome: SnapshotOutcome,
}

/// Records that were carried, as they are printed.
#[derive(Serialize)]
struct Records<'a> {
    file: &'a str,
    records: u64,
    new: u64,
    unknown: u64,
    /// This device's, for whoever is to believe its records.
    fingerprint: String,
}

/// Writes a snapshot of the event.
pub(super) fn export_event(program: &Program, args: &File) -> Result<(), Failure> {
    program.open()?;
    let done = sync::write_snapshot(&program.host, request(&args.file))?;
    show(program, &done)
}

/// Takes a snapshot.
pub(super) fn import_event(program: &Program, args: &ImportEvent) -> Result<(), Failure> {
    let replica = program.replica()?;
    let done = if replica.exists() {
        program.open()?;
        sync::read_snapshot(&program.host, request(&args.file))?
    } else {
        let fingerprint = args.fingerprint.clone().ok_or_else(|| {
            Failure::input("A new device needs the fingerprint of the one that wrote the file")
                .hint("Read it on that device's screen and add --fingerprint LETTERS")
        })?;
        let begin = Begin {
            snapshot: args.file.clone(),
            fingerprint,
            device_name: args.device.clone(),
            protect: args.protection.wanted(program)?,
        };
        sync::begin_from_snapshot(&program.host, replica, &begin)?
    };
    show(program, &done)
}

/// Writes the records.
pub(super) fn export_records(program: &Program, args: &File) -> Result<(), Failure> {
    program.open()?;
    let done = sync::write_bundle(&program.host, request(&args.file))?;
    show_records(program, &done, format_args!("{} records written", done.records))
}

/// Takes records.
pub(super) fn import_records(program: &Program, args: &ImportRecords) -> Result<(), Failure> {
    program.open()?;
    let request = request(&args.file);
    let done = match &args.trust {
        Some(fingerprint) => sync::read_bundle_of(&program.host, request, fingerprint)?,
        None => sync::read_bundle(&program.host, request)?,
    };
    let words = format!("{} records read, {} of them new; {} left out", done.records, done.new, done.unknown);
    show_records(program, &done, format_args!("{words}"))
}

fn request(file: &Path) -> CarryReq {
    CarryReq { path: file.to_string_lossy().into_owned() }
}

fn show(program: &Program, done: &SnapshotFileRes) -> Result<(), Failure> {
    let as_of = moment::rfc3339(done.as_of.into());
    let outcome = match done.outcome {
        SnapshotOutcome::Written => "written",
        SnapshotOutcome::Taken => "taken",
        SnapshotOutcome::Same => "nothing to do: this device holds the same already",
        SnapshotOutcome::Older => "nothing done: this device holds something newer",
    };
    let words = format!(
        "event        {}\ndocuments    {}, as of {as_of}\nsigned by    {}\nfingerprint  {}\n{outcome}",
        done.event, done.documents, done.device, done.fingerprint
    );
    let shown = Snapshot {
        file: &done.file,
        event: &done.event,
        documents: done.documents,
        as_of,
        device: &done.device,
        fingerprint: &done.fingerprint,
        outcome: done.outcome,
    };
    Ok(program.out.answer(&shown, words)?)
}

fn show_records(program: &Program, done: &CarriedRes, words: std::fmt::Arguments<'_>) -> Result<(), Failure> {
    let fingerprint = sync::fingerprint(&program.host)?;
    let words = format!("{words}\nfingerprint  {fingerprint} (this device)");
    let shown = Records {
        file: &done.file,
        records: done.records,
        new: done.new,
        unknown: done.unknown,
        fingerprint,
    };
    Ok(program.out.answer(&shown, words)?)
}
