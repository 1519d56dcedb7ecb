//! The places where credentials are scanned, with their policies.

use gatehouse_core::admission::{Checkpoint, EntryPolicy};
use gatehouse_core::ids::{CheckpointId, ProductNo, ZoneId};
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::sql::{self, get, ms, row, rows};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, zone, policy, per_day, opens_ms, closes_ms, admits_unpaid FROM checkpoint ",
            $rest
        )
    };
}

/// Reads one checkpoint.
pub fn find(conn: &Connection, id: CheckpointId) -> Result<Option<Checkpoint>> {
    let found = row(conn, select!("WHERE id = ?1"), [id.as_bytes()], from_row)?;
    found.map(|found| with_products(conn, found)).transpose()
}

/// Reads all checkpoints, in the order in which people list them.
pub fn all(conn: &Connection) -> Result<Vec<Checkpoint>> {
    let found = rows(conn, select!("ORDER BY position, name, id"), [], from_row)?;
    found.into_iter().map(|found| with_products(conn, found)).collect()
}

/// Names of the checkpoints at which a product may pass, other than `here`.
pub fn names_allowing(conn: &Connection, product: ProductNo, here: CheckpointId) -> Result<Vec<String>> {
    rows(
        conn,
        "SELECT name FROM checkpoint c WHERE id <> ?2 AND ( \
           NOT EXISTS (SELECT 1 FROM checkpoint_product WHERE checkpoint = c.id) \
           OR EXISTS (SELECT 1 FROM checkpoint_product WHERE checkpoint = c.id AND product = ?1) \
         ) ORDER BY position, name, id",
        params![product.0, here.as_bytes()],
        |row| get(row, 0),
    )
}

/// Adds a checkpoint, or replaces the one with its id. `position` is its place in lists.
///
/// # Errors
///
/// [`Error::Constraint`] when its zone or one of its products is unknown.
pub fn upsert(tx: &Transaction<'_>, checkpoint: &Checkpoint, position: u32) -> Result<()> {
    let (policy, per_day) = policy_columns(checkpoint.policy);
    let id = checkpoint.id.as_bytes();
    tx.prepare_cached(
        "INSERT INTO checkpoint (id, name, zone, policy, per_day, opens_ms, closes_ms, admits_unpaid, position) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
         ON CONFLICT (id) DO UPDATE SET name = ?2, zone = ?3, policy = ?4, per_day = ?5, opens_ms = ?6, \
         closes_ms = ?7, admits_unpaid = ?8, position = ?9",
    )?
    .execute(params![
        id,
        checkpoint.name,
        checkpoint.zone.as_bytes(),
        policy,
        per_day,
        ms(checkpoint.window.from),
        ms(checkpoint.window.until),
        checkpoint.admits_unpaid,
        position
    ])?;
    tx.prepare_cached("DELETE FROM checkpoint_product WHERE checkpoint = ?1")?.execute([id])?;
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO checkpoint_product (checkpoint, product) VALUES (?1, ?2)")?;
    for product in &checkpoint.products {
        insert.execute(params![id, product.0])?;
    }
    Ok(())
}

fn policy_columns(policy: EntryPolicy) -> (&'static str, Option<u16>) {
    match policy {
        EntryPolicy::Once => ("once", None),
        EntryPolicy::AgainAfterExit => ("again_after_exit", None),
        EntryPolicy::Unlimited => ("unlimited", None),
        EntryPolicy::PerDay(limit) => ("per_day", Some(limit)),
    }
}

fn policy(row: &Row<'_>, from: usize) -> Result<EntryPolicy> {
    let word: String = get(row, from)?;
    match (word.as_str(), get(row, from + 1)?) {
        ("once", None) => Ok(EntryPolicy::Once),
        ("again_after_exit", None) => Ok(EntryPolicy::AgainAfterExit),
        ("unlimited", None) => Ok(EntryPolicy::Unlimited),
        ("per_day", Some(limit)) => Ok(EntryPolicy::PerDay(limit)),
        _ => Err(Error::Meaningless("checkpoint.policy")),
    }
}

fn with_products(conn: &Connection, checkpoint: Checkpoint) -> Result<Checkpoint> {
    let products = rows(
        conn,
        "SELECT product FROM checkpoint_product WHERE checkpoint = ?1 ORDER BY product",
        [checkpoint.id.as_bytes()],
        |row| sql::product(row, 0),
    )?;
    Ok(Checkpoint { products, ..checkpoint })
}

fn from_row(row: &Row<'_>) -> Result<Checkpoint> {
    Ok(Checkpoint {
        id: CheckpointId::from_bytes(get(row, 0)?),
        name: get(row, 1)?,
        zone: ZoneId::from_bytes(get(row, 2)?),
        products: Vec::new(),
        policy: policy(row, 3)?,
        window: sql::window(row, 5)?,
        admits_unpaid: get(row, 7)?,
    })
}
