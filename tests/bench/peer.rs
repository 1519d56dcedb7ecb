//! The engine alone: the same statements on the same encrypted file, without rules, signatures, hashes or JSON.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use gatehouse_hardware::keys::{KeyStore, UnprotectedFile};
use gatehouse_store::table::credential::CredentialRow;
use rusqlite::{Connection, TransactionBehavior, params};

use crate::import::Venue;

const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;";

/// A fresh encrypted file.
#[expect(clippy::disallowed_methods, reason = "the peer is the engine without our store")]
pub(crate) fn fresh(path: &Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"; {SETTINGS}", "5a".repeat(32)))?;
    Ok(conn)
}

/// A second connection to a venue's own file.
pub(crate) struct Peer {
    conn: Connection,
    checkpoint: [u8; 16],
    zone: [u8; 16],
    seq: i64,
}

impl Peer {
    /// Opens the venue's file and enrols an author that stands for nobody.
    #[expect(clippy::disallowed_methods, reason = "the peer is the engine without our store")]
    pub(crate) fn open(venue: &Venue) -> Result<Self> {
        let secret = UnprotectedFile::beside(&venue.open.file)
            .get("replica")?
            .context("the key lies beside the file")?;
        let key: String = secret.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let conn = Connection::open(&venue.open.file)?;
        conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; {SETTINGS}"))?;
        conn.execute(
            "INSERT INTO author (id, public_key, name, own, seed, head_seq, head_hash, head_hlc, acked_seq) \
             VALUES (?1, ?2, 'peer', 0, NULL, 0, ?2, 0, 0)",
            params![[0xaa_u8; 16], [0_u8; 32]],
        )?;
        let zone = conn.query_row(
            "SELECT zone FROM checkpoint WHERE id = ?1",
            [venue.checkpoint.as_bytes()],
            |row| row.get(0),
        )?;
        Ok(Self { conn, checkpoint: *venue.checkpoint.as_bytes(), zone, seq: 0 })
    }

    /// The reads and writes of one admission.
    pub(crate) fn scan(&mut self, guest: &CredentialRow) -> Result<Duration> {
        // Everything is at hand before the clock starts, as it is for whoever has already decided.
        let (bytes, hash, signature) = ([0x5a_u8; 520], [0x5b_u8; 32], [0x5c_u8; 64]);
        let author = [0xaa_u8; 16];
        let id = *guest.id.as_bytes();
        self.seq += 1;
        let (seq, at) = (self.seq, 1_795_222_800_000 + self.seq * 250);
        let start = Instant::now();
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        read(&tx, "SELECT * FROM checkpoint WHERE id = ?1", params![self.checkpoint])?;
        read(&tx, "SELECT product FROM checkpoint_product WHERE checkpoint = ?1", params![self.checkpoint])?;
        read(
            &tx,
            "SELECT product, generation, standing, approval, payment, valid_from_ms, valid_until_ms, rehearsal \
             FROM credential WHERE id = ?1",
            params![id],
        )?;
        read(
            &tx,
            "SELECT author, seq, hlc, at_ms, checkpoint, direction FROM scan WHERE credential = ?1 AND passed = 1 \
             AND zone = ?2 AND undone_seq IS NULL AND rehearsal = ?3",
            params![id, self.zone, false],
        )?;
        read(&tx, "SELECT name, capacity FROM zone WHERE id = ?1", params![self.zone])?;
        read(&tx, "SELECT inside FROM zone_tally WHERE zone = ?1", params![self.zone])?;
        read(&tx, "SELECT zone FROM event", params![])?;
        let no: i64 = tx
            .prepare_cached("SELECT no FROM author WHERE id = ?1")?
            .query_row([author], |row| row.get(0))?;
        read(&tx, "SELECT head_seq, head_hash, head_hlc FROM author WHERE no = ?1", params![no])?;
        write(
            &tx,
            "INSERT INTO record (author, seq, kind, hash, bytes, signature) VALUES (?1, ?2, 3, ?3, ?4, ?5)",
            params![no, seq, hash, bytes, signature],
        )?;
        write(
            &tx,
            "UPDATE author SET head_seq = ?2, head_hash = ?3, head_hlc = ?4 WHERE no = ?1",
            params![no, seq, hash, at],
        )?;
        read(&tx, "SELECT * FROM scan WHERE author = ?1 AND seq = ?2", params![author, seq])?;
        read(
            &tx,
            "SELECT author, seq FROM undo WHERE scan_author = ?1 AND scan_seq = ?2 ORDER BY hlc, author, seq LIMIT 1",
            params![author, seq],
        )?;
        write(
            &tx,
            "INSERT OR REPLACE INTO scan (author, seq, told, at_ms, hlc, checkpoint, zone, direction, credential, \
             product, verdict, rule, source, passed, rehearsal) \
             VALUES (?1, ?2, x'', ?3, ?3, ?4, ?5, 'in', ?6, 1, 'admit', 14, 'camera', 1, 0)",
            params![author, seq, at, self.checkpoint, self.zone, id],
        )?;
        write(
            &tx,
            "INSERT INTO tally (checkpoint, minute, entries) VALUES (?1, ?2, 1) \
             ON CONFLICT (checkpoint, minute) DO UPDATE SET entries = entries + 1",
            params![self.checkpoint, at / 60_000],
        )?;
        read(&tx, "SELECT inside FROM presence WHERE zone = ?1 AND credential = ?2", params![self.zone, id])?;
        read(
            &tx,
            "SELECT direction = 'in' FROM scan WHERE credential = ?2 AND zone = ?1 AND passed = 1 \
             AND undone_seq IS NULL AND rehearsal = 0 ORDER BY hlc DESC, author DESC, seq DESC LIMIT 1",
            params![self.zone, id],
        )?;
        write(
            &tx,
            "INSERT OR REPLACE INTO presence (zone, credential, inside) VALUES (?1, ?2, 1)",
            params![self.zone, id],
        )?;
        write(
            &tx,
            "INSERT INTO zone_tally (zone, inside) VALUES (?1, 1) ON CONFLICT (zone) DO UPDATE SET inside = inside + 1",
            params![self.zone],
        )?;
        tx.commit()?;
        Ok(start.elapsed())
    }
}

fn read(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<()> {
    let mut statement = conn.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            std::hint::black_box(row.get_ref(column)?);
        }
    }
    Ok(())
}

fn write(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<()> {
    conn.prepare_cached(sql)?.execute(params)?;
    Ok(())
}
