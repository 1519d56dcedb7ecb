//! The most that a door lets through in a minute: what a silent one is reckoned with.

use std::collections::BTreeMap;

use super::rate::Minute;
use crate::ids::CheckpointId;
use crate::incident::Config;
use crate::time::WallMs;

/// Persons a minute that one lane lets in at most, where nobody said otherwise.
///
/// 660 an hour is the upper limit for a turnstile in the Guide to Safety at Sports Grounds (Green Guide); a lane with a
/// scanner is not faster than one.
pub const USUAL_ENTRIES: u32 = 11;

/// Persons a minute that one lane lets out at most, where nobody said otherwise: a level exit of one metre (Green Guide).
pub const USUAL_EXITS: u32 = 82;

/// The most that a door lets through in a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most {
    /// Persons in.
    pub entries: u32,
    /// Persons out.
    pub exits: u32,
    /// Where the figure for entries comes from.
    pub basis: Basis,
}

/// Where the figure for entries comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Somebody set it; the setting names the source.
    Set,
    /// The greatest minute that the door had.
    GreatestMinute,
    /// [`USUAL_ENTRIES`] for each device there.
    Usual,
}

impl Most {
    /// For a door of which nothing is known but how many devices count there.
    #[must_use]
    pub fn usual(devices: usize) -> Self {
        let lanes = u32::try_from(devices.max(1)).unwrap_or(u32::MAX);
        Self {
            entries: USUAL_ENTRIES.saturating_mul(lanes),
            exits: USUAL_EXITS.saturating_mul(lanes),
            basis: Basis::Usual,
        }
    }

    /// For a door with these minutes (those of other doors are passed over) and so many devices.
    ///
    /// What somebody set counts for entries. Otherwise it is the greatest minute, and at least what is usual: a door that was
    /// quiet so far says nothing about the rush to come. Nobody sets exits; they count as at least as fast as entries.
    #[must_use]
    pub fn of(door: CheckpointId, config: &Config, minutes: &[Minute], devices: usize) -> Self {
        let usual = Self::usual(devices);
        let (ins, outs) = greatest_minute(door, minutes);
        let (entries, basis) = match config.rates.get(&door) {
            Some((per_minute, _)) => (*per_minute, Basis::Set),
            None if ins > usual.entries => (ins, Basis::GreatestMinute),
            None => (usual.entries, Basis::Usual),
        };
        Self { entries, exits: usual.exits.max(outs).max(entries), basis }
    }
}

/// The most that came in, and that left, within one of the minutes; several rows of one minute belong together.
fn greatest_minute(door: CheckpointId, minutes: &[Minute]) -> (u32, u32) {
    let mut sums: BTreeMap<i64, (u32, u32)> = BTreeMap::new();
    for minute in minutes.iter().filter(|minute| minute.door == door) {
        let sum = sums.entry(minute.minute).or_default();
        *sum = (sum.0.saturating_add(minute.entries), sum.1.saturating_add(minute.exits));
    }
    sums.into_values().fold((0, 0), |most, sum| (most.0.max(sum.0), most.1.max(sum.1)))
}

/// How many minutes have begun between two moments; none when the first lies ahead.
pub(super) fn begun_minutes(from: WallMs, now: WallMs) -> i64 {
    let ms = now.0.saturating_sub(from.0).max(0);
    ms / 60_000 + i64::from(ms % 60_000 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOOR: CheckpointId = CheckpointId::from_bytes([1; 16]);

    fn minute(door: u8, minute: i64, entries: u32, exits: u32) -> Minute {
        Minute { door: CheckpointId::from_bytes([door; 16]), minute, entries, exits }
    }

    #[test]
    fn a_setting_counts_then_the_greatest_minute_and_never_less_than_is_usual() {
        let mut config = Config::default();
        let quiet = [minute(1, 7, 3, 1), minute(2, 7, 90, 0)];
        let most = Most::of(DOOR, &config, &quiet, 2);
        assert_eq!(
            most,
            Most { entries: 22, exits: 164, basis: Basis::Usual },
            "another door's rush is not its own"
        );
        let busy = [minute(1, 7, 20, 1), minute(1, 7, 14, 200), minute(1, 8, 30, 0)];
        let most = Most::of(DOOR, &config, &busy, 2);
        assert_eq!(most, Most { entries: 34, exits: 201, basis: Basis::GreatestMinute });
        config.rates.insert(DOOR, (25, "measured on Friday".to_owned()));
        assert_eq!(Most::of(DOOR, &config, &busy, 2).entries, 25);
        assert_eq!(Most::of(DOOR, &config, &busy, 2).basis, Basis::Set);
    }

    #[test]
    fn a_minute_that_has_begun_counts_in_full() {
        for (ms, expected) in [(-5, 0), (0, 0), (1, 1), (60_000, 1), (60_001, 2)] {
            assert_eq!(begun_minutes(WallMs(1_000), WallMs(1_000 + ms)), expected, "{ms} ms");
        }
    }
}
