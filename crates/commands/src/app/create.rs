//! Makes a new event on this device.

use std::path::{Path, PathBuf};

use gatehouse_contract::app::{AppRes, CreateEventReq};
use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::EventDetails;
use gatehouse_core::ids::{AuthorId, EventId};
use gatehouse_store::table::event::EventRow;
use gatehouse_store::{
    Author, Body, DeviceEnrolledRecord, FileKey, NewDevice, NewReplica, Replica, Stamp, Transaction, table,
};
use zeroize::Zeroizing;

use super::file_key::{self, Protect};
use crate::error;
use crate::host::{Host, ten_random};
use crate::setup::{checked_details, fresh_key};

/// What makes an event.
pub struct NewEvent {
    /// What it is.
    pub details: EventDetails,
    /// What this device calls itself.
    pub device_name: String,
    /// How its file is protected.
    pub protect: Protect,
}

/// Makes a new event in the usual folder and opens it.
///
/// # Errors
/// When a detail cannot be, or the file or its key cannot be kept; nothing is left behind then.
pub fn create(host: &dyn Host, req: CreateEventReq) -> Result<AppRes, CommandError> {
    let new = NewEvent {
        details: req.details,
        device_name: req.device_name,
        protect: req
            .passphrase
            .filter(|words| !words.is_empty())
            .map_or(Protect::KeyStore, Protect::Passphrase),
    };
    let id = EventId::ordered(host.now().wall, ten_random(host));
    let folder = &host.folders().events;
    std::fs::create_dir_all(folder).map_err(|error| error::io(&error, "making the folder for events"))?;
    let file = folder.join(file_name(&new.details.name, id));
    create_with_id(host, &file, id, &new)?;
    super::open_path(host, &file, passphrase(&new.protect))?;
    super::status(host)
}

/// Makes a new event at a place of the caller's choice, without opening it.
///
/// # Errors
/// As [`create`].
pub fn create_at(host: &dyn Host, file: &Path, new: &NewEvent) -> Result<EventId, CommandError> {
    let id = EventId::ordered(host.now().wall, ten_random(host));
    create_with_id(host, file, id, new)?;
    Ok(id)
}

fn create_with_id(host: &dyn Host, file: &Path, id: EventId, new: &NewEvent) -> Result<(), CommandError> {
    let event = checked_details(id, &new.details)?;
    let device_name = device_name(&new.device_name)?;
    if file.exists() {
        return Err(error::store(gatehouse_store::Error::Exists));
    }
    let (key, _) = file_key::make(host, file, &new.protect)?;
    let made = write(host, file, &key, event, device_name);
    if made.is_err() {
        file_key::discard(host, file, &new.protect);
    }
    made
}

fn write(
    host: &dyn Host,
    file: &Path,
    key: &FileKey,
    event: EventRow,
    device_name: &str,
) -> Result<(), CommandError> {
    let mut seed = Zeroizing::new([0; 32]);
    host.random(&mut *seed);
    let author = AuthorId::ordered(host.now().wall, ten_random(host));
    let signing = fresh_key(host, event.id);
    let device = NewDevice { author, seed, name: device_name.to_owned() };
    let replica = Replica::create(file, key, NewReplica { event, device }).map_err(error::store)?;
    let stamp = host.now();
    replica
        .write(move |tx, author| {
            begin_log(tx, author, stamp, "gate".into())?;
            table::signing_key::upsert(tx, &signing)
        })
        .map_err(error::store)
}

/// Writes the first record of a device's log: who it is.
pub(crate) fn begin_log(
    tx: &Transaction<'_>,
    author: &Author,
    stamp: Stamp,
    role: String,
) -> Result<(), gatehouse_store::Error> {
    let enrolled = DeviceEnrolledRecord {
        name: author.name.clone(),
        public_key: author.key.public(),
        app_version: env!("CARGO_PKG_VERSION").into(),
        role,
    };
    gatehouse_store::append(tx, author, stamp, &Body::DeviceEnrolled(enrolled)).map(drop)
}

/// The name of a device as it is kept.
///
/// # Errors
/// When there is none, or it is too long for a label.
pub(crate) fn device_name(typed: &str) -> Result<&str, CommandError> {
    let name = typed.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(error::bad_request(
            "The device needs a name of up to 60 letters",
            "Name it after where it stands, for example North 1",
        ));
    }
    Ok(name)
}

/// The passphrase that opens a file which was just made.
pub(crate) fn passphrase(protect: &Protect) -> Option<&str> {
    match protect {
        Protect::Passphrase(words) => Some(words),
        Protect::KeyStore | Protect::Unprotected => None,
    }
}

/// A name that people recognize in a folder and that no other event has.
pub(crate) fn file_name(event_name: &str, id: EventId) -> PathBuf {
    let mut slug = String::new();
    for letter in event_name.chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() > 40 {
            break;
        }
    }
    PathBuf::from(format!("{}-{id}.gatehouse", slug.trim_end_matches('-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_event_and_nothing_in_the_name_can_leave_the_folder() {
        let id = EventId::from_bytes([7; 16]);
        let name = |event: &str| file_name(event, id).display().to_string();
        assert_eq!(name("Río Abierto 2026!"), format!("río-abierto-2026-{id}.gatehouse"));
        assert!(!name("../../etc/passwd").contains(['/', '\\']));
    }
}
