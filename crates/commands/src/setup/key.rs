//! Signing keys: making, retiring, revoking, and trusting those of other events.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::{KeyStatus as ShownStatus, SetKeyStatusReq, SetupRes};
use gatehouse_core::ids::EventId;
use gatehouse_core::time::Window;
use gatehouse_credential::{IssuingKey, KeyStatus, PublicKey};
use gatehouse_store::table::signing_key::SigningKeyRow;
use gatehouse_store::{Connection, Error, table};
use zeroize::Zeroizing;

use super::{checked_name, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// Makes a new signing key; the active one retires: it still verifies what it signed and signs nothing more.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn new_key(host: &dyn Host) -> Result<SetupRes, CommandError> {
    let open = session::open(host)?;
    let key = fresh_key(host, open.id);
    open.replica
        .write(move |tx, _author| {
            for old in own_keys(tx)? {
                if old.status == KeyStatus::Active {
                    table::signing_key::set_status(tx, old.event, &old.public, KeyStatus::Retiring)?;
                }
            }
            table::signing_key::upsert(tx, &key)
        })
        .map_err(error::store)?;
    reload(&open)?;
    status(host)
}

/// Changes what a key is good for. A revoked key stays revoked.
///
/// # Errors
/// When there is no such key, it is revoked already, no event is open, or the replica fails.
pub fn set_key_status(host: &dyn Host, req: SetKeyStatusReq) -> Result<SetupRes, CommandError> {
    let open = session::open(host)?;
    let wanted = match req.status {
        ShownStatus::Active => KeyStatus::Active,
        ShownStatus::Retiring => KeyStatus::Retiring,
        ShownStatus::Revoked => KeyStatus::Revoked,
    };
    let found = open
        .replica
        .write(move |tx, _author| {
            let key = own_keys(tx)?.into_iter().find(|key| key.public.key_id().to_string() == req.key_id);
            let Some(key) = key else { return Ok::<_, Error>(None) };
            let allowed = key.status != KeyStatus::Revoked || wanted == KeyStatus::Revoked;
            if allowed {
                table::signing_key::set_status(tx, key.event, &key.public, wanted)?;
            }
            Ok(Some(allowed))
        })
        .map_err(error::store)?;
    match found {
        None => Err(error::not_found("key")),
        Some(false) => Err(error::bad_request("A revoked key stays revoked", "Make a new key instead")),
        Some(true) => {
            reload(&open)?;
            status(host)
        }
    }
}

/// Trusts the public key of another event, so that its tickets are named instead of called invalid.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn trust_key(host: &dyn Host, event: EventId, name: &str, key: PublicKey) -> Result<(), CommandError> {
    let open = session::open(host)?;
    let trusted = SigningKeyRow {
        event,
        event_name: Some(checked_name(name, "event")?),
        public: key,
        status: KeyStatus::Active,
        window: Window::ALWAYS,
        seed: None,
    };
    open.replica.write(move |tx, _author| table::signing_key::upsert(tx, &trusted)).map_err(error::store)?;
    reload(&open)
}

/// A new active key of an event, whose secret stays on this device.
pub(crate) fn fresh_key(host: &dyn Host, event: EventId) -> SigningKeyRow {
    let mut seed = Zeroizing::new([0; 32]);
    host.random(&mut *seed);
    let public = IssuingKey::from_seed(&seed).public();
    SigningKeyRow {
        event,
        event_name: None,
        public,
        status: KeyStatus::Active,
        window: Window::ALWAYS,
        seed: Some(seed),
    }
}

/// The keys of the replica's own event.
pub(super) fn own_keys(conn: &Connection) -> Result<Vec<SigningKeyRow>, Error> {
    Ok(table::signing_key::all(conn)?.into_iter().filter(|key| key.event_name.is_none()).collect())
}

fn reload(open: &OpenEvent) -> Result<(), CommandError> {
    open.set_ring(open.replica.read(table::signing_key::ring).map_err(error::store)?);
    Ok(())
}
