//! `gatehouse sync export-event`, `import-event`, `export-records` and `import-records`.

use crate::{Desk, text};

#[test]
fn an_event_goes_to_a_new_device_and_its_records_come_back() {
    let desk = Desk::new();
    let (north, codes) = desk.event_with_codes();
    let stick = desk.path("event.snapshot");
    let stick = stick.to_str().expect("UTF-8");
    let written = desk.on(&north, "sync export-event", &[stick]).one();
    assert_eq!((&written["outcome"], &written["event"]), (&"written".into(), &"Night".into()));
    assert_eq!(written["device"], "North");
    let fingerprint = text(&written["fingerprint"]);

    let south = desk.path("south.gatehouse");
    let import = "sync import-event --unprotected --device South";
    let missing = desk.on(&south, import, &[stick]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("--fingerprint"), "{}", missing.err);
    let wrong = desk.on(&south, import, &["--fingerprint", "0000-0000-0000-0000", stick]);
    assert_eq!(wrong.status, 2);
    assert!(!wrong.err.contains(&fingerprint), "it is to be read on the other device: {}", wrong.err);
    assert!(!south.exists());

    let begun = desk.on(&south, import, &["--fingerprint", &fingerprint, stick]).one();
    assert_eq!((&begun["outcome"], &begun["documents"]), (&"taken".into(), &written["documents"]));
    assert_eq!(desk.on(&south, "event show", &[]).one()["credentials"], 3);
    let check = |replica, code: &str| {
        desk.on(replica, "check --checkpoint Main --at 2026-11-20T19:00:00-05:00", &[code]).one()
    };
    assert_eq!(check(&south, &codes[0])["verdict"], "admit");
    assert_eq!(desk.on(&south, "sync import-event", &[stick]).one()["outcome"], "same");

    let records = desk.path("south.records");
    let records = records.to_str().expect("UTF-8");
    let own = desk.on(&south, "sync export-records", &[records]).one();
    assert_eq!(desk.on(&north, "sync import-records", &[records]).one()["new"], 0);
    let trust = text(&own["fingerprint"]);
    let taken = desk.on(&north, "sync import-records", &["--trust", &trust, records]).one();
    assert_eq!((&taken["new"], &taken["unknown"]), (&2.into(), &0.into()));
    assert_eq!(check(&north, &codes[0])["verdict"], "used");
    for replica in [&north, &south] {
        assert_eq!(desk.on(replica, "audit", &[]).status, 0);
    }
}

#[test]
fn a_file_that_is_no_good_says_why_and_changes_nothing() {
    let desk = Desk::new();
    let (north, _) = desk.event_with_codes();
    let stick = desk.path("event.snapshot");
    let name = stick.to_str().expect("UTF-8");
    assert_eq!(desk.on(&north, "sync export-event", &[name]).status, 0);
    let good = std::fs::read(&stick).expect("reading");
    let mut altered = good.clone();
    altered[good.len() / 2] ^= 1;
    let newer = [b"GATEHOUSE-SNAPSHOT9".as_slice(), &good[19..]].concat();
    for (bytes, status, word) in [
        (&good[..good.len() - 1], 2, "cut"),
        (&altered, 2, "altered"),
        (&newer, 1, "newer"),
        (b"x", 2, "no snapshot"),
    ] {
        std::fs::write(&stick, bytes).expect("writing");
        let run = desk.on(&north, "sync import-event", &[name]);
        assert_eq!((run.status, run.out.as_str()), (status, ""), "{word}: {}", run.err);
        assert!(run.err.contains(word) && run.err.contains("hint: "), "{word}: {}", run.err);
    }
    let event = north.to_str().expect("UTF-8");
    assert_eq!(
        desk.on(&north, "sync export-event", &[event]).status,
        2,
        "the event itself is not overwritten"
    );
    assert_eq!(desk.on(&north, "event show", &[]).one()["credentials"], 3);
}
