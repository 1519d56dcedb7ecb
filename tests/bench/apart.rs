//! Parts of the measurement that are processes of their own, so that the memory they report is their own.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};
use serde_json::Value;

/// Runs this program once more with these words, and gives what it says.
pub(crate) fn run(words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Value> {
    let output = Command::new(std::env::current_exe()?).args(words).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "a process of the measurement failed");
    Ok(serde_json::from_slice(&output.stdout)?)
}
