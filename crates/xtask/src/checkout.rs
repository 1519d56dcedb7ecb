//! Keeps the checkouts that share a target directory apart.
//!
//! Cargo names what it builds of our packages by their place *within* the checkout and judges their freshness by file
//! times. Two checkouts with one target directory therefore look like one, and the older one would be handed the
//! other's programs as up to date. So whoever builds leaves a note; when the note names somebody else, our files
//! are given a new time and only our packages are built again. What we depend on stays.

use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::run::Place;

const NOTE: &str = "gatehouse-checkout";

/// Folders with files that end up in a build.
const SOURCES: [&str; 5] = ["crates", "src-tauri", "sync", "tests", "assets"];

/// Makes the target directory this checkout's own.
pub(crate) fn claim(place: &Place) -> Result<()> {
    let note = place.target.join(NOTE);
    let us = place.root.to_string_lossy();
    let ours = fs::read_to_string(&note).is_ok_and(|found| found == us);
    // A build server hands out the same path again and again.
    if ours && std::env::var_os("CI").is_none() {
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "the time of files is compared with the time of files")]
    let now = SystemTime::now();
    for folder in SOURCES {
        let folder = place.root.join(folder);
        if folder.is_dir() {
            renew(&folder, now).with_context(|| format!("cannot renew {}", folder.display()))?;
        }
    }
    fs::create_dir_all(&place.target)?;
    fs::write(&note, us.as_bytes()).with_context(|| format!("cannot write {}", note.display()))
}

fn renew(folder: &Path, now: SystemTime) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() && entry.file_name() != "target" {
            renew(&entry.path(), now)?;
        } else if kind.is_file() {
            File::options().append(true).open(entry.path())?.set_modified(now)?;
        }
    }
    Ok(())
}
