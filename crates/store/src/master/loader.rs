//! Taking a whole download at once: everything that the organizer says, in one transaction.

use std::collections::BTreeSet;

use gatehouse_core::ids::{CheckpointId, CredentialId, ProductNo, ZoneId};
use rusqlite::Transaction;

use super::{Change, Entity, PublicKey, apply_small, forgotten, remove};
use crate::error::Result;
use crate::sql::{get, rows};
use crate::table::credential::{self, Importer};
use crate::table::{checkpoint, event, product, signing_key, zone};

/// Takes a whole download: many changes, in one transaction. Into a replica without credentials it is fastest.
#[must_use = "a download that is not finished takes the whole transaction back"]
#[derive(Debug)]
pub struct Loader<'a, 'conn> {
    tx: &'a Transaction<'conn>,
    importer: Importer<'a, 'conn>,
    unnamed: Unnamed,
}

/// What is here and was not named yet.
#[derive(Debug, Default)]
struct Unnamed {
    checkpoints: BTreeSet<CheckpointId>,
    zones: BTreeSet<ZoneId>,
    products: BTreeSet<ProductNo>,
    keys: Vec<PublicKey>,
    credentials: BTreeSet<CredentialId>,
}

impl<'a, 'conn> Loader<'a, 'conn> {
    /// Begins a download beside what is here already.
    pub fn begin(tx: &'a Transaction<'conn>) -> Result<Self> {
        Ok(Self { tx, importer: Importer::begin(tx)?, unnamed: Unnamed::default() })
    }

    /// Begins a download that takes the place of everything here: what it does not name is no more once it is finished, as
    /// by [`Change::Gone`]. Authors stay, because their records do.
    pub fn replace(tx: &'a Transaction<'conn>) -> Result<Self> {
        let unnamed = Unnamed::read(tx)?;
        Ok(Self { tx, importer: Importer::begin(tx)?, unnamed })
    }

    /// Takes one change. Credentials come fastest in the order of their ids.
    ///
    /// # Errors
    ///
    /// As [`apply`](super::apply); the download cannot go on after an error.
    pub fn take(&mut self, change: &Change) -> Result<()> {
        if let Some(named) = named(change) {
            self.keep(&named);
        }
        match change {
            Change::Credential(new) => self.importer.put_by_id(new).map(drop),
            other => apply_small(self.tx, other),
        }
    }

    /// Leaves something as it is that was named, though what was said of it makes no sense here.
    pub fn keep(&mut self, entity: &Entity) {
        self.unnamed.strike(entity);
    }

    /// Removes what was not named, where this download replaces what was here, and completes the indexes.
    pub fn finish(mut self) -> Result<()> {
        for id in &self.unnamed.credentials {
            if let Some(row) = credential::find(self.tx, *id)? {
                self.importer.put_by_id(&forgotten(&row))?;
            }
        }
        self.unnamed.frame().try_for_each(|entity| remove(self.tx, &entity))?;
        self.importer.finish()
    }
}

impl Unnamed {
    /// Everything that is here and can be no more.
    fn read(tx: &Transaction<'_>) -> Result<Self> {
        let event = event::find(tx)?.id;
        let keys = signing_key::all(tx)?.into_iter().filter(|key| key.event == event);
        let credentials = rows(tx, "SELECT id FROM credential ORDER BY id", [], |row| {
            get(row, 0).map(CredentialId::from_bytes)
        })?;
        Ok(Self {
            checkpoints: checkpoint::all(tx)?.into_iter().map(|row| row.id).collect(),
            zones: zone::all(tx)?.into_iter().map(|row| row.id).collect(),
            products: product::all(tx)?.into_iter().map(|row| row.product.number).collect(),
            keys: keys.map(|key| key.public).collect(),
            credentials: credentials.into_iter().collect(),
        })
    }

    /// Strikes off what was named; false when it is not here.
    fn strike(&mut self, entity: &Entity) -> bool {
        match entity {
            Entity::Checkpoint(id) => self.checkpoints.remove(id),
            Entity::Zone(id) => self.zones.remove(id),
            Entity::Product(number) => self.products.remove(number),
            Entity::Key(public) => {
                let place = self.keys.iter().position(|key| key == public);
                place.map(|place| self.keys.swap_remove(place)).is_some()
            }
            Entity::Credential(id) => self.credentials.remove(id),
        }
    }

    /// All but the credentials, in the order in which they can go: a zone stays while a checkpoint leads into it.
    fn frame(&self) -> impl Iterator<Item = Entity> {
        let checkpoints = self.checkpoints.iter().copied().map(Entity::Checkpoint);
        let zones = self.zones.iter().copied().map(Entity::Zone);
        let products = self.products.iter().copied().map(Entity::Product);
        checkpoints.chain(zones).chain(products).chain(self.keys.iter().copied().map(Entity::Key))
    }
}

/// What a change says is there; `None` for what cannot be no more.
fn named(change: &Change) -> Option<Entity> {
    match change {
        Change::Product(row) => Some(Entity::Product(row.product.number)),
        Change::Zone(row) => Some(Entity::Zone(row.id)),
        Change::Checkpoint(row, _) => Some(Entity::Checkpoint(row.id)),
        Change::Key { public, .. } => Some(Entity::Key(*public)),
        Change::Credential(new) => Some(Entity::Credential(new.id)),
        Change::Event(_) | Change::Author(..) | Change::Gone(_) => None,
    }
}
