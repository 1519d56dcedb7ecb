//! A show that follows the clock: which cue is due by the plan alone.
//!
//! Delays that nobody applied do not count, and neither does what was called before. The plan's own days hold: a show
//! of another day is over, or yet to come.

use super::times::Times;
use crate::ids::EntryId;
use crate::time::WallMs;

/// What a show that follows the clock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// This cue is due.
    Run {
        /// Which.
        cue: EntryId,
        /// Since when: its planned start, however late it was found.
        started: WallMs,
    },
    /// Nothing is due until then.
    Wait {
        /// The next one.
        cue: EntryId,
        /// When it starts.
        at: WallMs,
    },
    /// Nothing comes any more.
    Over,
}

/// What is due at `now`: in the plan's order the first cue that is going on, or else the one that starts soonest. Cues
/// that take no time are passed over.
#[must_use]
pub fn next(times: &Times, now: WallMs) -> Roll {
    let ahead = || times.cues.iter().filter(|cue| !cue.skipped && cue.end > now && cue.end > cue.start);
    if let Some(due) = ahead().find(|cue| cue.start <= now) {
        return Roll::Run { cue: due.id, started: due.start };
    }
    match ahead().min_by_key(|cue| cue.start) {
        Some(next) => Roll::Wait { cue: next.id, at: next.start },
        None => Roll::Over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::script::{civil, evening, id, plan, utc};

    fn check(lines: &str, now: &str, expected: Roll) {
        let plan = evening(lines);
        let times = Times::of(&plan);
        let now = civil(now).resolve(plan.date, &times.zone).taken();
        assert_eq!(next(&times, now), expected, "{lines} at {now:?}");
    }

    fn run(cue: &str, started: &str) -> Roll {
        Roll::Run { cue: id(cue), started: utc(started) }
    }

    fn wait(cue: &str, at: &str) -> Roll {
        Roll::Wait { cue: id(cue), at: utc(at) }
    }

    #[test]
    fn what_is_going_on_is_due_since_its_planned_start() {
        let lines = "A 20:00 10; B 20:20 0; C 20:30 10 skip; D 20:30 10";
        check(lines, "19:59", wait("A", "2026-11-21T01:00Z"));
        check(lines, "20:00", run("A", "2026-11-21T01:00Z"));
        check(lines, "20:09:59", run("A", "2026-11-21T01:00Z"));
        check(lines, "20:10", wait("D", "2026-11-21T01:30Z"));
        check(lines, "20:33", run("D", "2026-11-21T01:30Z"));
        check(lines, "20:40", Roll::Over);
    }

    #[test]
    fn midnight_is_a_moment_like_any_other() {
        let lines = "A 23:30 60; B 01:00 10";
        check(lines, "00:10@2026-11-21", run("A", "2026-11-21T04:30Z"));
        check(lines, "00:30@2026-11-21", wait("B", "2026-11-21T06:00Z"));
        check(lines, "00:10", wait("A", "2026-11-21T04:30Z"));
    }

    #[test]
    fn what_goes_on_comes_before_what_is_first_in_the_plan() {
        check("A 22:00 10; B 20:00@2026-11-20 30", "20:10", run("B", "2026-11-21T01:00Z"));
        check("A 20:00 60; B 20:10 5", "20:12", run("A", "2026-11-21T01:00Z"));
        check("A 22:00 10; B 20:00@2026-11-20 30", "19:00", wait("B", "2026-11-21T01:00Z"));
    }

    #[test]
    fn a_cue_goes_on_when_the_clock_is_set_back() {
        let plan = plan("Europe/Copenhagen", "2026-10-25", "A 02:50 30; B - 10");
        let times = Times::of(&plan);
        assert_eq!(next(&times, utc("2026-10-25T01:05Z")), run("A", "2026-10-25T00:50Z"));
        assert_eq!(next(&times, utc("2026-10-25T01:25Z")), run("B", "2026-10-25T01:20Z"));
    }
}
