use super::*;
use crate::ids::{AuthorId, Seq};
use crate::show::action::{Go, Target};
use crate::show::plan::Item;
use crate::show::run::{Hold, Lane, Refusal, Standby};
use crate::show::script::{MIN, civil, evening, id, plan, shown, utc};

mod properties;

fn record(seq: u64) -> RecordId {
    RecordId { author: AuthorId::from_bytes([1; 16]), seq: Seq(seq) }
}

fn on(plan: &Plan, time: &str) -> WallMs {
    civil(time).resolve(plan.date, &Times::of(plan).zone).taken()
}

/// The run in which these cues were called at these instants, as the plan was then; `-` finishes.
fn called_at(plan: &Plan, calls: &[(&str, WallMs)]) -> Run {
    let times = Times::of(plan);
    let mut run = Run::default();
    for (seq, (name, started)) in (1..).zip(calls) {
        if let Some(last) = run.line.last_mut() {
            last.ended = Some(*started);
        }
        run.line.push(Instance {
            id: record(seq),
            also: Vec::new(),
            to: times.visit(id(name)).map_or(Target::Finish, Target::Cue),
            by: vec![record(seq).author],
            started: *started,
            certain: true,
            pauses: Vec::new(),
            added_ms: 0,
            ended: None,
        });
    }
    run
}

/// The same with what the venue's clock showed: `A 20:00; B 20:12`.
fn called(plan: &Plan, calls: &str) -> Run {
    let calls: Vec<_> = calls.split(';').filter_map(|call| call.trim().split_once(' ')).collect();
    let calls: Vec<_> = calls.into_iter().map(|(name, time)| (name, on(plan, time))).collect();
    called_at(plan, &calls)
}

fn live(run: &mut Run) -> &mut Instance {
    run.line.last_mut().expect("something was called")
}

fn of(plan: &Plan, run: &Run, now: &str) -> Live {
    Live::of(plan, &Times::of(plan), run, on(plan, now))
}

fn on_air(plan: &Plan, run: &Run, now: &str) -> OnAir {
    *of(plan, run, now).on_air().expect("a live cue")
}

/// Checks time left, lateness and relative lateness, in minutes.
fn check(plan: &Plan, run: &Run, now: &str, expected: (i64, i64, i64)) {
    let cue = on_air(plan, run, now);
    let found = (cue.remaining_ms, cue.over_ms, cue.relative_over_ms);
    assert_eq!(found, (expected.0 * MIN, expected.1 * MIN, expected.2 * MIN), "{now}");
}

/// Checks every later cue's start and end, and the end of the show, as `B 20:20 20:30; end 20:30`.
fn check_outlook(plan: &Plan, outlook: &Outlook, expected: &str) {
    let times = Times::of(plan);
    let at = |at| shown(plan, &times, at);
    let name = |cue| &plan.cue(cue).expect("a cue").number;
    let mut found: Vec<_> = outlook
        .cues
        .iter()
        .map(|cue| format!("{} {} {}", name(cue.cue), at(cue.start), at(cue.end)))
        .collect();
    found.extend(outlook.end.map(|end| format!("end {}", at(end))));
    assert_eq!(found.join("; "), expected);
}

fn check_later(lines: &str, calls: &str, now: &str, expected: &str) {
    let plan = evening(lines);
    check_outlook(&plan, &of(&plan, &called(&plan, calls), now).absolute, expected);
}

mod what_must_come_out_right {
    use super::*;

    #[test]
    fn a_a_skipped_cue_leaves_the_gap_that_absorbs_lateness() {
        let lines = |skip| format!("A 19:50 10 {skip}; B 20:00 30; C 21:00 30; D - 10");
        for skip in ["skip", ""] {
            check_later(&lines(skip), "B 20:10", "20:10", "C 21:00 21:30; D 21:30 21:40; end 21:40");
        }
    }

    fn check_left(zone: &str, line: &str, (started, now): (&str, &str), left: i64) {
        let plan = plan(zone, &started[..10], line);
        let times = Times::of(&plan);
        assert_eq!(times.start, Some(utc(started)), "{zone}: the plan means this instant too");
        let run = called_at(&plan, &[("A", utc(started))]);
        let cue = *Live::of(&plan, &times, &run, utc(now)).on_air().expect("live");
        assert_eq!((cue.remaining_ms, cue.over_ms), (left * MIN, 0), "{zone}");
    }

    #[test]
    fn d_a_cue_that_is_live_when_the_clock_is_set_back() {
        check_left("Europe/Copenhagen", "A 02:50 30", ("2026-10-25T00:50Z", "2026-10-25T01:05Z"), 15);
        check_left("America/New_York", "A 01:50 30", ("2026-11-01T05:50Z", "2026-11-01T06:05Z"), 15);
    }

    #[test]
    fn e_a_long_cue_over_the_hour_that_comes_twice() {
        check_left("Europe/Copenhagen", "A 02:00 90", ("2026-10-25T00:00Z", "2026-10-25T01:15Z"), 15);
        check_left("America/New_York", "A 01:00 90", ("2026-11-01T05:00Z", "2026-11-01T06:15Z"), 15);
    }

    #[test]
    fn f_a_cue_that_is_live_when_the_clock_is_set_forward() {
        check_left("Europe/Copenhagen", "A 01:50 45", ("2026-03-29T00:50Z", "2026-03-29T01:10Z"), 25);
        check_left("America/New_York", "A 01:50 45", ("2026-03-08T06:50Z", "2026-03-08T07:10Z"), 25);
    }

    #[test]
    fn g_what_is_told_by_a_corrected_clock_is_told_alike() {
        let plan = evening("A 20:00 30; B - 10");
        let left = |by: i64| {
            let run = called_at(&plan, &[("A", later(on(&plan, "20:00"), by))]);
            let now = later(on(&plan, "20:12"), by);
            Live::of(&plan, &Times::of(&plan), &run, now)
                .on_air()
                .map(|cue| (cue.remaining_ms, cue.elapsed_ms))
        };
        assert_eq!(left(0), Some((18 * MIN, 12 * 60_000)));
        assert_eq!(left(-5 * MIN), left(0), "the start and now are on one clock, wherever it was set to");
    }

    #[test]
    fn h_a_pause_over_midnight() {
        let plan = evening("A 23:50 30; B - 10");
        let mut run = called(&plan, "A 23:50");
        live(&mut run).pauses = vec![(on(&plan, "23:58"), None)];
        let midnight = "00:01@2026-11-21";
        assert_eq!(
            (on_air(&plan, &run, midnight).pace, on_air(&plan, &run, midnight).elapsed_ms),
            (Pace::Paused, 8 * 60_000)
        );
        check(&plan, &run, "23:59", (22, 1, 1));
        check(&plan, &run, midnight, (22, 3, 3));
        live(&mut run).pauses = vec![(on(&plan, "23:58"), Some(on(&plan, "00:02@2026-11-21")))];
        check(&plan, &run, "00:02@2026-11-21", (22, 4, 4));
        check(&plan, &run, "00:12@2026-11-21", (12, 4, 4));
    }
}

#[test]
fn time_left_counts_what_was_given_and_what_stood_still() {
    let plan = evening("A 20:00 30; B - 10");
    let mut run = called(&plan, "A 20:05");
    check(&plan, &run, "20:05", (30, 5, 0));
    check(&plan, &run, "20:35", (0, 5, 0));
    check(&plan, &run, "20:40", (-5, 10, 5));
    live(&mut run).added_ms = 7 * MIN;
    check(&plan, &run, "20:15", (27, 12, 7));
    live(&mut run).pauses = vec![(on(&plan, "19:50"), Some(on(&plan, "20:07")))];
    check(&plan, &run, "20:15", (29, 14, 9));
    live(&mut run).pauses.clear();
    live(&mut run).added_ms = -60 * MIN;
    check(&plan, &run, "20:06", (-31, -24, -29));
    assert_eq!(on_air(&plan, &run, "20:06").expected_end, on(&plan, "20:05"), "not before it started");
    assert_eq!(on_air(&plan, &run, "20:06").overtime_ms, 31 * 60_000);
}

#[test]
fn a_cue_that_counts_to_its_end_does_so_whenever_it_started() {
    let plan = evening("A 20:00 30 cte; B - 10");
    let mut run = called(&plan, "A 20:20");
    check(&plan, &run, "20:20", (10, 0, -20));
    check(&plan, &run, "20:35", (-5, 5, -15));
    live(&mut run).added_ms = 3 * MIN;
    live(&mut run).pauses = vec![(on(&plan, "20:21"), Some(on(&plan, "20:25")))];
    check(&plan, &run, "20:26", (7, 3, -17));
    assert_eq!(on_air(&plan, &run, "20:26").expected_end, on(&plan, "20:37"));
    check_later("A 20:00 30 cte; B - 10", "A 20:20", "20:35", "B 20:35 20:45; end 20:45");
    let before = Times::of(&plan).cue(id("A")).map(|cue| cue.remaining_if_called(on(&plan, "19:50")));
    assert_eq!(before, Some(40 * MIN));
}

#[test]
fn phases_follow_the_time_left() {
    let mut plan = evening("A 20:00 30");
    let run = called(&plan, "A 20:00");
    if let Item::Cue(cue) = &mut plan.entries[0].item {
        (cue.warning_ms, cue.danger_ms) = (300_000, 60_000);
    }
    let check = |now, phase| assert_eq!(on_air(&plan, &run, now).phase, phase, "{now}");
    check("20:24:59", Phase::Normal);
    check("20:25", Phase::Warning);
    check("20:28:59", Phase::Warning);
    check("20:29", Phase::Danger);
    check("20:30", Phase::Danger);
    check("20:30:01", Phase::Overtime);
    let gone = evening("Z 20:00 30");
    assert_eq!(on_air(&gone, &run, "20:29").phase, Phase::Normal);
}

#[test]
fn what_follows_takes_on_lateness_and_what_stands_alone_lets_the_gap_absorb_it() {
    let lines = "A 20:00 10; B - 10; C 20:30 10; D - 10";
    check_later(lines, "A 20:00", "20:05", "B 20:10 20:20; C 20:30 20:40; D 20:40 20:50; end 20:50");
    check_later(lines, "A 20:04", "20:05", "B 20:14 20:24; C 20:30 20:40; D 20:40 20:50; end 20:50");
    check_later(lines, "A 20:16", "20:20", "B 20:26 20:36; C 20:36 20:46; D 20:46 20:56; end 20:56");
    check_later(lines, "A 19:50", "19:55", "B 20:00 20:10; C 20:30 20:40; D 20:40 20:50; end 20:50");
    check_later(lines, "A 20:00", "20:35", "B 20:35 20:45; C 20:45 20:55; D 20:55 21:05; end 21:05");
}

#[test]
fn overlaps_go_on_overlapping() {
    let lines = "A 20:00 60; B 20:10 5; C 21:05 5";
    check_later(lines, "A 20:00", "20:00", "B 20:10 20:15; C 21:05 21:10; end 21:10");
    check_later(lines, "A 20:03", "20:03", "B 20:13 20:18; C 21:05 21:10; end 21:10");
    check_later(lines, "A 20:08", "20:08", "B 20:18 20:23; C 21:08 21:13; end 21:13");
    check_later(lines, "A 20:00; B 20:30", "20:30", "C 21:05 21:10; end 21:10");
    let plan = evening(lines);
    let live = of(&plan, &called(&plan, "A 20:03"), "20:03");
    check_outlook(&plan, &live.relative, "B 20:13 20:18; C 21:08 21:13; end 21:13");
}

#[test]
fn a_cue_that_counts_to_its_end_breaks_the_chain() {
    let lines = "A 20:00 10; B - 20 cte; C - 10";
    check_later(lines, "A 20:05", "20:05", "B 20:15 20:30; C 20:30 20:40; end 20:40");
    check_later(lines, "A 20:25", "20:25", "B 20:35 20:35; C 20:35 20:45; end 20:45");
    check_later(lines, "A 19:55", "19:55", "B 20:05 20:30; C 20:30 20:40; end 20:40");
}

#[test]
fn a_window_comes_forward_as_far_as_it_goes() {
    let lines = "A 20:00 20; B 20:15..20:30 10; C - 10";
    check_later(lines, "A 19:57", "19:57", "B 20:17 20:27; C 20:27 20:37; end 20:37");
    check_later(lines, "A 19:50", "19:50", "B 20:15 20:25; C 20:25 20:35; end 20:35");
    check_later(lines, "A 20:20", "20:20", "B 20:40 20:50; C 20:50 21:00; end 21:00");
}

#[test]
fn expected_delays_count_once() {
    let lines = "A 20:00 10; delay 10; B - 10; C 20:50 10";
    check_later(lines, "A 20:00", "20:00", "B 20:20 20:30; C 20:50 21:00; end 21:00");
    check_later(lines, "A 20:25", "20:25", "B 20:45 20:55; C 20:55 21:05; end 21:05");
    check_later(lines, "A 20:00; B 20:20", "20:20", "C 20:50 21:00; end 21:00");
    check_later(lines, "A 20:00; B 20:45", "20:45", "C 20:55 21:05; end 21:05");
    let over = "A 20:00 10; delay 10; B - 20; C 20:20 25";
    check_later(over, "A 20:00; B 20:20", "20:20", "C 20:30 20:55; end 20:55");
}

#[test]
fn the_relative_plan_moves_to_when_the_show_really_started() {
    let plan = evening("A 20:00 10; B - 10; C 20:30 10");
    let run = called(&plan, "A 20:07; B 20:19");
    check(&plan, &run, "20:19", (10, 9, 2));
    let live = of(&plan, &run, "20:19");
    check_outlook(&plan, &live.absolute, "C 20:30 20:40; end 20:40");
    check_outlook(&plan, &live.relative, "C 20:37 20:47; end 20:47");
    let entered = called(&plan, "B 20:40");
    check(&plan, &entered, "20:40", (10, 30, 0));
}

#[test]
fn a_show_on_another_day_is_not_late_by_days() {
    let plan = evening("A 20:00 10; B - 10 cte; C 20:30 10");
    let run = called_at(&plan, &[("A", utc("2026-11-18T01:02Z"))]);
    let live = Live::of(&plan, &Times::of(&plan), &run, utc("2026-11-18T01:02Z"));
    assert_eq!(live.begun.map(|begun| begun.days), Some(-3));
    assert_eq!(live.on_air().map(|cue| (cue.over_ms, cue.relative_over_ms)), Some((2 * MIN, 0)));
    check_outlook(&plan, &live.absolute, "B 20:12-3 20:20-3; C 20:30-3 20:40-3; end 20:40-3");
    let days =
        |at| Begun::of(&Times::of(&plan), &called_at(&plan, &[("A", utc(at))])).map(|begun| begun.days);
    assert_eq!(days("2026-11-21T13:00Z"), Some(0), "half a day late is late");
    assert_eq!(days("2026-11-21T13:01Z"), Some(1));
    assert_eq!(days("2026-11-20T13:00Z"), Some(0));
    assert_eq!(days("2026-11-20T12:59Z"), Some(-1));
}

#[test]
fn a_rehearsal_before_the_clock_is_set_keeps_the_time_of_day() {
    let plan = plan("Europe/Copenhagen", "2026-10-25", "A 20:00 10; B - 10");
    let run = called_at(&plan, &[("A", utc("2026-10-24T18:00Z"))]);
    let live = Live::of(&plan, &Times::of(&plan), &run, utc("2026-10-24T18:00Z"));
    assert_eq!(live.begun.map(|begun| (begun.days, begun.shift_ms)), Some((-1, -25 * 60 * MIN)));
    assert_eq!(live.on_air().map(|cue| cue.over_ms), Some(0));
}

#[test]
fn a_show_goes_over_midnight() {
    let lines = "A 23:30 20; B - 20; C 00:30 20 flag";
    check_later(lines, "A 23:45", "23:45", "B 00:05+1 00:25+1; C 00:30+1 00:50+1; end 00:50+1");
    let plan = evening(lines);
    let run = called(&plan, "A 23:30; B 23:55");
    check(&plan, &run, "00:05@2026-11-21", (10, 5, 5));
    let now = on(&plan, "00:05@2026-11-21");
    let to_flag = Live::of(&plan, &Times::of(&plan), &run, now).absolute.to_flag(now);
    assert_eq!(to_flag, Some((id("C"), 25 * MIN)));
}

#[test]
fn the_group_ends_with_the_last_of_its_cues() {
    let plan = evening("group G; A 20:00 10 in:G; B - 10 in:G; C - 10; D 20:40 10 in:G skip");
    let end = |calls, now| of(&plan, &called(&plan, calls), now).absolute.group_end;
    assert_eq!(end("A 20:05", "20:05"), Some(on(&plan, "20:25")));
    assert_eq!(end("A 20:00; B 20:10", "20:35"), Some(on(&plan, "20:35")));
    assert_eq!(end("A 20:00; C 20:10", "20:10"), None);
}

#[test]
fn before_the_first_cue_the_plan_holds_until_it_is_late() {
    let outlook = |now, expected: &str| {
        let plan = evening("A 20:00 10; B - 10; C 20:30 10");
        let live = of(&plan, &Run::default(), now);
        assert_eq!(live.state, State::Waiting);
        check_outlook(&plan, &live.absolute, expected);
    };
    outlook("18:00", "A 20:00 20:10; B 20:10 20:20; C 20:30 20:40; end 20:40");
    outlook("20:15", "A 20:15 20:25; B 20:25 20:35; C 20:35 20:45; end 20:45");
    outlook("20:00@2026-11-22", "A 20:00 20:10; B 20:10 20:20; C 20:30 20:40; end 20:40");
    let nothing = evening("mark");
    assert_eq!(of(&nothing, &Run::default(), "20:00").absolute, Outlook::default());
}

#[test]
fn after_the_last_cue_it_is_over() {
    let plan = evening("A 20:00 10");
    let live = of(&plan, &called(&plan, "A 20:00; - 20:14"), "20:30");
    assert_eq!(live.state, State::Finished { at: on(&plan, "20:14"), over_ms: 4 * MIN });
    assert_eq!(live.absolute, Outlook::default());
}

#[test]
fn edits_move_nothing_that_is_live() {
    let planned = evening("A 20:00 10; B - 10; C - 10; D 20:40 10");
    let run = called(&planned, "A 20:00; B 20:12");
    for (edited, later) in [
        ("A 20:00 10; B 21:00 45 cte; C - 10; D 22:00 10", "C 20:22 20:32; D 22:00 22:10; end 22:10"),
        ("A 20:00 10; B - 10 skip; C - 10; D 20:40 10", "C 20:22 20:32; D 20:40 20:50; end 20:50"),
        ("A 20:00 10; C - 10; D 20:40 10", "C 20:22 20:32; D 20:40 20:50; end 20:50"),
        ("C 20:20 10; D 20:40 10", "C 20:22 20:32; D 20:40 20:50; end 20:50"),
        ("mark", "end 20:22"),
    ] {
        let plan = evening(edited);
        check(&plan, &run, "20:15", (7, 2, 2));
        check_outlook(&plan, &of(&plan, &run, "20:15").absolute, later);
    }
}

mod the_end_action {
    use super::*;

    fn plan_with(action: EndAction) -> Plan {
        let mut plan = evening("A 20:00 10; B - 10");
        if let Item::Cue(cue) = &mut plan.entries[0].item {
            cue.end_action = action;
        }
        plan
    }

    fn check(action: EndAction, now: &str, change: fn(&mut Run), expected: Option<EndAction>) {
        let plan = plan_with(action);
        let mut run = called(&plan, "A 20:00");
        change(&mut run);
        assert_eq!(on_air(&plan, &run, now).due, expected, "{action:?} {now}");
    }

    fn press(input: Input) -> Refusal {
        let press =
            Go { call: None, from: Some(record(1)), to: Target::Finish, standby: None, started: None, input };
        Refusal { id: record(9), at: WallMs(0), who: None, press, reason: Refused::NotTheCaller }
    }

    #[test]
    fn is_due_when_the_time_is_up() {
        for action in [EndAction::LoadNext, EndAction::StartNext] {
            check(action, "20:09:59", |_| {}, None);
            check(action, "20:10", |_| {}, Some(action));
            check(action, "20:14", |_| {}, Some(action));
            check(action, "20:10", |run| live(run).added_ms = 1, None);
        }
        check(EndAction::None, "20:10", |_| {}, None);
    }

    #[test]
    fn is_not_due_while_time_stands_still() {
        check(
            EndAction::StartNext,
            "20:14",
            |run| {
                let paused = later(live(run).started, 11 * MIN);
                live(run).pauses = vec![(paused, None)];
            },
            None,
        );
        check(
            EndAction::StartNext,
            "20:14",
            |run| {
                let (by, since) = (record(1).author, live(run).started);
                let hold = Hold {
                    id: record(5),
                    by,
                    who: None,
                    reason: String::new(),
                    since,
                    released: None,
                    steps: [].into(),
                };
                run.holds.push(hold);
            },
            None,
        );
    }

    #[test]
    fn is_due_once() {
        let standby = |run: &mut Run| {
            run.standby = Some(Standby { id: record(2), cue: id("B"), since: WallMs(0), ticks: [].into() });
        };
        check(EndAction::LoadNext, "20:14", standby, None);
        check(EndAction::StartNext, "20:14", standby, Some(EndAction::StartNext));
        let taken_back = |run: &mut Run| {
            run.lanes.push(Lane { from: Some(record(1)), line: Vec::new(), taken_back: true });
        };
        check(EndAction::StartNext, "20:14", taken_back, None);
        check(EndAction::StartNext, "20:14", |run| run.refusals.push(press(Input::EndAction)), None);
        let for_now = |run: &mut Run| {
            run.refusals.push(Refusal { reason: Refused::OnHold, ..press(Input::EndAction) });
        };
        check(EndAction::StartNext, "20:14", for_now, Some(EndAction::StartNext));
        check(
            EndAction::StartNext,
            "20:14",
            |run| run.refusals.push(press(Input::Key)),
            Some(EndAction::StartNext),
        );
    }

    #[test]
    fn waits_as_long_as_a_person_must() {
        let mut plan = plan_with(EndAction::StartNext);
        if let Item::Cue(cue) = &mut plan.entries[0].item {
            (cue.duration_ms, cue.span_ms) = (0, Some(5_000));
        }
        let run = called(&plan, "A 20:00");
        assert_eq!(on_air(&plan, &run, "20:00:04").due, None);
        assert_eq!(on_air(&plan, &run, "20:00:05").due, Some(EndAction::StartNext));
    }
}
