//! Up: the cursor over the own log.

use super::*;

#[test]
fn a_scan_is_sent_at_once_and_only_the_receipt_moves_the_cursor() {
    let mut rig = Rig::settled(standing(3, 3));
    rig.step(Input::LocalHead(Seq(4)));
    rig.sends(1, 4);
    assert_eq!(rig.machine.status().waiting, 1);
    let request = rig.value(Call::Ingest, receipt(4));
    assert_eq!(base(&request), Some(4));
    assert_eq!(rig.machine.status().waiting, 1, "not before the replica has compared the receipt");
    assert_eq!(rig.store(Outcome::Acknowledged), Errand::Acknowledge { seq: Seq(4), hash: [9; 32] });
    assert_eq!(rig.machine.status().waiting, 0);
}

#[test]
fn at_most_one_upload_and_one_download_are_under_way() {
    let mut rig = Rig::start(standing(9, 0));
    for head in 10..20 {
        rig.step(Input::LocalHead(Seq(head)));
        rig.step(Input::Nudge(Nudge::Hint));
        rig.step(Input::Woke);
    }
    assert_eq!((rig.calls.len(), rig.errands.len()), (1, 1), "a heartbeat, and a look at the log");
}

#[test]
fn a_gap_is_filled_from_the_central_stores_head() {
    let mut rig = Rig::settled(standing(9, 7));
    rig.sends(2, 9);
    let (job, _) = rig.request(Call::Ingest);
    rig.step(Input::Answered { job, answer: Answer::Gap { head: Seq(4) } });
    let errand = rig.store(Outcome::Outgoing(Outgoing { records: vec![sealed(); 5], head: Seq(9) }));
    assert!(matches!(errand, Errand::Outgoing { after: Seq(4), .. }));
    assert_eq!(base(&rig.request(Call::Ingest).1), Some(5));
}

#[test]
fn a_gap_that_is_none_does_not_spin() {
    let mut rig = Rig::settled(standing(9, 7));
    rig.sends(2, 9);
    rig.answer(Call::Ingest, Answer::Gap { head: Seq(7) });
    assert!(rig.errands.is_empty(), "it holds back first");
}

#[test]
fn a_central_store_restored_from_a_backup_gets_again_what_it_lost() {
    let mut rig = Rig::start(standing(9, 9));
    rig.value(Call::Heartbeat, heartbeat(6));
    rig.store(Outcome::Done);
    assert_eq!(rig.machine.status().waiting, 3);
    let errand = &rig.errands.last().expect("an errand").1;
    assert!(matches!(errand, Errand::Outgoing { after: Seq(6), .. }), "{errand:?}");
}

#[test]
fn a_heartbeat_that_was_overtaken_by_a_receipt_moves_nothing_back() {
    let mut rig = Rig::start(standing(4, 3));
    rig.sends(1, 4);
    rig.value(Call::Ingest, receipt(4));
    rig.store(Outcome::Acknowledged);
    rig.value(Call::Heartbeat, heartbeat(3));
    assert_eq!(rig.machine.status().waiting, 0);
}

#[test]
fn an_upload_that_takes_too_long_is_halved_and_grows_again() {
    let mut rig = Rig::settled(standing(900, 0));
    let asked = |rig: &Rig| match rig.errands.last() {
        Some((_, Errand::Outgoing { max_records, .. })) => *max_records,
        _ => 0,
    };
    let first = asked(&rig);
    rig.sends(u64::from(first), 900);
    rig.answer(Call::Ingest, lost());
    rig.wait(60_000);
    assert_eq!(asked(&rig), first / 2);
    rig.sends(u64::from(first / 2), 900);
    rig.value(Call::Ingest, receipt(u64::from(first / 2)));
    rig.store(Outcome::Acknowledged);
    assert!(asked(&rig) > first / 2);
}

#[test]
fn records_that_wait_while_the_central_store_answers_get_a_new_connection_then_an_alarm() {
    let mut rig = Rig::settled(standing(4, 3));
    let drops = rig.drops;
    for second in 0..130 {
        if rig.pending(Call::PullMaster) {
            rig.value(Call::PullMaster, master("5", false));
        }
        if rig.pending(Call::Pull) {
            rig.value(Call::Pull, Reply::Pulled { logs: Vec::new(), more: false, heads: Vector::new() });
        }
        if rig.pending(Call::Heartbeat) {
            rig.value(Call::Heartbeat, heartbeat(3));
        }
        while rig
            .errands
            .iter()
            .any(|(_, errand)| matches!(errand, Errand::NoteContact { .. } | Errand::Outgoing { .. }))
        {
            let at = rig.errands.iter().position(|(_, errand)| !matches!(errand, Errand::Park { .. }));
            let (job, errand) = rig.errands.remove(at.expect("found"));
            let outcome = match errand {
                Errand::NoteContact { .. } => Outcome::Done,
                _ => Outcome::Outgoing(Outgoing { records: vec![sealed()], head: Seq(4) }),
            };
            rig.step(Input::Stored { job, outcome });
        }
        assert_eq!(rig.machine.status().alarm, (second >= 120).then_some(Alarm::Stalled), "after {second} s");
        rig.wait(1_000);
    }
    assert!(rig.drops >= drops + 3, "{} new connections", rig.drops - drops);
    if !rig.pending(Call::Ingest) {
        rig.wait(60_000);
        rig.sends(1, 4);
    }
    rig.value(Call::Ingest, receipt(4));
    rig.store(Outcome::Acknowledged);
    assert_eq!(rig.machine.status().alarm, None);
}

#[test]
fn a_replica_in_trouble_is_told_of_and_asked_again_slowly() {
    let mut rig = Rig::settled(standing(4, 3));
    rig.store(Outcome::Failed(Trouble::Halted));
    assert_eq!(rig.machine.status().alarm, Some(Alarm::Storage(Trouble::Halted)));
    assert!(rig.errands.is_empty());
    rig.wait(60_000);
    rig.sends(1, 4);
    assert_eq!(rig.machine.status().alarm, None);
}

#[test]
fn nothing_begins_after_the_stop() {
    let mut rig = Rig::settled(standing(4, 3));
    rig.step(Input::Stop);
    let before = (rig.calls.len(), rig.errands.len());
    rig.step(Input::LocalHead(Seq(9)));
    rig.wait(60_000);
    assert_eq!((rig.calls.len(), rig.errands.len()), before);
    assert_eq!(*rig.connection(), Connection::Stopped);
}
