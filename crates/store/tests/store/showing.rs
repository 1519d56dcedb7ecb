//! Shows: their records lie together and in order, whoever told of them and whenever.

use gatehouse_core::ids::{AuthorId, EntryId, RecordId, Seq, ShowId};
use gatehouse_core::show::{Action, Change, EntryKind, Go, Input, Target};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{
    Body, BootId, ClockStepRecord, DeviceKey, Head, OperatorChangedRecord, PlanEditRecord, Record,
    RecoveredRecord, ShowActionRecord, UndoRecord, seal,
};
use gatehouse_store::exchange::LeftBehind;
use gatehouse_store::table::clock_step;
use gatehouse_store::table::show::{self, ShowRecordRow, ShowRow};
use gatehouse_store::{Error, Finding, append, apply, audit};

use crate::exchanging::{believe, incarnate, log, own, sound, take, tell};
use crate::fixture::{EVENT, NOW, World, later, stamp};

const GALA: ShowId = ShowId::from_bytes([0x51; 16]);
const MATINEE: ShowId = ShowId::from_bytes([0x52; 16]);
const CUE: EntryId = EntryId::from_bytes([0xc0; 16]);

fn act(show: ShowId, action: Action) -> Body {
    Body::ShowAction(ShowActionRecord { show, action })
}

fn message(show: ShowId, text: &str) -> Body {
    act(show, Action::Message { text: text.to_owned() })
}

fn call(show: ShowId) -> Body {
    act(show, Action::TakeCall { after: None, epoch: 1, reason: String::new() })
}

fn finish(call: RecordId, from: Option<RecordId>) -> Action {
    Action::Go(Go {
        call: Some(call),
        from,
        to: Target::Finish,
        standby: None,
        started: None,
        input: Input::Key,
    })
}

fn edit(show: ShowId) -> Body {
    let changes = vec![Change::Add { entry: CUE, kind: EntryKind::Cue }];
    Body::PlanEdit(PlanEditRecord { show, proposed: false, changes })
}

fn operator(name: Option<&str>) -> Body {
    Body::OperatorChanged(OperatorChangedRecord { operator: name.map(str::to_owned) })
}

fn step(mono_ms: u64) -> Body {
    Body::ClockStep(ClockStepRecord { from: NOW, to: later(-300), mono_ms })
}

/// One that only a newer build can read, in a show.
fn newer(show: ShowId) -> Body {
    let payload = format!(r#"{{"show":"{show}","action":"encore"}}"#).into_bytes();
    Body::Unknown { kind: 16, version: 1, payload }
}

fn write(world: &World, body: Body, now: WallMs) -> RecordId {
    let sealed = world.replica.write(move |tx, author| append(tx, author, stamp(now), &body));
    sealed.expect("a record").id()
}

fn shows(world: &World) -> Vec<ShowRow> {
    world.replica.read(show::all).expect("shows")
}

fn revision(world: &World, show: ShowId) -> u64 {
    let found = world.replica.read(|conn| show::find(conn, show)).expect("a read");
    found.map_or(0, |show| show.revision)
}

fn records(world: &World, show: ShowId) -> Vec<ShowRecordRow> {
    world.replica.read(|conn| show::records(conn, show)).expect("records")
}

#[test]
fn each_show_has_its_records_in_their_order_with_who_did_it_and_when() {
    let world = World::new();
    write(&world, edit(GALA), later(0));
    write(&world, operator(Some("Ana")), later(1));
    write(&world, message(MATINEE, "one"), later(2));
    let taken = write(&world, call(GALA), later(3));
    write(&world, newer(GALA), later(4));
    write(&world, operator(None), later(5));
    let last = write(&world, message(GALA, "two"), later(6));

    let gala = records(&world, GALA);
    let times: Vec<_> = gala.iter().map(|record| record.wall).collect();
    assert_eq!(times, [later(0), later(3), later(6)]);
    assert!(gala[0].body == edit(GALA) && gala[1].body == call(GALA));
    assert_eq!((gala[1].id, gala[2].id), (taken, last));
    let who: Vec<_> = gala.iter().map(|record| record.operator.as_deref()).collect();
    assert_eq!(who, [None, Some("Ana"), None]);
    assert_eq!(gala[1].process, Some((BootId([7; 8]), 1)));
    let counts: Vec<_> = shows(&world).iter().map(|show| (show.id, show.records)).collect();
    assert_eq!(counts, [(GALA, 4), (MATINEE, 1)], "the one that cannot be read is kept for a newer build");
    assert!(
        !format!("{:?}", records(&world, MATINEE)).contains("one"),
        "what people wrote stays out of logs"
    );
    sound(&world);
    sound(&world.reopened());
}

#[test]
fn a_revision_grows_with_whatever_may_change_how_the_show_looks() {
    let (desk, gate) = (World::gate(1), World::gate(2));
    let mut seen = revision(&gate, GALA);
    let mut grown = |what: &str, show: ShowId, expected: bool| {
        let now = revision(&gate, show);
        assert_eq!(now > seen, expected, "{what}");
        seen = now;
    };
    write(&desk, call(GALA), NOW);
    tell(&desk, &gate);
    grown("the first record", GALA, true);
    tell(&desk, &gate);
    grown("the same record once more", GALA, false);
    write(&desk, message(MATINEE, "x"), NOW);
    tell(&desk, &gate);
    grown("another show's record", GALA, false);
    write(&desk, step(9), NOW);
    tell(&desk, &gate);
    grown("its author's clock was set", GALA, true);
    write(&gate, step(9), NOW);
    grown("a clock was set that has nothing to do with it", GALA, false);
    let author = own(&desk);
    believe(&gate, &author, Some(0));
    grown("its author is no longer believed", GALA, true);
    assert_eq!((shows(&gate), records(&gate, GALA)), (vec![], vec![]));
    assert_eq!(gate.replica.read(clock_step::all).expect("steps").len(), 1, "its own clock is believed");
    sound(&gate);
    believe(&gate, &author, None);
    grown("its author is believed again", GALA, true);
    assert_eq!(records(&gate, GALA).len(), 1);
    sound(&gate);
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

/// Everything that was folded of shows, but not how often.
fn state(world: &World) -> Vec<String> {
    let read = |conn: &gatehouse_store::Connection| {
        let mut lines = Vec::new();
        for sql in [
            "SELECT hex(show) || hlc || hex(author) || seq || hex(told) || wall_ms || kind || hex(payload) \
             || coalesce(mono_ms || hex(boot), '') FROM show_record",
            "SELECT hex(author) || seq || hex(told) || hlc || mono_ms || coalesce(hex(boot), '') FROM clock_step",
            "SELECT hex(id) || records FROM show WHERE records <> 0",
        ] {
            let mut statement = conn.prepare(sql)?;
            let found = statement.query_map([], |row| row.get::<_, String>(0))?;
            lines.extend(found.collect::<Result<Vec<_>, _>>()?);
        }
        lines.sort();
        Ok::<_, Error>(lines)
    };
    world.replica.read(read).expect("the projections")
}

#[test]
fn the_order_of_arrival_does_not_matter_whoever_tells() {
    let (old, new) = (AuthorId::from_bytes([3; 16]), AuthorId::from_bytes([4; 16]));
    let originals =
        sealed(old, &[edit(GALA), call(GALA), step(5), message(MATINEE, "x"), newer(GALA), operator(None)]);
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
        .chain([message(GALA, "y")])
        .collect();
    let records: Vec<_> = originals.into_iter().chain(sealed(new, &retold)).collect();
    let folded = |order: Vec<usize>| {
        let (world, records) = (World::new(), records.clone());
        let fold = world.replica.write(move |tx, _| order.iter().try_for_each(|n| apply(tx, &records[*n])));
        fold.expect("a fold");
        state(&world)
    };
    let count = records.len();
    let expected = folded((0..count).collect());
    assert_eq!(expected.len(), 7 + 2 + 2, "records, steps and shows: {expected:?}");
    assert_eq!(folded((0..count).rev().collect()), expected);
    for step in [3, 5, 7, 9, 11, 13] {
        assert_eq!(folded((0..count).map(|n| n * step % count).collect()), expected, "step {step}");
    }
    assert_eq!(folded((0..count).chain(0..count).collect()), expected, "twice is once");
}

#[test]
fn what_a_lost_author_did_in_a_show_is_told_again_under_its_name() {
    let (desk, gate) = (World::gate(1), World::gate(2));
    let taken = write(&desk, call(GALA), later(0));
    let finished = write(&desk, act(GALA, finish(taken, None)), later(1));
    incarnate(&desk, 9, LeftBehind::After(Seq(0)), later(2));
    tell(&desk, &gate);
    let found = records(&gate, GALA);
    let names: Vec<_> = found.iter().map(|record| (record.id, record.wall, record.process)).collect();
    assert_eq!(names, [(taken, later(0), None), (finished, later(1), None)]);
    sound(&desk);
    sound(&gate);
}

#[test]
fn what_forked_in_a_show_names_what_was_before_it_by_its_new_name() {
    let (desk, gate, copy) = (World::gate(1), World::gate(2), World::gate(1));
    write(&copy, message(GALA, "another branch"), later(0));
    let taken = write(&desk, call(GALA), later(1));
    let first = write(&desk, act(GALA, finish(taken, None)), later(2));
    write(&desk, act(GALA, finish(taken, Some(first))), later(3));
    let old = own(&desk);
    incarnate(&desk, 8, LeftBehind::ForkedAfter(Seq(0)), later(4));
    incarnate(&desk, 9, LeftBehind::ForkedAfter(Seq(0)), later(5));
    tell(&desk, &gate);
    take(&desk, old.id, log(&copy, old.id));
    take(&gate, old.id, log(&copy, old.id));
    let new = |seq| RecordId { author: own(&desk).id, seq: Seq(seq) };
    for world in [&desk, &gate] {
        let mut found = records(world, GALA);
        found.retain(|record| record.id.author == new(1).author);
        let actions: Vec<_> = found.iter().map(|record| (record.id, record.body.clone())).collect();
        let (call_name, go_name) = (found[0].id, found[1].id);
        assert!(actions[0] == (call_name, call(GALA)));
        assert!(actions[1] == (go_name, act(GALA, finish(call_name, None))), "the GO is under the call");
        assert!(actions[2].1 == act(GALA, finish(call_name, Some(go_name))), "and the next one behind it");
        sound(world);
    }
}

#[test]
fn a_name_that_no_log_can_reach_changes_nothing_and_stops_nobody() {
    let world = World::new();
    let beyond = RecordId { author: AuthorId::from_bytes([3; 16]), seq: Seq(u64::MAX) };
    let original = sealed(beyond.author, &[call(GALA)]).remove(0);
    let told = RecoveredRecord::of(&original).expect("a record that can be told again");
    write(&world, Body::Recovered(RecoveredRecord { from: beyond, ..told }), NOW);
    write(&world, Body::Undo(UndoRecord { scan: beyond, reason: None }), NOW);
    assert_eq!(shows(&world), []);
    sound(&world);
}

#[test]
fn an_altered_show_is_found() {
    for (damage, expected) in [
        ("UPDATE show_record SET payload = x'7b7d'", "show_record"),
        ("DELETE FROM show_record WHERE seq = 2", "show_record"),
        ("UPDATE clock_step SET mono_ms = 6", "clock_step"),
        ("UPDATE show SET records = 7", "show"),
        ("DELETE FROM show", "show"),
    ] {
        let world = World::new();
        for body in [edit(GALA), call(GALA), step(5)] {
            write(&world, body, NOW);
        }
        sound(&world);
        world.sql("UPDATE show SET revision = revision + 5");
        sound(&world);
        world.sql(damage);
        let findings = audit(&world.replica).expect("an audit");
        assert!(
            matches!(&findings[..], [Finding::Projection { table, .. }] if *table == expected),
            "{damage}: {findings:?}"
        );
    }
}
