//! Writes the TypeScript bindings into the folder given as the only argument; `cargo xtask bindings` runs it.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("usage: bindings FOLDER")?.into();
    gatehouse_contract::write_bindings(&folder)?;
    Ok(())
}
