//! One camera at work: pictures in, codes out, each once.
//!
//! ```text
//! camera thread ──newest picture──▶ decoder thread ──codes──▶ re-arm filter ──▶ callback
//! ```
//!
//! The camera thread opens the camera, and opens it again when it vanishes; it never waits for the decoder: a picture
//! that was not looked at in time is replaced by the next. The decoder thread reads codes and lets each through once
//! per presentation. Whether a code opens the gate is decided elsewhere.

mod capture;
mod decode;
mod hints;
mod preview;
mod rearm;
mod slot;

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use gatehouse_vision::{Budget, Decoder, Hint};

pub use preview::PreviewInfo;
pub use rearm::{Rearm, RearmTimes};

use crate::Stop;
use crate::camera::{Camera, CameraError, CameraErrorKind};
use slot::Slot;

/// The times that a lane keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneConfig {
    /// What one picture may cost.
    pub budget: Budget,
    /// When a code counts as presented anew.
    pub rearm: RearmTimes,
    /// How long a code must be visible but unread before a hint is given.
    pub hint_after: Duration,
    /// How long an open camera may send nothing before it counts as lost.
    pub stalled_after: Duration,
    /// The first wait before a lost camera is opened again; doubled each time.
    pub reopen_first: Duration,
    /// The longest wait before a lost camera is opened again.
    pub reopen_most: Duration,
}

impl Default for LaneConfig {
    fn default() -> Self {
        Self {
            budget: Budget::default(),
            rearm: RearmTimes::default(),
            hint_after: Duration::from_secs(1),
            stalled_after: Duration::from_secs(2),
            reopen_first: Duration::from_millis(250),
            reopen_most: Duration::from_secs(4),
        }
    }
}

/// What a lane reports.
#[derive(Clone, PartialEq)]
pub enum LaneEvent {
    /// A code was presented.
    Code {
        /// What it says.
        text: String,
        /// When its picture was taken, since the lane was started.
        at: Duration,
        /// What reading that picture cost.
        decode_spent: Duration,
        /// From the arrival of the picture to the end of reading it.
        frame_to_decode: Duration,
    },
    /// Advice for whoever holds the code, or that it no longer applies.
    Hint(Option<Hint>),
    /// The camera's state changed.
    State(CameraState),
    /// Something failed that the lane survives.
    Fault(LaneFault),
}

impl fmt::Debug for LaneEvent {
    /// Leaves a code's text out: it may be a ticket.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code { text, at, decode_spent, frame_to_decode } => f
                .debug_struct("Code")
                .field("length", &text.len())
                .field("at", at)
                .field("decode_spent", decode_spent)
                .field("frame_to_decode", frame_to_decode)
                .finish(),
            Self::Hint(hint) => f.debug_tuple("Hint").field(hint).finish(),
            Self::State(state) => f.debug_tuple("State").field(state).finish(),
            Self::Fault(fault) => f.debug_tuple("Fault").field(fault).finish(),
        }
    }
}

/// How the camera is doing.
#[derive(Debug, Clone, PartialEq)]
pub enum CameraState {
    /// Being opened.
    Starting,
    /// Sending pictures.
    Running {
        /// Pictures a second: what the camera was set to at first, then what arrives.
        fps: f32,
    },
    /// Not sending pictures; the lane keeps trying.
    Lost(Loss),
    /// The lane has ended.
    Stopped,
}

/// Why there are no pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The kind, which decides the fix to suggest.
    pub kind: CameraErrorKind,
    /// One line for the log and for experts.
    pub message: String,
}

impl From<&CameraError> for Loss {
    fn from(error: &CameraError) -> Self {
        Self { kind: error.kind(), message: error.to_string() }
    }
}

/// Something failed that the lane survives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LaneFault {
    /// The decoder crashed on a picture; the next picture is tried. Reported once per run of crashes.
    DecoderCrashed,
    /// A picture was left out.
    PictureSkipped(Loss),
}

/// A camera, its decoder and the two threads in which they work. Dropping it ends both.
///
/// The callback must not drop the lane that calls it.
#[derive(Debug)]
pub struct Lane {
    shared: Arc<Shared>,
    stop: Stop,
    threads: Vec<JoinHandle<()>>,
}

/// What the threads and the screen have in common.
struct Shared {
    slot: Slot,
    state: Mutex<CameraState>,
    on_event: Mutex<Box<dyn Fn(LaneEvent) + Send>>,
}

impl Lane {
    /// Starts the threads. `open_camera` is called in one of them, again after every loss; `on_event` is called from
    /// both, never at the same time.
    pub fn start(
        config: LaneConfig,
        open_camera: impl FnMut(&Stop) -> Result<Box<dyn Camera>, CameraError> + Send + 'static,
        decoder: Box<dyn Decoder>,
        on_event: impl Fn(LaneEvent) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            slot: Slot::default(),
            state: Mutex::new(CameraState::Starting),
            on_event: Mutex::new(Box::new(on_event)),
        });
        let mut lane = Self { shared, stop: Stop::new(), threads: Vec::new() };
        let (shared, stop) = (Arc::clone(&lane.shared), lane.stop.clone());
        lane.spawn("lane camera", move || capture::run(&config, open_camera, &shared, &stop))?;
        let shared = Arc::clone(&lane.shared);
        lane.spawn("lane decoder", move || decode::run(&config, decoder, &shared))?;
        Ok(lane)
    }

    /// How the camera is doing.
    #[must_use]
    pub fn state(&self) -> CameraState {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts the newest picture into `into`, in grey and at most `max_width` pixels wide, with where its codes are.
    ///
    /// None as long as there has been no picture.
    pub fn preview(&self, max_width: usize, into: &mut Vec<u8>) -> Option<PreviewInfo> {
        let (frame, seen) = self.shared.slot.newest()?;
        preview::shrink(&frame, seen.as_ref(), max_width, into)
    }

    fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        self.threads.push(thread::Builder::new().name(name.to_owned()).spawn(work)?);
        Ok(())
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.stop.raise();
        self.shared.slot.close();
        for thread in self.threads.drain(..) {
            // A thread that crashed has nothing left to end; the crash has been reported where it happened.
            let _ = thread.join();
        }
    }
}

impl Shared {
    /// Calls the callback. One that crashes must not take the lane with it.
    fn emit(&self, event: LaneEvent) {
        let on_event = self.on_event.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = catch_unwind(AssertUnwindSafe(|| on_event(event)));
    }

    /// Notes the camera's state and reports it when it is news.
    fn set_state(&self, state: CameraState) {
        let mut current = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *current == state && state != CameraState::Starting {
            return;
        }
        current.clone_from(&state);
        drop(current);
        self.emit(LaneEvent::State(state));
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("state", &self.state).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
