//! Records that are signed somewhere: their bytes, hashes and signatures never change.
//!
//! One file for each body, in hexadecimal: bytes, hash, signature. A body that is added to the list gets its file with
//! `GATEHOUSE_WRITE_GOLDEN=1 cargo test -p gatehouse-journal`. A file that changes means that logs already signed no
//! longer verify or no longer read; give the payload a new version instead.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::*;

/// Where the files are; on request, written anew before anything reads them.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    if std::env::var_os("GATEHOUSE_WRITE_GOLDEN").is_some() {
        for (name, body) in bodies() {
            std::fs::write(folder.join(name).with_extension("hex"), text_of(&sealed(&body)))
                .expect("the golden folder is writable");
        }
    }
    folder
});

fn golden_text(name: &str) -> String {
    std::fs::read_to_string(FOLDER.join(name).with_extension("hex")).expect("the golden file")
}

fn text_of(record: &Record) -> String {
    [&record.bytes[..], &record.hash, &record.signature].map(|part| hex(part) + "\n").concat()
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
    for (name, body) in bodies() {
        assert_eq!(golden_text(name), text_of(&sealed(&body)), "{name}");
    }
}

#[test]
fn signed_records_keep_their_meaning() {
    for (name, body) in bodies() {
        let text = golden_text(name);
        let [bytes, hash, signature] =
            text.lines().map(unhex).collect::<Vec<_>>().try_into().expect("three lines");
        let record = Record::verify(&bytes, &signature, &device_key().public()).expect("it verifies");
        assert_eq!(record.hash.as_slice(), hash);
        assert_eq!((record.event, record.author, record.seq), (event(), author(), Seq(42)));
        assert_eq!((record.stamp, record.prev_hash), (stamp(), head().hash));
        assert_eq!(record.hlc, head().hlc.tick(stamp().wall));
        assert!(record.body().expect("it reads") == body, "{name}");
    }
}

#[test]
fn every_golden_file_is_still_checked() {
    let mut found: Vec<_> = std::fs::read_dir(&*FOLDER)
        .expect("the golden folder")
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_owned())
        .collect();
    let mut checked: Vec<_> = bodies().into_iter().map(|(name, _)| std::ffi::OsString::from(name)).collect();
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
