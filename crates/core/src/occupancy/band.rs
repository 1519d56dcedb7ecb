//! Bands: from which share of a zone's capacity on somebody does something.
//!
//! A band is a step from the one before, because of the hysteresis. Whoever looks keeps the last band of each zone in memory and
//! hands it in; after a start there is none, and the count alone says it. Nothing of it is a fact: what is written down is
//! the alarm, and what was done.

use super::rate::share;
use crate::ids::ZoneId;
use crate::incident::Config;

/// How far below its share a band is left, in thousandths of the capacity.
///
/// At a busy door the count goes up and down all the time; without it an alarm would come and go with every group.
pub const HYSTERESIS: u16 = 30;

/// The shares that every event starts with, in thousandths.
pub const SHARES: [u16; 4] = [800, 900, 950, 1_000];

/// What is done in each band where the event says nothing else; the screens know the words in each language.
pub const WORDS: [&str; 4] = ["inform", "slow", "one_in_one_out", "closed"];

/// A band of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// From which share of the capacity on, in thousandths.
    pub permille: u16,
    /// Who sees to it; empty when nobody was named.
    pub owner: String,
    /// What is done; empty: the word of [`WORDS`].
    pub action: String,
}

/// The bands of a zone, as the event set them.
#[must_use]
pub fn bands(config: &Config, zone: ZoneId) -> [Band; 4] {
    [0_u8, 1, 2, 3].map(|no| match config.bands.get(&(zone, no)) {
        Some((permille, owner, action)) => {
            Band { permille: *permille, owner: owner.clone(), action: action.clone() }
        }
        None => Band { permille: SHARES[usize::from(no)], owner: String::new(), action: String::new() },
    })
}

/// The band that a zone is in, when it was in `previous`: the highest one whose share is reached, or that was reached and is not
/// left yet. `upper` is the upper end of the interval. A zone that may hold nobody is in its last band.
#[must_use]
pub fn step(previous: Option<u8>, upper: i64, capacity: u32, bands: &[Band; 4]) -> Option<u8> {
    let highest = |until: usize, below: u16| {
        let reached = |band: &Band| upper >= i64::from(share(capacity, band.permille.saturating_sub(below)));
        bands.iter().take(until).rposition(reached)
    };
    let held = previous.and_then(|previous| highest(usize::from(previous) + 1, HYSTERESIS));
    highest(bands.len(), 0).max(held).and_then(|band| u8::try_from(band).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ZONE: ZoneId = ZoneId::from_bytes([1; 16]);

    fn standard() -> [Band; 4] {
        bands(&Config::default(), ZONE)
    }

    fn check(previous: Option<u8>, upper: i64, expected: Option<u8>) {
        assert_eq!(step(previous, upper, 1_000, &standard()), expected, "{upper} after {previous:?}");
    }

    #[test]
    fn a_band_is_reached_at_its_share_and_left_three_hundredths_below() {
        check(None, 799, None);
        check(None, 800, Some(0));
        check(Some(0), 770, Some(0));
        check(Some(0), 769, None);
        check(None, 770, None);
        check(Some(0), 905, Some(1));
        check(Some(1), 870, Some(1));
        check(Some(1), 869, Some(0));
        check(Some(3), 970, Some(3));
        check(Some(3), 969, Some(2));
        check(Some(3), 10, None);
        check(None, 1_200, Some(3));
        check(None, -40, None);
    }

    #[test]
    fn what_the_event_set_counts() {
        let mut config = Config::default();
        config.bands.insert((ZONE, 1), (850, "gate lead".to_owned(), "walk them round".to_owned()));
        let bands = bands(&config, ZONE);
        assert_eq!(step(None, 850, 1_000, &bands), Some(1));
        assert_eq!(bands[1].owner, "gate lead");
        assert_eq!(bands[2].permille, 950);
        assert_eq!(step(None, 0, 0, &bands), Some(3), "it may hold nobody");
    }

    proptest! {
        #[test]
        fn wobbling_within_the_hysteresis_raises_one_alarm(at in 0_usize..4, wobble in proptest::collection::vec(-29_i64..=0, 1..40)) {
            let bands = standard();
            let share = i64::from(SHARES[at]);
            let mut band = step(None, share, 1_000, &bands);
            let reached = band;
            for by in wobble {
                let next = step(band, share + by, 1_000, &bands);
                prop_assert_eq!(next, reached);
                band = next;
            }
        }

        #[test]
        fn more_people_are_never_a_lower_band(previous in proptest::option::of(0_u8..4), upper in 0_i64..1_500, more in 0_i64..500) {
            let bands = standard();
            prop_assert!(step(previous, upper, 1_000, &bands) <= step(previous, upper + more, 1_000, &bands));
        }
    }
}
