use super::*;
use crate::show::Plan;
use crate::show::script::{civil, evening, id, plan, shown, utc};

/// `expected` has a line for every cue: its name, start, end, gap and delay in minutes, then `link` when it is linked.
fn check(plan: &Plan, expected: &str) {
    let times = Times::of(plan);
    let found: Vec<_> = times.cues.iter().map(|cue| line(plan, &times, cue)).collect();
    let expected: Vec<_> = expected.split(';').map(str::trim).collect();
    assert_eq!(found, expected);
}

fn line(plan: &Plan, times: &Times, cue: &CueTime) -> String {
    let name = &plan.cue(cue.id).expect("a cue").number;
    let [start, end] = [cue.start, cue.end].map(|at| shown(plan, times, at));
    let link = if cue.linked { " link" } else { "" };
    format!("{name} {start} {end} {} {}{link}", cue.gap_ms / 60_000, cue.delay_ms / 60_000)
}

#[test]
fn a_soft_start_follows_the_last_cue_that_is_played() {
    check(&evening("A 20:00 10; B - 5"), "A 20:00 20:10 0 0; B 20:10 20:15 0 0 link");
    check(
        &evening("A 20:00 10; delay 0; group G; B - 5 skip; mark; C - 5 in:G"),
        "A 20:00 20:10 0 0; B 20:10 20:15 0 0; C 20:10 20:15 0 0 link",
    );
    check(&evening("A 20:00 10 skip; B 20:30 5"), "A 20:00 20:10 0 0; B 20:30 20:35 0 0");
    check(&evening("A - 10; B - 5"), "A 00:00 00:10 0 0; B 00:10 00:15 0 0 link");
    let opening = Plan { opens: Some(civil("18:30")), ..evening("A - 10") };
    check(&opening, "A 18:30 18:40 0 0");
    let taken = utc("2026-11-20T23:30Z");
    assert_eq!(Times::of(&opening).doubts, [Doubt::NoTime { entry: id("A"), taken }]);
}

#[test]
fn a_time_without_a_day_goes_on_to_the_next_one() {
    check(&evening("A 23:00 30; B 00:15 5"), "A 23:00 23:30 0 0; B 00:15+1 00:20+1 45 0");
    check(&evening("A 23:00 90; B 00:15 5"), "A 23:00 00:30+1 0 0; B 00:15+1 00:20+1 -15 0");
    check(
        &evening("A 23:00 90; B - 5; C 00:45 5"),
        "A 23:00 00:30+1 0 0; B 00:30+1 00:35+1 0 0 link; C 00:45+1 00:50+1 10 0",
    );
    check(&evening("A 20:00 30; B 20:00 5"), "A 20:00 20:30 0 0; B 20:00+1 20:05+1 1410 0");
    check(&evening("A 20:00 0; B 20:00 5"), "A 20:00 20:00 0 0; B 20:00 20:05 0 0");
    check(&evening("A 20:00 30; B 20:10 5"), "A 20:00 20:30 0 0; B 20:10 20:15 -20 0");
    check(&evening("A 20:00 30; B 19:00@2026-11-20 5"), "A 20:00 20:30 0 0; B 19:00 19:05 -90 0");
    check(&evening("A 23:30 30; B 00:00 5"), "A 23:30 00:00+1 0 0; B 00:00+1 00:05+1 0 0");
}

#[test]
fn a_gap_is_counted_from_the_latest_end() {
    check(
        &evening("A 20:00 60; B 20:10 5; C 21:05 5"),
        "A 20:00 21:00 0 0; B 20:10 20:15 -50 0; C 21:05 21:10 5 0",
    );
}

#[test]
fn a_window_follows_within_its_bounds() {
    check(&evening("A 20:00 10; B 20:30..20:45 5"), "A 20:00 20:10 0 0; B 20:30 20:35 20 0");
    check(&evening("A 20:00 40; B 20:30..20:45 5"), "A 20:00 20:40 0 0; B 20:40 20:45 0 0 link");
    check(&evening("A 20:00 60; B 20:30..20:45 5"), "A 20:00 21:00 0 0; B 20:45 20:50 -15 0");
    check(&evening("A 20:00 10; B 19:30..20:45 5"), "A 20:00 20:10 0 0; B 20:10 20:15 0 0 link");
    check(&evening("A 23:00 80; B 23:30..00:30 5"), "A 23:00 00:20+1 0 0; B 00:20+1 00:25+1 0 0 link");
    check(&evening("A 23:00 30; B 00:15..01:00 5"), "A 23:00 23:30 0 0; B 00:15+1 00:20+1 45 0");
    check(&evening("A 19:00..19:30 10"), "A 19:00 19:10 0 0");
    let leeway = |plan: &Plan| Times::of(plan).cue(id("B")).and_then(|cue| cue.leeway_ms);
    assert_eq!(leeway(&evening("A 20:00 40; B 20:30..20:45 5")), Some(600_000));
    assert_eq!(leeway(&evening("A 20:00 40; B 20:40 5")), Some(0));
    assert_eq!(leeway(&evening("A 20:00 40; B - 5")), None);
}

#[test]
fn gaps_absorb_delays_but_not_time_won() {
    check(
        &evening("A 20:00 10; delay 10; B - 10; C 20:26 4; D 20:40 5"),
        "A 20:00 20:10 0 0; B 20:10 20:20 0 10 link; C 20:26 20:30 6 4; D 20:40 20:45 10 0",
    );
    check(
        &evening("A 20:00 10; delay 10; B 20:30 10; C - 5"),
        "A 20:00 20:10 0 0; B 20:30 20:40 20 10; C 20:40 20:45 0 10 link",
    );
    check(
        &evening("delay 10; A 20:00 10; delay 5; mark; B 20:17 10"),
        "A 20:00 20:10 0 10; B 20:17 20:27 7 8",
    );
    check(
        &evening("A 20:00 10; delay -5; B - 10; C 20:40 5"),
        "A 20:00 20:10 0 0; B 20:10 20:20 0 -5 link; C 20:40 20:45 20 -5",
    );
    check(
        &evening("A 20:00 10; delay 10; B - 10 skip; C - 10"),
        "A 20:00 20:10 0 0; B 20:10 20:20 0 0; C 20:10 20:20 0 10 link",
    );
}

#[test]
fn the_whole_and_its_groups_have_a_beginning_and_an_end() {
    let plan = evening(
        "group G 20; A 20:00 10 in:G; B 20:05 3 in:G; C 20:20 5 in:G; D - 1 in:G skip; group H; E 21:00 5",
    );
    let times = Times::of(&plan);
    let minutes = |ms: u64| ms / 60_000;
    assert_eq!(minutes(times.total_ms), 10 + 10 + 5 + 35 + 5);
    assert_eq!((times.start, times.end), (Some(utc("2026-11-21T01:00Z")), Some(utc("2026-11-21T02:05Z"))));
    let group = times.groups.first().expect("G");
    assert_eq!(group.span, Some((utc("2026-11-21T01:00Z"), utc("2026-11-21T01:25Z"))));
    assert_eq!((minutes(group.sum_ms), group.target_ms.map(minutes)), (18, Some(20)));
    assert_eq!(times.groups.get(1).map(|group| group.span), Some(None));
    assert_eq!(Times::of(&evening("A 20:00 10 skip")).start, None);
}

#[test]
fn the_curfew_is_the_first_after_the_beginning() {
    let curfew = |text: &str| {
        let plan = Plan { curfew: Some(civil(text)), ..evening("A 20:00 10") };
        Times::of(&plan).curfew
    };
    assert_eq!(curfew("23:00"), Some(utc("2026-11-21T04:00Z")));
    assert_eq!(curfew("01:00"), Some(utc("2026-11-21T06:00Z")));
    assert_eq!(curfew("01:00@2026-11-22"), Some(utc("2026-11-22T06:00Z")));
}

#[test]
fn a_night_in_which_clocks_are_set_is_a_night() {
    let back = |lines| plan("Europe/Copenhagen", "2026-10-24", lines);
    let forth = |lines| plan("America/New_York", "2026-03-07", lines);
    check(
        &back("A 23:00 150; B - 120; C 03:15 5"),
        "A 23:00 01:30+1 0 0; B 01:30+1 02:30+1 0 0 link; C 03:15+1 03:20+1 45 0",
    );
    check(
        &forth("A 23:00 150; B - 60; C 04:00 5"),
        "A 23:00 01:30+1 0 0; B 01:30+1 03:30+1 0 0 link; C 04:00+1 04:05+1 30 0",
    );
}

#[test]
fn what_a_plan_leaves_open_is_reported() {
    let check = |plan: &Plan, expected: &[Doubt]| assert_eq!(Times::of(plan).doubts, expected);
    let back = |lines| plan("Europe/Copenhagen", "2026-10-25", lines);
    let (first, second) = (utc("2026-10-25T00:20Z"), utc("2026-10-25T01:20Z"));
    let twice = |name, taken| Doubt::Twice { of: Timed::Cue(id(name)), first, second, taken };
    check(&back("A 02:20 10"), &[twice("A", first)]);
    check(&back("A 01:30 65; B 02:20 10"), &[twice("B", first)]);
    check(&back("A 02:20 10; B 02:20 10"), &[twice("A", first), twice("B", second)]);
    check(&back("A 02:20 0; B 02:20 10"), &[twice("A", first), twice("B", first)]);
    check(
        &back("A 02:50 30; B 02:20 10"),
        &[
            Doubt::Twice {
                of: Timed::Cue(id("A")),
                first: utc("2026-10-25T00:50Z"),
                second: utc("2026-10-25T01:50Z"),
                taken: utc("2026-10-25T00:50Z"),
            },
            twice("B", second),
        ],
    );
    check(
        &plan("America/New_York", "2026-03-07", "A 23:00 30; B 02:15 5"),
        &[Doubt::Missing {
            of: Timed::Cue(id("B")),
            before: utc("2026-03-08T06:15Z"),
            taken: utc("2026-03-08T07:15Z"),
        }],
    );
    check(&plan("Nowhere", "2026-03-07", "A 23:00 30"), &[Doubt::Zone]);
    check(&evening("A 23:00 30"), &[]);
}

mod applied {
    use proptest::prelude::*;

    use super::*;
    use crate::show::{Change, Field, Item};

    /// The plan with these changes, as far as a delay needs them.
    fn changed(plan: &Plan, changes: &[Change]) -> Plan {
        let mut plan = plan.clone();
        for change in changes {
            match change {
                Change::Place { entry, place: None } => plan.entries.retain(|other| other.id != *entry),
                Change::Set { entry, field: Field::Start(start) } => {
                    let entry = plan.entries.iter_mut().find(|other| other.id == *entry).expect("an entry");
                    if let Item::Cue(cue) = &mut entry.item {
                        cue.start = start.clone();
                    }
                }
                other => unreachable!("no delay needs {other:?}"),
            }
        }
        plan
    }

    fn expected(plan: &Plan) -> Vec<WallMs> {
        let times = Times::of(plan);
        times.cues.iter().filter(|cue| !cue.skipped).map(CueTime::expected_start).collect()
    }

    fn check(before: &str, after: &str) {
        let plan = evening(before);
        let delay =
            plan.entries.iter().find(|entry| matches!(entry.item, Item::Delay { .. })).expect("a delay");
        super::check(&changed(&plan, &apply_delay(&plan, delay.id)), after);
    }

    #[test]
    fn only_what_must_get_a_time_of_its_own_gets_one() {
        check(
            "A 20:00 10; delay 10; B - 10; C - 5; D 20:45 5; E 21:00 5",
            "A 20:00 20:10 0 0; B 20:20 20:30 10 0; C 20:30 20:35 0 0 link; D 20:45 20:50 10 0; E 21:00 21:05 10 0",
        );
        check(
            "A 20:00 10; delay -5; B - 10; C 20:40 5",
            "A 20:00 20:10 0 0; B 20:05 20:15 -5 0; C 20:35 20:40 20 0",
        );
        check("A 23:50 5; delay 10; B - 5", "A 23:50 23:55 0 0; B 00:05+1 00:10+1 10 0");
    }

    #[test]
    fn what_is_no_delay_changes_nothing() {
        let plan = evening("A 20:00 10; mark");
        assert_eq!(apply_delay(&plan, id("A")), []);
        assert_eq!(apply_delay(&plan, id("Z")), []);
    }

    fn lines() -> impl Strategy<Value = String> {
        let start = prop_oneof![
            4 => Just("-".to_owned()),
            2 => (0..24_u8, 0..60_u8).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
            1 => (0..24_u8, 0..60_u8, 0..90_u16).prop_map(|(hour, minute, long)| {
                let until = u16::from(hour) * 60 + u16::from(minute) + long;
                format!("{hour:02}:{minute:02}..{:02}:{:02}", until / 60 % 24, until % 60)
            }),
        ];
        let skip = prop_oneof![5 => Just(""), 1 => Just("skip")];
        let cue = (start, prop_oneof![1 => Just(0), 6 => 1..90_i64], skip)
            .prop_map(|(start, minutes, skip)| format!("{start} {minutes} {skip}"));
        let line = prop_oneof![3 => cue, 1 => (-90..90_i64).prop_map(|minutes| format!("delay {minutes}"))];
        prop::collection::vec(line, 1..14).prop_map(|lines| {
            let named = |(place, line): (usize, String)| {
                if line.starts_with("delay") { line } else { format!("C{place} {line}") }
            };
            lines.into_iter().enumerate().map(named).collect::<Vec<_>>().join(";")
        })
    }

    proptest! {
        #[test]
        fn an_applied_delay_gives_what_it_showed(lines in lines(), night in 0..3_usize) {
            let (zone, date) = [
                ("America/Bogota", "2026-11-20"),
                ("Europe/Copenhagen", "2026-10-24"),
                ("America/New_York", "2026-03-07"),
            ][night];
            let mut plan = plan(zone, date, &lines);
            let before = expected(&plan);
            let delays: Vec<_> = plan.entries.iter().filter(|entry| entry.cue().is_none()).map(|entry| entry.id).collect();
            for delay in delays {
                plan = changed(&plan, &apply_delay(&plan, delay));
                prop_assert_eq!(&expected(&plan), &before);
            }
        }
    }
}
