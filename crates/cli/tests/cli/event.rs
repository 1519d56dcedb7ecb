//! `gatehouse event` and `gatehouse key`.

use crate::{Desk, text, words};

#[test]
fn a_new_event_shows_what_it_was_made_of() {
    let desk = Desk::new();
    let event = desk.event();
    let shown = desk.on(&event, "event show", &[]).one();
    assert_eq!(shown["name"], "Night");
    assert_eq!(shown["from"], "2026-11-20T23:00:00Z", "18:00 in Bogotá");
    assert_eq!(shown["protection"], "unprotected");
    assert_eq!(shown["products"][1]["name"], "Crew");
    assert_eq!(shown["checkpoints"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown["credentials"], 0);
    assert_eq!(text(&shown["heads"]).len(), 64);
    assert_eq!(desk.on(&event, "audit", &[]).status, 0);
}

#[test]
fn an_event_is_never_overwritten() {
    let desk = Desk::new();
    let event = desk.event();
    let again = desk.on(
        &event,
        "event new --name B --zone UTC --from 2026-01-01 --until 2026-01-02 --unprotected",
        &[],
    );
    assert_eq!(again.status, 2, "{}", again.err);
    assert_eq!(desk.on(&event, "event show", &[]).one()["name"], "Night");
}

#[test]
fn what_cannot_be_an_event_is_refused() {
    let desk = Desk::new();
    let file = desk.path("x.gatehouse");
    for bad in [
        "--zone Nowhere/Here --from 2026-01-01 --until 2026-01-02",
        "--zone UTC --from 2026-01-02 --until 2026-01-01",
        "--zone UTC --from soon --until 2026-01-01",
        "--zone UTC --from 2026-01-01 --until 2026-01-02 --product A=alien",
        "--zone UTC --from 2026-01-01 --until 2026-01-02 --product A --product a",
    ] {
        let run = desk.on(&file, &format!("event new --name X --unprotected {bad}"), &[]);
        assert_eq!(run.status, 2, "{bad}: {}", run.err);
        assert!(!file.exists(), "{bad}");
    }
}

#[test]
fn only_the_passphrase_opens_the_file() {
    let desk = Desk::new();
    let file = desk.path("kept.gatehouse");
    let right = desk.write("right", "open sesame\n");
    let wrong = desk.write("wrong", "guess\n");
    let right = right.to_str().expect("UTF-8");
    let new = "event new --name Kept --zone UTC --from 2026-01-01 --until 2026-01-02";
    assert_eq!(desk.on(&file, new, &["--passphrase-file", right]).one()["protection"], "passphrase");
    assert_eq!(desk.on(&file, "event show", &["--passphrase-file", right]).one()["name"], "Kept");
    for rest in [&["--passphrase-file", wrong.to_str().expect("UTF-8")][..], &[]] {
        let run = desk.on(&file, "event show", rest);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains("error: ") && run.err.contains("hint: "), "{}", run.err);
        assert!(!run.err.contains("guess") && !run.err.contains("sesame"));
    }
}

#[test]
fn a_file_that_is_no_event_is_left_as_it_is() {
    let desk = Desk::new();
    let event = desk.event();
    std::fs::write(&event, b"not a database at all").expect("writing");
    let run = desk.on(&event, "event show", &[]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(run.err.contains("hint: "), "{}", run.err);
    assert_eq!(std::fs::read(&event).expect("reading"), b"not a database at all");
    assert_eq!(desk.on(&desk.path("missing.gatehouse"), "event show", &[]).status, 2);
    assert_eq!(desk.run(words("event show")).status, 2);
}

#[test]
fn keys_are_made_listed_and_revoked() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    let first = desk.on(&event, "key list", &[]).one();
    assert_eq!((&first["status"], &first["can_sign"]), (&"active".into(), &true.into()));

    let second = desk.on(&event, "key new", &[]).one();
    assert_ne!(second["key_id"], first["key_id"]);
    let check = |expected: &str| {
        let verified = desk.on(&event, "credential verify", &[&codes[0]]).one();
        assert_eq!(verified["reason"].as_str().unwrap_or("valid"), expected);
    };
    check("valid");
    assert_eq!(desk.on(&event, "key revoke", &[&text(&first["key_id"])]).one()["status"], "revoked");
    check("revoked_key");
    assert_eq!(desk.on(&event, "key revoke", &["00000000"]).status, 2);
}

#[test]
fn a_ticket_of_a_trusted_event_is_named() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    let key = desk.on(&event, "key list", &[]).one();
    let other = desk.path("other.gatehouse");
    let new = "event new --name Other --zone UTC --from 2026-01-01 --until 2026-01-02 --unprotected --checkpoint Door";
    assert_eq!(desk.on(&other, new, &[]).status, 0);
    let check = |expected: &str| {
        assert_eq!(
            desk.on(&other, "check --checkpoint Door --dry-run", &[&codes[0]]).one()["verdict"],
            expected
        );
    };
    check("invalid");
    let trust = ["--event", &text(&key["event"]), "--name", "Night", &text(&key["public_key"])];
    assert_eq!(desk.on(&other, "key trust", &trust).status, 0);
    check("wrong_event");
    assert_eq!(desk.on(&other, "credential verify", &[&codes[0]]).one()["reason"], "wrong_event");
}

#[test]
fn the_sample_event_can_be_made_and_shown() {
    let desk = Desk::new();
    let file = desk.path("sample.gatehouse");
    let shown = desk.on(&file, "event sample --unprotected", &[]).one();
    assert!(shown["credentials"].as_u64().is_some_and(|count| count > 100), "{shown}");
    assert!(shown["age_s"].as_i64().is_some());
}
