//! A whole file: what it looks like, then its rows one by one in bounded memory.
//!
//! Pure but for reading what it is given: it knows no replica, and never decides what is done with a row.

use std::io::{Cursor, Read};

use gatehouse_contract::import::{BadRow, Mapping};
use jiff::tz::TimeZone;

use super::catalogue::Catalogue;
use super::clean::clean;
use super::mapping::{self, BadMapping};
use super::records::{Record, Records};
use super::row::{Attendee, Layout, RowReader};
use super::sniff::{WANTED, sniff};
use super::unreadable::{MAX_COLUMNS, Unreadable};

/// Letters of a heading or a cell that are shown.
const SHOWN: usize = 200;

/// The rows of one file.
pub(super) struct Rows<'a, R> {
    records: Records<Chained<R>>,
    record: Record,
    reader: RowReader<'a>,
    headings: Vec<String>,
    mapping: Mapping,
    skipped: u64,
}

type Chained<R> = std::io::Chain<Cursor<Vec<u8>>, R>;

/// Why no row can be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unopened {
    /// The file is no CSV.
    #[error(transparent)]
    File(#[from] Unreadable),
    /// The chosen columns do not fit it.
    #[error(transparent)]
    Mapping(#[from] BadMapping),
}

impl<'a, R: Read> Rows<'a, R> {
    /// Reads the headings and settles the mapping: the chosen one, or what the headings say.
    ///
    /// # Errors
    /// When the file is no CSV, or the chosen mapping is for another one.
    pub(super) fn open(
        mut from: R,
        chosen: Option<Mapping>,
        catalogue: &'a Catalogue,
        zone: TimeZone,
    ) -> Result<Self, Unopened> {
        let mut start = Vec::new();
        from.by_ref().take(WANTED as u64).read_to_end(&mut start).map_err(Unreadable::Io)?;
        let dialect = sniff(&start)?;
        let mut start = Cursor::new(start);
        start.set_position(dialect.skip as u64);
        let mut records = Records::new(start.chain(from), dialect.delimiter, dialect.line);
        let mut record = Record::default();
        if !records.read(&mut record)? {
            return Err(Unreadable::Empty.into());
        }
        let headings = headings(&record)?;
        let mapping = chosen.unwrap_or_else(|| mapping::guess(&headings));
        mapping::check(&mapping, headings.len())?;
        let default_product = match mapping.default_product {
            Some(number) => Some(catalogue.by_number(number).ok_or(BadMapping::DefaultProduct)?),
            None => None,
        };
        let reader = RowReader::new(Layout::new(&mapping, default_product), catalogue, zone);
        Ok(Self { records, record, reader, headings, mapping, skipped: dialect.skip as u64 })
    }

    /// The next row, good or bad; rows in which nothing stands are no rows.
    ///
    /// # Errors
    /// When the file cannot be read on.
    pub(super) fn next_row(&mut self) -> Result<Option<Result<Attendee, BadRow>>, Unreadable> {
        loop {
            if !self.records.read(&mut self.record)? {
                return Ok(None);
            }
            if self.record.cells().any(|cell| !cell.trim_ascii().is_empty()) {
                return Ok(Some(self.reader.read(&self.record)));
            }
        }
    }

    /// The row that was read last, as it stands in the file.
    pub(super) fn cells(&self) -> Vec<String> {
        self.record.cells().map(shown).collect()
    }

    /// The headings.
    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The mapping in use, the other way round.
    pub(super) const fn layout(&self) -> &Layout {
        self.reader.layout()
    }

    /// The mapping in use.
    pub(super) const fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Bytes of the file that were looked at.
    pub(super) const fn bytes(&self) -> u64 {
        self.skipped + self.records.bytes()
    }
}

fn headings(record: &Record) -> Result<Vec<String>, Unreadable> {
    if record.columns() > MAX_COLUMNS {
        return Err(Unreadable::Columns);
    }
    if record.cells().any(|cell| std::str::from_utf8(cell).is_err()) {
        return Err(Unreadable::Headings);
    }
    Ok(record.cells().map(shown).collect())
}

fn shown(cell: &[u8]) -> String {
    let start = &cell[..cell.len().min(4 * SHOWN)];
    clean(&String::from_utf8_lossy(start)).chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use gatehouse_contract::import::{Field, RowProblem};
    use gatehouse_core::admission::Kind;
    use gatehouse_core::ids::ProductNo;
    use proptest::prelude::*;

    use super::*;

    fn catalogue() -> Catalogue {
        Catalogue::new([(ProductNo(1), "General", Kind::Ticket)])
    }

    /// Lines of good rows, and of bad ones with what is wrong.
    type Lines = (Vec<u64>, Vec<(u64, RowProblem)>);

    fn lines(bytes: &[u8]) -> Result<Lines, Unopened> {
        let catalogue = catalogue();
        let mut rows = Rows::open(bytes, None, &catalogue, TimeZone::UTC)?;
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next_row()? {
            match row {
                Ok(_) => good.push(rows.record.line()),
                Err(row) => bad.push((row.line, row.problem)),
            }
        }
        assert_eq!(rows.bytes(), bytes.len() as u64);
        Ok((good, bad))
    }

    #[test]
    fn a_spreadsheets_export_is_read_as_it_comes() {
        let file = "\u{feff}sep=;\r\nNombre;Tipo de boleta\r\n\r\nAna;General\r\n;;\r\n;\r\nEva;Palco\r\n";
        let (good, bad) = lines(file.as_bytes()).expect("readable");
        assert_eq!(good, [4]);
        assert_eq!(bad, [(7, RowProblem::UnknownProduct)], "rows of nothing are no rows");
    }

    #[test]
    fn headings_alone_are_a_file_without_rows() {
        assert_eq!(lines(b"name,product").expect("readable"), (vec![], vec![]));
    }

    #[test]
    fn headings_in_another_encoding_are_refused() {
        assert!(matches!(lines(b"a\xf1o,name\n"), Err(Unopened::File(Unreadable::Headings))));
    }

    #[test]
    fn a_chosen_mapping_goes_before_the_guess() {
        let (catalogue, columns) = (catalogue(), vec![None, Some(Field::Name)]);
        let mapping = Mapping { columns, default_product: Some(1) };
        let mut rows =
            Rows::open("name,alias\nAna,Anita\n".as_bytes(), Some(mapping), &catalogue, TimeZone::UTC)
                .expect("readable");
        let row = rows.next_row().expect("readable").expect("a row").expect("a good one");
        assert_eq!(row.name, "Anita");
        assert_eq!(rows.cells(), ["Ana", "Anita"]);
    }

    #[test]
    fn a_default_product_must_exist() {
        let mapping = Mapping { columns: vec![None], default_product: Some(9) };
        let catalogue = catalogue();
        let refused = Rows::open("x\n".as_bytes(), Some(mapping), &catalogue, TimeZone::UTC).map(|_| ());
        assert!(matches!(refused, Err(Unopened::Mapping(BadMapping::DefaultProduct))));
    }

    proptest! {
        #[test]
        fn any_bytes_have_an_answer_and_bad_rows_keep_their_lines(
            bytes in proptest::collection::vec(
                prop_oneof![4 => any::<u8>(), 1 => Just(b'\n'), 1 => Just(b','), 1 => Just(b'"')], 0..300),
        ) {
            let file = [b"name,product\n".as_slice(), &bytes].concat();
            if let Ok((good, bad)) = lines(&file) {
                let mut all: Vec<u64> = good.into_iter().chain(bad.into_iter().map(|(line, _)| line)).collect();
                all.sort_unstable();
                let newlines = file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
                prop_assert!(all.iter().all(|&line| (2..=newlines + 1).contains(&line)));
                prop_assert!(all.is_sorted_by(|a, b| a < b));
            }
        }
    }
}
