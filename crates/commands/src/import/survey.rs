//! Going through a whole file: counting what it would do to the replica, or doing it.

use std::fs::File;

use gatehouse_contract::import::{ImportRes, Mapping};
use gatehouse_core::time::WallMs;
use gatehouse_store::table::credential::{self, Change, Importer};
use gatehouse_store::table::{event, meta, product};
use gatehouse_store::{Connection, Replica};

use super::ahead::{Ahead, read_ahead};
use super::catalogue::Catalogue;
use super::ids::Ids;
use super::mapping::BadMapping;
use super::plan::plan;
use super::rows::{Rows, Unopened};
use super::unreadable::Unreadable;

/// Rows that are shown as they stand in the file.
const SAMPLE: usize = 5;

/// Bad rows that are told one by one; all of them are counted.
const TOLD: usize = 100;

/// Bytes between two words about how far it is.
const STEP: u64 = 256 * 1024;

/// Why a file was not gone through, or not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failed {
    /// The file is no CSV.
    #[error(transparent)]
    File(#[from] Unreadable),
    /// The chosen columns do not fit it.
    #[error(transparent)]
    Mapping(#[from] BadMapping),
    /// The replica failed.
    #[error(transparent)]
    Store(#[from] gatehouse_store::Error),
    /// A row was bad while taking, so nothing is taken.
    #[error("a row is bad")]
    Row,
}

/// Looks at what importing the file would do.
pub(super) fn look(
    replica: &Replica,
    file: File,
    chosen: Option<Mapping>,
    progress: impl FnMut(u64),
) -> Result<ImportRes, Failed> {
    // No id that is made here is kept.
    let ids = Ids::new(WallMs(0), [0; 10]);
    replica.read(|conn| survey(conn, file, chosen, ids, None, progress))
}

/// Imports the file in one transaction.
///
/// # Errors
/// [`Failed::Row`] at the first bad row; nothing is taken then, and [`look`] tells of all of them.
pub(super) fn take(
    replica: &Replica,
    file: File,
    chosen: Option<Mapping>,
    ids: Ids,
    at: WallMs,
    progress: impl FnMut(u64) + Send + 'static,
) -> Result<ImportRes, Failed> {
    replica.write(move |tx, _author| {
        let importer = Importer::begin(tx)?;
        let report = survey(tx, file, chosen, ids, Some(importer), progress)?;
        meta::set_master_at(tx, at)?;
        Ok(report)
    })
}

fn survey(
    conn: &Connection,
    file: File,
    chosen: Option<Mapping>,
    mut ids: Ids,
    mut importer: Option<Importer<'_, '_>>,
    mut progress: impl FnMut(u64),
) -> Result<ImportRes, Failed> {
    let products = product::all(conn)?;
    let catalogue =
        Catalogue::new(products.iter().map(|row| (row.product.number, row.product.name.as_str(), row.kind)));
    // Into an empty table no row need be looked up, and the importer has put its index aside.
    let nobody_known = credential::page(conn, None, 1)?.is_empty();
    let rows = Rows::open(file, chosen, &catalogue, event::time_zone(conn)?)?;
    let mut report = ImportRes {
        headings: rows.headings().to_vec(),
        mapping: rows.mapping().clone(),
        sample: Vec::new(),
        rows: 0,
        added: 0,
        updated: 0,
        unchanged: 0,
        bad: 0,
        bad_rows: Vec::new(),
        done: false,
    };
    let layout = rows.layout().clone();
    let mut next_word = STEP;
    let last = read_ahead(rows, SAMPLE, |batches| {
        let mut last = 0;
        for ahead in batches.into_iter().flat_map(each) {
            let ahead = ahead?;
            last = ahead.bytes;
            report.rows += 1;
            report.sample.extend(ahead.cells);
            if last >= next_word {
                progress(last);
                next_word = last + STEP;
            }
            let (attendee, words) = match ahead.row {
                Ok(row) => row,
                Err(_) if importer.is_some() => return Err(Failed::Row),
                Err(bad) => {
                    report.bad += 1;
                    if report.bad_rows.len() < TOLD {
                        report.bad_rows.push(bad);
                    }
                    continue;
                }
            };
            let known =
                if nobody_known { None } else { credential::find_by_reference(conn, &attendee.reference)? };
            let plan = plan(attendee, known.as_ref(), &layout, || ids.next_id());
            match plan.change {
                Change::Inserted => report.added += 1,
                Change::Updated => report.updated += 1,
                Change::Unchanged => report.unchanged += 1,
            }
            match importer.as_mut() {
                Some(importer) if plan.change == Change::Inserted => {
                    importer.put_found_by(&plan.credential, &words)?;
                }
                // What the file has no column for stays, and may be among what it is found by.
                Some(importer) if plan.change == Change::Updated => {
                    importer.put(&plan.credential)?;
                }
                _ => {}
            }
        }
        Ok(last)
    })?;
    progress(last);
    if let Some(importer) = importer {
        importer.finish()?;
        report.done = true;
    }
    Ok(report)
}

/// The rows of a batch, or what stopped the reading.
fn each(batch: Result<Vec<Ahead>, Unreadable>) -> impl Iterator<Item = Result<Ahead, Unreadable>> {
    let (rows, failure) = match batch {
        Ok(rows) => (rows, None),
        Err(failure) => (Vec::new(), Some(Err(failure))),
    };
    rows.into_iter().map(Ok).chain(failure)
}

impl From<Unopened> for Failed {
    fn from(error: Unopened) -> Self {
        match error {
            Unopened::File(error) => Self::File(error),
            Unopened::Mapping(error) => Self::Mapping(error),
        }
    }
}

#[cfg(test)]
mod tests;
