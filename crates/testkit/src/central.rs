//! A central store for a test: the shipped migrations on a real Postgres, behind a network that the test breaks.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result, ensure};
use gatehouse_central::{Cluster, Config, Database, Faults, MovableClock, PUBLISHABLE_KEY, Schema, Server};
use gatehouse_contract::sync::OrganizerSignInReq;
use gatehouse_core::ids::EventId;
use gatehouse_core::time::WallMs;
use tokio::runtime::Runtime;
use tokio::sync::OnceCell;

use crate::EVENING;

const EMAIL: &str = "organizer@example.org";
const PASSWORD: &str = "correct horse battery";

/// A store of its own for each test.
pub struct Central {
    /// The network before it.
    pub faults: Faults,
    /// What time it believes in.
    pub clock: MovableClock,
    server: Server,
    socket: PathBuf,
    database: Database,
    runtime: Runtime,
}

/// The store as it once was.
pub struct Backup(Database);

impl Central {
    /// At the time that the tests' machines believe in.
    ///
    /// # Errors
    /// When there is no Postgres, or a migration fails.
    pub fn new() -> Result<Self> {
        Self::at(EVENING)
    }

    /// At a time that its clock keeps showing until it is moved.
    ///
    /// # Errors
    /// As [`Central::new`].
    pub fn at(now: WallMs) -> Result<Self> {
        static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let name = format!("event_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let clock = MovableClock::at(now.0);
        let config = Config { clock: clock.clock(), ..Config::default() };
        let (faults, server, database, socket) = runtime.block_on(async {
            let cluster = CLUSTER
                .get_or_try_init(|| async { Cluster::scratch(Schema::repository()?).await })
                .await
                .context("a scratch Postgres")?;
            let database = cluster.database(&name).await?;
            let server = Server::start(&database, config).await?;
            server.ensure_user(EMAIL, PASSWORD).await?;
            let faults = Faults::start(server.address()).await?;
            anyhow::Ok((faults, server, database, cluster.socket().to_owned()))
        })?;
        Ok(Self { faults, clock, server, socket, database, runtime })
    }

    /// What an organizer types.
    #[must_use]
    pub fn sign_in(&self) -> OrganizerSignInReq {
        OrganizerSignInReq {
            url: self.faults.url(),
            publishable_key: PUBLISHABLE_KEY.to_owned(),
            email: EMAIL.to_owned(),
            password: PASSWORD.to_owned(),
        }
    }

    /// The same behind the network's back: what goes this way meets no fault.
    #[must_use]
    pub fn sign_in_directly(&self) -> OrganizerSignInReq {
        OrganizerSignInReq { url: self.server.url(), ..self.sign_in() }
    }

    /// Where the store and the network run.
    #[must_use]
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// What the organizer's tools see: the first column of the first row.
    ///
    /// # Errors
    /// What Postgres says against it.
    pub fn value(&self, sql: &str) -> Result<String> {
        Ok(self.runtime.block_on(self.database.value(sql))?.unwrap_or_default())
    }

    /// Copies the store as it is now. Calls that are under way fail.
    ///
    /// # Errors
    /// As [`Central::value`].
    pub fn back_up(&self) -> Result<Backup> {
        let name = format!("{}_backup", self.database.name());
        Ok(Backup(self.runtime.block_on(self.database.copy_to(&name))?))
    }

    /// Puts a backup in the place of the store: what happened in it since is forgotten there.
    ///
    /// # Errors
    /// As [`Central::value`].
    pub fn restore(&self, backup: &Backup) -> Result<()> {
        Ok(self.runtime.block_on(backup.0.copy_to(self.database.name())).map(drop)?)
    }

    /// Where the database's socket is.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.database.name()
    }

    /// What an automation of the organizer does.
    ///
    /// # Errors
    /// As [`Central::value`].
    pub fn execute(&self, sql: &str) -> Result<()> {
        Ok(self.runtime.block_on(self.database.execute(sql)).map(drop)?)
    }

    /// Sells a ticket to everybody in a guest list, as a shop's tables hold them. The list is a CSV file with the columns
    /// `reference,order_code,name,email,product,seat,status`; the event has one kind of ticket.
    ///
    /// One by one the rows' triggers and references would take minutes; here they are known to be sound, so what the
    /// triggers would do to them is done once.
    ///
    /// # Errors
    /// As [`Central::value`], and when there is no `psql`.
    pub fn sell(&self, event: EventId, people: &Path) -> Result<()> {
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
        ))
    }

    /// What a shop's job does. Statements of `psql` go too.
    fn psql(&self, script: &str) -> Result<()> {
        let mut psql = Command::new("psql")
            .args(["-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-h"])
            .arg(self.socket())
            .args(["-d", self.name()])
            .stdin(Stdio::piped())
            .spawn()
            .context("psql; `cargo xtask setup` brings it")?;
        psql.stdin.take().context("its input was piped")?.write_all(script.as_bytes())?;
        ensure!(psql.wait()?.success(), "the store was not filled");
        Ok(())
    }
}
