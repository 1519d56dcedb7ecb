//! The open replica: a handle that is cheap to clone, through which everything is read and written.
//!
//! It knows nothing of tables; it gives functions a connection or a transaction.

mod checkpointer;
mod open;
mod pace;
mod readers;
mod writer;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use gatehouse_journal::{DeviceEnrolledRecord, Stamp};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use self::open::Lock;
use self::readers::Readers;
pub use self::writer::Turn;
use self::writer::{Queue, Writer};
use crate::audit;
use crate::author::{Author, NewDevice};
use crate::error::{Error, Halt, Result};
use crate::exchange::{LeftBehind, incarnate};
use crate::key::FileKey;
use crate::migrate;
use crate::table::author;
use crate::table::event::{self, EventRow};

/// An open replica. Clones share it; the last one to go closes it.
#[derive(Clone)]
pub struct Replica(Arc<Inner>);

/// What a new replica starts with.
#[derive(Debug)]
pub struct NewReplica {
    /// The event.
    pub event: EventRow,
    /// Who writes here.
    pub device: NewDevice,
}

struct Inner {
    path: PathBuf,
    key: FileKey,
    state: RwLock<State>,
    // Given up last, when nothing has the file open any more.
    lock: Mutex<Option<Lock>>,
}

enum State {
    Open(Open),
    /// Closed on purpose, or left closed by a failed reopening.
    Shut(Option<Halt>),
}

struct Open {
    // Closed before the writer, whose last checkpoint wants the file for itself.
    readers: Arc<Readers>,
    writer: Writer,
    author: Arc<Author>,
}

impl Replica {
    /// Makes a new replica at `path`, which must be free.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`] when something is there; nothing is left behind when making it fails.
    pub fn create(path: &Path, key: &FileKey, new: NewReplica) -> Result<Self> {
        let lock = Lock::take(path)?;
        open::claim(path)?;
        let made = open::fresh(path, key).and_then(|conn| {
            fill(&conn, &new)?;
            Open::start(conn, path, key)
        });
        if made.is_err() {
            for suffix in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(open::sibling(path, suffix));
            }
        }
        Ok(Self::new(path, key, made?, lock))
    }

    /// Opens the replica at `path`, upgrading it after a backup when an older program made it.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`], [`Error::NotAReplica`] (or another key), [`Error::TooNew`] and [`Error::InUse`] leave the
    /// file untouched.
    pub fn open(path: &Path, key: &FileKey) -> Result<Self> {
        open::look(path)?;
        let lock = Lock::take(path)?;
        let open = Open::start(open::writer(path, key)?, path, key)?;
        Ok(Self::new(path, key, open, lock))
    }

    fn new(path: &Path, key: &FileKey, open: Open, lock: Lock) -> Self {
        let state = RwLock::new(State::Open(open));
        let lock = Mutex::new(Some(lock));
        Self(Arc::new(Inner { path: path.to_owned(), key: key.clone(), state, lock }))
    }

    /// Runs `f` in the one write transaction there is at a time.
    ///
    /// `Ok` means committed and flushed to the disk; an error of `f` takes everything back. `f` runs on the writer's
    /// thread, so it must own what it uses.
    ///
    /// # Errors
    ///
    /// Besides those of `f`: [`Error::Halted`] after an earlier failure of the disk or the file, which stays until
    /// [`Replica::reopen`]; [`Error::Nested`] inside another write.
    ///
    /// # Panics
    ///
    /// When `f` does, after everything was taken back.
    pub fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&Transaction<'_>, &Author) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.queue()?.write(f)
    }

    /// Runs `f` like [`Replica::write`], but behind such writes, also those that come while it waits, and with rests between
    /// while there are many of them; after a second it goes before them. Long work goes in several of these, each of which ends
    /// early when its [`Turn`] is wanted.
    ///
    /// # Errors
    ///
    /// As [`Replica::write`].
    ///
    /// # Panics
    ///
    /// As [`Replica::write`].
    pub fn write_aside<T, E, F>(&self, f: F) -> Result<T, E>
    where
        F: FnOnce(&Transaction<'_>, &Author, &Turn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.queue()?.write_aside(f)
    }

    /// Runs `f` on one moment of the replica; writes go on meanwhile and are not seen.
    ///
    /// # Errors
    ///
    /// Besides those of `f`: [`Error::InUse`] when all connections stay lent out.
    pub fn read<T, E: From<Error>>(&self, f: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        self.readers()?.read(f)
    }

    /// Who writes here.
    ///
    /// # Errors
    ///
    /// [`Error::Closed`] and [`Error::Halted`].
    pub fn author(&self) -> Result<Arc<Author>> {
        self.state().open().map(|open| Arc::clone(&open.author))
    }

    /// Where the replica is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Why writing stopped, if it did. A gate must not turn green meanwhile.
    #[must_use]
    pub fn halted(&self) -> Option<Halt> {
        match &*self.state() {
            State::Open(open) => open.writer.halted(),
            State::Shut(reason) => *reason,
        }
    }

    /// Closes every connection, opens the file anew and verifies it: the way on after [`Error::Halted`].
    ///
    /// # Errors
    ///
    /// Those of [`Replica::open`], and [`Error::Unsound`] when the verification finds something; the replica then stays
    /// halted.
    pub fn reopen(&self) -> Result<()> {
        let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
        let reason = match &*state {
            State::Open(open) => open.writer.halted(),
            State::Shut(reason) => *reason,
        };
        *state = State::Shut(reason);
        let mut lock = self.0.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            *lock = Some(Lock::take(&self.0.path)?);
        }
        let conn = open::writer(&self.0.path, &self.0.key)?;
        audit::quick(&conn)?;
        *state = State::Open(Open::start(conn, &self.0.path, &self.0.key)?);
        Ok(())
    }

    /// Goes on as another author; see [`exchange::incarnate`](crate::exchange::incarnate). Waits for the write that is
    /// running, and lets nobody write in between.
    ///
    /// # Errors
    ///
    /// Those of [`exchange::incarnate`](crate::exchange::incarnate), which leave the old author in place, and those of
    /// [`Replica::open`].
    pub fn incarnate(
        &self,
        device: NewDevice,
        left: LeftBehind,
        stamp: Stamp,
        enrolled: DeviceEnrolledRecord,
    ) -> Result<()> {
        let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
        state.open()?.writer.queue()?.write(move |tx, _| incarnate(tx, &device, left, stamp, &enrolled))?;
        // The writer signs as the author that it was started with.
        *state = State::Shut(None);
        let conn = open::writer(&self.0.path, &self.0.key)?;
        *state = State::Open(Open::start(conn, &self.0.path, &self.0.key)?);
        Ok(())
    }

    /// Moves the log into the file, closes it and lets other programs have it, for all clones; dropping the last clone
    /// does the same. Waits for the write that is running.
    pub fn close(&self) {
        let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
        *state = State::Shut(None);
        *self.0.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Opens one more connection, which can only read the file but may fill temporary tables.
    pub(crate) fn auditor(&self) -> Result<Connection> {
        open::auditor(&self.0.path, &self.0.key)
    }

    fn queue(&self) -> Result<Queue> {
        self.state().open()?.writer.queue()
    }

    fn readers(&self) -> Result<Arc<Readers>> {
        self.state().open().map(|open| Arc::clone(&open.readers))
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.0.state.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    const fn open(&self) -> Result<&Open> {
        match self {
            Self::Open(open) => Ok(open),
            Self::Shut(None) => Err(Error::Closed),
            Self::Shut(Some(reason)) => Err(Error::Halted { reason: *reason }),
        }
    }
}

impl Open {
    fn start(conn: Connection, path: &Path, key: &FileKey) -> Result<Self> {
        let author = Arc::new(author::own(&conn)?);
        let writer = Writer::start(conn, open::beside(path, key)?, Arc::clone(&author))?;
        Ok(Self { readers: Arc::new(Readers::new(path.to_owned(), key.clone())), writer, author })
    }
}

fn fill(conn: &Connection, new: &NewReplica) -> Result<()> {
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    migrate::climb(&tx)?;
    event::insert(&tx, &new.event)?;
    author::insert_own(&tx, &new.device)?;
    Ok(tx.commit()?)
}

impl fmt::Debug for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replica").field("halted", &self.halted()).finish_non_exhaustive()
    }
}
