//! The terminal as a [`Host`]: real clocks, real randomness, the system's key store, no sound, and a progress bar.

use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use gatehouse_commands::{Folders, Host, Session};
use gatehouse_contract::event::{Push, Task};
use gatehouse_hardware::keys::{KeyError, KeyStore, OsKeyStore};
use gatehouse_hardware::sound::{Mute, Sound};
use gatehouse_hardware::{clock, entropy};
use gatehouse_store::{BootId, Stamp};
use gatehouse_sync::uplink::{HttpUplink, NoUplink, Uplink};
use indicatif::{ProgressBar, ProgressStyle};

/// A handle on the terminal.
#[derive(Clone)]
pub(crate) struct Terminal(Arc<Inner>);

struct Inner {
    folders: Folders,
    session: Session,
    uplink: OnceLock<Box<dyn Uplink>>,
    bar: Mutex<Option<ProgressBar>>,
    movement: Mutex<Option<Box<dyn Fn() + Send>>>,
}

impl Terminal {
    /// `data` is where Gatehouse keeps its files.
    ///
    /// What the desktop remembers between starts is neither read nor changed: a command must not start a camera, nor
    /// decide which event the desktop opens next.
    pub(crate) fn new(data: &Path) -> Self {
        let folders = Folders { settings: data.join("command-line.json"), ..Folders::under(data) };
        Self(Arc::new(Inner {
            folders,
            session: Session::default(),
            uplink: OnceLock::new(),
            bar: Mutex::new(None),
            movement: Mutex::new(None),
        }))
    }
}

impl Terminal {
    /// Hears whenever the exchange with the central store moves.
    pub(crate) fn on_movement(&self, moved: impl Fn() + Send + 'static) {
        *self.0.movement.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(moved));
    }
}

impl Host for Terminal {
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
        &Mute
    }

    fn push(&self, push: Push) {
        if let Push::Sync { .. } | Push::Heard { .. } = push
            && let Some(moved) = &*self.0.movement.lock().unwrap_or_else(PoisonError::into_inner)
        {
            moved();
        }
        let Push::Progress { task, done, total } = push else { return };
        let mut bar = self.0.bar.lock().unwrap_or_else(PoisonError::into_inner);
        if done >= total {
            if let Some(bar) = bar.take() {
                bar.finish_and_clear();
            }
            return;
        }
        let bar = bar.get_or_insert_with(|| shown_bar(task));
        bar.set_length(total);
        bar.set_position(done);
    }

    fn screen_ready(&self) {}

    fn uplink(&self) -> &dyn Uplink {
        // Most commands never look beyond this machine, and start no thread for it.
        &**self.0.uplink.get_or_init(|| match HttpUplink::new() {
            Ok(uplink) => Box::new(uplink),
            Err(_) => Box::new(NoUplink),
        })
    }

    fn session(&self) -> &Session {
        &self.0.session
    }

    fn handle(&self) -> Arc<dyn Host> {
        Arc::new(self.clone())
    }
}

/// Drawn on standard error, and only where that is a terminal.
fn shown_bar(task: Task) -> ProgressBar {
    let form = match task {
        Task::Import => "importing {wide_bar} {bytes}/{total_bytes} {eta}",
        Task::Print => "printing {wide_bar} {pos}/{len} {eta}",
        Task::Download => "downloading {wide_bar} {pos}/{len} {eta}",
        Task::Publish => "publishing {wide_bar} {pos}/{len} {eta}",
    };
    let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
