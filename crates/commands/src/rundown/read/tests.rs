use gatehouse_core::show::Start;

use super::super::clock::show_start;
use super::*;
use crate::language::Language;

fn columns() -> Vec<Column> {
    let column =
        |key: &str, title: &str, kind: ColumnKind| Column { key: key.into(), title: title.into(), kind };
    vec![
        column("host", "Host", ColumnKind::Person),
        column("live", "Live feed", ColumnKind::Check),
        column("key", "Key", ColumnKind::Choice(vec!["C minor".into(), "D".into()])),
    ]
}

fn csv(text: &str) -> Rundown {
    read(text.as_bytes(), &Options::default(), &columns()).expect("headings")
}

#[track_caller]
fn check_bad(text: &str, expected: &[(u64, usize, &str, Problem)]) {
    let bad = csv(text).bad;
    let found: Vec<(u64, usize, &str, Problem)> =
        bad.iter().map(|bad| (bad.line, bad.column, bad.found.as_str(), bad.problem)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_spanish_rundown_is_understood() {
    let file = csv("Gira 2026;;;;;;;\r\n\r\nN.º;Título;Inicio;Duración;Notas;Luces;Omitir;Cámara\r\n\
                    Q1;Apertura;9:04 p. m.;4:00;\"con calma\r\ny luz\";A media luz;;2\r\n\
                    Q2;Himno;;90s;;;sí;\r\n");
    assert_eq!(file.bad, []);
    assert_eq!(file.rows.len(), 2);
    let lighting = "lighting".to_owned();
    let call = Call { department: lighting.clone(), text: "A media luz".into(), standby_s: 0 };
    let hard = super::super::clock::start("21:04").expect("a time");
    let expected = [
        Field::Number("Q1".into()),
        Field::Title("Apertura".into()),
        Field::Start(hard),
        Field::Duration(240_000),
        Field::Note("con calma\ny luz".into()),
        Field::Call { department: lighting.clone(), call: Some(call) },
        Field::Skip(false),
        Field::Column { key: "camara".into(), value: "2".into() },
    ];
    assert_eq!((file.rows[0].line, file.rows[0].fields.as_slice()), (4, expected.as_slice()));
    assert!(file.rows[1].fields.contains(&Field::Skip(true)));
    assert!(file.rows[1].fields.contains(&Field::Start(Start::Soft)));
    assert!(file.rows[1].fields.contains(&Field::Call { department: lighting, call: None }));
    let camera = Column { key: "camara".into(), title: "Cámara".into(), kind: ColumnKind::Text };
    assert_eq!(file.columns, [camera]);
    assert!(!file.says_groups && !file.says_kinds);
}

#[test]
fn every_bad_cell_is_told_and_nothing_is_guessed() {
    check_bad(
        "Cue,Title,Start,Duration,Skip,Colour,At its end\nQ1,x,9pm,5,perhaps,red,explode\nQ2,y,25:00,4:61,,#C0FFEE,\n",
        &[
            (2, 3, "9pm", Problem::Time),
            (2, 4, "5", Problem::Unit),
            (2, 5, "perhaps", Problem::YesNo),
            (2, 6, "red", Problem::Colour),
            (2, 7, "explode", Problem::EndAction),
            (3, 3, "25:00", Problem::Time),
            (3, 4, "4:61", Problem::Duration),
        ],
    );
    check_bad(
        "Kind,Title,Key,Live feed\nsong,x,E,\n",
        &[(2, 1, "song", Problem::Kind), (2, 3, "E", Problem::Choice)],
    );
    check_bad(
        "Title,Title,\nx,y,z\n",
        &[
            (1, 2, "Title", Problem::HeadingTwice),
            (2, 2, "y", Problem::NoHeading),
            (2, 3, "z", Problem::NoHeading),
        ],
    );
}

#[test]
fn text_in_another_encoding_is_told_where_it_stands() {
    let file = read(b"Cue,Title\nQ1,Canci\xf3n\n", &Options::default(), &[]).expect("headings");
    assert_eq!(file.bad.len(), 1);
    assert_eq!((file.bad[0].line, file.bad[0].column, file.bad[0].problem), (2, 2, Problem::NoText));
    assert_eq!(file.bad[0].heading, "Title");
}

#[test]
fn the_shows_own_columns_are_known_by_their_titles() {
    let file = csv("Title,host,LIVE FEED,Key,Mood\nx,Ana,x,c MINOR,calm\n");
    assert_eq!(file.bad, []);
    let column = |key: &str, value: &str| Field::Column { key: key.into(), value: value.into() };
    let expected =
        [column("host", "Ana"), column("live", "yes"), column("key", "C minor"), column("mood", "calm")];
    assert_eq!(file.rows[0].fields[1..], expected);
    assert_eq!(file.columns.len(), 1);
}

#[test]
fn groups_are_those_that_are_named() {
    let file =
        csv("Kind,Title,Group,Duration\ngroup,Act 1,,30:00\n,a,Act 1,\nmilestone,doors,Act 1,\n,b,Act 2,\n\
                    delay,,Act 2,-2:00\n,c,,\n");
    assert_eq!(file.bad, []);
    let found: Vec<(EntryKind, &str, Option<usize>)> =
        file.rows.iter().map(|row| (row.kind, row.title(), row.group)).collect();
    let expected = [
        (EntryKind::Group, "Act 1", None),
        (EntryKind::Cue, "a", Some(0)),
        (EntryKind::Milestone, "doors", Some(0)),
        (EntryKind::Group, "Act 2", None),
        (EntryKind::Cue, "b", Some(3)),
        (EntryKind::Delay, "", Some(3)),
        (EntryKind::Cue, "c", None),
    ];
    assert_eq!(found, expected);
    assert!(file.rows[0].fields.contains(&Field::Target(Some(1_800_000))));
    assert_eq!(file.rows[5].fields, [Field::Delay(-120_000)]);
}

#[test]
fn a_group_in_two_places_is_told() {
    check_bad("Title,Group\na,Act 1\nb,\nc,Act 1\n", &[(4, 2, "Act 1", Problem::Apart)]);
    check_bad("Title,Group\na,-\n", &[(2, 2, "-", Problem::NoGroup)]);
}

#[test]
fn a_standby_may_be_bare_seconds() {
    let file = csv("Title,Sound,Standby: sound,Standby: pyro\nx,Mic 1,30,\ny,,0:45,\nz,,,5\n");
    assert_eq!(file.bad, []);
    let lead = |row: usize, department: &str| {
        file.rows[row].fields.iter().find_map(|field| match field {
            Field::Call { department: found, call } if found == department => {
                Some(call.as_ref().map(|call| call.standby_s))
            }
            _ => None,
        })
    };
    assert_eq!(
        [lead(0, "sound"), lead(1, "sound"), lead(2, "sound")],
        [Some(Some(30)), Some(Some(45)), Some(None)]
    );
    assert_eq!([lead(0, "pyro"), lead(2, "pyro")], [Some(None), Some(Some(5))]);
}

#[test]
fn starts_in_every_line_may_be_taken_as_following_each_other() {
    let file = |follow| {
        let options = Options { follow, ..Options::default() };
        read(b"Title,Start,Duration\na,21:00,4:00\nb,21:04,1:00\n", &options, &[]).expect("headings")
    };
    let soft = |file: &Rundown| file.rows[1].fields.contains(&Field::Start(Start::Soft));
    assert_eq!([file(false), file(true)].map(|file| (file.following, soft(&file))), [(1, false), (1, true)]);
}

#[test]
fn a_file_without_cues_is_refused() {
    let check = |bytes: &[u8], expected: &str| {
        let problem = read(bytes, &Options::default(), &[]).expect_err("no rundown");
        assert_eq!(problem.to_string(), expected);
        assert!(!problem.hint().is_empty());
    };
    check(b"", "The file is empty");
    check(b"name of somebody,email\nAna,a@example.org\n", "No column for numbers or titles was found");
    check(b"\xd0\xcf\x11\xe0", "The file is a spreadsheet or an archive, not CSV");
    check(b"PK\x03\x04", "The spreadsheet cannot be read");
}

/// Written by a spreadsheet library: times, durations and truth values are numbers with a format there.
const WORKBOOK: &[u8] = include_bytes!("rundown.xlsx");

#[test]
fn a_workbook_is_read_as_it_looks() {
    let file = read(WORKBOOK, &Options::default(), &[]).expect("a workbook");
    assert_eq!(file.sheets, ["Noche", "Notas"]);
    assert_eq!(file.bad, []);
    let start = |row: usize| {
        file.rows[row].fields.iter().find_map(|field| match field {
            Field::Start(start) => Some(show_start(start, Language::English)),
            _ => None,
        })
    };
    assert_eq!([0, 1, 2].map(start), ["21:04", "2026-08-14 21:08:30", ""].map(|text| Some(text.to_owned())));
    let duration = |row: usize| {
        file.rows[row].fields.iter().find_map(|field| match field {
            Field::Duration(ms) => Some(*ms),
            _ => None,
        })
    };
    assert_eq!([0, 1, 2].map(duration), [Some(270_000), Some(5_400_000), Some(90_000)]);
    let lines: Vec<(u64, &str)> = file.rows.iter().map(|row| (row.line, row.number())).collect();
    assert_eq!(lines, [(4, "1"), (5, "1.5"), (7, "Q3")]);
    assert!(file.rows[1].fields.contains(&Field::Skip(true)));
}

#[test]
fn another_sheet_can_be_chosen_and_its_doubts_are_settled_by_a_choice() {
    let on = |sheet: &str, typed: Option<Typed>| {
        read(WORKBOOK, &Options { sheet: Some(sheet.to_owned()), typed, ..Options::default() }, &[])
    };
    let doubtful = on("Notas", None).expect("a sheet");
    let bad = &doubtful.bad[0];
    assert_eq!(
        (bad.line, bad.column, bad.found.as_str(), bad.problem),
        (2, 2, "04:00", Problem::HoursOrMinutes)
    );
    assert_eq!(
        (doubtful.bad[1].line, doubtful.bad[1].problem),
        (3, Problem::NoText),
        "a formula that failed"
    );
    let settled = on("Notas", Some(Typed::MinutesSeconds)).expect("a sheet");
    assert!(settled.rows[0].fields.contains(&Field::Duration(240_000)));
    assert!(matches!(on("Ausente", None), Err(Unopened::NoSheet)));
}
