//! The one thread that writes.
//!
//! A job runs in an IMMEDIATE transaction that is committed, with a full flush, before the caller hears of it. After a
//! failure that may have lost a write nothing is retried: the thread halts and refuses every later job.
//!
//! Urgent jobs, a scan for example, go before patient ones, and a patient one is told when an urgent one waits. So a scan
//! that meets an exchange of any size waits for a few records of it; and beside a busy gate patient jobs are paced, so that
//! few scans meet one. See `pace.rs`, also for how long a patient job waits at most.
//!
//! The log is moved into the file by another thread, so that no scan pays for a checkpoint: in pauses of [`IDLE`], and
//! where there are none, now and then all the same, behind a scan.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{JoinHandle, ThreadId};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::checkpointer::{Checkpointer, move_log};
use super::pace::Pace;
use crate::author::Author;
use crate::error::{Error, Halt, Result, Spoilt, spoil, spoilt, take_spoilt};

/// A pause long enough to use for a checkpoint.
const IDLE: Duration = Duration::from_millis(250);

/// A checkpoint of fewer commits than this is left for later.
const WORTH_A_CHECKPOINT: u32 = 32;

/// After this many commits one is made without a pause.
const DUE_FOR_A_CHECKPOINT: u32 = 256;

type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// A job on its way to the thread.
enum Message {
    /// Somebody stands at a gate.
    Urgent(Job),
    /// It runs when nothing urgent waits and the gate is not disturbed.
    Patient(Job),
}

/// The turn of a patient job: it counts the urgent ones that have not begun.
#[derive(Debug, Clone, Default)]
pub struct Turn(Arc<AtomicUsize>);

impl Turn {
    /// Whether an urgent job waits for this one to end.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

/// Hands jobs to the writer's thread. Dropping it ends the thread after a last checkpoint.
pub(super) struct Writer {
    jobs: Option<Sender<Message>>,
    turn: Turn,
    thread: Option<JoinHandle<()>>,
    thread_id: ThreadId,
    halt: Arc<Mutex<Option<Halt>>>,
}

/// A way to send jobs that outlives the borrow of the [`Writer`].
#[derive(Clone)]
pub(super) struct Queue {
    jobs: Sender<Message>,
    turn: Turn,
    thread_id: ThreadId,
}

impl Writer {
    /// Starts the thread. It owns the connection from here on.
    pub(super) fn start(conn: Connection, beside: Connection, author: Arc<Author>) -> Result<Self> {
        let (jobs, queue) = channel();
        let halt = Arc::<Mutex<Option<Halt>>>::default();
        let turn = Turn::default();
        let checkpointer = Checkpointer::start(beside, Arc::clone(&halt))?;
        let desk = Desk { conn, checkpointer, author, halt: Arc::clone(&halt), turn: turn.clone() };
        let thread =
            std::thread::Builder::new().name("replica-writer".to_owned()).spawn(move || desk.work(&queue))?;
        let thread_id = thread.thread().id();
        Ok(Self { jobs: Some(jobs), turn, thread: Some(thread), thread_id, halt })
    }

    /// Where to send jobs.
    pub(super) fn queue(&self) -> Result<Queue> {
        let jobs = self.jobs.clone().ok_or(Error::Closed)?;
        Ok(Queue { jobs, turn: self.turn.clone(), thread_id: self.thread_id })
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
    /// Runs `f` in a transaction before anything that is patient, and waits for its commit.
    pub(super) fn write<T, E, F>(self, f: F) -> Result<T, E>
    where
        F: FnOnce(&Transaction<'_>, &Author) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.send(Message::Urgent, move |desk| {
            desk.turn.0.fetch_sub(1, Ordering::Relaxed);
            desk.run(f)
        })
    }

    /// Runs `f` in a transaction when nothing urgent waits and the gate is not disturbed, and waits for its commit.
    pub(super) fn write_aside<T, E, F>(self, f: F) -> Result<T, E>
    where
        F: FnOnce(&Transaction<'_>, &Author, &Turn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let turn = self.turn.clone();
        self.send(Message::Patient, move |desk| desk.run(|tx, author| f(tx, author, &turn)))
    }

    fn send<T, E>(
        self,
        message: fn(Job) -> Message,
        work: impl FnOnce(&mut Desk) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        if std::thread::current().id() == self.thread_id {
            return Err(Error::Nested.into());
        }
        let (answer, wait) = sync_channel(1);
        let job: Job = Box::new(move |desk| {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(desk)));
            // Nobody waits only if the waiting thread died; the commit stands all the same.
            let _ = answer.send(outcome);
        });
        let message = message(job);
        if matches!(message, Message::Urgent(_)) {
            self.turn.0.fetch_add(1, Ordering::Relaxed);
        }
        self.jobs.send(message).map_err(|_| Error::Closed)?;
        drop(self.jobs);
        let outcome: Result<Result<T, E>, Box<dyn Any + Send>> = wait.recv().map_err(|_| Error::Closed)?;
        outcome.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// What the thread does next.
enum Next {
    Urgent(Job),
    Patient(Job),
    /// Nothing, for a while.
    Idle,
    /// Nobody will send any more.
    End,
}

/// The jobs on their way, the patient ones put aside since they came.
struct Inbox<'a> {
    messages: &'a Receiver<Message>,
    patient: VecDeque<(Instant, Job)>,
    pace: Pace,
}

impl Inbox<'_> {
    /// Waits for something to do; for [`IDLE`] only when a pause is of use.
    fn next(&mut self, pause_is_of_use: bool) -> Next {
        loop {
            let now = Instant::now();
            let message = match self.patient.front() {
                Some((since, _)) if Pace::is_overdue(*since, now) => Err(RecvTimeoutError::Timeout),
                Some((since, _)) => self.messages.recv_timeout(self.pace.rest(*since, now)),
                None if pause_is_of_use => self.messages.recv_timeout(IDLE),
                None => self.messages.recv().map_err(RecvTimeoutError::from),
            };
            match message {
                Ok(Message::Urgent(job)) => return Next::Urgent(job),
                Ok(Message::Patient(job)) => self.patient.push_back((Instant::now(), job)),
                Err(why) => {
                    return match (self.patient.pop_front(), why) {
                        (Some((_, job)), _) => Next::Patient(job),
                        (None, RecvTimeoutError::Timeout) => Next::Idle,
                        (None, RecvTimeoutError::Disconnected) => Next::End,
                    };
                }
            }
        }
    }
}

/// What the thread works with.
struct Desk {
    conn: Connection,
    checkpointer: Checkpointer,
    author: Arc<Author>,
    halt: Arc<Mutex<Option<Halt>>>,
    turn: Turn,
}

impl Desk {
    fn work(mut self, messages: &Receiver<Message>) {
        let mut inbox = Inbox { messages, patient: VecDeque::new(), pace: Pace::new() };
        let mut commits = 0;
        loop {
            let next = inbox.next(commits >= WORTH_A_CHECKPOINT);
            let begun = Instant::now();
            commits += 1;
            let is_due = match next {
                Next::Urgent(job) => {
                    job(&mut self);
                    inbox.pace.scanned(begun, Instant::now());
                    commits >= DUE_FOR_A_CHECKPOINT
                }
                Next::Patient(job) => {
                    job(&mut self);
                    let done = Instant::now();
                    inbox.pace.worked(begun, done);
                    // While there are scans, the best moment is behind the next one.
                    commits >= DUE_FOR_A_CHECKPOINT && !inbox.pace.is_busy(done)
                }
                Next::Idle => true,
                Next::End => break,
            };
            if is_due {
                self.checkpointer.ask();
                commits = 0;
            }
        }
        let Self { conn, checkpointer, halt, .. } = self;
        drop(checkpointer);
        move_log(&conn, "TRUNCATE", &halt);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patient_job_that_waited_long_enough_goes_before_any_number_of_scans() {
        let (jobs, messages) = channel();
        let mut inbox = Inbox { messages: &messages, patient: VecDeque::new(), pace: Pace::new() };
        for _ in 0..3 {
            jobs.send(Message::Urgent(Box::new(|_| ()))).expect("the inbox is there");
        }
        let now = Instant::now();
        inbox.patient.push_back((now, Box::new(|_| ())));
        assert!(matches!(inbox.next(false), Next::Urgent(_)), "it has only come");
        inbox.pace.scanned(now, Instant::now());

        let long_ago = now.checked_sub(Duration::from_secs(1)).expect("a machine that runs for a second");
        inbox.patient[0].0 = long_ago;
        assert!(matches!(inbox.next(false), Next::Patient(_)), "scans that never end do not hold it up");
        assert!(matches!(inbox.next(false), Next::Urgent(_)));
    }
}
