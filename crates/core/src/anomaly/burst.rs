//! Many of a kind within a short time.

use std::collections::BTreeMap;
use std::ops::Range;

use super::window::{Seen, is_news};
use crate::time::WallMs;

/// What lasts is told once for each such stretch of the clock, in milliseconds.
pub(super) const STRETCH_MS: i64 = 10 * 60 * 1_000;

/// The stretch of the clock in which a moment lies.
pub(super) fn stretch(at: WallMs) -> i64 {
    at.0.div_euclid(STRETCH_MS)
}

/// Where at least `least` scans lie within `within_ms`: in each stretch of the clock the most of them, as places in `scans`, which
/// are in their order.
pub(super) fn bursts(
    scans: &[&Seen],
    within_ms: i64,
    least: usize,
    now: WallMs,
) -> BTreeMap<i64, Range<usize>> {
    let mut most: BTreeMap<i64, Range<usize>> = BTreeMap::new();
    let mut first = 0;
    for (last, scan) in scans.iter().enumerate() {
        while scan.at.0.saturating_sub(scans[first].at.0) >= within_ms {
            first += 1;
        }
        let burst = first..last + 1;
        if burst.len() >= least && is_news(scan.at, now) {
            let known = most.entry(stretch(scan.at)).or_insert_with(|| burst.clone());
            if burst.len() > known.len() {
                *known = burst;
            }
        }
    }
    most
}
