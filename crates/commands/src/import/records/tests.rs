use std::io::{Cursor, Read};

use proptest::prelude::*;

use super::*;

/// Hands out few bytes at a time, so that every state meets the end of the buffer.
struct Drip<'a>(Cursor<&'a [u8]>, usize);

impl Read for Drip<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(into.len());
        self.0.read(&mut into[..most])
    }
}

type Rows = Vec<(u64, Vec<Vec<u8>>)>;

fn rows(bytes: &[u8], delimiter: u8, drip: usize) -> Result<Rows, Unreadable> {
    let mut records = Records::new(Drip(Cursor::new(bytes), drip), delimiter, 1);
    let mut record = Record::default();
    let mut rows = Vec::new();
    while records.read(&mut record)? {
        assert_eq!(record.columns(), record.cells().count());
        rows.push((record.line(), record.cells().map(<[u8]>::to_vec).collect()));
    }
    assert_eq!(records.bytes(), bytes.len() as u64);
    Ok(rows)
}

fn check(text: &str, expected: &[(u64, &[&str])]) {
    for drip in [1, 2, BUFFER] {
        let found = rows(text.as_bytes(), b',', drip).expect("readable");
        let found: Vec<(u64, Vec<&str>)> = found
            .iter()
            .map(|(line, cells)| {
                (*line, cells.iter().map(|cell| std::str::from_utf8(cell).expect("UTF-8")).collect())
            })
            .collect();
        let expected: Vec<(u64, Vec<&str>)> =
            expected.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn records_keep_their_lines_under_every_line_ending() {
    for newline in ["\n", "\r\n", "\r"] {
        let text = "a,b\n\n1,2\n\"x\ny\",3\n4,5".replace('\n', newline);
        let both = format!("x{newline}y");
        check(&text, &[(1, &["a", "b"]), (3, &["1", "2"]), (4, &[&both, "3"]), (6, &["4", "5"])]);
    }
}

#[test]
fn quotation_marks_count_where_a_cell_begins() {
    check("\"a,b\",c", &[(1, &["a,b", "c"])]);
    check("\"say \"\"hi\"\"\"\n", &[(1, &["say \"hi\""])]);
    check("5\" pipe,b", &[(1, &["5\" pipe", "b"])]);
    check("\"a\"b\"c,d", &[(1, &["ab\"c", "d"])]);
    check("\"\",", &[(1, &["", ""])]);
    check("\"\"", &[(1, &[""])]);
}

#[test]
fn empty_cells_count_and_empty_lines_do_not() {
    check("", &[]);
    check("\n\r\n", &[]);
    check("a,\n", &[(1, &["a", ""])]);
    check(",\n,", &[(1, &["", ""]), (2, &["", ""])]);
    check("a", &[(1, &["a"])]);
}

#[test]
fn an_unclosed_mark_is_named_by_its_own_line() {
    let check = |text: &str, expected: u64| {
        let error = rows(text.as_bytes(), b',', 3).expect_err("unclosed");
        assert!(matches!(error, Unreadable::Unclosed { line } if line == expected), "{text:?}");
    };
    check("\"", 1);
    check("a\nb,\"c\nd\ne", 2);
    check("a\r\n\"b\",c\r\nd,\"e\"\"", 3);
}

#[test]
fn a_record_without_end_does_not_fill_the_memory() {
    let mut text = vec![b'x'; 5 * MAX_RECORD];
    text.extend_from_slice(b"\nshort");
    let mut records = Records::new(text.as_slice(), b',', 1);
    let mut record = Record::default();
    assert!(records.read(&mut record).expect("readable"));
    assert!(record.too_long() && record.text.capacity() <= 2 * MAX_RECORD);
    assert!(records.read(&mut record).expect("readable"));
    assert!(!record.too_long());
    assert_eq!((record.cell(0), record.line()), (b"short".as_slice(), 2));
}

#[test]
fn cells_without_end_do_not_fill_the_memory() {
    let text = ",".repeat(10_000);
    let mut records = Records::new(text.as_bytes(), b',', 1);
    let mut record = Record::default();
    assert!(records.read(&mut record).expect("readable"));
    assert_eq!((record.columns(), record.cells().count(), record.too_long()), (10_001, MAX_COLUMNS, true));
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer_whatever_way_they_arrive(
        bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), any::<u8>()], 0..200),
        drip in 1usize..9,
    ) {
        let at_once = rows(&bytes, b',', BUFFER);
        let in_drips = rows(&bytes, b',', drip);
        match (at_once, in_drips) {
            (Ok(one), Ok(other)) => {
                prop_assert!(one.is_sorted_by(|a, b| a.0 < b.0), "every record has a line of its own");
                prop_assert_eq!(one, other);
            }
            (Err(one), Err(other)) => prop_assert_eq!(one.to_string(), other.to_string()),
            _ => prop_assert!(false, "the way bytes arrive must not matter"),
        }
    }

    #[test]
    fn what_another_program_writes_is_read_back(
        table in proptest::collection::vec(proptest::collection::vec("[a,;\"\r\n é]{0,6}", 3), 1..12),
        windows in any::<bool>(),
    ) {
        let terminator = if windows { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        for row in &table {
            writer.write_record(row).expect("written to memory");
        }
        let bytes = writer.into_inner().expect("written to memory");
        let found = rows(&bytes, b',', BUFFER).expect("readable");
        let found: Vec<Vec<Vec<u8>>> = found.into_iter().map(|(_, cells)| cells).collect();
        let expected: Vec<Vec<Vec<u8>>> =
            table.iter().map(|row| row.iter().map(|cell| cell.clone().into_bytes()).collect()).collect();
        prop_assert_eq!(found, expected);
    }
}
