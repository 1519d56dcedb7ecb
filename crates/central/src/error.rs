//! What can go wrong around the stand-in itself. What the server answers to its clients is not an error of this kind.

use std::io;
use std::path::PathBuf;

/// Why the stand-in could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server programs of PostgreSQL are not on this machine.
    #[error(
        "PostgreSQL's server programs (initdb, pg_ctl) were not found; on Debian and Ubuntu: apt-get install postgresql"
    )]
    NoPostgres,
    /// PostgreSQL refuses to run as root and there is no other account to run it as.
    #[error(
        "PostgreSQL does not run as root, and {0} is missing; on Debian and Ubuntu: apt-get install postgresql"
    )]
    NoAccount(&'static str),
    /// Unix sockets are needed.
    #[error("the stand-in runs on Linux and macOS only")]
    Platform,
    /// One of PostgreSQL's programs failed.
    #[error("{program} failed: {output}")]
    Program {
        /// Its name.
        program: &'static str,
        /// The last that it said.
        output: String,
    },
    /// A file of the schema was refused by the database.
    #[error("{file} was refused: {message}")]
    Migration {
        /// The name of the file.
        file: String,
        /// What the database says.
        message: String,
        /// The refusal.
        #[source]
        source: tokio_postgres::Error,
    },
    /// A file could not be read or written.
    #[error("{}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The database refused a statement or is gone.
    #[error("the database")]
    Postgres(#[from] tokio_postgres::Error),
    /// A socket, a process or a temporary folder.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Keys could not be made, read or used.
    #[error("the signing keys: {0}")]
    Keys(&'static str),
}

/// The result of whatever can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Attaches a path to an error of the file system.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::File { path, source }
    }
}
