//! Opening the file: is it a replica, does the key fit, may this program read it, are all settings as they must be.
//!
//! Nothing is written before the file has proved to be a replica under this key.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{Error, Result};
use crate::key::FileKey;
use crate::migrate::{self, Standing};

/// `fullfsync` exists everywhere but does something on macOS only, where a plain flush stops in the drive's cache.
const FULL_FSYNC: i64 = cfg!(target_os = "macos") as i64;

/// Every setting of a connection with the value that must be read back.
///
/// `synchronous = 2` is FULL: with NORMAL a power cut loses acknowledged scans. The checkpoint is left to a thread of its
/// own (see `checkpointer.rs`). While the writer goes on that cannot begin the log anew; beyond 16,000 pages, 64 MB, the
/// writer does. Until it is closed the log keeps the room that it has: the commit that gave it back would wait for the file
/// system, some 40 ms.
const SETTINGS: &[(&str, i64)] = &[
    ("synchronous", 2),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("temp_store", 2),
    ("fullfsync", FULL_FSYNC),
    ("checkpoint_fullfsync", FULL_FSYNC),
    ("wal_autocheckpoint", 16_000),
    ("journal_size_limit", 64 << 20),
];

/// Page cache of the writer, in KiB: enough for an import, a fraction of it in use at a gate.
const WRITER_CACHE_KIB: i64 = 32 << 10;

/// Page cache of one reader, in KiB: holds the inner pages of the search index of a million credentials.
const READER_CACHE_KIB: i64 = 16 << 10;

/// How long a statement waits for another connection of this program.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Held as long as the replica is open, so that two programs never write one replica.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock beside `path`.
    ///
    /// The lock file stays when the lock is gone: removing it would race with whoever takes it next.
    pub(super) fn take(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(sibling(path, ".lock"));
        let file = file.map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::Missing,
            _ => error.into(),
        })?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// The path with something appended to its last part.
pub(super) fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Refuses what cannot be a replica, by looking from outside.
pub(super) fn look(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => Err(Error::NotAReplica),
        Ok(found) if found.len() == 0 => Err(Error::NotAReplica),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::Missing),
        Err(error) => Err(error.into()),
    }
}

/// Opens the connection of the writer to an existing replica, brought up to date after a backup.
pub(super) fn writer(path: &Path, key: &FileKey) -> Result<Connection> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let conn = match examine(&conn)? {
        Standing::Usable => conn,
        Standing::Behind => {
            back_up(conn, path)?;
            connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?
        }
    };
    settle(&conn)?;
    let tx = rusqlite::Transaction::new_unchecked(&conn, rusqlite::TransactionBehavior::Immediate)?;
    if examine(&tx)? == Standing::Behind {
        migrate::climb(&tx)?;
    }
    tx.commit()?;
    Ok(conn)
}

/// Claims the path for a new replica by putting an empty file there.
pub(super) fn claim(path: &Path) -> Result<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Error::Exists),
        Err(error) => Err(error.into()),
    }
}

/// Opens the connection of the writer to a claimed, still empty file.
pub(super) fn fresh(path: &Path, key: &FileKey) -> Result<Connection> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    settle(&conn)?;
    Ok(conn)
}

/// Opens a connection beside that of the writer, for checkpoints.
pub(super) fn beside(path: &Path, key: &FileKey) -> Result<Connection> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    examine(&conn)?;
    settle(&conn)?;
    Ok(conn)
}

/// Opens a connection that can only read.
pub(super) fn reader(path: &Path, key: &FileKey) -> Result<Connection> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    examine(&conn)?;
    set(&conn, "query_only", 1)?;
    settle_reader(&conn)?;
    Ok(conn)
}

/// Opens a connection that can only read the file, but may fill temporary tables.
pub(super) fn auditor(path: &Path, key: &FileKey) -> Result<Connection> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    examine(&conn)?;
    settle_reader(&conn)?;
    Ok(conn)
}

fn settle_reader(conn: &Connection) -> Result<()> {
    set(conn, "trusted_schema", 0)?;
    set(conn, "cell_size_check", 1)?;
    set(conn, "temp_store", 2)?;
    set(conn, "cache_size", -READER_CACHE_KIB)
}

/// Has one thread start the engine while all others wait for it.
///
/// SQLite calls itself started before SQLCipher is: a second thread that opens its first database in between finds an
/// engine that refuses every key.
fn start_engine() {
    static STARTED: Once = Once::new();
    // Whatever keeps it from starting keeps every connection from opening, and is told there.
    STARTED.call_once(|| drop(Connection::open_in_memory()));
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that opens databases")]
fn connect(path: &Path, key: &FileKey, mode: OpenFlags) -> Result<Connection> {
    start_engine();
    let conn = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // It would write to standard error what comes back as an error anyway.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    conn.execute_batch(&key.pragma())?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_prepared_statement_cache_capacity(128);
    let cipher: Option<String> = conn.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok();
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(Error::Engine("encryption"));
    }
    if rusqlite::version_number() < 3_053_000 {
        return Err(Error::Engine("SQLite 3.53"));
    }
    Ok(conn)
}

/// Reads the file for the first time, which is when a wrong key shows.
fn examine(conn: &Connection) -> Result<Standing> {
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(|error| {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::NotAReplica,
            _ => error.into(),
        }
    })?;
    migrate::examine(conn)
}

fn settle(conn: &Connection) -> Result<()> {
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::Setting("journal_mode"));
    }
    for &(name, value) in SETTINGS {
        set(conn, name, value)?;
    }
    set(conn, "cache_size", -WRITER_CACHE_KIB)
}

fn set(conn: &Connection, name: &'static str, value: i64) -> Result<()> {
    conn.pragma_update(None, name, value)?;
    let found: i64 = conn.pragma_query_value(None, name, |row| row.get(0))?;
    if found == value { Ok(()) } else { Err(Error::Setting(name)) }
}

/// Copies the file before it is migrated, encrypted as it is, and replaces an older backup of the same version.
fn back_up(conn: Connection, path: &Path) -> Result<()> {
    let version = migrate::version(&conn)?;
    // Whatever is still in the log moves into the file, so that the file alone is the whole replica.
    conn.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
    conn.close().map_err(|(_, error)| error)?;
    let unfinished = sibling(path, ".backup-unfinished");
    fs::copy(path, &unfinished)?;
    OpenOptions::new().write(true).open(&unfinished)?.sync_all()?;
    fs::rename(&unfinished, sibling(path, &format!(".backup-v{version}")))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    /// Tells [`the_first_connections_of_a_process`] that it runs in a process of its own.
    const FIRST: &str = "GATEHOUSE_TEST_FIRST_CONNECTIONS";

    /// The engine starts with the first connection of a process, so every try needs a process of its own. Without
    /// [`start_engine`] about one try in 25 fails: many of them make a failure likely, not certain.
    #[test]
    fn the_first_connections_of_a_process_may_be_opened_at_once() {
        for _ in 0..60 {
            let status = Command::new(std::env::current_exe().expect("this program"))
                .args(["--exact", "replica::open::tests::the_first_connections_of_a_process"])
                .env(FIRST, "1")
                .stdout(Stdio::null())
                .status();
            assert!(status.expect("another process").success(), "a connection met an engine half started");
        }
    }

    /// Not a test of its own: what those processes do.
    #[test]
    fn the_first_connections_of_a_process() {
        const THREADS: usize = 64;
        if std::env::var_os(FIRST).is_none() {
            return;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let start = Barrier::new(THREADS);
        thread::scope(|scope| {
            for number in 0..THREADS {
                let (path, start) = (folder.path().join(number.to_string()), &start);
                scope.spawn(move || {
                    claim(&path).expect("a free place");
                    start.wait();
                    connect(&path, &FileKey::new([9; 32]), OpenFlags::SQLITE_OPEN_READ_WRITE).expect("a key");
                });
            }
        });
    }

    #[test]
    fn a_backup_is_a_whole_replica_under_the_same_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, key) = (folder.path().join("event.gatehouse"), FileKey::new([9; 32]));
        claim(&path).expect("a free place");
        let mut conn = fresh(&path, &key).expect("a new file");
        let tx = conn.transaction().expect("a transaction");
        migrate::climb(&tx).expect("the ladder");
        tx.commit().expect("a commit");
        conn.execute("INSERT INTO product VALUES (1, 'General', 0, NULL, 1)", [])
            .expect("a row, still in the log");

        back_up(conn, &path).expect("a backup");
        let copy = sibling(&path, &format!(".backup-v{}", migrate::SUPPORTED));
        assert!(reader(&copy, &FileKey::new([8; 32])).is_err(), "it is encrypted");
        let conn = writer(&copy, &key).expect("the copy opens");
        let products: u32 =
            conn.query_row("SELECT count(*) FROM product", [], |row| row.get(0)).expect("a count");
        assert_eq!(products, 1);
        assert!(!sibling(&path, ".backup-unfinished").exists());
    }
}
