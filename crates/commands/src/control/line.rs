use gatehouse_contract::error::CommandError; use crate::host::Host; use gatehouse_contract::control::*; use super::write::Done; use crate::session::OpenEvent; use gatehouse_core::incident::*;
pub fn read_line(_: &dyn Host, _: ReadLineReq) -> Result<ReadLineRes, CommandError> { todo!() }
pub fn write_line(_: &dyn Host, _: WriteLineReq) -> Result<WrittenRes, CommandError> { todo!() }
pub(super) fn written(_: &dyn Host, _: &OpenEvent, _: &Done<String>) -> Result<WrittenRes, CommandError> { todo!() }
pub(super) fn opening(_: Vec<TypeCode>, _: Option<gatehouse_core::incident::Severity>, _: String, _: String, _: Option<gatehouse_core::ids::ZoneId>, _: bool) -> Opening { todo!() }
