//! Records that are signed somewhere: their bytes, hashes and signatures never change.
//!
//! One file for each body, or for bodies that belong together, in hexadecimal: bytes, hash, signature of each. What is
//! added to the lists gets its file with
//! `GATEHOUSE_WRITE_GOLDEN=1 cargo test -p gatehouse-journal`. A file that changes means that logs already signed no
//! longer verify or no longer read; give the payload a new version instead.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::*;

/// Where the files are; on request, written anew before anything reads them.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    if std::env::var_os("GATEHOUSE_WRITE_GOLDEN").is_some() {
        for (name, bodies) in files() {
            std::fs::write(folder.join(name).with_extension("hex"), text_of(&bodies))
                .expect("the golden folder is writable");
        }
    }
    folder
});

fn golden_text(name: &str) -> String {
    std::fs::read_to_string(FOLDER.join(name).with_extension("hex")).expect("the golden file")
}

/// What each file holds.
fn files() -> Vec<(&'static str, Vec<Body>)> {
    let single = bodies().into_iter().map(|(name, body)| (name, vec![body]));
    single.chain(show::files()).chain(control::files()).collect()
}

fn text_of(bodies: &[Body]) -> String {
    let records = bodies.iter().map(sealed);
    records
        .map(|record| {
            [&record.bytes[..], &record.hash, &record.signature].map(|part| hex(part) + "\n").concat()
        })
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(digit).collect()
}

#[test]
fn signed_records_keep_their_bytes() {
    for (name, bodies) in files() {
        assert_eq!(golden_text(name), text_of(&bodies), "{name}");
    }
}

#[test]
fn signed_records_keep_their_meaning() {
    for (name, bodies) in files() {
        let text = golden_text(name);
        let lines: Vec<_> = text.lines().map(unhex).collect();
        let (records, []) = lines.as_chunks::<3>() else { panic!("{name}: three lines a record") };
        assert_eq!(records.len(), bodies.len(), "{name}");
        for ([bytes, hash, signature], body) in records.iter().zip(bodies) {
            let record = Record::verify(bytes, signature, &device_key().public()).expect("it verifies");
            assert_eq!(record.hash.as_slice(), hash);
            assert_eq!((record.event, record.author, record.seq), (event(), author(), Seq(42)));
            assert_eq!((record.stamp, record.prev_hash), (stamp(), head().hash));
            assert_eq!(record.hlc, head().hlc.tick(stamp().wall));
            assert!(record.body().expect("it reads") == body, "{name}");
        }
    }
}

#[test]
fn every_golden_file_is_still_checked() {
    let mut found: Vec<_> = std::fs::read_dir(&*FOLDER)
        .expect("the golden folder")
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_owned())
        .collect();
    let mut checked: Vec<_> = files().into_iter().map(|(name, _)| std::ffi::OsString::from(name)).collect();
    found.sort();
    checked.sort();
    assert_eq!(found, checked);
}

#[test]
fn the_layout_is_that_of_the_specification() {
    let record = sealed(&Body::Scan(scan_record()));
    let payload = record.payload();
    let expected = [
        b"GATEHOUSE-REC1\0".as_slice(),
        event().as_bytes(),
        author().as_bytes(),
        &42u64.to_le_bytes(),
        &[0x41; 32],
        &1_800_000_000_000i64.to_le_bytes(),
        &record.hlc.0.to_le_bytes(),
        &86_400_123u64.to_le_bytes(),
        b"bootboot",
        &3u16.to_le_bytes(),
        &[1],
        &u32::try_from(payload.len()).expect("short").to_le_bytes(),
        payload,
    ]
    .concat();
    assert_eq!(record.bytes, expected);
}
