//! Payloads: JSON that the organizer can query, read tolerantly and written in one way.

use gatehouse_core::admission::{
    Admit, Basis, Checkpoint, EntryPolicy, Facts, History, Invalid, Kind as Person, Presented, Refusal, Scan,
    Source, Ticket, Verdict,
};
use gatehouse_core::time::Window;
use gatehouse_journal::{Error, Kind};

use super::*;

fn payload(body: &Body) -> String {
    String::from_utf8(sealed(body).payload().to_vec()).expect("JSON is UTF-8")
}

fn read(kind: Kind, payload: &str) -> Result<Body, Error> {
    Body::read(kind.number(), 1, payload.as_bytes())
}

#[test]
fn a_scan_is_written_without_what_is_absent() {
    let id = |hex: &str| format!("{0}{0}{0}{0}-{0}{0}-{0}{0}-{0}{0}-{0}{0}{0}{0}{0}{0}", hex);
    let expected = format!(
        r#"{{"checkpoint":"{}","direction":"in","credential":"{}","product":7,"generation":2,"verdict":"admit","rule":14,"source":"camera","basis":"signature_only","rehearsal":false,"zone":"{}"}}"#,
        id("c1"),
        id("cd"),
        id("20"),
    );
    assert_eq!(payload(&Body::Scan(scan_record())), expected);
}

#[test]
fn an_undo_names_its_scan() {
    let expected = r#"{"scan":{"author":"a0a0a0a0-a0a0-a0a0-a0a0-a0a0a0a0a0a0","seq":18446744073709551615}}"#;
    assert_eq!(payload(&Body::Undo(UndoRecord { scan: earlier(), reason: None })), expected);
}

#[test]
fn absent_and_null_read_the_same_and_new_keys_are_passed_over() {
    let read = |payload: &str| read(Kind::OperatorChanged, payload).expect("it reads");
    let nobody = Body::OperatorChanged(OperatorChangedRecord { operator: None });
    for payload in ["{}", r#"{"operator":null}"#, r#" { "badge" : [1, {}], "operator": null } "#] {
        assert!(read(payload) == nobody, "{payload}");
    }
}

#[test]
fn a_payload_of_another_form_is_an_error_that_quotes_nothing() {
    for payload in ["", "{", "[]", "null", r#"{"scan":"Zoë"}"#, r#"{"scan":{"author":"Zoë","seq":1}}"#] {
        let error = read(Kind::Undo, payload).expect_err("not an undo");
        assert!(matches!(error, Error::Payload { kind: 5, .. }));
        assert!(!format!("{error} {error:?}").contains("Zoë"));
    }
}

#[test]
fn a_reserved_kind_without_a_payload_of_its_own_is_carried() {
    let body = read(Kind::Handover, r#"{"to":1}"#).expect("it is carried");
    assert!(matches!(body, Body::Unknown { kind: 13, version: 1, .. }));
    assert_eq!(format!("{body:?}"), "Body(handover)");
}

#[test]
fn a_word_that_only_a_newer_build_knows_does_not_lose_the_scan() {
    let newer = Body::Scan(ScanRecord { source: "nfc".into(), ..scan_record() });
    assert!(read(Kind::Scan, &payload(&newer)).expect("it reads") == newer);
}

#[test]
fn what_was_recovered_says_what_the_original_said() {
    let original = sealed(&Body::Scan(scan_record()));
    let told_again = RecoveredRecord::of(&original).expect("the payload is text");
    assert_eq!((told_again.from, told_again.hlc), (original.id(), original.hlc));
    assert!(told_again.body().expect("it reads") == Body::Scan(scan_record()));
    let twice =
        RecoveredRecord::of(&sealed(&Body::Recovered(told_again.clone()))).expect("the payload is text");
    assert!(twice == told_again, "recovering twice does not wrap twice");
}

fn facts() -> Facts {
    Facts {
        zone: jiff::tz::TimeZone::UTC,
        checkpoint: Some(Checkpoint {
            id: scan_record().checkpoint,
            name: "North".into(),
            zone: ZoneId::from_bytes([0x20; 16]),
            products: vec![],
            policy: EntryPolicy::Once,
            window: Window::ALWAYS,
            admits_unpaid: false,
        }),
        credential: None,
        history: History::default(),
        capacity: None,
        other_checkpoints: vec![],
    }
}

fn presented(presented: Presented) -> Scan {
    Scan { checkpoint: scan_record().checkpoint, direction: Direction::In, presented, ignore_unpaid: false }
}

fn ticket() -> Ticket {
    Ticket {
        id: CredentialId::from_bytes([0xcd; 16]),
        product: ProductNo(7),
        kind: Person::Ticket,
        rehearsal: false,
        generation: Generation(2),
        validity: Window::ALWAYS,
    }
}

#[test]
fn an_admission_is_written_down_with_its_zone_and_basis() {
    let admit = Verdict::Admit(Admit { credential: ticket().id, basis: Basis::SignatureOnly });
    let record = ScanRecord::of(&presented(Presented::Signed(ticket())), &facts(), &admit, Source::Camera);
    assert_eq!(record, scan_record());
    assert!(record.passes());
}

#[test]
fn a_refusal_counts_for_no_zone() {
    let reason = Invalid::BadSignature;
    let verdict = Verdict::Refuse(Refusal::Invalid(reason));
    let record = ScanRecord::of(&presented(Presented::Invalid(reason)), &facts(), &verdict, Source::Scanner);
    assert_eq!(record.invalid.as_deref(), Some("bad_signature"));
    assert_eq!((record.credential, record.zone, record.basis.as_deref()), (None, None, None));
    assert!(!record.passes());

    let verdict = Verdict::Refuse(Refusal::Cancelled);
    let practice = Ticket { rehearsal: true, ..ticket() };
    let record = ScanRecord::of(&presented(Presented::Signed(practice)), &facts(), &verdict, Source::Camera);
    assert_eq!((record.credential, record.zone), (Some(ticket().id), None), "but who it was is kept");
    assert!(record.rehearsal);
}
