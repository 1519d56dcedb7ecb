//! What a use case needs from the machine around it: clock, randomness, key store, speaker, and somebody to tell.
//!
//! The desktop shell and the command line each bring one; tests bring one whose clock and randomness they hold.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gatehouse_contract::event::Push;
use gatehouse_hardware::keys::{KeyError, KeyStore};
use gatehouse_hardware::sound::Sound;
use gatehouse_store::Stamp;
use gatehouse_sync::uplink::Uplink;

use crate::session::Session;

/// The machine around the use cases.
pub trait Host: Send + Sync + 'static {
    /// Reads the clocks.
    fn now(&self) -> Stamp;

    /// Fills `into` with randomness fit for keys.
    fn random(&self, into: &mut [u8]);

    /// Where files go.
    fn folders(&self) -> &Folders;

    /// The operating system's key store.
    ///
    /// # Errors
    /// When this system offers none.
    fn key_store(&self) -> Result<Box<dyn KeyStore>, KeyError>;

    /// The speaker.
    fn sound(&self) -> &dyn Sound;

    /// Tells every screen.
    fn push(&self, push: Push);

    /// The first screen is visible with its data; the host notes how long that took.
    fn screen_ready(&self);

    /// The way to the central store.
    fn uplink(&self) -> &dyn Uplink;

    /// What is open.
    fn session(&self) -> &Session;

    /// The same machine, for a thread that outlives the call.
    fn handle(&self) -> Arc<dyn Host>;
}

/// Where files go.
#[derive(Debug, Clone)]
pub struct Folders {
    /// Events, one file each.
    pub events: PathBuf,
    /// Files that were handed over and wait to be imported; emptied at start.
    pub staging: PathBuf,
    /// What was printed.
    pub printed: PathBuf,
    /// What this device remembers between starts: which event, which post, which camera.
    pub settings: PathBuf,
}

impl Folders {
    /// The usual arrangement below one folder.
    #[must_use]
    pub fn under(data: &Path) -> Self {
        Self {
            events: data.join("events"),
            staging: data.join("staging"),
            printed: data.join("printed"),
            settings: data.join("device.json"),
        }
    }

    /// Where a desktop program of this system keeps its data, or `None` where the system does not say.
    #[must_use]
    pub fn usual() -> Option<PathBuf> {
        let home = std::env::home_dir()?;
        let base = if cfg!(target_os = "macos") {
            home.join("Library/Application Support")
        } else if cfg!(windows) {
            std::env::var_os("APPDATA").map_or_else(|| home.join("AppData/Roaming"), PathBuf::from)
        } else {
            std::env::var_os("XDG_DATA_HOME").map_or_else(|| home.join(".local/share"), PathBuf::from)
        };
        Some(base.join("gatehouse"))
    }
}

/// Ten random bytes, as ids take them.
pub(crate) fn ten_random(host: &dyn Host) -> [u8; 10] {
    let mut bytes = [0; 10];
    host.random(&mut bytes);
    bytes
}
