//! A PostgreSQL cluster of its own: made, started, filled with the schema, and gone when the last holder is.
//!
//! It listens on a Unix socket in a short temporary folder and nowhere else, so any number can run side by side. A
//! template database takes the migrations once; every [`Cluster::database`] is a copy of it, made in milliseconds.
//!
//! It ends with this program even when this program is killed: see `keeper`.

mod database;
mod keeper;
mod programs;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use crate::error::{Error, Result};
use crate::rest::ident;
pub use database::Database;
use keeper::Keeper;
use programs::Programs;
pub use schema::Schema;

/// The database that the others are copies of.
const TEMPLATE: &str = "gatehouse_template";

/// Linux keeps what is written here in memory.
const MEMORY: &str = "/dev/shm";

/// With less room there, scratch data go to the disk: a cluster takes 80 MiB, every database 8 more.
const MEMORY_FREE_KIB: u64 = 4 << 20;

/// Where the data lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a temporary folder that goes when the cluster does; not written through to the disk.
    Scratch,
    /// In this folder, which is made if it is missing and opened again next time.
    Folder(PathBuf),
}

/// A running cluster. Clones are handles to the same one; it stops when the last handle and the last [`Database`] are gone.
#[derive(Debug, Clone)]
pub struct Cluster {
    running: Arc<Running>,
    schema: Arc<Schema>,
}

/// What a database needs the cluster for.
#[derive(Debug)]
struct Running {
    socket: PathBuf,
    keeper: Mutex<Option<Keeper>>,
}

impl Cluster {
    /// Starts a scratch cluster with the schema.
    pub async fn scratch(schema: Schema) -> Result<Self> {
        Self::start(Place::Scratch, schema).await
    }

    /// Starts a cluster and brings its template up to date with the schema.
    pub async fn start(place: Place, schema: Schema) -> Result<Self> {
        let running = tokio::task::spawn_blocking(move || launch(&place)).await;
        let running = running.map_err(|_| Error::NoPostgres)??;
        let cluster = Self { running: Arc::new(running), schema: Arc::new(schema) };
        cluster.ensure(TEMPLATE, "template1").await?;
        Ok(cluster)
    }

    /// Opens the database of this name, or makes it as a copy of the template.
    pub async fn database(&self, name: &str) -> Result<Database> {
        self.ensure(name, TEMPLATE).await
    }

    /// The folder of the socket: what `psql -h` takes.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.running.socket
    }

    /// Stops it now, whoever still holds it, and waits until it has stopped.
    pub fn stop(&self) {
        drop(self.running.keeper.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    async fn ensure(&self, name: &str, template: &str) -> Result<Database> {
        let server = Database::new(Arc::clone(&self.running), "postgres");
        let database = Database::new(Arc::clone(&self.running), name);
        let create = format!("create database {} template {}", ident(name), ident(template));
        match server.execute(&create).await {
            Ok(()) if template == TEMPLATE => return Ok(database),
            Ok(()) => {}
            Err(Error::Postgres(error)) if error.code().is_some_and(|code| code.code() == "42P04") => {}
            Err(error) => return Err(error),
        }
        self.schema.apply(&database).await?;
        Ok(database)
    }
}

/// Makes the data folder where needed and starts the server. Blocks for a second or two.
fn launch(place: &Place) -> Result<Running> {
    let programs = Programs::find()?;
    let scratch = *place == Place::Scratch;
    let folder = socket_folder(scratch)?;
    let socket = folder.path().to_owned();
    programs.hand_over(&socket)?;
    let data = match place {
        Place::Scratch => socket.join("data"),
        Place::Folder(folder) => {
            fs::create_dir_all(folder).map_err(Error::file(folder))?;
            let folder = fs::canonicalize(folder).map_err(Error::file(folder))?;
            programs.hand_over(&folder)?;
            folder.join("postgres")
        }
    };
    if !data.join("PG_VERSION").exists() {
        let locale = if cfg!(target_os = "linux") { "--locale=C.UTF-8" } else { "--locale=C" };
        let mut initdb = programs.command("initdb");
        initdb.arg("-D").arg(&data);
        initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", locale]);
        programs::run("initdb", initdb)?;
    }
    let keeper = Keeper::watch(&programs, folder, &data, scratch)?;
    let mut start = programs.command("pg_ctl");
    start.arg("-D").arg(&data).arg("-l").arg(socket.join("log"));
    start.args(["-w", "-t", "60", "-o", &settings(&socket, scratch), "start"]);
    if let Err(Error::Program { program, output }) = programs::run("pg_ctl", start) {
        let log = fs::read_to_string(socket.join("log")).unwrap_or_default();
        return Err(Error::Program { program, output: format!("{output} {}", log.trim()) });
    }
    Ok(Running { socket, keeper: Mutex::new(Some(keeper)) })
}

/// What the server is started with. The socket has no port, so the number is only part of its name.
fn settings(socket: &Path, scratch: bool) -> String {
    let mut settings = format!(
        "-c listen_addresses='' -c unix_socket_directories='{}' -c port=5432 -c timezone=UTC -c max_connections=200 \
         -c shared_buffers=32MB -c jit=off",
        socket.display()
    );
    if scratch {
        // Nobody will ask for this data after a power cut, and a vacuum worker in the template would hold up copies.
        settings += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off";
    }
    settings
}

/// A temporary folder whose path leaves room for the socket's name: the system allows about 100 bytes.
///
/// In memory where there is plenty, since making a database is writing three hundred small files.
fn socket_folder(scratch: bool) -> Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("gatehouse-pg-");
    if scratch && programs::free_kib(MEMORY).is_some_and(|free| free >= MEMORY_FREE_KIB) {
        return Ok(builder.tempdir_in(MEMORY)?);
    }
    let folder = builder.tempdir()?;
    if folder.path().as_os_str().len() <= 70 {
        return Ok(folder);
    }
    Ok(builder.tempdir_in("/tmp")?)
}
