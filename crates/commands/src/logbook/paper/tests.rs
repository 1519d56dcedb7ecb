use gatehouse_contract::setup::Paper;
use gatehouse_core::incident::catalogue::standard;
use gatehouse_core::incident::{
    Category, Channel, Deed, Entry, LinkKind, Setting, Severity, Status, Step, Timer, TypeCode, UnitState,
};
use gatehouse_core::time::WallMs;

use super::*;
use crate::language::Language;
use crate::logbook::book::Book;
use crate::logbook::scene::{A, LONG, START, Scene, ZONE};
use crate::logbook::words;
use crate::paper::table::written;

const PAPERS: [(Language, Paper); 2] = [(Language::English, Paper::Letter), (Language::Spanish, Paper::A4)];

fn log_pages(book: Book<'_>) -> Vec<String> {
    let (frame, tables) = Reading::of(book).licence(&Window::ALWAYS);
    written(&frame, &tables)
}

fn incident_pages(book: Book<'_>, number: &str) -> Vec<String> {
    let incident = book.log.incidents.values().find(|incident| incident.said() == number);
    let (frame, tables) = Reading::of(book).dossier(incident.expect("an incident"));
    written(&frame, &tables)
}

fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_page_says_its_event_its_number_when_it_was_printed_and_the_heads() {
    let scene = Scene::night(300);
    for (language, paper) in PAPERS {
        let book = scene.book(language, paper, Seal::Open);
        let log = log_pages(book);
        assert!(log.len() > 8, "300 entries take more than {} pages", log.len());
        for pages in [log, incident_pages(book, "A-0143")] {
            for (number, page) in (1..).zip(&pages) {
                let of = format!(
                    "{} {number} {} {}",
                    language.pick("Page", "Página"),
                    language.pick("of", "de"),
                    pages.len()
                );
                let heads = ["1a".repeat(32), "2b".repeat(32)];
                let expected = [book.event, &of, "2026-08-15 06:00:00", &heads[0], &heads[1]];
                for text in expected {
                    assert!(page.contains(text), "page {number} lacks {text}");
                }
            }
        }
    }
}

#[test]
fn nothing_that_was_said_is_cut_short() {
    let scene = Scene::night(300);
    for (language, paper) in PAPERS {
        let book = scene.book(language, paper, Seal::Open);
        let text = log_pages(book).concat();
        assert!(!text.contains('…'));
        assert_eq!(dense(&text).matches(&dense(LONG)).count(), 13, "twelve messages and a late report");
        assert!(incident_pages(book, "A-0143").concat().contains("Ana Pérez"));
    }
}

#[test]
fn an_entry_that_is_longer_than_a_page_goes_on_on_the_next() {
    let mut scene = Scene::empty();
    let words: Vec<String> = (0..6_000).map(|word| format!("palabra{word}")).collect();
    let said = crate::logbook::scene::said("sur1", &words.join(" "));
    scene.add(A, 1, Entry { said, ..Entry::default() });
    scene.fold();
    let pages = log_pages(scene.book(Language::Spanish, Paper::A4, Seal::Open));
    assert!(pages.len() > 5);
    let text = pages.concat();
    assert!(words.iter().all(|word| text.contains(word.as_str())));
}

#[test]
fn every_page_says_its_period_in_full_and_the_day_of_its_entries() {
    let mut scene = Scene::night(0);
    for minute in 230..330 {
        scene.add(A, minute, Entry::default());
    }
    scene.fold();
    let period = Window { from: Some(WallMs(START)), until: Some(WallMs(START + 36_000_000)) };
    for (language, paper) in PAPERS {
        let (frame, tables) = Reading::of(scene.book(language, paper, Seal::Sealed)).licence(&period);
        let pages = written(&frame, &tables);
        for page in &pages {
            assert!(page.replace('\n', " ").contains("2026-08-14 20:00:00 – 2026-08-15 06:00:00"), "{page}");
        }
        let band = language.pick("Entries · 2026-08-15", "Entradas · 2026-08-15");
        assert!(pages.last().is_some_and(|page| page.contains(band)));
        assert!(pages.iter().any(|page| page.contains(&band.replace("15", "14")) && page.contains(band)));
    }
}

#[test]
fn what_was_struck_stays_readable_and_says_so_in_words() {
    let scene = Scene::night(0);
    let text = log_pages(scene.book(Language::English, Paper::A4, Seal::Open)).concat().replace('\n', " ");
    for expected in [
        "STRUCK 2026-08-14 20:22:00 by María Fernanda Ruiz (A:7): era otro incidente",
        "son tres heridos",
        "CORRECTED 2026-08-14 20:24:00 by María Fernanda Ruiz (A:9): puerta 5 cerrada",
        "puerta 3 cerrada",
        "LATE (+18 min)",
        "20:02:00 occurred",
        "20:09:00 reported",
        "20:20:00 logged",
        "severity: 3 serious → 4 critical (no respira)",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
}

#[test]
fn a_sealed_copy_shows_no_word_of_a_sealed_incident_and_nobody() {
    let scene = Scene::night(0);
    let all = |seal| {
        let book = scene.book(Language::English, Paper::A4, seal);
        let csv = String::from_utf8(book.csv(&Window::ALWAYS)).expect("UTF-8");
        let jsonl = String::from_utf8(book.jsonl(&Window::ALWAYS).expect("JSON")).expect("UTF-8");
        let papers = [log_pages(book), incident_pages(book, "B-0001"), incident_pages(book, "A-0143")];
        [papers.concat().concat(), csv, jsonl]
    };
    for text in all(Seal::Sealed) {
        assert!(
            !text.contains("SECRETO") && !text.contains("Ana Pérez") && !text.contains("abrigo"),
            "{text}"
        );
        assert!(text.contains("B-0001") && text.contains("SEX") && text.contains("[sealed]"));
    }
    let secrets =
        ["TITULO", "LUGAR", "QUIEN", "VERBATIM", "REPORTA", "MAS", "OTRO", "RAZON", "CORRECCION", "VISITA"];
    for text in all(Seal::Open) {
        for secret in secrets {
            assert!(text.contains(&format!("{secret}-SECRETO")), "an open copy has all: {secret}");
        }
    }
}

#[test]
fn an_empty_log_is_one_page_that_says_so() {
    let scene = Scene::empty();
    let pages = log_pages(scene.book(Language::English, Paper::A4, Seal::Open));
    assert_eq!(pages.len(), 1);
    assert!(pages[0].contains("No entry in this period.") && pages[0].contains("the log is empty"));
}

#[test]
fn a_period_has_what_was_logged_or_happened_in_it() {
    let scene = Scene::night(0);
    let reading = Reading::of(scene.book(Language::English, Paper::A4, Seal::Open));
    let count = |from: i64, until: i64| {
        let at = |minute: i64| Some(WallMs(START + minute * 60_000));
        reading.within(&Window { from: at(from), until: at(until) }).len()
    };
    assert_eq!(count(0, 600), scene.log.entries.len());
    assert_eq!(count(2, 3), 1, "happened in it and was logged later");
    assert_eq!(count(20, 20), 1, "the same entry where it was logged");
    assert_eq!(count(100, 200), 0);
}

#[test]
fn the_summary_counts_incidents_and_names_the_open_ones() {
    let mut scene = Scene::night(0);
    let strike = Deed::Strike { entry: scene.incident("B-0001").id, reason: String::new() };
    scene.add(A, 50, Entry { deeds: vec![strike], ..Entry::default() });
    scene.fold();
    let pages = log_pages(scene.book(Language::Spanish, Paper::A4, Seal::Open));
    let first = &pages[0];
    for expected in
        ["Números tachados\nB-0001", "MED médico", "A-0143", "Desmayo en la barra izquierda", "4 crítico"]
    {
        assert!(first.contains(expected), "{expected} in {first}");
    }
    assert!(!first.contains("SEX"), "what was struck is no incident");
}

#[test]
fn every_paper_becomes_a_file_and_the_same_log_the_same_one() {
    let scene = Scene::night(0);
    let incident = scene.log.incidents.values().next().expect("an incident");
    for ((language, paper), seal) in PAPERS.into_iter().zip([Seal::Open, Seal::Sealed]) {
        let book = scene.book(language, paper, seal);
        for file in [book.licence_log(&Window::ALWAYS), book.incident(incident)] {
            let file = file.expect("a file");
            assert!(file.starts_with(b"%PDF-") && file.trim_ascii_end().ends_with(b"%%EOF"));
        }
    }
    let again = || scene.book(Language::Spanish, Paper::A4, Seal::Sealed).incident(incident).expect("a file");
    assert!(again() == again());
}

#[test]
fn every_word_that_an_entry_can_say_is_said_in_both_languages() {
    let night = Scene::night(0);
    let reading = |language| Reading::of(night.book(language, Paper::A4, Seal::Open));
    let (english, spanish) = (reading(Language::English), reading(Language::Spanish));
    for fact in &night.log.entries {
        let (english, spanish) = (english.done(fact), spanish.done(fact));
        assert!(english.iter().chain(&spanish).all(|text| !text.is_empty()));
        for (english, spanish) in english.iter().zip(&spanish) {
            assert_ne!(english, spanish);
        }
    }
    let code = TypeCode("MED".to_owned());
    let source = String::from("aforo");
    let settings = [
        Setting::Category(Category { label: "Own".to_owned(), hidden: true, ..standard()[0].clone() }),
        Setting::Limit {
            severity: Severity::Minor,
            timer: Timer::Update,
            limit_ms: None,
            source: source.clone(),
        },
        Setting::Chain(vec!["Ana".to_owned(), "Luis".to_owned()]),
        Setting::Playbook {
            code,
            from: Severity::Minor,
            steps: vec![Step { id: "one".to_owned(), text: String::new() }],
        },
        Setting::DoorFrom { door: gatehouse_core::ids::CheckpointId::from_bytes([2; 16]), from: None },
        Setting::DoorRate {
            door: gatehouse_core::ids::CheckpointId::from_bytes([2; 16]),
            per_minute: 40,
            source: source.clone(),
        },
        Setting::Band { zone: ZONE, band: 1, permille: 955, owner: "Ana".to_owned(), action: "x".to_owned() },
        Setting::Capacity { zone: ZONE, persons: 4_000, source, signed: "Ana".to_owned() },
    ];
    for setting in settings {
        assert_ne!(english.setting(&setting), spanish.setting(&setting));
    }
    let all = |language| {
        let mut words: Vec<&str> = Status::ALL.map(|one| words::status(one, language)).to_vec();
        words.extend(Severity::ALL.map(|one| words::severity(one, language)));
        words.extend(Timer::ALL.map(|one| words::timer(one, language)));
        words.extend(
            [UnitState::Assigned, UnitState::EnRoute, UnitState::OnScene, UnitState::Clear]
                .map(|one| words::unit(one, language)),
        );
        words.extend(
            [LinkKind::DuplicateOf, LinkKind::CausedBy, LinkKind::Related, LinkKind::SamePerson]
                .map(|one| words::link(one, language)),
        );
        words.extend(
            [Channel::Phone, Channel::InPerson, Channel::App].map(|one| words::channel(one, language)),
        );
        words
    };
    assert!(
        all(Language::English)
            .iter()
            .zip(all(Language::Spanish))
            .all(|(english, spanish)| *english != spanish)
    );
    let deed = Deed::Tick { step: "one".to_owned(), done: false };
    let fact = gatehouse_core::incident::Fact {
        entry: Entry { deeds: vec![deed], ..Entry::default() },
        ..night.log.entries[0].clone()
    };
    assert_eq!(english.done(&fact), ["step not done after all: one"]);
}
