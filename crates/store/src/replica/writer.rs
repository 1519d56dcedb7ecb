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
use crate::error::{Error, Halt, Result, Spoilt, take_spoilt};

/// A pause long enough to use for a checkpoint.
const IDLE: Duration = Duration::from_millis(250);

/// A checkpoint of fewer commits than this is left for later.
const WORTH_A_CHECKPOINT: u32 = 32;

type Job = Box<dyn FnOnce(&mut Connection, &Author) + Send>;

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
    halt: Arc<Mutex<Option<Halt>>>,
}

impl Writer {
    /// Starts the thread. It owns the connection from here on.
    pub(super) fn start(conn: Connection, author: Arc<Author>) -> Result<Self> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("replica-writer".to_owned())
            .spawn(move || work(conn, &author, &queue))?;
        let thread_id = thread.thread().id();
        Ok(Self { jobs: Some(jobs), thread: Some(thread), thread_id, halt: Arc::default() })
    }

    /// Where to send jobs.
    pub(super) fn queue(&self) -> Result<Queue> {
        let jobs = self.jobs.clone().ok_or(Error::Closed)?;
        Ok(Queue { jobs, thread_id: self.thread_id, halt: Arc::clone(&self.halt) })
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
        let halt = self.halt;
        let job: Job = Box::new(move |conn, author| {
            let outcome = catch_unwind(AssertUnwindSafe(|| run(conn, author, &halt, f)));
            // Nobody waits only if the waiting thread died; the commit stands all the same.
            let _ = answer.send(outcome);
        });
        self.jobs.send(job).map_err(|_| Error::Closed)?;
        drop(self.jobs);
        let outcome: Result<Result<T, E>, Box<dyn Any + Send>> = wait.recv().map_err(|_| Error::Closed)?;
        outcome.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

fn work(mut conn: Connection, author: &Author, queue: &Receiver<Job>) {
    let mut unchecked = 0;
    loop {
        match queue.recv_timeout(IDLE) {
            Ok(job) => {
                job(&mut conn, author);
                unchecked += 1;
            }
            Err(RecvTimeoutError::Timeout) if unchecked < WORTH_A_CHECKPOINT => match queue.recv() {
                Ok(job) => {
                    job(&mut conn, author);
                    unchecked += 1;
                }
                Err(_) => break,
            },
            Err(RecvTimeoutError::Timeout) => {
                checkpoint(&conn, "PASSIVE");
                unchecked = 0;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    checkpoint(&conn, "TRUNCATE");
}

/// Moves the log into the file. A failure loses nothing: the log stays, and the next commit meets the same disk.
fn checkpoint(conn: &Connection, mode: &str) {
    let _ = conn.pragma_update_and_check(None, "wal_checkpoint", mode, |_| Ok(()));
}

fn run<T, E: From<Error>>(
    conn: &mut Connection,
    author: &Author,
    halt: &Mutex<Option<Halt>>,
    f: impl FnOnce(&Transaction<'_>, &Author) -> Result<T, E>,
) -> Result<T, E> {
    let halt_now = |reason| *halt.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
    if let Some(reason) = *halt.lock().unwrap_or_else(PoisonError::into_inner) {
        return Err(Error::Halted { reason }.into());
    }
    take_spoilt();
    let outcome = match conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from) {
        Ok(tx) => match f(&tx, author) {
            Ok(value) => finish(tx, value).map_err(|error| {
                if !matches!(error, Error::Constraint(_) | Error::Unfinished) {
                    halt_now(error.halts().unwrap_or(Halt::Commit));
                }
                error.into()
            }),
            Err(error) => {
                roll_back(tx);
                Err(error)
            }
        },
        Err(error) => Err(error.into()),
    };
    if let Some(Spoilt::Halt(reason)) = take_spoilt() {
        halt_now(reason);
    } else if !conn.is_autocommit() {
        halt_now(Halt::Io);
    }
    outcome
}

/// Commits, unless something happened after which nothing may be committed.
fn finish<T>(tx: Transaction<'_>, value: T) -> Result<T> {
    match take_spoilt() {
        None => {
            tx.commit()?;
            Ok(value)
        }
        Some(Spoilt::Unfinished) => {
            roll_back(tx);
            Err(Error::Unfinished)
        }
        Some(Spoilt::Halt(reason)) => {
            roll_back(tx);
            Err(Error::Halted { reason })
        }
    }
}

/// Takes everything back. The database may have done so itself already, and then says that there is nothing to do.
fn roll_back(tx: Transaction<'_>) {
    let _ = tx.rollback();
}
