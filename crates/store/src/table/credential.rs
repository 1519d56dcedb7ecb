//! Credentials and whoever holds them.
//!
//! A credential is named by its id for ever. The number `no` is local: it orders the search index and may differ from
//! replica to replica. Everything that changes names, companies, addresses or order codes goes through here, so that the
//! search index follows in the same transaction.

mod import;

use std::fmt;

use gatehouse_core::admission::{Approval, Kind, Payment, Standing, Ticket};
use gatehouse_core::ids::{CredentialId, Generation, ProductNo};
use gatehouse_core::time::Window;
use rusqlite::{CachedStatement, Connection, Row, Transaction, params};

pub use self::import::{Change, Importer, Put};
use crate::error::Result;
pub use crate::search::Words;
use crate::search::{self, Vocabulary};
use crate::sql::{self, approval_number, get, ms, payment_number, row, rows, standing_number};

/// What a credential says about its holder and its use.
#[derive(Clone, PartialEq, Eq)]
pub struct Details {
    /// What it is a ticket for.
    pub product: ProductNo,
    /// What sort of person.
    pub kind: Kind,
    /// When it may be used for entry.
    pub validity: Window,
    /// Made to practise with.
    pub rehearsal: bool,
    /// The holder's name; may be empty.
    pub name: String,
    /// The holder's e-mail address.
    pub email: Option<String>,
    /// The holder's company.
    pub company: Option<String>,
    /// The order it belongs to.
    pub order_code: Option<String>,
    /// Names the row of the import it came from, for example order and position. At most one credential has it.
    pub reference: Option<String>,
    /// The seat.
    pub seat: Option<String>,
    /// What the operator must notice about this one.
    pub attention: Option<String>,
}

/// A credential as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct CredentialRow {
    /// Its id.
    pub id: CredentialId,
    /// The newest generation issued.
    pub generation: Generation,
    /// Whether it stands.
    pub standing: Standing,
    /// Whether its order is approved.
    pub approval: Approval,
    /// Whether its order is paid.
    pub payment: Payment,
    /// The rest.
    pub details: Details,
    pub(crate) no: i64,
}

/// A credential as an import tells of it. What is `None` stays as it is, or begins as usual.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCredential {
    /// The id for a credential that is not here yet. Ids made in the order of insertion make an import fast.
    pub id: CredentialId,
    /// The newest generation issued; begins at 0.
    pub generation: Option<Generation>,
    /// Whether it stands; begins good.
    pub standing: Option<Standing>,
    /// Whether its order is approved; begins given.
    pub approval: Option<Approval>,
    /// Whether its order is paid; begins settled.
    pub payment: Option<Payment>,
    /// The rest.
    pub details: Details,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT no, id, product, kind, generation, standing, approval, payment, valid_from_ms, valid_until_ms, \
             rehearsal, name, email, company, order_code, reference, seat, attention FROM credential ",
            $rest
        )
    };
}

impl CredentialRow {
    /// What a code for this credential vouches for.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        Ticket {
            id: self.id,
            product: self.details.product,
            kind: self.details.kind,
            rehearsal: self.details.rehearsal,
            generation: self.generation,
            validity: self.details.validity,
        }
    }
}

/// Counts the credentials of each product, by number; products without any are left out.
pub fn count_by_product(conn: &Connection) -> Result<Vec<(ProductNo, u64)>> {
    rows(conn, "SELECT product, count(*) FROM credential GROUP BY product ORDER BY product", [], |row| {
        Ok((sql::product(row, 0)?, sql::unsigned(row, 1, "count")?))
    })
}

/// Reads one credential.
pub fn find(conn: &Connection, id: CredentialId) -> Result<Option<CredentialRow>> {
    row(conn, select!("WHERE id = ?1"), [id.as_bytes()], from_row)
}

/// Reads the credential that came from a row of an import.
pub fn find_by_reference(conn: &Connection, reference: &str) -> Result<Option<CredentialRow>> {
    row(conn, select!("WHERE reference = ?1"), [reference], from_row)
}

/// Reads at most `limit` credentials behind `after`, by id: all of them, page by page.
pub fn page(conn: &Connection, after: Option<CredentialId>, limit: u32) -> Result<Vec<CredentialRow>> {
    match after {
        Some(after) => rows(
            conn,
            select!("WHERE id > ?1 ORDER BY id LIMIT ?2"),
            params![after.as_bytes(), limit],
            from_row,
        ),
        None => rows(conn, select!("ORDER BY id LIMIT ?1"), [limit], from_row),
    }
}

/// Adds one credential, or changes the one with its reference or id. For many, see [`Importer`].
///
/// # Errors
///
/// [`Error::Constraint`] for an unknown product, or an id that belongs to another reference.
pub fn put(tx: &Transaction<'_>, new: &NewCredential) -> Result<Put> {
    let mut vocabulary = Vocabulary::default();
    let done = import::put_beside(tx, new, &Words::of_details(&new.details), &mut vocabulary)?;
    vocabulary.store(tx)?;
    Ok(done)
}

/// Adds one credential, or changes the one with its id, whatever its reference was. Another one that has the reference
/// loses it.
///
/// # Errors
///
/// [`Error::Constraint`] for an unknown product.
pub fn put_by_id(tx: &Transaction<'_>, new: &NewCredential) -> Result<Put> {
    let mut vocabulary = Vocabulary::default();
    let done = import::put_by_id(tx, new, &Words::of_details(&new.details), &mut vocabulary)?;
    vocabulary.store(tx)?;
    Ok(done)
}

/// Changes whether a credential stands; false when it is not here.
pub fn set_standing(tx: &Transaction<'_>, id: CredentialId, standing: Standing) -> Result<bool> {
    set(tx, "UPDATE credential SET standing = ?2 WHERE id = ?1", id, standing_number(standing))
}

/// Changes whether a credential's order is approved; false when it is not here.
pub fn set_approval(tx: &Transaction<'_>, id: CredentialId, approval: Approval) -> Result<bool> {
    set(tx, "UPDATE credential SET approval = ?2 WHERE id = ?1", id, approval_number(approval))
}

/// Changes whether a credential's order is paid; false when it is not here.
pub fn set_payment(tx: &Transaction<'_>, id: CredentialId, payment: Payment) -> Result<bool> {
    set(tx, "UPDATE credential SET payment = ?2 WHERE id = ?1", id, payment_number(payment))
}

/// Changes the newest generation issued, which supersedes lower ones; false when the credential is not here.
pub fn set_generation(tx: &Transaction<'_>, id: CredentialId, generation: Generation) -> Result<bool> {
    set(tx, "UPDATE credential SET generation = ?2 WHERE id = ?1", id, generation.0)
}

fn set(tx: &Transaction<'_>, sql: &str, id: CredentialId, value: u8) -> Result<bool> {
    Ok(tx.prepare_cached(sql)?.execute(params![id.as_bytes(), value])? == 1)
}

/// Inserts rows and makes them findable; holds its statements, because an import runs them a million times.
struct Inserter<'a> {
    row: CachedStatement<'a>,
    words: CachedStatement<'a>,
}

impl<'a> Inserter<'a> {
    fn new(tx: &'a Transaction<'_>) -> Result<Self> {
        let row = tx.prepare_cached(
            "INSERT INTO credential (id, product, kind, generation, standing, approval, payment, valid_from_ms, \
             valid_until_ms, rehearsal, name, email, company, order_code, order_key, reference, seat, attention) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?;
        Ok(Self { row, words: tx.prepare_cached(search::INSERT)? })
    }

    fn insert(&mut self, new: &NewCredential, words: &Words) -> Result<()> {
        let NewCredential { id, generation, standing, approval, payment, details } = new;
        let no = self.row.insert(params![
            id.as_bytes(),
            details.product.0,
            details.kind.number(),
            generation.unwrap_or_default().0,
            standing_number(standing.unwrap_or(Standing::Good)),
            approval_number(approval.unwrap_or(Approval::Given)),
            payment_number(payment.unwrap_or(Payment::Settled)),
            ms(details.validity.from),
            ms(details.validity.until),
            details.rehearsal,
            details.name,
            details.email,
            details.company,
            details.order_code,
            order_key(details),
            details.reference,
            details.seat,
            details.attention
        ])?;
        self.words.execute(params![no, words.text()])?;
        Ok(())
    }
}

/// Writes a row over the one with its number. The search index is left to the caller.
fn overwrite(tx: &Transaction<'_>, row: &CredentialRow) -> Result<()> {
    let CredentialRow { id: _, generation, standing, approval, payment, details, no } = row;
    tx.prepare_cached(
        "UPDATE credential SET product = ?2, kind = ?3, generation = ?4, standing = ?5, approval = ?6, payment = ?7, \
         valid_from_ms = ?8, valid_until_ms = ?9, rehearsal = ?10, name = ?11, email = ?12, company = ?13, \
         order_code = ?14, order_key = ?15, reference = ?16, seat = ?17, attention = ?18 WHERE no = ?1",
    )?
    .execute(params![
        no,
        details.product.0,
        details.kind.number(),
        generation.0,
        standing_number(*standing),
        approval_number(*approval),
        payment_number(*payment),
        ms(details.validity.from),
        ms(details.validity.until),
        details.rehearsal,
        details.name,
        details.email,
        details.company,
        details.order_code,
        order_key(details),
        details.reference,
        details.seat,
        details.attention
    ])?;
    Ok(())
}

/// What the order code is found by.
fn order_key(details: &Details) -> Option<String> {
    details.order_code.as_deref().map(search::joined).filter(|key| !key.is_empty())
}

fn from_row(row: &Row<'_>) -> Result<CredentialRow> {
    Ok(CredentialRow {
        no: get(row, 0)?,
        id: CredentialId::from_bytes(get(row, 1)?),
        generation: sql::generation(row, 4)?,
        standing: sql::standing(row, 5)?,
        approval: sql::approval(row, 6)?,
        payment: sql::payment(row, 7)?,
        details: Details {
            product: sql::product(row, 2)?,
            kind: sql::kind(row, 3)?,
            validity: sql::window(row, 8)?,
            rehearsal: get(row, 10)?,
            name: get(row, 11)?,
            email: get(row, 12)?,
            company: get(row, 13)?,
            order_code: get(row, 14)?,
            reference: get(row, 15)?,
            seat: get(row, 16)?,
            attention: get(row, 17)?,
        },
    })
}

impl Default for Details {
    /// A ticket for product 0 that says nothing more.
    fn default() -> Self {
        Self {
            product: ProductNo(0),
            kind: Kind::Ticket,
            validity: Window::ALWAYS,
            rehearsal: false,
            name: String::new(),
            email: None,
            company: None,
            order_code: None,
            reference: None,
            seat: None,
            attention: None,
        }
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details")
            .field("product", &self.product)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for CredentialRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialRow")
            .field("id", &self.id)
            .field("standing", &self.standing)
            .field("details", &self.details)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for NewCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewCredential")
            .field("id", &self.id)
            .field("details", &self.details)
            .finish_non_exhaustive()
    }
}
