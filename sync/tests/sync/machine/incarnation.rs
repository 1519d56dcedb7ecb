//! Going on as a new author.

use super::*;

#[test]
fn more_of_the_own_log_there_than_here_means_that_this_replica_is_an_old_one() {
    let mut rig = Rig::start(standing(4, 4));
    rig.value(Call::Heartbeat, heartbeat(7));
    rig.store(Outcome::Done);
    let key = DeviceKey::from_seed(&[4; 32]).public();
    assert_eq!(rig.store(Outcome::Prepared(key)), Errand::PrepareIncarnation);
    let request = rig.value(Call::Incarnate, Reply::Incarnated { author: author(2) });
    assert!(
        matches!(request, Request::Incarnate { reason: IncarnationReason::RolledBack, public_key, .. } if public_key == key)
    );
    // The central store holds 5 to 7, and 5 and 6 are those of this replica.
    let logs = vec![Log { author: author(1), records: vec![sealed(); 3] }];
    let heads = Vector::from([(author(1), Seq(7))]);
    let request = rig.value(Call::Pull, Reply::Pulled { logs, more: false, heads });
    assert!(matches!(request, Request::Pull { vector, .. } if vector[&author(1)] == Seq(4)));
    assert!(matches!(rig.store(Outcome::Disagrees), Errand::Acknowledge { seq: Seq(7), .. }));
    assert!(matches!(rig.store(Outcome::Acknowledged), Errand::Acknowledge { seq: Seq(5), .. }));
    assert!(matches!(rig.store(Outcome::Acknowledged), Errand::Acknowledge { seq: Seq(6), .. }));
    let reborn = Standing { author: author(2), head: Seq(1), acked: Seq(0), ..standing(1, 0) };
    let errand = rig.store(Outcome::Incarnated(Box::new(reborn)));
    let reason = IncarnationReason::RolledBack;
    assert_eq!(errand, Errand::Incarnate { author: author(2), reason, from: Seq(7), forked: true });
    assert_eq!((rig.machine.author(), rig.machine.status().alarm), (author(2), Some(Alarm::Reborn)));
}

#[test]
fn a_rolled_back_flag_alone_proves_nothing() {
    let mut rig = Rig::start(standing(4, 3));
    let reply = Reply::Heartbeat { server: WallMs(EVENING), head: Seq(4), rolled_back: true, frozen: false };
    rig.value(Call::Heartbeat, reply);
    assert!(!rig.errands.iter().any(|(_, errand)| *errand == Errand::PrepareIncarnation));
}

#[test]
fn a_fork_makes_a_new_author_once_both_lanes_are_idle() {
    let mut rig = Rig::start(standing(5, 3));
    rig.sends(2, 5);
    rig.answer(Call::Ingest, Answer::Fork { seq: Seq(4) });
    assert!(rig.errands.is_empty(), "the heartbeat is still under way");
    rig.answer(Call::Heartbeat, lost());
    rig.wait(60_000);
    assert_eq!(rig.errands.last().map(|(_, errand)| errand.clone()), Some(Errand::PrepareIncarnation));
    assert!(!rig.pending(Call::Ingest));
}

#[test]
fn a_receipt_that_does_not_match_the_own_log_is_a_fork() {
    let mut rig = Rig::settled(standing(6, 3));
    rig.sends(2, 6);
    rig.value(Call::Ingest, receipt(6));
    rig.store(Outcome::Disagrees);
    rig.answer(Call::PullMaster, lost());
    rig.wait(60_000);
    assert!(rig.errands.iter().any(|(_, errand)| *errand == Errand::PrepareIncarnation), "{:?}", rig.errands);
}

#[test]
fn a_device_that_the_central_store_knows_as_another_author_becomes_a_new_one() {
    let mut rig = Rig::settled(standing(4, 3));
    rig.sends(1, 4);
    rig.answer(Call::Ingest, Answer::Denied { word: "not_yours".to_owned(), index: None });
    assert_eq!(rig.sign_ins, 1);
    rig.answer(Call::PullMaster, lost());
    rig.step(Input::SignedIn { author: Some(author(7)) });
    rig.wait(60_000);
    assert_eq!(rig.errands.last().map(|(_, errand)| errand.clone()), Some(Errand::PrepareIncarnation));
}

#[test]
fn what_only_this_replica_has_keeps_its_names() {
    let mut rig = Rig::start(standing(6, 4));
    rig.sends(2, 6);
    rig.answer(Call::Ingest, Answer::Frozen);
    rig.value(Call::Heartbeat, heartbeat(5));
    rig.store(Outcome::Done);
    rig.store(Outcome::Prepared(DeviceKey::from_seed(&[4; 32]).public()));
    rig.value(Call::Incarnate, Reply::Incarnated { author: author(2) });
    // An upload arrived whose answer was lost: 5 is there after all.
    let logs = vec![Log { author: author(1), records: vec![sealed()] }];
    let heads = Vector::from([(author(1), Seq(5))]);
    rig.value(Call::Pull, Reply::Pulled { logs, more: false, heads });
    assert!(matches!(rig.store(Outcome::Acknowledged), Errand::Acknowledge { seq: Seq(5), .. }));
    let (_, errand) = rig.errands.last().expect("an errand").clone();
    let reason = IncarnationReason::Frozen;
    assert_eq!(errand, Errand::Incarnate { author: author(2), reason, from: Seq(6), forked: false });
}

#[test]
fn what_the_central_store_lost_is_told_again_too() {
    let mut rig = Rig::start(standing(6, 6));
    let reply = Reply::Heartbeat { server: WallMs(EVENING), head: Seq(3), rolled_back: false, frozen: true };
    rig.value(Call::Heartbeat, reply);
    rig.store(Outcome::Done);
    rig.store(Outcome::Prepared(DeviceKey::from_seed(&[4; 32]).public()));
    rig.value(Call::Incarnate, Reply::Incarnated { author: author(2) });
    let heads = Vector::from([(author(1), Seq(3))]);
    rig.value(Call::Pull, Reply::Pulled { logs: Vec::new(), more: false, heads });
    let (_, errand) = rig.errands.last().expect("an errand").clone();
    assert!(matches!(errand, Errand::Incarnate { from: Seq(4), forked: false, .. }), "{errand:?}");
}

#[test]
fn late_news_of_the_old_log_are_not_taken_for_the_new_one() {
    let mut rig = Rig::settled(standing(2, 2));
    // Said of the author before, when the device had just gone on as this one.
    rig.step(Input::LocalHead(Seq(500)));
    assert_eq!(rig.machine.status().waiting, 498);
    rig.store(Outcome::Outgoing(Outgoing { records: Vec::new(), head: Seq(2) }));
    assert_eq!((rig.machine.status().waiting, rig.errands.len()), (0, 0));
    rig.step(Input::LocalHead(Seq(3)));
    rig.sends(1, 3);
}

#[test]
fn news_that_come_while_the_replica_looks_are_kept() {
    let mut rig = Rig::settled(standing(3, 2));
    rig.step(Input::LocalHead(Seq(4)));
    rig.sends(1, 3);
    assert_eq!(rig.machine.status().waiting, 2);
}
