//! What the organizer says, taken in any order and more than once.

use gatehouse_core::admission::{
    Checkpoint, Direction, EntryPolicy, Kind, Product, Refusal, Standing, Verdict,
};
use gatehouse_core::ids::{CheckpointId, DeviceId, EventId, ProductNo, ZoneId};
use gatehouse_core::time::{WallMs, Window};
use gatehouse_credential::IssuingKey;
use gatehouse_store::master::{self, Change, Entity, KeyStatus, Loader, Unnamed};
use gatehouse_store::table::credential::{self, Details, NewCredential};
use gatehouse_store::table::link::{self, ChunkRow, LinkRow, SnapshotRow};
use gatehouse_store::table::product::{self, ProductRow};
use gatehouse_store::table::signing_key::{self, SigningKeyRow};
use gatehouse_store::table::zone::{self, ZoneRow};
use gatehouse_store::table::{author, checkpoint};
use gatehouse_store::{Error, audit, search};

use crate::fixture::{DOOR, EVENT, FLOOR, GENERAL, MAIN, NOW, VIP, World, id, ticket};

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

/// A signing key of this event, or of another one.
fn key(n: u8, event: EventId) -> SigningKeyRow {
    let public = IssuingKey::from_seed(&[n; 32]).public();
    let event_name = (event != EVENT).then(|| "Another night".to_owned());
    let (status, window) = (KeyStatus::Active, Window::ALWAYS);
    SigningKeyRow { event, event_name, public, status, window, seed: Some([n; 32].into()) }
}

/// Takes a whole download in which nothing but the name of credential 5 can be read.
fn replace(world: &World, changes: Vec<Change>) {
    let replaced = world.replica.write(move |tx, _| {
        let mut unnamed = Unnamed::read(tx)?;
        changes.iter().for_each(|change| unnamed.strike(change));
        unnamed.keep(&Entity::Credential(id(5)));
        master::apply(tx, &changes)?;
        master::apply(tx, &unnamed.gone().collect::<Vec<_>>())
    });
    replaced.expect("a download");
}

#[test]
fn a_download_that_replaces_forgets_what_it_does_not_name() {
    let world = World::new();
    let with = |n, name: &str, reference: &str| NewCredential {
        details: Details { reference: Some(reference.to_owned()), ..ticket(n, GENERAL, name).details },
        ..ticket(n, GENERAL, "")
    };
    world.put(vec![with(1, "Ana Restrepo", "A-1"), with(2, "Eva Luna", "A-2")]);
    world.put(vec![ticket(3, VIP, "Sol Vega"), ticket(5, VIP, "Paz Soto")]);
    let keys = [key(1, EVENT), key(2, EVENT), key(3, EventId::from_bytes([9; 16]))];
    let stored = keys.clone();
    world
        .replica
        .write(move |tx, _| stored.iter().try_for_each(|row| signing_key::upsert(tx, row)))
        .expect("keys");
    world.scan(MAIN, Direction::In, id(2), NOW);
    world.scan(DOOR, Direction::In, id(3), NOW);
    let authors = world.replica.read(author::all).expect("authors");
    let main =
        world.replica.read(|conn| checkpoint::find(conn, MAIN)).expect("a read").expect("a checkpoint");
    let general =
        world.replica.read(|conn| product::find(conn, GENERAL)).expect("a read").expect("a product");

    let named = vec![
        Change::Product(general),
        Change::Zone(ZoneRow { id: FLOOR, name: "Floor".to_owned(), capacity: None }),
        Change::Checkpoint(main, 1),
        Change::Key { public: keys[0].public, status: KeyStatus::Retiring, window: Window::ALWAYS },
        // The reference belonged to one that is not named any more.
        Change::Credential(with(1, "Ana María Restrepo", "A-2")),
        Change::Credential(with(4, "Lía Mora", "A-1")),
    ];
    // What is taken again changes nothing.
    for _ in 0..2 {
        replace(&world, named.clone());
        let row = |n| {
            world.replica.read(move |conn| credential::find(conn, id(n))).expect("a read").expect("a row")
        };
        for gone in [2, 3] {
            let row = row(gone);
            assert_eq!((row.standing, row.details.name.as_str()), (Standing::Cancelled, ""), "{gone}");
            assert_eq!(row.details.reference, None);
        }
        let references = [1, 4].map(|n| (row(n).standing, row(n).details.reference));
        assert_eq!(references, ["A-2", "A-1"].map(|text| (Standing::Good, Some(text.to_owned()))));
        assert_eq!(found(&world, "restrepo"), ["Ana María Restrepo"]);
        assert_eq!((found(&world, "luna"), found(&world, "vega")), (Vec::new(), Vec::new()));
        assert_eq!(found(&world, "soto"), ["Paz Soto"], "what was named stays as it was");

        let products = world.replica.read(product::all).expect("products");
        let active: Vec<_> = products.iter().map(|row| (row.product.number, row.active)).collect();
        assert_eq!(active, [(GENERAL, true), (VIP, false)]);
        let places = world.replica.read(|conn| Ok::<_, Error>((checkpoint::all(conn)?, zone::all(conn)?)));
        let (checkpoints, zones) = places.expect("places");
        assert_eq!(checkpoints.iter().map(|row| row.id).collect::<Vec<_>>(), [MAIN]);
        assert_eq!(zones.iter().map(|row| row.id).collect::<Vec<_>>(), [FLOOR]);
        let known = world.replica.read(signing_key::all).expect("keys");
        let status =
            |key: &SigningKeyRow| known.iter().find(|row| row.public == key.public).map(|row| row.status);
        let expected = [KeyStatus::Retiring, KeyStatus::Revoked, KeyStatus::Active].map(Some);
        assert_eq!(keys.each_ref().map(status), expected, "another event's key is none of this store's");

        assert_eq!(world.replica.read(author::all).expect("authors"), authors, "what they wrote is here");
        assert_eq!(world.replica.read(|conn| zone::inside(conn, FLOOR)).expect("a count"), 1);
        assert!(audit(&world.replica).expect("an audit").is_empty());
    }
    let verdict = world.scan(MAIN, Direction::In, id(3), NOW).0;
    assert!(matches!(verdict, Verdict::Refuse(Refusal::Cancelled)), "{verdict:?}");
    assert!(world.scan(MAIN, Direction::In, id(4), NOW).0.passes());
}

#[test]
fn a_download_beside_what_is_here_forgets_nothing() {
    let world = World::new();
    world.put(vec![ticket(1, GENERAL, "Ana")]);
    let done = world.replica.write(|tx, _| {
        let mut loader = Loader::begin(tx)?;
        loader.take(&Change::Credential(ticket(2, GENERAL, "Eva")))?;
        loader.finish()
    });
    done.expect("a download");
    assert_eq!(
        (found(&world, "ana"), found(&world, "eva")),
        (vec!["Ana".to_owned()], vec!["Eva".to_owned()])
    );
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
        last_contact: None,
        parked: None,
        wiped: false,
    };
    let after = LinkRow {
        master_cursor: "12".to_owned(),
        last_contact: Some(WallMs(5)),
        parked: Some("refused".to_owned()),
        ..row.clone()
    };
    world
        .replica
        .write(move |tx, _| {
            link::upsert(tx, &row)?;
            link::set_cursor(tx, "12")?;
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
