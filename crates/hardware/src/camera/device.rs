//! Real cameras, through `nokhwa`: V4L2, Media Foundation, AVFoundation.
//!
//! The driver blocks for as long as the camera sends nothing, and its handle must stay in one thread. So each camera
//! gets a thread of its own, which holds the handle and leaves the newest picture where [`DeviceCamera`] finds it; a
//! thread that is stuck in the driver is left behind, and ends when the driver lets go of it.
//!
//! Known peculiarities that are met here: a format must be asked for exactly, rate included, or is refused; some
//! virtual devices list their frame rates once per opening, or not before somebody sends to them; a current setting
//! that the library does not know keeps it from opening the device.

mod driver;
mod report;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use gatehouse_vision::LumaBuf;

use super::{Camera, CameraDescription, CameraError, FRAME_WAIT, Format, FrameInfo};
use crate::Stop;
use crate::camera::error::DriverError;

/// How long a driver may take to open a camera; waking one up over USB takes seconds on some machines.
const OPEN_WAIT: Duration = Duration::from_secs(15);
/// How long closing waits for the driver to let go, so that the camera can be opened again at once.
const CLOSE_WAIT: Duration = Duration::from_millis(300);
/// How often a wait looks whether it was ended.
const LOOK: Duration = Duration::from_millis(50);

/// Lists the cameras of this machine with what they offer, in the order of their numbers.
///
/// Asks each camera, which may light its lamp for a moment. A camera in use is listed without formats.
pub fn list_cameras() -> Result<Vec<CameraDescription>, CameraError> {
    unwinding(driver::list)
}

/// A real camera.
pub(super) struct DeviceCamera {
    inbox: Arc<Inbox>,
    stop: Stop,
    format: Format,
}

impl DeviceCamera {
    /// Opens camera `index` with the best format that it accepts.
    pub(super) fn open(index: u32, stop: &Stop) -> Result<Self, CameraError> {
        let inbox = Arc::new(Inbox::default());
        let (opened, answer) = mpsc::channel();
        let held = Arc::clone(&inbox);
        thread::Builder::new()
            .name(format!("camera {index}"))
            .spawn(move || {
                let outcome = unwinding(|| capture(index, &held, &opened));
                let mut letter = held.lock();
                letter.error = outcome.err();
                letter.closed = true;
                drop(letter);
                held.bell.notify_all();
            })
            .map_err(|error| CameraError::Driver(DriverError(error.to_string())))?;
        let asked = Instant::now();
        let mut camera = Self { inbox, stop: stop.clone(), format: driver::NO_FORMAT };
        loop {
            match answer.recv_timeout(LOOK) {
                Ok(format) => {
                    camera.format = format;
                    return Ok(camera);
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => return Err(camera.take_error()),
                Err(mpsc::RecvTimeoutError::Timeout) if stop.is_raised() => return Err(CameraError::Stopped),
                Err(mpsc::RecvTimeoutError::Timeout) if asked.elapsed() > OPEN_WAIT => {
                    return Err(CameraError::Driver(DriverError("the driver does not answer".to_owned())));
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Why the thread ended; it is about to say so when it has not yet.
    fn take_error(&self) -> CameraError {
        let letter = self.inbox.wait(CLOSE_WAIT, |letter| letter.closed);
        ended(letter)
    }
}

fn ended(mut letter: MutexGuard<'_, Letter>) -> CameraError {
    letter.error.take().unwrap_or_else(|| CameraError::Driver(DriverError("the driver ended".to_owned())))
}

impl Camera for DeviceCamera {
    fn next_frame(&mut self, into: &mut LumaBuf) -> Result<FrameInfo, CameraError> {
        let asked = Instant::now();
        loop {
            let mut letter = self.inbox.wait(LOOK, |letter| letter.fresh.is_some() || letter.closed);
            if let Some(fresh) = letter.fresh.take() {
                std::mem::swap(into, &mut letter.picture);
                return fresh.map_err(CameraError::BrokenFrame);
            }
            if letter.closed {
                return Err(ended(letter));
            }
            drop(letter);
            if self.stop.is_raised() {
                return Err(CameraError::Stopped);
            }
            if asked.elapsed() >= FRAME_WAIT {
                return Err(CameraError::Stalled);
            }
        }
    }

    fn nominal_fps(&self) -> f32 {
        self.format.fps as f32
    }
}

impl Drop for DeviceCamera {
    fn drop(&mut self) {
        self.inbox.lock().abandoned = true;
        drop(self.inbox.wait(CLOSE_WAIT, |letter| letter.closed));
    }
}

/// Where the driver's thread leaves the newest picture.
#[derive(Default)]
struct Inbox {
    letter: Mutex<Letter>,
    bell: Condvar,
}

#[derive(Default)]
struct Letter {
    picture: LumaBuf,
    fresh: Option<Result<FrameInfo, super::convert::ConvertError>>,
    error: Option<CameraError>,
    abandoned: bool,
    closed: bool,
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, Letter> {
        self.letter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, time: Duration, until: impl Fn(&Letter) -> bool) -> MutexGuard<'_, Letter> {
        let (letter, _) = self
            .bell
            .wait_timeout_while(self.lock(), time, |letter| !until(letter))
            .unwrap_or_else(PoisonError::into_inner);
        letter
    }
}

/// The life of a camera in its thread.
fn capture(index: u32, inbox: &Inbox, opened: &mpsc::Sender<Format>) -> Result<(), CameraError> {
    let mut driver = driver::Driver::open(index)?;
    if opened.send(driver.format()).is_err() {
        return Ok(());
    }
    let started = Instant::now();
    let mut picture = LumaBuf::new();
    for seq in 0.. {
        let converted = driver.frame(&mut picture)?;
        let info = FrameInfo { at: started.elapsed(), seq };
        let mut letter = inbox.lock();
        if letter.abandoned {
            break;
        }
        std::mem::swap(&mut picture, &mut letter.picture);
        letter.fresh = Some(converted.map(|()| info));
        drop(letter);
        inbox.bell.notify_all();
    }
    Ok(())
}

/// Runs `work`; a panic inside the camera library becomes an error of the camera.
fn unwinding<T>(work: impl FnOnce() -> Result<T, CameraError>) -> Result<T, CameraError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(CameraError::Driver(DriverError("the driver crashed".to_owned()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::CameraErrorKind;

    #[test]
    fn a_camera_that_is_not_there_is_not_found() {
        let error =
            DeviceCamera::open(4_000_000, &Stop::new()).err().expect("no machine has that many cameras");
        assert!(matches!(error.kind(), CameraErrorKind::NoneFound | CameraErrorKind::Driver), "{error:?}");
    }

    #[test]
    fn a_crash_in_the_driver_is_an_error() {
        let error =
            unwinding::<()>(|| std::panic::resume_unwind(Box::new("driver"))).expect_err("it crashed");
        assert_eq!(error.kind(), CameraErrorKind::Driver);
    }
}
