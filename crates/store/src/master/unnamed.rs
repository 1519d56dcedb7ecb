//! What a download that takes the place of everything does not speak of.

use std::collections::BTreeSet;

use gatehouse_core::ids::{CheckpointId, CredentialId, ProductNo, ZoneId};
use rusqlite::Connection;

use super::{Change, Entity, PublicKey};
use crate::error::Result;
use crate::sql::{get, rows};
use crate::table::{checkpoint, event, product, signing_key, zone};

/// What is here and was not named yet. What is left when a whole download was gone through is no more. Authors are not
/// among it, because their records stay.
#[derive(Debug)]
pub struct Unnamed {
    checkpoints: BTreeSet<CheckpointId>,
    zones: BTreeSet<ZoneId>,
    products: BTreeSet<ProductNo>,
    keys: Vec<PublicKey>,
    credentials: BTreeSet<CredentialId>,
}

impl Unnamed {
    /// Everything that is here and can be no more.
    pub fn read(conn: &Connection) -> Result<Self> {
        let event = event::find(conn)?.id;
        let keys = signing_key::all(conn)?.into_iter().filter(|key| key.event == event);
        let credentials = rows(conn, "SELECT id FROM credential ORDER BY id", [], |row| {
            get(row, 0).map(CredentialId::from_bytes)
        })?;
        Ok(Self {
            checkpoints: checkpoint::all(conn)?.into_iter().map(|row| row.id).collect(),
            zones: zone::all(conn)?.into_iter().map(|row| row.id).collect(),
            products: product::all(conn)?.into_iter().map(|row| row.product.number).collect(),
            keys: keys.map(|key| key.public).collect(),
            credentials: credentials.into_iter().collect(),
        })
    }

    /// Strikes off what a change says is there.
    pub fn strike(&mut self, change: &Change) {
        let named = match change {
            Change::Product(row) => Entity::Product(row.product.number),
            Change::Zone(row) => Entity::Zone(row.id),
            Change::Checkpoint(row, _) => Entity::Checkpoint(row.id),
            Change::Key { public, .. } => Entity::Key(*public),
            Change::Credential(new) => Entity::Credential(new.id),
            Change::Event(_) | Change::Author(..) | Change::Gone(_) => return,
        };
        self.keep(&named);
    }

    /// Strikes off what was named, though nothing was said of it that makes sense here.
    pub fn keep(&mut self, entity: &Entity) {
        match entity {
            Entity::Checkpoint(id) => drop(self.checkpoints.remove(id)),
            Entity::Zone(id) => drop(self.zones.remove(id)),
            Entity::Product(number) => drop(self.products.remove(number)),
            Entity::Key(public) => self.keys.retain(|key| key != public),
            Entity::Credential(id) => drop(self.credentials.remove(id)),
        }
    }

    /// That the rest is no more, in the order in which it can go: a zone stays while a checkpoint leads into it.
    pub fn gone(self) -> impl Iterator<Item = Change> {
        let checkpoints = self.checkpoints.into_iter().map(Entity::Checkpoint);
        let zones = self.zones.into_iter().map(Entity::Zone);
        let products = self.products.into_iter().map(Entity::Product);
        let keys = self.keys.into_iter().map(Entity::Key);
        let credentials = self.credentials.into_iter().map(Entity::Credential);
        credentials.chain(checkpoints).chain(zones).chain(products).chain(keys).map(Change::Gone)
    }
}
