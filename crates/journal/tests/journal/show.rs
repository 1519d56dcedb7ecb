//! Records of shows: every action and every change, written in one way and read tolerantly.

use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::show::{
    Action, Call, Change, Civil, Column, ColumnKind, EndAction, EntryKind, Field, Go, Input, Occurrence,
    Place, Refused, ShowField, Start, Target, Visit,
};
use gatehouse_journal::{Error, Kind, MAX_PAYLOAD, PlanEditRecord, ShowActionRecord};
use jiff::civil;

use super::*;

const SHOW: ShowId = ShowId::from_bytes([0x50; 16]);
const CUE: EntryId = EntryId::from_bytes([0xc0; 16]);

fn named(n: u8, seq: u64) -> RecordId {
    RecordId { author: AuthorId::from_bytes([n; 16]), seq: Seq(seq) }
}

fn visit() -> Visit {
    Visit { cue: CUE, planned_start: WallMs(1_800_000_000_000), duration_ms: 240_000, count_to_end: false }
}

fn go() -> Go {
    Go {
        call: Some(named(1, 2)),
        from: Some(named(1, 9)),
        to: Target::Cue(visit()),
        standby: Some(named(1, 10)),
        started: Some(WallMs(-1)),
        input: Input::Key,
    }
}

fn first_go() -> Go {
    Go { call: None, from: None, to: Target::Finish, standby: None, started: None, input: Input::Clock }
}

/// Every action, and every word for how a press was made or why it did nothing.
fn actions() -> Vec<Action> {
    let (call, instance, hold) = (named(1, 2), named(1, 11), named(3, 1));
    let mut actions = vec![
        Action::Go(go()),
        Action::Go(first_go()),
        Action::Ungo { call, instance },
        Action::Standby { call, cue: CUE },
        Action::Tick { standby: named(1, 12), department: "sound \"FOH\"".into(), ready: true },
        Action::Pause { call, instance },
        Action::Resume { call, instance },
        Action::AddTime { call, instance, by_ms: -90_000 },
        Action::Roll { call, on: true },
        Action::TakeCall { after: None, epoch: 1, reason: String::new() },
        Action::TakeCall { after: Some(call), epoch: 2, reason: "caller silent".into() },
        Action::OfferCall { call, to: author() },
        Action::AcceptCall { offer: named(1, 13), after: call, epoch: u32::MAX },
        Action::Hold { reason: "caída de luz".into() },
        Action::Release { hold },
        Action::HoldStep { hold, department: "stage".into(), done: true },
        Action::Settle { proposal: named(2, 1), adopt: false },
        Action::AdoptLane { call, instance },
        Action::Message { text: "two minutes".into() },
        Action::Blackout { on: false },
        Action::AdoptCuts { won_ms: 400_000, agreed: "Zoë".into() },
    ];
    let inputs = [Input::Touch, Input::EndAction, Input::Command, Input::Other];
    actions.extend(inputs.map(|input| Action::Go(Go { input, ..first_go() })));
    let reasons = [
        Refused::NoCall,
        Refused::NotTheCaller,
        Refused::OldCall,
        Refused::AlreadyLeft,
        Refused::TooSoon,
        Refused::OnHold,
        Refused::Finished,
        Refused::NoSuchCue,
        Refused::Other,
    ];
    actions.extend(reasons.map(|reason| Action::Refused { press: go(), reason }));
    actions
}

fn civil() -> Civil {
    Civil { date: None, time: civil::time(20, 30, 0, 0), occurrence: None }
}

fn second_civil() -> Civil {
    let date = Some(civil::date(2026, 11, 7));
    Civil { date, time: civil::time(1, 15, 30, 0), occurrence: Some(Occurrence::Second) }
}

fn show_fields() -> Vec<ShowField> {
    let column = |key: &str, kind| Column { key: key.into(), title: format!("The {key}"), kind };
    vec![
        ShowField::Title("Gala".into()),
        ShowField::Stage("Principal".into()),
        ShowField::Zone("America/Bogota".into()),
        ShowField::Date(civil::date(2026, 11, 6)),
        ShowField::Opens(Some(civil())),
        ShowField::Opens(None),
        ShowField::Curfew(Some(second_civil())),
        ShowField::MinSpan(1_000),
        ShowField::Changeover(300_000),
        ShowField::Ranks(vec![author(), earlier().author]),
        ShowField::HoldRaisers(vec![]),
        ShowField::HoldReleasers(vec![author()]),
        ShowField::Columns(vec![
            column("mics", ColumnKind::Text),
            column("look", ColumnKind::Choice(vec!["warm".into(), "cold".into()])),
            column("talent", ColumnKind::Person),
            column("checked", ColumnKind::Check),
        ]),
    ]
}

fn fields() -> Vec<Field> {
    let first = Civil { occurrence: Some(Occurrence::First), ..civil() };
    let call = Call { department: "lighting".into(), text: "LX 14".into(), standby_s: 30 };
    vec![
        Field::Number("Q14".into()),
        Field::Title("Entra el coro".into()),
        Field::Note("wait for applause".into()),
        Field::Call { department: "lighting".into(), call: Some(call) },
        Field::Call { department: "sound".into(), call: None },
        Field::Owner("Ana".into()),
        Field::Location("wing left".into()),
        Field::Flag(true),
        Field::Colour(Some("#ff8800".into())),
        Field::Colour(None),
        Field::Skip(true),
        Field::Start(Start::Soft),
        Field::Start(Start::Hard(first)),
        Field::Start(Start::Window { earliest: civil(), latest: second_civil() }),
        Field::Duration(240_000),
        Field::Min(Some(180_000)),
        Field::Min(None),
        Field::Max(Some(300_000)),
        Field::Cuttable(true),
        Field::CountToEnd(true),
        Field::EndAction(EndAction::None),
        Field::EndAction(EndAction::LoadNext),
        Field::EndAction(EndAction::StartNext),
        Field::Warning(60_000),
        Field::Danger(30_000),
        Field::Span(Some(5_000)),
        Field::Link("sponsor-3".into()),
        Field::Column { key: "talent".into(), value: "Ana, Luis".into() },
        Field::Delay(-60_000),
        Field::Target(Some(u64::MAX)),
    ]
}

fn changes() -> Vec<Change> {
    let mut changes: Vec<_> = show_fields().into_iter().map(Change::Show).collect();
    let kinds = [EntryKind::Cue, EntryKind::Group, EntryKind::Delay, EntryKind::Milestone];
    changes.extend(kinds.map(|kind| Change::Add { entry: CUE, kind }));
    let place = |group| Some(Place { group, order: "a0V".into() });
    changes.extend([place(None), place(Some(CUE)), None].map(|place| Change::Place { entry: CUE, place }));
    changes.extend(fields().into_iter().map(|field| Change::Set { entry: CUE, field }));
    changes
}

fn edit(proposed: bool, changes: Vec<Change>) -> Body {
    Body::PlanEdit(PlanEditRecord { show: SHOW, proposed, changes })
}

fn acted(action: Action) -> Body {
    Body::ShowAction(ShowActionRecord { show: SHOW, action })
}

/// What the golden files hold: one record for each action, and one for each kind of change.
pub(super) fn files() -> Vec<(&'static str, Vec<Body>)> {
    let (set, other): (Vec<_>, Vec<_>) =
        changes().into_iter().partition(|change| matches!(change, Change::Set { .. }));
    vec![
        ("show_actions", actions().into_iter().map(acted).collect()),
        ("plan_edits", vec![edit(false, other), edit(true, set), edit(false, vec![])]),
    ]
}

fn payload(body: &Body) -> String {
    String::from_utf8(sealed(body).payload().to_vec()).expect("JSON is UTF-8")
}

fn read(kind: Kind, payload: &str) -> Result<Body, Error> {
    Body::read(kind.number(), 1, payload.as_bytes())
}

#[test]
fn every_action_and_change_reads_as_it_was_written() {
    for body in files().into_iter().flat_map(|(_, bodies)| bodies) {
        let written = payload(&body);
        let kind = Kind::from_number(body.kind()).expect("a kind of ours");
        assert!(read(kind, &written).expect("it reads") == body, "{written}");
        assert_eq!(body.show(), Some(SHOW));
    }
}

#[test]
fn a_go_is_written_as_the_organizer_reads_it() {
    let id = |hex: &str| format!("{0}{0}{0}{0}-{0}{0}-{0}{0}-{0}{0}-{0}{0}{0}{0}{0}{0}", hex);
    let name = |hex: &str, seq| format!(r#"{{"author":"{}","seq":{seq}}}"#, id(hex));
    let press = format!(
        r#""call":{},"from":{},"to":{{"cue":"{}","planned_start_ms":1800000000000,"duration_ms":240000,"count_to_end":false}},"standby":{},"started_ms":-1,"input":"key""#,
        name("01", 2),
        name("01", 9),
        id("c0"),
        name("01", 10),
    );
    let (show, first) = (id("50"), r#""to":"finish","input":"clock""#);
    for (action, expected) in [
        (Action::Go(go()), format!(r#"{{"show":"{show}","action":"go",{press}}}"#)),
        (Action::Go(first_go()), format!(r#"{{"show":"{show}","action":"go",{first}}}"#)),
        (
            Action::Refused { press: first_go(), reason: Refused::TooSoon },
            format!(r#"{{"show":"{show}","action":"refused","press":{{{first}}},"reason":"too_soon"}}"#),
        ),
        (
            Action::TakeCall { after: None, epoch: 1, reason: String::new() },
            format!(r#"{{"show":"{show}","action":"take_call","epoch":1}}"#),
        ),
    ] {
        assert_eq!(payload(&acted(action)), expected);
    }
}

#[test]
fn a_change_is_written_as_the_organizer_reads_it() {
    let id = |hex: &str| format!("{0}{0}{0}{0}-{0}{0}-{0}{0}-{0}{0}-{0}{0}{0}{0}{0}{0}", hex);
    let entry = id("c0");
    let set = |field| Change::Set { entry: CUE, field };
    for (change, expected) in [
        (
            Change::Show(ShowField::MinSpan(5)),
            r#""change":"show","field":"min_span_ms","value":5"#.to_owned(),
        ),
        (
            Change::Add { entry: CUE, kind: EntryKind::Cue },
            format!(r#""change":"add","entry":"{entry}","kind":"cue""#),
        ),
        (
            Change::Place { entry: CUE, place: Some(Place { group: None, order: "a".into() }) },
            format!(r#""change":"place","entry":"{entry}","place":{{"order":"a"}}"#),
        ),
        (Change::Place { entry: CUE, place: None }, format!(r#""change":"place","entry":"{entry}""#)),
        (
            set(Field::Colour(None)),
            format!(r#""change":"set","entry":"{entry}","field":"colour","value":null"#),
        ),
        (
            set(Field::Start(Start::Hard(second_civil()))),
            format!(
                r#""change":"set","entry":"{entry}","field":"start","value":{{"kind":"hard","date":"2026-11-07","time":"01:15:30","occurrence":"second"}}"#
            ),
        ),
    ] {
        let expected = format!(r#"{{"show":"{}","changes":[{{{expected}}}]}}"#, id("50"));
        assert_eq!(payload(&edit(false, vec![change])), expected);
    }
}

#[test]
fn an_action_that_only_a_newer_build_knows_is_carried_and_keeps_its_show() {
    let unread = format!(r#"{{"show":"{SHOW}","action":"encore","to":[1]}}"#);
    let elsewhere = format!(r#"{{"show":"{SHOW}","action":"go","to":{{"group":"Zoë"}},"input":"key"}}"#);
    for payload in [&unread, &elsewhere] {
        let body = read(Kind::ShowAction, payload).expect("it is carried");
        assert!(
            matches!(&body, Body::Unknown { kind: 16, version: 1, payload: kept } if kept == payload.as_bytes())
        );
        assert_eq!(body.show(), Some(SHOW), "a newer build will find it in its show");
        assert_eq!(format!("{body:?}"), "Body(show_action)");
    }
    let newer = Body::read(17, 2, unread.as_bytes()).expect("it is carried");
    assert_eq!(newer.show(), Some(SHOW));
    let other = Body::Unknown { kind: 9, version: 1, payload: unread.into_bytes() };
    assert_eq!(other.show(), None, "only records of a show have one");
}

#[test]
fn a_new_way_to_press_does_not_lose_the_go() {
    let payload = payload(&acted(Action::Go(first_go()))).replace("clock", "foot_pedal");
    let body = read(Kind::ShowAction, &payload).expect("it reads");
    assert!(body == acted(Action::Go(Go { input: Input::Other, ..first_go() })));
}

#[test]
fn changes_that_only_a_newer_build_knows_do_not_lose_the_others() {
    let newer = [
        r#"{"change":"merge","entry":"x"}"#,
        r##"{"change":"set","entry":"c0c0c0c0-c0c0-c0c0-c0c0-c0c0c0c0c0c0","field":"smell","value":"#"}"##,
        r#"{"change":"set","entry":"c0c0c0c0-c0c0-c0c0-c0c0-c0c0c0c0c0c0","field":"start","value":{"kind":"tide"}}"#,
        "17",
    ];
    let known = changes();
    let written: Vec<_> = known
        .chunks(10)
        .map(|some| {
            let whole = payload(&edit(true, some.to_vec()));
            let (_, list) = whole.split_once('[').expect("a list");
            list.strip_suffix("]}").expect("its end").to_owned()
        })
        .zip(newer.iter().cycle())
        .flat_map(|(some, newer)| [some, (*newer).to_owned()])
        .collect();
    let payload = format!(
        r#"{{"show":"{SHOW}","proposed":true,"of":"a newer build","changes":[{}]}}"#,
        written.join(",")
    );
    assert!(read(Kind::PlanEdit, &payload).expect("it reads") == edit(true, known));
}

#[test]
fn what_names_no_show_is_an_error_that_quotes_nothing() {
    for kind in [Kind::ShowAction, Kind::PlanEdit] {
        for payload in ["", "[]", "{}", r#"{"show":"Zoë"}"#, r#"{"action":"hold","reason":"Zoë"}"#] {
            let error = read(kind, payload).expect_err("no record of a show");
            assert!(!format!("{error} {error:?}").contains("Zoë"));
        }
    }
}

#[test]
fn debug_output_shows_nothing_that_people_wrote() {
    let action = ShowActionRecord { show: SHOW, action: Action::Hold { reason: "caída".into() } };
    let edit = PlanEditRecord { show: SHOW, proposed: false, changes: changes() };
    let shown = format!("{action:?} {edit:?}");
    for written in ["caída", "coro", "Ana", "Gala"] {
        assert!(!shown.contains(written), "{shown}");
    }
}

#[test]
fn a_whole_plan_is_divided_among_records_that_can_be_sealed() {
    let many: Vec<_> = std::iter::repeat_with(changes).take(40).flatten().collect();
    let records = PlanEditRecord::divided(SHOW, true, many.clone()).expect("changes that can be written");
    assert!(records.len() > 2, "that many do not fit into one");
    let lengths: Vec<_> =
        records.iter().map(|record| sealed(&Body::PlanEdit(record.clone())).payload().len()).collect();
    let (_, full) = lengths.split_last().expect("several");
    assert!(
        full.iter().all(|length| *length > MAX_PAYLOAD - 1_000),
        "and none is left half empty: {lengths:?}"
    );
    assert!(records.iter().all(|record| record.proposed && record.show == SHOW));
    assert!(records.into_iter().flat_map(|record| record.changes).eq(many), "in their order");

    let note = |length| Change::Set { entry: CUE, field: Field::Note("x".repeat(length)) };
    let records =
        PlanEditRecord::divided(SHOW, false, vec![note(5), note(MAX_PAYLOAD), note(5)]).expect("three");
    assert_eq!(records.len(), 3);
    assert!(PlanEditRecord::divided(SHOW, false, vec![]).expect("none").is_empty());
}
