//! Finds credentials by words.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::gate::{SearchHit, SearchReq};
use gatehouse_core::admission::Standing;

use crate::error;
use crate::host::Host;
use crate::session;

/// How many candidates a screen shows.
const LIMIT: usize = 20;

/// Candidates, best first; none for fewer than two letters.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn search(host: &dyn Host, req: SearchReq) -> Result<Vec<SearchHit>, CommandError> {
    let open = session::open(host)?;
    let hits = open
        .replica
        .read(move |conn| gatehouse_store::search(conn, &req.words, LIMIT))
        .map_err(error::store)?;
    Ok(hits
        .into_iter()
        .map(|hit| SearchHit {
            credential: hit.id.into(),
            name: hit.name,
            company: hit.company,
            product: hit.product_name,
            kind: hit.kind.into(),
            seat: hit.seat,
            order_code: hit.order_code,
            inside: hit.inside,
            good: hit.standing == Standing::Good,
        })
        .collect())
}
