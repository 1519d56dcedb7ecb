//! What must come out right, by the numbers of the specification of the run of show.

use gatehouse_core::show::{Aim, NotAllowed, Refused};

use super::stage::*;

const MINUTE: i64 = 60_000;

#[test]
fn case_b_go_on_the_last_cue_finishes_the_show_and_never_starts_it_again() {
    let [mut caller, ..] = evening(2);
    caller.go(0).expect("to Q1");
    caller.go(MINUTE).expect("to Q2");
    caller.go(2 * MINUTE).expect("to the finish");
    assert_eq!(caller.line(), ["Q1", "Q2", "end"]);
    assert!(caller.run().finished() && caller.run().live().is_none());
    assert_eq!(caller.go(3 * MINUTE), Err(Refused::Finished));
    let from_the_live_cue = gatehouse_core::show::Press { from: None, ..caller.press_of(Aim::Next) };
    assert_eq!(caller.press(4 * MINUTE, &from_the_live_cue), Err(Refused::Finished));
    assert_eq!(caller.go_to(5 * MINUTE, 1), Err(Refused::Finished), "not even when the cue is named");
    assert_eq!(caller.line(), ["Q1", "Q2", "end"]);
}

#[test]
fn case_c_two_presses_40_ms_apart_are_one_advance_and_one_refusal() {
    let [mut caller, ..] = evening(3);
    caller.go(0).expect("to Q1");
    let press = caller.press_of(Aim::Next);
    caller.press(MINUTE, &press).expect("the first one goes to Q2");
    assert_eq!(caller.press(MINUTE + 40, &press), Err(Refused::AlreadyLeft));
    let of_a_fresh_screen = caller.press_of(Aim::Next);
    assert_eq!(caller.press(MINUTE + 80, &of_a_fresh_screen), Err(Refused::TooSoon));
    assert_eq!(caller.line(), ["Q1", "Q2"]);
    let reasons: Vec<Refused> = caller.run().refusals.iter().map(|refusal| refusal.reason).collect();
    assert_eq!(reasons, [Refused::AlreadyLeft, Refused::TooSoon], "visible, never silent");
}

/// The call is at epoch 1 with the first device; the second one cannot hear it and takes the call.
fn cut_off() -> [Device; 2] {
    let [mut first, mut second, _] = evening(6);
    first.go(0).expect("to Q1");
    second.hear(&first);
    second.take_call(MINUTE);
    [first, second]
}

#[test]
fn section_3_6_same_target_is_one_advance_at_the_earliest_time_with_both_named() {
    let [mut first, mut second] = cut_off();
    second.go(2 * MINUTE + 700).expect("to Q2");
    first.go(2 * MINUTE).expect("to Q2");
    second.go(4 * MINUTE).expect("to Q3");
    meet(&mut first, &mut second);
    let run = first.run();
    assert_eq!(run, second.run());
    assert_eq!(first.line(), ["Q1", "Q2", "Q3"]);
    assert_eq!(run.line[1].by, [first.author, second.author]);
    assert_eq!(run.line[1].started, first.now(2 * MINUTE));
    assert_eq!(run.line[1].also.len(), 1);
    assert!(run.lanes.is_empty());
}

#[test]
fn section_3_6_of_different_targets_the_line_of_the_greater_call_is_the_run_and_the_other_is_kept() {
    let [mut first, mut second] = cut_off();
    // The clock of whoever took the call is slow, so that everything of theirs looks earlier or later at will.
    second.fast_ms = 3 * MINUTE;
    first.go_to(2 * MINUTE, 3).expect("to Q3");
    first.go_to(3 * MINUTE, 4).expect("to Q4");
    second.go_to(4 * MINUTE, 2).expect("to Q2");
    meet(&mut first, &mut second);
    let run = first.run();
    assert_eq!(run, second.run());
    assert_eq!(second.line(), ["Q1", "Q2"], "nothing jumps on the screen of whoever has the call");
    assert_eq!(run.lanes.len(), 1);
    assert_eq!(numbers(&run.lanes[0].line), ["Q3", "Q4"], "kept whole");
    assert_eq!(run.lanes[0].from, Some(run.line[0].id));
    let end = run.lanes[0].line[1].id;
    assert_eq!(first.wish(5 * MINUTE, |guard| guard.adopt_lane(end)), Err(NotAllowed::NotTheCaller));
    second.wish(5 * MINUTE, |guard| guard.adopt_lane(end)).expect("whoever calls adopts it");
    assert_eq!(second.line(), ["Q1", "Q3", "Q4"]);
    assert_eq!(numbers(&second.run().lanes[0].line), ["Q2"], "and what was the run is a lane");
}

#[test]
fn section_3_6_of_two_who_took_the_call_the_one_that_was_agreed_on_before_counts_whatever_the_clocks_say() {
    for (fast_ms, by_id) in [(-10 * MINUTE, false), (10 * MINUTE, false), (-10 * MINUTE, true)] {
        let [mut first, mut second, mut third] = [1, 2, 3].map(Device::new);
        let ranks: &[u8] = if by_id { &[1] } else { &[1, 3, 2] };
        first.edit(0, false, opening(6, ranks));
        first.take_call(0);
        first.go(0).expect("to Q1");
        second.hear(&first);
        third.hear(&first);
        third.fast_ms = fast_ms;
        second.take_call(MINUTE);
        third.take_call(MINUTE);
        second.go_to(2 * MINUTE, 2).expect("to Q2");
        third.go_to(2 * MINUTE, 3).expect("to Q3");
        meet(&mut second, &mut third);
        assert_eq!(second.run(), third.run());
        let (holder, line) = if by_id { (second.author, "Q2") } else { (third.author, "Q3") };
        assert_eq!(second.run().call.map(|call| call.holder), Some(holder), "fast {fast_ms}, by id {by_id}");
        assert_eq!(second.line(), ["Q1", line]);
    }
}

#[test]
fn section_7_a_go_is_taken_back_within_ten_seconds_and_the_cue_before_it_goes_on() {
    let [mut caller, mut other, _] = evening(4);
    caller.go(0).expect("to Q1");
    let before = caller.run();
    caller.go(MINUTE).expect("to Q2");
    assert_eq!(caller.wish(MINUTE, |guard| guard.ungo(before.line[0].id)), Err(NotAllowed::NotLive));
    assert_eq!(caller.clone().ungo(MINUTE + 10_001), Err(NotAllowed::TooLate));
    caller.ungo(MINUTE + 10_000).expect("just in time");
    let run = caller.run();
    assert_eq!(run.line, before.line, "as if it had never been left");
    assert_eq!(numbers(&run.lanes[0].line), ["Q2"]);
    assert!(run.lanes[0].taken_back);
    assert_eq!(caller.ungo(MINUTE + 10_500), Err(NotAllowed::TooLate), "not the one before it too");
    caller.go(2 * MINUTE).expect("to Q2 again");
    let run = caller.run();
    assert_eq!(numbers(&run.line), ["Q1", "Q2"]);
    assert_eq!(
        run.line[1].started,
        caller.now(2 * MINUTE),
        "a new instance, not the one that was taken back"
    );
    other.hear(&caller);
    assert_eq!(other.run(), run);
}

#[test]
fn section_7_a_lane_that_had_lost_does_not_come_up_when_the_go_that_won_is_taken_back() {
    let [mut first, mut second] = cut_off();
    first.go_to(2 * MINUTE, 3).expect("to Q3");
    second.go_to(2 * MINUTE, 2).expect("to Q2");
    meet(&mut first, &mut second);
    second.ungo(2 * MINUTE + 5_000).expect("taken back");
    assert_eq!(second.line(), ["Q1"]);
    second.go_to(3 * MINUTE, 3).expect("to Q3");
    assert_eq!(second.line(), ["Q1", "Q3"]);
    assert_eq!(second.run().line[1].by, [second.author]);
    assert_eq!(second.run().lanes.len(), 2, "both are kept");
}

#[test]
fn section_8_anyone_on_the_list_stops_the_show_and_only_who_may_lets_it_go_on() {
    let [mut caller, mut other, mut third] = evening(4);
    caller.go(0).expect("to Q1");
    third.hear(&caller);
    let hold =
        third.wish(MINUTE, |guard| guard.hold("a person in the pit")).expect("nobody is named: any device");
    caller.hear(&third);
    other.hear(&third);
    assert_eq!(caller.go(2 * MINUTE), Err(Refused::OnHold));
    assert_eq!(other.wish(2 * MINUTE, |guard| guard.release(hold)), Err(NotAllowed::NotNamed));
    assert_eq!(caller.wish(2 * MINUTE, |guard| guard.hold("again")), Err(NotAllowed::NothingToDo));
    caller.wish(3 * MINUTE, |guard| guard.release(hold)).expect("whoever calls");
    let run = caller.run();
    let held = (third.now(MINUTE), Some(caller.now(3 * MINUTE)));
    assert_eq!(run.line[0].pauses, [held], "the time of the live cue stood still");
    assert!(run.held().is_none());
    caller.go(4 * MINUTE).expect("to Q2");
}

#[test]
fn section_8_with_a_list_nobody_else_stops_the_show_and_a_record_that_says_so_does_nothing() {
    use gatehouse_core::show::{Action, Change, ShowField};
    let [mut caller, mut other, mut third] = evening(4);
    let named = |n| vec![author(n)];
    caller.edit(
        0,
        false,
        vec![
            Change::Show(ShowField::HoldRaisers(named(2))),
            Change::Show(ShowField::HoldReleasers(named(3))),
        ],
    );
    other.hear(&caller);
    third.hear(&caller);
    assert_eq!(third.wish(1, |guard| guard.hold("")), Err(NotAllowed::NotNamed));
    third.write(1, Action::Hold { reason: "written all the same".to_owned() });
    assert!(third.run().held().is_none());
    let hold = other.wish(2, |guard| guard.hold("")).expect("named, and alone if need be");
    assert_eq!(other.wish(3, |guard| guard.release(hold)), Err(NotAllowed::NotNamed));
    third.hear(&other);
    other.write(3, Action::Release { hold });
    assert!(other.run().held().is_some(), "nor does a release by somebody else");
    third.wish(4, |guard| guard.release(hold)).expect("named");
    assert!(third.run().held().is_none());
}
