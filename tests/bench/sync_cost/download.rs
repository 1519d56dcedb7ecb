//! The first download, on a device that is a process of its own, so that the memory it reports is its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use gatehouse_commands::app::{Protect, open_path};
use gatehouse_commands::{Host as _, sync};
use gatehouse_contract::sync::{Connection, SyncRes, SyncState};
use gatehouse_store::Error;
use gatehouse_sync::uplink::HttpUplink;
use gatehouse_testkit::Machine;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::event::Event;
use crate::apart;
use crate::report::{Report, most_memory};

/// A device that has joined, closed again.
pub(super) struct Device {
    /// How long joining and the first download took.
    pub(super) seconds: f64,
    number: i64,
    folder: TempDir,
}

impl Device {
    /// Has the `number`th device join in a process of its own; tells what that said.
    pub(super) fn join(event: &Event, number: i64) -> Result<(Self, Value)> {
        let folder = tempfile::tempdir()?;
        let invitation = event.invitation(&format!("Gate {number}"))?;
        let (name, replica, tickets) = (number.to_string(), file(folder.path()), event.size.to_string());
        let words: [&OsStr; 5] =
            ["--device".as_ref(), name.as_ref(), invitation.as_ref(), replica.as_ref(), tickets.as_ref()];
        let said = apart::run(words)?;
        let seconds = said["download"].as_f64().context("it says how long it took")?
            + said["apply"].as_f64().context("it says how long it took")?;
        Ok((Self { seconds, number, folder }, said))
    }

    /// Opens it. With an uplink its exchange begins.
    pub(super) fn open(&self, uplink: Option<HttpUplink>) -> Result<Machine> {
        let machine = Machine::nth(self.number);
        let machine = match uplink {
            Some(uplink) => machine.with_uplink(uplink),
            None => machine,
        };
        open_path(&machine, &file(self.folder.path()), None)?;
        Ok(machine)
    }
}

/// Measures it; gives the device.
pub(super) fn measure(event: &Event, report: &mut Report) -> Result<Device> {
    let size = event.size;
    let before = event.central.faults.counts();
    let (device, said) = Device::join(event, 1)?;
    let after = event.central.faults.counts();
    let mut figure =
        |name: &str, value: f64, unit| report.figure(&format!("sync {size}: {name}"), value, unit);
    figure("first download, seconds to working replica", device.seconds, "s");
    figure("first download, until all chunks are here", said["download"].as_f64().unwrap_or(0.0), "s");
    figure("first download, bytes down", (after.down_bytes - before.down_bytes) as f64 / 1e6, "MB");
    figure("first download, bytes up", (after.up_bytes - before.up_bytes) as f64 / 1e6, "MB");
    figure("first download, most memory of the device", said["memory"].as_f64().unwrap_or(0.0), "MiB");
    Ok(device)
}

/// The device's process: joins, downloads, and says how it went.
pub(crate) fn device(mut words: impl Iterator<Item = String>) -> Result<()> {
    let mut word = || words.next().context("--device NUMBER INVITATION FILE TICKETS");
    let machine = Machine::nth(word()?.parse()?).with_uplink(HttpUplink::new()?);
    let (text, path, tickets) = (word()?, word()?, word()?.parse::<u64>()?);
    let join = sync::Join { text, device_name: "Bench".into(), protect: Protect::Unprotected };
    let start = Instant::now();
    sync::join_at(&machine, Path::new(&path), &join)?;
    let here = until(&machine, |status| {
        status.state.download.as_ref().is_none_or(|part| part.total > 0 && part.done == part.total)
    })?;
    let applied = until(&machine, |status| {
        let SyncState { download, connection, waiting, .. } = &status.state;
        download.is_none() && *waiting == 0 && *connection == Connection::Connected
    })?;
    let held = gatehouse_commands::open(&machine)?
        .replica
        .read(|conn| Ok::<_, Error>(gatehouse_store::gate::counts(conn)?.credentials))?;
    ensure!(held == tickets, "{held} of {tickets} tickets are here");
    let (download, apply) = ((here - start).as_secs_f64(), (applied - here).as_secs_f64());
    println!("{}", json!({ "download": download, "apply": apply, "memory": most_memory() }));
    machine.uplink().detach();
    Ok(())
}

/// When it was seen; looks whenever the program told its screens something.
fn until(machine: &Machine, seen: impl Fn(&SyncRes) -> bool) -> Result<Instant> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(600) {
        if seen(&sync::status(machine)?) {
            return Ok(Instant::now());
        }
        machine.wait_for_push(Duration::from_millis(50));
    }
    bail!("the download does not end: {:#?}", sync::status(machine)?.state);
}

fn file(folder: &Path) -> PathBuf {
    folder.join("bench.gatehouse")
}
