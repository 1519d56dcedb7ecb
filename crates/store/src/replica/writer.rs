//! The one thread that writes.
//!
//! A job runs in an IMMEDIATE transaction that is committed, with a full flush, before the caller hears of it. After a
//! failure that may have lost a write nothing is retried: the thread halts and refuses every later job.
//!
//! While there is nothing to do the thread moves the log into the file, so that no scan pays for a checkpoint; a gate
//! without a pause of [`IDLE`] pays for one about every hundred scans.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, ThreadId};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::author::Author;
use crate::error::{Error, Halt, Result, Spoilt, spoil, spoilt, take_spoilt};

/// A pause long enough to use for a checkpoint.
const IDLE: Duration = Duration::from_millis(250);

/// A checkpoint of fewer commits than this is left for later.
const WORTH_A_CHECKPOINT: u32 = 32;

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// Hands jobs to the writer's thread. Dropping it ends the thread after a last checkpoint.
pub(super) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    thread_id: ThreadId,
    halt: Arc<Mutex<Option<Halt>>>,
}

/// A way to send jobs that outlives the borrow of the [`Writer`].
#[derive(Clone)]
pub(super) struct Queue {
    jobs: Sender<Job>,
    thread_id: ThreadId,
}

impl Writer {
    /// Starts the thread. It owns the connection from here on.
    pub(super) fn start(conn: Connection, author: Arc<Author>) -> Result<Self> {
        let (jobs, queue) = channel();
        let halt = Arc::<Mutex<Option<Halt>>>::default();
        let desk = Desk { conn, author, halt: Arc::clone(&halt) };
        let thread =
            std::thread::Builder::new().name("replica-writer".to_owned()).spawn(move || desk.work(&queue))?;
        let thread_id = thread.thread().id();
        Ok(Self { jobs: Some(jobs), thread: Some(thread), thread_id, halt })
    }

    /// Where to send jobs.
    pub(super) fn queue(&self) -> Result<Queue> {
        let jobs = self.jobs.clone().ok_or(Error::Closed)?;
        Ok(Queue { jobs, thread_id: self.thread_id })
    }

    /// Why the writer stopped, if it did.
    pub(super) fn halted(&self) -> Option<Halt> {
        *self.halt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        // The last handle may be dropped by a job, on the very thread that would be waited for.
        if let Some(thread) = self.thread.take().filter(|_| std::thread::current().id() != self.thread_id) {
            // A panic of a job was handed to its caller already.
            let _ = thread.join();
        }
    }
}

impl Queue {
    /// Runs `f` in a transaction and waits for its commit.
    pub(super) fn write<T, E, F>(self, f: F) -> Result<T, E>
    where
        F: FnOnce(&Transaction<'_>, &Author) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        if std::thread::current().id() == self.thread_id {
            return Err(Error::Nested.into());
        }
        let (answer, wait) = sync_channel(1);
        let job: Job = Box::new(move |desk| {
            let outcome = catch_unwind(AssertUnwindSafe(|| desk.run(f)));
            // Nobody waits only if the waiting thread died; the commit stands all the same.
            let _ = answer.send(outcome);
        });
        self.jobs.send(job).map_err(|_| Error::Closed)?;
        drop(self.jobs);
        let outcome: Result<Result<T, E>, Box<dyn Any + Send>> = wait.recv().map_err(|_| Error::Closed)?;
        outcome.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// What the thread works with.
struct Desk {
    conn: Connection,
    author: Arc<Author>,
    halt: Arc<Mutex<Option<Halt>>>,
}

impl Desk {
    fn work(mut self, queue: &Receiver<Job>) {
        let mut commits = 0;
        loop {
            let next = if commits < WORTH_A_CHECKPOINT {
                queue.recv().map_err(RecvTimeoutError::from)
            } else {
                queue.recv_timeout(IDLE)
            };
            match next {
                Ok(job) => {
                    job(&mut self);
                    commits += 1;
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.checkpoint("PASSIVE");
                    commits = 0;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.checkpoint("TRUNCATE");
    }

    /// Moves the log into the file. When that fails nothing is lost, because the log stays; but the disk is not to be
    /// trusted with the next scan.
    fn checkpoint(&self, mode: &str) {
        let moved = self.conn.pragma_update_and_check(None, "wal_checkpoint", mode, |_| Ok(()));
        drop(moved.map_err(Error::from));
        self.heed();
    }

    fn run<T, E: From<Error>>(
        &mut self,
        f: impl FnOnce(&Transaction<'_>, &Author) -> Result<T, E>,
    ) -> Result<T, E> {
        // The last job may have panicked before its own failure was heeded.
        self.heed();
        if let Some(reason) = *self.halt.lock().unwrap_or_else(PoisonError::into_inner) {
            return Err(Error::Halted { reason }.into());
        }
        let begun = Transaction::new(&mut self.conn, TransactionBehavior::Immediate).map_err(Error::from);
        let outcome = begun.map_err(E::from).and_then(|tx| match f(&tx, &self.author) {
            Ok(value) => finish(tx).map(|()| value).map_err(E::from),
            Err(error) => {
                roll_back(tx);
                Err(error)
            }
        });
        self.heed();
        outcome
    }

    /// Halts if anything happened after which this database is not to be trusted.
    fn heed(&self) {
        match take_spoilt() {
            Some(Spoilt::Halt(reason)) => self.halt(reason),
            _ if !self.conn.is_autocommit() => self.halt(Halt::Io),
            _ => {}
        }
    }

    fn halt(&self, reason: Halt) {
        *self.halt.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
    }
}

/// Commits, unless something happened after which nothing may be committed.
fn finish(tx: Transaction<'_>) -> Result<()> {
    let error = match spoilt() {
        None => return commit(tx),
        Some(Spoilt::Unfinished) => Error::Unfinished,
        Some(Spoilt::Halt(reason)) => Error::Halted { reason },
    };
    roll_back(tx);
    Err(error)
}

/// A commit that fails for another reason than its data leaves nobody knowing what is on the disk.
fn commit(tx: Transaction<'_>) -> Result<()> {
    tx.commit().map_err(|error| {
        let error = Error::from(error);
        if !matches!(error, Error::Constraint(_)) {
            spoil(Spoilt::Halt(error.halts().unwrap_or(Halt::Commit)));
        }
        error
    })
}

/// Takes everything back. The database may have done so itself already, and then says that there is nothing to do.
fn roll_back(tx: Transaction<'_>) {
    let _ = tx.rollback();
}
