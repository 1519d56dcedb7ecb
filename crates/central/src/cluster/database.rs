//! One database of a cluster, seen as its owner: what tests prepare and look at.

use std::sync::Arc;

use tokio_postgres::{Client, Config, NoTls, SimpleQueryMessage};

use super::Running;
use crate::error::Result;
use crate::rest::{ident, literal};

/// A database. Keeps its cluster running.
#[derive(Debug, Clone)]
pub struct Database {
    running: Arc<Running>,
    name: Arc<str>,
}

impl Database {
    pub(super) fn new(running: Arc<Running>, name: &str) -> Self {
        Self { running, name: name.into() }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs statements as the superuser, in one transaction unless they say otherwise.
    pub async fn execute(&self, sql: &str) -> Result<()> {
        Ok(self.connect("postgres").await?.batch_execute(sql).await?)
    }

    /// The rows of a query as the superuser sees them, as text.
    pub async fn rows(&self, sql: &str) -> Result<Vec<Vec<Option<String>>>> {
        let messages = self.connect("postgres").await?.simple_query(sql).await?;
        let rows = messages.into_iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        Ok(rows
            .map(|row| (0..row.len()).map(|column| row.get(column).map(str::to_owned)).collect())
            .collect())
    }

    /// The first column of the first row; none when there is no row or it is null.
    pub async fn value(&self, sql: &str) -> Result<Option<String>> {
        Ok(self.rows(sql).await?.into_iter().next().and_then(|row| row.into_iter().next()).flatten())
    }

    /// A connection as the given role. Its driver ends with it.
    pub async fn connect(&self, user: &str) -> Result<Client> {
        let (client, connection) = self.config(user).connect(NoTls).await?;
        // What the connection dies of is what the client's next statement reports.
        tokio::spawn(async { drop(connection.await) });
        Ok(client)
    }

    /// A copy of it as it is now, in the place of whatever had that name: a backup, or what is restored from one. Whoever is
    /// connected to either is cut off.
    pub async fn copy_to(&self, name: &str) -> Result<Self> {
        let server = self.server();
        let (from, to) = (ident(&self.name), ident(name));
        // A database is copied only while nobody is in it. Each statement is a transaction of its own, or Postgres refuses.
        let steps = [
            format!("drop database if exists {to} with (force)"),
            format!("alter database {from} with allow_connections false"),
            format!(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = {}",
                literal(&self.name)
            ),
            format!("create database {to} template {from}"),
            format!("alter database {from} with allow_connections true"),
        ];
        for step in &steps {
            server.execute(step).await?;
        }
        Ok(Self::new(Arc::clone(&self.running), name))
    }

    /// Removes the database, whoever is connected to it.
    pub async fn remove(self) -> Result<()> {
        self.server().execute(&format!("drop database {} with (force)", ident(&self.name))).await
    }

    /// The database from which others are made and removed.
    fn server(&self) -> Self {
        Self::new(Arc::clone(&self.running), "postgres")
    }

    fn config(&self, user: &str) -> Config {
        let mut config = Config::new();
        config.host(self.running.socket.to_string_lossy()).port(5432).user(user).dbname(&*self.name);
        config.application_name("gatehouse-central");
        config
    }
}
