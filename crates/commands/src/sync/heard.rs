//! The exchange of the open event begins, and what it brings reaches the gate and the screens.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use gatehouse_contract::event::Push;
use gatehouse_contract::id;
use gatehouse_core::ids::RecordId;
use gatehouse_store::{Stamp, table};
use gatehouse_sync::Status;
use gatehouse_sync::apply::Machinery;

use super::{doubles, state};
use crate::host::Host;
use crate::session::OpenEvent;

/// Double admissions that are looked at after records came in.
const LOOKED_AT: u32 = 50;

/// Begins the exchange of an event that has a link; without one, ends whatever ran.
pub(crate) fn attach(host: &dyn Host, open: &Arc<OpenEvent>) {
    let linked = open.replica.read(table::link::find).ok().flatten().is_some_and(|link| !link.wiped);
    if !linked {
        host.uplink().detach();
        return;
    }
    let event = Arc::downgrade(open);
    let machine = host.handle();
    let watch = move |status: &Status| {
        if let Some(open) = event.upgrade()
            && let Ok(sync) = state::state(&open, Some(status))
        {
            machine.push(Push::Sync { sync });
        }
    };
    host.uplink().attach(&open.replica, machinery(host, open), Arc::new(watch));
}

/// The machine around whatever takes records of others into the open event.
pub(super) fn machinery(host: &dyn Host, open: &Arc<OpenEvent>) -> Arc<dyn Machinery> {
    let known = open.replica.read(|conn| doubles::shown(conn, LOOKED_AT)).unwrap_or_default();
    let known = known.into_iter().map(|double| double.second.scan.into()).collect();
    Arc::new(Surroundings { host: host.handle(), event: Arc::downgrade(open), known: Mutex::new(known) })
}

/// The machine around a replica that no screen shows yet.
pub(super) fn machinery_unseen(host: &dyn Host) -> Arc<dyn Machinery> {
    Arc::new(Surroundings { host: host.handle(), event: Weak::new(), known: Mutex::default() })
}

/// The machine around the exchange of one event.
struct Surroundings {
    host: Arc<dyn Host>,
    event: Weak<OpenEvent>,
    known: Mutex<BTreeSet<RecordId>>,
}

impl Machinery for Surroundings {
    fn now(&self) -> Stamp {
        self.host.now()
    }

    fn random(&self, into: &mut [u8]) {
        self.host.random(into);
    }

    fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    fn heard(&self) {
        let Some(open) = self.event.upgrade() else { return };
        // A key that was revoked elsewhere must stop admitting here.
        if let Ok(ring) = open.replica.read(table::signing_key::ring) {
            open.set_ring(ring);
        }
        if open.post().is_none() {
            // The checkpoint where the device was sent may have come in just now.
            let _ = crate::gate::resume(&*self.host, &open);
        }
        let Ok(mut found) = open.replica.read(|conn| doubles::shown(conn, LOOKED_AT)) else { return };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        found.retain(|double| known.insert(RecordId::from(id::RecordId { ..double.second.scan })));
        drop(known);
        self.host.push(Push::Heard { doubles: found });
    }
}
