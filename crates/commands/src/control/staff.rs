use crate::host::Host;
use gatehouse_contract::control::*;
use gatehouse_contract::error::CommandError;
pub fn staff(_: &dyn Host) -> Result<StaffRes, CommandError> {
    todo!()
}
pub(super) fn call_signs(_: &crate::session::OpenEvent) -> Result<Vec<String>, CommandError> {
    Ok(Vec::new())
}
