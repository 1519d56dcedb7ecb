//! Bytes from elsewhere: verified before they are read, and refused for any difference.

use gatehouse_journal::{Error, MAX_PAYLOAD};
use proptest::prelude::*;

use super::*;

fn verify(bytes: &[u8], signature: &[u8]) -> Result<Record, Error> {
    Record::verify(bytes, signature, &device_key().public())
}

#[test]
fn a_sealed_record_verifies_and_reads_back_the_same() {
    for (name, body) in bodies() {
        let record = sealed(&body);
        assert!(verify(&record.bytes, &record.signature).expect("it verifies") == record, "{name}");
        let stored = Record::from_trusted(record.bytes.clone(), &record.signature).expect("it reads");
        assert!(stored == record, "{name}");
    }
}

#[test]
fn every_single_bit_counts() {
    let record = sealed(&Body::Undo(UndoRecord { scan: earlier(), reason: None }));
    for bit in 0..record.bytes.len() * 8 {
        let mut bytes = record.bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(matches!(verify(&bytes, &record.signature), Err(Error::BadSignature(_))), "bit {bit}");
    }
    for bit in 0..64 * 8 {
        let mut signature = record.signature;
        signature[bit / 8] ^= 1 << (bit % 8);
        assert!(
            matches!(verify(&record.bytes, &signature), Err(Error::BadSignature(_))),
            "signature bit {bit}"
        );
    }
}

#[test]
fn a_record_cut_short_or_drawn_out_is_refused_even_when_it_is_signed() {
    let record = sealed(&Body::Scan(scan_record()));
    let mut longer = record.bytes.clone();
    longer.push(b' ');
    for bytes in (0..record.bytes.len()).map(|len| &record.bytes[..len]).chain([&longer[..]]) {
        assert!(matches!(Record::from_trusted(bytes.to_vec(), &record.signature), Err(Error::Layout(_))));
    }
    assert!(matches!(verify(&record.bytes, &record.signature[..63]), Err(Error::Layout(_))));
    assert!(matches!(verify(&record.bytes, &[]), Err(Error::Layout(_))));
}

#[test]
fn a_record_without_a_number_is_refused() {
    let record = sealed(&Body::Scan(scan_record()));
    let mut bytes = record.bytes;
    bytes[47..55].fill(0);
    assert!(matches!(Record::from_trusted(bytes, &record.signature), Err(Error::Layout(_))));
}

#[test]
fn another_devices_key_does_not_verify_it() {
    let record = sealed(&Body::Scan(scan_record()));
    let other = DeviceKey::from_seed(&[1; 32]).public();
    assert!(matches!(Record::verify(&record.bytes, &record.signature, &other), Err(Error::BadSignature(_))));
}

#[test]
fn a_log_without_a_next_place_takes_no_record() {
    let body = Body::Undo(UndoRecord { scan: earlier(), reason: None });
    for full in [Head { seq: Seq(u64::MAX), ..head() }, Head { hlc: Hlc(u64::MAX), ..head() }] {
        assert!(matches!(seal(event(), author(), &full, stamp(), &body, &device_key()), Err(Error::LogFull)));
    }
}

#[test]
fn a_payload_that_would_not_fit_a_batch_is_not_sealed() {
    let of = |len| Body::Unknown { kind: 999, version: 1, payload: vec![b'"'; len] };
    let longest = sealed(&of(MAX_PAYLOAD));
    let seal = |body| seal(event(), author(), &head(), stamp(), &body, &device_key());
    assert!(matches!(seal(of(MAX_PAYLOAD + 1)), Err(Error::TooLarge { .. })));
    let told_again = RecoveredRecord::of(&longest).expect("the payload is text");
    seal(Body::Recovered(told_again)).expect("what could be sealed can be recovered");
}

#[test]
fn debug_output_tells_nothing_that_people_wrote() {
    for (name, body) in bodies() {
        let shown = format!("{:?} {body:?}", sealed(&body));
        for written in ["Zoë", "wrong person", "quoted", "north"] {
            assert!(!shown.contains(written), "{name}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in any::<Vec<u8>>(), signature in any::<Vec<u8>>()) {
        prop_assert!(verify(&bytes, &signature).is_err());
        prop_assert!(Record::from_trusted(bytes, &signature).is_err());
    }

    #[test]
    fn any_damage_to_a_stored_record_is_noticed_or_harmless_to_read(at in 0..126usize, value in any::<u8>()) {
        let record = sealed(&Body::Scan(scan_record()));
        let mut bytes = record.bytes.clone();
        bytes[at] = value;
        if let Ok(damaged) = Record::from_trusted(bytes, &record.signature) {
            prop_assert_eq!(damaged.hash == record.hash, value == record.bytes[at]);
            damaged.body().ok();
        }
    }

    #[test]
    fn any_payload_of_any_kind_has_an_answer(kind in 0..24u16, version in 0..3u8, payload in any::<Vec<u8>>()) {
        if let Ok(Body::Unknown { kind: same, payload: kept, .. }) = Body::read(kind, version, &payload) {
            prop_assert_eq!((same, kept), (kind, payload));
        }
    }

    #[test]
    fn an_unknown_kind_or_version_passes_through_to_the_byte(
        kind in 22..=u16::MAX,
        version in any::<u8>(),
        payload in any::<Vec<u8>>(),
    ) {
        let body = Body::Unknown { kind, version, payload };
        let record = sealed(&body);
        let passed_on = verify(&record.bytes, &record.signature).expect("it verifies").body().expect("it reads");
        prop_assert!(passed_on == body);
        let again = sealed(&passed_on);
        prop_assert_eq!(again.bytes, record.bytes);
    }

    #[test]
    fn a_newer_version_of_a_known_kind_passes_through_too(kind in 1..22u16, version in 2..=u8::MAX) {
        let body = Body::Unknown { kind, version, payload: b"{\"new\":true}".to_vec() };
        prop_assert!(sealed(&body).body().expect("it reads") == body);
    }
}
