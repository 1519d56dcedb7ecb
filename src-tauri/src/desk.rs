//! The desktop as a [`Host`]: real clocks, real randomness, the system's key store and speaker, and a window to tell.

use std::path::Path;
use std::sync::Arc;

use gatehouse_commands::{Folders, Host, Session};
use gatehouse_contract::event::{PUSH, Push};
use gatehouse_hardware::keys::{KeyError, KeyStore, OsKeyStore};
use gatehouse_hardware::sound::{Mute, Sound, Speaker};
use gatehouse_hardware::{clock, entropy};
use gatehouse_store::{BootId, Stamp};
use gatehouse_sync::uplink::{HttpUplink, NoUplink, Uplink};
use tauri::{AppHandle, Emitter};

/// A handle on the desktop that the wrappers and the camera's threads share.
#[derive(Clone)]
pub(crate) struct Desk(Arc<Desktop>);

struct Desktop {
    app: AppHandle,
    folders: Folders,
    sound: Box<dyn Sound>,
    session: Session,
    uplink: Box<dyn Uplink>,
    started_mono_ms: u64,
}

impl Desk {
    /// Puts the desktop together; `data` is where Gatehouse keeps its files.
    pub(crate) fn new(app: AppHandle, data: &Path, session: Session, started_mono_ms: u64) -> Self {
        let sound: Box<dyn Sound> = match Speaker::open(|_state| {}) {
            Ok(speaker) => Box::new(speaker),
            // A gate without sound still shows every verdict.
            Err(_) => Box::new(Mute),
        };
        let uplink: Box<dyn Uplink> = match HttpUplink::new() {
            Ok(uplink) => Box::new(uplink),
            // The gate needs no network, and the screens say that there is none.
            Err(_) => Box::new(NoUplink),
        };
        let folders = Folders::under(data);
        Self(Arc::new(Desktop { app, folders, sound, session, uplink, started_mono_ms }))
    }

    /// The shell that the windows belong to.
    pub(crate) fn app(&self) -> &AppHandle {
        &self.0.app
    }
}

impl Host for Desk {
    fn now(&self) -> Stamp {
        Stamp { wall: clock::wall_now(), mono_ms: clock::mono_now(), boot: BootId(clock::boot_id()) }
    }

    fn random(&self, into: &mut [u8]) {
        entropy::fill(into);
    }

    fn folders(&self) -> &Folders {
        &self.0.folders
    }

    fn key_store(&self) -> Result<Box<dyn KeyStore>, KeyError> {
        OsKeyStore::open("gatehouse").map(|keys| Box::new(keys) as Box<dyn KeyStore>)
    }

    fn sound(&self) -> &dyn Sound {
        &*self.0.sound
    }

    fn push(&self, push: Push) {
        // A window that is closing hears nothing any more; what it would have heard is on disk.
        let _ = self.0.app.emit(PUSH, push);
    }

    fn screen_ready(&self) {
        let spent = clock::mono_now().saturating_sub(self.0.started_mono_ms);
        crate::say(&format!("first screen after {spent} ms"));
    }

    fn uplink(&self) -> &dyn Uplink {
        &*self.0.uplink
    }

    fn session(&self) -> &Session {
        &self.0.session
    }

    fn handle(&self) -> Arc<dyn Host> {
        Arc::new(self.clone())
    }
}
