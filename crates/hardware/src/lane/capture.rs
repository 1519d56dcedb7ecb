//! The camera thread: opens, reads, and opens again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::slot::{Frame, Pool};
use super::{CameraState, LaneConfig, LaneEvent, LaneFault, Loss, Shared};
use crate::Stop;
use crate::camera::{Camera, CameraError, DriverError};

/// A camera that refuses at once is not asked more often than this.
const REFUSED_WAIT: Duration = Duration::from_millis(5);

/// Runs until `stop` is raised.
pub(super) fn run(
    config: &LaneConfig,
    mut open: impl FnMut(&Stop) -> Result<Box<dyn Camera>, CameraError>,
    shared: &Shared,
    stop: &Stop,
) {
    let mut capture = Capture { shared, stop, config, started: Instant::now(), last_at: None, number: 0 };
    let mut pool = Pool::default();
    let mut wait = config.reopen_first;
    shared.set_state(CameraState::Starting);
    while !stop.is_raised() {
        let before = capture.number;
        let error = surviving(|| match open(stop) {
            Ok(mut camera) => capture.stream(&mut *camera, &mut pool),
            Err(error) => error,
        });
        if matches!(error, CameraError::Stopped) {
            break;
        }
        if capture.number > before {
            wait = config.reopen_first;
        }
        shared.set_state(CameraState::Lost(Loss::from(&error)));
        if stop.wait(wait) {
            break;
        }
        wait = (wait * 2).min(config.reopen_most);
    }
    shared.set_state(CameraState::Stopped);
}

/// Why `work` ended; a crash in a camera counts as its failure.
fn surviving(work: impl FnOnce() -> CameraError) -> CameraError {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| CameraError::Driver(DriverError("the camera crashed".to_owned())))
}

struct Capture<'a> {
    shared: &'a Shared,
    stop: &'a Stop,
    config: &'a LaneConfig,
    started: Instant,
    last_at: Option<Duration>,
    number: u64,
}

impl Capture<'_> {
    /// Reads one open camera until it fails for good, or the lane ends; says which.
    fn stream(&mut self, camera: &mut dyn Camera, pool: &mut Pool) -> CameraError {
        // Pictures of a camera that was opened again go on where the lane's time is by now.
        let opened = self.started.elapsed().max(self.last_at.unwrap_or_default());
        let mut last_good = Instant::now();
        let mut rate = Rate::new(camera.nominal_fps());
        let mut spare = pool.free();
        while !self.stop.is_raised() {
            // The frame came from the pool because nobody else holds it.
            let Some(frame) = Arc::get_mut(&mut spare) else {
                spare = pool.free();
                continue;
            };
            match camera.next_frame(&mut frame.picture) {
                Ok(info) => {
                    let at = (opened + info.at).max(self.last_at.unwrap_or_default());
                    self.number += 1;
                    self.last_at = Some(at);
                    last_good = Instant::now();
                    *frame = Frame {
                        picture: std::mem::take(&mut frame.picture),
                        at,
                        number: self.number,
                        arrived: last_good,
                    };
                    let full = std::mem::replace(&mut spare, pool.free());
                    pool.keep(Arc::clone(&full));
                    // First, so that no code is reported of a camera that is not running.
                    self.shared.set_state(CameraState::Running { fps: rate.count(at) });
                    self.shared.slot.put(full);
                }
                Err(error) if error.passes() => {
                    self.pass_over(&error, last_good);
                    if self.stop.wait(REFUSED_WAIT) {
                        break;
                    }
                }
                Err(error) => return error,
            }
        }
        CameraError::Stopped
    }

    fn pass_over(&self, error: &CameraError, last_good: Instant) {
        if let CameraError::UnreadablePicture { .. } = error {
            self.shared.emit(LaneEvent::Fault(LaneFault::PictureSkipped(Loss::from(error))));
        }
        if last_good.elapsed() >= self.config.stalled_after {
            self.shared.set_state(CameraState::Lost(Loss::from(error)));
        }
    }
}

/// Pictures a second, over a second and more, by the times of the pictures.
struct Rate {
    fps: f32,
    since: Option<Duration>,
    frames: u32,
}

impl Rate {
    /// Over how long to count.
    const WINDOW: Duration = Duration::from_secs(1);
    /// A smaller change is no news.
    const NEWS: f32 = 1.0;

    fn new(nominal: f32) -> Self {
        Self { fps: nominal, since: None, frames: 0 }
    }

    fn count(&mut self, at: Duration) -> f32 {
        let since = *self.since.get_or_insert(at);
        let passed = at.saturating_sub(since);
        if passed >= Self::WINDOW {
            let measured = self.frames as f32 / passed.as_secs_f32();
            if (measured - self.fps).abs() >= Self::NEWS {
                self.fps = measured;
            }
            (self.since, self.frames) = (Some(at), 0);
        }
        self.frames += 1;
        self.fps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_the_nominal_one_until_it_is_measured() {
        let mut rate = Rate::new(30.0);
        let counted: Vec<f32> =
            (0..=10).map(|tenth| rate.count(Duration::from_millis(tenth * 100))).collect();
        assert_eq!(counted[9], 30.0);
        assert_eq!(counted[10], 10.0);
    }

    #[test]
    fn a_small_change_of_rate_is_no_news() {
        let mut rate = Rate::new(15.5);
        for number in 0..60 {
            rate.count(Duration::from_secs(1) / 15 * number);
        }
        assert_eq!(rate.fps, 15.5);
    }
}
