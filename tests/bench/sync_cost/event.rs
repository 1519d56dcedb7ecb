//! An event in the central store, with tickets that the organizer's shop sold.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host as _, sync};
use gatehouse_contract::sync::{DeviceRole, MakeCodeReq};
use gatehouse_core::ids::{CheckpointId, EventId};
use gatehouse_core::time::WallMs;
use gatehouse_credential::IssuingKey;
use gatehouse_store::table;
use gatehouse_sync::uplink::HttpUplink;
use gatehouse_testkit::{EVENING, Machine};

use crate::central::Central;
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

/// The `n`th machine. Each begins a millisecond later, because its chance comes from the time: two machines with one chance
/// would make one key.
pub(super) fn machine(n: i64) -> Machine {
    Machine::at(WallMs(EVENING.0 + n))
}

impl Event {
    /// Publishes an event, fills the store with `size` tickets and has it build the snapshot.
    pub(super) fn publish(size: u64, report: &mut Report) -> Result<Self> {
        let central = Central::new()?;
        let organizer = machine(0).with_uplink(HttpUplink::new()?);
        let checkpoint = import::event(&organizer, Protect::Unprotected)?;
        sync::sign_in_organizer(&organizer, central.sign_in())?;
        sync::publish_event(&organizer)?;
        organizer.uplink().detach();
        let open = gatehouse_commands::open(&organizer)?;
        let key = open.replica.read(table::signing_key::issuing)?.context("the event can sign")?;
        let event = Self { central, id: open.id, checkpoint, size, key, organizer };
        event.fill()?;
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

    /// The same people as the import has, as a shop's tables hold them.
    ///
    /// One by one the rows' triggers and references would take minutes; here they are known to be sound, so what the
    /// triggers would do to them is done once.
    fn fill(&self) -> Result<()> {
        let people = self.organizer.path("people.csv");
        people::write(&people, self.size)?;
        let event = self.id;
        self.psql(&format!(
            "create unlogged table people (reference text, order_code text, name text, email text, product text,
               seat text, status text);
             \\copy people from '{}' with (format csv, header)
             create unlogged table sold as
               select p.*, gen_random_uuid() as ticket, gen_random_uuid() as attendee from people p;
             begin;
             set local session_replication_role = replica;
             select gatehouse.change_of('{event}') as change \\gset
             insert into orders (event_id, code, status, buyer_name, buyer_email)
               select distinct on (order_code) '{event}', order_code, 'paid', name, email from sold;
             insert into attendees (id, event_id, name, email) select attendee, '{event}', name, email from sold;
             insert into tickets (id, event_id, ticket_type_id, attendee_id, order_id, seat, reference, change)
               select s.ticket, '{event}', t.id, s.attendee, o.id, s.seat, s.reference, :change
               from sold s join orders o on o.event_id = '{event}' and o.code = s.order_code
               join ticket_types t on t.event_id = '{event}';
             commit;
             drop table people, sold;
             analyze;",
            people.display()
        ))?;
        Ok(std::fs::remove_file(people)?)
    }

    /// What a shop's job does. Statements of `psql` go too.
    fn psql(&self, script: &str) -> Result<()> {
        let mut psql = Command::new("psql")
            .args(["-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-h"])
            .arg::<&Path>(self.central.socket())
            .args(["-d", self.central.name()])
            .stdin(Stdio::piped())
            .spawn()
            .context("psql; `cargo xtask setup` brings it")?;
        psql.stdin.take().context("its input was piped")?.write_all(script.as_bytes())?;
        ensure!(psql.wait()?.success(), "the store was not filled");
        Ok(())
    }
}
