//! Whoever writes a log, and how far each log has got.

use std::collections::BTreeMap;

use gatehouse_core::ids::{AuthorId, DeviceId, Seq};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_journal::{Body, DeviceKey, DevicePublicKey, Head, Record};
use rusqlite::{Connection, Row, Transaction, params};
use zeroize::Zeroizing;

use crate::author::{Author, NewDevice};
use crate::error::{Error, Result};
use crate::sql::{get, row, rows, signed, unsigned};
use crate::table::{event, record};

/// An author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorRow {
    /// Its id.
    pub id: AuthorId,
    /// What its records are verified with.
    pub public_key: DevicePublicKey,
    /// What people call the device.
    pub name: String,
    /// Whether this device writes as it.
    pub own: bool,
    /// How far its log has got here.
    pub head: Head,
    /// How far its log is known to have reached the central store.
    pub acked: Seq,
    /// The device that writes as it, when the organizer has named one.
    pub device: Option<DeviceId>,
    /// Nothing more is expected of it.
    pub frozen: bool,
    /// The last record that is believed; `None` for all.
    pub cutoff: Option<Seq>,
    pub(crate) no: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT no, id, public_key, name, own, head_seq, head_hash, head_hlc, acked_seq, device, frozen, cutoff \
             FROM author ",
            $rest
        )
    };
}

/// Reads one author.
pub fn find(conn: &Connection, id: AuthorId) -> Result<Option<AuthorRow>> {
    row(conn, select!("WHERE id = ?1"), [id.as_bytes()], from_row)
}

/// Reads all authors, this device's own first.
pub fn all(conn: &Connection) -> Result<Vec<AuthorRow>> {
    rows(conn, select!("ORDER BY own DESC, id"), [], from_row)
}

/// How many records of this device the central store has not acknowledged.
pub fn queue_depth(conn: &Connection) -> Result<u64> {
    row(conn, "SELECT head_seq - acked_seq FROM author WHERE own = 1", [], |row| {
        unsigned(row, 0, "author.acked_seq")
    })?
    .ok_or(Error::Unsound)
}

/// When the oldest of those records was made, by this device's clock; `None` when none waits.
pub fn waiting_since(conn: &Connection) -> Result<Option<WallMs>> {
    let oldest = row(
        conn,
        "SELECT r.bytes, r.signature FROM author a JOIN record r ON r.author = a.no AND r.seq = a.acked_seq + 1 \
         WHERE a.own = 1",
        [],
        record::from_row,
    )?;
    Ok(oldest.map(|record| record.stamp.wall))
}

/// Where in the common order the log of every author begins, as far as it is known here: devices were enrolled in that order.
pub fn enrolled(conn: &Connection) -> Result<Vec<(Hlc, AuthorId)>> {
    let first = first_records(conn)?;
    Ok(first.into_iter().map(|record| (record.place(), record.author)).collect())
}

/// What each author's device was enrolled for, in the organizer's words.
pub fn roles(conn: &Connection) -> Result<BTreeMap<AuthorId, String>> {
    let first = first_records(conn)?.into_iter();
    Ok(first
        .filter_map(|record| match record.body() {
            Ok(Body::DeviceEnrolled(body)) => Some((record.author, body.role)),
            _ => None,
        })
        .collect())
}

fn first_records(conn: &Connection) -> Result<Vec<Record>> {
    // Log by log: a search by the number alone would read the whole journal.
    rows(
        conn,
        "SELECT r.bytes, r.signature FROM author a CROSS JOIN record r ON r.author = a.no AND r.seq = 1",
        [],
        record::from_row,
    )
}

/// Adds another author, or renames it.
///
/// # Errors
///
/// [`Error::Constraint`] when it is known with another key: keys of authors never change.
pub fn upsert(tx: &Transaction<'_>, id: AuthorId, key: &DevicePublicKey, name: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO author (id, public_key, name, own, head_seq, head_hash, head_hlc, acked_seq) \
         VALUES (?1, ?2, ?3, 0, 0, zeroblob(32), 0, 0) \
         ON CONFLICT (id) DO UPDATE SET name = ?3, public_key = iif(public_key = ?2, public_key, NULL)",
    )?
    .execute(params![id.as_bytes(), key.as_bytes(), name])?;
    Ok(())
}

/// Notes how far this device's log has reached the central store. Never goes back.
///
/// # Errors
///
/// [`Error::Constraint`] for more than has been written.
pub fn set_acked(tx: &Transaction<'_>, author: &Author, acked: Seq) -> Result<()> {
    tx.prepare_cached("UPDATE author SET acked_seq = max(acked_seq, ?2) WHERE no = ?1")?
        .execute(params![author.no, signed(acked.0, "author.acked_seq")?])?;
    Ok(())
}

/// Notes what the organizer says of an author.
pub(crate) fn set_trust(
    tx: &Transaction<'_>,
    id: AuthorId,
    device: Option<DeviceId>,
    frozen: bool,
    cutoff: Option<Seq>,
) -> Result<()> {
    let cutoff = cutoff.map(|cutoff| signed(cutoff.0, "author.cutoff")).transpose()?;
    tx.prepare_cached("UPDATE author SET device = ?2, frozen = ?3, cutoff = ?4 WHERE id = ?1")?
        .execute(params![id.as_bytes(), device.as_ref().map(DeviceId::as_bytes), frozen, cutoff])?;
    Ok(())
}

/// Reads the highest place in the common order that any other author has reached here.
pub(crate) fn heard(conn: &Connection) -> Result<Hlc> {
    let found =
        row(conn, "SELECT max(head_hlc) FROM author WHERE own = 0", [], |row| get::<Option<i64>>(row, 0))?;
    Ok(Hlc(found.flatten().map_or(0, |hlc| u64::try_from(hlc).unwrap_or(0))))
}

/// Reads the author that this device writes as, and makes sure that its head is at its last record.
pub(crate) fn own(conn: &Connection) -> Result<Author> {
    let found = row(conn, select!("WHERE own = 1"), [], from_row)?.ok_or(Error::Unsound)?;
    let seed = row(conn, "SELECT seed FROM author WHERE own = 1", [], |row| {
        Ok(Zeroizing::new(get::<[u8; 32]>(row, 0)?))
    })?
    .ok_or(Error::Unsound)?;
    let last = row(
        conn,
        "SELECT seq, hash FROM record WHERE author = ?1 ORDER BY seq DESC LIMIT 1",
        [found.no],
        |row| Ok((Seq(unsigned(row, 0, "record.seq")?), get::<[u8; 32]>(row, 1)?)),
    )?;
    if last.unwrap_or((Head::GENESIS.seq, Head::GENESIS.hash)) != (found.head.seq, found.head.hash) {
        return Err(Error::Unsound);
    }
    let event = event::find(conn)?.id;
    Ok(Author { id: found.id, event, name: found.name, key: DeviceKey::from_seed(&seed), no: found.no })
}

pub(crate) fn insert_own(tx: &Transaction<'_>, device: &NewDevice) -> Result<()> {
    let public = DeviceKey::from_seed(&device.seed).public();
    tx.execute(
        "INSERT INTO author (id, public_key, name, own, seed, head_seq, head_hash, head_hlc, acked_seq) \
         VALUES (?1, ?2, ?3, 1, ?4, 0, zeroblob(32), 0, 0)",
        params![device.author.as_bytes(), public.as_bytes(), device.name, *device.seed],
    )?;
    Ok(())
}

/// Ends the writing of this device as its author; the key that signed for it is gone with it.
pub(crate) fn retire_own(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("UPDATE author SET own = 0, seed = NULL, frozen = 1 WHERE own = 1", [])?;
    Ok(())
}

/// Notes how much of a log the store has, after the log was cut.
pub(crate) fn set_acked_to(tx: &Transaction<'_>, no: i64, acked: Seq) -> Result<()> {
    tx.prepare_cached("UPDATE author SET acked_seq = ?2 WHERE no = ?1")?
        .execute(params![no, signed(acked.0, "author.acked_seq")?])?;
    Ok(())
}

/// Reads how far a log has got.
pub(crate) fn head(conn: &Connection, no: i64) -> Result<Head> {
    row(conn, "SELECT head_seq, head_hash, head_hlc FROM author WHERE no = ?1", [no], |row| {
        head_from(row, 0)
    })?
    .ok_or(Error::Unsound)
}

pub(crate) fn set_head(tx: &Transaction<'_>, no: i64, head: &Head) -> Result<()> {
    tx.prepare_cached("UPDATE author SET head_seq = ?2, head_hash = ?3, head_hlc = ?4 WHERE no = ?1")?
        .execute(params![
            no,
            signed(head.seq.0, "author.head_seq")?,
            head.hash,
            signed(head.hlc.0, "author.head_hlc")?
        ])?;
    Ok(())
}

fn head_from(row: &Row<'_>, from: usize) -> Result<Head> {
    Ok(Head {
        seq: Seq(unsigned(row, from, "author.head_seq")?),
        hash: get(row, from + 1)?,
        hlc: Hlc(unsigned(row, from + 2, "author.head_hlc")?),
    })
}

fn from_row(row: &Row<'_>) -> Result<AuthorRow> {
    Ok(AuthorRow {
        no: get(row, 0)?,
        id: AuthorId::from_bytes(get(row, 1)?),
        public_key: DevicePublicKey::from_bytes(&get(row, 2)?)?,
        name: get(row, 3)?,
        own: get(row, 4)?,
        head: head_from(row, 5)?,
        acked: Seq(unsigned(row, 8, "author.acked_seq")?),
        device: get::<Option<_>>(row, 9)?.map(DeviceId::from_bytes),
        frozen: get(row, 10)?,
        cutoff: get::<Option<i64>>(row, 11)?
            .map(|_| unsigned(row, 11, "author.cutoff").map(Seq))
            .transpose()?,
    })
}
