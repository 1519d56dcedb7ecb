//! `gatehouse import csv`.

use serde_json::json;

use crate::Desk;

#[test]
fn one_broken_row_and_nothing_is_taken() {
    let desk = Desk::new();
    let event = desk.event();
    let list = desk.write("list.csv", "name,product\nAna,General\nLuis,Balcony\nEva,Crew\n");
    let run = desk.on(&event, "import csv", &[list.to_str().expect("UTF-8")]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("list.csv:3:2: no such product"), "{}", run.err);
    assert!(!run.err.contains("Luis") && !run.err.contains("Balcony"), "rows stay out of diagnostics");
    let report = &run.json()[0];
    assert_eq!((&report["bad"], &report["done"]), (&json!(1), &json!(false)));
    assert_eq!(report["bad_rows"][0]["line"], 3);
    assert_eq!(desk.on(&event, "event show", &[]).one()["credentials"], 0);
}

#[test]
fn a_dry_run_tells_what_would_be_taken() {
    let desk = Desk::new();
    let event = desk.event();
    let list = desk.write("list.csv", "name,product\nAna,General\nEva,2\n");
    let list = list.to_str().expect("UTF-8");
    let looked = desk.on(&event, "import csv --dry-run", &[list]).one();
    assert_eq!((&looked["added"], &looked["done"]), (&json!(2), &json!(false)));
    assert_eq!(desk.on(&event, "event show", &[]).one()["credentials"], 0);
    let taken = desk.on(&event, "import csv", &[list]).one();
    assert_eq!((&taken["added"], &taken["done"]), (&json!(2), &json!(true)));
    let again = desk.on(&event, "import csv", &[list]).one();
    assert_eq!((&again["added"], &again["unchanged"]), (&json!(0), &json!(2)));
}

#[test]
fn columns_can_be_named_by_heading_or_number() {
    let desk = Desk::new();
    let event = desk.event();
    let list = desk.write("list.csv", "X,Y\nAna,B7\n");
    let list = list.to_str().expect("UTF-8");
    let run = desk.on(
        &event,
        "import csv",
        &[list, "--map", "x=name", "--map", "2=seat", "--default-product", "1"],
    );
    assert_eq!(run.one()["added"], 1);
    let hit = desk.on(&event, "search ana", &[]).one();
    assert_eq!((&hit["seat"], &hit["product"]), (&json!("B7"), &json!("General")));
    let run = desk.on(&event, "import csv", &[list, "--map", "Z=name"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("X, Y"), "{}", run.err);
}

#[test]
fn what_is_no_csv_is_an_error() {
    let desk = Desk::new();
    let event = desk.event();
    let empty = desk.write("empty.csv", "");
    assert_eq!(desk.on(&event, "import csv", &[empty.to_str().expect("UTF-8")]).status, 2);
    assert_eq!(desk.on(&event, "import csv", &[desk.path("missing.csv").to_str().expect("UTF-8")]).status, 2);
}
