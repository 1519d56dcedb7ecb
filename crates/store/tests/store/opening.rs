//! Which files open, which do not, and that those stay as they are.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use gatehouse_store::table::show;
use gatehouse_store::{Error, FileKey, Replica, Result, SUPPORTED, audit, gate, search};

use crate::fixture::{GENERAL, World, fresh, id, key, ticket};

/// Opens what must not open, and makes sure that it was not touched.
fn refused(path: &Path, key: &FileKey) -> Error {
    let before = fs::read(path).ok();
    let error = Replica::open(path, key).expect_err("this must not open");
    assert_eq!(fs::read(path).ok(), before, "the file was changed");
    error
}

#[test]
fn what_is_no_replica_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, content: Option<&[u8]>, expected: fn(&Error) -> bool| {
        let path = folder.path().join(name);
        if let Some(content) = content {
            fs::write(&path, content).expect("a file");
        }
        let error = refused(&path, &key());
        assert!(expected(&error), "{name}: {error:?}");
    };
    let not_a_replica = |error: &Error| matches!(error, Error::NotAReplica);
    check("missing", None, |error| matches!(error, Error::Missing));
    check("missing/further/down", None, |error| matches!(error, Error::Missing));
    check("empty", Some(b""), not_a_replica);
    check("short", Some(b"x"), not_a_replica);
    check("text", Some("no database at all, ".repeat(1000).as_bytes()), not_a_replica);
    check("zeros", Some(&[0; 8192]), not_a_replica);
    check("plain", Some(&[b"SQLite format 3\0".as_slice(), &[0; 8176]].concat()), not_a_replica);
    fs::create_dir(folder.path().join("folder")).expect("a folder in a folder");
    check("folder", None, not_a_replica);
}

#[test]
fn another_key_is_refused_and_the_file_left_alone() {
    let world = World::new();
    let path = world.path();
    world.replica.close();
    assert!(matches!(refused(&path, &FileKey::new([0x5f; 32])), Error::NotAReplica));
    Replica::open(&path, &key()).expect("the right key still fits");
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Persona Reconocible")]);
    for name in ["event.gatehouse", "event.gatehouse-wal"] {
        let bytes = fs::read(world.folder.path().join(name)).expect("the file is there");
        for text in [&b"Reconocible"[..], b"CREATE TABLE", b"SQLite format"] {
            assert!(!bytes.windows(text.len()).any(|window| window == text), "{name} is readable");
        }
    }
}

#[test]
fn a_replica_is_not_made_over_something() {
    let world = World::new();
    let again = Replica::create(&world.path(), &key(), fresh());
    assert!(matches!(again, Err(Error::InUse)), "held by the first");
    world.replica.close();
    let again = Replica::create(&world.path(), &key(), fresh());
    assert!(matches!(again, Err(Error::Exists)));
    Replica::open(&world.path(), &key()).expect("the first one is unharmed");
}

#[test]
fn a_failed_making_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("event.gatehouse");
    let mut new = fresh();
    new.event.zone = "Atlantis/Center".to_owned();
    assert!(matches!(Replica::create(&path, &key(), new), Err(Error::Meaningless("event.zone"))));
    Replica::create(&path, &key(), fresh()).expect("the place is free");
}

#[test]
fn a_newer_replica_opens_only_if_it_says_so() {
    let world = World::new();
    let (path, newer) = (world.path(), SUPPORTED + 1);
    let set = |world: &World, min_reader: u32| {
        world
            .replica
            .write(move |tx, _| {
                tx.pragma_update(None, "user_version", newer)?;
                tx.execute("UPDATE meta SET min_reader = ?1", [min_reader])?;
                Ok::<_, Error>(())
            })
            .expect("a version from the future");
    };
    set(&world, SUPPORTED);
    let world = world.reopened();
    set(&world, newer);
    world.replica.close();
    let error = refused(&path, &key());
    assert!(matches!(error, Error::TooNew { found, supported } if found == newer && supported == SUPPORTED));
}

#[test]
fn another_programs_database_is_refused_even_under_the_right_key() {
    let world = World::new();
    world.sql("PRAGMA application_id = 1");
    world.replica.close();
    assert!(matches!(refused(&world.path(), &key()), Error::NotAReplica));
}

#[test]
fn every_setting_is_as_safety_needs_it() {
    let world = World::new();
    let full_fsync = i64::from(cfg!(target_os = "macos"));
    let settings = [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("fullfsync", full_fsync),
        ("checkpoint_fullfsync", full_fsync),
    ];
    let found = world.replica.write(move |tx, _| {
        let mode: String = tx.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        let values = settings.map(|(name, _)| tx.pragma_query_value(None, name, |row| row.get::<_, i64>(0)));
        let cipher: String = tx.query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
        let values = values.into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        Ok::<_, Error>((mode, values, cipher))
    });
    let (mode, values, cipher) = found.expect("settings that can be read");
    assert_eq!(mode, "wal");
    assert_eq!(values, settings.map(|(_, value)| value));
    assert!(!cipher.is_empty());
    let read_only = world.replica.read(|conn| Ok::<_, Error>(conn.execute("DELETE FROM meta", []).is_err()));
    assert!(read_only.expect("a read"), "readers can only read");
}

#[test]
fn the_schema_is_the_recorded_one() {
    let world = World::new();
    let found = schema(&world.replica).expect("a schema");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema.sql");
    if std::env::var_os("GATEHOUSE_BLESS").is_some() {
        fs::write(&golden, &found).expect("a writable golden file");
    }
    let expected = fs::read_to_string(&golden).expect("the golden file");
    assert_eq!(found, expected, "a change of the schema is a new migration; GATEHOUSE_BLESS=1 records it");
    assert_eq!(schema(&world.reopened().replica).expect("a schema"), found, "opening again changes nothing");
}

fn schema(replica: &Replica) -> Result<String> {
    replica.read(|conn| {
        let mut statement = conn.prepare(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name",
        )?;
        let statements = statement.query_map([], |row| row.get::<_, String>(0))?;
        let statements = statements.collect::<std::result::Result<Vec<_>, _>>()?;
        Ok(statements.join(";\n\n") + ";\n")
    })
}

#[test]
fn a_second_handle_is_refused_until_the_first_is_closed() {
    let world = World::new();
    assert!(matches!(refused(&world.path(), &key()), Error::InUse));
    world.replica.close();
    assert!(matches!(world.replica.read(|_| Ok::<_, Error>(())), Err(Error::Closed)));
    let other = Replica::open(&world.path(), &key()).expect("free again");
    assert!(matches!(world.replica.reopen(), Err(Error::InUse)));
    drop(other);
    world.replica.reopen().expect("free again");
}

/// The key of the frozen replicas; they hold nobody's data.
const FROZEN_KEY: [u8; 32] = [
    0x29, 0x8b, 0x5a, 0x96, 0x34, 0x5c, 0x21, 0x76, 0x24, 0xe2, 0xc3, 0x4d, 0x3e, 0x64, 0xc7, 0x26, 0x51,
    0xa7, 0xc0, 0x6b, 0x3f, 0x85, 0x76, 0xbf, 0x9b, 0xaf, 0x77, 0x63, 0xc4, 0xf2, 0x40, 0x2b,
];

/// Replicas made by every earlier version lie in `tests/frozen`; a laptop may bring one years later.
#[test]
fn a_replica_of_every_earlier_version_is_brought_up_to_date() {
    for version in 1..SUPPORTED {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("event.gatehouse");
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/frozen/v{version}.gatehouse"));
        fs::copy(&frozen, &path)
            .expect("a version without a frozen replica: make one before the next migration");
        let replica = Replica::open(&path, &FileKey::new(FROZEN_KEY)).expect("it opens");
        assert_eq!(audit(&replica).expect("an audit").len(), 0);
        assert_eq!(schema(&replica).expect("a schema"), schema(&World::new().replica).expect("a schema"));
        let counts = replica.read(gate::counts).expect("counts");
        assert_eq!((counts.credentials, counts.records), (3, 5));
        let hit = replica.read(|conn| search(conn, "restrepo", 1)).expect("a search").remove(0);
        let passes = replica.read(|conn| gate::recent(conn, 10)).expect("scans");
        assert_eq!(passes.iter().filter(|recent| recent.scan.stands()).count(), 1);
        assert!(passes.iter().any(|recent| recent.scan.credential == Some(hit.id)));
        assert!(folder.path().join(format!("event.gatehouse.backup-v{version}")).exists());
        // Version 2 kept what it heard of shows without a use for it.
        let shows = replica.read(show::all).expect("shows");
        assert_eq!(shows.iter().map(|show| show.records).sum::<u64>(), if version < 2 { 0 } else { 2 });
    }
}

/// Names the replica that [`another_process`] is to hold.
const HELD: &str = "GATEHOUSE_TEST_HELD";

#[test]
fn a_second_process_is_refused() {
    let world = World::new();
    world.replica.close();
    let mut other = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "opening::another_process", "--nocapture"])
        .env(HELD, world.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a second process");
    let mut said = Vec::new();
    let mut output = other.stdout.take().expect("its output");
    while !said.ends_with(b"held") {
        let mut byte = [0];
        output.read_exact(&mut byte).expect("the other process holds the replica");
        said.push(byte[0]);
    }
    assert!(matches!(refused(&world.path(), &key()), Error::InUse));
    drop(other.stdin.take());
    // Its last words must have somewhere to go, or it would not end.
    output.read_to_end(&mut said).expect("its last words");
    assert!(other.wait().expect("the other process ends").success());
    Replica::open(&world.path(), &key()).expect("free again");
}

/// Not a test of its own: what the second process does.
#[test]
fn another_process() {
    let Some(path) = std::env::var_os(HELD) else { return };
    let replica = Replica::open(Path::new(&path), &key()).expect("nobody else holds it");
    let mut output = std::io::stdout();
    output.write_all(b"held").and_then(|()| output.flush()).expect("the first process listens");
    std::io::stdin().read_to_end(&mut Vec::new()).expect("the first process says when");
    drop(replica);
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let world = world.reopened();
    let name = world.replica.read(|conn| gatehouse_store::gate::holder(conn, id(1)));
    assert_eq!(name.expect("a read").expect("the credential").name, "Ana");
}
