use proptest::prelude::*;

use super::*;
use crate::show::Start;
use crate::show::civil::civil_at;
use crate::show::times::CueTime;

/// A line of a plan: minutes since the last time of its own, or none when it follows; how long; counts to its end.
type Line = (Option<i64>, i64, bool);

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (prop::option::weighted(0.4, 0..40_i64), 0..30_i64, prop::bool::weighted(0.15));
    prop::collection::vec(line, 2..15)
}

/// A plan from 20:00 of these lines, with delays of so many minutes before some of them.
fn planned(lines: &[Line], delays: &[(usize, i64)]) -> Plan {
    let mut plan = evening("mark");
    plan.entries.clear();
    let mut last = on(&plan, "20:00");
    let zone = Times::of(&plan).zone;
    for (place, (after, minutes, count_to_end)) in lines.iter().enumerate() {
        for (_, by) in delays.iter().filter(|(before, _)| *before == place) {
            let delay = evening(&format!("delay {by}")).entries.remove(0);
            plan.entries.push(delay);
        }
        let mut entry = evening(&format!("C{place} - {minutes}")).entries.remove(0);
        if let Item::Cue(cue) = &mut entry.item {
            cue.count_to_end = *count_to_end;
            if let Some(after) = after.or((place == 0).then_some(0)) {
                last = later(last, after * MIN);
                cue.start = Start::Hard(civil_at(last, &zone));
            }
        }
        plan.entries.push(entry);
    }
    plan
}

/// The show at `now` when its first cue started as planned and `name` so many minutes late.
fn late(plan: &Plan, name: &str, by: i64, after: i64) -> Live {
    let times = Times::of(plan);
    let first = times.start.expect("a cue");
    let started = later(times.cue(id(name)).expect("a cue").expected_start(), by * MIN);
    let mut calls = vec![("C0", first), (name, started)];
    calls.dedup_by_key(|(name, _)| *name);
    let run = called_at(plan, &calls);
    Live::of(plan, &times, &run, later(started, after))
}

fn both(live: &Live) -> [&Outlook; 2] {
    [&live.absolute, &live.relative]
}

fn moments(outlook: &Outlook) -> impl Iterator<Item = WallMs> {
    outlook.cues.iter().flat_map(|cue| [cue.start, cue.end])
}

/// The plan with cues that follow where they would overlap.
fn without_overlaps(mut plan: Plan) -> Plan {
    while let Some(place) = Times::of(&plan).cues.iter().find(|cue| cue.gap_ms < 0).map(|cue| cue.entry) {
        if let Item::Cue(cue) = &mut plan.entries[place].item {
            cue.start = Start::Soft;
        }
    }
    plan
}

/// The rule as people who know the reference know it, for a plan without overlaps and delays.
fn by_the_book(times: &Times, from: usize, offset: i64) -> Vec<WallMs> {
    let (mut chain, mut total_gap) = (true, 0);
    let project = |cue: &CueTime| {
        total_gap += cue.gap_ms;
        chain &= cue.linked;
        let start = if chain {
            later(cue.start, offset)
        } else if total_gap > offset {
            cue.start
        } else {
            later(cue.start, offset - total_gap)
        };
        if cue.count_to_end {
            chain = false;
            total_gap += signed(cue.duration_ms);
        }
        start
    };
    times.cues.iter().skip(from + 1).map(project).collect()
}

proptest! {
    #[test]
    fn no_cue_overtakes_another(
        lines in lines(),
        delays in prop::collection::vec((0..15_usize, -10..15_i64), 0..3),
        live in 0..15_usize,
        by in -60..90_i64,
        after in 0..90_i64,
    ) {
        let plan = planned(&lines, &delays);
        let times = Times::of(&plan);
        let live = late(&plan, &format!("C{}", live % lines.len()), by, after * MIN);
        for outlook in both(&live) {
            for pair in outlook.cues.windows(2) {
                let planned = |cue: &Expected| times.cue(cue.cue).map(CueTime::expected_start);
                if planned(&pair[0]) <= planned(&pair[1]) {
                    prop_assert!(pair[0].start <= pair[1].start, "{pair:?}");
                }
            }
        }
    }

    #[test]
    fn a_later_live_cue_makes_nothing_earlier_and_nothing_later_than_by_as_much(
        lines in lines(),
        delays in prop::collection::vec((0..15_usize, -10..15_i64), 0..3),
        live in 0..15_usize,
        by in -60..90_i64,
        more in 0..60_i64,
    ) {
        let plan = planned(&lines, &delays);
        let name = format!("C{}", 1 + live % (lines.len() - 1));
        let (before, after) = (late(&plan, &name, by, 0), late(&plan, &name, by + more, 0));
        for (before, after) in both(&before).into_iter().zip(both(&after)) {
            for (before, after) in moments(before).zip(moments(after)) {
                prop_assert!((0..=more * MIN).contains(&between(before, after)));
            }
        }
    }

    #[test]
    fn nothing_jumps_when_the_time_is_up(lines in lines(), live in 0..15_usize, by in -60..90_i64) {
        let plan = planned(&lines, &[]);
        let name = format!("C{}", live % lines.len());
        let left = late(&plan, &name, by, 0).on_air().map_or(0, |cue| cue.remaining_ms.max(0));
        let at = |after: i64| late(&plan, &name, by, left + after);
        for (one, other) in both(&at(0)).into_iter().zip(both(&at(1))) {
            for (one, other) in moments(one).zip(moments(other)) {
                prop_assert!((0..=1).contains(&between(one, other)), "a moment more is a moment more");
            }
        }
        if left > 0 {
            let (before, then) = (at(-left), at(0));
            prop_assert_eq!(&before.absolute, &then.absolute, "and while time is left nothing moves at all");
            prop_assert_eq!(&before.relative, &then.relative);
        }
    }

    #[test]
    fn on_time_everything_is_as_planned(lines in lines(), live in 0..15_usize) {
        let plan = planned(&lines, &[]);
        let times = Times::of(&plan);
        let live = late(&plan, &format!("C{}", live % lines.len()), 0, 0);
        for outlook in both(&live) {
            for cue in &outlook.cues {
                prop_assert_eq!(Some(cue.start), times.cue(cue.cue).map(|time| time.start));
            }
        }
    }

    #[test]
    fn projections_are_those_of_the_book(lines in lines(), live in 0..15_usize, by in -60..90_i64) {
        let plan = without_overlaps(planned(&lines, &[]));
        let times = Times::of(&plan);
        let place = live % lines.len();
        let live = late(&plan, &format!("C{place}"), by, 0);
        let offset = live.on_air().map_or(0, |cue| cue.over_ms);
        let found: Vec<_> = live.absolute.cues.iter().map(|cue| cue.start).collect();
        prop_assert_eq!(found, by_the_book(&times, place, offset));
    }
}
