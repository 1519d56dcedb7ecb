//! `gatehouse credential verify`.

use gatehouse_core::admission::{Kind, Ticket};
use gatehouse_core::ids::{CredentialId, EventId, Generation, ProductNo};
use gatehouse_core::time::{WallMs, Window};
use gatehouse_credential::IssuingKey;
use serde_json::{Value, json};

use crate::Desk;

fn event(n: u8) -> EventId {
    EventId::from_bytes([n; 16])
}

fn key(n: u8) -> IssuingKey {
    IssuingKey::from_seed(&[n; 32])
}

fn ticket() -> Ticket {
    Ticket {
        id: CredentialId::from_bytes([5; 16]),
        product: ProductNo(7),
        kind: Kind::Ticket,
        rehearsal: false,
        generation: Generation(0),
        validity: Window { from: Some(WallMs::from_unix_seconds(1_795_500_000)), until: None },
    }
}

fn keys(desk: &Desk) -> String {
    let entry = |n: u8| json!({"event": event(n).to_string(), "public_key": key(n).public().to_string()});
    let file =
        desk.write("keys.json", json!({"gh1": [entry(1), entry(2)], "pretix_sig1": ["AAAA"]}).to_string());
    file.to_str().expect("UTF-8").to_owned()
}

fn verify(desk: &Desk, texts: &[&str]) -> Vec<Value> {
    let keys = keys(desk);
    let run = desk.run(["credential", "verify", "--keys", &keys].iter().chain(texts));
    assert_eq!(run.status, 0, "{}", run.err);
    run.json()
}

#[test]
fn good_forged_and_foreign_codes_are_told_apart() {
    let desk = Desk::new();
    let good = key(1).issue(event(1), &ticket()).expect("a ticket");
    let second = key(2).issue(event(2), &ticket()).expect("a ticket");
    let forged = key(1).issue(event(2), &ticket()).expect("a ticket");
    let foreign = key(3).issue(event(1), &ticket()).expect("a ticket");
    let altered = format!("{}{}", &good[..good.len() - 1], if good.ends_with('0') { "1" } else { "0" });
    let answers = verify(&desk, &[&good, &second, &forged, &foreign, &altered, "1234567890"]);
    let expected = json!({"status": "valid", "format": "gh1", "id": "05050505-0505-0505-0505-050505050505",
        "product": 7, "valid_from": "2026-11-24T06:00:00Z", "valid_until": null, "reason": null});
    assert_eq!(answers[0], expected);
    assert_eq!(answers[1]["status"], "valid", "keys of every event in the file vouch");
    assert_eq!(
        answers[2],
        json!({"status": "invalid", "format": "gh1", "id": null, "product": null, "valid_from": null,
            "valid_until": null, "reason": "bad_signature"})
    );
    assert_eq!((&answers[3]["status"], &answers[3]["reason"]), (&json!("invalid"), &json!("unknown_key")));
    assert_eq!(answers[4]["status"], "invalid");
    assert_eq!((&answers[5]["format"], &answers[5]["reason"]), (&Value::Null, &json!("unrecognized")));
}

#[test]
fn every_line_of_standard_input_has_its_answer() {
    let desk = Desk::new();
    let good = key(1).issue(event(1), &ticket()).expect("a ticket");
    let keys = keys(&desk);
    let run =
        desk.run_with(["credential", "verify", "--keys", &keys, "-"], &format!("{good}\r\n\nnothing\n"));
    let statuses: Vec<_> = run.json().iter().map(|line| line["status"].clone()).collect();
    assert_eq!(statuses, ["valid", "invalid", "invalid"]);
    assert!(run.err.contains("pretix_sig1"), "{}", run.err);
    assert!(!run.err.contains(&good), "codes stay out of diagnostics");
}

#[test]
fn a_bad_key_is_named_by_file_line_and_column() {
    let desk = Desk::new();
    let check = |contents: &str, expected: &str| {
        let file = desk.write("bad.json", contents);
        let run = desk.run(["credential", "verify", "--keys", file.to_str().expect("UTF-8"), "X"]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{contents}");
        assert!(run.err.contains(expected), "{}", run.err);
    };
    check("{\n  \"gh1\": [\n", "bad.json:3:0: ");
    let weak =
        format!("{{\"gh1\":[\n{{\"event\":\"{}\",\"public_key\":\"{}\"}}]}}", event(1), "00".repeat(32));
    check(&weak, "weak public key");
    check(&weak, "bad.json:2:");
    check(r#"{"gh2":[]}"#, "unknown field");
}

#[test]
fn keys_must_come_from_somewhere() {
    let run = Desk::new().run(["credential", "verify", "X"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("--keys"), "{}", run.err);
}
