//! Feeds any bytes to the reader of snapshots: it must answer, and accept only what somebody signed.
#![no_main]

use gatehouse_sync::snapshot_file::{Reader, survey};
use libfuzzer_sys::fuzz_target;

const MAGIC: &[u8] = b"GATEHOUSE-SNAPSHOT1\n";

fuzz_target!(|bytes: &[u8]| {
    let _ = survey(bytes);
    // Most bytes would not get past the first line.
    let begun = [MAGIC, bytes].concat();
    if let Ok(mut reader) = Reader::open(&begun[..]) {
        while let Ok(Some(part)) = reader.part() {
            assert!(part.of.is_sound(&part.text));
        }
    }
});
