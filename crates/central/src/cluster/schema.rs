//! What a database is filled with: roles and `auth`, the migrations as they ship, and the seed.
//!
//! What was applied is noted where Supabase's tools note it, so that a kept database takes only what is new.

use std::fs;
use std::path::{Path, PathBuf};

use tokio_postgres::Client;

use super::Database;
use crate::error::{Error, Result};
use crate::rest::literal;

/// What every Supabase project has and the bootstrap may have left out. Idempotent.
const GROUND: [(&str, &str); 2] =
    [("roles.sql", include_str!("../../sql/roles.sql")), ("auth.sql", include_str!("../../sql/auth.sql"))];

const LEDGER: &str = "create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text primary key);";

/// Files of SQL, in the order in which they are applied.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Before everything else: roles and what a hosted project brings along.
    bootstrap: Vec<Script>,
    migrations: Vec<Script>,
}

#[derive(Debug, Clone)]
struct Script {
    name: String,
    sql: String,
}

impl Schema {
    /// Nothing but the roles and `auth`.
    #[must_use]
    pub fn bare() -> Self {
        Self::default()
    }

    /// The schema of this repository, without the seed.
    pub fn repository() -> Result<Self> {
        Self::from_folder(&repository_folder())
    }

    /// A folder as Supabase's tools know it: `migrations/*.sql`, by name, after `tests/bootstrap.sql` if that is there.
    pub fn from_folder(folder: &Path) -> Result<Self> {
        let mut schema = Self::default();
        let bootstrap = folder.join("tests/bootstrap.sql");
        if bootstrap.is_file() {
            schema.bootstrap.push(Script::read(&bootstrap)?);
        }
        let migrations = folder.join("migrations");
        let mut paths = Vec::new();
        if migrations.is_dir() {
            for entry in fs::read_dir(&migrations).map_err(Error::file(&migrations))? {
                let path = entry.map_err(Error::file(&migrations))?.path();
                if path.extension().is_some_and(|extension| extension == "sql") {
                    paths.push(path);
                }
            }
        }
        paths.sort_unstable();
        for path in paths {
            schema.migrations.push(Script::read(&path)?);
        }
        Ok(schema)
    }

    /// Adds the seed of this repository, if there is one.
    pub fn with_seed(mut self) -> Result<Self> {
        let seed = repository_folder().join("seed.sql");
        if seed.is_file() {
            self.migrations.push(Script::read(&seed)?);
        }
        Ok(self)
    }

    /// Adds statements of the caller, noted under `name`.
    #[must_use]
    pub fn with_sql(mut self, name: &str, sql: &str) -> Self {
        self.migrations.push(Script { name: name.to_owned(), sql: sql.to_owned() });
        self
    }

    /// How many migrations it has.
    #[must_use]
    pub fn migrations(&self) -> usize {
        self.migrations.len()
    }

    /// Applies whatever the database has not taken yet, each file in a transaction of its own.
    pub(super) async fn apply(&self, database: &Database) -> Result<()> {
        let applied = {
            database.execute(LEDGER).await?;
            database.rows("select version from supabase_migrations.schema_migrations").await?
        };
        let known = |name: &str| applied.iter().flatten().flatten().any(|version| version == name);
        let client = database.connect("postgres").await?;
        for script in self.bootstrap.iter().filter(|script| !known(&script.name)) {
            script.apply(&client).await?;
        }
        for (name, sql) in GROUND {
            client.batch_execute(sql).await.map_err(refused(name))?;
        }
        for script in self.migrations.iter().filter(|script| !known(&script.name)) {
            script.apply(&client).await?;
        }
        Ok(())
    }
}

impl Script {
    fn read(path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, sql: fs::read_to_string(path).map_err(Error::file(path))? })
    }

    async fn apply(&self, client: &Client) -> Result<()> {
        client.batch_execute(&self.sql).await.map_err(refused(&self.name))?;
        let noted = format!(
            "reset all; insert into supabase_migrations.schema_migrations (version) values ({})",
            literal(&self.name)
        );
        Ok(client.batch_execute(&noted).await?)
    }
}

fn refused(file: &str) -> impl FnOnce(tokio_postgres::Error) -> Error {
    let file = file.to_owned();
    |source| {
        let message =
            source.as_db_error().map_or_else(|| source.to_string(), |error| error.message().to_owned());
        Error::Migration { file, message, source }
    }
}

fn repository_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sync/supabase")
}
