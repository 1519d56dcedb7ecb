//! What a driver's message means.
//!
//! `nokhwa` hands out texts where the operating system gave numbers; the numbers are still inside.

use crate::camera::CameraError;
use crate::camera::error::DriverError;

/// What was being done when the driver complained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Opening,
    Reading,
}

/// Parts of messages that mean another program holds the camera: EBUSY; two codes of Media Foundation.
const BUSY: &[&str] = &["(os error 16)", "busy", "0xc00d3704", "0xc00d3e85"];
/// EPERM and EACCES; E_ACCESSDENIED; what AVFoundation says.
const DENIED: &[&str] = &["(os error 1)", "(os error 13)", "0x80070005", "denied", "not authorized"];
/// ENOENT, ENXIO, ENODEV; what the library says for a number without a camera; two codes of Media Foundation.
const GONE: &[&str] =
    &["(os error 2)", "(os error 6)", "(os error 19)", "no device", "not found", "0xc00d36d5", "0xc00d3ea2"];
/// The library found no format that fits, or the camera took another than it was told; EINVAL while asking it.
const UNSUPPORTED: &[&str] = &[
    "fufill",
    "fulfill",
    "rejected",
    "unsupported",
    "framerate not whole",
    "cameraformat",
    "frameformat",
    "frame rate",
    "framerate",
    "resolution",
    "(os error 22)",
    "(os error 25)",
];

/// The error that `message` stands for.
pub(super) fn classify(message: &str, phase: Phase) -> CameraError {
    let lower = message.to_ascii_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    let source = DriverError(message.to_owned());
    if says(BUSY) {
        CameraError::Busy { source }
    } else if says(DENIED) {
        CameraError::PermissionDenied { source }
    } else if phase == Phase::Reading {
        // Whatever ends an open stream is gone until it can be opened again.
        CameraError::Unplugged { source }
    } else if says(GONE) {
        CameraError::NoneFound
    } else if says(UNSUPPORTED) {
        CameraError::UnsupportedFormat { source: Some(source) }
    } else {
        CameraError::Driver(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::CameraErrorKind as Kind;

    #[test]
    fn messages_are_told_apart() {
        let check =
            |phase, message, expected| assert_eq!(classify(message, phase).kind(), expected, "{message}");
        let opening = |message, expected| check(Phase::Opening, message, expected);
        opening(
            "Could not open device 0: V4L2 Error: No such file or directory (os error 2)",
            Kind::NoneFound,
        );
        opening(
            "Could not open device 0: V4L2 Error: Permission denied (os error 13)",
            Kind::PermissionDenied,
        );
        opening("Could not open device stream: Device or resource busy (os error 16)", Kind::Busy);
        opening("Could not get device property CameraFormat: Failed to Fufill", Kind::UnsupportedFormat);
        opening(
            "Could not set device property CameraFormat with value : Not same/Rejected",
            Kind::UnsupportedFormat,
        );
        opening(
            "Could not get device property V4L2 FrameRate: Framerate not whole number: 30000 / 1001",
            Kind::UnsupportedFormat,
        );
        opening(
            "Could not get device property parameters: Invalid argument (os error 22)",
            Kind::UnsupportedFormat,
        );
        opening("Could not open device stream: Cannot allocate memory (os error 12)", Kind::Driver);
        check(Phase::Reading, "Could not capture frame: No such device (os error 19)", Kind::Unplugged);
        check(Phase::Reading, "Could not capture frame: Input/output error (os error 5)", Kind::Unplugged);
        check(Phase::Reading, "something new", Kind::Unplugged);
    }
}
