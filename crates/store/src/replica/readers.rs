//! A few connections that only read, lent out one at a time.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::open;
use crate::error::{Error, Result};
use crate::key::FileKey;

/// More would only compete for the same disk.
const MOST: usize = 4;

/// How long a read waits for a connection before it gives up; reads take milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// The pool. Connections are opened when first needed.
pub(super) struct Readers {
    path: PathBuf,
    key: FileKey,
    shelf: Mutex<Shelf>,
    returned: Condvar,
}

#[derive(Default)]
struct Shelf {
    free: Vec<Connection>,
    lent: usize,
}

impl Readers {
    pub(super) fn new(path: PathBuf, key: FileKey) -> Self {
        Self { path, key, shelf: Mutex::default(), returned: Condvar::new() }
    }

    /// Runs `f` on one moment of the replica: nothing changes under its statements.
    pub(super) fn read<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let place = self.place()?;
        let conn = place.connection()?;
        let moment = Transaction::new_unchecked(&conn, TransactionBehavior::Deferred).map_err(Error::from)?;
        let outcome = f(&moment);
        // Nothing was written, so there is nothing that ending it could lose.
        let _ = moment.finish();
        place.give_back(conn);
        outcome
    }

    /// Waits for one of the places.
    fn place(&self) -> Result<Place<'_>> {
        let deadline = Instant::now() + PATIENCE;
        let mut shelf = self.shelf();
        while shelf.lent == MOST {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::InUse);
            }
            shelf = self.returned.wait_timeout(shelf, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        shelf.lent += 1;
        Ok(Place { pool: self })
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to use one connection, given up when dropped; a read that panics takes its connection with it.
struct Place<'a> {
    pool: &'a Readers,
}

impl Place<'_> {
    fn connection(&self) -> Result<Connection> {
        let free = self.pool.shelf().free.pop();
        free.map_or_else(|| open::reader(&self.pool.path, &self.pool.key), Ok)
    }

    fn give_back(&self, conn: Connection) {
        // A transaction that would not end must not be met by the next reader.
        if conn.is_autocommit() {
            self.pool.shelf().free.push(conn);
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.pool.shelf().lent -= 1;
        self.pool.returned.notify_one();
    }
}
