//! A central store for a test: the shipped migrations on a real Postgres, behind a network that the test breaks.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result};
use gatehouse_central::{Cluster, Config, Database, Faults, MovableClock, PUBLISHABLE_KEY, Schema, Server};
use gatehouse_contract::sync::OrganizerSignInReq;
use gatehouse_core::time::WallMs;
use tokio::runtime::Runtime;
use tokio::sync::OnceCell;

const EMAIL: &str = "organizer@example.org";
const PASSWORD: &str = "correct horse battery";

/// A store of its own for each test.
pub(crate) struct Central {
    pub(crate) faults: Faults,
    pub(crate) clock: MovableClock,
    server: Server,
    socket: PathBuf,
    database: Database,
    runtime: Runtime,
}

/// The store as it once was.
pub(crate) struct Backup(Database);

impl Central {
    /// At the time that the tests' machines believe in.
    pub(crate) fn new() -> Result<Self> {
        Self::at(WallMs(1_795_222_800_000))
    }

    /// At a time that its clock keeps showing until it is moved.
    pub(crate) fn at(now: WallMs) -> Result<Self> {
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
    pub(crate) fn sign_in(&self) -> OrganizerSignInReq {
        OrganizerSignInReq {
            url: self.faults.url(),
            publishable_key: PUBLISHABLE_KEY.to_owned(),
            email: EMAIL.to_owned(),
            password: PASSWORD.to_owned(),
        }
    }

    /// The same behind the network's back: what goes this way meets no fault.
    pub(crate) fn sign_in_directly(&self) -> OrganizerSignInReq {
        OrganizerSignInReq { url: self.server.url(), ..self.sign_in() }
    }

    /// Where the store and the network run.
    pub(crate) fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// What the organizer's tools see: the first column of the first row.
    pub(crate) fn value(&self, sql: &str) -> Result<String> {
        Ok(self.runtime.block_on(self.database.value(sql))?.unwrap_or_default())
    }

    /// Copies the store as it is now. Calls that are under way fail.
    pub(crate) fn back_up(&self) -> Result<Backup> {
        let name = format!("{}_backup", self.database.name());
        Ok(Backup(self.runtime.block_on(self.database.copy_to(&name))?))
    }

    /// Puts a backup in the place of the store: what happened in it since is forgotten there.
    pub(crate) fn restore(&self, backup: &Backup) -> Result<()> {
        Ok(self.runtime.block_on(backup.0.copy_to(self.database.name())).map(drop)?)
    }

    /// Where the database's socket is.
    pub(crate) fn socket(&self) -> &std::path::Path {
        &self.socket
    }

    /// The database's name.
    pub(crate) fn name(&self) -> &str {
        self.database.name()
    }

    /// What an automation of the organizer does.
    pub(crate) fn execute(&self, sql: &str) -> Result<()> {
        Ok(self.runtime.block_on(self.database.execute(sql)).map(drop)?)
    }
}
