//! What a device remembers between starts: which event, where it stands, which camera.
//!
//! Convenience only: when the file is missing or cannot be read, the program asks again. It holds no personal data.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gatehouse_contract::id::CheckpointId;
use gatehouse_contract::verdict::Direction;
use serde::{Deserialize, Serialize};

/// What is remembered.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// The event that was open last.
    pub(crate) last_event: Option<PathBuf>,
    /// The camera in use, in the words of a camera's choice.
    pub(crate) camera: Option<String>,
    /// Where the device stands, by event.
    pub(crate) posts: BTreeMap<String, RememberedPost>,
}

/// Where the device stood.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct RememberedPost {
    /// At which checkpoint.
    pub(crate) checkpoint: CheckpointId,
    /// Which way.
    pub(crate) direction: Direction,
}

impl Settings {
    /// Reads them, or starts afresh.
    pub(crate) fn read(file: &Path) -> Self {
        fs::read(file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Writes them beside the old ones and puts them in their place. A failure costs only the convenience.
    pub(crate) fn write(&self, file: &Path) {
        let Ok(bytes) = serde_json::to_vec_pretty(self) else { return };
        if let Some(folder) = file.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let fresh = file.with_extension("json.part");
        if fs::write(&fresh, bytes).is_ok() {
            let _ = fs::rename(&fresh, file);
        }
    }
}
