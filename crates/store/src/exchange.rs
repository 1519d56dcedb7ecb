//! Records of everybody: what this replica has of whom, taking what comes from elsewhere, and going on as a new author.
//!
//! What is taken is stored to the byte and folded in the same transaction. A record of an author that is not known, or
//! that does not continue the log, is not taken; one behind an author's cut-off is kept and changes nothing. Deliberately
//! knows no network and no batches: whoever calls decides how much goes into one transaction, so that a gate waits for
//! none of it.

mod incarnate;
mod trust;

use std::collections::BTreeMap;

use gatehouse_core::ids::{AuthorId, CredentialId, RecordId, Seq, ZoneId};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{Chain, DevicePublicKey, Flaw, Link, Record};
use rusqlite::{Connection, Transaction, params};

pub use self::incarnate::{LeftBehind, incarnate};
pub use self::trust::{Trust, set_trust};
use crate::error::{Error, Result};
use crate::fold;
use crate::sql::{get, row, rows, signed, unsigned};
use crate::table::{author, event, record};

/// How far each author's log has got here; authors without a record are left out.
pub fn vector(conn: &Connection) -> Result<BTreeMap<AuthorId, Seq>> {
    let authors = author::all(conn)?;
    Ok(authors.into_iter().filter(|a| a.head.seq > Seq(0)).map(|a| (a.id, a.head.seq)).collect())
}

/// Reads the records of an author behind `after`: at most `records`, and no more than `bytes` unless it is a single one.
pub fn outgoing(
    conn: &Connection,
    author: AuthorId,
    after: Seq,
    records: u32,
    bytes: usize,
) -> Result<Vec<Record>> {
    let mut found = record::after(conn, author, after, records)?;
    let mut room = bytes;
    let fitting = found.iter().take_while(|record| {
        let fits = record.bytes.len() <= room;
        room = room.saturating_sub(record.bytes.len());
        fits
    });
    let fitting = fitting.count().max(1);
    found.truncate(fitting);
    Ok(found)
}

/// The keys that records are verified with, read once for many of them.
#[derive(Debug, Clone)]
pub struct Roster(BTreeMap<AuthorId, DevicePublicKey>);

impl Roster {
    /// Reads the keys of all authors that this replica knows.
    pub fn read(conn: &Connection) -> Result<Self> {
        Ok(Self(author::all(conn)?.into_iter().map(|author| (author.id, author.public_key)).collect()))
    }

    /// The key of an author.
    #[must_use]
    pub fn key(&self, author: AuthorId) -> Option<&DevicePublicKey> {
        self.0.get(&author)
    }
}

/// What became of records from elsewhere.
#[derive(Debug)]
pub enum Stored {
    /// All of them are here; `new` of them were not before.
    Taken {
        /// How many were new.
        new: u32,
        /// How far the log has got.
        head: Seq,
    },
    /// This replica does not know their author: it needs newer master data first.
    UnknownAuthor,
    /// One does not continue the log. Those before it were taken.
    Flawed {
        /// How far the log has got.
        head: Seq,
        /// What is wrong with the next one.
        flaw: Flaw,
    },
}

/// Takes records of one author, in their order, whose signatures were verified with the key of the [`Roster`].
///
/// Taking them again changes nothing.
///
/// # Errors
///
/// Whatever the database says. What is wrong with a record is an answer, not an error.
pub fn store(tx: &Transaction<'_>, from: AuthorId, records: &[Record]) -> Result<Stored> {
    let Some(known) = author::find(tx, from)? else { return Ok(Stored::UnknownAuthor) };
    let mut chain = Chain::resume(event::find(tx)?.id, from, known.head);
    let mut highest = known.head.hlc;
    let mut new = 0;
    let mut flawed = None;
    for found in records {
        match follow(tx, &known, &mut chain, found)? {
            Ok(Link::Again) => {}
            Ok(Link::Next) => {
                record::insert(tx, known.no, found)?;
                if known.cutoff.is_none_or(|cutoff| found.seq <= cutoff) {
                    fold::apply(tx, found)?;
                }
                highest = highest.max(found.place());
                new += 1;
            }
            Err(flaw) => {
                flawed = Some(flaw);
                break;
            }
        }
    }
    let head = chain.head();
    if new > 0 {
        author::set_head(tx, known.no, &gatehouse_journal::Head { hlc: highest, ..head })?;
    }
    Ok(match flawed {
        Some(flaw) => Stored::Flawed { head: head.seq, flaw },
        None => Stored::Taken { new, head: head.seq },
    })
}

/// Follows the log; what lies before its head is compared with what is stored.
fn follow(
    conn: &Connection,
    author: &author::AuthorRow,
    chain: &mut Chain,
    found: &Record,
) -> Result<std::result::Result<Link, Flaw>> {
    if author.own && found.seq > author.head.seq {
        // Nobody but this device writes its log. What another copy of it wrote is a fork.
        return Ok(Err(Flaw::Fork { seq: found.seq }));
    }
    let verdict = match chain.follow(found) {
        Err(Flaw::Behind { .. }) => {
            let stored = row(
                conn,
                "SELECT hash FROM record WHERE author = ?1 AND seq = ?2",
                params![author.no, signed(found.seq.0, "record.seq")?],
                |row| get::<[u8; 32]>(row, 0),
            )?;
            if stored.ok_or(Error::Unsound)? == found.hash {
                Ok(Link::Again)
            } else {
                Err(Flaw::Fork { seq: found.seq })
            }
        }
        verdict => verdict,
    };
    Ok(verdict)
}

/// A double admission: gates that could not hear each other let one credential in twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Double {
    /// The zone.
    pub zone: ZoneId,
    /// Who came twice.
    pub credential: CredentialId,
    /// The entry that counts as the right one.
    pub first: RecordId,
    /// The entry that should not have been.
    pub second: RecordId,
    /// When the later of the two was made, by its device's wall clock.
    pub at: WallMs,
}

/// Reads the double admissions, the newest first, at most `limit`.
pub fn doubles(conn: &Connection, limit: u32) -> Result<Vec<Double>> {
    rows(
        conn,
        "SELECT d.zone, d.credential, d.first_author, d.first_seq, d.author, d.seq, s.at_ms \
         FROM double_admission d JOIN scan s ON s.author = d.author AND s.seq = d.seq \
         ORDER BY s.hlc DESC, s.author DESC, s.seq DESC LIMIT ?1",
        [limit],
        |row| {
            let id = |at| {
                let seq = Seq(unsigned(row, at + 1, "double_admission.seq")?);
                Ok::<_, Error>(RecordId { author: AuthorId::from_bytes(get(row, at)?), seq })
            };
            Ok(Double {
                zone: ZoneId::from_bytes(get(row, 0)?),
                credential: CredentialId::from_bytes(get(row, 1)?),
                first: id(2)?,
                second: id(4)?,
                at: WallMs(get(row, 6)?),
            })
        },
    )
}
