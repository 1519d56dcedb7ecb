//! Believing a device on an organizer's word, where no central store can say who it is.

use gatehouse_core::ids::{AuthorId, Seq};
use gatehouse_journal::{Body, Record};
use gatehouse_store::exchange::{Trust, set_trust};
use gatehouse_store::table::author;
use gatehouse_store::{Error, Replica};

use crate::fingerprint::Fingerprint;
use crate::wire::Log;

/// Adds the device with this fingerprint to those whose records count, if its log is among `logs` and begins with who it
/// is. True when it is known now; what is known of a device already stays as it is, a revocation above all.
///
/// # Errors
///
/// Whatever the replica says.
pub fn vouch(replica: &Replica, logs: &[Log], fingerprint: Fingerprint) -> Result<bool, Error> {
    let Some((id, trust)) = logs.iter().find_map(|log| introduced(log, fingerprint)) else {
        return Ok(false);
    };
    replica.write(move |tx, _| match author::find(tx, id)? {
        Some(known) => Ok(known.public_key == trust.public_key),
        None => set_trust(tx, id, &trust),
    })
}

/// Who writes a log by its own first record, if that is signed with the key of this fingerprint.
fn introduced(log: &Log, fingerprint: Fingerprint) -> Option<(AuthorId, Trust)> {
    let sealed = log.records.first()?;
    let Body::DeviceEnrolled(device) =
        Record::from_trusted(sealed.bytes.clone(), &sealed.signature).ok()?.body().ok()?
    else {
        return None;
    };
    let record = Record::verify(&sealed.bytes, &sealed.signature, &device.public_key).ok()?;
    let itself = record.seq == Seq(1) && Fingerprint::of(&device.public_key) == fingerprint;
    let trust =
        Trust { public_key: device.public_key, name: device.name, device: None, frozen: false, cutoff: None };
    itself.then_some((record.author, trust))
}
