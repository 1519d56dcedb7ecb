//! An event in the central store, with tickets that the organizer's shop sold.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result};
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host as _, sync};
use gatehouse_contract::sync::{DeviceRole, MakeCodeReq};
use gatehouse_core::ids::{CheckpointId, EventId};
use gatehouse_credential::IssuingKey;
use gatehouse_store::table;
use gatehouse_sync::uplink::HttpUplink;
use gatehouse_testkit::{Central, Machine};

use crate::report::Report;
use crate::{import, people};

/// The event, its store, and the organizer's own device.
pub(super) struct Event {
    pub(super) central: Central,
    pub(super) id: EventId,
    pub(super) checkpoint: CheckpointId,
    pub(super) size: u64,
    /// Signs its codes.
    pub(super) key: IssuingKey,
    organizer: Machine,
}

impl Event {
    /// Publishes an event, fills the store with `size` tickets and has it build the snapshot.
    pub(super) fn publish(size: u64, report: &mut Report) -> Result<Self> {
        let central = Central::new()?;
        let organizer = Machine::nth(0).with_uplink(HttpUplink::new()?);
        let checkpoint = import::event(&organizer, Protect::Unprotected)?;
        sync::sign_in_organizer(&organizer, central.sign_in())?;
        sync::publish_event(&organizer)?;
        organizer.uplink().detach();
        let open = gatehouse_commands::open(&organizer)?;
        let key = open.replica.read(table::signing_key::issuing)?.context("the event can sign")?;
        let event = Self { central, id: open.id, checkpoint, size, key, organizer };
        people::sell(&event.central, event.id, size)?;
        let start = Instant::now();
        event.central.execute(&format!("select gatehouse.build_snapshot('{}')", event.id))?;
        report.figure(
            &format!("sync {size}: the store builds a snapshot"),
            start.elapsed().as_secs_f64(),
            "s",
        );
        Ok(event)
    }

    /// The text of an invitation for one device.
    pub(super) fn invitation(&self, name: &str) -> Result<String> {
        let guest = MakeCodeReq {
            name: name.into(),
            role: DeviceRole::Gate,
            checkpoint: Some(self.checkpoint.into()),
        };
        let made = sync::make_enrolment_code(&self.organizer, guest)?;
        Ok(made.code.context("a code")?.text)
    }

    /// At an event the store is another machine. Here it leaves the processor to the device.
    pub(super) fn step_back(&self) -> Result<()> {
        let backends = self.central.value("select string_agg(pid::text, ' ') from pg_stat_activity")?;
        let file = self.central.value("select pg_read_file('postmaster.pid')")?;
        let mut threads: Vec<String> = backends.split(' ').map(str::to_owned).collect();
        threads.extend(file.lines().next().map(str::to_owned));
        for task in std::fs::read_dir("/proc/self/task")?.flatten() {
            let name = std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
            if name.starts_with("tokio-") {
                threads.push(task.file_name().to_string_lossy().into_owned());
            }
        }
        // Those that have ended meanwhile are no loss.
        Command::new("renice").args(["-n", "19", "-p"]).args(threads).output().context("renice")?;
        Ok(())
    }
}
