//! Closes the event and opens it again: the way back after the replica halted.

use gatehouse_contract::app::AppRes;
use gatehouse_contract::error::CommandError;

use crate::error;
use crate::host::Host;
use crate::session;

/// Opens the replica anew; it verifies itself while opening.
///
/// # Errors
/// When the disk or the file still fails; the replica stays halted then and nothing turns green.
pub fn reopen(host: &dyn Host) -> Result<AppRes, CommandError> {
    session::open(host)?.replica.reopen().map_err(error::store)?;
    super::status(host)
}
