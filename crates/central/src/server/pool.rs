//! A few connections to one database as one role, lent to one call at a time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;
use tokio_postgres::Client;

use crate::cluster::Database;
use crate::error::Error;

/// How long a call waits for a connection; PostgREST's figure.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections that are open and idle, and how many more there may be.
#[derive(Debug)]
pub(crate) struct Pool {
    database: Database,
    user: &'static str,
    permits: Semaphore,
    idle: Mutex<Vec<Client>>,
}

/// A connection on loan. It comes back only when it is returned: one in the middle of a transaction is closed instead.
#[derive(Debug)]
pub(crate) struct Loan<'a> {
    pub(crate) client: Client,
    pool: &'a Pool,
    _permit: SemaphorePermit<'a>,
}

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum NoConnection {
    /// All were lent for too long.
    Exhausted,
    /// The database lets nobody in.
    Refused(Error),
}

impl Pool {
    pub(crate) fn new(database: Database, user: &'static str, size: usize) -> Self {
        Self { database, user, permits: Semaphore::new(size), idle: Mutex::default() }
    }

    /// Lends a connection, opening one if need be.
    pub(crate) async fn lend(&self) -> Result<Loan<'_>, NoConnection> {
        let permit = timeout(PATIENCE, self.permits.acquire()).await;
        let Ok(Ok(permit)) = permit else { return Err(NoConnection::Exhausted) };
        let client = match self.take_idle() {
            Some(client) => client,
            None => self.database.connect(self.user).await.map_err(NoConnection::Refused)?,
        };
        Ok(Loan { client, pool: self, _permit: permit })
    }

    fn take_idle(&self) -> Option<Client> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|client| !client.is_closed());
        idle.pop()
    }
}

impl Loan<'_> {
    /// Gives the connection back, outside of any transaction.
    pub(crate) fn give_back(self) {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.client);
    }
}
