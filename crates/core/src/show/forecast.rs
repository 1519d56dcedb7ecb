//! When the show will probably be over: the spread of its end, from how long its cues took before.
//!
//! **A cue.** How long it will take is one of the durations that it took before, or the planned one. With `n` durations known
//! each of them has the weight 1, and the plan has the weight [`PLAN_WEIGHT`]; so without history a cue takes as long as
//! planned, and with much of it the plan no longer matters. This is the predictive distribution of a Dirichlet process around the plan
//! (T. S. Ferguson, "A Bayesian Analysis of Some Nonparametric Problems", Annals of Statistics 1 (1973), 209–230). What a
//! live cue will still take is the same, among the durations that it has not exceeded yet.
//!
//! **The evening.** Cues follow each other and their durations are taken to be independent; one that has a time of its own
//! does not start before it, and one that counts to its planned end does not end before it. The distribution of every end is worked
//! out from the one before it by convolution, not by sampling, on a grid of [`GRID_MS`] around the plan: a duration that
//! falls between two points is shared between them so that its mean stays exact, and a show without history ends exactly as planned. What
//! is less likely than one in a million millions at either side is dropped.
//!
//! Left out: that a slow evening is slow all along. If cues run late together, the true band is wider than this one.

use crate::time::WallMs;

/// How many durations the plan counts for.
pub const PLAN_WEIGHT: f64 = 2.0;

/// The distance of two points of the grid, in milliseconds.
pub const GRID_MS: i64 = 5_000;

/// The longest that a duration is believed to be: a day, in milliseconds.
const LONGEST_MS: u64 = 24 * 60 * 60 * 1_000;

/// Shares smaller than this at either side are dropped.
const NEGLIGIBLE: f64 = 1e-12;

/// A cue that is live or still to come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ahead {
    /// How long it is planned to take, in milliseconds.
    pub planned_ms: u64,
    /// How long it took before, in milliseconds, without pauses.
    pub past_ms: Vec<u64>,
    /// How much of it is over already, in milliseconds, without pauses; 0 when it has not begun.
    pub spent_ms: u64,
    /// It starts no sooner.
    pub not_before: Option<WallMs>,
    /// It counts to this planned end, and its durations say nothing.
    pub until: Option<WallMs>,
}

/// The spread of a show's end.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The moment of the first share.
    first_ms: i64,
    /// The shares of the moments, [`GRID_MS`] apart; they sum to 1.
    shares: Vec<f64>,
}

/// Foretells when the last of the cues ends, the first of which starts or goes on at `from`.
#[must_use]
pub fn forecast(from: WallMs, ahead: &[Ahead]) -> Forecast {
    ahead.iter().fold(Forecast { first_ms: from.0, shares: vec![1.0] }, |end, cue| {
        let start = cue.not_before.map_or_else(|| end.clone(), |hold| end.held(hold.0));
        cue.until.map_or_else(|| start.after(&Spread::of(cue)), |until| start.held(until.0))
    })
}

impl Forecast {
    /// The moment before which the end lies with the probability `share`, between 0 and 1; 0.5 gives P50.
    #[must_use]
    pub fn by(&self, share: f64) -> WallMs {
        let mut sum = 0.0;
        // What was dropped at the sides must not move a share of exactly one half.
        let reached = self.shares.iter().position(|one| {
            sum += one;
            sum + 1e-9 >= share
        });
        self.moment(reached.unwrap_or(self.shares.len().saturating_sub(1)))
    }

    /// The probability that the end lies after `moment`, between 0 and 1.
    #[must_use]
    pub fn past(&self, moment: WallMs) -> f64 {
        let later = |&(at, _): &(usize, &f64)| self.moment(at) > moment;
        let share: f64 = self.shares.iter().enumerate().filter(later).map(|(_, share)| share).sum();
        share.clamp(0.0, 1.0)
    }

    /// The mean of the end.
    #[must_use]
    pub fn mean(&self) -> WallMs {
        let steps: f64 = self.shares.iter().enumerate().map(|(at, share)| at as f64 * share).sum();
        WallMs(self.first_ms + (steps * GRID_MS as f64).round() as i64)
    }

    fn moment(&self, at: usize) -> WallMs {
        WallMs(self.first_ms + at as i64 * GRID_MS)
    }

    /// No sooner than a moment.
    fn held(&self, moment_ms: i64) -> Self {
        if moment_ms <= self.first_ms {
            return self.clone();
        }
        let mut shares = Vec::with_capacity(self.shares.len() + 1);
        for (at, share) in self.shares.iter().enumerate() {
            lay(&mut shares, (self.moment(at).0 - moment_ms).max(0), *share);
        }
        Self { first_ms: moment_ms, shares }
    }

    /// Later by a duration.
    fn after(&self, spread: &Spread) -> Self {
        let mut shares = vec![0.0; self.shares.len() + spread.points.last().map_or(0, |(at, _)| *at)];
        for (at, weight) in &spread.points {
            for (sum, share) in shares[*at..].iter_mut().zip(&self.shares) {
                *sum += share * weight;
            }
        }
        Self { first_ms: self.first_ms + spread.least_ms, shares }.trimmed()
    }

    /// Without what is negligible at the sides; the rest sums to 1 again.
    fn trimmed(mut self) -> Self {
        let negligible = |shares: &mut dyn Iterator<Item = &f64>| {
            let mut sum = 0.0;
            shares
                .take_while(|share| {
                    sum += *share;
                    sum < NEGLIGIBLE
                })
                .count()
        };
        let early = negligible(&mut self.shares.iter());
        let late = negligible(&mut self.shares.iter().rev());
        self.shares.truncate(self.shares.len().saturating_sub(late));
        self.shares.drain(..early.min(self.shares.len()));
        self.first_ms += early as i64 * GRID_MS;
        let sum: f64 = self.shares.iter().sum();
        self.shares.iter_mut().for_each(|share| *share /= sum);
        self
    }
}

/// How long a cue will still take: a least duration, and points of the grid above it with their weights, which sum to 1.
struct Spread {
    least_ms: i64,
    points: Vec<(usize, f64)>,
}

impl Spread {
    fn of(cue: &Ahead) -> Self {
        let left = |ms: u64| i64::try_from(ms.min(LONGEST_MS).saturating_sub(cue.spent_ms)).unwrap_or(0);
        let known = cue.past_ms.iter().map(|&ms| (left(ms), 1.0));
        let mut lasts: Vec<(i64, f64)> = known.chain([(left(cue.planned_ms), PLAN_WEIGHT)]).collect();
        if cue.spent_ms > 0 {
            lasts.retain(|(left, _)| *left > 0);
        }
        let total: f64 = lasts.iter().map(|(_, weight)| weight).sum();
        let Some(least) = lasts.iter().map(|(left, _)| *left).min() else {
            return Self { least_ms: 0, points: vec![(0, 1.0)] };
        };
        // From the plan on, so that what goes as planned ends as planned to the millisecond.
        let least_ms = least - (least - left(cue.planned_ms)).rem_euclid(GRID_MS);
        let mut shares = Vec::new();
        for (left, weight) in lasts {
            lay(&mut shares, left - least_ms, weight / total);
        }
        let points = shares.into_iter().enumerate().filter(|(_, share)| *share > 0.0).collect();
        Self { least_ms, points }
    }
}

/// Lays a share `offset_ms` after the first point, shared between the two points that it lies between.
fn lay(shares: &mut Vec<f64>, offset_ms: i64, share: f64) {
    let at = usize::try_from(offset_ms.max(0) / GRID_MS).unwrap_or(0);
    let beyond = (offset_ms.max(0) % GRID_MS) as f64 / GRID_MS as f64;
    let last = if beyond > 0.0 { at + 1 } else { at };
    if shares.len() <= last {
        shares.resize(last + 1, 0.0);
    }
    shares[at] += share * (1.0 - beyond);
    if beyond > 0.0 {
        shares[last] += share * beyond;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: u64 = 60_000;
    const START: WallMs = WallMs(1_786_748_400_123);

    fn planned(planned_ms: u64) -> Ahead {
        Ahead { planned_ms, ..Ahead::default() }
    }

    fn known(planned_ms: u64, past_ms: &[u64]) -> Ahead {
        Ahead { past_ms: past_ms.to_vec(), ..planned(planned_ms) }
    }

    fn after(start: WallMs, ms: i64) -> WallMs {
        WallMs(start.0 + ms)
    }

    #[test]
    fn without_history_the_show_ends_as_planned_to_the_millisecond() {
        let held = Ahead { not_before: Some(after(START, 700_001)), ..planned(61_001) };
        let forecast = forecast(START, &[planned(100_007), held, planned(0)]);
        let end = after(START, 700_001 + 61_001);
        assert_eq!([0.01, 0.5, 0.9, 1.0].map(|share| forecast.by(share)), [end; 4]);
        assert_eq!((forecast.past(WallMs(end.0 - 1)), forecast.past(end)), (1.0, 0.0));
    }

    #[test]
    fn the_plan_counts_for_two_durations() {
        let forecast = forecast(START, &[known(MINUTE, &[2 * MINUTE; 6])]);
        assert!((forecast.past(after(START, 60_000)) - 0.75).abs() < 1e-9, "6 of 6 + 2");
        assert_eq!(forecast.by(0.2), after(START, 60_000));
        assert_eq!(forecast.by(0.5), after(START, 120_000));
    }

    #[test]
    fn lateness_is_lost_in_a_gap_and_only_there() {
        let late = known(MINUTE, &[3 * MINUTE; 6]);
        let held = Ahead { not_before: Some(after(START, 180_000)), ..planned(MINUTE) };
        let absorbed = forecast(START, &[late.clone(), held.clone()]);
        assert_eq!((absorbed.by(0.01), absorbed.by(1.0)), (after(START, 240_000), after(START, 240_000)));
        let twice = forecast(START, &[late.clone(), late, held]);
        assert!((twice.past(after(START, 240_000)) - (1.0 - 1.0 / 16.0)).abs() < 1e-9);
    }

    #[test]
    fn a_cue_that_counts_to_its_end_ends_there_or_at_once() {
        let counts = Ahead { until: Some(after(START, 120_000)), ..known(9 * MINUTE, &[1]) };
        let forecast = forecast(START, &[known(MINUTE, &[3 * MINUTE; 2]), counts]);
        assert_eq!(forecast.by(0.5), after(START, 120_000));
        assert_eq!(forecast.by(0.51), after(START, 180_000));
    }

    #[test]
    fn a_live_cue_takes_as_long_as_those_that_lasted_longer() {
        let live = Ahead { spent_ms: 3 * MINUTE, ..known(2 * MINUTE, &[MINUTE, 4 * MINUTE, 4 * MINUTE]) };
        assert_eq!(forecast(START, &[live]).by(0.01), after(START, 60_000));
        let overdue = Ahead { spent_ms: 9 * MINUTE, ..known(2 * MINUTE, &[4 * MINUTE]) };
        assert_eq!(forecast(START, &[overdue]).by(1.0), START);
    }

    #[test]
    fn the_bell_of_many_cues_is_as_wide_as_it_must_be() {
        // Each takes 60 s or 120 s with one half each: 100 of them 9,000 s, with a standard deviation of 300 s.
        let cue = known(MINUTE, &[MINUTE, MINUTE, 2 * MINUTE, 2 * MINUTE, 2 * MINUTE, 2 * MINUTE]);
        let forecast = forecast(START, &vec![cue; 100]);
        assert!((forecast.mean().0 - after(START, 9_000_000).0).abs() <= 1);
        assert_eq!(forecast.by(0.5), after(START, 9_000_000));
        let p90 = forecast.by(0.9).0 - START.0;
        assert!((9_000_000 + 360_000..=9_000_000 + 420_000).contains(&p90), "1.28 deviations: {p90}");
    }

    #[test]
    fn absurd_numbers_have_an_answer() {
        let cue = Ahead { spent_ms: u64::MAX, ..known(u64::MAX, &[0, u64::MAX]) };
        assert_eq!(forecast(START, &[cue]).by(0.5), START);
        assert_eq!(forecast(START, &[]).by(0.5), START);
    }

    /// Every combination of durations, one by one.
    fn all_ends(start: i64, cues: &[Ahead]) -> Vec<(i64, f64)> {
        let Some((cue, rest)) = cues.split_first() else { return vec![(start, 1.0)] };
        let start = cue.not_before.map_or(start, |hold| start.max(hold.0));
        let total = cue.past_ms.len() as f64 + PLAN_WEIGHT;
        let known = cue.past_ms.iter().map(|ms| (*ms, 1.0)).chain([(cue.planned_ms, PLAN_WEIGHT)]);
        known
            .flat_map(|(ms, weight)| {
                let ends = all_ends(start + ms as i64, rest);
                ends.into_iter().map(move |(end, share)| (end, share * weight / total))
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn on_the_grid_it_is_what_counting_all_combinations_gives(
            cues in prop::collection::vec(
                (1..40_u64, prop::collection::vec(1..40_u64, 0..4), prop::option::weighted(0.3, 0..120_i64)), 1..6),
            moment in 0..150_i64,
        ) {
            let grid = GRID_MS as u64;
            let cues: Vec<Ahead> = cues.into_iter().map(|(plan, past, hold)| Ahead {
                not_before: hold.map(|hold| after(START, hold * GRID_MS)),
                ..known(plan * grid, &past.into_iter().map(|ms| ms * grid).collect::<Vec<_>>())
            }).collect();
            let (forecast, ends) = (forecast(START, &cues), all_ends(START.0, &cues));
            let moment = after(START, moment * GRID_MS);
            let past: f64 = ends.iter().filter(|(end, _)| *end > moment.0).map(|(_, share)| share).sum();
            prop_assert!((forecast.past(moment) - past).abs() < 1e-6);
            let median = forecast.by(0.5).0;
            let below: f64 = ends.iter().filter(|(end, _)| *end < median).map(|(_, share)| share).sum();
            prop_assert!(below < 0.5 + 1e-6);
        }

        #[test]
        fn between_the_points_the_mean_stays_exact(
            cues in prop::collection::vec((0..400_000_u64, prop::collection::vec(0..400_000_u64, 0..4)), 1..6),
        ) {
            let cues: Vec<Ahead> = cues.iter().map(|(plan, past)| known(*plan, past)).collect();
            let mean: f64 = all_ends(0, &cues).iter().map(|(end, share)| *end as f64 * share).sum();
            prop_assert!((forecast(START, &cues).mean().0 - START.0) as f64 - mean < 2.0);
            prop_assert!(mean - ((forecast(START, &cues).mean().0 - START.0) as f64) < 2.0);
        }
    }
}
