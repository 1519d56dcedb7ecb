//! Ticket and accreditation types.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::{Product as ProductReq, SetupRes};
use gatehouse_core::admission::Product;
use gatehouse_core::ids::ProductNo;
use gatehouse_store::Error;
use gatehouse_store::table::product::{self, ProductRow};

use super::{checked_name, status};
use crate::error;
use crate::host::Host;
use crate::session;

/// Adds a product (number 0) or changes the one with the number.
///
/// # Errors
/// When its name is empty or another product has it, no event is open, or the replica fails.
pub fn save_product(host: &dyn Host, req: ProductReq) -> Result<SetupRes, CommandError> {
    let open = session::open(host)?;
    let name = checked_name(&req.name, "product")?;
    let attention = req.attention.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    let saved = open
        .replica
        .write(move |tx, _author| {
            let existing = product::all(tx)?;
            if existing.iter().any(|other| other.product.name == name && other.product.number.0 != req.number)
            {
                return Ok::<_, Error>(false);
            }
            let next = existing.iter().map(|row| row.product.number.0).max().unwrap_or(0).saturating_add(1);
            let number = ProductNo(if req.number == 0 { next } else { req.number });
            let product = Product { number, name, attention };
            product::upsert(tx, &ProductRow { product, kind: req.kind.into(), active: true })?;
            Ok(true)
        })
        .map_err(error::store)?;
    if saved { status(host) } else { Err(error::taken("product")) }
}
