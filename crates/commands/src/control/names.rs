//! What things are called that records only name by id.

use std::collections::{BTreeMap, HashMap};

use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::{AuthorId, CheckpointId, ZoneId};
use gatehouse_store::{Connection, Error, table};

use crate::error;
use crate::session::OpenEvent;

/// Names of devices, zones and checkpoints.
pub(super) struct Names {
    pub(super) own: AuthorId,
    devices: HashMap<AuthorId, String>,
    pub(super) zones: BTreeMap<ZoneId, String>,
    checkpoints: HashMap<CheckpointId, String>,
}

impl Names {
    pub(super) fn read(open: &OpenEvent) -> Result<Self, CommandError> {
        let own = open.replica.author().map_err(error::store)?.id;
        open.replica.read(|conn| Self::of(conn, own)).map_err(error::store)
    }

    pub(super) fn of(conn: &Connection, own: AuthorId) -> Result<Self, Error> {
        let devices = table::author::all(conn)?.into_iter().map(|author| (author.id, author.name));
        let zones = table::zone::all(conn)?.into_iter().map(|zone| (zone.id, zone.name));
        let checkpoints = table::checkpoint::all(conn)?.into_iter().map(|one| (one.id, one.name));
        Ok(Self {
            own,
            devices: devices.collect(),
            zones: zones.collect(),
            checkpoints: checkpoints.collect(),
        })
    }

    /// What people call a device.
    pub(super) fn device(&self, author: AuthorId) -> String {
        self.devices.get(&author).cloned().unwrap_or_default()
    }

    /// What a zone is called.
    pub(super) fn zone(&self, zone: ZoneId) -> String {
        self.zones.get(&zone).cloned().unwrap_or_default()
    }

    /// What a checkpoint is called.
    pub(super) fn checkpoint(&self, checkpoint: CheckpointId) -> String {
        self.checkpoints.get(&checkpoint).cloned().unwrap_or_default()
    }
}
