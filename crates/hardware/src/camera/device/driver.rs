//! The calls into `nokhwa`, all of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use gatehouse_vision::LumaBuf;
use nokhwa::Camera as Handle;
use nokhwa::NokhwaError;
use nokhwa::utils::{
    ApiBackend, CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType, Resolution,
};

use super::report::{Phase, classify};
use crate::camera::convert::{self, ConvertError};
use crate::camera::error::DriverError;
use crate::camera::formats::{guesses, ranked, with_wishes};
use crate::camera::{CameraDescription, CameraError, CameraErrorKind, Format, PixelFormat};

/// Stands in until the driver has said what it opened.
pub(super) const NO_FORMAT: Format = Format { width: 0, height: 0, pixel: PixelFormat::Grey, fps: 0 };

const USABLE: &[FrameFormat] = &[FrameFormat::YUYV, FrameFormat::NV12, FrameFormat::GRAY, FrameFormat::MJPEG];

/// How long the operator has to answer the question whether the program may use the camera (macOS asks).
const PERMISSION_WAIT: Duration = Duration::from_secs(60);

/// An open camera that sends pictures.
pub(super) struct Driver {
    /// Some until it is dropped.
    handle: Option<Handle>,
    format: Format,
}

impl Driver {
    /// Opens camera `index` and starts it, in the best format that works.
    pub(super) fn open(index: u32) -> Result<Self, CameraError> {
        permission()?;
        let candidates = match offered(index) {
            Ok(formats) => ranked(with_wishes(formats)),
            Err(error) if error.kind() == CameraErrorKind::UnsupportedFormat => guesses(),
            Err(error) => return Err(error),
        };
        let mut last = CameraError::UnsupportedFormat { source: None };
        for format in candidates {
            match Self::start(index, format) {
                Ok(driver) => return Ok(driver),
                Err(error) if error.kind() == CameraErrorKind::UnsupportedFormat => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn start(index: u32, format: Format) -> Result<Self, CameraError> {
        let wanted = CameraFormat::new_from(format.width, format.height, theirs(format.pixel), format.fps);
        let request = RequestedFormat::with_formats(RequestedFormatType::Exact(wanted), USABLE);
        let mut handle = Handle::new(CameraIndex::Index(index), request).map_err(opening)?;
        handle.open_stream().map_err(opening)?;
        // What was agreed may differ from what was asked for.
        let format = ours(handle.camera_format()).unwrap_or(format);
        Ok(Self { handle: Some(handle), format })
    }

    /// What the camera was set to.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Waits for the next picture, for as long as it takes. The outer error ends the camera, the inner passes.
    pub(super) fn frame(&mut self, into: &mut LumaBuf) -> Result<Result<(), ConvertError>, CameraError> {
        let closed = || CameraError::Driver(DriverError("the camera is closed".to_owned()));
        let handle = self.handle.as_mut().ok_or_else(closed)?;
        let bytes = handle.frame_raw().map_err(|error| classify(&error.to_string(), Phase::Reading))?;
        let (width, height) = (self.format.width as usize, self.format.height as usize);
        let size = (width, height);
        Ok(match self.format.pixel {
            PixelFormat::Mjpeg => convert::jpeg(&bytes, into),
            PixelFormat::Yuyv => {
                convert::yuyv(size, convert::guess_stride(2 * width, height, bytes.len()), &bytes, into)
            }
            PixelFormat::Grey => {
                convert::grey(size, convert::guess_stride(width, height, bytes.len()), &bytes, into)
            }
            // Both planes have the same stride; the second has half the rows.
            PixelFormat::Nv12 => {
                convert::grey(size, convert::guess_stride(width, height * 3 / 2, bytes.len()), &bytes, into)
            }
        })
    }
}

impl Drop for Driver {
    /// The library crashes when a vanished camera cannot be stopped; why it vanished is better known than that.
    fn drop(&mut self) {
        let handle = self.handle.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(handle)));
    }
}

/// The cameras of this machine.
pub(super) fn list() -> Result<Vec<CameraDescription>, CameraError> {
    permission()?;
    let found = match nokhwa::query(ApiBackend::Auto) {
        Ok(found) => found,
        Err(error) => return Err(opening(error)),
    };
    let mut cameras = Vec::new();
    for camera in found {
        let Ok(index) = camera.index().as_index() else { continue };
        let offered = offered(index);
        let useless = matches!(&offered, Err(error) if error.kind() == CameraErrorKind::UnsupportedFormat);
        let formats = offered.map(ranked).unwrap_or_default();
        cameras.push((useless, CameraDescription { index, name: camera.human_name(), formats }));
    }
    // A webcam shows up twice under Linux, the second time for data about its pictures.
    let real: Vec<String> =
        cameras.iter().filter(|(useless, _)| !useless).map(|(_, camera)| camera.name.clone()).collect();
    cameras.retain(|(useless, camera)| !useless || !real.contains(&camera.name));
    cameras.sort_by_key(|(_, camera)| camera.index);
    Ok(cameras.into_iter().map(|(_, camera)| camera).collect())
}

/// What camera `index` offers; opened for the question and closed again, because a list may be had only once.
fn offered(index: u32) -> Result<Vec<Format>, CameraError> {
    let request = RequestedFormat::with_formats(RequestedFormatType::None, USABLE);
    let mut handle = Handle::new(CameraIndex::Index(index), request).map_err(opening)?;
    let mut formats: Vec<Format> =
        handle.compatible_camera_formats().unwrap_or_default().into_iter().filter_map(ours).collect();
    // It was opened in this one, so this one it must have listed.
    formats.extend(ours(handle.camera_format()));
    if formats.is_empty() { Err(CameraError::UnsupportedFormat { source: None }) } else { Ok(formats) }
}

/// Asks for the permission to use cameras where the operating system wants to be asked.
fn permission() -> Result<(), CameraError> {
    if nokhwa::nokhwa_check() {
        return Ok(());
    }
    let (answered, answer) = std::sync::mpsc::channel();
    nokhwa::nokhwa_initialize(move |granted| {
        // Fails only when the answer came too late.
        let _ = answered.send(granted);
    });
    match answer.recv_timeout(PERMISSION_WAIT) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => {
            Err(CameraError::PermissionDenied { source: DriverError("not granted".to_owned()) })
        }
    }
}

fn opening(error: NokhwaError) -> CameraError {
    classify(&error.to_string(), Phase::Opening)
}

fn ours(format: CameraFormat) -> Option<Format> {
    let pixel = match format.format() {
        FrameFormat::MJPEG => PixelFormat::Mjpeg,
        FrameFormat::YUYV => PixelFormat::Yuyv,
        FrameFormat::NV12 => PixelFormat::Nv12,
        FrameFormat::GRAY => PixelFormat::Grey,
        FrameFormat::RAWRGB | FrameFormat::RAWBGR => return None,
    };
    let Resolution { width_x: width, height_y: height } = format.resolution();
    Some(Format { width, height, pixel, fps: format.frame_rate() })
}

const fn theirs(pixel: PixelFormat) -> FrameFormat {
    match pixel {
        PixelFormat::Mjpeg => FrameFormat::MJPEG,
        PixelFormat::Yuyv => FrameFormat::YUYV,
        PixelFormat::Nv12 => FrameFormat::NV12,
        PixelFormat::Grey => FrameFormat::GRAY,
    }
}
