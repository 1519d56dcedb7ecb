//! Taking many credentials at once, within the caller's one transaction.
//!
//! Into an empty table the indexes over references and order codes are built once, behind the rows, because inserting a
//! million random keys one by one costs several times as much. Memory stays bounded whatever the number of rows: the page cache spills into
//! the log, the vocabulary into its table.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;

use gatehouse_core::ids::CredentialId;
use rusqlite::{Transaction, params};

use super::{CredentialRow, Inserter, NewCredential, find, find_by_reference, overwrite};
use crate::error::{Result, Spoilt, spoil};
use crate::search::{self, Gather, Vocabulary, Words};
use crate::sql::{get, row, rows};

/// What became of one row of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// The credential: a new one has the id that came with it, an old one keeps its own.
    pub id: CredentialId,
    /// What happened to it.
    pub change: Change,
}

/// What happened to a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// It is new.
    Inserted,
    /// Something about it was different.
    Updated,
    /// It was here to the letter.
    Unchanged,
}

/// Takes credentials one by one and ends with [`Importer::finish`]; without that the whole transaction is taken back.
#[must_use = "an import that is not finished takes the whole transaction back"]
pub struct Importer<'a, 'conn> {
    tx: &'a Transaction<'conn>,
    inserter: Inserter<'a>,
    fresh: Option<Fresh>,
    vocabulary: Vocabulary,
    finished: bool,
}

/// What is remembered while an empty table fills without its indexes over random keys.
#[derive(Debug)]
struct Fresh {
    indexes: Vec<String>,
    /// Hashes of references, and of the ids of rows without one.
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl fmt::Debug for Importer<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Importer").field("fresh", &self.fresh.is_some()).finish_non_exhaustive()
    }
}

impl<'a, 'conn> Importer<'a, 'conn> {
    /// Begins an import.
    pub fn begin(tx: &'a Transaction<'conn>) -> Result<Self> {
        search::gather(tx, Gather::Import)?;
        let empty = row(tx, "SELECT 1 FROM credential LIMIT 1", [], |_| Ok(()))?.is_none();
        let fresh = if empty { Some(Fresh::begin(tx)?) } else { None };
        let inserter = Inserter::new(tx)?;
        Ok(Self { tx, inserter, fresh, vocabulary: Vocabulary::default(), finished: false })
    }

    /// Adds a credential, or changes the one with its reference; one without a reference goes by its id.
    ///
    /// # Errors
    ///
    /// [`Error::Constraint`](crate::Error::Constraint) for an unknown product, or an id that belongs to another
    /// reference. The import cannot go on after an error.
    pub fn put(&mut self, new: &NewCredential) -> Result<Put> {
        self.put_found_by(new, &Words::of_details(&new.details))
    }

    /// The same with the words of its details, made beforehand.
    ///
    /// # Errors
    ///
    /// Those of [`Importer::put`].
    pub fn put_found_by(&mut self, new: &NewCredential, words: &Words) -> Result<Put> {
        if self.is_new(new)? {
            return self.insert(new, words);
        }
        put_beside(self.tx, new, words, &mut self.vocabulary)
    }

    /// Adds a credential, or changes the one with its id, whatever its reference was. Another one that has the reference
    /// loses it.
    ///
    /// # Errors
    ///
    /// [`Error::Constraint`](crate::Error::Constraint) for an unknown product. The import cannot go on after an error.
    pub(crate) fn put_by_id(&mut self, new: &NewCredential) -> Result<Put> {
        let words = Words::of_details(&new.details);
        if self.is_new(new)? {
            return self.insert(new, &words);
        }
        put_by_id(self.tx, new, &words, &mut self.vocabulary)
    }

    /// Whether nothing like this can be in the table. From the first row on that comes a second time, it may.
    fn is_new(&mut self, new: &NewCredential) -> Result<bool> {
        if self.fresh.as_mut().is_some_and(|fresh| !fresh.is_first(new)) {
            self.settle()?;
        }
        Ok(self.fresh.is_some())
    }

    fn insert(&mut self, new: &NewCredential, words: &Words) -> Result<Put> {
        self.inserter.insert(new, words)?;
        self.vocabulary.count(self.tx, words, 1)?;
        Ok(Put { id: new.id, change: Change::Inserted })
    }

    /// Completes the indexes. What was taken becomes durable with the caller's transaction.
    pub fn finish(mut self) -> Result<()> {
        self.settle()?;
        self.vocabulary.store(self.tx)?;
        search::gather(self.tx, Gather::Usual)?;
        self.finished = true;
        Ok(())
    }

    fn settle(&mut self) -> Result<()> {
        let indexes = self.fresh.take().map(|fresh| fresh.indexes).unwrap_or_default();
        indexes.iter().try_for_each(|index| Ok(self.tx.execute_batch(index)?))
    }
}

impl Drop for Importer<'_, '_> {
    fn drop(&mut self) {
        if !self.finished {
            spoil(Spoilt::Unfinished);
        }
    }
}

impl Fresh {
    fn begin(tx: &Transaction<'_>) -> Result<Self> {
        let indexes = rows(
            tx,
            "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name IN ('credential_reference', 'credential_order')",
            [],
            |row| get(row, 0),
        )?;
        tx.execute_batch("DROP INDEX credential_reference; DROP INDEX credential_order")?;
        Ok(Self { indexes, seen: HashSet::new(), hasher: RandomState::new() })
    }

    /// Whether no row like this was taken before. May be wrong the other way, which costs time only.
    fn is_first(&mut self, new: &NewCredential) -> bool {
        let hash = match &new.details.reference {
            Some(reference) => self.hasher.hash_one(reference.as_str()),
            None => self.hasher.hash_one(new.id),
        };
        self.seen.insert(hash)
    }
}

/// Puts one credential beside others that may include it.
pub(super) fn put_beside(
    tx: &Transaction<'_>,
    new: &NewCredential,
    words: &Words,
    vocabulary: &mut Vocabulary,
) -> Result<Put> {
    let before = match &new.details.reference {
        Some(reference) => find_by_reference(tx, reference)?,
        None => find(tx, new.id)?,
    };
    replace(tx, before, new, words, vocabulary)
}

/// Puts one credential in the place of the one with its id, whatever their references.
pub(super) fn put_by_id(
    tx: &Transaction<'_>,
    new: &NewCredential,
    words: &Words,
    vocabulary: &mut Vocabulary,
) -> Result<Put> {
    if let Some(reference) = &new.details.reference {
        tx.prepare_cached("UPDATE credential SET reference = NULL WHERE reference = ?1 AND id <> ?2")?
            .execute(params![reference, new.id.as_bytes()])?;
    }
    replace(tx, find(tx, new.id)?, new, words, vocabulary)
}

/// Puts one credential in the place of what was known of it.
fn replace(
    tx: &Transaction<'_>,
    before: Option<CredentialRow>,
    new: &NewCredential,
    words: &Words,
    vocabulary: &mut Vocabulary,
) -> Result<Put> {
    let Some(before) = before else {
        Inserter::new(tx)?.insert(new, words)?;
        vocabulary.count(tx, words, 1)?;
        return Ok(Put { id: new.id, change: Change::Inserted });
    };
    let after = CredentialRow {
        id: before.id,
        no: before.no,
        generation: new.generation.unwrap_or(before.generation),
        standing: new.standing.unwrap_or(before.standing),
        approval: new.approval.unwrap_or(before.approval),
        payment: new.payment.unwrap_or(before.payment),
        details: new.details.clone(),
    };
    if after == before {
        return Ok(Put { id: before.id, change: Change::Unchanged });
    }
    overwrite(tx, &after)?;
    let old = Words::of_details(&before.details);
    vocabulary.count(tx, &old, -1)?;
    vocabulary.count(tx, words, 1)?;
    if words.text() != old.text() {
        search::update(tx, after.no, words)?;
    }
    Ok(Put { id: before.id, change: Change::Updated })
}
