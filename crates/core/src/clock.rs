//! When something was done, on the clock of whoever asks.
//!
//! Within one boot of the own device time is what its monotonic clock says, so correcting the wall clock moves nothing
//! that runs. What other devices wrote, and what was written before a restart, has only its wall clock; corrections of
//! that clock are records of their own, and every one that its author wrote later is made good here. Clocks of two
//! devices that differ without either being corrected are not brought together.

use std::collections::HashMap;

use crate::ids::{AuthorId, RecordId, Seq};
use crate::time::WallMs;

/// By how much the wall clock must part from the monotonic one within a look to have been corrected, in milliseconds.
///
/// Below it lies what a time service slews away within seconds; a second is the least that shows on a screen.
pub const STEP_MS: i64 = 500;

/// The clocks of a device as it looks at them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Which device.
    pub author: AuthorId,
    /// Its wall clock.
    pub wall: WallMs,
    /// Its monotonic clock, in milliseconds since `boot`.
    pub mono_ms: u64,
    /// What the monotonic clock counts from.
    pub boot: [u8; 8],
}

/// The clocks of a device as they stand in one of its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The record.
    pub id: RecordId,
    /// The wall clock.
    pub wall: WallMs,
    /// The monotonic clock, in milliseconds since `boot`.
    pub mono_ms: u64,
    /// What the monotonic clock counts from.
    pub boot: [u8; 8],
}

/// A correction of a wall clock, as it was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    /// What the wall clock would show without it.
    pub from_wall: WallMs,
    /// What it shows.
    pub to_wall: WallMs,
    /// When it was noticed, on the monotonic clock.
    pub mono_ms: u64,
}

/// A record of a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The record.
    pub id: RecordId,
    /// What was noticed.
    pub jump: Jump,
}

/// What is known about the clocks of all devices.
#[derive(Debug, Clone)]
pub struct Timeline {
    now: Now,
    /// Of each author its corrections in their order, each with the sum of itself and all later ones.
    steps: HashMap<AuthorId, Vec<(Seq, i64)>>,
}

impl Timeline {
    /// Takes the own clocks and the corrections of everybody, in any order and each once.
    #[must_use]
    pub fn new(now: Now, steps: &[Step]) -> Self {
        let mut by_author: HashMap<AuthorId, Vec<(Seq, i64)>> = HashMap::new();
        for Step { id, jump } in steps {
            let by_ms = jump.to_wall.0.saturating_sub(jump.from_wall.0);
            by_author.entry(id.author).or_default().push((id.seq, by_ms));
        }
        for steps in by_author.values_mut() {
            steps.sort_unstable();
            let mut later = 0_i64;
            for (_, by_ms) in steps.iter_mut().rev() {
                later = later.saturating_add(*by_ms);
                *by_ms = later;
            }
        }
        Self { now, steps: by_author }
    }

    /// When a record was written, on the own wall clock as it goes now, and whether a monotonic clock says so.
    ///
    /// A correction counts for the records that its author wrote before it, in earlier boots too: the wall clock runs on
    /// while a program does not.
    #[must_use]
    pub fn at(&self, moment: &Moment) -> (WallMs, bool) {
        if moment.id.author == self.now.author && moment.boot == self.now.boot {
            return (WallMs(self.now.wall.0.saturating_sub(elapsed(moment.mono_ms, self.now.mono_ms))), true);
        }
        let corrected = self.steps.get(&moment.id.author).and_then(|steps| {
            let later = steps.partition_point(|(seq, _)| *seq <= moment.id.seq);
            steps.get(later).map(|(_, sum)| *sum)
        });
        (WallMs(moment.wall.0.saturating_add(corrected.unwrap_or(0))), false)
    }
}

/// Whether the wall clock was corrected between two looks at it, by at least [`STEP_MS`].
///
/// To be asked before every record that is written, so that a correction stands in the log before what was done after it.
/// A restart of the machine between the looks leaves nothing to compare.
#[must_use]
pub fn step(before: &Now, now: &Now) -> Option<Jump> {
    if before.boot != now.boot {
        return None;
    }
    let from_wall = WallMs(before.wall.0.saturating_add(elapsed(before.mono_ms, now.mono_ms)));
    let by_ms = now.wall.0.saturating_sub(from_wall.0);
    (by_ms.saturating_abs() >= STEP_MS).then_some(Jump { from_wall, to_wall: now.wall, mono_ms: now.mono_ms })
}

/// From one reading of a monotonic clock to another, in milliseconds.
fn elapsed(from_ms: u64, to_ms: u64) -> i64 {
    let signed = |ms: u64| i64::try_from(ms).unwrap_or(i64::MAX);
    signed(to_ms).saturating_sub(signed(from_ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const NINE: i64 = 1_795_640_400_000;

    fn author(n: u8) -> AuthorId {
        AuthorId::from_bytes([n; 16])
    }

    fn now(who: u8, boot: u8, mono_ms: i64, wall: i64) -> Now {
        Now { author: author(who), wall: WallMs(wall), mono_ms: mono_ms.cast_unsigned(), boot: [boot; 8] }
    }

    /// What stands in a record that is written at this look.
    fn stamped(now: &Now, seq: u64) -> Moment {
        let id = RecordId { author: now.author, seq: Seq(seq) };
        Moment { id, wall: now.wall, mono_ms: now.mono_ms, boot: now.boot }
    }

    fn noticed(before: &Now, now: &Now, seq: u64) -> Step {
        let id = RecordId { author: now.author, seq: Seq(seq) };
        Step { id, jump: step(before, now).expect("the clock was corrected") }
    }

    fn passed(timeline: &Timeline, moment: &Moment) -> (i64, bool) {
        let (at, certain) = timeline.at(moment);
        (timeline.now.wall.0 - at.0, certain)
    }

    #[test]
    fn case_g_a_corrected_wall_clock_moves_nothing_here() {
        let go = now(1, 1, 0, NINE);
        let moment = stamped(&go, 1);
        let before = now(1, 1, 10 * MINUTE, NINE + 10 * MINUTE);
        assert_eq!(passed(&Timeline::new(before, &[]), &moment), (10 * MINUTE, true));
        let after = now(1, 1, 11 * MINUTE, NINE + 6 * MINUTE);
        assert_eq!(
            passed(&Timeline::new(after, &[]), &moment),
            (11 * MINUTE, true),
            "before the record of it"
        );
        let record = noticed(&before, &after, 2);
        assert_eq!(record.jump.from_wall, WallMs(NINE + 11 * MINUTE));
        assert_eq!(passed(&Timeline::new(after, &[record]), &moment), (11 * MINUTE, true));
    }

    #[test]
    fn case_g_on_another_device_what_was_stamped_before_and_after_the_step_is_one_time() {
        // The caller's clock is five minutes fast; a follower's is right.
        let fast = 5 * MINUTE;
        let go = stamped(&now(1, 1, 0, NINE + fast), 1);
        let before = now(1, 1, 10 * MINUTE, NINE + fast + 10 * MINUTE);
        let after = now(1, 1, 11 * MINUTE, NINE + 11 * MINUTE);
        let record = noticed(&before, &after, 2);
        let pause = stamped(&after, 3);
        let follower = Timeline::new(now(2, 9, 77, NINE + 12 * MINUTE), &[record]);
        assert_eq!(passed(&follower, &go), (12 * MINUTE, false));
        assert_eq!(passed(&follower, &pause), (MINUTE, false));
        // A record of an older correction, and one of somebody else, count for nothing here.
        let others = [Step { id: RecordId { author: author(3), seq: Seq(9) }, jump: record.jump }, record];
        let again = Timeline::new(now(2, 9, 77, NINE + 12 * MINUTE), &others);
        assert_eq!(passed(&again, &pause), (MINUTE, false));
    }

    #[test]
    fn a_restart_in_the_middle_of_a_cue_resumes_it_and_says_that_it_is_uncertain() {
        let go = stamped(&now(1, 1, 50, NINE), 1);
        let restarted = now(1, 2, 0, NINE + 7 * MINUTE);
        assert_eq!(passed(&Timeline::new(restarted, &[]), &go), (7 * MINUTE, false));
        // Corrected after the restart: what was written before it stays where it was.
        let corrected = now(1, 2, MINUTE, NINE + 3 * MINUTE);
        let record = noticed(&restarted, &corrected, 2);
        assert_eq!(passed(&Timeline::new(corrected, &[record]), &go), (8 * MINUTE, false));
    }

    #[test]
    fn several_steps_add_up_whatever_order_they_arrive_in() {
        let go = stamped(&now(1, 1, 0, NINE), 1);
        let step = |seq: u64, by_ms: i64| Step {
            id: RecordId { author: author(1), seq: Seq(seq) },
            jump: Jump { from_wall: WallMs(NINE), to_wall: WallMs(NINE + by_ms), mono_ms: 0 },
        };
        let steps = [step(5, 2_000), step(3, -60_000), step(9, 700)];
        let timeline = Timeline::new(now(2, 2, 0, NINE), &steps);
        assert_eq!(timeline.at(&go), (WallMs(NINE - 57_300), false));
        let between = Moment { id: RecordId { author: author(1), seq: Seq(4) }, ..go };
        assert_eq!(timeline.at(&between), (WallMs(NINE + 2_700), false));
    }

    #[test]
    fn a_clock_that_is_slewed_has_not_stepped() {
        let before = now(1, 1, 0, NINE);
        assert_eq!(step(&before, &now(1, 1, 1_000, NINE + 1_000 + STEP_MS - 1)), None);
        assert!(step(&before, &now(1, 1, 1_000, NINE + 1_000 - STEP_MS)).is_some());
        assert_eq!(step(&before, &now(1, 2, 1_000, NINE)), None, "another boot has nothing to compare with");
    }
}
