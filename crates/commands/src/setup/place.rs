//! Zones, and the checkpoints that lead into them.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::{Checkpoint, EntryPolicy, SetupRes, Zone};
use gatehouse_core::admission as rules;
use gatehouse_core::ids::{CheckpointId, ProductNo, ZoneId};
use gatehouse_store::master::{self, Change};
use gatehouse_store::{Error, table};

use super::{checked_name, status};
use crate::error;
use crate::host::{Host, ten_random};
use crate::session;

/// Adds or changes a zone.
///
/// # Errors
/// When its name is empty, no event is open, or the replica fails.
pub fn save_zone(host: &dyn Host, req: Zone) -> Result<SetupRes, CommandError> {
    let open = session::open(host)?;
    let id = req.id.map_or_else(|| ZoneId::ordered(host.now().wall, ten_random(host)), |id| id.0);
    let zone = table::zone::ZoneRow { id, name: checked_name(&req.name, "zone")?, capacity: req.capacity };
    open.replica.write(move |tx, _author| table::zone::upsert(tx, &zone)).map_err(error::store)?;
    status(host)
}

/// Adds or changes a checkpoint.
///
/// # Errors
/// When its name is empty, its zone or a product does not exist, no event is open, or the replica fails.
pub fn save_checkpoint(host: &dyn Host, req: Checkpoint) -> Result<SetupRes, CommandError> {
    let open = session::open(host)?;
    let policy = match req.policy {
        EntryPolicy::Once => rules::EntryPolicy::Once,
        EntryPolicy::AgainAfterExit => rules::EntryPolicy::AgainAfterExit,
        EntryPolicy::Unlimited => rules::EntryPolicy::Unlimited,
        EntryPolicy::PerDay { times: 0 } => {
            return Err(error::bad_request(
                "Nobody could enter zero times a day",
                "Choose at least one entry a day",
            ));
        }
        EntryPolicy::PerDay { times } => rules::EntryPolicy::PerDay(times),
    };
    let checkpoint = rules::Checkpoint {
        id: req.id.map_or_else(|| CheckpointId::ordered(host.now().wall, ten_random(host)), |id| id.0),
        name: checked_name(&req.name, "checkpoint")?,
        zone: req.zone.0,
        products: req.products.into_iter().map(ProductNo).collect(),
        policy,
        window: req.window.into(),
        admits_unpaid: req.admits_unpaid,
    };
    let missing = open
        .replica
        .write(move |tx, _author| {
            if !table::zone::all(tx)?.iter().any(|zone| zone.id == checkpoint.zone) {
                return Ok::<_, Error>(Some("zone"));
            }
            for number in &checkpoint.products {
                if table::product::find(tx, *number)?.is_none() {
                    return Ok(Some("product"));
                }
            }
            let position = u32::try_from(table::checkpoint::all(tx)?.len()).unwrap_or(u32::MAX);
            master::apply(tx, &[Change::Checkpoint(checkpoint, position)])?;
            Ok(None)
        })
        .map_err(error::store)?;
    missing.map_or_else(|| status(host), |what| Err(error::not_found(what)))
}
