use std::io::Write;

use gatehouse_contract::import::{Field, RowProblem};
use gatehouse_core::admission::{Kind, Product, Standing};
use gatehouse_core::ids::{AuthorId, EventId, ProductNo};
use gatehouse_store::table::credential::CredentialRow;
use gatehouse_store::table::event::EventRow;
use gatehouse_store::table::product::ProductRow;
use gatehouse_store::{FileKey, NewDevice, NewReplica};
use tempfile::TempDir;

use super::*;

struct World {
    replica: Replica,
    imports: std::cell::Cell<u8>,
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let event = EventRow {
            id: EventId::from_bytes([1; 16]),
            name: "Feria".into(),
            venue: None,
            zone: "America/Bogota".into(),
            starts: WallMs(0),
            ends: WallMs(1),
            locale: "es-CO".into(),
            currency: None,
        };
        let device = NewDevice {
            author: AuthorId::from_bytes([2; 16]),
            name: "Puerta 1".into(),
            seed: [3; 32].into(),
        };
        let new = NewReplica { event, device };
        let replica =
            Replica::create(&folder.path().join("event"), &FileKey::new([4; 32]), new).expect("a replica");
        replica
            .write(|tx, _| {
                for (number, name, kind) in [(1, "General", Kind::Ticket), (2, "Prensa", Kind::Press)] {
                    let product = Product { number: ProductNo(number), name: name.into(), attention: None };
                    product::upsert(tx, &ProductRow { product, kind, active: true })?;
                }
                Ok::<_, gatehouse_store::Error>(())
            })
            .expect("products");
        Self { replica, imports: std::cell::Cell::new(0), folder }
    }

    fn file(&self, text: &str) -> File {
        let path = self.folder.path().join("file.csv");
        File::create(&path).and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
        File::open(path).expect("opened")
    }

    fn look(&self, text: &str) -> ImportRes {
        look(&self.replica, self.file(text), None, |_| ()).expect("looked at")
    }

    fn try_take(&self, text: &str) -> Result<ImportRes, Failed> {
        self.imports.set(self.imports.get() + 1);
        let ids = Ids::new(WallMs(1_000), [self.imports.get(); 10]);
        take(&self.replica, self.file(text), None, ids, WallMs(0), |_| ())
    }

    fn take(&self, text: &str) -> ImportRes {
        self.try_take(text).expect("taken")
    }

    fn all(&self) -> Vec<CredentialRow> {
        self.replica.read(|conn| credential::page(conn, None, 1_000)).expect("read")
    }

    fn one(&self) -> CredentialRow {
        self.all().pop().expect("somebody")
    }
}

/// What a report counts: rows, added, updated, unchanged, bad.
fn counts(report: &ImportRes) -> [u64; 5] {
    [report.rows, report.added, report.updated, report.unchanged, report.bad]
}

const THREE: &str =
    "Referencia,Nombre,Tipo de boleta,Empresa\nA,Ana,General,\nB,Eva,prensa,El Faro\nC,Luz,1,\n";

#[test]
fn a_preview_changes_nothing_and_promises_what_the_import_does() {
    let world = World::new();
    let seen = world.look(THREE);
    assert_eq!((counts(&seen), seen.done), ([3, 3, 0, 0, 0], false));
    assert!(world.all().is_empty());
    let done = world.take(THREE);
    assert_eq!(done, ImportRes { done: true, ..seen });
    let names: Vec<String> = world.all().into_iter().map(|row| row.details.name).collect();
    assert_eq!(names, ["Ana", "Eva", "Luz"], "ids follow the order of the rows");
}

#[test]
fn the_report_shows_the_file_as_it_stands() {
    let report = World::new().look(THREE);
    assert_eq!(report.headings, ["Referencia", "Nombre", "Tipo de boleta", "Empresa"]);
    let fields = [Field::Reference, Field::Name, Field::Product, Field::Company].map(Some);
    assert_eq!(report.mapping.columns, fields);
    assert_eq!(report.sample[1], ["B", "Eva", "prensa", "El Faro"]);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let world = World::new();
    world.take(THREE);
    let before = world.all();
    assert_eq!(counts(&world.look(THREE)), [3, 0, 0, 3, 0]);
    assert_eq!(counts(&world.take(THREE)), [3, 0, 0, 3, 0]);
    assert!(world.all() == before);
}

#[test]
fn a_file_without_references_may_be_imported_again_too() {
    let world = World::new();
    let file = "name,product\nAna,1\nAna,1\nEva,1\n";
    assert_eq!(counts(&world.take(file)), [3, 3, 0, 0, 0]);
    assert_eq!(counts(&world.take(file)), [3, 0, 0, 3, 0]);
    let longer = format!("{file}Ana,1\n");
    assert_eq!(counts(&world.take(&longer)), [4, 1, 0, 3, 0]);
}

#[test]
fn a_broken_row_in_the_middle_leaves_nothing() {
    let world = World::new();
    let file = "reference,name,product\nA,Ana,1\nB,Eva,Palco\nC,Luz,1\nC,Sol,1\n";
    assert!(matches!(world.try_take(file), Err(Failed::Row)));
    assert!(world.all().is_empty());
    let seen = world.look(file);
    assert_eq!((counts(&seen), seen.done), ([4, 2, 0, 0, 2], false));
    let told: Vec<_> = seen.bad_rows.iter().map(|bad| (bad.line, bad.problem)).collect();
    assert_eq!(told, [(3, RowProblem::UnknownProduct), (5, RowProblem::DuplicateReference)]);
    assert_eq!(counts(&world.take(THREE)), [3, 3, 0, 0, 0], "the replica goes on as before");
}

#[test]
fn a_file_that_breaks_off_leaves_nothing() {
    let world = World::new();
    world.take(THREE);
    let refused = world.try_take("reference,name,product\nD,Ana,1\nE,\"Eva,1\n");
    assert!(matches!(refused, Err(Failed::File(Unreadable::Unclosed { line: 3 }))));
    assert_eq!(world.all().len(), 3);
}

#[test]
fn a_changed_row_updates_its_credential_and_keeps_its_id() {
    let world = World::new();
    world.take("reference,name,product,company,status\nA,Ana,1,El Faro,paid\n");
    let before = world.one();
    let report = world.take("reference,name,product,company,status\nA,Ana Ruiz,2,,revoked\n");
    assert_eq!(counts(&report), [1, 0, 1, 0, 0]);
    let after = world.one();
    assert_eq!(after.id, before.id);
    assert_eq!(
        (after.details.name.as_str(), after.details.company, after.standing),
        ("Ana Ruiz", None, Standing::Revoked)
    );
    assert_eq!((after.details.product, after.details.kind), (ProductNo(2), Kind::Press));
}

#[test]
fn what_a_file_has_no_column_for_stays_as_it_is() {
    let world = World::new();
    world.take(
        "reference,name,product,kind,email,company,order code,seat,attention,status,valid from,valid until\n\
         A,Ana,1,staff,a@b.co,El Faro,AB1,Mesa 4,Manilla,blocked,2026-08-14,2026-08-15\n",
    );
    let before = world.one();
    assert_eq!(counts(&world.take("reference,name,product\nA,Ana,1\n")), [1, 0, 0, 1, 0]);
    assert!(world.one() == before);
    assert_eq!(counts(&world.take("reference,name,product,seat,status\nA,Ana,1,,\n")), [1, 0, 1, 0, 0]);
    let after = world.one();
    assert_eq!(
        (after.details.seat, after.standing),
        (None, Standing::Blocked),
        "an empty cell revives nobody"
    );
}

#[test]
fn only_the_first_bad_rows_are_told_one_by_one() {
    let file = format!("name,product\n{}", "Ana,Palco\n".repeat(TOLD + 50));
    let report = World::new().look(&file);
    assert_eq!((report.bad, report.bad_rows.len()), (TOLD as u64 + 50, TOLD));
}

#[test]
fn progress_is_told_and_ends_with_the_whole_file() {
    let world = World::new();
    let file = format!("name,product\n{}", format!("{},1\n", "x".repeat(150)).repeat(4_000));
    let mut told = Vec::new();
    look(&world.replica, world.file(&file), None, |done| told.push(done)).expect("looked at");
    assert!(told.len() > 2 && told.is_sorted());
    assert_eq!(told.last(), Some(&(file.len() as u64)));
}
