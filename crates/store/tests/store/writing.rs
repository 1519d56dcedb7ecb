//! One writer: what is acknowledged stays, what failed leaves nothing, and after a failing disk nothing is trusted.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};

use gatehouse_core::admission::{Direction, Presented, Verdict};
use gatehouse_store::table::{credential, event, record};
use gatehouse_store::{Error, Halt, Replica, audit, gate};

use crate::fixture::{GENERAL, MAIN, ME, NOW, SIDE, World, id, key, scan, ticket};

#[test]
fn two_fast_scans_of_one_ticket_never_both_pass() {
    let world = World::new();
    for n in 1..=20 {
        world.put(vec![ticket(n, GENERAL, "Ana")]);
        let together = Arc::new(Barrier::new(2));
        let scans = [MAIN, SIDE].map(|at| {
            let (replica, together) = (world.replica.clone(), Arc::clone(&together));
            std::thread::spawn(move || {
                together.wait();
                replica.write(move |tx, author| {
                    scan(tx, author, at, Direction::In, Presented::Known(id(n)), NOW)
                })
            })
        });
        let verdicts = scans.map(|thread| thread.join().expect("a scan").expect("a verdict").0);
        let passed = verdicts.iter().filter(|verdict| verdict.passes()).count();
        assert_eq!(passed, 1, "{verdicts:?}");
    }
    assert!(audit(&world.replica).expect("an audit").is_empty());
}

#[test]
fn an_error_takes_everything_back() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let failed: Result<(), Error> = world.replica.write(|tx, author| {
        scan(tx, author, MAIN, Direction::In, Presented::Known(id(1)), NOW)?;
        Err(Error::Meaningless("a test"))
    });
    assert!(matches!(failed, Err(Error::Meaningless("a test"))));
    assert!(world.replica.halted().is_none());
    let (verdict, record) = world.scan(MAIN, Direction::In, id(1), NOW);
    assert!(matches!(verdict, Verdict::Admit(_)), "the first scan never happened");
    assert_eq!(record.seq.0, 1);
}

#[test]
fn a_panic_takes_everything_back_and_reaches_the_caller() {
    let world = World::new();
    let replica = world.replica.clone();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        replica.write(|tx, _| -> Result<(), Error> {
            credential::put(tx, &ticket(1, GENERAL, "Ana"))?;
            panic!("a bug in a use case")
        })
    }));
    assert!(outcome.is_err());
    let left = world.replica.read(|conn| credential::find(conn, id(1))).expect("a read");
    assert!(left.is_none());
    world.put(vec![ticket(1, GENERAL, "Ana")]);
}

#[test]
fn a_write_inside_a_write_is_refused_instead_of_waiting_for_ever() {
    let world = World::new();
    let replica = world.replica.clone();
    let inner = world.replica.write(move |_, _| Ok::<_, Error>(replica.write(|_, _| Ok::<_, Error>(()))));
    assert!(matches!(inner.expect("the outer write"), Err(Error::Nested)));
}

/// Waits for something that another thread does.
fn until(happened: impl Fn() -> bool) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !happened() {
        assert!(std::time::Instant::now() < deadline, "it did not happen");
        std::thread::yield_now();
    }
}

#[test]
fn long_work_hears_that_a_scan_waits_and_the_scan_goes_first() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let (begun, running) = channel();
    let order = Arc::new(Mutex::new(Vec::new()));
    let work = |name: &'static str| {
        let order = Arc::clone(&order);
        move || order.lock().expect("nobody panicked").push(name)
    };
    let (first, second, scanned) = (work("first"), work("second"), work("scan"));
    std::thread::scope(|threads| {
        let replica = world.replica.clone();
        threads.spawn(move || {
            let long = replica.write_aside(move |_, _, turn| {
                begun.send(()).expect("the test waits");
                until(|| turn.is_wanted());
                first();
                Ok::<_, Error>(())
            });
            long.expect("the first part");
            let rest = replica.write_aside(move |_, _, turn| {
                second();
                Ok::<_, Error>(turn.is_wanted())
            });
            assert!(!rest.expect("the second part"), "nobody waits any more");
        });
        running.recv().expect("the first part runs");
        let replica = world.replica.clone();
        let verdict = replica.write(move |tx, author| {
            scanned();
            scan(tx, author, MAIN, Direction::In, Presented::Known(id(1)), NOW)
        });
        assert!(verdict.expect("a verdict").0.passes());
    });
    assert_eq!(order.lock().expect("nobody panicked")[..2], ["first", "scan"], "not the rest of the work");
}

#[test]
fn a_read_sees_one_moment() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let replica = world.replica.clone();
    let (before, after) = world
        .replica
        .read(|conn| {
            let before = gate::counts(conn)?.credentials;
            replica.write(|tx, _| credential::put(tx, &ticket(2, GENERAL, "Luis")).map(drop))?;
            Ok::<_, Error>((before, gate::counts(conn)?.credentials))
        })
        .expect("a read beside a write");
    assert_eq!((before, after), (1, 1));
    assert_eq!(world.replica.read(gate::counts).expect("a later read").credentials, 2);
}

#[test]
fn readers_wait_for_each_other_and_all_get_their_turn() {
    let world = World::new();
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let replica = world.replica.clone();
            std::thread::spawn(move || (0..50).all(|_| replica.read(event::find).is_ok()))
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().expect("a reader")));
}

#[test]
fn an_acknowledged_scan_survives_a_crash() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let (_, id_of_scan) = world.scan(MAIN, Direction::In, id(1), NOW);
    // What a crash leaves: the file and its log as they are now, with nobody to close them.
    let copy = tempfile::tempdir().expect("a folder");
    for name in ["event.gatehouse", "event.gatehouse-wal"] {
        fs::copy(world.folder.path().join(name), copy.path().join(name)).expect("a copy");
    }
    let survivor = Replica::open(&copy.path().join("event.gatehouse"), &key()).expect("it recovers");
    let record = survivor.read(|conn| record::find(conn, id_of_scan)).expect("a read");
    assert_eq!(record.expect("the scan is there").author, ME);
    assert!(audit(&survivor).expect("an audit").is_empty());
}

#[test]
fn a_full_disk_stops_the_writer_until_it_is_reopened() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let replica = &world.replica;
    let full = replica.write(|tx, _| {
        let pages: u32 = tx.pragma_query_value(None, "page_count", |row| row.get(0))?;
        tx.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        (0..2000u32).try_for_each(|n| {
            let mut new = ticket(2, GENERAL, &"x".repeat(500));
            let mut bytes = [2; 16];
            bytes[..4].copy_from_slice(&n.to_be_bytes());
            new.id = gatehouse_core::ids::CredentialId::from_bytes(bytes);
            credential::put(tx, &new).map(drop)
        })
    });
    assert!(matches!(full, Err(Error::DiskFull(_))), "{full:?}");
    assert_eq!(replica.halted(), Some(Halt::DiskFull));
    let next =
        replica.write(|tx, author| scan(tx, author, MAIN, Direction::In, Presented::Known(id(1)), NOW));
    assert!(matches!(next, Err(Error::Halted { reason: Halt::DiskFull })), "no green light on this database");
    assert_eq!(
        replica.read(gate::counts).expect("reading goes on").credentials,
        1,
        "everything was taken back"
    );

    replica.reopen().expect("there is room again");
    assert_eq!(replica.halted(), None);
    assert!(world.scan(MAIN, Direction::In, id(1), NOW).0.passes());
    assert!(audit(replica).expect("an audit").is_empty());
}

#[test]
fn a_failure_that_was_swallowed_still_stops_the_writer() {
    let world = World::new();
    let outcome = world.replica.write(|tx, _| {
        let pages: u32 = tx.pragma_query_value(None, "page_count", |row| row.get(0))?;
        tx.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        let failed = tx.execute("UPDATE event SET name = hex(zeroblob(100000))", []).map_err(Error::from);
        assert!(failed.is_err());
        Ok::<_, Error>(())
    });
    assert!(matches!(outcome, Err(Error::Halted { reason: Halt::DiskFull })), "{outcome:?}");
    assert_eq!(world.replica.halted(), Some(Halt::DiskFull));
}

#[test]
fn reopening_refuses_a_log_that_does_not_verify() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    world.scan(MAIN, Direction::In, id(1), NOW);
    world.sql("UPDATE record SET bytes = CAST(bytes || x'00' AS BLOB)");
    assert!(matches!(world.replica.reopen(), Err(Error::Unsound)));
    assert!(world.replica.write(|_, _| Ok::<_, Error>(())).is_err(), "it stays shut");
}
