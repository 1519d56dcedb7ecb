//! What the tickets of a generated scene say.

use gatehouse_commands::OpenEvent;
use gatehouse_store::{Error, table};

use crate::failure::Failure;

/// How many people stand in the queue before it starts over.
const QUEUE: u32 = 48;

/// The event's own credentials; where there is no event, or it cannot sign here, texts that are no tickets.
pub(super) fn texts(open: Option<&OpenEvent>) -> Result<Vec<String>, Failure> {
    let issued = match open {
        Some(open) => open.replica.read(|conn| {
            let Some(key) = table::signing_key::issuing(conn)? else { return Ok::<_, Error>(vec![]) };
            let page = table::credential::page(conn, None, QUEUE)?;
            Ok(page.iter().filter_map(|row| key.issue(open.id, &row.ticket()).ok()).collect())
        })?,
        None => vec![],
    };
    if issued.is_empty() {
        Ok((1..=9).map(|number| format!("SAMPLE {number}")).collect())
    } else {
        Ok(issued)
    }
}
