//! Adding a fact.

use gatehouse_journal::{Body, Record, Stamp, seal};
use rusqlite::Transaction;

use crate::author::Author;
use crate::error::Result;
use crate::fold;
use crate::table::{author, record};

/// Seals `body` as the next record of this device, stores it and folds it into the projections.
///
/// All of it belongs to `tx`: when that is committed the fact is durable, when it is taken back nothing happened.
///
/// # Errors
///
/// [`Error::Journal`](crate::Error::Journal) for a body that makes no record, and whatever the database says.
pub fn append(tx: &Transaction<'_>, author: &Author, stamp: Stamp, body: &Body) -> Result<Record> {
    let head = author::head(tx, author.no)?.having_heard(author::heard(tx)?, stamp.wall);
    let sealed = seal(author.event, author.id, &head, stamp, body, &author.key)?;
    record::insert(tx, author.no, &sealed)?;
    author::set_head(tx, author.no, &sealed.head())?;
    fold::apply(tx, &sealed)?;
    Ok(sealed)
}
