//! The steady beat of a camera that is not one.

use std::time::{Duration, Instant};

use super::{CameraError, FrameInfo};
use crate::Stop;

/// Hands out the moments at which a replayed or generated camera shows its pictures.
#[derive(Debug)]
pub struct Pace {
    interval: Duration,
    stop: Stop,
    due: Option<Instant>,
    paced: bool,
    next: u64,
}

impl Pace {
    /// One picture every `interval`, waited for.
    #[must_use]
    pub fn every(interval: Duration, stop: &Stop) -> Self {
        Self { interval, stop: stop.clone(), due: None, paced: true, next: 0 }
    }

    /// The same times of pictures without waiting for them: as fast as they are taken.
    #[must_use]
    pub fn unpaced(interval: Duration) -> Self {
        Self { paced: false, ..Self::every(interval, &Stop::new()) }
    }

    /// Waits until the next picture is due.
    pub(super) fn tick(&mut self) -> Result<FrameInfo, CameraError> {
        if self.paced {
            self.wait()?;
        }
        let seq = self.next;
        self.next += 1;
        let nanos = self.interval.as_nanos().saturating_mul(u128::from(seq));
        Ok(FrameInfo { at: Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)), seq })
    }

    /// Pictures a second.
    pub(super) fn fps(&self) -> f32 {
        self.interval.as_secs_f32().max(1e-3).recip()
    }

    fn wait(&mut self) -> Result<(), CameraError> {
        let now = Instant::now();
        let due = self.due.unwrap_or(now);
        if self.stop.wait(due.saturating_duration_since(now)) {
            return Err(CameraError::Stopped);
        }
        // After a hold-up the beat starts afresh: pictures are not shown faster to catch up.
        self.due = Some(due.max(Instant::now().checked_sub(self.interval).unwrap_or(due)) + self.interval);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_numbered_and_an_interval_apart() {
        let mut pace = Pace::unpaced(Duration::from_millis(40));
        let times: Vec<_> = (0..3).map(|_| pace.tick().expect("nobody stops it")).collect();
        assert_eq!(times.iter().map(|frame| frame.seq).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(times.iter().map(|frame| frame.at.as_millis()).collect::<Vec<_>>(), [0, 40, 80]);
    }

    #[test]
    fn stopping_ends_the_wait() {
        let stop = Stop::new();
        let mut pace = Pace::every(Duration::from_secs(3600), &stop);
        assert!(pace.tick().is_ok(), "the first picture is due at once");
        stop.raise();
        assert!(matches!(pace.tick(), Err(CameraError::Stopped)));
    }
}
