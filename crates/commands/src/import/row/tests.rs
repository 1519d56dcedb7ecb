use gatehouse_core::admission::{Approval, Payment, Standing};
use gatehouse_core::ids::ProductNo;

use super::*;
use crate::import::mapping;
use crate::import::records::Records;

const HEADINGS: &str = "reference,name,first name,last name,email,company,product,kind,order code,seat,attention,\
                        status,valid from,valid until";

fn catalogue() -> Catalogue {
    Catalogue::new([(ProductNo(1), "General", Kind::Ticket), (ProductNo(2), "Prensa", Kind::Press)])
}

/// Reads a file whose headings are guessed.
fn read(text: &str) -> Vec<Result<Attendee, BadRow>> {
    read_bytes(text.as_bytes(), None)
}

fn read_bytes(bytes: &[u8], default_product: Option<u16>) -> Vec<Result<Attendee, BadRow>> {
    let (catalogue, zone) = (catalogue(), TimeZone::get("America/Bogota").expect("Bogotá"));
    let mut records = Records::new(bytes, b',', 1);
    let mut record = Record::default();
    assert!(records.read(&mut record).expect("headings"));
    let headings: Vec<String> =
        record.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    let layout = Layout::new(
        &mapping::guess(&headings),
        default_product.and_then(|number| catalogue.by_number(number)),
    );
    let mut reader = RowReader::new(layout, &catalogue, zone);
    let mut rows = Vec::new();
    while records.read(&mut record).expect("readable") {
        rows.push(reader.read(&record));
    }
    rows
}

fn one(text: &str) -> Result<Attendee, BadRow> {
    read(&format!("{HEADINGS}\n{text}")).pop().expect("a row")
}

#[test]
fn a_full_row_becomes_an_attendee() {
    let attendee = one("A-1,Ana  Ruiz,,,ana@example.org,El Faro,prensa,artista,AB1,Mesa 4,Manilla,paid,\
                        2026-08-14,2026-08-15 03:00");
    let expected = Attendee {
        reference: "A-1".into(),
        product: Listed { number: ProductNo(2), kind: Kind::Press },
        kind: Some(Kind::Artist),
        name: "Ana Ruiz".into(),
        email: Some("ana@example.org".into()),
        company: Some("El Faro".into()),
        order_code: Some("AB1".into()),
        seat: Some("Mesa 4".into()),
        attention: Some("Manilla".into()),
        state: Some(State::PAID),
        validity: Window { from: Some(WallMs(1_786_683_600_000)), until: Some(WallMs(1_786_780_800_000)) },
    };
    assert_eq!(attendee, Ok(expected));
}

#[test]
fn a_row_may_say_little() {
    let attendee = one(",Ana,,,,,1,,,,,,,").expect("a good row");
    assert!(attendee.reference.starts_with("auto-"));
    assert_eq!((attendee.kind, attendee.state, attendee.validity), (None, None, Window::ALWAYS));
    assert_eq!([attendee.email, attendee.company, attendee.seat, attendee.attention], [const { None }; 4]);
}

#[test]
fn a_name_may_come_in_two_columns() {
    let check = |row: &str, expected: &str| assert_eq!(one(row).expect("a good row").name, expected);
    check(",,Ana,Ruiz,,,1,,,,,,,", "Ana Ruiz");
    check(",,,Ruiz,,,1,,,,,,,", "Ruiz");
    check(",Ana R.,Ana,Ruiz,,,1,,,,,,,", "Ana R.");
}

#[test]
fn the_status_says_where_credential_and_order_stand() {
    let check = |word: &str, standing, approval, payment| {
        let state = one(&format!(",Ana,,,,,1,,,,,{word},,")).expect("a good row").state;
        assert_eq!(state, Some(State { standing, approval, payment }), "{word}");
    };
    check("paid", Standing::Good, Approval::Given, Payment::Settled);
    check("unpaid", Standing::Good, Approval::Given, Payment::Due);
    check("unapproved", Standing::Good, Approval::Awaited, Payment::Due);
    check("cancelled", Standing::Cancelled, Approval::Given, Payment::Settled);
    check("revocada", Standing::Revoked, Approval::Given, Payment::Settled);
    check("blocked", Standing::Blocked, Approval::Given, Payment::Settled);
}

#[test]
fn a_bad_row_says_what_and_where() {
    use RowProblem as P;
    let check = |row: &str, problem: RowProblem, column: Option<u32>, found: &str| {
        assert_eq!(one(row), Err(BadRow { line: 2, column, problem, found: found.into() }), "{row}");
    };
    let long = "x".repeat(201);
    check("A,Ana", P::ColumnCount, None, "A");
    check(",Ana,,,,,1,,,,,,,,", P::ColumnCount, None, "");
    check(",  ,,,,,1,,,,,,,", P::NameMissing, Some(2), "");
    check(",Ana,,,,,Palco,,,,,,,", P::UnknownProduct, Some(7), "Palco");
    check(",Ana,,,,,,,,,,,,", P::ProductMissing, Some(7), "");
    check(",Ana,,,,,1,VIP,,,,,,", P::UnknownKind, Some(8), "VIP");
    check(",Ana,,,,,1,,,,,pending,,", P::UnknownStatus, Some(12), "pending");
    check(",Ana,,,ana@home,,1,,,,,,,", P::BadEmail, Some(5), "ana@home");
    check(",Ana,,,,,1,,,,,,14/08/2026,", P::BadTime, Some(13), "14/08/2026");
    check(",Ana,,,,,1,,,,,,2026-08-14,2026-08-13", P::EmptyWindow, Some(14), "2026-08-13");
    check(&format!(",{long},,,,,1,,,,,,,"), P::TooLong, Some(2), &format!("{}…", "x".repeat(39)));
}

#[test]
fn attention_may_be_longer_than_other_fields() {
    assert!(one(&format!(",Ana,,,,,1,,,,{},,,", "é".repeat(500))).is_ok());
    let bad = one(&format!(",Ana,,,,,1,,,,{},,,", "é".repeat(501))).expect_err("too long");
    assert_eq!((bad.problem, bad.column), (RowProblem::TooLong, Some(11)));
}

#[test]
fn bytes_that_are_not_utf8_are_named_by_line_and_column() {
    let rows = read_bytes(b"name,seat\nAna,1\nMar\xeda,2\n", Some(1));
    assert!(rows[0].is_ok());
    let expected =
        BadRow { line: 3, column: Some(1), problem: RowProblem::NotUtf8, found: "Mar\u{fffd}a".into() };
    assert_eq!(rows[1], Err(expected));
}

#[test]
fn a_reference_stands_once_in_a_file() {
    let rows = read("reference,name,product\nA,Ana,1\nB,Eva,1\nA,Luz,1");
    assert!(rows[0].is_ok() && rows[1].is_ok());
    let bad = rows[2].as_ref().expect_err("a duplicate");
    assert_eq!((bad.problem, bad.line, bad.column), (RowProblem::DuplicateReference, 4, Some(1)));
}

#[test]
fn rows_without_a_reference_get_the_same_one_next_time() {
    let file = "name,product,order code\nAna,1,AB1\nAna,1,AB1\nAna,2,AB1\n";
    let references =
        || read(file).into_iter().map(|row| row.expect("a good row").reference).collect::<Vec<_>>();
    let mut once = references();
    assert_eq!(once, references());
    once.sort();
    once.dedup();
    assert_eq!(once.len(), 3, "no two rows are one");
}

#[test]
fn a_default_product_serves_rows_that_name_none() {
    let rows = read_bytes(b"name,product\nAna,\nEva,2\nLuz,Palco", Some(1));
    let product =
        |row: usize| rows[row].as_ref().map(|attendee| attendee.product.number.0).map_err(|bad| bad.problem);
    assert_eq!([product(0), product(1)], [Ok(1), Ok(2)]);
    assert_eq!(product(2), Err(RowProblem::UnknownProduct), "a wrong product is not a missing one");
}

#[test]
fn addresses_are_told_from_other_texts() {
    let check = |text: &str, expected: bool| assert_eq!(is_email(text), expected, "{text}");
    check("a@b.co", true);
    check("ana.ruiz+gate@mail.example.org", true);
    check("\"odd@local\"@example.org", true);
    check("josé@correo.español", true);
    check("ana", false);
    check("@example.org", false);
    check("ana@", false);
    check("ana@home", false);
    check("ana@.org", false);
    check("ana@example.", false);
    check("ana@example.org, eva@example.org", false);
    check("Ana <ana@example.org>", false);
}
