//! Whom this replica believes, and how far.

use gatehouse_core::ids::{AuthorId, DeviceId, RecordId, Seq};
use gatehouse_journal::{Body, DevicePublicKey, Kind, Record};
use rusqlite::{Transaction, params};

use crate::error::Result;
use crate::fold;
use crate::sql::{rows, signed};
use crate::table::author;
use crate::table::record;

/// What the organizer says of an author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// What its records are verified with. Never changes.
    pub public_key: DevicePublicKey,
    /// What people call the device.
    pub name: String,
    /// The device that writes as it.
    pub device: Option<DeviceId>,
    /// Nothing more is expected of it.
    pub frozen: bool,
    /// The last record that is believed; `None` for all.
    pub cutoff: Option<Seq>,
}

/// Adds an author, or changes what is believed of it; projections follow in the same transaction. True when anything was
/// different.
///
/// # Errors
///
/// [`Error::Constraint`](crate::Error::Constraint) when it is known with another key.
pub fn set_trust(tx: &Transaction<'_>, id: AuthorId, trust: &Trust) -> Result<bool> {
    let before = author::find(tx, id)?;
    let same = before.as_ref().is_some_and(|before| {
        let known = (&before.public_key, &before.name, before.device, before.frozen, before.cutoff);
        known == (&trust.public_key, &trust.name, trust.device, trust.frozen, trust.cutoff)
    });
    if same {
        return Ok(false);
    }
    author::upsert(tx, id, &trust.public_key, &trust.name)?;
    author::set_trust(tx, id, trust.device, trust.frozen, trust.cutoff)?;
    if let Some(before) = before.filter(|before| before.cutoff != trust.cutoff) {
        move_cutoff(tx, &before, trust.cutoff)?;
    }
    Ok(true)
}

/// Folds what is believed from now on, and takes out what no longer is.
fn move_cutoff(tx: &Transaction<'_>, author: &author::AuthorRow, after: Option<Seq>) -> Result<()> {
    let end = |cutoff: Option<Seq>| cutoff.unwrap_or(author.head.seq).min(author.head.seq);
    let (old, new) = (end(author.cutoff), end(after));
    for found in between(tx, author.no, old, new)? {
        fold::apply(tx, &found)?;
    }
    let lost = between(tx, author.no, new, old)?;
    for found in &lost {
        fold::retract(tx, found)?;
    }
    if !lost.is_empty() {
        tell_again(tx, &lost)?;
    }
    Ok(())
}

fn between(tx: &Transaction<'_>, no: i64, after: Seq, until: Seq) -> Result<Vec<Record>> {
    rows(
        tx,
        "SELECT bytes, signature FROM record WHERE author = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq",
        params![no, signed(after.0, "record.seq")?, signed(until.0, "record.seq")?],
        record::from_row,
    )
}

/// Folds whatever trusted records tell of the same facts as `lost` ones: the original of a quotation, or another quotation.
fn tell_again(tx: &Transaction<'_>, lost: &[Record]) -> Result<()> {
    for found in lost {
        if let Ok(Body::Recovered(quoted)) = found.body()
            && let Some(original) = trusted(tx, quoted.from)?
        {
            fold::apply(tx, &original)?;
        }
    }
    let quotations = rows(
        tx,
        "SELECT r.bytes, r.signature FROM record r JOIN author a ON a.no = r.author \
         WHERE r.kind = ?1 AND r.seq <= coalesce(a.cutoff, r.seq)",
        [Kind::Recovered.number()],
        record::from_row,
    )?;
    quotations.iter().try_for_each(|found| fold::apply(tx, found))
}

fn trusted(tx: &Transaction<'_>, id: RecordId) -> Result<Option<Record>> {
    let Some(author) = author::find(tx, id.author)? else { return Ok(None) };
    if author.cutoff.is_some_and(|cutoff| id.seq > cutoff) {
        return Ok(None);
    }
    record::find(tx, id)
}
