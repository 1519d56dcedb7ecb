use gatehouse_core::ids::ShowId;
use gatehouse_core::show::Call;
use jiff::civil::date;

use super::*;

const START: i64 = 1_786_759_440_000;

/// Sixty cues with long names, in groups.
fn plan(cues: u8) -> Plan {
    let mut plan = Plan::empty(ShowId::from_bytes([0; 16]), "America/Bogota".into(), date(2026, 8, 14));
    plan.title = "Gala de clausura de la Feria Internacional del Libro de Bogotá".into();
    plan.stage = "Auditorio José Asunción Silva".into();
    let titles = [
        "Apertura",
        "Himno nacional interpretado por la Orquesta Filarmónica Juvenil con el coro de la escuela distrital",
        "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe",
        "Palabras de bienvenida",
    ];
    for number in 1..=cues {
        let id = EntryId::from_bytes([number; 16]);
        let group = EntryId::from_bytes([200 + number / 20; 16]);
        if number % 20 == 1 {
            let item = Item::Group {
                title: format!("Acto {}", number / 20 + 1),
                colour: None,
                target_ms: Some(4_500_000),
            };
            plan.entries.push(Entry { id: group, group: None, item });
        }
        if number % 17 == 0 {
            let item = Item::Delay { by_ms: 120_000 };
            plan.entries.push(Entry {
                id: EntryId::from_bytes([100 + number; 16]),
                group: Some(group),
                item,
            });
        }
        let call = |department: &str, text: &str| Call {
            department: department.into(),
            text: text.into(),
            standby_s: 30,
        };
        let cue = Cue {
            number: if number % 13 == 0 { format!("Q{number}.25-ALT") } else { format!("Q{number}") },
            title: titles[usize::from(number) % titles.len()].into(),
            note: if number % 3 == 0 {
                "Esperar a que el público esté sentado. ".repeat(9)
            } else {
                String::new()
            },
            calls: if number % 2 == 0 {
                vec![
                    call("lighting", "A media luz, luego seguidor a la entrada izquierda"),
                    call("pyro", "Armar"),
                ]
            } else {
                vec![]
            },
            owner: if number % 5 == 0 { "María Fernanda Ruiz".into() } else { String::new() },
            location: if number % 5 == 0 { "Escenario principal".into() } else { String::new() },
            skip: number % 11 == 0,
            flag: number % 7 == 0,
            duration_ms: 225_000 + 1_000 * u64::from(number),
            ..Cue::default()
        };
        plan.entries.push(Entry { id, group: Some(group), item: Item::Cue(Box::new(cue)) });
    }
    plan
}

fn span(id: EntryId) -> Option<(WallMs, WallMs)> {
    let start = START + i64::from(id.as_bytes()[0]) * 230_000;
    Some((WallMs(start), WallMs(start + 230_000)))
}

fn runs(count: i64) -> Vec<AsRun> {
    let row = |number: i64| AsRun {
        number: format!("Q{number}"),
        title: "Himno nacional interpretado por la Orquesta Filarmónica Juvenil con el coro".into(),
        planned_start: Some(WallMs(START + number * 230_000)),
        planned_ms: 230_000,
        started: (number % 9 != 0).then_some(WallMs(START + number * 231_500)),
        took_ms: (number % 9 != 0).then_some(225_000 + 3_000 * number.unsigned_abs()),
        paused_ms: if number % 4 == 0 { 65_000 } else { 0 },
        added_ms: if number % 5 == 0 { -60_000 } else { 0 },
        who: vec!["María Fernanda de los Ángeles Ruiz".into()],
    };
    (1..=count).map(row).collect()
}

fn printed<T>(plan: &Plan, language: Language, paper: Paper, of: impl FnOnce(Print<'_>) -> T) -> T {
    let zone = TimeZone::get("America/Bogota").expect("a zone of the bundled database");
    of(Print { paper, language, plan, zone: &zone, printed: WallMs(START + 1_000) })
}

#[track_caller]
fn is_pdf(bytes: &[u8]) {
    assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
}

#[test]
fn every_paper_becomes_a_file_whatever_the_show() {
    let sections = [Section { title: "Abierto".into(), lines: vec!["Puerta 3 cerrada".into()] }];
    for (cues, language, paper) in [(0, Language::English, Paper::Letter), (60, Language::Spanish, Paper::A4)]
    {
        let plan = plan(cues);
        let files = printed(&plan, language, paper, |print| {
            [print.rundown(&span), print.ahead(60, &span, &sections), print.as_run(&runs(cues.into()))]
        });
        files.into_iter().for_each(|file| is_pdf(&file.expect("a file")));
    }
}

#[test]
fn the_same_show_at_the_same_moment_gives_the_same_file() {
    let plan = plan(9);
    let once = || printed(&plan, Language::Spanish, Paper::A4, |print| print.rundown(&span)).expect("a file");
    assert!(once() == once());
}

#[test]
fn a_time_of_another_day_says_so() {
    let plan = plan(0);
    let check = |at: i64, expected: &str| {
        let found = printed(&plan, Language::English, Paper::A4, |print| print.time(WallMs(at)));
        assert_eq!(found, expected);
    };
    check(START, "21:04");
    check(START + 30_000, "21:04:30");
    check(START + 3 * 3_600_000, "00:04 15/08");
}
