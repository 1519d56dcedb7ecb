//! The place where the newest picture lies: one deep, and never waited for by the camera.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use gatehouse_vision::{LumaBuf, Point};

/// A picture on its way through the lane.
pub(super) struct Frame {
    pub(super) picture: LumaBuf,
    /// When it was taken, since the lane was started.
    pub(super) at: Duration,
    /// Its number in this lane, from 1.
    pub(super) number: u64,
    /// When it reached the lane.
    pub(super) arrived: Instant,
}

impl Frame {
    pub(super) fn empty() -> Self {
        Self { picture: LumaBuf::new(), at: Duration::ZERO, number: 0, arrived: Instant::now() }
    }
}

/// Where the decoder last saw codes.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) at: Duration,
    pub(super) corners: Vec<[Point; 4]>,
}

/// Holds the newest picture for the decoder and for the screen.
#[derive(Default)]
pub(super) struct Slot {
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    newest: Option<Arc<Frame>>,
    seen: Option<Seen>,
    closed: bool,
}

impl Slot {
    /// Replaces the newest picture, looked at or not.
    pub(super) fn put(&self, frame: Arc<Frame>) {
        self.lock().newest = Some(frame);
        self.bell.notify_all();
    }

    /// Waits for a picture after number `last`; none once the slot is closed.
    pub(super) fn take_after(&self, last: u64) -> Option<Arc<Frame>> {
        let waiting = |state: &mut State| {
            !state.closed && state.newest.as_ref().is_none_or(|frame| frame.number <= last)
        };
        let state = self.bell.wait_while(self.lock(), waiting).unwrap_or_else(PoisonError::into_inner);
        if state.closed { None } else { state.newest.clone() }
    }

    /// Notes where codes were seen.
    pub(super) fn note(&self, seen: Seen) {
        self.lock().seen = Some(seen);
    }

    /// The newest picture, and where codes were last seen.
    pub(super) fn newest(&self) -> Option<(Arc<Frame>, Option<Seen>)> {
        let state = self.lock();
        state.newest.clone().map(|frame| (frame, state.seen.clone()))
    }

    /// Ends every wait, now and later.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.bell.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The pictures of a lane, used again as soon as nobody looks at them any more.
#[derive(Default)]
pub(super) struct Pool {
    frames: Vec<Arc<Frame>>,
}

impl Pool {
    /// A frame that nobody looks at; made anew when all are in use, which a handful ends.
    pub(super) fn free(&mut self) -> Arc<Frame> {
        match self.frames.iter_mut().position(|frame| Arc::get_mut(frame).is_some()) {
            Some(free) => self.frames.swap_remove(free),
            None => Arc::new(Frame::empty()),
        }
    }

    /// Keeps `frame` for later use.
    pub(super) fn keep(&mut self, frame: Arc<Frame>) {
        self.frames.push(frame);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(number: u64) -> Arc<Frame> {
        Arc::new(Frame { number, ..Frame::empty() })
    }

    #[test]
    fn only_the_newest_picture_is_kept() {
        let slot = Slot::default();
        (1..=3).for_each(|number| slot.put(frame(number)));
        assert_eq!(slot.take_after(0).map(|frame| frame.number), Some(3));
    }

    #[test]
    fn a_closed_slot_gives_nothing() {
        let slot = Slot::default();
        slot.put(frame(1));
        slot.close();
        assert!(slot.take_after(0).is_none());
    }

    #[test]
    fn pictures_are_used_again_once_nobody_looks_at_them() {
        let mut pool = Pool::default();
        let first = pool.free();
        let looked_at = Arc::clone(&first);
        let place = Arc::as_ptr(&first);
        pool.keep(first);
        let second = pool.free();
        assert_ne!(Arc::as_ptr(&second), place, "somebody still looks at the first");
        drop(looked_at);
        assert_eq!(Arc::as_ptr(&pool.free()), place);
    }
}
