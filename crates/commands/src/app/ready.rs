//! Notes how long the program took to show its first screen.

use gatehouse_contract::error::CommandError;

use crate::host::Host;

/// Hands the note to the host.
///
/// # Errors
/// Never; the answer's type is that of every command.
pub fn screen_ready(host: &dyn Host) -> Result<(), CommandError> {
    host.screen_ready();
    Ok(())
}
