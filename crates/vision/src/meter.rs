//! Counts work and watches the deadline.

use std::time::{Duration, Instant};

use crate::decoder::Budget;

/// Steps between two looks at the clock: some ten microseconds of work.
const STEPS_PER_LOOK: u64 = 8_192;

/// What the costliest pass takes for a pixel, generously.
const NANOSECONDS_PER_PIXEL: u64 = 5;

/// Steps of one frame at most, however much time there is: some hundred milliseconds of a slow machine.
const MOST_STEPS: u64 = 100_000_000;

/// The work done on one frame and the moment at which it must stop.
pub(crate) struct Meter {
    started: Instant,
    time: Duration,
    effort: u64,
    next_look: u64,
    over: bool,
}

impl Meter {
    /// Starts the clock.
    pub(crate) fn start(budget: Budget) -> Self {
        Self { started: Instant::now(), time: budget.time, effort: 0, next_look: 0, over: false }
    }

    /// Notes `steps` of work; `false` once the time or the steps are used up, and from then on always.
    pub(crate) fn charge(&mut self, steps: usize) -> bool {
        self.effort += steps as u64;
        if !self.over && self.effort >= self.next_look {
            self.next_look = self.effort + STEPS_PER_LOOK;
            self.over = self.effort >= MOST_STEPS || self.started.elapsed() >= self.time;
        }
        !self.over
    }

    /// Whether a pass over `pixels` would end in time, as far as a slow machine's speed tells.
    pub(crate) fn affords(&self, pixels: usize) -> bool {
        let needed = Duration::from_nanos(pixels as u64 * NANOSECONDS_PER_PIXEL);
        !self.over && self.started.elapsed() + needed < self.time
    }

    /// Whether the time was found to be up.
    pub(crate) const fn is_over(&self) -> bool {
        self.over
    }

    /// Steps noted so far.
    pub(crate) const fn effort(&self) -> u64 {
        self.effort
    }

    /// Time since the start.
    pub(crate) fn spent(&self) -> Duration {
        self.started.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_is_over_with_the_first_step() {
        let mut meter = Meter::start(Budget::of(Duration::ZERO));
        assert!(!meter.charge(1));
        assert!(meter.is_over());
    }

    #[test]
    fn work_ends_even_when_time_is_plenty() {
        let mut meter = Meter::start(Budget::of(Duration::from_secs(3_600)));
        let steps = (0..).take_while(|_| meter.charge(1_000)).count() as u64 * 1_000;
        assert!(steps < MOST_STEPS);
    }

    #[test]
    fn work_is_counted_even_when_time_is_plenty() {
        let mut meter = Meter::start(Budget::of(Duration::from_secs(3_600)));
        assert!(meter.charge(100_000));
        assert!(meter.charge(1));
        assert_eq!(meter.effort(), 100_001);
    }
}
