//! Logs of several devices in one replica: what is taken, what it changes, and what a device does that must begin anew.

use std::collections::BTreeSet;

use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{AuthorId, RecordId, Seq, ZoneId};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{DeviceEnrolledRecord, DeviceKey, Flaw, Record};
use gatehouse_store::exchange::{self, Double, LeftBehind, Stored, Trust};
use gatehouse_store::table::author::{self, AuthorRow};
use gatehouse_store::table::{event, record, zone};
use gatehouse_store::{Error, audit, master};

use crate::fixture::{
    DOOR, FLOOR, GENERAL, LOUNGE, MAIN, NOW, SIDE, VIP, World, device, id, later, stamp, ticket,
};

pub(crate) fn own(world: &World) -> AuthorRow {
    let authors = world.replica.read(author::all).expect("authors");
    authors.into_iter().find(|author| author.own).expect("this device writes")
}

pub(crate) fn log(world: &World, author: AuthorId) -> Vec<Record> {
    world.replica.read(|conn| record::after(conn, author, Seq(0), 1_000)).expect("records")
}

fn trust(author: &AuthorRow, cutoff: Option<u64>) -> Trust {
    Trust {
        public_key: author.public_key,
        name: author.name.clone(),
        device: None,
        frozen: false,
        cutoff: cutoff.map(Seq),
    }
}

pub(crate) fn believe(world: &World, author: &AuthorRow, cutoff: Option<u64>) {
    let (id, trust) = (author.id, trust(author, cutoff));
    world.replica.write(move |tx, _| exchange::set_trust(tx, id, &trust)).expect("an author");
}

pub(crate) fn take(world: &World, author: AuthorId, records: Vec<Record>) -> Stored {
    world.replica.write(move |tx, _| exchange::store(tx, author, &records)).expect("an answer")
}

/// Lets `to` have everything that `from` has written, and know its author.
pub(crate) fn tell(from: &World, to: &World) {
    let author = own(from);
    believe(to, &author, None);
    let taken = take(to, author.id, log(from, author.id));
    assert!(matches!(taken, Stored::Taken { head, .. } if head == author.head.seq), "{taken:?}");
}

fn inside(world: &World, at: ZoneId) -> u32 {
    world.replica.read(|conn| zone::inside(conn, at)).expect("a count")
}

fn doubles(world: &World) -> Vec<Double> {
    world.replica.read(|conn| exchange::doubles(conn, 100)).expect("double admissions")
}

#[track_caller]
pub(crate) fn sound(world: &World) {
    assert_eq!(
        audit(&world.replica).expect("an audit").iter().map(ToString::to_string).collect::<Vec<_>>(),
        [""; 0]
    );
}

/// Two gates that both let ticket 1 in before they hear of each other.
fn apart() -> (World, World) {
    let (north, south) = (World::gate(1), World::gate(2));
    for (gate, now) in [(&north, NOW), (&south, later(60))] {
        gate.put(vec![ticket(1, GENERAL, "Ana"), ticket(2, VIP, "Eva")]);
        assert!(gate.scan(MAIN, Direction::In, id(1), now).0.passes());
    }
    (north, south)
}

#[test]
fn what_one_gate_admitted_is_used_up_at_the_other() {
    let (north, south) = (World::gate(1), World::gate(2));
    north.scan(MAIN, Direction::In, id(1), NOW);
    south.put(vec![ticket(1, GENERAL, "Ana")]);
    north.put(vec![ticket(1, GENERAL, "Ana")]);
    north.scan(MAIN, Direction::In, id(1), NOW);
    tell(&north, &south);
    assert!(!south.scan(SIDE, Direction::In, id(1), later(5)).0.passes());
    assert_eq!(inside(&south, FLOOR), 1);
    sound(&south);
}

#[test]
fn a_double_admission_is_the_same_on_both_gates_whoever_hears_first() {
    let (north, south) = apart();
    assert_eq!(doubles(&north), []);
    tell(&south, &north);
    tell(&north, &south);
    let expected = [Double {
        zone: FLOOR,
        credential: id(1),
        first: RecordId { author: own(&north).id, seq: Seq(1) },
        second: RecordId { author: own(&south).id, seq: Seq(1) },
        at: later(60),
    }];
    assert_eq!(doubles(&north), expected);
    assert_eq!(doubles(&south), expected);
    assert_eq!(inside(&north, FLOOR), 1, "one person twice is one credential");
    sound(&north);
    sound(&south);
}

#[test]
fn an_undone_entry_is_no_double() {
    let (north, south) = apart();
    south.undo(RecordId { author: own(&south).id, seq: Seq(1) }, later(61));
    tell(&south, &north);
    assert_eq!(doubles(&north), []);
    sound(&north);
}

/// A daily limit counts the venue's days: 22:26 and 01:13 there are on one day by the clock of another zone.
#[test]
fn a_second_entry_on_one_day_at_the_venue_is_a_double() {
    let (north, south) = (World::gate(1), World::gate(2));
    let (evening, night) = (WallMs(1_790_050_000_000), WallMs(1_790_060_000_000));
    for (gate, at) in [(&north, evening), (&south, night)] {
        gate.sql("UPDATE checkpoint SET policy = 'per_day', per_day = 1 WHERE name = 'Lounge door'");
        gate.put(vec![ticket(2, VIP, "Eva")]);
        assert!(gate.scan(DOOR, Direction::In, id(2), at).0.passes());
    }
    tell(&south, &north);
    let found_in = |zone: &str| {
        let row = north.replica.read(event::find).expect("an event");
        let change = master::Change::Event(event::EventRow { zone: zone.to_owned(), ..row });
        north.replica.write(move |tx, _| master::apply(tx, &[change])).expect("a change");
        doubles(&north).len()
    };
    assert_eq!([found_in("America/Bogota"), found_in("UTC"), found_in("America/Bogota")], [0, 1, 0]);
    sound(&north);
}

#[test]
fn a_stricter_policy_finds_the_doubles_that_it_makes() {
    let (north, south) = (World::gate(1), World::gate(2));
    for gate in [&north, &south] {
        gate.put(vec![ticket(2, VIP, "Eva")]);
        assert!(gate.scan(DOOR, Direction::In, id(2), NOW).0.passes());
    }
    north.sql("UPDATE checkpoint SET policy = 'unlimited' WHERE name = 'Lounge door'");
    tell(&south, &north);
    assert_eq!(doubles(&north), []);
    let policy = |world: &World| {
        world
            .replica
            .read(|conn| gatehouse_store::table::checkpoint::find(conn, DOOR))
            .expect("a read")
            .expect("a door")
    };
    let door = policy(&south);
    let change = master::Change::Checkpoint(door, 3);
    north.replica.write(move |tx, _| master::apply(tx, &[change])).expect("a change");
    assert_eq!(doubles(&north).len(), 1);
    assert_eq!(doubles(&north)[0].zone, LOUNGE);
    sound(&north);
}

#[test]
fn taking_records_again_changes_nothing() {
    let (north, south) = apart();
    tell(&north, &south);
    let author = own(&north).id;
    let again = take(&south, author, log(&north, author));
    assert!(matches!(again, Stored::Taken { new: 0, head: Seq(1) }), "{again:?}");
    sound(&south);
}

#[test]
fn what_does_not_continue_a_log_is_not_taken() {
    let (north, south) = apart();
    for n in 0..3 {
        north.scan(MAIN, Direction::Out, id(1), later(100 + n));
    }
    let (author, records) = (own(&north), log(&north, own(&north).id));
    assert!(matches!(take(&south, author.id, records.clone()), Stored::UnknownAuthor));
    believe(&south, &author, None);
    let gap = take(&south, author.id, records[1..].to_vec());
    assert!(matches!(gap, Stored::Flawed { head: Seq(0), flaw: Flaw::Gap { .. } }), "{gap:?}");
    let holed = vec![records[0].clone(), records[2].clone()];
    let holed = take(&south, author.id, holed);
    assert!(
        matches!(holed, Stored::Flawed { head: Seq(1), flaw: Flaw::Gap { .. } }),
        "the first was good: {holed:?}"
    );
    let foreign = take(&south, author.id, log(&south, own(&south).id));
    assert!(
        matches!(foreign, Stored::Flawed { head: Seq(1), flaw: Flaw::OtherAuthor { .. } }),
        "{foreign:?}"
    );
    take(&south, author.id, records);
    assert_eq!(log(&south, author.id).len(), 4);
    sound(&south);
}

/// A copy of a gate's folder goes on by itself.
fn forked(world: &World) -> Vec<Record> {
    let key = DeviceKey::from_seed(&[1; 32]);
    let (author, records) = (own(world), log(world, own(world).id));
    let head = records.first().expect("a record").head();
    let body = records[1].body().expect("a body");
    let other =
        gatehouse_journal::seal(crate::fixture::EVENT, author.id, &head, stamp(later(999)), &body, &key);
    vec![records[0].clone(), other.expect("a record")]
}

#[test]
fn a_fork_is_seen_wherever_it_begins() {
    let (north, south) = apart();
    north.scan(MAIN, Direction::Out, id(1), later(100));
    north.scan(MAIN, Direction::In, id(1), later(101));
    let fork = forked(&north);
    tell(&north, &south);
    let author = own(&north).id;
    let seen = take(&south, author, fork.clone());
    assert!(matches!(seen, Stored::Flawed { head: Seq(3), flaw: Flaw::Fork { seq: Seq(2) } }), "{seen:?}");
    let own_log = take(&north, author, fork);
    assert!(matches!(own_log, Stored::Flawed { flaw: Flaw::Fork { seq: Seq(2) }, .. }), "{own_log:?}");
    sound(&south);
}

#[test]
fn nobody_else_writes_the_own_log() {
    let (north, _) = apart();
    north.scan(MAIN, Direction::Out, id(1), later(100));
    let fork = forked(&north);
    let restored = World::gate(1);
    let author = own(&restored).id;
    let answer = take(&restored, author, fork);
    assert!(
        matches!(answer, Stored::Flawed { head: Seq(0), flaw: Flaw::Fork { seq: Seq(1) } }),
        "{answer:?}"
    );
}

#[test]
fn records_behind_a_cutoff_are_kept_and_change_nothing() {
    let (north, south) = apart();
    north.scan(MAIN, Direction::Out, id(1), later(100));
    let author = own(&north);
    believe(&south, &author, Some(0));
    take(&south, author.id, log(&north, author.id));
    assert_eq!((doubles(&south).len(), log(&south, author.id).len()), (0, 2));
    sound(&south);
    for (cutoff, expected, within) in [(None, 1, 0), (Some(1), 1, 1), (Some(0), 0, 1), (Some(2), 1, 0)] {
        believe(&south, &author, cutoff);
        assert_eq!((doubles(&south).len(), inside(&south, FLOOR)), (expected, within), "{cutoff:?}");
        sound(&south);
    }
}

fn enrolled(world: &World) -> DeviceEnrolledRecord {
    DeviceEnrolledRecord {
        name: "Gate 9".to_owned(),
        public_key: own(world).public_key,
        app_version: "0.1.0".to_owned(),
        role: "gate".to_owned(),
    }
}

pub(crate) fn incarnate(world: &World, n: u8, left: LeftBehind, now: WallMs) {
    let enrolled = enrolled(world);
    world.replica.incarnate(device(n), left, stamp(now), enrolled).expect("a new author");
}

#[test]
fn every_author_that_wrote_is_known_by_where_its_log_begins_and_what_it_is_for() {
    let (north, south) = apart();
    incarnate(&north, 9, LeftBehind::After(Seq(1)), later(103));
    tell(&north, &south);
    believe(&south, &own(&World::gate(5)), None);
    let first = |author: AuthorId| (log(&south, author)[0].place(), author);
    let found = south.replica.read(author::enrolled).expect("authors");
    let expected = [first(own(&south).id), first(device(9).author)];
    assert_eq!(
        found.into_iter().collect::<BTreeSet<_>>(),
        expected.into(),
        "one that wrote nothing has no place"
    );
    let roles = south.replica.read(author::roles).expect("roles");
    assert_eq!(roles, [(device(9).author, "gate".to_owned())].into(), "the others did not say");
}

#[test]
fn a_new_author_tells_again_what_had_not_arrived() {
    let (north, south) = apart();
    let old = own(&north);
    tell(&north, &south);
    north.scan(MAIN, Direction::Out, id(1), later(100));
    let (_, second) = north.scan(MAIN, Direction::In, id(1), later(101));
    north.undo(second, later(102));
    let before = inside(&north, FLOOR);
    incarnate(&north, 9, LeftBehind::After(Seq(1)), later(103));

    assert_eq!(own(&north).id, device(9).author);
    assert_eq!((log(&north, old.id).len(), log(&north, device(9).author).len()), (1, 4));
    assert_eq!(inside(&north, FLOOR), before);
    sound(&north);
    tell(&north, &south);
    sound(&south);
    let verdict = north.scan(MAIN, Direction::In, id(1), later(104));
    assert!(verdict.0.passes(), "the exit still counts, and the new author signs");
    sound(&north);
}

#[test]
fn what_forked_goes_by_new_names_and_hides_nothing() {
    let (north, south) = (World::gate(1), World::gate(2));
    for gate in [&north, &south] {
        gate.put(vec![ticket(1, GENERAL, "Ana"), ticket(2, GENERAL, "Eva"), ticket(3, GENERAL, "Sol")]);
    }
    // A copy of the folder of gate 1 wrote a first record of its own, and the store has that one.
    let copy = World::gate(1);
    copy.put(vec![ticket(3, GENERAL, "Sol")]);
    copy.scan(MAIN, Direction::In, id(3), later(1));
    tell(&copy, &south);
    north.scan(MAIN, Direction::In, id(1), NOW);
    let (_, undone) = north.scan(MAIN, Direction::In, id(2), later(2));
    north.undo(undone, later(3));
    let old = own(&north);
    incarnate(&north, 9, LeftBehind::ForkedAfter(Seq(0)), later(4));
    tell(&north, &south);
    let theirs = take(&north, old.id, log(&copy, old.id));
    assert!(matches!(theirs, Stored::Taken { new: 1, .. }), "{theirs:?}");
    for gate in [&north, &south] {
        assert_eq!(inside(gate, FLOOR), 2, "1 of this branch and 3 of the other; 2 was undone");
        sound(gate);
    }
    let kept = north.replica.read(|conn| {
        Ok::<_, Error>(conn.query_row("SELECT count(*) FROM left_behind", [], |row| row.get::<_, u32>(0))?)
    });
    assert_eq!(kept.expect("a count"), 3, "nothing was thrown away");
}

#[test]
fn what_was_told_again_may_be_told_once_more_and_counts_once() {
    for (first, second) in [
        (LeftBehind::After(Seq(0)), LeftBehind::After(Seq(0))),
        (LeftBehind::After(Seq(0)), LeftBehind::ForkedAfter(Seq(0))),
        (LeftBehind::ForkedAfter(Seq(0)), LeftBehind::After(Seq(0))),
        (LeftBehind::ForkedAfter(Seq(0)), LeftBehind::ForkedAfter(Seq(0))),
    ] {
        let (north, south) = (World::gate(1), World::gate(2));
        north.put(vec![ticket(1, GENERAL, "Ana"), ticket(2, GENERAL, "Eva")]);
        north.scan(MAIN, Direction::In, id(1), NOW);
        let (_, undone) = north.scan(MAIN, Direction::In, id(2), later(1));
        north.undo(undone, later(2));
        incarnate(&north, 8, first, later(3));
        if let LeftBehind::After(_) = second {
            // Not the store, but somebody at the next gate, by file.
            tell(&north, &south);
        }
        incarnate(&north, 9, second, later(4));
        tell(&north, &south);
        for gate in [&north, &south] {
            assert_eq!(inside(gate, FLOOR), 1, "{first:?}, then {second:?}");
            assert_eq!(doubles(gate), [], "{first:?}, then {second:?}: one entry told twice is one entry");
            sound(gate);
        }
    }
}

#[test]
fn what_is_sealed_after_hearing_others_is_ordered_behind_them() {
    let (north, south) = (World::gate(1), World::gate(2));
    for gate in [&north, &south] {
        gate.put(vec![ticket(1, GENERAL, "Ana")]);
    }
    // The clock of the first gate is two minutes fast.
    north.scan(MAIN, Direction::In, id(1), later(120));
    tell(&north, &south);
    south.scan(MAIN, Direction::Out, id(1), later(5));
    assert_eq!(inside(&south, FLOOR), 0, "the exit came after the entry, whatever the clocks say");
    sound(&south);
}

#[test]
fn a_batch_is_bounded_but_never_empty() {
    let (north, _) = apart();
    for n in 0..5 {
        north.scan(MAIN, Direction::Out, id(1), later(100 + n));
    }
    let author = own(&north).id;
    let count = |after, records, bytes| {
        let found = north.replica.read(|conn| exchange::outgoing(conn, author, Seq(after), records, bytes));
        found.expect("records").len()
    };
    assert_eq!(count(0, 4, usize::MAX), 4);
    assert_eq!(count(0, 100, 0), 1, "one record that is too large must not stop the log");
    assert_eq!(count(6, 100, 0), 0);
    let two = log(&north, author)[..2].iter().map(|record| record.bytes.len()).sum();
    assert_eq!(count(0, 100, two), 2);
    assert_eq!(north.replica.read(exchange::vector).expect("a vector"), [(author, Seq(6))].into());
}
