//! Every damage that is planted is found, and nothing else.

use gatehouse_core::admission::Direction;
use gatehouse_journal::Flaw;
use gatehouse_store::{Error, Finding, audit};

use crate::fixture::{DOOR, GENERAL, MAIN, VIP, World, id, later, ticket};

/// A replica with a little history: ten scans, one of them undone.
fn world() -> World {
    let world = World::new();
    world.put((1..=5).map(|n| ticket(n, if n < 4 { GENERAL } else { VIP }, "Ana")).collect());
    for n in 1..=5 {
        world.scan(MAIN, Direction::In, id(n), later(i64::from(n)));
        world.scan(DOOR, Direction::In, id(n), later(10 + i64::from(n)));
    }
    let (_, pass) = world.scan(MAIN, Direction::Out, id(1), later(20));
    world.undo(pass, later(21));
    world
}

/// Does what the schema forbids, where that is needed, and returns what the audit says.
fn after(damage: &'static str) -> Vec<Finding> {
    let world = world();
    world.sql(damage);
    let findings = audit(&world.replica).expect("an audit");
    for finding in &findings {
        assert!(!finding.to_string().is_empty() && !finding.code().is_empty());
    }
    findings
}

#[test]
fn a_sound_replica_has_no_findings() {
    let world = world();
    assert!(audit(&world.replica).expect("an audit").is_empty());
    assert!(audit(&world.reopened().replica).expect("an audit").is_empty());
}

#[test]
fn an_altered_record_is_found() {
    let findings = after(
        "UPDATE record SET bytes = CAST(replace(CAST(bytes AS TEXT), 'admit', 'ADMIT') AS BLOB) WHERE seq = 3",
    );
    assert!(
        matches!(&findings[0], Finding::Log { seq, flaw: Flaw::Untrusted { .. }, .. } if seq.0 == 3),
        "{findings:?}"
    );
}

#[test]
fn an_altered_signature_is_found() {
    let findings =
        after("UPDATE record SET signature = (SELECT signature FROM record WHERE seq = 2) WHERE seq = 3");
    assert!(
        matches!(&findings[..], [Finding::Log { seq, flaw: Flaw::Untrusted { .. }, .. }] if seq.0 == 3),
        "{findings:?}"
    );
}

#[test]
fn a_deleted_record_is_found() {
    let findings = after("DELETE FROM record WHERE seq = 4");
    let gap = |finding: &Finding| matches!(finding, Finding::Log { flaw: Flaw::Gap { expected, .. }, .. } if expected.0 == 4);
    assert!(findings.iter().any(gap), "{findings:?}");
    assert!(findings.iter().any(|finding| matches!(finding, Finding::Projection { table: "scan", .. })));
}

#[test]
fn a_log_that_lost_its_end_is_found() {
    let findings = after("DELETE FROM record WHERE seq = (SELECT max(seq) FROM record)");
    let head =
        |finding: &Finding| matches!(finding, Finding::Head { stored, found, .. } if stored.0 == found.0 + 1);
    assert!(findings.iter().any(head), "{findings:?}");
}

#[test]
fn an_altered_head_is_found() {
    for damage in ["UPDATE author SET head_seq = head_seq + 1", "UPDATE author SET head_hash = zeroblob(32)"]
    {
        let findings = after(damage);
        assert!(matches!(&findings[..], [Finding::Head { .. }]), "{damage}: {findings:?}");
    }
}

#[test]
fn an_altered_label_is_found() {
    let findings = after("UPDATE record SET kind = 5 WHERE seq = 2");
    assert!(matches!(&findings[..], [Finding::Mislabelled { seq, .. }] if seq.0 == 2), "{findings:?}");
}

#[test]
fn an_altered_projection_is_found() {
    for (damage, expected) in [
        ("UPDATE scan SET verdict = 'refused' WHERE seq = 1", "scan"),
        ("DELETE FROM scan WHERE seq = 2", "scan"),
        ("UPDATE scan SET undone_author = NULL, undone_seq = NULL", "scan"),
        ("DELETE FROM undo", "undo"),
        ("UPDATE presence SET inside = 1 - inside", "presence"),
        ("UPDATE zone_tally SET inside = inside + 1", "zone_tally"),
        ("UPDATE tally SET refused = 0", "tally"),
    ] {
        let findings = after(damage);
        assert!(
            matches!(&findings[..], [Finding::Projection { table, .. }] if *table == expected),
            "{damage}: {findings:?}"
        );
    }
}

#[test]
fn dangling_references_are_found() {
    let world = world();
    // The writer enforces references, so the damage takes a product away behind its back.
    world.sql("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES product (number)', '') WHERE name = 'credential'; PRAGMA writable_schema = OFF");
    let damaged = world.reopened();
    damaged.sql("UPDATE credential SET product = 77 WHERE no = 1");
    damaged.sql("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'product INTEGER NOT NULL ,', 'product INTEGER NOT NULL REFERENCES product (number),') WHERE name = 'credential'; PRAGMA writable_schema = OFF");
    let findings = audit(&damaged.reopened().replica).expect("an audit");
    assert!(
        matches!(&findings[..], [Finding::Dangling { table, rows: 1 }] if table == "credential"),
        "{findings:?}"
    );
}

#[test]
fn a_lost_search_entry_is_found() {
    let findings = after("DELETE FROM search WHERE rowid = 2");
    assert!(matches!(&findings[..], [Finding::Unfindable { credentials: 1 }]), "{findings:?}");
}

#[test]
fn an_altered_page_is_found() {
    let world = world();
    world.replica.close();
    let path = world.path();
    let mut bytes = std::fs::read(&path).expect("the file");
    let page = bytes.len() / 4096 / 2;
    bytes[page * 4096 + 100] ^= 1;
    std::fs::write(&path, bytes).expect("a damaged file");
    match gatehouse_store::Replica::open(&path, &crate::fixture::key()) {
        Ok(replica) => {
            let findings = audit(&replica).expect("an audit");
            assert!(
                findings.iter().any(|finding| matches!(finding, Finding::Encryption { .. })),
                "{findings:?}"
            );
        }
        Err(error) => assert!(matches!(error, Error::Corrupt(_)), "{error:?}"),
    }
}
