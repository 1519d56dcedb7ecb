use gatehouse_contract::setup::Paper;
use gatehouse_core::incident::{Deed, Entry};

use super::*;
use crate::language::Language;
use crate::logbook::Seal;
use crate::logbook::scene::{A, LONG, Scene, photo, said};

fn csv(scene: &Scene, language: Language) -> Vec<csv::StringRecord> {
    let bytes = scene.book(language, Paper::A4, Seal::Open).csv(&Window::ALWAYS);
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let delimiter = if language == Language::English { b',' } else { b';' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.expect("a line of as many cells as the first")).collect()
}

#[test]
fn columns_are_the_same_in_every_language_and_every_entry_is_a_line() {
    let scene = Scene::night(30);
    for language in [Language::English, Language::Spanish] {
        let lines = csv(&scene, language);
        assert_eq!(lines[0], COLUMNS.to_vec());
        assert_eq!(lines.len(), scene.log.entries.len() + 1);
        let cell = |line: usize, column: &str| {
            lines[line][COLUMNS.iter().position(|one| *one == column).expect("a column")].to_owned()
        };
        assert_eq!(cell(5, "said"), LONG);
        assert_eq!((&*cell(5, "late"), &*cell(5, "utc_offset")), ("yes", "UTC-05:00"));
        assert_eq!(
            (&*cell(5, "occurred"), &*cell(5, "logged")),
            ("2026-08-14 20:02:00", "2026-08-14 20:20:00")
        );
        assert_eq!((&*cell(6, "struck_record"), &*cell(6, "struck_reason")), ("A:7", "era otro incidente"));
        assert_eq!(cell(8, "correction"), "puerta 5 cerrada");
        assert_eq!(cell(1, "incident"), "A-0143");
    }
}

#[test]
fn no_cell_is_a_formula_whoever_wrote_it() {
    let mut scene = Scene::empty();
    scene.add(A, 0, Entry { deeds: vec![Deed::Letter("=A".to_owned())], ..Entry::default() });
    let verbatim = "=HYPERLINK(\"http://x\";\"y\")\n+1";
    scene.add(A, 1, Entry { said: said("@sur", verbatim), ..Entry::default() });
    scene.add(A, 2, Entry { said: said("\t=1", "-2+3"), ..Entry::default() });
    scene.fold();
    for line in csv(&scene, Language::Spanish) {
        for cell in &line {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}

#[test]
fn jsonl_says_what_it_is_and_then_has_a_line_for_every_entry() {
    let scene = Scene::night(0);
    let bytes = scene.book(Language::English, Paper::A4, Seal::Open).jsonl(&Window::ALWAYS).expect("JSON");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), scene.log.entries.len() + 1);
    assert_eq!(lines[0]["format"], "gatehouse-log-1");
    assert_eq!(lines[0]["heads"][0]["hash"], "1a".repeat(32));
    assert_eq!(lines[5]["said"], LONG);
    assert_eq!(lines[5]["attachments"][0]["sha256"], hex(&photo().hash));
    assert_eq!(lines[6]["struck"]["text"], "era otro incidente");
    assert_eq!(lines[4]["done"][0], "medic1 (medic): on scene");
}
