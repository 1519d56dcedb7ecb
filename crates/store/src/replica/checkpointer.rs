//! The thread that moves the log into the file, on a connection of its own, so that no write waits for it.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;

use crate::error::{Error, Halt, Result, Spoilt, take_spoilt};

/// Asks the thread. Dropping it waits for the thread to end.
pub(super) struct Checkpointer {
    ask: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts the thread. A failure that lets the disk appear untrustworthy is put into `halt`.
    pub(super) fn start(conn: Connection, halt: Arc<Mutex<Option<Halt>>>) -> Result<Self> {
        let (ask, asked) = sync_channel(1);
        let work = move || {
            for () in asked {
                move_log(&conn, "PASSIVE", &halt);
            }
        };
        let thread = std::thread::Builder::new().name("replica-checkpoint".to_owned()).spawn(work)?;
        Ok(Self { ask: Some(ask), thread: Some(thread) })
    }

    /// Asks for it, unless that was done already.
    pub(super) fn ask(&self) {
        // Full means that it was asked; nobody there means that the replica closes.
        let _ = self.ask.as_ref().map(|ask| ask.try_send(()));
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.ask = None;
        // A panic there was told where it happened.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// Moves the log into the file. When that fails nothing is lost, because the log stays; but the disk is not to be trusted
/// with the next scan.
pub(super) fn move_log(conn: &Connection, mode: &str, halt: &Mutex<Option<Halt>>) {
    let moved = conn.pragma_update_and_check(None, "wal_checkpoint", mode, |_| Ok(()));
    drop(moved.map_err(Error::from));
    if let Some(Spoilt::Halt(reason)) = take_spoilt() {
        *halt.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
    }
}
