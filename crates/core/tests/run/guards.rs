//! What is granted and what is not, press by press.

use gatehouse_core::show::guard::missing_ticks;
use gatehouse_core::show::{Aim, Change, Field, NotAllowed, Press, Refused, Target};

use super::stage::*;

const MINUTE: i64 = 60_000;

#[test]
fn a_press_is_refused_for_the_first_reason_that_applies() {
    let mut alone = Device::new(1);
    alone.edit(0, false, opening(2, &[]));
    assert_eq!(alone.go(0), Err(Refused::NoCall));

    let [mut caller, mut other, _] = evening(2);
    assert_eq!(other.go(0), Err(Refused::NotTheCaller));
    assert_eq!(caller.go_to(0, 9), Err(Refused::NoSuchCue));
    let first = caller.go(0).expect("to Q1");
    let old = caller.press_of(Aim::Next);
    assert_eq!(caller.press(500, &Press { from: None, ..old }), Err(Refused::AlreadyLeft));
    assert_eq!(caller.press(999, &old), Err(Refused::TooSoon));
    caller.edit(1_000, false, vec![Change::Set { entry: cue(1), field: Field::Span(Some(3_000)) }]);
    assert_eq!(caller.press(2_999, &old), Err(Refused::TooSoon), "the cue has a span of its own");
    caller.edit(3_000, false, vec![Change::Set { entry: cue(1), field: Field::Span(Some(60_000)) }]);
    assert_eq!(caller.clone().press(5_000, &old).map(|_| ()), Ok(()), "but no longer than five seconds");
    other.hear(&caller);
    other.take_call(6_000);
    caller.hear(&other);
    assert_eq!(caller.press(7_000, &old), Err(Refused::OldCall), "the call went elsewhere meanwhile");
    assert_eq!(caller.go(7_000), Err(Refused::NotTheCaller));
    assert_eq!(caller.run().line[0].id, first);
}

#[test]
fn a_clock_that_is_ahead_elsewhere_keeps_nobody_from_pressing() {
    let [mut caller, mut other, _] = evening(3);
    caller.fast_ms = 5 * MINUTE;
    caller.go(0).expect("to Q1");
    caller.wish(0, |guard| guard.offer_call(author(2))).expect("offered");
    other.hear(&caller);
    other.wish(0, |guard| guard.accept_call()).expect("accepted");
    other.go(2_000).expect("to Q2, though the last GO lies ahead");
}

#[test]
fn go_leads_to_the_standby_else_to_the_next_cue_that_is_played() {
    let [mut caller, ..] = evening(4);
    caller.edit(0, false, vec![Change::Set { entry: cue(1), field: Field::Skip(true) }]);
    caller.go(0).expect("past the skipped one");
    assert_eq!(caller.line(), ["Q2"]);
    let standby = caller.wish(1, |guard| guard.standby(cue(4))).expect("in standby");
    caller.go(MINUTE).expect("to the standby");
    assert_eq!(caller.line(), ["Q2", "Q4"]);
    assert!(caller.run().standby.is_none());
    caller.ungo(MINUTE + 1).expect("taken back");
    assert_eq!(
        caller.run().standby.map(|waits| waits.id),
        Some(standby),
        "still in standby, nobody carried it out"
    );
    // The live cue is taken out of the plan on another device, and the one in standby is skipped now.
    caller.edit(
        MINUTE,
        false,
        vec![
            Change::Place { entry: cue(2), place: None },
            Change::Set { entry: cue(4), field: Field::Skip(true) },
        ],
    );
    caller.go(2 * MINUTE).expect("somewhere");
    assert_eq!(
        caller.line(),
        ["Q2", "Q3"],
        "nothing that was called is in the plan: its first cue, which is Q3 now"
    );
    caller.edit(3 * MINUTE, false, vec![Change::Place { entry: cue(3), place: None }]);
    caller.go(3 * MINUTE).expect("to the finish");
    assert_eq!(caller.line(), ["Q2", "Q3", "end"]);
}

#[test]
fn a_cue_keeps_what_was_planned_when_it_was_called() {
    let [mut caller, ..] = evening(2);
    caller.go(0).expect("to Q1");
    caller.edit(1, false, vec![Change::Set { entry: cue(1), field: Field::Duration(1) }]);
    let Target::Cue(visit) = caller.run().line[0].to else { unreachable!("Q1 is no finish") };
    assert_eq!(visit.duration_ms, 240_000);
}

#[test]
fn the_call_is_taken_from_who_is_silent_or_stands_behind_and_never_without_a_reason() {
    let [mut first, mut second, mut third] = evening(2);
    let take = |device: &mut Device, reason: &str, silent_ms| {
        device.wish(MINUTE, |guard| guard.take_call(reason, silent_ms)).map(|_| ())
    };
    assert_eq!(take(&mut first, "why not", 0), Err(NotAllowed::NothingToDo));
    assert_eq!(take(&mut second, "why not", 5_000), Err(NotAllowed::CallIsHeld));
    assert_eq!(take(&mut second, " ", 5_001), Err(NotAllowed::NoReason));
    assert_eq!(take(&mut second, "no answer", 5_001), Ok(()));
    first.hear(&second);
    third.hear(&second);
    assert_eq!(take(&mut third, "why not", 0), Err(NotAllowed::CallIsHeld), "it is not on the list at all");
    assert_eq!(take(&mut first, "back again", 0), Ok(()), "it stands before the second");
    assert_eq!(first.run().call.map(|call| (call.epoch, call.holder)), Some((3, first.author)));
}

#[test]
fn the_call_is_passed_by_two_hands() {
    let [mut first, mut second, mut third] = evening(2);
    assert_eq!(first.wish(0, |guard| guard.offer_call(author(1))), Err(NotAllowed::NothingToDo));
    assert_eq!(second.wish(0, |guard| guard.offer_call(author(3))), Err(NotAllowed::NotTheCaller));
    first.wish(1, |guard| guard.offer_call(author(2))).expect("offered");
    second.hear(&first);
    third.hear(&first);
    assert_eq!(third.wish(2, |guard| guard.accept_call()), Err(NotAllowed::NoOffer));
    second.wish(2, |guard| guard.accept_call()).expect("accepted");
    first.hear(&second);
    let run = first.run();
    assert_eq!(run.call.map(|call| (call.epoch, call.holder)), Some((2, second.author)));
    assert_eq!(run.offered, None);
    assert_eq!(first.go(MINUTE), Err(Refused::NotTheCaller));
    second.go(MINUTE).expect("to Q1");
}

#[test]
fn departments_tick_and_go_warns_of_those_that_did_not() {
    let [mut caller, mut lights, _] = evening(3);
    caller.edit(0, false, vec![call_of("sound", 1), call_of("lighting", 1)]);
    lights.hear(&caller);
    assert_eq!(lights.wish(0, |guard| guard.tick("lighting", true)), Err(NotAllowed::NoStandby));
    caller.wish(1, |guard| guard.standby(cue(1))).expect("in standby");
    assert_eq!(caller.wish(1, |guard| guard.standby(cue(1))), Err(NotAllowed::NothingToDo));
    assert_eq!(caller.wish(1, |guard| guard.standby(cue(7))), Err(NotAllowed::NoSuchCue));
    lights.hear(&caller);
    lights.wish(2, |guard| guard.tick("lighting", true)).expect("ready");
    assert_eq!(lights.wish(2, |guard| guard.tick("lighting", true)), Err(NotAllowed::NothingToDo));
    assert_eq!(lights.wish(2, |guard| guard.tick("catering", true)), Err(NotAllowed::NotCalled));
    caller.hear(&lights);
    assert_eq!(missing_ticks(&caller.plan(), &caller.run()), ["sound"]);
    caller.go(MINUTE).expect("a warning only");
    assert!(missing_ticks(&caller.plan(), &caller.run()).is_empty());
}

#[test]
fn the_time_of_the_live_cue_is_stopped_and_given_by_whoever_calls() {
    let [mut caller, mut other, _] = evening(3);
    assert_eq!(caller.wish(0, |guard| guard.pause()), Err(NotAllowed::NotLive));
    caller.go(0).expect("to Q1");
    other.hear(&caller);
    assert_eq!(other.wish(1, |guard| guard.pause()), Err(NotAllowed::NotTheCaller));
    assert_eq!(caller.wish(1, |guard| guard.resume()), Err(NotAllowed::NothingToDo));
    caller.wish(10_000, |guard| guard.pause()).expect("paused");
    assert_eq!(caller.wish(11_000, |guard| guard.pause()), Err(NotAllowed::NothingToDo));
    caller.wish(20_000, |guard| guard.resume()).expect("goes on");
    caller.wish(20_000, |guard| guard.add_time(-3_600_000)).expect("an hour less");
    assert_eq!(caller.wish(20_000, |guard| guard.add_time(3_600_001)), Err(NotAllowed::TooMuch));
    assert_eq!(caller.wish(20_000, |guard| guard.add_time(i64::MIN)), Err(NotAllowed::TooMuch));
    assert_eq!(caller.wish(20_000, |guard| guard.add_time(0)), Err(NotAllowed::NothingToDo));
    let live = &caller.run().line[0];
    assert_eq!(live.pauses, [(caller.now(10_000), Some(caller.now(20_000)))]);
    assert_eq!(live.added_ms, -3_600_000);
    caller.wish(20_000, |guard| guard.roll(true)).expect("follows the clock");
    assert_eq!(caller.wish(20_000, |guard| guard.roll(true)), Err(NotAllowed::NothingToDo));
    assert!(caller.run().rolling);
}

#[test]
fn the_steps_of_a_stop_are_ticked_off_one_by_one() {
    let [mut caller, mut other, _] = evening(2);
    let hold = caller.wish(0, |guard| guard.hold("")).expect("stopped");
    other.hear(&caller);
    other.wish(1, |guard| guard.hold_step(hold, "sound", true)).expect("music off");
    assert_eq!(other.wish(2, |guard| guard.hold_step(hold, "sound", true)), Err(NotAllowed::NothingToDo));
    other.wish(3, |guard| guard.hold_step(hold, "lighting", true)).expect("lights up");
    other.wish(4, |guard| guard.hold_step(hold, "lighting", false)).expect("not yet");
    let steps: Vec<_> = other.run().holds[0].steps.clone().into_iter().collect();
    assert_eq!(steps, [("sound".to_owned(), other.now(1))]);
    caller.hear(&other);
    caller.wish(5, |guard| guard.release(hold)).expect("goes on");
    assert_eq!(caller.wish(6, |guard| guard.hold_step(hold, "lighting", true)), Err(NotAllowed::NoSuchHold));
    assert_eq!(caller.wish(6, |guard| guard.release(hold)), Err(NotAllowed::NoSuchHold));
}
