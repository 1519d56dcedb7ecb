//! The control room: its records lie in the order of their arrival, and whoever read them knows what is left to read.

use gatehouse_core::anomaly::{Rule, Told};
use gatehouse_core::ids::{AuthorId, CheckpointId, RecordId, Seq};
use gatehouse_core::incident::{Alert, Deed, Entry, Number, Opening, Said, Severity};
use gatehouse_core::occupancy::{Click, Recount};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{Body, BootId, DeviceKey, Head, Record, RecoveredRecord, seal};
use gatehouse_store::exchange::LeftBehind;
use gatehouse_store::table::log::{self, LogRecordRow, LogState};
use gatehouse_store::table::secret;
use gatehouse_store::{
    AnomalyRecord, ClickerCountRecord, ClockCheckRecord, ClockStepRecord, Error, Finding, LogEntryRecord,
    MessageQueuedRecord, OperatorChangedRecord, RecountRecord, Secret, append, apply, audit,
};

use crate::exchanging::{believe, incarnate, log as journal, own, sound, take, tell};
use crate::fixture::{EVENT, FLOOR, MAIN, NOW, SIDE, World, later, stamp};

fn note(text: &str) -> Body {
    let said = Said { verbatim: text.to_owned(), ..Said::default() };
    Body::LogEntry(LogEntryRecord { entry: Entry { said, ..Entry::default() } })
}

fn open(no: u32) -> Body {
    let opening = Opening {
        number: Number { desk: "A".to_owned(), no },
        types: vec![],
        severity: Severity::Minor,
        title: "x".to_owned(),
        place: String::new(),
        zone: None,
        sealed: false,
        context: gatehouse_core::incident::Context::default(),
    };
    let deeds = vec![Deed::Open(Box::new(opening))];
    Body::LogEntry(LogEntryRecord { entry: Entry { deeds, ..Entry::default() } })
}

fn strike(incident: RecordId, entry: RecordId) -> Body {
    let deeds = vec![Deed::Strike { entry, reason: "wrong gate".to_owned() }];
    Body::LogEntry(LogEntryRecord { entry: Entry { incident: Some(incident), deeds, ..Entry::default() } })
}

fn message(incident: Option<RecordId>) -> Body {
    let (trigger, text) = ("incident".to_owned(), "A-0001".to_owned());
    Body::MessageQueued(MessageQueuedRecord { incident, level: Alert::Urgent, trigger, text })
}

fn anomaly(evidence: Vec<RecordId>) -> Body {
    let key = "admitted_twice 1".to_owned();
    let (severity, draft) = (Severity::Minor, false);
    let told = Told { rule: Rule::AdmittedTwice, key, severity, checkpoints: vec![MAIN], evidence, draft };
    Body::Anomaly(AnomalyRecord { told })
}

fn click(door: CheckpointId, entries: u64) -> Body {
    Body::ClickerCount(ClickerCountRecord { click: Click { door, entries, exits: 1 } })
}

fn step() -> Body {
    Body::ClockStep(ClockStepRecord { from: NOW, to: later(-300), mono_ms: 9 })
}

fn operator(name: &str) -> Body {
    Body::OperatorChanged(OperatorChangedRecord { operator: Some(name.to_owned()) })
}

/// One of every kind, also of those that this build cannot read any further.
fn every_kind() -> Vec<Body> {
    let recount = Recount { zone: FLOOR, by: -3, reason: "walked the floor".to_owned() };
    let unread = |kind, payload: &str| Body::Unknown { kind, version: 1, payload: payload.into() };
    vec![
        open(1),
        click(MAIN, 5),
        Body::Recount(RecountRecord { recount }),
        anomaly(vec![]),
        Body::ClockCheck(ClockCheckRecord { reference: "police".to_owned(), offset_ms: 70 }),
        message(None),
        unread(19, r#"{"sent":true}"#),
        unread(8, r#"{"rule":"two_moons"}"#),
    ]
}

fn write(world: &World, body: Body, now: WallMs) -> RecordId {
    let sealed = world.replica.write(move |tx, author| append(tx, author, stamp(now), &body));
    sealed.expect("a record").id()
}

fn state(world: &World) -> LogState {
    world.replica.read(log::state).expect("a state")
}

fn since(world: &World, last: u64) -> Vec<LogRecordRow> {
    world.replica.read(|conn| log::since(conn, last)).expect("records")
}

fn ids(world: &World, last: u64) -> Vec<RecordId> {
    since(world, last).iter().map(|record| record.id).collect()
}

#[test]
fn every_kind_of_record_is_there_with_who_wrote_it_and_when() {
    let world = World::new();
    write(&world, operator("Ana"), later(0));
    let written: Vec<_> =
        every_kind().into_iter().zip(1..).map(|(body, second)| write(&world, body, later(second))).collect();
    let found = since(&world, 0);
    assert_eq!(ids(&world, 0), written);
    assert!(
        found.iter().map(|record| &record.body).eq(&every_kind()),
        "also what only a newer build can read"
    );
    assert!(found.iter().all(|record| record.operator.as_deref() == Some("Ana")));
    assert!(found.iter().zip(1..).all(|(record, second)| record.wall == later(second)));
    assert_eq!(found[0].process, Some((BootId([7; 8]), 1)));
    assert_eq!(state(&world).records, found.len() as u64);
    assert!(!format!("{found:?}").contains("wrong"), "what people wrote stays out of logs");
    sound(&world);
    sound(&world.reopened());
}

#[test]
fn whoever_read_it_reads_only_what_came_since_whatever_its_place_in_the_order() {
    let (desk, other) = (World::gate(1), World::gate(2));
    write(&other, note("said early, heard late"), later(-60));
    let first = write(&desk, note("one"), NOW);
    let before = state(&desk);
    assert_eq!(since(&desk, before.last), []);
    tell(&other, &desk);
    let second = write(&desk, note("two"), later(1));
    let early = RecordId { author: own(&other).id, seq: Seq(1) };
    assert_eq!(ids(&desk, before.last), [early, second]);
    assert_eq!(ids(&desk, 0), [first, early, second]);
    let after = state(&desk);
    assert_eq!((after.generation, after.records), (before.generation, 3));
    assert_eq!(since(&desk, after.last), []);
}

#[test]
fn the_generation_grows_with_whatever_makes_what_was_read_wrong_and_nothing_else() {
    let (desk, other) = (World::gate(1), World::gate(2));
    let mut seen = state(&desk).generation;
    let mut grown = |what: &str, expected: bool| {
        let now = state(&desk).generation;
        assert_eq!(now > seen, expected, "{what}");
        seen = now;
    };
    write(&other, step(), NOW);
    tell(&other, &desk);
    grown("a clock was set that stamped nothing here", false);
    write(&other, note("one"), NOW);
    write(&other, operator("Ana"), NOW);
    tell(&other, &desk);
    tell(&other, &desk);
    grown("a record arrived, twice", false);
    write(&other, step(), NOW);
    tell(&other, &desk);
    grown("the clock that stamped it was set", true);
    let author = own(&other);
    believe(&desk, &author, Some(3));
    grown("that its clock was set is no longer believed", true);
    believe(&desk, &author, Some(1));
    grown("its author is no longer believed", true);
    assert_eq!(since(&desk, 0), []);
    sound(&desk);
    believe(&desk, &author, None);
    grown("its author is believed again", true);
    assert_eq!(since(&desk, 0).len(), 1);
    sound(&desk);
}

/// Seals a log of another device, to be folded in any order.
fn sealed(author: AuthorId, bodies: &[Body]) -> Vec<Record> {
    let key = DeviceKey::from_seed(author.as_bytes().repeat(2).as_slice().try_into().expect("32 bytes"));
    let mut head = Head::GENESIS;
    let mut records = Vec::new();
    for (second, body) in (0..).zip(bodies) {
        let record = seal(EVENT, author, &head, stamp(later(second)), body, &key).expect("a record");
        head = record.head();
        records.push(record);
    }
    records
}

/// Everything that was folded of the control room, but not in which order.
fn folded(world: &World) -> Vec<String> {
    let read = |conn: &gatehouse_store::Connection| {
        let mut statement = conn.prepare(
            "SELECT hlc || hex(author) || seq || hex(told) || wall_ms || kind || version || hex(payload) \
             || coalesce(mono_ms || hex(boot), '') AS line FROM log_record ORDER BY line",
        )?;
        let lines = statement.query_map([], |row| row.get(0))?;
        Ok::<_, Error>(lines.collect::<Result<Vec<_>, _>>()?)
    };
    world.replica.read(read).expect("the projection")
}

#[test]
fn the_order_of_arrival_does_not_matter_whoever_tells() {
    let (old, new) = (AuthorId::from_bytes([3; 16]), AuthorId::from_bytes([4; 16]));
    let originals = sealed(old, &[every_kind(), vec![step(), operator("Ana")]].concat());
    let again = |forked| {
        move |record: &Record| {
            let told = RecoveredRecord::of(record).expect("a record that can be told again");
            Body::Recovered(RecoveredRecord { forked, ..told })
        }
    };
    let retold: Vec<_> = originals
        .iter()
        .map(again(false))
        .chain(originals.iter().take(3).map(again(true)))
        .chain([note("of its own")])
        .collect();
    let records: Vec<_> = originals.into_iter().chain(sealed(new, &retold)).collect();
    let fold = |order: Vec<usize>| {
        let (world, records) = (World::new(), records.clone());
        let fold = world.replica.write(move |tx, _| order.iter().try_for_each(|n| apply(tx, &records[*n])));
        fold.expect("a fold");
        folded(&world)
    };
    let count = records.len();
    let expected = fold((0..count).collect());
    assert_eq!(expected.len(), 8 + 3 + 1, "the originals, what forked, and one of its own");
    assert_eq!(fold((0..count).rev().collect()), expected);
    for step in [5, 7, 11, 13, 17] {
        assert_eq!(fold((0..count).map(|n| n * step % count).collect()), expected, "step {step}");
    }
    assert_eq!(fold((0..count).chain(0..count).collect()), expected, "twice is once");
}

#[test]
fn an_original_takes_the_place_of_what_another_told_of_it() {
    let world = World::new();
    let original = sealed(AuthorId::from_bytes([3; 16]), &[note("one")]).remove(0);
    let told = RecoveredRecord::of(&original).expect("a record that can be told again");
    write(&world, Body::Recovered(told), NOW);
    let before = state(&world);
    assert_eq!(since(&world, 0)[0].process, None, "who tells of it knows nothing of that clock");
    let fold = world.replica.write(move |tx, _| apply(tx, &original));
    fold.expect("a fold");
    let after = state(&world);
    assert!(after.generation > before.generation, "who read the other one reads again");
    assert_eq!((after.records, since(&world, 0)[0].process), (1, Some((BootId([7; 8]), 1))));
}

#[test]
fn what_a_lost_author_wrote_is_told_again_under_its_name() {
    let (desk, other) = (World::gate(1), World::gate(2));
    let opened = write(&desk, open(1), later(0));
    let struck = write(&desk, strike(opened, opened), later(1));
    incarnate(&desk, 9, LeftBehind::After(Seq(0)), later(2));
    tell(&desk, &other);
    for world in [&desk, &other] {
        let found = since(world, 0);
        let names: Vec<_> = found.iter().map(|record| (record.id, record.wall, record.process)).collect();
        assert_eq!(names, [(opened, later(0), None), (struck, later(1), None)]);
        sound(world);
    }
}

#[test]
fn what_forked_names_what_was_before_it_by_its_new_name() {
    let (desk, other, copy) = (World::gate(1), World::gate(2), World::gate(1));
    write(&copy, note("another branch"), later(0));
    let opened = write(&desk, open(1), later(1));
    let said = write(&desk, note("one"), later(2));
    write(&desk, strike(opened, said), later(3));
    write(&desk, message(Some(opened)), later(4));
    write(&desk, anomaly(vec![said]), later(5));
    let old = own(&desk);
    incarnate(&desk, 8, LeftBehind::ForkedAfter(Seq(0)), later(6));
    incarnate(&desk, 9, LeftBehind::ForkedAfter(Seq(0)), later(7));
    tell(&desk, &other);
    for world in [&desk, &other] {
        take(world, old.id, journal(&copy, old.id));
        let mut found = since(world, 0);
        found.retain(|record| record.id.author == own(&desk).id);
        let names: Vec<_> = found.iter().map(|record| record.id).collect();
        let bodies: Vec<_> = found.into_iter().map(|record| record.body).collect();
        let (opened, said) = (names[0], names[1]);
        assert!(
            bodies
                == [open(1), note("one"), strike(opened, said), message(Some(opened)), anomaly(vec![said])],
            "names of the other branch would be somebody else's incidents"
        );
        sound(world);
    }
}

/// Takes a replica down to what the version before wrote.
const BEFORE: &str = "DROP TABLE log_record; DROP TABLE log; DROP TABLE door_tally; DROP TABLE attachment; \
     DROP TABLE secret; DROP INDEX scan_moment; DROP INDEX record_operator; \
     UPDATE meta SET min_reader = 3; PRAGMA user_version = 3";

#[test]
fn what_an_older_program_kept_without_a_use_for_it_is_there_after_the_upgrade() {
    let (desk, other) = (World::gate(1), World::gate(2));
    for body in every_kind() {
        write(&desk, body, NOW);
    }
    write(&other, note("told again"), NOW);
    incarnate(&other, 9, LeftBehind::After(Seq(0)), later(1));
    tell(&other, &desk);
    let expected = folded(&desk);
    desk.sql(BEFORE);
    let desk = desk.reopened();
    assert_eq!(expected.len(), 9);
    assert_eq!(folded(&desk), expected);
    sound(&desk);
}

#[test]
fn the_last_count_at_a_door_says_all_that_a_device_counted_there() {
    let world = World::new();
    let clicked =
        |door| world.replica.read(|conn| log::clicked(conn, own(&world).id, door)).expect("a count");
    assert_eq!(clicked(MAIN), (0, 0));
    for body in [click(MAIN, 1), click(SIDE, 40), click(MAIN, 2), note("x")] {
        write(&world, body, NOW);
    }
    assert_eq!((clicked(MAIN), clicked(SIDE)), ((2, 1), (40, 1)));
    let nobody = world.replica.read(|conn| log::clicked(conn, AuthorId::from_bytes([3; 16]), MAIN));
    assert_eq!(nobody.expect("a count"), (0, 0), "what others counted is theirs");
}

#[test]
fn an_altered_log_is_found_and_how_often_it_changed_is_no_matter() {
    for (damage, expected) in [
        ("UPDATE log_record SET payload = x'7b7d' WHERE seq = 1", (1, 1)),
        ("UPDATE log_record SET hlc = hlc + 1 WHERE seq = 1", (1, 1)),
        ("DELETE FROM log_record WHERE seq = 2", (1, 0)),
        (
            "INSERT INTO log_record (hlc, author, seq, told, wall_ms, kind, version, payload) \
             SELECT hlc, author, 99, told, wall_ms, kind, version, payload FROM log_record WHERE seq = 1",
            (0, 1),
        ),
    ] {
        let world = World::new();
        // The step makes the fold note a new generation, in the audit's copy too.
        for body in every_kind().into_iter().chain([step()]) {
            write(&world, body, NOW);
        }
        sound(&world);
        world.sql("UPDATE log SET generation = generation + 5; UPDATE log_record SET no = no + 100");
        sound(&world);
        world.sql(damage);
        let findings = audit(&world.replica).expect("an audit");
        assert!(
            matches!(&findings[..], [Finding::Projection { table: "log_record", missing, unexpected }]
                if (*missing, *unexpected) == expected),
            "{damage}: {findings:?}"
        );
    }
}

#[test]
fn a_device_keeps_one_secret_of_its_own_and_those_that_it_was_handed() {
    let world = World::new();
    let (mine, theirs) = (Secret::new([1; 32]), Secret::new([2; 32]));
    let ids = [mine.id(), theirs.id()];
    let put = world.replica.write(move |tx, _| {
        secret::put(tx, &mine, true)?;
        secret::put(tx, &theirs, false)?;
        secret::put(tx, &theirs, false)
    });
    put.expect("secrets that are kept");
    let own = world.replica.read(secret::own).expect("a read").map(|own| own.id());
    assert_eq!(own, Some(ids[0]));
    for id in ids {
        let found = world.replica.read(|conn| secret::find(conn, id)).expect("a read");
        assert_eq!(found.map(|found| found.id()), Some(id));
    }
    world.replica.write(|tx, _| secret::put(tx, &Secret::new([3; 32]), true)).expect("it is passed over");
    let own = world.replica.read(secret::own).expect("a read").map(|own| own.id());
    assert_eq!(own, Some(ids[0]), "what was sealed with the first one stays readable");
}
