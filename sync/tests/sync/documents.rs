//! Master data as it travels.

use gatehouse_sync::wire::{Document, Gone};
use serde_json::{Value, json};

const ID: &str = "01932c07-25d4-7a34-a6d1-4b5c1c1a9f10";
const KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

#[test]
fn every_document_survives_reading_and_writing() {
    for document in [
        json!({"e":"event","id":ID,"d":{"name":"Evening","zone":"America/Bogota","starts_ms":1,"ends_ms":2,"locale":"es-CO","currency":"COP"}}),
        json!({"e":"product","id":"7","d":{"number":7,"name":"VIP","kind":"ticket","attention":"wristband"}}),
        json!({"e":"zone","id":ID,"d":{"name":"Hall","capacity":900}}),
        json!({"e":"checkpoint","id":ID,"d":{"name":"North","zone":ID,"policy":"per_day","per_day":2,"opens_ms":5,"products":[7,8]}}),
        json!({"e":"key","id":KEY,"d":{"status":"retiring","not_after_ms":9}}),
        json!({"e":"author","id":ID,"d":{"public_key":KEY,"name":"Gate 1","device":ID,"frozen":true,"cutoff":12}}),
        json!({"e":"credential","id":ID,"d":{"product":7,"kind":"press","generation":2,"standing":"blocked","approval":"awaited","payment":"due","valid_from_ms":1,"rehearsal":true,"name":"Zoë"}}),
        json!({"e":"credential","id":ID,"d":{"product":7}}),
        json!({"e":"product","id":"7","gone":true}),
        json!({"e":"zone","id":ID,"gone":true}),
        json!({"e":"checkpoint","id":ID,"gone":true}),
        json!({"e":"key","id":KEY,"gone":true}),
        json!({"e":"author","id":ID,"gone":true}),
        json!({"e":"credential","id":ID,"gone":true}),
    ] {
        assert_eq!(Document::read(document.clone()).write(), document);
    }
}

#[test]
fn absent_and_null_are_the_same() {
    let bare = Document::read(json!({"e":"credential","id":ID,"d":{"product":7}}));
    let nulls = json!({"e":"credential","id":ID,"gone":null,"d":{"product":7,"kind":null,"generation":null,"standing":null,
        "approval":null,"payment":null,"valid_from_ms":null,"rehearsal":null,"name":null,"email":null}});
    assert_eq!(Document::read(nulls), bare);
    let zone = json!({"e":"checkpoint","id":ID,"d":{"name":"N","zone":ID,"policy":"once","per_day":null,"products":null}});
    assert!(matches!(Document::read(zone), Document::Checkpoint(..)));
}

#[test]
fn what_cannot_be_read_is_unknown_and_not_guessed_at() {
    for document in [
        json!({"e":"sponsor","id":ID,"d":{"name":"a later table"}}),
        json!({"e":"credential","id":ID,"d":{"product":7,"standing":"suspended"}}),
        json!({"e":"credential","id":"not an id","d":{"product":7}}),
        json!({"e":"credential","id":ID}),
        json!({"e":"product","id":"8","d":{"number":7,"name":"VIP","kind":"ticket"}}),
        json!({"e":"product","id":"70000","gone":true}),
        json!({"e":"checkpoint","id":ID,"d":{"name":"N","zone":ID,"policy":"per_day"}}),
        json!({"e":"event","id":ID,"gone":true}),
        json!({"e":"author","id":ID,"d":{"public_key":"00"}}),
        json!([]),
        Value::Null,
    ] {
        assert_eq!(Document::read(document.clone()), Document::Unknown, "{document}");
    }
    assert_eq!(Document::read_line("{"), Document::Unknown);
}

#[test]
fn debug_output_names_nobody() {
    let document = Document::read(
        json!({"e":"credential","id":ID,"d":{"product":7,"name":"Zoë","email":"z@example.org"}}),
    );
    assert!(!format!("{document:?}").contains("Zoë"));
}

#[test]
fn what_cannot_be_read_still_says_what_it_is_about() {
    let about = |document: Value| Gone::about(&document.to_string());
    let suspended = json!({"e":"credential","id":ID,"d":{"product":7,"standing":"suspended"}});
    assert!(matches!(about(suspended), Some(Gone::Credential(id)) if id.to_string() == ID));
    assert!(matches!(about(json!({"e":"zone","id":ID,"d":7})), Some(Gone::Zone(_))));
    for nothing in
        [json!({"e":"sponsor","id":ID}), json!({"e":"credential","id":"no id"}), json!([]), Value::Null]
    {
        assert_eq!(about(nothing.clone()), None, "{nothing}");
    }
}
