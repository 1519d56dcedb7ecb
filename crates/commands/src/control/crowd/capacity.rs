//! How many a place may hold.

use gatehouse_contract::control::{CapacityLimit, CapacityReq, CapacityRes, CapacityWhat};
use gatehouse_contract::error::CommandError;
use gatehouse_core::occupancy::capacity::{Place, Risk, What, work_out};

use crate::error;
use crate::host::Host;

/// Works out how many a place may hold, with every limit and where its figures come from.
///
/// # Errors
/// When a figure cannot be.
pub fn capacity(_: &dyn Host, req: CapacityReq) -> Result<CapacityRes, CommandError> {
    let risk = match req.risk {
        0 => Risk::Low,
        1 => Risk::Medium,
        2 => Risk::High,
        _ => return Err(error::bad_request("There is no such risk", "Choose low, medium or high")),
    };
    let place = Place {
        area_m2: req.area_m2,
        density: req.density,
        factors: vec![req.factor],
        exits_m: req.exits_m,
        steps: req.steps,
        alcohol: req.alcohol,
        risk,
        entry_per_minute: req.entry_per_minute,
        entry_minutes: req.entry_minutes,
        certificate: req.certificate,
    };
    let worked = work_out(&place).map_err(|_| {
        error::bad_request("A figure cannot be", "Give measures above zero, and a factor up to 1")
    })?;
    Ok(CapacityRes {
        persons: worked.persons,
        limits: worked
            .limits
            .into_iter()
            .map(|limit| CapacityLimit {
                what: match limit.what {
                    What::Area => CapacityWhat::Area,
                    What::Exits => CapacityWhat::Exits,
                    What::Entry => CapacityWhat::Entry,
                    What::Certificate => CapacityWhat::Certificate,
                },
                persons: limit.persons,
                sum: limit.sum,
                source: limit.source.to_owned(),
                binds: limit.binds,
            })
            .collect(),
    })
}
