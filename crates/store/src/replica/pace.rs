//! When work that can wait goes on beside a gate that is busy.
//!
//! A scan that meets such work waits for its end and, on the disk, for what it leaves behind. So the work goes directly
//! behind a scan, when the next guest is not there yet, and otherwise rests many times as long as it takes. A gate without
//! scans is not spared, and nothing rests for ever. It only keeps account: it reads no clock and waits for nothing.

use std::time::{Duration, Instant};

/// So long after its last scan a gate counts as busy.
const BUSY: Duration = Duration::from_secs(3);

/// So long after a scan nothing else is begun: its verdict is on the way to the screen.
const SHOWN: Duration = Duration::from_millis(1);

/// Work goes on behind a scan for this part of the shortest pause that there was between two scans lately.
const LEE: u32 = 3;

/// Outside of that it rests this many times as long as it took.
const REST: u32 = 20;

/// However busy the gate is, work that has waited so long is next.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// What was done lately.
#[derive(Debug)]
pub(super) struct Pace {
    /// When the last scan had its commit.
    scanned: Option<Instant>,
    /// The shortest pause between two scans; one that is twice as long with every scan is a thing of the past.
    pause: Duration,
    /// When the last work will have rested.
    rested: Option<Instant>,
}

impl Pace {
    /// Nothing was done yet.
    pub(super) const fn new() -> Self {
        Self { scanned: None, pause: BUSY, rested: None }
    }

    /// A scan was at work from `begun` to `done`.
    pub(super) fn scanned(&mut self, begun: Instant, done: Instant) {
        let pause = self.scanned.map_or(BUSY, |last| begun.saturating_duration_since(last));
        self.pause = pause.min(self.pause * 2).min(BUSY);
        self.scanned = Some(done);
    }

    /// Work that can wait was done from `begun` to `done`.
    pub(super) fn worked(&mut self, begun: Instant, done: Instant) {
        self.rested = Some(done + done.saturating_duration_since(begun) * REST);
    }

    /// Whether there were scans lately.
    pub(super) fn is_busy(&self, now: Instant) -> bool {
        self.scanned.is_some_and(|last| now.saturating_duration_since(last) < BUSY)
    }

    /// How long work that is there since `since` has to wait yet, unless a scan comes.
    pub(super) fn rest(&self, since: Instant, now: Instant) -> Duration {
        let Some(last) = self.scanned.filter(|_| self.is_busy(now)) else { return Duration::ZERO };
        let behind = now.saturating_duration_since(last);
        if behind < SHOWN.max(self.pause / LEE) {
            return SHOWN.saturating_sub(behind);
        }
        let rested = self.rested.unwrap_or(since).min(since + LONGEST_WAIT);
        rested.saturating_duration_since(now)
    }

    /// Whether work that is there since `since` goes before any scan.
    pub(super) fn is_overdue(since: Instant, now: Instant) -> bool {
        now.saturating_duration_since(since) >= LONGEST_WAIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// A gate with scans of 2 ms at these milliseconds; gives the end of the last one.
    fn scans(pace: &mut Pace, start: Instant, at: &[u64]) -> Instant {
        for at in at {
            pace.scanned(start + ms(*at), start + ms(at + 2));
        }
        start + ms(at.last().expect("a scan") + 2)
    }

    #[test]
    fn without_scans_nothing_rests() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        pace.worked(start, start + ms(50));
        assert_eq!(pace.rest(start + ms(50), start + ms(50)), Duration::ZERO);

        let last = scans(&mut pace, start, &[100, 112]);
        pace.worked(last, last + ms(40));
        let now = last + ms(100);
        assert!(pace.is_busy(now) && pace.rest(now, now) > Duration::ZERO);
        let now = last + BUSY;
        assert!(!pace.is_busy(now));
        assert_eq!(pace.rest(now, now), Duration::ZERO, "the queue has passed");
    }

    #[test]
    fn behind_a_scan_work_goes_on_for_a_part_of_the_shortest_pause() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        // Pauses of 58 ms and 298 ms.
        let last = scans(&mut pace, start, &[0, 60, 360]);
        pace.worked(last, last + ms(5));
        let rest = |after| pace.rest(last, last + ms(after));
        assert_eq!(rest(0), SHOWN);
        assert_eq!(rest(1), Duration::ZERO);
        assert_eq!(rest(38), Duration::ZERO, "116 ms, twice the shortest one, are believed in by now");
        assert_eq!(rest(39), ms(5 + 5 * 20 - 39));
        assert_eq!(rest(105), Duration::ZERO, "it has rested");
    }

    #[test]
    fn nothing_waits_longer_than_it_must() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        // Two lanes, and scans that touch each other: nothing is behind a scan.
        let last = scans(&mut pace, start, &[0, 2, 4]);
        // A disk that was slow for once.
        pace.worked(last, last + ms(400));
        let since = last + ms(400);
        assert_eq!(pace.rest(since, since), LONGEST_WAIT);
        assert!(!Pace::is_overdue(since, since + LONGEST_WAIT - ms(1)));
        assert!(Pace::is_overdue(since, since + LONGEST_WAIT), "now it goes before any scan");
    }
}
