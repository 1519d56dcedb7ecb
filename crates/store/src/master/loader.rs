//! Taking a first download at once: everything that the organizer says, in one transaction.

use rusqlite::Transaction;

use super::{Change, apply_small};
use crate::error::Result;
use crate::table::credential::Importer;

/// Takes a first download: many changes, in one transaction. Into a replica without credentials it is fastest.
#[must_use = "a download that is not finished takes the whole transaction back"]
#[derive(Debug)]
pub struct Loader<'a, 'conn> {
    tx: &'a Transaction<'conn>,
    importer: Importer<'a, 'conn>,
}

impl<'a, 'conn> Loader<'a, 'conn> {
    /// Begins a download beside what is here already.
    pub fn begin(tx: &'a Transaction<'conn>) -> Result<Self> {
        Ok(Self { tx, importer: Importer::begin(tx)? })
    }

    /// Takes one change. Credentials come fastest in the order of their ids.
    ///
    /// # Errors
    ///
    /// As [`apply`](super::apply); the download cannot go on after an error.
    pub fn take(&mut self, change: &Change) -> Result<()> {
        match change {
            Change::Credential(new) => self.importer.put_by_id(new).map(drop),
            other => apply_small(self.tx, other),
        }
    }

    /// Completes the indexes.
    pub fn finish(self) -> Result<()> {
        self.importer.finish()
    }
}
