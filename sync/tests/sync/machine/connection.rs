//! The connection: failures, sessions, refusals, the end.

use super::*;

#[test]
fn delays_stay_below_a_minute_and_start_over_when_the_network_changes() {
    let mut rig = Rig::start(standing(0, 0));
    for _ in 0..30 {
        rig.answer(Call::Heartbeat, no_network());
        let delay = rig.timer.expect("a timer") - rig.now;
        assert!((1..=60_000).contains(&delay), "{delay}");
        rig.wait(delay);
    }
    assert!(matches!(rig.connection(), Connection::Offline { .. }));
    rig.answer(Call::Heartbeat, no_network());
    rig.step(Input::NetworkChanged(Network::Up));
    assert!(rig.pending(Call::Heartbeat), "at once");
    rig.value(Call::Heartbeat, heartbeat(0));
    assert_eq!(*rig.connection(), Connection::Connected);
}

#[test]
fn a_pause_that_the_central_store_asks_for_is_kept() {
    let mut rig = Rig::start(standing(0, 0));
    rig.answer(Call::Heartbeat, Answer::Retry { after_ms: Some(20_000), why: Setback::TooMany });
    rig.wait(19_999);
    assert!(!rig.pending(Call::Heartbeat));
    rig.wait(1);
    assert!(rig.pending(Call::Heartbeat));
}

#[test]
fn a_401_refreshes_once_while_everything_else_waits_then_signs_in() {
    let mut rig = Rig::start(standing(4, 3));
    rig.sends(1, 4);
    rig.answer(Call::Ingest, Answer::Unauthorized);
    rig.answer(Call::Heartbeat, Answer::Unauthorized);
    rig.step(Input::LocalHead(Seq(5)));
    assert_eq!((rig.refreshes, rig.sign_ins, rig.calls.len()), (1, 0, 0));
    rig.step(Input::SignInFailed(Answer::Refused { status: 400, code: None }));
    assert_eq!((rig.refreshes, rig.sign_ins, rig.calls.len()), (1, 1, 0));
    rig.step(Input::SignedIn { author: Some(author(1)) });
    assert!(rig.pending(Call::Heartbeat));
    rig.sends(2, 5);
    assert!(rig.pending(Call::Ingest));
}

#[test]
fn a_401_to_a_call_of_the_session_before_asks_for_nothing() {
    let mut rig = Rig::start(standing(4, 3));
    rig.sends(1, 4);
    rig.answer(Call::Ingest, Answer::Unauthorized);
    rig.step(Input::SignedIn { author: None });
    rig.answer(Call::Heartbeat, Answer::Unauthorized);
    assert_eq!(rig.refreshes, 1);
}

#[test]
fn a_session_that_is_no_good_even_after_signing_in_is_not_asked_for_in_a_loop() {
    let mut rig = Rig::start(standing(0, 0));
    let mut asked = 0;
    for _ in 0..10 {
        if rig.pending(Call::Heartbeat) {
            rig.answer(Call::Heartbeat, Answer::Unauthorized);
        }
        asked = rig.refreshes + rig.sign_ins;
        if asked > 0 {
            rig.step(Input::SignedIn { author: Some(author(1)) });
        }
    }
    assert!(asked <= 3, "{asked} sessions within a moment");
}

#[test]
fn a_refusal_parks_in_sight_and_is_tried_again_slowly_or_when_told() {
    let mut rig = Rig::settled(standing(4, 3));
    rig.sends(1, 4);
    rig.answer(Call::Ingest, Answer::Refused { status: 404, code: Some("PGRST202".to_owned()) });
    assert!(
        matches!(rig.connection(), Connection::Parked(parked) if parked.call == Call::Ingest && parked.status == 404)
    );
    let noted = rig
        .errands
        .iter()
        .any(|(_, errand)| *errand == Errand::Park { word: Some("Ingest:404:PGRST202".to_owned()) });
    assert!(noted);
    assert!(rig.pending(Call::PullMaster), "the other lane goes on");
    rig.answer(Call::PullMaster, lost());
    rig.wait(5 * 60_000);
    assert!(!rig.errands.iter().any(|(_, errand)| matches!(errand, Errand::Outgoing { .. })));
    rig.step(Input::Nudge(Nudge::Operator));
    rig.sends(1, 4);
    rig.answer(Call::Ingest, Answer::Refused { status: 404, code: None });
    rig.wait(10 * 60_000);
    rig.sends(1, 4);
    rig.value(Call::Ingest, receipt(4));
    rig.store(Outcome::Acknowledged);
    assert!(!matches!(rig.connection(), Connection::Parked(_)));
}

#[test]
fn a_403_binds_the_session_again_once_before_it_waits_for_a_person() {
    let mut rig = Rig::start(standing(0, 0));
    let no_rights = || Answer::Refused { status: 403, code: Some("42501".to_owned()) };
    rig.answer(Call::Heartbeat, no_rights());
    assert_eq!(rig.sign_ins, 1);
    rig.step(Input::SignedIn { author: Some(author(1)) });
    rig.answer(Call::Heartbeat, no_rights());
    assert_eq!((rig.sign_ins, rig.calls.len()), (1, 0));
    assert!(matches!(rig.connection(), Connection::Parked(_)));
}

#[test]
fn a_revoked_device_wipes_itself_and_says_nothing_more() {
    let mut rig = Rig::settled(standing(4, 3));
    rig.sends(1, 4);
    rig.answer(Call::Ingest, Answer::Revoked { cutoff: Some(Seq(2)) });
    assert_eq!(rig.store(Outcome::Failed(Trouble::Busy)), Errand::Wipe { cutoff: Some(Seq(2)) });
    rig.wait(60_000);
    assert_eq!(rig.store(Outcome::Done), Errand::Wipe { cutoff: Some(Seq(2)) });
    rig.wait(600_000);
    rig.step(Input::LocalHead(Seq(9)));
    assert!(rig.calls.is_empty() && rig.errands.is_empty());
    assert_eq!(*rig.connection(), Connection::Revoked { cutoff: Some(Seq(2)) });
}

#[test]
fn an_answer_to_a_call_that_was_given_up_is_not_listened_to() {
    let mut rig = Rig::settled(standing(4, 3));
    rig.sends(1, 4);
    let (job, _) = rig.request(Call::Ingest);
    rig.step(Input::NetworkChanged(Network::Up));
    rig.step(Input::Answered { job, answer: Answer::Fork { seq: Seq(4) } });
    rig.sends(1, 4);
    assert!(rig.pending(Call::Ingest), "nothing happened");
}

#[test]
fn a_transport_that_never_answers_is_given_up() {
    let mut rig = Rig::start(standing(0, 0));
    let drops = rig.drops;
    rig.wait(15_001);
    assert_eq!(rig.drops, drops + 1);
    rig.wait(1_000);
    assert!(rig.pending(Call::Heartbeat));
}

#[test]
fn the_clock_of_the_central_store_is_compared_in_the_middle_of_the_call() {
    let mut rig = Rig::start(standing(0, 0));
    rig.now += 2_000;
    rig.value(Call::Heartbeat, heartbeat(0));
    // Asked at 1 s, answered at 3 s with 61 s: it was 61 s at our 2 s.
    assert_eq!(rig.machine.status().clock_offset_ms, Some(59_000));
}
