//! What the organizer says, taken in any order and more than once.

use gatehouse_core::admission::{
    Checkpoint, Direction, EntryPolicy, Kind, Product, Refusal, Standing, Verdict,
};
use gatehouse_core::ids::{CheckpointId, DeviceId, ProductNo, ZoneId};
use gatehouse_core::time::{WallMs, Window};
use gatehouse_store::master::{self, Change, Entity, Loader};
use gatehouse_store::table::checkpoint;
use gatehouse_store::table::credential::{self, Details, NewCredential};
use gatehouse_store::table::link::{self, ChunkRow, LinkRow, SnapshotRow};
use gatehouse_store::table::product::{self, ProductRow};
use gatehouse_store::table::zone::ZoneRow;
use gatehouse_store::{Error, audit, search};

use crate::fixture::{GENERAL, MAIN, NOW, World, id, ticket};

const NEW: ProductNo = ProductNo(77);

fn say(world: &World, changes: Vec<Change>) {
    world.replica.write(move |tx, _| master::apply(tx, &changes)).expect("changes");
}

fn found(world: &World, words: &'static str) -> Vec<String> {
    let hits = world.replica.read(|conn| search(conn, words, 10)).expect("a search");
    hits.into_iter().map(|hit| hit.name).collect()
}

#[test]
fn what_rests_on_something_that_comes_later_is_taken() {
    let world = World::new();
    let place = CheckpointId::from_bytes([0xdd; 16]);
    let behind = ZoneId::from_bytes([0xee; 16]);
    let checkpoint = Checkpoint {
        id: place,
        name: "Terraza".to_owned(),
        zone: behind,
        products: vec![NEW],
        policy: EntryPolicy::Once,
        window: Window::ALWAYS,
        admits_unpaid: false,
    };
    let product = Product { number: NEW, name: "Terraza".to_owned(), attention: None };
    let changes = vec![
        Change::Credential(ticket(9, NEW, "Luz Marina")),
        Change::Checkpoint(checkpoint.clone(), 9),
        Change::Zone(ZoneRow { id: behind, name: "Arriba".to_owned(), capacity: Some(5) }),
        Change::Product(ProductRow { product: product.clone(), kind: Kind::Press, active: true }),
    ];
    say(&world, changes.clone());
    say(&world, changes);
    let row = world.replica.read(|conn| product::find(conn, NEW)).expect("a read").expect("a product");
    assert_eq!((row.product, row.kind), (product, Kind::Press));
    assert_eq!(world.replica.read(|conn| checkpoint::find(conn, place)).expect("a read"), Some(checkpoint));
    assert_eq!(found(&world, "marina"), ["Luz Marina"]);
    assert!(world.scan(place, Direction::In, id(9), NOW).0.passes());
    assert!(audit(&world.replica).expect("an audit").is_empty());
}

#[test]
fn a_deleted_credential_is_refused_and_forgets_its_holder() {
    let world = World::new();
    say(&world, vec![Change::Credential(ticket(1, GENERAL, "Ana Restrepo"))]);
    say(&world, vec![Change::Gone(Entity::Credential(id(1))), Change::Gone(Entity::Credential(id(200)))]);
    assert!(matches!(world.scan(MAIN, Direction::In, id(1), NOW).0, Verdict::Refuse(Refusal::Cancelled)));
    assert_eq!(found(&world, "restrepo"), [""; 0]);
    let row =
        world.replica.read(|conn| credential::find(conn, id(1))).expect("a read").expect("a credential");
    assert_eq!((row.standing, row.details.name.as_str()), (Standing::Cancelled, ""));
}

#[test]
fn a_checkpoint_that_is_gone_lets_nobody_pass() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    say(&world, vec![Change::Gone(Entity::Checkpoint(MAIN)), Change::Gone(Entity::Product(GENERAL))]);
    let verdict = world.scan(MAIN, Direction::In, id(1), NOW).0;
    assert!(matches!(verdict, Verdict::Refuse(Refusal::UnknownCheckpoint(_))), "{verdict:?}");
}

#[test]
fn a_reference_moves_to_whom_the_organizer_gives_it() {
    let world = World::new();
    let with = |n, reference: &str| NewCredential {
        details: Details { reference: Some(reference.to_owned()), ..ticket(n, GENERAL, "Ana").details },
        ..ticket(n, GENERAL, "")
    };
    say(&world, vec![Change::Credential(with(1, "A-1")), Change::Credential(with(2, "A-2"))]);
    say(&world, vec![Change::Credential(with(1, "A-2")), Change::Credential(with(2, "A-1"))]);
    let holder = |reference: &'static str| {
        world
            .replica
            .read(move |conn| credential::find_by_reference(conn, reference))
            .expect("a read")
            .map(|row| row.id)
    };
    assert_eq!((holder("A-1"), holder("A-2")), (Some(id(2)), Some(id(1))));
}

#[test]
fn a_first_download_is_whole_or_not_there() {
    let world = World::new();
    let broken = world.replica.write(|tx, _| {
        let mut loader = Loader::begin(tx)?;
        loader.take(&Change::Credential(ticket(1, GENERAL, "Ana")))?;
        Err::<(), Error>(Error::Meaningless("the rest did not come"))
    });
    assert!(broken.is_err());
    assert_eq!(found(&world, "ana"), [""; 0]);
    let whole = world.replica.write(|tx, _| {
        let mut loader = Loader::begin(tx)?;
        for n in 1..=50 {
            loader.take(&Change::Credential(ticket(n, GENERAL, "Ana")))?;
        }
        loader.finish()
    });
    whole.expect("a download");
    assert!(audit(&world.replica).expect("an audit").is_empty());
    assert_eq!(found(&world, "ana").len(), 10);
}

#[test]
fn a_download_goes_on_where_it_was_cut() {
    let world = World::new();
    let chunk =
        |n: u8, here| ChunkRow { n: u32::from(n), sha256: [n; 32], rows: u64::from(n), bytes: 3, here };
    let snapshot = move |id: u8, here| SnapshotRow {
        id: id.to_string(),
        covers: "7".to_owned(),
        rows: 3,
        sha256: [9; 32],
        chunks: vec![chunk(1, false), chunk(2, here)],
    };
    let stored = |world: &World| world.replica.read(link::snapshot).expect("a read");
    assert_eq!(stored(&world), None);
    world.replica.write(move |tx, _| link::begin_snapshot(tx, &snapshot(1, false))).expect("a beginning");
    world.replica.write(|tx, _| link::put_chunk(tx, 2, b"{}\n")).expect("a part");
    let world = world.reopened();
    assert_eq!(stored(&world), Some(snapshot(1, true)));
    assert_eq!(
        world.replica.read(|conn| link::chunk(conn, 2)).expect("a read").as_deref(),
        Some(&b"{}\n"[..])
    );
    world.replica.write(move |tx, _| link::begin_snapshot(tx, &snapshot(2, true))).expect("another one");
    assert_eq!(stored(&world), Some(snapshot(2, false)), "nothing of the first is mistaken for the second");
}

#[test]
fn the_link_is_as_it_was_left() {
    let world = World::new();
    let row = LinkRow {
        url: "https://example.org".to_owned(),
        publishable_key: "sb_publishable_x".to_owned(),
        device: DeviceId::from_bytes([3; 16]),
        secret: "s".to_owned().into(),
        role: "gate".to_owned(),
        checkpoint: Some(MAIN),
        master_cursor: String::new(),
        master_change: 0,
        last_contact: None,
        parked: None,
        wiped: false,
    };
    let after = LinkRow {
        master_cursor: "12".to_owned(),
        master_change: 12,
        last_contact: Some(WallMs(5)),
        parked: Some("refused".to_owned()),
        ..row.clone()
    };
    world
        .replica
        .write(move |tx, _| {
            link::upsert(tx, &row)?;
            link::set_cursor(tx, "12", 12)?;
            link::set_contact(tx, WallMs(5))?;
            link::set_parked(tx, Some("refused"))
        })
        .expect("a link");
    assert_eq!(world.reopened().replica.read(link::find).expect("a read"), Some(after));
}

#[test]
fn a_wiped_replica_holds_nobodys_data_and_trusts_no_code() {
    let world = World::new();
    say(&world, vec![Change::Credential(ticket(1, GENERAL, "Ana Restrepo"))]);
    world.scan(MAIN, Direction::In, id(1), NOW);
    world.replica.write(|tx, _| master::wipe(tx)).expect("a wipe");
    assert_eq!(found(&world, "restrepo"), [""; 0]);
    let left = world.replica.read(|conn| {
        let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, u32>(0));
        Ok::<_, Error>((
            count("SELECT count(*) FROM credential")?,
            count("SELECT count(*) FROM search_word")?,
            count("SELECT count(*) FROM signing_key")?,
            count("SELECT count(*) FROM record")?,
        ))
    });
    assert_eq!(left.expect("counts"), (0, 0, 0, 1), "what happened stays, who it was does not");
    assert!(audit(&world.replica).expect("an audit").is_empty());
}
