//! What passed the doors: counted by device and door, by minute, and scan by scan.

use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{CheckpointId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_store::crowd::{self, DoorMinute, DoorTally};
use gatehouse_store::exchange::LeftBehind;
use gatehouse_store::{Body, Finding, OperatorChangedRecord, append, audit};

use crate::exchanging::{believe, incarnate, own, sound, tell};
use crate::fixture::{self, DOOR, GENERAL, MAIN, NOW, SIDE, VIP, World, id, later, signed, stamp, ticket};

/// A gate with tickets that anybody may use.
fn gate(n: u8) -> World {
    let world = World::gate(n);
    world.put((1..=9).map(|n| ticket(n, if n < 9 { GENERAL } else { VIP }, "Ana")).collect());
    world
}

/// Entries and exits by door, of everybody who let somebody through.
fn tallies(world: &World) -> Vec<(CheckpointId, u64, u64)> {
    let found: Vec<DoorTally> = world.replica.read(crowd::tallies).expect("tallies");
    let passed = found.into_iter().filter(|tally| tally.entries + tally.exits > 0);
    passed.map(|tally| (tally.door, tally.entries, tally.exits)).collect()
}

#[test]
fn a_device_counts_at_each_door_what_passed_and_stands() {
    let world = gate(1);
    for (n, second) in (1..=3).zip(0..) {
        world.scan(MAIN, Direction::In, id(n), later(second));
    }
    world.scan(SIDE, Direction::In, id(4), later(4));
    world.scan(MAIN, Direction::Out, id(1), later(5));
    assert!(!world.scan(DOOR, Direction::In, id(2), later(6)).0.passes());
    let (_, taken_back) = world.scan(MAIN, Direction::In, id(5), later(7));
    assert_eq!(tallies(&world), [(MAIN, 4, 1), (SIDE, 1, 0)]);
    world.undo(taken_back, later(8));
    assert_eq!(tallies(&world), [(MAIN, 3, 1), (SIDE, 1, 0)], "what was taken back does not count");
    let rehearsed = world.replica.write(|tx, author| {
        fixture::scan(tx, author, MAIN, Direction::In, signed(8, GENERAL, true), later(9))
    });
    rehearsed.expect("a scan that is recorded");
    assert_eq!(tallies(&world), [(MAIN, 3, 1), (SIDE, 1, 0)], "nor does practice");
    sound(&world);
    sound(&world.reopened());
}

#[test]
fn each_device_has_its_own_count_as_far_as_it_is_believed() {
    let (north, south) = (gate(1), gate(2));
    north.scan(MAIN, Direction::In, id(1), NOW);
    south.scan(MAIN, Direction::In, id(2), NOW);
    south.scan(MAIN, Direction::In, id(3), NOW);
    tell(&south, &north);
    assert_eq!(tallies(&north), [(MAIN, 1, 0), (MAIN, 2, 0)]);
    for (cutoff, expected) in [(Some(1), 1), (Some(0), 0), (None, 2)] {
        believe(&north, &own(&south), cutoff);
        let theirs = north.replica.read(crowd::tallies).expect("tallies");
        let theirs = theirs.iter().find(|tally| tally.author == own(&south).id);
        assert_eq!(theirs.map_or(0, |tally| tally.entries), expected, "{cutoff:?}");
        sound(&north);
    }
}

#[test]
fn who_goes_on_as_a_new_author_lets_nobody_in_a_second_time() {
    for left in [LeftBehind::After(Seq(0)), LeftBehind::ForkedAfter(Seq(0))] {
        let (north, south) = (gate(1), gate(2));
        north.scan(MAIN, Direction::In, id(1), NOW);
        north.scan(MAIN, Direction::In, id(2), NOW);
        incarnate(&north, 9, left, later(1));
        tell(&north, &south);
        for world in [&north, &south] {
            let entries: u64 = tallies(world).iter().map(|(_, entries, _)| entries).sum();
            assert_eq!(entries, 2, "{left:?}");
            sound(world);
        }
    }
}

#[test]
fn minutes_are_told_by_door_from_the_one_of_a_moment_on() {
    let world = gate(1);
    let minute = WallMs(NOW.0 - NOW.0 % 60_000);
    let after = |minutes: i64| WallMs(minute.0 + minutes * 60_000);
    for (n, minutes) in [(1, 0), (2, 3), (3, 3), (4, 5)] {
        world.scan(MAIN, Direction::In, id(n), after(minutes));
    }
    world.scan(SIDE, Direction::Out, id(1), after(5));
    let found =
        world.replica.read(|conn| crowd::minutes(conn, WallMs(after(3).0 + 59_999))).expect("minutes");
    let told = |door, minutes, entries, exits| DoorMinute { door, at: after(minutes), entries, exits };
    assert_eq!(found, [told(MAIN, 3, 2, 0), told(MAIN, 5, 1, 0), told(SIDE, 5, 0, 1)]);
}

#[test]
fn scans_since_a_moment_are_told_with_who_was_there_also_where_nobody_passed() {
    let (north, south) = (gate(1), gate(2));
    let signs_in = |world: &World, name: &str, now| {
        let body = Body::OperatorChanged(OperatorChangedRecord { operator: Some(name.to_owned()) });
        world.replica.write(move |tx, author| append(tx, author, stamp(now), &body)).expect("a record");
    };
    north.scan(MAIN, Direction::In, id(1), later(-100));
    signs_in(&south, "Eva", later(-90));
    // The only scan of that gate is a refusal.
    let (refused, _) = south.scan(DOOR, Direction::In, id(1), later(10));
    signs_in(&south, "Sol", later(20));
    tell(&south, &north);
    signs_in(&north, "Ana", later(30));
    north.scan(SIDE, Direction::Out, id(1), later(40));
    let found = north.replica.read(|conn| crowd::scans(conn, NOW)).expect("scans");
    let told: Vec<_> = found
        .iter()
        .map(|found| (found.scan.checkpoint, found.scan.passed, found.operator.as_deref()))
        .collect();
    assert!(!refused.passes());
    assert_eq!(told, [(DOOR, false, Some("Eva")), (SIDE, true, Some("Ana"))]);
    assert_eq!(found[0].scan.credential, Some(id(1)));
    assert!(!format!("{found:?}").contains("Eva"), "names stay out of logs");
}

#[test]
fn an_author_was_heard_when_it_wrote_its_last_record() {
    let (north, south) = (gate(1), gate(2));
    south.scan(MAIN, Direction::In, id(1), NOW);
    south.scan(MAIN, Direction::In, id(2), later(70));
    tell(&south, &north);
    let heard = north.replica.read(crowd::heard).expect("authors");
    assert_eq!(heard, [(own(&south).id, later(70))], "one that wrote nothing was not heard");
}

#[test]
fn an_altered_count_is_found() {
    for damage in ["UPDATE door_tally SET entries = entries + 1", "DELETE FROM door_tally"] {
        let world = gate(1);
        world.scan(MAIN, Direction::In, id(1), NOW);
        sound(&world);
        world.sql(damage);
        let findings = audit(&world.replica).expect("an audit");
        assert!(
            matches!(&findings[..], [Finding::Projection { table: "door_tally", .. }]),
            "{damage}: {findings:?}"
        );
    }
}
