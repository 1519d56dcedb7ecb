//! What is open: one event at most, where the device stands, and the camera that watches there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use gatehouse_contract::app::Protection;
use gatehouse_contract::error::CommandError;
use gatehouse_contract::gate::CameraState;
use gatehouse_contract::sync::EnrolmentCode;
use gatehouse_contract::verdict::ShownScan;
use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{CheckpointId, EventId};
use gatehouse_credential::KeyRing;
use gatehouse_hardware::lane::Lane;
use gatehouse_hardware::wedge::Line;
use gatehouse_store::Replica;

use crate::control::Control;
use crate::error;
use crate::host::Host;
use crate::settings::Settings;
use crate::show::Rooms;

/// What the program has open and what the device remembers.
#[derive(Default)]
pub struct Session {
    open: RwLock<Option<Arc<OpenEvent>>>,
    settings: Mutex<Option<Settings>>,
    camera: Mutex<Option<String>>,
    looking: Mutex<Option<Lane>>,
}

/// An event that is open.
pub struct OpenEvent {
    /// Its id.
    pub id: EventId,
    /// Its file.
    pub file: PathBuf,
    /// Its replica.
    pub replica: Replica,
    /// What protects the file.
    pub protection: Protection,
    /// The keys that verify codes here.
    ring: RwLock<Arc<KeyRing>>,
    post: Mutex<Option<Post>>,
    lane: Mutex<Option<Lane>>,
    camera: Mutex<CameraState>,
    scanner: Mutex<Scanner>,
    code: Mutex<Option<EnrolmentCode>>,
    shows: Mutex<Rooms>,
    control: Mutex<Control>,
}

/// The hand-held scanner at the post.
#[derive(Default)]
pub(crate) struct Scanner {
    /// Drops what it sends twice.
    pub(crate) line: Line,
    /// What it was answered last.
    pub(crate) answer: Option<ShownScan>,
}

/// Where the device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// At which checkpoint.
    pub checkpoint: CheckpointId,
    /// Which way.
    pub direction: Direction,
}

impl Session {
    /// A session in which `camera` is used whatever the device remembers.
    #[must_use]
    pub fn with_camera(camera: Option<String>) -> Self {
        Self { camera: Mutex::new(camera), ..Self::default() }
    }

    /// The event that is open, if one is.
    #[must_use]
    pub fn current(&self) -> Option<Arc<OpenEvent>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Closes the event that is open: the camera stops and the replica is let go.
    pub fn close(&self) {
        let closed = self.open.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(event) = closed {
            event.set_lane(None);
        }
    }

    pub(crate) fn replace(&self, event: Arc<OpenEvent>) {
        self.close();
        self.set_looking(None);
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(event);
    }

    /// Puts another lane that looks for an enrolment code in the place of the one that runs; the old one has stopped when
    /// this returns.
    pub(crate) fn set_looking(&self, lane: Option<Lane>) {
        let old = std::mem::replace(&mut *lock(&self.looking), lane);
        drop(old);
    }

    /// Lets `look` see the lane that looks for an enrolment code.
    pub(crate) fn with_looking<T>(&self, look: impl FnOnce(&Lane) -> T) -> Option<T> {
        lock(&self.looking).as_ref().map(look)
    }

    /// The camera that was asked for at start or chosen since.
    pub(crate) fn camera(&self) -> Option<String> {
        lock(&self.camera).clone()
    }

    pub(crate) fn set_camera(&self, spec: Option<String>) {
        *lock(&self.camera) = spec;
    }

    /// Reads what the device remembers.
    pub(crate) fn settings(&self, file: &Path) -> Settings {
        lock(&self.settings).get_or_insert_with(|| Settings::read(file)).clone()
    }

    /// Changes what the device remembers.
    pub(crate) fn remember(&self, file: &Path, change: impl FnOnce(&mut Settings)) {
        let mut guard = lock(&self.settings);
        let settings = guard.get_or_insert_with(|| Settings::read(file));
        change(settings);
        settings.write(file);
    }
}

impl OpenEvent {
    pub(crate) fn new(
        id: EventId,
        file: PathBuf,
        replica: Replica,
        protection: Protection,
        ring: KeyRing,
    ) -> Self {
        Self {
            id,
            file,
            replica,
            protection,
            ring: RwLock::new(Arc::new(ring)),
            post: Mutex::new(None),
            lane: Mutex::new(None),
            camera: Mutex::new(CameraState::Off),
            scanner: Mutex::default(),
            code: Mutex::default(),
            shows: Mutex::default(),
            control: Mutex::default(),
        }
    }

    /// The keys that verify codes here.
    #[must_use]
    pub fn ring(&self) -> Arc<KeyRing> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_ring(&self, ring: KeyRing) {
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
    }

    /// Where the device stands.
    #[must_use]
    pub fn post(&self) -> Option<Post> {
        *lock(&self.post)
    }

    pub(crate) fn set_post(&self, post: Option<Post>) {
        *lock(&self.post) = post;
    }

    /// The hand-held scanner, for one scan at a time.
    pub(crate) fn scanner(&self) -> MutexGuard<'_, Scanner> {
        lock(&self.scanner)
    }

    /// The enrolment code that was made last.
    pub(crate) fn code(&self) -> Option<EnrolmentCode> {
        lock(&self.code).clone()
    }

    pub(crate) fn set_code(&self, code: Option<EnrolmentCode>) {
        *lock(&self.code) = code;
    }

    /// What is remembered of the event's shows.
    pub(crate) fn shows(&self) -> MutexGuard<'_, Rooms> {
        lock(&self.shows)
    }

    /// What is remembered of the event's control room.
    pub(crate) fn control(&self) -> MutexGuard<'_, Control> {
        lock(&self.control)
    }

    /// How the camera is doing.
    pub(crate) fn camera(&self) -> CameraState {
        lock(&self.camera).clone()
    }

    pub(crate) fn set_camera(&self, state: CameraState) {
        *lock(&self.camera) = state;
    }

    /// Puts another lane in the place of the one that runs; the old one has stopped when this returns.
    pub(crate) fn set_lane(&self, lane: Option<Lane>) {
        let old = std::mem::replace(&mut *lock(&self.lane), lane);
        drop(old);
    }

    /// Lets `look` see the lane that runs.
    pub(crate) fn with_lane<T>(&self, look: impl FnOnce(&Lane) -> T) -> Option<T> {
        lock(&self.lane).as_ref().map(look)
    }
}

/// The event that is open, or the error that says that none is.
///
/// # Errors
/// [`ErrorCode::NoEvent`](gatehouse_contract::error::ErrorCode::NoEvent).
pub fn open(host: &dyn Host) -> Result<Arc<OpenEvent>, CommandError> {
    host.session().current().ok_or_else(error::no_event)
}

/// What a panic elsewhere left behind is still the state: every change under these locks is a single assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
