//! Ticket types and accreditation types.

use gatehouse_core::admission::{Kind, Product};
use gatehouse_core::ids::ProductNo;
use rusqlite::{Connection, Row, Transaction, params};

use crate::error::Result;
use crate::sql::{self, get, row, rows};

/// A product as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// What the rules and the gate know of it.
    pub product: Product,
    /// What sort of person its credentials stand for unless they say otherwise.
    pub kind: Kind,
    /// Whether it is still sold or given. Codes of an inactive product are as good as before.
    pub active: bool,
}

/// Reads one product.
pub fn find(conn: &Connection, number: ProductNo) -> Result<Option<ProductRow>> {
    row(
        conn,
        "SELECT number, name, attention, kind, active FROM product WHERE number = ?1",
        [number.0],
        from_row,
    )
}

/// Reads all products, by number.
pub fn all(conn: &Connection) -> Result<Vec<ProductRow>> {
    rows(conn, "SELECT number, name, attention, kind, active FROM product ORDER BY number", [], from_row)
}

/// Adds a product, or replaces the one with its number.
pub fn upsert(tx: &Transaction<'_>, row: &ProductRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO product (number, name, attention, kind, active) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (number) DO UPDATE SET name = ?2, attention = ?3, kind = ?4, active = ?5",
    )?
    .execute(params![
        row.product.number.0,
        row.product.name,
        row.product.attention,
        row.kind.number(),
        row.active
    ])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> Result<ProductRow> {
    let product = Product { number: sql::product(row, 0)?, name: get(row, 1)?, attention: get(row, 2)? };
    Ok(ProductRow { product, kind: sql::kind(row, 3)?, active: get(row, 4)? })
}
