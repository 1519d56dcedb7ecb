use gatehouse_contract::control::*; use gatehouse_contract::error::CommandError; use gatehouse_core::ids::*; use gatehouse_core::time::WallMs; use gatehouse_core::incident::Config; use super::room::Room; use super::names::Names; use crate::session::OpenEvent; use crate::host::Host;
pub fn crowd(_: &dyn Host) -> Result<CrowdRes, CommandError> { todo!() }
pub fn capacity(_: &dyn Host, _: CapacityReq) -> Result<CapacityRes, CommandError> { todo!() }
pub(super) fn warnings(_: &OpenEvent, _: &Room, _: &Names, _: WallMs) -> Result<Vec<Warning>, CommandError> { todo!() }
pub(super) fn call_signs(_: &OpenEvent) -> Result<Vec<String>, CommandError> { todo!() }
pub(super) fn bands(_: &Config, _: ZoneId, _: Option<u32>) -> Vec<CrowdBand> { todo!() }
pub(super) fn known(_: &dyn Host, _: &OpenEvent, _: ZoneId) -> Result<i64, CommandError> { todo!() }
pub(super) fn inside(_: &dyn Host, _: &OpenEvent) -> Result<Vec<(ZoneId,i64,i64)>, CommandError> { todo!() }
pub(super) fn clicked(_: &dyn Host, _: &OpenEvent, _: CheckpointId) -> Result<(u64,u64), CommandError> { todo!() }
pub(super) fn look(_: &dyn Host, _: &OpenEvent, _: &Room, _: WallMs) -> Result<(), CommandError> { todo!() }
