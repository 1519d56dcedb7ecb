//! What can go wrong with a camera, told apart by what to do about it.

use std::path::PathBuf;

/// A camera failed, or a folder that stands in for one.
#[derive(Debug, thiserror::Error)]
pub enum CameraError {
    /// This machine has no camera, or none with the number asked for.
    #[error("no camera found")]
    NoneFound,
    /// Another program holds it.
    #[error("the camera is in use by another program")]
    Busy {
        /// What the driver said.
        #[source]
        source: DriverError,
    },
    /// The operating system does not let this program use it.
    #[error("no permission to use the camera")]
    PermissionDenied {
        /// What the driver said.
        #[source]
        source: DriverError,
    },
    /// It was there and is gone.
    #[error("the camera was unplugged")]
    Unplugged {
        /// What the driver said.
        #[source]
        source: DriverError,
    },
    /// It offers nothing that can be turned into a grey picture.
    #[error("the camera offers no format that can be used")]
    UnsupportedFormat {
        /// What the driver said, when it came from there.
        #[source]
        source: Option<DriverError>,
    },
    /// It is open but sends nothing. Passes by itself.
    #[error("the camera sends no pictures")]
    Stalled,
    /// A picture arrived cut short or malformed; the next may be well.
    #[error("the camera sent a broken picture")]
    BrokenFrame(#[source] super::convert::ConvertError),
    /// The folder of frames is not there.
    #[error("no such folder of frames: {}", folder.display())]
    ReplayMissing {
        /// Which folder.
        folder: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The folder of frames holds no picture.
    #[error("no picture in the folder of frames: {}", folder.display())]
    ReplayEmpty {
        /// Which folder.
        folder: PathBuf,
    },
    /// A file in the folder of frames is not a picture; the others go on.
    #[error("not a picture that can be read: {}", file.display())]
    UnreadablePicture {
        /// Which file.
        file: PathBuf,
        /// What the decoder said.
        #[source]
        source: image::ImageError,
    },
    /// A text of the generated scene does not fit into a QR code.
    #[error("text {number} of the scene does not fit into a QR code")]
    SceneText {
        /// Which text, from 1.
        number: usize,
    },
    /// The driver failed in some other way.
    #[error("the camera failed")]
    Driver(#[source] DriverError),
    /// The wait was ended by [`Stop`](crate::Stop).
    #[error("stopped")]
    Stopped,
}

/// What a camera driver said, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DriverError(pub String);

/// The kinds of [`CameraError`] without their particulars, for screens that choose a text and a fix by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CameraErrorKind {
    /// See [`CameraError::NoneFound`].
    NoneFound,
    /// See [`CameraError::Busy`].
    Busy,
    /// See [`CameraError::PermissionDenied`].
    PermissionDenied,
    /// See [`CameraError::Unplugged`].
    Unplugged,
    /// See [`CameraError::UnsupportedFormat`].
    UnsupportedFormat,
    /// See [`CameraError::Stalled`].
    Stalled,
    /// See [`CameraError::BrokenFrame`].
    BrokenFrame,
    /// See [`CameraError::ReplayMissing`].
    ReplayMissing,
    /// See [`CameraError::ReplayEmpty`].
    ReplayEmpty,
    /// See [`CameraError::UnreadablePicture`].
    UnreadablePicture,
    /// See [`CameraError::SceneText`].
    SceneText,
    /// See [`CameraError::Driver`].
    Driver,
    /// See [`CameraError::Stopped`].
    Stopped,
}

impl CameraError {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> CameraErrorKind {
        match self {
            Self::NoneFound => CameraErrorKind::NoneFound,
            Self::Busy { .. } => CameraErrorKind::Busy,
            Self::PermissionDenied { .. } => CameraErrorKind::PermissionDenied,
            Self::Unplugged { .. } => CameraErrorKind::Unplugged,
            Self::UnsupportedFormat { .. } => CameraErrorKind::UnsupportedFormat,
            Self::Stalled => CameraErrorKind::Stalled,
            Self::BrokenFrame(_) => CameraErrorKind::BrokenFrame,
            Self::ReplayMissing { .. } => CameraErrorKind::ReplayMissing,
            Self::ReplayEmpty { .. } => CameraErrorKind::ReplayEmpty,
            Self::UnreadablePicture { .. } => CameraErrorKind::UnreadablePicture,
            Self::SceneText { .. } => CameraErrorKind::SceneText,
            Self::Driver(_) => CameraErrorKind::Driver,
            Self::Stopped => CameraErrorKind::Stopped,
        }
    }

    /// Whether the camera is still open and may simply be asked for the next picture.
    #[must_use]
    pub const fn passes(&self) -> bool {
        matches!(self, Self::Stalled | Self::BrokenFrame(_) | Self::UnreadablePicture { .. })
    }
}
