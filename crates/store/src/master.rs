//! What the organizer says of the event, taken change by change.
//!
//! Changes may come in an order in which one rests on another that comes later; what is missing gets an empty place until
//! then. What the organizer deletes stops counting but leaves what records refer to: a deleted credential is a cancelled
//! one without a name, because a code that nobody knows would be admitted on its signature alone.

mod loader;
mod unnamed;

use gatehouse_core::admission::{Approval, Checkpoint, Kind, Payment, Product, Standing};
use gatehouse_core::ids::{AuthorId, CheckpointId, CredentialId, ProductNo, ZoneId};
use gatehouse_core::time::Window;
pub use gatehouse_credential::{KeyStatus, PublicKey};
use rusqlite::{Connection, Transaction, params};

pub use self::loader::Loader;
pub use self::unnamed::Unnamed;
use crate::error::Result;
use crate::exchange::{Trust, set_trust};
use crate::fold;
use crate::search;
use crate::table::author::{self, AuthorRow};
use crate::table::checkpoint;
use crate::table::credential::{self, CredentialRow, Details, NewCredential};
use crate::table::event::{self, EventRow};
use crate::table::product::{self, ProductRow};
use crate::table::signing_key::{self, SigningKeyRow};
use crate::table::zone::{self, ZoneRow};

/// One thing that the organizer says.
#[derive(Debug, Clone)]
pub enum Change {
    /// The event is this.
    Event(EventRow),
    /// There is this product.
    Product(ProductRow),
    /// There is this zone.
    Zone(ZoneRow),
    /// There is this checkpoint, at this place in lists.
    Checkpoint(Checkpoint, u32),
    /// There is this signing key.
    Key {
        /// The key.
        public: PublicKey,
        /// Where it stands in its life.
        status: KeyStatus,
        /// When codes signed with it are good.
        window: Window,
    },
    /// There is this author.
    Author(AuthorId, Trust),
    /// There is this credential; everything about it is said.
    Credential(NewCredential),
    /// This is no more.
    Gone(Entity),
}

/// What can be no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entity {
    /// A product.
    Product(ProductNo),
    /// A zone.
    Zone(ZoneId),
    /// A checkpoint.
    Checkpoint(CheckpointId),
    /// A signing key.
    Key(PublicKey),
    /// A credential.
    Credential(CredentialId),
}

/// Takes changes one after another; a replica that is in use gets a few in each transaction.
///
/// Taking them again changes nothing.
///
/// # Errors
///
/// For the event of another id, a key that cannot be one, and whatever the database says.
pub fn apply(tx: &Transaction<'_>, changes: &[Change]) -> Result<()> {
    for change in changes {
        match change {
            Change::Credential(new) => {
                product_place(tx, new.details.product)?;
                credential::put_by_id(tx, new)?;
            }
            other => apply_small(tx, other)?,
        }
    }
    Ok(())
}

/// Removes everybody's data and every key that codes are verified with, because this device is no longer trusted. The
/// journal stays: it names nobody.
pub fn wipe(tx: &Transaction<'_>) -> Result<()> {
    search::forget_all(tx)?;
    Ok(tx.execute_batch("DELETE FROM credential; DELETE FROM signing_key")?)
}

/// Reads everything that the organizer says but the credentials: the event, products, zones, checkpoints, its keys and
/// the authors, each before what rests on it.
pub fn frame(conn: &Connection) -> Result<Vec<Change>> {
    let event = event::find(conn)?;
    let id = event.id;
    let mut changes = vec![Change::Event(event)];
    changes.extend(product::all(conn)?.into_iter().map(Change::Product));
    changes.extend(zone::all(conn)?.into_iter().map(Change::Zone));
    changes.extend((0..).zip(checkpoint::all(conn)?).map(|(place, row)| Change::Checkpoint(row, place)));
    let keys = signing_key::all(conn)?.into_iter().filter(|key| key.event == id);
    changes.extend(keys.map(|key| Change::Key {
        public: key.public,
        status: key.status,
        window: key.window,
    }));
    changes.extend(author::all(conn)?.into_iter().map(|author| {
        let AuthorRow { id, public_key, name, device, frozen, cutoff, .. } = author;
        Change::Author(id, Trust { public_key, name, device, frozen, cutoff })
    }));
    Ok(changes)
}

/// Reads at most `limit` credentials behind `after`, by id.
pub fn credentials(conn: &Connection, after: Option<CredentialId>, limit: u32) -> Result<Vec<NewCredential>> {
    let rows = credential::page(conn, after, limit)?;
    let whole = |row: credential::CredentialRow| NewCredential {
        id: row.id,
        generation: Some(row.generation),
        standing: Some(row.standing),
        approval: Some(row.approval),
        payment: Some(row.payment),
        details: row.details,
    };
    Ok(rows.into_iter().map(whole).collect())
}

fn apply_small(tx: &Transaction<'_>, change: &Change) -> Result<()> {
    match change {
        Change::Event(row) => put_event(tx, row),
        Change::Product(row) => product::upsert(tx, row),
        Change::Zone(row) => zone::upsert(tx, row),
        Change::Checkpoint(row, position) => put_checkpoint(tx, row, *position),
        Change::Key { public, status, window } => {
            let (event, public) = (event::find(tx)?.id, *public);
            let row = SigningKeyRow {
                event,
                event_name: None,
                public,
                status: *status,
                window: *window,
                seed: None,
            };
            signing_key::upsert(tx, &row)
        }
        Change::Author(id, trust) => set_trust(tx, *id, trust).map(drop),
        Change::Credential(new) => credential::put_by_id(tx, new).map(drop),
        Change::Gone(entity) => remove(tx, entity),
    }
}

fn put_event(tx: &Transaction<'_>, row: &EventRow) -> Result<()> {
    let before = event::find(tx)?;
    event::update(tx, row)?;
    // Whether an entry was a double depends on what day it was.
    if before.zone == row.zone { Ok(()) } else { review(tx) }
}

fn put_checkpoint(tx: &Transaction<'_>, row: &Checkpoint, position: u32) -> Result<()> {
    if zone::find(tx, row.zone)?.is_none() {
        zone::upsert(tx, &ZoneRow { id: row.zone, name: String::new(), capacity: None })?;
    }
    for product in &row.products {
        product_place(tx, *product)?;
    }
    let before = checkpoint::find(tx, row.id)?;
    checkpoint::upsert(tx, row, position)?;
    let reviewed = |before: &Checkpoint| before.policy == row.policy && before.zone == row.zone;
    if before.as_ref().is_some_and(reviewed) {
        return Ok(());
    }
    // Whether an entry was a double depends on the policy of its checkpoint, wherever its passes were counted.
    review(tx)
}

/// Works out anew which entries were doubles.
fn review(tx: &Transaction<'_>) -> Result<()> {
    zone::all(tx)?.iter().try_for_each(|zone| fold::review_zone(tx, zone.id))
}

/// An empty place for a product that is still to come.
fn product_place(tx: &Transaction<'_>, number: ProductNo) -> Result<()> {
    if product::find(tx, number)?.is_some() {
        return Ok(());
    }
    let product = Product { number, name: String::new(), attention: None };
    product::upsert(tx, &ProductRow { product, kind: Kind::Ticket, active: true })
}

fn remove(tx: &Transaction<'_>, entity: &Entity) -> Result<()> {
    match entity {
        Entity::Product(number) => match product::find(tx, *number)? {
            Some(row) => product::upsert(tx, &ProductRow { active: false, ..row }),
            None => Ok(()),
        },
        Entity::Zone(id) => {
            // While a checkpoint leads into it, it stays.
            tx.prepare_cached(
                "DELETE FROM zone WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM checkpoint WHERE zone = ?1)",
            )?
            .execute([id.as_bytes()])?;
            Ok(())
        }
        Entity::Checkpoint(id) => {
            tx.prepare_cached("DELETE FROM checkpoint WHERE id = ?1")?.execute([id.as_bytes()])?;
            review(tx)
        }
        Entity::Key(public) => {
            tx.prepare_cached(
                "UPDATE signing_key SET status = 'revoked' WHERE public_key = ?1 AND event = (SELECT id FROM event)",
            )?
            .execute(params![public.as_bytes()])?;
            Ok(())
        }
        Entity::Credential(id) => match credential::find(tx, *id)? {
            Some(row) => credential::put_by_id(tx, &forgotten(&row)).map(drop),
            None => Ok(()),
        },
    }
}

/// What stays of a credential that is no more.
fn forgotten(row: &CredentialRow) -> NewCredential {
    NewCredential {
        id: row.id,
        generation: Some(row.generation),
        standing: Some(Standing::Cancelled),
        approval: Some(Approval::Given),
        payment: Some(Payment::Settled),
        details: Details { product: row.details.product, kind: row.details.kind, ..Details::default() },
    }
}
