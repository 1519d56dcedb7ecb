//! Cameras: the port, the choice of one, and its drivers.
//!
//! A camera hands out grey pictures one after another; decoding, dropping and re-arming happen in
//! [`lane`](crate::lane). Real cameras come through `nokhwa`; a folder of frames and a generated scene are cameras
//! too, and behave like one in every respect but the glass.

pub mod convert;
mod device;
mod error;
mod formats;
mod pace;
mod replay;
pub mod scene;
mod spec;

use std::time::Duration;

use gatehouse_vision::LumaBuf;

pub use device::list_cameras;
pub use error::{CameraError, CameraErrorKind, DriverError};
pub use formats::{Format, PixelFormat};
pub use pace::Pace;
pub use replay::{FolderCamera, Replay};
pub use scene::{Scene, SceneCamera, SceneSpec};
pub use spec::{BadCameraSpec, CameraSpec};

use crate::Stop;

/// A source of grey pictures.
///
/// Used from one thread at a time; [`Send`], so that it may be opened in one and used in another.
pub trait Camera: Send {
    /// Waits for the next picture and puts it into `into`.
    ///
    /// Returns after [`FRAME_WAIT`] at the latest, with [`CameraError::Stalled`] when nothing came, so that whoever
    /// asked can look whether to end. After an error that [passes](CameraError::passes) the camera is still open and
    /// may be asked again; after any other it must be opened anew.
    fn next_frame(&mut self, into: &mut LumaBuf) -> Result<FrameInfo, CameraError>;

    /// Pictures a second that the camera was set to; 0 when it does not say.
    fn nominal_fps(&self) -> f32 {
        0.0
    }
}

/// The longest that [`Camera::next_frame`] waits.
pub const FRAME_WAIT: Duration = Duration::from_millis(500);

/// What is known of a picture besides its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameInfo {
    /// When it was taken, since the camera was opened; grows from picture to picture.
    pub at: Duration,
    /// Its number since the camera was opened, from 0. Numbers may be missing: frames that the driver dropped.
    pub seq: u64,
}

/// One camera that this machine has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameraDescription {
    /// What [`CameraSpec::Device`] takes to open it.
    pub index: u32,
    /// Its name as the operating system gives it.
    pub name: String,
    /// What it offers, best for reading codes first; empty when it could not be asked (in use, no permission).
    pub formats: Vec<Format>,
}

/// Opens what `spec` names.
///
/// `texts` are what the tickets of a generated scene say; other cameras ignore them. Raising `stop` ends a wait
/// inside the camera at once.
pub fn open(spec: &CameraSpec, texts: &[String], stop: &Stop) -> Result<Box<dyn Camera>, CameraError> {
    Ok(match spec {
        CameraSpec::Device(index) => Box::new(device::DeviceCamera::open(*index, stop)?),
        CameraSpec::Replay(replay) => Box::new(FolderCamera::open(replay, stop)?),
        CameraSpec::Scene { seed } => {
            let scene = Scene::new(SceneSpec::new(texts.to_vec(), *seed))?;
            Box::new(SceneCamera::new(scene, stop))
        }
    })
}
