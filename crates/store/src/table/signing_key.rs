//! The keys that sign codes: those of the event, and those of others so that their tickets can be named.
//!
//! The seed of an issuing key lives only here, inside the encrypted file, and only where this device issues.

use std::fmt;

use gatehouse_core::ids::EventId;
use gatehouse_core::time::Window;
use gatehouse_credential::{IssuingKey, KeyRing, KeyStatus, PublicKey, RingKey};
use rusqlite::{Connection, Row, Transaction, params};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::sql::{self, get, ms, row, rows};
use crate::table::event;

/// A signing key as it is kept.
#[derive(Clone)]
pub struct SigningKeyRow {
    /// The event whose codes it signs.
    pub event: EventId,
    /// What people call that event; `None` for the replica's own.
    pub event_name: Option<String>,
    /// The key.
    pub public: PublicKey,
    /// Where it stands in its life.
    pub status: KeyStatus,
    /// When codes signed with it are good.
    pub window: Window,
    /// What the issuing half is made from, where this device issues.
    pub seed: Option<Zeroizing<[u8; 32]>>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT event, event_name, public_key, status, not_before_ms, not_after_ms, seed FROM signing_key ",
            $rest
        )
    };
}

/// Reads all keys, the oldest of each event first.
pub fn all(conn: &Connection) -> Result<Vec<SigningKeyRow>> {
    rows(conn, select!("ORDER BY event, coalesce(not_before_ms, 0), public_key"), [], from_row)
}

/// Reads the key ring of the gate.
pub fn ring(conn: &Connection) -> Result<KeyRing> {
    let keys = all(conn)?.into_iter().map(|row| RingKey {
        event: row.event,
        event_name: row.event_name,
        public: row.public,
        status: row.status,
        window: row.window,
    });
    Ok(KeyRing::new(event::find(conn)?.id, keys))
}

/// Reads the key that signs new codes: the newest active one of the event that has a seed.
pub fn issuing(conn: &Connection) -> Result<Option<IssuingKey>> {
    let seed = row(
        conn,
        "SELECT seed FROM signing_key WHERE event = (SELECT id FROM event) AND status = 'active' \
         AND seed IS NOT NULL ORDER BY coalesce(not_before_ms, 0) DESC, public_key LIMIT 1",
        [],
        |row| Ok(Zeroizing::new(get::<[u8; 32]>(row, 0)?)),
    )?;
    Ok(seed.map(|seed| IssuingKey::from_seed(&seed)))
}

/// Adds a key, or replaces what is known about it. A seed that is already here is kept when none is given.
pub fn upsert(tx: &Transaction<'_>, key: &SigningKeyRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO signing_key (event, public_key, event_name, status, not_before_ms, not_after_ms, seed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (event, public_key) DO UPDATE SET event_name = ?3, status = ?4, not_before_ms = ?5, \
         not_after_ms = ?6, seed = coalesce(?7, seed)",
    )?
    .execute(params![
        key.event.as_bytes(),
        key.public.as_bytes(),
        key.event_name,
        key.status.as_str(),
        ms(key.window.from),
        ms(key.window.until),
        key.seed.as_deref()
    ])?;
    Ok(())
}

/// Changes where a key stands; false when it is not here.
pub fn set_status(
    tx: &Transaction<'_>,
    event: EventId,
    public: &PublicKey,
    status: KeyStatus,
) -> Result<bool> {
    let changed = tx
        .prepare_cached("UPDATE signing_key SET status = ?3 WHERE event = ?1 AND public_key = ?2")?
        .execute(params![event.as_bytes(), public.as_bytes(), status.as_str()])?;
    Ok(changed == 1)
}

fn from_row(row: &Row<'_>) -> Result<SigningKeyRow> {
    Ok(SigningKeyRow {
        event: EventId::from_bytes(get(row, 0)?),
        event_name: get(row, 1)?,
        public: PublicKey::from_bytes(&get(row, 2)?)
            .map_err(|_| Error::Meaningless("signing_key.public_key"))?,
        status: sql::word(row, 3, "signing_key.status")?,
        window: sql::window(row, 4)?,
        seed: get::<Option<[u8; 32]>>(row, 6)?.map(Zeroizing::new),
    })
}

impl fmt::Debug for SigningKeyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKeyRow")
            .field("event", &self.event)
            .field("public", &self.public)
            .field("status", &self.status)
            .field("issues", &self.seed.is_some())
            .finish_non_exhaustive()
    }
}
