//! `gatehouse check`, `search` and `audit`.

use serde_json::{Value, json};

use crate::{Desk, text};

#[test]
fn a_code_admits_once_and_then_tells_of_its_first_admission() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    let check = |rest: &[&str]| {
        desk.on(&event, "check --checkpoint main", &[rest, &[codes[0].as_str()]].concat()).one()
    };

    let looked = check(&["--dry-run"]);
    assert_eq!((&looked["verdict"], &looked["recorded"]), (&json!("admit"), &json!(false)));

    let first = check(&["--at", "2026-11-20T19:00:00-05:00"]);
    assert_eq!(
        (&first["verdict"], &first["rule"], &first["recorded"]),
        (&json!("admit"), &json!(14), &json!(true))
    );
    assert_eq!((&first["name"], &first["product"]), (&json!("Ana Gómez"), &json!("General")));
    assert_eq!(first["at"], "2026-11-21T00:00:00Z");
    assert_eq!(first["first_admission"], Value::Null);

    let second = check(&["--at", "2026-11-20T19:05:00-05:00"]);
    assert_eq!((&second["verdict"], &second["rule"]), (&json!("used"), &json!(12)));
    assert_eq!(
        second["first_admission"],
        json!({"at": "2026-11-21T00:00:00Z", "checkpoint": "Main", "device": "North"})
    );
    assert_eq!(second["message"], "Already used at 19:00 at Main (North).");

    assert_eq!(check(&["--direction", "out"])["verdict"], "exit");
    assert_eq!(desk.on(&event, "audit", &[]).status, 0);
    let shown = desk.on(&event, "event show", &[]).one();
    assert!(shown["records"].as_u64().is_some_and(|records| records >= 3), "{shown}");
}

#[test]
fn a_dry_run_records_nothing() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    let heads = || desk.on(&event, "event show", &[]).one()["heads"].clone();
    let before = heads();
    for _ in 0..2 {
        let run = desk.on(&event, "check --checkpoint Main --dry-run", &[&codes[0]]);
        assert_eq!(run.one()["verdict"], "admit");
    }
    assert_eq!(heads(), before);
}

#[test]
fn a_refusal_is_an_answer() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    let altered = format!("{}:", &codes[0][..codes[0].len() - 1]);
    let run = desk.on(&event, "check --checkpoint Main", &[&altered, "nonsense", &codes[1]]);
    assert_eq!(run.status, 0, "{}", run.err);
    let lines = run.json();
    assert_eq!((&lines[0]["verdict"], &lines[0]["rule"]), (&json!("invalid"), &json!(1)));
    assert_eq!((&lines[1]["reason"], &lines[1]["credential"]), (&json!("unrecognized"), &Value::Null));
    assert_eq!(lines[2]["verdict"], "admit");
    assert_eq!(run.err, "");
}

#[test]
fn what_cannot_be_taken_into_account_is_not_ignored() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    for rest in [["--answers", "{}"], ["--gate", "7"], ["--checkpoint", "Nowhere"], ["--at", "noon"]] {
        let command = if rest[0] == "--checkpoint" { "check" } else { "check --checkpoint Main" };
        let run = desk.on(&event, command, &[&rest[..], &[codes[0].as_str()]].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{rest:?}");
        assert!(!run.err.contains(&codes[0]), "codes stay out of diagnostics");
    }
    let run = desk.on(&event, "check --checkpoint Nowhere", &[&codes[0]]);
    assert!(run.err.contains("Main, Backstage"), "{}", run.err);
}

#[test]
fn people_are_found_by_words_with_slips() {
    let desk = Desk::new();
    let (event, _) = desk.event_with_codes();
    let found = |words: &str| -> Vec<String> {
        let run = desk.on(&event, "search", &[words]);
        assert_eq!(run.status, 0, "{}", run.err);
        run.json().iter().map(|hit| text(&hit["name"])).collect()
    };
    assert_eq!(found("gomez ana"), ["Ana Gómez"]);
    assert_eq!(found("penia"), ["Luis Peña"]);
    assert!(found("zzzz").is_empty());
}
