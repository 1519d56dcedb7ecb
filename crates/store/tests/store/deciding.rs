//! What the gate reads, and that the fold keeps it right.

use gatehouse_core::admission::{Direction, Presented, Refusal, Verdict};
use gatehouse_core::ids::{AuthorId, CredentialId, RecordId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{Body, DeviceKey, Head, Record, RecoveredRecord, ScanRecord, UndoRecord, seal};
use gatehouse_store::table::{author, zone};
use gatehouse_store::{Error, apply, audit, gate};

use crate::fixture::{
    DOOR, EVENT, FLOOR, GENERAL, LOUNGE, MAIN, ME, NOW, SIDE, VIP, World, id, later, scan, signed,
};
use crate::fixture::{stamp, ticket};

fn inside(world: &World, at: gatehouse_core::ids::ZoneId) -> u32 {
    world.replica.read(|conn| zone::inside(conn, at)).expect("a read")
}

fn counters(world: &World, at: gatehouse_core::ids::CheckpointId, now: WallMs) -> gate::Counters {
    world.replica.read(|conn| gate::counters(conn, at, now)).expect("counters")
}

#[test]
fn an_admission_uses_the_ticket_up_at_every_gate_of_the_zone() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let (first, record) = world.scan(MAIN, Direction::In, id(1), NOW);
    assert!(first.passes());
    let (second, _) = world.scan(SIDE, Direction::In, id(1), later(5));
    let Verdict::Refuse(Refusal::Used { first }) = second else { panic!("{second:?}") };
    assert_eq!((first.at, first.checkpoint, first.record), (NOW, MAIN, record));
    assert!(world.scan(SIDE, Direction::Out, id(1), later(10)).0.passes());
    assert!(world.scan(MAIN, Direction::In, id(1), later(15)).0.passes(), "again after an exit");
    assert_eq!(inside(&world, FLOOR), 1);
}

#[test]
fn a_ticket_that_the_replica_does_not_hold_is_used_up_as_well() {
    let world = World::new();
    let verdicts = [NOW, later(1)].map(|now| {
        let scanned = world
            .replica
            .write(move |tx, author| scan(tx, author, MAIN, Direction::In, signed(9, GENERAL, false), now));
        scanned.expect("a verdict").0.code()
    });
    assert_eq!(verdicts, ["admit", "used"]);
}

#[test]
fn other_checkpoints_are_named_only_to_whom_this_one_is_closed() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana"), ticket(2, VIP, "Luis")]);
    let facts = |at, n| {
        world.replica.read(move |conn| gate::facts(conn, at, &Presented::Known(id(n)))).expect("facts")
    };
    assert_eq!(facts(DOOR, 1).other_checkpoints, ["Main gate", "Side gate"]);
    assert_eq!(facts(SIDE, 2).other_checkpoints, ["Main gate", "Lounge door"]);
    assert!(facts(MAIN, 2).other_checkpoints.is_empty());
    assert!(facts(MAIN, 1).capacity.is_none(), "the floor has no limit");
}

#[test]
fn a_full_zone_refuses_and_an_exit_makes_room() {
    let world = World::new();
    world.put((1..=4).map(|n| ticket(n, VIP, "Luis")).collect());
    let codes = [1, 2, 3].map(|n| world.scan(DOOR, Direction::In, id(n), later(i64::from(n))).0.code());
    assert_eq!(codes, ["admit", "admit", "full"]);
    world.scan(DOOR, Direction::Out, id(1), later(10));
    assert_eq!(world.scan(DOOR, Direction::In, id(4), later(11)).0.code(), "admit");
    assert_eq!(inside(&world, LOUNGE), 2);
}

#[test]
fn an_undone_pass_counts_for_nothing() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let (_, pass) = world.scan(MAIN, Direction::In, id(1), NOW);
    let before = world.replica.read(|conn| gate::undoable(conn, pass)).expect("a read").expect("the scan");
    assert!(before.passed && !before.undone && before.author == ME && before.at == NOW);
    world.undo(pass, later(3));
    world.undo(pass, later(4));
    assert!(world.replica.read(|conn| gate::undoable(conn, pass)).expect("a read").expect("the scan").undone);
    assert_eq!((inside(&world, FLOOR), counters(&world, MAIN, later(4)).entries), (0, 0));
    assert!(world.scan(SIDE, Direction::In, id(1), later(5)).0.passes(), "as good as new");
    let unknown = RecordId { author: ME, seq: Seq(99) };
    assert!(world.replica.read(|conn| gate::undoable(conn, unknown)).expect("a read").is_none());
    assert!(audit(&world.replica).expect("an audit").is_empty());
}

#[test]
fn rehearsals_touch_no_live_count_and_no_live_history() {
    let world = World::new();
    let mut practice = ticket(1, GENERAL, "Ana");
    practice.details.rehearsal = true;
    world.put(vec![practice.clone()]);
    let codes = [NOW, later(1)].map(|now| world.scan(MAIN, Direction::In, id(1), now).0.code());
    assert_eq!(codes, ["admit", "used"], "practice behaves like the real thing");
    let counted = counters(&world, MAIN, later(1));
    assert_eq!((counted.entries, counted.refused, counted.inside, counted.last_minute), (0, 0, 0, 0));
    practice.details.rehearsal = false;
    world.put(vec![practice]);
    assert!(world.scan(MAIN, Direction::In, id(1), later(2)).0.passes(), "practice used nothing up");
    assert!(audit(&world.replica).expect("an audit").is_empty());
}

#[test]
fn counters_tell_totals_minutes_and_who_is_inside() {
    let world = World::new();
    world.put((1..=5).map(|n| ticket(n, GENERAL, "Ana")).collect());
    let start = WallMs(NOW.0 - NOW.0 % 60_000);
    let at = |minutes: i64, seconds: i64| WallMs(start.0 + minutes * 60_000 + seconds * 1000);
    for (n, now) in [(1, at(0, 0)), (2, at(0, 59)), (3, at(2, 0)), (4, at(14, 0)), (5, at(14, 50))] {
        world.scan(MAIN, Direction::In, id(n), now);
    }
    world.scan(MAIN, Direction::In, id(5), at(14, 51));
    world.scan(SIDE, Direction::Out, id(1), at(14, 52));
    let main = counters(&world, MAIN, at(14, 55));
    assert_eq!((main.entries, main.exits, main.refused, main.inside), (5, 0, 1, 4));
    assert_eq!(main.minutes, [2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    assert_eq!(main.last_minute, 2);
    assert_eq!(counters(&world, MAIN, at(15, 45)).last_minute, 1, "the window moves with the second");
    let side = counters(&world, SIDE, at(14, 55));
    assert_eq!((side.entries, side.exits, side.inside), (0, 1, 4), "one zone, seen from either gate");
}

#[test]
fn the_last_scans_come_with_names_newest_first() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana"), ticket(2, VIP, "Luis")]);
    for (n, at) in [(1, MAIN), (2, MAIN), (1, DOOR)] {
        world.scan(at, Direction::In, id(n), later(i64::from(n)));
    }
    let recent = world.replica.read(|conn| gate::recent(conn, 2)).expect("a read");
    let told: Vec<_> = recent
        .iter()
        .map(|scan| {
            (scan.holder_name.as_deref(), scan.checkpoint_name.as_deref(), scan.scan.verdict.as_str())
        })
        .collect();
    assert_eq!(
        told,
        [(Some("Ana"), Some("Lounge door"), "wrong_product"), (Some("Luis"), Some("Main gate"), "admit")]
    );
}

#[test]
fn a_holder_comes_with_everything_to_notice() {
    let world = World::new();
    let mut new = ticket(1, VIP, "Ana");
    new.details.attention = Some("needs the lift".to_owned());
    world.put(vec![new]);
    let holder = world.replica.read(|conn| gate::holder(conn, id(1))).expect("a read").expect("Ana");
    assert_eq!(holder.attention, ["needs the lift", "give a wristband"]);
    assert_eq!(holder.product_name, "VIP");
    assert!(!format!("{holder:?}").contains("Ana"), "names stay out of logs");
}

/// Seals a log of another device, to be folded in any order.
fn log(author: AuthorId, bodies: &[Body]) -> Vec<Record> {
    let key = DeviceKey::from_seed(author.as_bytes().repeat(2).as_slice().try_into().expect("32 bytes"));
    let mut head = Head::GENESIS;
    let mut records = Vec::new();
    for (n, body) in bodies.iter().enumerate() {
        let record = seal(EVENT, author, &head, stamp(later(n as i64)), body, &key).expect("a record");
        head = record.head();
        records.push(record);
    }
    records
}

fn pass(n: u8, direction: Direction, zone: gatehouse_core::ids::ZoneId) -> Body {
    Body::Scan(ScanRecord {
        checkpoint: MAIN,
        direction,
        credential: Some(CredentialId::from_bytes([n; 16])),
        product: Some(GENERAL),
        generation: None,
        verdict: if direction == Direction::In { "admit" } else { "exit" }.into(),
        rule: 14,
        invalid: None,
        source: "camera".into(),
        basis: Some("replica".into()),
        rehearsal: false,
        zone: Some(zone),
    })
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let (old, new) = (AuthorId::from_bytes([3; 16]), AuthorId::from_bytes([4; 16]));
    let undo =
        |author, seq| Body::Undo(UndoRecord { scan: RecordId { author, seq: Seq(seq) }, reason: None });
    let originals = log(
        old,
        &[
            pass(1, Direction::In, FLOOR),
            pass(2, Direction::In, FLOOR),
            undo(old, 1),
            pass(1, Direction::In, LOUNGE),
            pass(2, Direction::Out, FLOOR),
            Body::Unknown { kind: 999, version: 1, payload: b"{}".to_vec() },
        ],
    );
    let retold: Vec<Body> = originals
        .iter()
        .map(|record| Body::Recovered(RecoveredRecord::of(record).expect("a record that can be told again")))
        .chain([undo(old, 4), undo(old, 2), pass(3, Direction::In, FLOOR)])
        .collect();
    let records: Vec<Record> = originals.into_iter().chain(log(new, &retold)).collect();

    let fold = |order: Vec<usize>| {
        let world = World::new();
        let records = records.clone();
        world
            .replica
            .write(move |tx, _| order.iter().try_for_each(|n| apply(tx, &records[*n])))
            .expect("a fold");
        world.replica.read(state).expect("the projections")
    };
    let count = records.len();
    let expected = fold((0..count).collect());
    assert!(expected.len() > 5, "there is something to compare: {expected:?}");
    assert_eq!(fold((0..count).rev().collect()), expected);
    for step in [2, 4, 7, 8, 11, 13, 14] {
        assert_eq!(gcd(step, count), 1, "every record once");
        assert_eq!(fold((0..count).map(|n| n * step % count).collect()), expected, "step {step}");
    }
    assert_eq!(fold((0..count).chain(0..count).collect()), expected, "twice is once");
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Everything that was folded, as text. Counts of zero are as good as none.
fn state(conn: &gatehouse_store::Connection) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for sql in [
        "SELECT hex(author) || seq || hex(told) || at_ms || hlc || coalesce(hex(undone_author) || undone_seq, '') FROM scan",
        "SELECT hex(author) || seq || hex(told) || hlc || hex(scan_author) || scan_seq FROM undo",
        "SELECT hex(zone) || hex(credential) || inside FROM presence",
        "SELECT hex(zone) || inside FROM zone_tally WHERE inside <> 0",
        "SELECT hex(checkpoint) || minute || ':' || entries || ':' || exits || ':' || refused FROM tally \
         WHERE entries <> 0 OR exits <> 0 OR refused <> 0",
    ] {
        let mut statement = conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            lines.push(row.get(0)?);
        }
    }
    lines.sort();
    Ok(lines)
}

#[test]
fn the_queue_is_what_the_store_has_not_acknowledged() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    for n in 0..3 {
        world.scan(MAIN, Direction::In, id(1), later(n));
    }
    let waiting = |world: &World| world.replica.read(author::queue_depth).expect("a read");
    let since = |world: &World| world.replica.read(author::waiting_since).expect("a read");
    assert_eq!(waiting(&world), 3);
    assert_eq!(since(&world), Some(later(0)), "the oldest of them");
    world.replica.write(|tx, me| author::set_acked(tx, me, Seq(2))).expect("a receipt");
    world.replica.write(|tx, me| author::set_acked(tx, me, Seq(1))).expect("an older receipt");
    assert_eq!(waiting(&world), 1);
    assert_eq!(since(&world), Some(later(2)));
    let beyond = world.replica.write(|tx, me| author::set_acked(tx, me, Seq(4)));
    assert!(matches!(beyond, Err(Error::Constraint(_))), "nobody has what was not written");
    world.replica.write(|tx, me| author::set_acked(tx, me, Seq(3))).expect("the last receipt");
    assert_eq!((waiting(&world), since(&world)), (0, None));
}
