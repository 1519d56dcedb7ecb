//! Double admissions: one credential let in twice by gates that could not hear each other.
//!
//! No gate admits what it knows as used up, so a pair found here was decided in ignorance. It is named, not repaired:
//! who is inside stays what the passes say, and what to do about the second person is for people.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::facts::EntryPolicy;
use super::history::{History, Pass};
use super::scan::Direction;
use crate::ids::CheckpointId;

/// Two entries of one credential into one zone of which only the first was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Double<'a> {
    /// The entry that counts as the right one: the first in the common order.
    pub first: &'a Pass,
    /// The entry that should not have been.
    pub second: &'a Pass,
}

impl History {
    /// The double admissions among these passes, each with the latest entry that it repeats.
    ///
    /// `policy` names the policy of a checkpoint; an unknown one counts as [`EntryPolicy::Unlimited`]. Days are civil days
    /// in the venue's `zone`. Who knows the same passes and checkpoints finds the same pairs, in whatever order they
    /// arrived.
    pub fn doubles(
        &self,
        zone: &TimeZone,
        policy: impl Fn(CheckpointId) -> Option<EntryPolicy>,
    ) -> Vec<Double<'_>> {
        let mut found = Vec::new();
        let mut entered: Option<&Pass> = None;
        let mut days: Vec<Date> = Vec::new();
        let mut left = false;
        for pass in self.passes() {
            match pass.direction {
                Direction::Out => left = true,
                Direction::In => {
                    let day = pass.at.civil_day(zone);
                    let today = days.iter().filter(|entered| **entered == day).count();
                    let due = match policy(pass.checkpoint) {
                        Some(EntryPolicy::Once) => false,
                        Some(EntryPolicy::AgainAfterExit) => left,
                        Some(EntryPolicy::PerDay(limit)) => today == 0 || today < usize::from(limit),
                        Some(EntryPolicy::Unlimited) | None => true,
                    };
                    if let Some(first) = entered.filter(|_| !due) {
                        found.push(Double { first, second: pass });
                    }
                    entered = Some(pass);
                    days.push(day);
                    left = false;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AuthorId, RecordId, Seq};
    use crate::time::{Hlc, WallMs};

    const POLICIES: [EntryPolicy; 4] =
        [EntryPolicy::Once, EntryPolicy::AgainAfterExit, EntryPolicy::Unlimited, EntryPolicy::PerDay(1)];

    /// In the zone of the tests each pair of steps has a day of its own.
    const HALF_A_DAY: i64 = 12 * 3_600_000;

    /// `steps` are entries (`+`) and exits (`-`) at the checkpoint with the given place in [`POLICIES`], two a day.
    fn check(steps: &str, expected: &[(u64, u64)]) {
        let steps: Vec<char> = steps.chars().collect();
        let pass = |(place, step): (u64, &[char])| Pass {
            record: RecordId { author: AuthorId::from_bytes([1; 16]), seq: Seq(place) },
            hlc: Hlc(place),
            at: WallMs(place as i64 * HALF_A_DAY),
            checkpoint: CheckpointId::from_bytes([step[1].to_digit(10).expect("a digit") as u8; 16]),
            direction: if step[0] == '+' { Direction::In } else { Direction::Out },
        };
        let mut passes: Vec<_> = (0..).zip(steps.chunks(2)).map(pass).collect();
        passes.reverse();
        let history = History::new(passes);
        let policy = |id: CheckpointId| POLICIES.get(usize::from(id.as_bytes()[0])).copied();
        let found: Vec<_> =
            history.doubles(&TimeZone::UTC, policy).iter().map(|d| (d.first.hlc.0, d.second.hlc.0)).collect();
        assert_eq!(found, expected, "{}", steps.iter().collect::<String>());
    }

    #[test]
    fn a_second_entry_is_a_double_unless_the_policy_lets_it_in() {
        check("", &[]);
        check("+0", &[]);
        check("+0+0", &[(0, 1)]);
        check("+0+0+0", &[(0, 1), (1, 2)]);
        check("+0-0+0", &[(0, 2)]);
        check("+1-1+1", &[]);
        check("+1+1", &[(0, 1)]);
        check("+1-1+1+1", &[(2, 3)]);
        check("+2+2", &[]);
        check("+3+3", &[(0, 1)]);
        check("+3-3+3+3", &[(2, 3)]);
        check("+3-3+3-3", &[]);
        check("-3+3+3+3", &[(2, 3)]);
        check("+9+9", &[]);
    }

    #[test]
    fn the_policy_that_counts_is_that_of_the_later_entry() {
        check("+2+0", &[(0, 1)]);
        check("+0+2", &[]);
        check("+0-2+1", &[]);
    }
}
