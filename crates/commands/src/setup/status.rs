//! Everything Setup shows.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::{Checkpoint, EntryPolicy, KeyStatus, Product, SetupRes, SigningKey, Zone};
use gatehouse_core::admission as rules;
use gatehouse_store::table::product::ProductRow;
use gatehouse_store::table::signing_key::SigningKeyRow;
use gatehouse_store::table::zone::ZoneRow;
use gatehouse_store::{Error, table};

use super::details;
use super::key::own_keys;
use crate::error;
use crate::host::Host;
use crate::session;

/// The event, its products, zones, checkpoints, keys, and how many credentials there are.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn status(host: &dyn Host) -> Result<SetupRes, CommandError> {
    let open = session::open(host)?;
    open.replica
        .read(|conn| {
            let products = table::product::all(conn)?;
            let by_product = table::credential::count_by_product(conn)?;
            let event = table::event::find(conn)?;
            Ok::<_, Error>(SetupRes {
                credentials: by_product.iter().map(|(_, count)| count).sum(),
                credentials_by_product: products
                    .iter()
                    .map(|row| {
                        by_product
                            .iter()
                            .find(|(number, _)| *number == row.product.number)
                            .map_or(0, |(_, count)| *count)
                    })
                    .collect(),
                event: details(&event),
                zones: table::zone::all(conn)?.into_iter().map(zone).collect(),
                checkpoints: table::checkpoint::all(conn)?.into_iter().map(checkpoint).collect(),
                keys: own_keys(conn)?.into_iter().map(signing_key).collect(),
                data_at: table::meta::master_at(conn)?.map(Into::into),
                products: products.into_iter().map(product).collect(),
            })
        })
        .map_err(error::store)
}

fn product(row: ProductRow) -> Product {
    Product {
        number: row.product.number.0,
        name: row.product.name,
        kind: row.kind.into(),
        attention: row.product.attention,
    }
}

fn zone(row: ZoneRow) -> Zone {
    Zone { id: Some(row.id.into()), name: row.name, capacity: row.capacity }
}

fn checkpoint(checkpoint: rules::Checkpoint) -> Checkpoint {
    Checkpoint {
        id: Some(checkpoint.id.into()),
        name: checkpoint.name,
        zone: checkpoint.zone.into(),
        products: checkpoint.products.into_iter().map(|number| number.0).collect(),
        policy: match checkpoint.policy {
            rules::EntryPolicy::Once => EntryPolicy::Once,
            rules::EntryPolicy::AgainAfterExit => EntryPolicy::AgainAfterExit,
            rules::EntryPolicy::Unlimited => EntryPolicy::Unlimited,
            rules::EntryPolicy::PerDay(times) => EntryPolicy::PerDay { times },
        },
        window: checkpoint.window.into(),
        admits_unpaid: checkpoint.admits_unpaid,
    }
}

fn signing_key(row: SigningKeyRow) -> SigningKey {
    SigningKey {
        key_id: row.public.key_id().to_string(),
        public_key: row.public.to_string(),
        status: match row.status {
            gatehouse_credential::KeyStatus::Active => KeyStatus::Active,
            gatehouse_credential::KeyStatus::Retiring => KeyStatus::Retiring,
            gatehouse_credential::KeyStatus::Revoked => KeyStatus::Revoked,
        },
        can_sign: row.seed.is_some(),
        window: row.window.into(),
    }
}
