//! A flag that threads wait on: raised once, it ends every wait at once.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Tells the threads of a device to end, and is what they wait on between two pieces of work.
///
/// Clones share one flag.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    shared: Arc<(Mutex<bool>, Condvar)>,
}

impl Stop {
    /// A flag that is not raised.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Raises the flag for good and wakes whoever waits.
    pub fn raise(&self) {
        let (flag, bell) = &*self.shared;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        bell.notify_all();
    }

    /// Whether it has been raised.
    #[must_use]
    pub fn is_raised(&self) -> bool {
        *self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for `time`, or less when the flag is raised meanwhile; true when it is.
    #[must_use]
    pub fn wait(&self, time: Duration) -> bool {
        let (flag, bell) = &*self.shared;
        let guard = flag.lock().unwrap_or_else(PoisonError::into_inner);
        let (guard, _) =
            bell.wait_timeout_while(guard, time, |raised| !*raised).unwrap_or_else(PoisonError::into_inner);
        *guard
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn raising_ends_a_long_wait() {
        let stop = Stop::new();
        let (ended, end) = mpsc::channel();
        let waiter = stop.clone();
        std::thread::spawn(move || ended.send(waiter.wait(Duration::from_secs(3600))));
        stop.raise();
        assert_eq!(end.recv_timeout(Duration::from_secs(10)), Ok(true));
    }

    #[test]
    fn a_wait_that_nobody_ends_ends_by_itself() {
        assert!(!Stop::new().wait(Duration::from_millis(1)));
    }
}
