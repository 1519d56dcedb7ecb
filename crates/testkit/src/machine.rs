//! A machine whose clock stands until the test moves it and whose chance can be repeated.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use gatehouse_commands::{Folders, Host, Session};
use gatehouse_contract::event::Push;
use gatehouse_core::time::WallMs;
use gatehouse_hardware::keys::{KeyError, KeyStore};
use gatehouse_hardware::sound::{Cue, Sound};
use gatehouse_store::{BootId, Stamp};
use gatehouse_sync::uplink::{NoUplink, Uplink};

use crate::MemoryKeys;

/// Friday, 20 November 2026, 20:00 in Medellín.
pub const EVENING: WallMs = WallMs(1_795_222_800_000);

/// The machine. Clones are the same machine.
#[derive(Clone)]
pub struct Machine(Arc<Inner>);

struct Inner {
    home: tempfile::TempDir,
    folders: Folders,
    /// What the monotonic clock began from, moved along when somebody sets the wall clock.
    began: AtomicI64,
    wall: AtomicI64,
    chance: AtomicU64,
    keys: MemoryKeys,
    sound: Recorder,
    pushes: Mutex<Vec<Push>>,
    pushed: Condvar,
    session: Session,
    uplink: OnceLock<Box<dyn Uplink>>,
}

#[derive(Default)]
struct Recorder(Mutex<Vec<Cue>>);

impl Sound for Recorder {
    fn play(&self, cue: Cue) {
        lock(&self.0).push(cue);
    }
}

impl Machine {
    /// A machine with empty folders, on [`EVENING`].
    ///
    /// # Panics
    /// When the system gives no temporary folder.
    #[must_use]
    pub fn new() -> Self {
        Self::at(EVENING)
    }

    /// A machine with empty folders, at this time.
    ///
    /// # Panics
    /// When the system gives no temporary folder.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test without a folder cannot go on")]
    pub fn at(now: WallMs) -> Self {
        let home = tempfile::tempdir().expect("the system gives a temporary folder");
        let folders = Folders::under(home.path());
        Self(Arc::new(Inner {
            folders,
            home,
            began: AtomicI64::new(now.0),
            wall: AtomicI64::new(now.0),
            chance: AtomicU64::new(now.0.unsigned_abs()),
            keys: MemoryKeys::default(),
            sound: Recorder::default(),
            pushes: Mutex::default(),
            pushed: Condvar::new(),
            session: Session::default(),
            uplink: OnceLock::new(),
        }))
    }

    /// The `n`th machine of a test. Each begins a millisecond later than [`EVENING`], because its chance comes from the time:
    /// two machines with one chance would make one key.
    ///
    /// # Panics
    /// When the system gives no temporary folder.
    #[must_use]
    pub fn nth(n: i64) -> Self {
        Self::at(WallMs(EVENING.0 + n))
    }

    /// Gives the machine a way to a central store; the first one stays.
    #[must_use]
    pub fn with_uplink(self, uplink: impl Uplink) -> Self {
        let _ = self.0.uplink.set(Box::new(uplink));
        self
    }

    /// A path in the machine's own folder.
    #[must_use]
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.home.path().join(name)
    }

    /// Moves the wall clock and the monotonic clock on.
    pub fn pass(&self, ms: i64) {
        self.0.wall.fetch_add(ms, Ordering::Relaxed);
    }

    /// Sets the wall clock by so many milliseconds, as an operator or a time server does; the monotonic clock stays.
    pub fn set_clock(&self, by_ms: i64) {
        self.0.wall.fetch_add(by_ms, Ordering::Relaxed);
        self.0.began.fetch_add(by_ms, Ordering::Relaxed);
    }

    /// Everything that screens were told since the last call.
    #[must_use]
    pub fn told(&self) -> Vec<Push> {
        std::mem::take(&mut lock(&self.0.pushes))
    }

    /// Waits until screens are told something more, but not longer than this.
    pub fn wait_for_push(&self, most: Duration) {
        let pushes = lock(&self.0.pushes);
        let before = pushes.len();
        let _ = self.0.pushed.wait_timeout_while(pushes, most, |pushes| pushes.len() <= before);
    }

    /// Every sound since the last call.
    #[must_use]
    pub fn heard(&self) -> Vec<Cue> {
        std::mem::take(&mut lock(&self.0.sound.0))
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

impl Host for Machine {
    fn now(&self) -> Stamp {
        let wall = self.0.wall.load(Ordering::Relaxed);
        let mono_ms = u64::try_from(wall - self.0.began.load(Ordering::Relaxed)).unwrap_or(0);
        Stamp { wall: WallMs(wall), mono_ms, boot: BootId([7; 8]) }
    }

    fn random(&self, into: &mut [u8]) {
        // SplitMix64: repeatable, and different with every call.
        for bytes in into.chunks_mut(8) {
            let mut word = self.0.chance.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            bytes.copy_from_slice(&(word ^ (word >> 31)).to_le_bytes()[..bytes.len()]);
        }
    }

    fn folders(&self) -> &Folders {
        &self.0.folders
    }

    fn key_store(&self) -> Result<Box<dyn KeyStore>, KeyError> {
        Ok(Box::new(self.0.keys.clone()))
    }

    fn sound(&self) -> &dyn Sound {
        &self.0.sound
    }

    fn push(&self, push: Push) {
        lock(&self.0.pushes).push(push);
        self.0.pushed.notify_all();
    }

    fn screen_ready(&self) {}

    fn uplink(&self) -> &dyn Uplink {
        self.0.uplink.get().map_or(&NoUplink, |uplink| &**uplink)
    }

    fn session(&self) -> &Session {
        &self.0.session
    }

    fn handle(&self) -> Arc<dyn Host> {
        Arc::new(self.clone())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
