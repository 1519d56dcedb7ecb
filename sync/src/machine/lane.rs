//! One direction of traffic: what it is doing, and how long it holds back after failures.

use super::status::Parked;
use super::{Job, Tuning};
use crate::wire::Call;

/// One call or errand at a time.
#[derive(Debug)]
pub(super) struct Lane<T> {
    /// What it waits for.
    pub(super) running: Option<Running<T>>,
    /// How often it failed in a row.
    failures: u32,
    /// Nothing is begun before.
    pub(super) not_before: u64,
    /// Why it waits for somebody, and when it looks by itself.
    pub(super) parked: Option<(Parked, u64)>,
}

/// What a lane waits for.
#[derive(Debug)]
pub(super) struct Running<T> {
    pub(super) job: Job,
    pub(super) task: T,
    /// Which call it is; none for an errand.
    pub(super) call: Option<Call>,
    /// When a call counts as lost; errands take as long as they take.
    pub(super) deadline: Option<u64>,
    /// How many sign-ins there had been when it began.
    pub(super) session: u64,
    /// When it began.
    pub(super) since: u64,
}

impl<T> Default for Lane<T> {
    fn default() -> Self {
        Self { running: None, failures: 0, not_before: 0, parked: None }
    }
}

impl<T> Lane<T> {
    /// Whether something may begin now.
    pub(super) fn is_free(&self, now_ms: u64) -> bool {
        self.running.is_none()
            && self.not_before <= now_ms
            && self.parked.as_ref().is_none_or(|(_, at)| *at <= now_ms)
    }

    /// The next moment at which something may begin or must be given up; `None` while an errand runs.
    pub(super) fn wakes_at(&self) -> Option<u64> {
        match &self.running {
            Some(running) => running.deadline,
            None => Some(self.parked.as_ref().map_or(0, |(_, at)| *at).max(self.not_before)),
        }
    }

    /// Takes the task that `job` belongs to; `None` for a job that was given up.
    pub(super) fn take(&mut self, job: Job) -> Option<Running<T>> {
        self.running.take_if(|running| running.job == job)
    }

    /// Holds back for a random part of a delay that doubles, at least as long as asked for.
    pub(super) fn hold_back(
        &mut self,
        now_ms: u64,
        after_ms: Option<u64>,
        tuning: &Tuning,
        chance: &mut Chance,
    ) {
        let most =
            tuning.backoff_first_ms.saturating_mul(1 << self.failures.min(16)).min(tuning.backoff_most_ms);
        self.failures = self.failures.saturating_add(1);
        self.not_before = now_ms + chance.within(most).max(after_ms.unwrap_or(0)).max(LEAST_PAUSE_MS);
    }

    /// Something worked.
    pub(super) fn succeed(&mut self) {
        self.failures = 0;
        self.parked = None;
    }

    /// Things have changed: begin afresh.
    pub(super) fn reset(&mut self, now_ms: u64) {
        self.failures = 0;
        self.not_before = now_ms;
        if let Some((_, at)) = &mut self.parked {
            *at = now_ms;
        }
    }
}

/// No two attempts are closer than this, whatever chance says.
const LEAST_PAUSE_MS: u64 = 100;

/// The random number of a step, spun on into as many as it needs.
#[derive(Debug)]
pub(super) struct Chance(pub(super) u64);

impl Chance {
    /// A number up to and including `most`.
    pub(super) fn within(&mut self, most: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most.saturating_add(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_up_to_its_cap_and_starts_over() {
        let tuning = Tuning::default();
        let mut lane = Lane::<()>::default();
        let mut chance = Chance(7);
        for failures in 0..40_u32 {
            lane.hold_back(0, None, &tuning, &mut chance);
            let most = (500_u64 << failures.min(7)).min(60_000);
            assert!(
                (LEAST_PAUSE_MS..=most).contains(&lane.not_before),
                "after {failures}: {}",
                lane.not_before
            );
        }
        lane.reset(5);
        lane.hold_back(0, None, &tuning, &mut chance);
        assert!(lane.not_before <= 500);
        lane.hold_back(0, Some(9_000), &tuning, &mut chance);
        assert_eq!(lane.not_before, 9_000, "the central store asked for more");
    }
}
