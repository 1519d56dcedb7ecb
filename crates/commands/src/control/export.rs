use gatehouse_contract::error::CommandError; use crate::session::OpenEvent; use crate::host::Host; use gatehouse_contract::control::*; use gatehouse_contract::show::ExportRes;
pub struct Piece { pub path: String, pub bytes: Vec<u8> } pub struct Made { pub pieces: Vec<Piece>, pub rows: u32 }
pub fn export(_: &dyn Host, _: ExportLogReq) -> Result<ExportRes, CommandError> { todo!() }
pub fn made(_: &dyn Host, _: &OpenEvent, _: &ExportLogReq) -> Result<Made, CommandError> { todo!() }
pub fn verify(_: &std::path::Path) -> std::io::Result<Vec<String>> { todo!() }
