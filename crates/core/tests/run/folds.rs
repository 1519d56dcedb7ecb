//! Records that no guard would write, or that arrive without those they rest on.

use gatehouse_core::ids::{RecordId, Seq};
use gatehouse_core::show::{Action, Go, Input, Target, Visit};
use gatehouse_core::time::WallMs;

use super::stage::*;

const MINUTE: i64 = 60_000;

fn go(call: Option<RecordId>, from: Option<RecordId>, n: u8) -> Action {
    let to =
        Target::Cue(Visit { cue: cue(n), planned_start: WallMs(0), duration_ms: 1, count_to_end: false });
    Action::Go(Go { call, from, to, standby: None, started: None, input: Input::Command })
}

#[test]
fn a_go_waits_for_the_instance_that_it_leaves() {
    let [mut caller, mut other, _] = evening(4);
    let first = caller.go(0).expect("to Q1");
    let second = caller.go(MINUTE).expect("to Q2");
    other.hear_some(&caller, |id| id != first);
    assert_eq!(other.run().waiting, [second]);
    assert!(other.line().is_empty());
    other.hear(&caller);
    assert_eq!(other.run(), caller.run());
}

#[test]
fn a_go_under_a_call_of_somebody_else_or_of_nobody_is_no_advance() {
    let [mut caller, mut other, _] = evening(4);
    let call = caller.run().call.expect("somebody calls").id;
    let unheard = RecordId { author: author(2), seq: Seq(77) };
    let mine = other.write(1, go(Some(call), None, 1));
    let nobodys = other.write(2, go(None, None, 1));
    let unknown = other.write(3, go(Some(unheard), None, 1));
    caller.hear(&other);
    assert!(caller.line().is_empty());
    assert_eq!(caller.run().no_advance, [mine, nobodys, unknown]);
}

#[test]
fn a_go_after_the_finish_is_no_advance() {
    let [mut caller, ..] = evening(1);
    caller.go(0).expect("to Q1");
    let finish = caller.go(MINUTE).expect("to the finish");
    let call = caller.run().call.expect("somebody calls").id;
    let late = caller.write(2 * MINUTE, go(Some(call), Some(finish), 1));
    assert_eq!(caller.line(), ["Q1", "end"]);
    assert_eq!(caller.run().no_advance, [late]);
    caller.ungo(MINUTE + 10_000).expect("the finish was a slip");
    assert_eq!(caller.line(), ["Q1"]);
}

#[test]
fn a_call_counts_only_where_it_follows_the_one_it_replaces() {
    let [mut caller, mut other, _] = evening(2);
    let call = caller.run().call.expect("somebody calls").id;
    let reason = String::new();
    other.write(1, Action::TakeCall { after: None, epoch: 9, reason: reason.clone() });
    other.write(2, Action::TakeCall { after: Some(call), epoch: 9, reason });
    let offer = other.write(3, Action::OfferCall { call, to: author(2) });
    other.write(4, Action::AcceptCall { offer, after: call, epoch: 2 });
    caller.hear(&other);
    let run = caller.run();
    assert_eq!(run.call.map(|held| held.id), Some(call), "nobody offers what they do not hold");
    assert_eq!(run.offered, None);
}

#[test]
fn added_time_is_an_hour_at_most_whatever_a_record_says() {
    let [mut caller, ..] = evening(2);
    let instance = caller.go(0).expect("to Q1");
    let call = caller.run().call.expect("somebody calls").id;
    caller.write(1, Action::AddTime { call, instance, by_ms: i64::MAX });
    caller.write(2, Action::AddTime { call, instance, by_ms: -7 });
    assert_eq!(caller.run().line[0].added_ms, 3_600_000 - 7);
}

#[test]
fn pauses_of_the_caller_and_holds_are_one_time_that_stands_still() {
    let [mut caller, ..] = evening(3);
    caller.go(0).expect("to Q1");
    caller.wish(10, |guard| guard.pause()).expect("paused");
    let hold = caller.wish(20, |guard| guard.hold("")).expect("stopped");
    caller.wish(30, |guard| guard.resume()).expect("goes on with the release");
    caller.wish(40, |guard| guard.release(hold)).expect("released");
    caller.wish(60, |guard| guard.pause()).expect("paused");
    caller.go(MINUTE).expect("to Q2");
    let run = caller.run();
    let at = |ms| caller.now(ms);
    assert_eq!(run.line[0].pauses, [(at(10), Some(at(40))), (at(60), Some(at(MINUTE)))]);
    assert!(run.line[1].pauses.is_empty(), "a pause ends with its instance");
}

#[test]
fn a_cue_that_was_found_late_counts_from_its_planned_start() {
    let [mut caller, ..] = evening(2);
    let press = gatehouse_core::show::Press {
        started: Some(caller.now(-MINUTE)),
        input: Input::Clock,
        ..caller.press_of(gatehouse_core::show::Aim::Next)
    };
    caller.press(0, &press).expect("to Q1");
    assert_eq!(caller.run().line[0].started, caller.now(-MINUTE));
}

#[test]
fn a_line_for_the_speaker_and_a_dark_timer_are_as_they_were_last_said() {
    let [mut caller, mut other, _] = evening(1);
    caller.write(1, Action::Message { text: "wrap up".to_owned() });
    other.write(2, Action::Message { text: "two minutes".to_owned() });
    other.write(3, Action::Blackout { on: true });
    caller.hear(&other);
    let run = caller.run();
    assert_eq!((run.message.as_str(), run.blackout), ("two minutes", true));
}

#[test]
fn ten_thousand_records_in_one_line_fold_without_ado() {
    let mut caller = Device::new(1);
    caller.edit(0, false, opening(6, &[]));
    let call = caller.take_call(0);
    let mut from = None;
    for n in 0..5_000_i64 {
        let to = u8::try_from(n % 6).expect("small") + 1;
        let instance = caller.write(n * 1_000, go(Some(call), from, to));
        caller.write(n * 1_000 + 1, Action::AddTime { call, instance, by_ms: 1 });
        from = Some(instance);
    }
    let run = caller.run();
    assert_eq!((run.line.len(), run.waiting.len()), (5_000, 0));
    assert!(run.line.iter().all(|instance| instance.added_ms == 1));
}
