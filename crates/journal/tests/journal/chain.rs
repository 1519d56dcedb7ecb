//! Logs: what makes one, and what exactly is wrong when something does not.

use gatehouse_journal::{Chain, Flaw, Link};

use super::*;

fn body(n: i64) -> Body {
    Body::ClockStep(ClockStepRecord { from: WallMs(n), to: WallMs(0), mono_ms: 0 })
}

fn next(head: &Head, n: i64) -> Record {
    seal(event(), author(), head, stamp(), &body(n), &device_key()).expect("a body that can be sealed")
}

/// A log of `len` records.
fn log(len: i64) -> Vec<Record> {
    let mut head = Head::GENESIS;
    let mut grow = |n| {
        let record = next(&head, n);
        head = record.head();
        record
    };
    (1..=len).map(&mut grow).collect()
}

fn followed(records: &[Record]) -> Chain {
    let mut chain = Chain::new(event(), author());
    for record in records {
        assert_eq!(chain.follow(record).expect("a sound record"), Link::Next);
    }
    chain
}

#[test]
fn a_log_links_from_its_first_record_to_its_last() {
    let log = log(5);
    let chain = followed(&log);
    assert_eq!(chain.head(), log[4].head());
    assert_eq!(log.iter().map(|record| record.seq.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(log[0].prev_hash, [0; 32]);
    assert!(log.is_sorted_by(|earlier, later| earlier.hlc < later.hlc), "though the wall clock stood still");
}

#[test]
fn a_log_goes_on_from_a_stored_head() {
    let log = log(3);
    let mut chain = Chain::resume(event(), author(), log[1].head());
    assert_eq!(chain.follow(&log[2]).expect("the next one"), Link::Next);
}

#[test]
fn the_last_record_may_come_again() {
    let log = log(2);
    let mut chain = followed(&log);
    assert_eq!(chain.follow(&log[1]).expect("the same one"), Link::Again);
    assert_eq!(chain.head(), log[1].head());
}

#[test]
fn a_missing_record_is_a_gap() {
    let log = log(4);
    let mut chain = followed(&log[..1]);
    let flaw = chain.follow(&log[3]).expect_err("two are missing");
    assert!(matches!(flaw, Flaw::Gap { expected: Seq(2), found: Seq(4) }), "{flaw}");
    assert_eq!(chain.follow(&log[1]).expect("a flaw leaves the chain where it was"), Link::Next);
}

#[test]
fn a_record_built_on_something_else_is_named() {
    let log = log(2);
    let mut chain = followed(&log);
    let stray = next(&Head { hash: [9; 32], ..log[1].head() }, 3);
    assert!(matches!(chain.follow(&stray), Err(Flaw::WrongPrevious { seq: Seq(3) })));
}

#[test]
fn two_different_records_at_one_place_are_a_fork() {
    let log = log(2);
    let mut chain = followed(&log);
    let twin = next(&log[0].head(), 99);
    assert!(matches!(chain.follow(&twin), Err(Flaw::Fork { seq: Seq(2) })));
    assert!(matches!(chain.follow(&log[0]), Err(Flaw::Behind { head: Seq(2), found: Seq(1) })));
}

#[test]
fn strangers_do_not_belong() {
    let seal_as = |event, author| {
        seal(event, author, &Head::GENESIS, stamp(), &body(1), &device_key())
            .expect("a body that can be sealed")
    };
    let mut chain = Chain::new(event(), author());
    let elsewhere = seal_as(EventId::from_bytes([2; 16]), author());
    assert!(matches!(chain.follow(&elsewhere), Err(Flaw::OtherEvent { seq: Seq(1) })));
    let stranger = seal_as(event(), AuthorId::from_bytes([2; 16]));
    assert!(matches!(chain.follow(&stranger), Err(Flaw::OtherAuthor { seq: Seq(1) })));
}

#[test]
fn records_from_elsewhere_are_verified_as_they_come() {
    let log = log(2);
    let key = device_key().public();
    let mut chain = Chain::new(event(), author());
    let (link, record) = chain.verify(&log[0].bytes, &log[0].signature, &key).expect("the first one");
    assert!(link == Link::Next && record == log[0]);
    let flaw = chain.verify(&log[1].bytes, &log[0].signature, &key).expect_err("the wrong signature");
    assert!(matches!(flaw, Flaw::Untrusted { expected: Seq(2), .. }), "{flaw}");
    assert_eq!(chain.head(), log[0].head());
}
