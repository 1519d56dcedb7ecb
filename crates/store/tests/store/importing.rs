//! Imports: all or nothing, matched by reference, findable at once.

use gatehouse_core::admission::{Payment, Standing};
use gatehouse_core::ids::CredentialId;
use gatehouse_store::table::credential::{self, Change, Importer, NewCredential};
use gatehouse_store::{Error, audit, gate, search};

use crate::fixture::{GENERAL, VIP, World, id, ticket};

fn row(n: u8, name: &str, reference: &str) -> NewCredential {
    let mut new = ticket(n, GENERAL, name);
    new.details.reference = Some(reference.to_owned());
    new.details.order_code = reference.split_once('-').map(|(order, _)| order.to_owned());
    new
}

fn import(world: &World, rows: Vec<NewCredential>) -> Result<Vec<(CredentialId, Change)>, Error> {
    world.replica.write(move |tx, _| {
        let mut importer = Importer::begin(tx)?;
        let changes = rows.iter().map(|row| importer.put(row).map(|put| (put.id, put.change))).collect();
        importer.finish()?;
        changes
    })
}

fn found(world: &World, words: &'static str) -> Vec<String> {
    let hits = world.replica.read(|conn| search(conn, words, 10)).expect("a search");
    hits.into_iter().map(|hit| hit.name).collect()
}

#[test]
fn an_import_is_all_or_nothing() {
    let world = World::new();
    let mut stranger = row(3, "Carla", "C-1");
    stranger.details.product = gatehouse_core::ids::ProductNo(99);
    let schema = |world: &World| {
        world.replica.read(|conn| {
            let sql = "SELECT group_concat(name || coalesce(sql, '')) FROM (SELECT * FROM sqlite_schema ORDER BY name)";
            Ok::<String, Error>(conn.query_row(sql, [], |row| row.get(0))?)
        })
    };
    let before = schema(&world).expect("a schema");
    let failed = import(&world, vec![row(1, "Ana", "A-1"), row(2, "Bea", "B-1"), stranger]);
    assert!(matches!(failed, Err(Error::Constraint(_))), "{failed:?}");
    assert_eq!(world.replica.read(gate::counts).expect("counts").credentials, 0);
    assert!(found(&world, "ana").is_empty(), "the search index is taken back as well");
    assert_eq!(schema(&world).expect("a schema"), before, "and so are the indexes");

    import(&world, vec![row(1, "Ana", "A-1")]).expect("an import that works");
    assert_eq!(found(&world, "ana"), ["Ana"]);
    assert_eq!(schema(&world).expect("a schema"), before);
    assert!(audit(&world.replica).expect("an audit").is_empty());
}

#[test]
fn an_import_that_is_not_finished_is_taken_back() {
    let world = World::new();
    let dropped = world.replica.write(|tx, _| {
        Importer::begin(tx)?.put(&row(1, "Ana", "A-1"))?;
        Ok::<_, Error>(())
    });
    assert!(matches!(dropped, Err(Error::Unfinished)));
    assert_eq!(world.replica.read(gate::counts).expect("counts").credentials, 0);
    assert_eq!(world.replica.halted(), None, "nothing is wrong with the disk");
    import(&world, vec![row(1, "Ana", "A-1")]).expect("the next import");
}

#[test]
fn a_second_import_changes_what_changed_and_keeps_the_rest() {
    let world = World::new();
    import(&world, vec![row(1, "Ana Gómez", "A-1"), row(2, "Bea", "B-1")]).expect("the first import");
    world
        .replica
        .write(|tx, _| credential::set_standing(tx, id(1), Standing::Blocked))
        .expect("a blocked credential");
    let mut renamed = row(101, "Ana Restrepo", "A-1");
    renamed.details.product = VIP;
    renamed.payment = Some(Payment::Due);
    let changes = import(&world, vec![renamed, row(102, "Bea", "B-1"), row(3, "Carla", "C-1")]);
    assert_eq!(
        changes.expect("the second import"),
        [(id(1), Change::Updated), (id(2), Change::Unchanged), (id(3), Change::Inserted)]
    );
    let ana = world.replica.read(|conn| credential::find(conn, id(1))).expect("a read").expect("Ana");
    assert_eq!((ana.standing, ana.payment), (Standing::Blocked, Payment::Due));
    assert_eq!((ana.details.product, ana.details.name.as_str()), (VIP, "Ana Restrepo"));
    assert_eq!(found(&world, "restrepo"), ["Ana Restrepo"]);
    assert!(found(&world, "gómez").is_empty(), "the old name finds nobody");
    assert!(audit(&world.replica).expect("an audit").is_empty());
}

#[test]
fn a_reference_that_comes_twice_in_a_first_import_is_one_credential() {
    let world = World::new();
    let rows =
        vec![row(1, "Ana", "A-1"), row(2, "Bea", "B-1"), row(3, "Anabel", "A-1"), row(4, "Carla", "C-1")];
    let changes = import(&world, rows).expect("an import");
    assert_eq!(changes[2], (id(1), Change::Updated));
    assert_eq!(changes[3], (id(4), Change::Inserted));
    assert_eq!(world.replica.read(gate::counts).expect("counts").credentials, 3);
    assert_eq!(found(&world, "ana"), ["Anabel"]);
    let by_reference = world.replica.read(|conn| credential::find_by_reference(conn, "A-1"));
    assert_eq!(by_reference.expect("a read").expect("Anabel").id, id(1));
}

#[test]
fn an_id_never_moves_to_another_reference() {
    let world = World::new();
    import(&world, vec![row(1, "Ana", "A-1")]).expect("the first import");
    assert!(matches!(import(&world, vec![row(1, "Bea", "B-1")]), Err(Error::Constraint(_))));
    let twice = vec![row(2, "Carla", "C-1"), row(2, "Dora", "D-1")];
    assert!(matches!(import(&World::new(), twice), Err(Error::Constraint(_))));
}

#[test]
fn credentials_without_a_reference_go_by_their_id() {
    let world = World::new();
    let rows = vec![ticket(1, GENERAL, "Ana"), ticket(2, GENERAL, "Bea"), ticket(1, GENERAL, "Ana María")];
    let changes: Vec<_> =
        import(&world, rows).expect("an import").into_iter().map(|(_, change)| change).collect();
    assert_eq!(changes, [Change::Inserted, Change::Inserted, Change::Updated]);
}

#[test]
fn pages_go_through_all_credentials_once() {
    let world = World::new();
    import(&world, (1..=25).map(|n| row(n, "Ana", &format!("A-{n}"))).collect()).expect("an import");
    let mut seen = Vec::new();
    loop {
        let after = seen.last().copied();
        let page = world.replica.read(|conn| credential::page(conn, after, 10)).expect("a page");
        if page.is_empty() {
            break;
        }
        seen.extend(page.into_iter().map(|row| row.id));
    }
    assert_eq!(seen, (1..=25).map(id).collect::<Vec<_>>());
}

/// Beyond some thousands the index is asked for the words that complete a beginning instead of for everybody who matches.
#[test]
fn a_beginning_that_thousands_share_still_finds_the_one() {
    let world = World::new();
    let mut rows: Vec<_> = (0..3_200_u16)
        .map(|n| {
            let mut new = row(0, "Mariana Pérez", &format!("M-{n}"));
            let [high, low] = n.to_be_bytes();
            new.id = CredentialId::from_bytes([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, high, low]);
            new
        })
        .collect();
    rows.push(row(2, "María Zapata", "Z-1"));
    rows.push(row(3, "Marianela Rojas", "Z-2"));
    import(&world, rows).expect("an import");
    assert_eq!(found(&world, "zapata mari"), ["María Zapata"]);
    assert_eq!(found(&world, "marian rojas"), ["Marianela Rojas"]);
    assert_eq!(found(&world, "mariana rojsa"), Vec::<String>::new());
    assert_eq!(found(&world, "marianela rojsa"), ["Marianela Rojas"], "and a slip beside it is forgiven");
    assert_eq!(found(&world, "mariana").len(), 10);
}
