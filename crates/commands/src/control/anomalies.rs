use gatehouse_contract::error::CommandError; use crate::session::OpenEvent; use crate::host::Host;
pub(super) fn look(_: &dyn Host, _: &OpenEvent) -> Result<(), CommandError> { todo!() }
