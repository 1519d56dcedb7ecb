//! What can go wrong with a replica, told apart as far as somebody can act on it.
//!
//! Messages carry no path, name, code or key: the edge knows which file it asked for. Deliberately no retry anywhere:
//! after a full disk, a failed write or damage the writer halts (see [`Halt`]) until the replica is reopened.

use std::cell::Cell;
use std::fmt;
use std::io::ErrorKind;

use rusqlite::ErrorCode;

/// The result of this crate's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation on a replica failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no file at the path. Create the event, or fetch it.
    #[error("there is no replica here")]
    Missing,
    /// A new replica was to be made where something is already.
    #[error("there is already a file here")]
    Exists,
    /// The file is something else, or was made with another key: encrypted bytes do not tell which.
    #[error("not a replica, or not the key it was made with")]
    NotAReplica,
    /// A later program made the file. Update this one.
    #[error("the replica has version {found}, this program reads versions up to {supported}")]
    TooNew {
        /// The version of the file.
        found: u32,
        /// The newest version that this program knows.
        supported: u32,
    },
    /// Another program has the replica open, or a reader is waited for in vain.
    #[error("the replica is in use")]
    InUse,
    /// No room left on the disk.
    #[error("the disk is full")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The operating system failed to read, write or flush.
    #[error("the replica could not be read or written")]
    Io(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file contradicts itself.
    #[error("the replica is damaged")]
    Corrupt(#[source] rusqlite::Error),
    /// A stored value is not one that this program writes.
    #[error("the replica holds a value of {0} that has no meaning")]
    Meaningless(&'static str),
    /// Writing stopped after an earlier failure. Reopen the replica; it verifies itself.
    #[error("writing has stopped because {reason}")]
    Halted {
        /// What happened.
        reason: Halt,
    },
    /// The replica was closed.
    #[error("the replica is closed")]
    Closed,
    /// A write was started inside a write: a bug of the caller, who would wait for itself.
    #[error("a write inside a write")]
    Nested,
    /// The journal or its heads do not verify. Run the audit.
    #[error("the replica does not pass its own verification")]
    Unsound,
    /// An import was given up without being finished, so the whole transaction was taken back.
    #[error("the import was not finished")]
    Unfinished,
    /// The data break a promise of the schema, such as an id that exists twice.
    #[error("the data contradict what the replica holds")]
    Constraint(#[source] rusqlite::Error),
    /// A file is larger than an attachment may be.
    #[error("the file has {bytes} bytes, an attachment at most {most}")]
    TooLargeFile {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// The database engine is not the one this program was written for.
    #[error("the database engine lacks {0}")]
    Engine(&'static str),
    /// A setting on which safety rests did not take.
    #[error("the database did not accept the setting {0}")]
    Setting(&'static str),
    /// A record could not be made or read.
    #[error(transparent)]
    Journal(#[from] gatehouse_journal::Error),
    /// Anything else that the database says: a bug of this crate.
    #[error("the database refused a statement")]
    Sql(#[source] rusqlite::Error),
}

/// Why the writer stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Halt {
    /// The disk is full.
    DiskFull,
    /// The operating system failed to write or flush.
    Io,
    /// The file contradicts itself.
    Corrupt,
    /// A transaction could not be committed.
    Commit,
}

impl Halt {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DiskFull => "disk_full",
            Self::Io => "io",
            Self::Corrupt => "corrupt",
            Self::Commit => "commit",
        }
    }
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DiskFull => "the disk is full",
            Self::Io => "the disk failed",
            Self::Corrupt => "the file is damaged",
            Self::Commit => "a transaction could not be committed",
        })
    }
}

impl Error {
    /// Whether the failure forbids any further write.
    pub(crate) const fn halts(&self) -> Option<Halt> {
        match self {
            Self::DiskFull(_) => Some(Halt::DiskFull),
            Self::Io(_) => Some(Halt::Io),
            Self::Corrupt(_) => Some(Halt::Corrupt),
            Self::Halted { reason } => Some(*reason),
            _ => None,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(Box::new(error)),
            _ => Self::Io(Box::new(error)),
        }
    }
}

impl From<rusqlite::Error> for Error {
    /// Sorts what the database says, and notes for the writer when nothing may be committed after it.
    fn from(error: rusqlite::Error) -> Self {
        use ErrorCode as Code;
        let error = match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull(Box::new(error)),
            Some(
                Code::SystemIoFailure
                | Code::ReadOnly
                | Code::CannotOpen
                | Code::PermissionDenied
                | Code::FileLockingProtocolFailed
                | Code::NoLargeFileSupport,
            ) => Self::Io(Box::new(error)),
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Corrupt(error),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::InUse,
            Some(Code::ConstraintViolation) => Self::Constraint(error),
            _ => Self::Sql(error),
        };
        if let Some(reason) = error.halts() {
            spoil(Spoilt::Halt(reason));
        }
        error
    }
}

/// Why the running transaction must not be committed, whatever its function answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spoilt {
    /// The disk or the file failed, even if the function swallowed the error.
    Halt(Halt),
    /// An import was dropped half-way.
    Unfinished,
}

thread_local! {
    /// Every error of the database passes through `From`, so the writer's thread learns of it here.
    static SPOILT: Cell<Option<Spoilt>> = const { Cell::new(None) };
}

/// Notes that the transaction running on this thread must be rolled back. The gravest note stays.
pub(crate) fn spoil(why: Spoilt) {
    if !matches!(SPOILT.get(), Some(Spoilt::Halt(_))) {
        SPOILT.set(Some(why));
    }
}

/// The note of this thread, if there is one.
pub(crate) fn spoilt() -> Option<Spoilt> {
    SPOILT.get()
}

/// Takes the note of this thread, if there is one.
pub(crate) fn take_spoilt() -> Option<Spoilt> {
    SPOILT.take()
}
