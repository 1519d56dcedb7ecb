use std::collections::BTreeMap;

use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::show::{Call, Civil, Column as OwnColumn, ColumnKind, Field, Occurrence, Start};
use jiff::civil::{Time, date};
use proptest::prelude::*;

use super::super::read::{Options, Rundown, read};
use super::super::row::{blank, fields};
use super::*;

fn zone() -> TimeZone {
    TimeZone::get("America/Bogota").expect("a zone of the bundled database")
}

#[test]
fn a_plan_is_written_as_people_read_it() {
    let mut plan = Plan::empty(ShowId::from_bytes([0; 16]), "UTC".into(), date(2026, 8, 14));
    let call = Call { department: "lighting".into(), text: "Blackout; then spot".into(), standby_s: 30 };
    let start = Start::Hard(Civil { date: None, time: Time::constant(21, 4, 0, 0), occurrence: None });
    let cue = Cue {
        number: "Q1".into(),
        title: "=Opening".into(),
        calls: vec![call],
        start,
        duration_ms: 240_000,
        flag: true,
        ..Cue::default()
    };
    let entry = |number: u8, item: Item| Entry { id: EntryId::from_bytes([number; 16]), group: None, item };
    plan.entries = vec![entry(1, Item::Cue(Box::new(cue))), entry(2, Item::Delay { by_ms: -60_000 })];
    let spanish = String::from_utf8(write_plan(&plan, Language::Spanish)).expect("UTF-8");
    let expected = "\u{feff}Clase;Número;Título;Inicio;Duración;Marca;Luces;Prevenido: lighting\r\n\
                    cue;Q1;'=Opening;21:04;4:00;sí;\"Blackout; then spot\";30\r\n\
                    retraso;;;;'-1:00;;;\r\n";
    assert_eq!(spanish, expected);
}

#[test]
fn what_was_run_is_written_with_its_variance() {
    let at = |ms: i64| Some(WallMs(1_786_759_440_000 + ms));
    let row = AsRun {
        number: "Q1".into(),
        title: "Opening, long".into(),
        planned_start: at(0),
        planned_ms: 240_000,
        started: at(61_000),
        took_ms: Some(225_000),
        paused_ms: 5_000,
        added_ms: -60_000,
        who: vec!["Ana".into(), "Luz".into()],
    };
    let live = AsRun { number: "Q2".into(), started: at(300_000), ..AsRun::default() };
    let csv = String::from_utf8(write_as_run(&[row, live], &zone(), Language::English)).expect("UTF-8");
    let expected = "\u{feff}Cue,Title,Planned start,Planned duration,Actual start,Actual duration,Paused,Added,Variance,Called by\r\n\
                    Q1,\"Opening, long\",2026-08-14 21:04:00,4:00,2026-08-14 21:05:01,3:45,0:05,-1:00,-0:15,\"Ana, Luz\"\r\n\
                    Q2,,,0:00,2026-08-14 21:09:00,,0:00,0:00,,\r\n";
    assert_eq!(csv, expected);
}

/// Text of one line that cleaning leaves as it is.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        6 => "[a-zñÉ0-9=+@'\"#:;,.-]{1,6}( [a-zü(/&]{1,5}){0,2}",
    ]
}

fn note() -> impl Strategy<Value = String> {
    prop_oneof![text(), "[a-z=]{1,4}\n[a-z;]{1,4}", "x\n\ny"]
}

fn ms() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..20_000_000_u64, (1..200_u64).prop_map(|minutes| minutes * 60_000)]
}

fn civil() -> impl Strategy<Value = Civil> {
    let occurrence =
        prop_oneof![4 => Just(None), 1 => Just(Some(Occurrence::First)), 1 => Just(Some(Occurrence::Second))];
    let time =
        (0..24_i8, 0..60_i8, prop_oneof![Just(0), 0..60_i8], prop_oneof![3 => Just(0), 1 => 0..1_000_i32]);
    (prop::option::weighted(0.2, 1..28_i8), time, occurrence).prop_map(
        |(day, (hour, minute, second, ms), occurrence)| Civil {
            date: day.map(|day| date(2026, 8, day)),
            time: Time::constant(hour, minute, second, ms * 1_000_000),
            occurrence,
        },
    )
}

fn start() -> impl Strategy<Value = Start> {
    prop_oneof![
        Just(Start::Soft),
        civil().prop_map(Start::Hard),
        (civil(), civil()).prop_map(|(earliest, latest)| Start::Window { earliest, latest }),
    ]
}

const CHOICES: [&str; 3] = ["", "C minor", "D"];

fn columns() -> Vec<OwnColumn> {
    let column =
        |key: &str, title: &str, kind: ColumnKind| OwnColumn { key: key.into(), title: title.into(), kind };
    vec![
        column("who", "Host", ColumnKind::Person),
        column("a", "Title", ColumnKind::Text),
        column("b", "Title", ColumnKind::Check),
        column("c", "", ColumnKind::Choice(CHOICES[1..].iter().map(|choice| (*choice).to_owned()).collect())),
        column("d", "Call: lighting", ColumnKind::Text),
    ]
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let one =
        (prop::sample::select(vec!["lighting", "sound", "pyro", "lx", "Standby: x"]), note(), 0..90_u32);
    prop::collection::vec(one, 0..3).prop_map(|calls| {
        let by_department: BTreeMap<&str, (String, u32)> =
            calls.into_iter().map(|(department, text, lead)| (department, (text, lead))).collect();
        let call = |(department, (text, standby_s)): (&str, (String, u32))| Call {
            department: department.into(),
            text,
            standby_s,
        };
        by_department.into_iter().map(call).collect()
    })
}

fn cue() -> impl Strategy<Value = Cue> {
    let texts = (text(), text(), note(), text(), text(), text());
    let times = (
        start(),
        ms(),
        prop::option::of(ms()),
        prop::option::of(ms()),
        ms(),
        ms(),
        prop::option::of(any::<u32>()),
    );
    let marks = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        0..3_u8,
        prop::option::of(0..0x100_0000_u32),
    );
    let own = (text(), note(), any::<bool>(), prop::sample::select(CHOICES.to_vec()));
    (texts, times, marks, calls(), own).prop_map(|(texts, times, marks, calls, own)| {
        let (number, title, note, owner, location, link) = texts;
        let (start, duration_ms, min_ms, max_ms, warning_ms, danger_ms, span_ms) = times;
        let (flag, skip, cuttable, count_to_end, end_action, colour) = marks;
        let check = if own.2 { "yes" } else { "" };
        let own = [("who", own.0.as_str()), ("a", &own.1), ("b", check), ("c", own.3)];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty());
        Cue {
            number,
            title,
            note,
            calls,
            owner,
            location,
            flag,
            skip,
            start,
            duration_ms,
            min_ms,
            max_ms,
            cuttable,
            count_to_end,
            warning_ms,
            danger_ms,
            span_ms,
            link,
            colour: colour.map(|colour| format!("#{colour:06x}")),
            end_action: [EndAction::None, EndAction::LoadNext, EndAction::StartNext][usize::from(end_action)],
            columns: own.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        }
    })
}

/// Entries in or outside a group; a group's entries stand behind it.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let item = prop_oneof![
        6 => cue().prop_map(|cue| Item::Cue(Box::new(cue))),
        1 => (-9_000_000..9_000_000_i64).prop_map(|by_ms| Item::Delay { by_ms }),
        1 => text().prop_map(|title| Item::Milestone { title }),
    ];
    let group = (text(), prop::option::of(ms()), prop::option::of(0..0x100_0000_u32)).prop_map(
        |(title, target_ms, colour)| Item::Group {
            title,
            target_ms,
            colour: colour.map(|colour| format!("#{colour:06x}")),
        },
    );
    let block = (prop::option::of(group), prop::collection::vec(item, 0..4));
    prop::collection::vec(block, 0..4).prop_map(|blocks| {
        let (mut entries, mut next) = (Vec::new(), 0_u8);
        let mut id = || {
            next += 1;
            EntryId::from_bytes([next; 16])
        };
        for (group, items) in blocks {
            let group = group.map(|item| Entry { id: id(), group: None, item });
            let within = group.as_ref().map(|group| group.id);
            entries.extend(group);
            entries.extend(items.into_iter().map(|item| Entry { id: id(), group: within, item }));
        }
        entries
    })
}

/// What stands in fields, without what stands there anyhow, sorted by nothing but what it is.
fn said(kind: EntryKind, fields: Vec<Field>) -> Vec<String> {
    let says = |field: &Field| blank(kind, field).as_ref() != Some(field);
    let mut said: Vec<String> =
        fields.iter().filter(|field| says(field)).map(|field| format!("{field:?}")).collect();
    said.sort_unstable();
    said
}

type Entries = Vec<(EntryKind, Option<usize>, Vec<String>)>;

fn of_plan(plan: &Plan) -> Entries {
    let place = |id: EntryId| plan.entries.iter().position(|entry| entry.id == id);
    let entry = |entry: &Entry| {
        (row::kind(entry), entry.group.and_then(place), said(row::kind(entry), fields(entry)))
    };
    plan.entries.iter().map(entry).collect()
}

fn of_file(file: Rundown) -> Entries {
    file.rows.into_iter().map(|row| (row.kind, row.group, said(row.kind, row.fields))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_written_reads_back_as_the_same_plan(entries in entries(), spanish in any::<bool>()) {
        let plan = Plan {
            entries,
            columns: columns(),
            ..Plan::empty(ShowId::from_bytes([0; 16]), "UTC".into(), date(2026, 8, 14))
        };
        let language = if spanish { Language::Spanish } else { Language::English };
        let csv = write_plan(&plan, language);
        let file = read(&csv, &Options::default(), &plan.columns).expect("readable");
        prop_assert_eq!(&file.bad, &[]);
        prop_assert_eq!(&file.columns, &[]);
        prop_assert_eq!(of_file(file), of_plan(&plan));
    }
}
