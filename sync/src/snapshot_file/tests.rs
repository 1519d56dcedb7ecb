use gatehouse_core::ids::{AuthorId, CredentialId, EventId};
use gatehouse_core::time::WallMs;
use gatehouse_journal::DeviceKey;
use serde_json::json;

use super::*;

const SEED: [u8; 32] = [7; 32];

fn head() -> Head {
    Head {
        event: EventId::from_bytes([1; 16]),
        details: EventDocument {
            name: "Noche".to_owned(),
            venue: None,
            zone: "America/Bogota".to_owned(),
            starts: WallMs(10),
            ends: WallMs(20),
            locale: "es-CO".to_owned(),
            currency: None,
        },
        author: AuthorId::from_bytes([2; 16]),
        device: AuthorDocument {
            public_key: DeviceKey::from_seed(&SEED).public(),
            name: "Norte".to_owned(),
            device: None,
            frozen: None,
            cutoff: None,
        },
        covers: Some("12.9./12.a".to_owned()),
        as_of: WallMs(15),
    }
}

fn credential(n: u32) -> Document {
    let mut id = [9; 16];
    id[12..].copy_from_slice(&n.to_be_bytes());
    let row = json!({ "product": 1, "name": format!("Ana {n}"), "order_code": format!("ORD-{n}") });
    let id = CredentialId::from_bytes(id);
    Document::read(json!({ "e": "credential", "id": id.to_string(), "d": row }))
}

fn signed(credentials: u32, key: &DeviceKey) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::begin(&mut bytes, &head()).expect("a beginning");
    for n in 0..credentials {
        writer.document(&credential(n)).expect("a document");
    }
    assert_eq!(writer.finish(key).expect("an end"), u64::from(credentials));
    bytes
}

fn file(credentials: u32) -> Vec<u8> {
    signed(credentials, &DeviceKey::from_seed(&SEED))
}

/// Where each line of the file ends, and each part.
fn borders(bytes: &[u8]) -> Vec<usize> {
    let mut borders = Vec::new();
    let mut at = 0;
    while let Some(line) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        let text = &bytes[at..at + line];
        at += line + 1;
        borders.push(at);
        if let Ok(part) = serde_json::from_slice::<PartLine>(text) {
            at += usize::try_from(part.packed).expect("small");
            borders.push(at);
        }
    }
    assert_eq!(at, bytes.len());
    borders
}

#[test]
fn what_was_written_is_read_part_by_part() {
    let bytes = file(6_000);
    let survey = survey(&bytes[..]).expect("a good file");
    assert_eq!(survey.head, head());
    assert_eq!((survey.manifest.rows, survey.manifest.covers.as_str()), (6_000, "12.9./12.a"));
    assert!(survey.manifest.chunks.len() > 1, "no part is large");

    let mut reader = Reader::open(&bytes[..]).expect("a head");
    let mut lines = Vec::new();
    while let Some(Part { of, text }) = reader.part().expect("a sound part") {
        assert_eq!(of, survey.manifest.chunks[of.n as usize]);
        lines.extend(text.lines().map(Document::read_line));
    }
    assert!(lines.into_iter().eq((0..6_000).map(credential)));
}

#[test]
fn an_event_without_anything_is_a_file_too() {
    let survey = survey(&file(0)[..]).expect("a good file");
    assert_eq!((survey.head, survey.manifest.rows), (head(), 0));
}

#[test]
fn a_file_that_was_cut_anywhere_is_refused() {
    let small = file(3);
    for end in 0..small.len() {
        assert!(survey(&small[..end]).is_err(), "cut at {end}");
    }
    let large = file(6_000);
    let borders = borders(&large);
    assert!(borders.len() > 6);
    for end in borders.into_iter().filter(|end| *end < large.len()) {
        for end in [end - 1, end, end + 1] {
            let cut = survey(&large[..end]);
            let first_line = end < MAGIC.len() + 1;
            assert!(matches!(cut, Err(SnapshotFileError::Cut)) || first_line, "cut at {end}: {cut:?}");
        }
    }
}

#[test]
fn a_file_of_which_any_byte_was_changed_is_refused() {
    let good = file(3);
    for at in 0..good.len() {
        for mask in [0x01, 0x20, 0x80, 0xff] {
            let mut changed = good.clone();
            changed[at] ^= mask;
            assert!(survey(&changed[..]).is_err(), "byte {at} with {mask:02x}");
        }
    }
    let mut longer = good;
    longer.push(b'\n');
    assert!(matches!(survey(&longer[..]), Err(SnapshotFileError::Altered)));
}

#[test]
fn a_file_that_another_device_signed_is_forged() {
    let forged = survey(&signed(3, &DeviceKey::from_seed(&[8; 32]))[..]);
    assert!(matches!(forged, Err(SnapshotFileError::Forged)), "{forged:?}");
}

#[test]
fn other_files_are_told_apart() {
    for (text, newer) in [
        ("", false),
        ("\n", false),
        ("GATEHOUSE-SNAPSHOT", false),
        ("GATEHOUSE-SNAPSHOTS\n", false),
        ("GATEHOUSE-RECORDS1\n{}", false),
        ("GATEHOUSE-SNAPSHOT2\n{}\n", true),
    ] {
        let read = survey(text.as_bytes());
        match read {
            Err(SnapshotFileError::Newer) => assert!(newer, "{text}"),
            Err(SnapshotFileError::NotOne) => assert!(!newer, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn what_a_file_claims_of_its_size_is_not_believed() {
    for line in [
        r#"{"rows":1,"bytes":99999999999,"packed":10,"sha256":""}"#,
        r#"{"rows":1,"bytes":10,"packed":18446744073709551615,"sha256":""}"#,
        r#"{"rows":1,"bytes":10,"packed":-1,"sha256":""}"#,
    ] {
        let mut bytes = file(0);
        let tail = borders(&bytes)[1];
        bytes.truncate(tail);
        bytes.extend_from_slice(line.as_bytes());
        bytes.extend_from_slice(b"\n0123456789");
        assert!(matches!(survey(&bytes[..]), Err(SnapshotFileError::Altered)), "{line}");
    }
}
