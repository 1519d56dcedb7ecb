//! `gatehouse credential issue`.

use std::path::Path;

use serde_json::json;

use crate::{Desk, text};

#[test]
fn codes_are_issued_by_product_and_place() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    assert_eq!(codes.len(), 3);
    let issued = |rest: &[&str]| -> Vec<String> {
        desk.on(&event, "credential issue", rest).json().iter().map(|line| text(&line["name"])).collect()
    };
    assert_eq!(issued(&["--product", "2"]), ["Eva Ruiz"]);
    assert_eq!(issued(&["--skip", "1", "--limit", "1"]), ["Luis Peña"]);
    assert_eq!(issued(&["--product", "1", "--skip", "1"]), ["Luis Peña"]);
    assert_eq!(desk.on(&event, "credential issue --product 9", &[]).status, 2);
    assert_eq!(desk.on(&event, "credential verify", &[&codes[2]]).one()["product"], 2);
}

#[test]
fn a_picture_of_a_code_is_read_back() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    let folder = desk.path("codes");
    let run = desk.on(&event, "credential issue --png", &[folder.to_str().expect("UTF-8")]);
    assert_eq!(run.status, 0, "{}", run.err);
    let pictures: Vec<_> = run.json().iter().map(|line| text(&line["png"])).collect();
    let decoded = desk.run([&["decode".to_owned()], &pictures[..]].concat());
    let texts: Vec<_> = decoded.json().iter().map(|line| text(&line["texts"][0])).collect();
    assert_eq!(texts, codes);
}

#[test]
fn sheets_are_written_where_they_were_asked_for() {
    let desk = Desk::new();
    let (event, _) = desk.event_with_codes();
    let file = desk.path("sheet.pdf");
    let printed = desk.on(&event, "credential issue --pdf", &[file.to_str().expect("UTF-8")]).one();
    assert_eq!((&printed["credentials"], &printed["pages"]), (&json!(3), &json!(1)));
    assert!(starts_like_a_pdf(&file));
}

fn starts_like_a_pdf(file: &Path) -> bool {
    std::fs::read(file).expect("the file is there").starts_with(b"%PDF-")
}

#[test]
fn one_more_person_gets_a_code_that_admits() {
    let desk = Desk::new();
    let (event, _) = desk.event_with_codes();
    let issued = desk.on(&event, "credential issue --product 2 --name", &["Nora Díaz"]).one();
    let checked = desk.on(&event, "check --checkpoint Backstage", &[&text(&issued["text"])]).one();
    assert_eq!((&checked["verdict"], &checked["name"]), (&json!("admit"), &json!("Nora Díaz")));
    assert_eq!(desk.on(&event, "credential issue --name", &["Nobody"]).status, 2, "a product is needed");
}
