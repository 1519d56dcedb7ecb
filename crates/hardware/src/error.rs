//! The crate's one error: which kind of device failed.

use crate::camera::CameraError;
use crate::keys::KeyError;

/// A device failed. The kinds stay apart, because each has a different fix.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A camera, or a folder of frames that stands in for one.
    #[error(transparent)]
    Camera(#[from] CameraError),
    /// The key store.
    #[error(transparent)]
    Key(#[from] KeyError),
}
