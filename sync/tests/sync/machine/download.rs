//! Down: the first download, records of others, master data.

use super::*;

fn chunk(n: u32, body: &str) -> ChunkOf {
    ChunkOf { n, rows: 1, bytes: body.len() as u64, sha256: Sha256::digest(body).into() }
}

#[test]
fn the_first_download_goes_on_where_it_was_and_takes_no_spoilt_chunk() {
    let manifest = Manifest {
        snapshot: "s1".to_owned(),
        covers: "9".to_owned(),
        rows: 2,
        sha256: [0; 32],
        chunks: vec![chunk(0, "a\n"), chunk(1, "b\n")],
    };
    let mut rig =
        Rig::settled(Standing { needs_snapshot: true, master_cursor: String::new(), ..standing(0, 0) });
    rig.value(Call::Snapshot, Reply::Manifest(manifest.clone()));
    rig.store(Outcome::SnapshotOpen(BTreeSet::from([0])));
    rig.value(Call::SnapshotChunk, Reply::Chunk("c\n".to_owned()));
    assert!(rig.errands.is_empty(), "not the chunk that the manifest tells of");
    rig.wait(60_000);
    while !rig.pending(Call::SnapshotChunk) {
        rig.value(Call::Heartbeat, heartbeat(0));
        rig.store(Outcome::Done);
    }
    let request = rig.value(Call::SnapshotChunk, Reply::Chunk("b\n".to_owned()));
    assert!(matches!(request, Request::SnapshotChunk { n: 1, .. }));
    assert!(matches!(rig.store(Outcome::ChunkStaged), Errand::StageChunk { n: 1, .. }));
    assert_eq!(rig.store(Outcome::SnapshotLoaded), Errand::FinishSnapshot);
    let request = rig.request(Call::PullMaster).1;
    assert!(matches!(request, Request::PullMaster { since, .. } if since == "9"));
}

#[test]
fn a_snapshot_that_is_gone_is_asked_for_anew() {
    let manifest = Manifest {
        snapshot: "s1".to_owned(),
        covers: "9".to_owned(),
        rows: 1,
        sha256: [0; 32],
        chunks: vec![chunk(0, "a\n")],
    };
    let mut rig = Rig::settled(Standing { needs_snapshot: true, ..standing(0, 0) });
    rig.value(Call::Snapshot, Reply::Manifest(manifest));
    rig.store(Outcome::SnapshotOpen(BTreeSet::new()));
    rig.answer(Call::SnapshotChunk, Answer::Denied { word: "gone".to_owned(), index: None });
    rig.wait(1_000);
    assert!(rig.pending(Call::Snapshot));
}

#[test]
fn a_restored_central_store_means_all_of_it_again_and_as_it_is_now() {
    let mut rig = Rig::settled(standing(0, 0));
    rig.answer(Call::PullMaster, Answer::Denied { word: "gone".to_owned(), index: None });
    rig.wait(1_000);
    let request = rig.request(Call::Snapshot).1;
    assert!(matches!(request, Request::Snapshot { fresh: true, .. }), "it replaces what is here");

    let mut rig =
        Rig::settled(Standing { needs_snapshot: true, master_cursor: String::new(), ..standing(0, 0) });
    let request = rig.request(Call::Snapshot).1;
    assert!(matches!(request, Request::Snapshot { fresh: false, .. }), "there is nothing to replace");
}

fn log(n: u8) -> Log {
    Log { author: author(n), records: vec![sealed()] }
}

fn pulled(logs: Vec<Log>, more: bool) -> Reply {
    Reply::Pulled { logs, more, heads: Vector::new() }
}

/// Brings the pull of master data behind it, so that records are pulled next.
fn pulling() -> Rig {
    let mut rig = Rig::settled(standing(0, 0));
    rig.value(Call::PullMaster, master("5", false));
    rig
}

#[test]
fn an_unknown_author_is_looked_up_before_its_log_is_left_alone() {
    let mut rig = pulling();
    rig.value(Call::Pull, pulled(vec![log(3)], false));
    rig.store(Outcome::Received(vec![(author(3), Taken::Unknown)]));
    assert!(rig.pending(Call::PullMaster) && !rig.pending(Call::Pull));
    rig.value(Call::PullMaster, master("5", false));
    rig.value(Call::Pull, pulled(vec![log(3)], true));
    rig.store(Outcome::Received(vec![(author(3), Taken::Unknown)]));
    assert_eq!(rig.machine.status().quarantined.len(), 1);
    rig.wait(2_000);
    while !rig.pending(Call::Pull) {
        rig.value(Call::PullMaster, master("5", false));
        rig.wait(1);
    }
    let request = rig.request(Call::Pull).1;
    assert!(matches!(request, Request::Pull { vector, .. } if vector[&author(3)] == Seq(i64::MAX as u64)));
}

#[test]
fn a_log_that_does_not_verify_is_left_alone_while_the_others_go_on() {
    let mut rig = pulling();
    rig.value(Call::Pull, pulled(vec![log(3), log(4)], true));
    let refused = Taken::Refused { at: Seq(1), why: "signature" };
    rig.store(Outcome::Received(vec![
        (author(3), refused),
        (author(4), Taken::Stored { new: 1, head: Seq(1) }),
    ]));
    assert_eq!(rig.machine.status().alarm, Some(Alarm::Quarantine));
    let request = rig.request(Call::Pull).1;
    let Request::Pull { vector, .. } = request else { unreachable!("it is a pull") };
    assert_eq!((vector[&author(4)], vector[&author(3)]), (Seq(1), Seq(i64::MAX as u64)));
}

#[test]
fn more_that_moves_nothing_is_not_asked_for_at_once() {
    let mut rig = pulling();
    rig.value(Call::Pull, pulled(vec![log(4)], true));
    rig.store(Outcome::Received(vec![(author(4), Taken::Stored { new: 0, head: Seq(1) })]));
    assert!(!rig.pending(Call::Pull));
}
