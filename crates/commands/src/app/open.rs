//! Opens an event of this device.

use std::path::Path;
use std::sync::Arc;

use gatehouse_contract::app::{AppRes, OpenEventReq, Protection};
use gatehouse_contract::error::CommandError;
use gatehouse_store::{Replica, table};

use super::file_key;
use crate::error;
use crate::gate;
use crate::host::Host;
use crate::session::OpenEvent;
use crate::sync;

/// Opens an event from the list of this device.
///
/// # Errors
/// When the file is not in the list, or as [`open_path`].
pub fn open(host: &dyn Host, req: OpenEventReq) -> Result<AppRes, CommandError> {
    let listed = super::status(host)?.files;
    if !listed.iter().any(|file| file.file == req.file) {
        return Err(error::not_found("event on this device"));
    }
    open_path(host, Path::new(&req.file), req.passphrase.as_deref())?;
    super::status(host)
}

/// Opens the event at a path, closing the one that is open, and takes up the post where the device stood last.
///
/// # Errors
/// When there is none, its key is not to be had, or the file fails; then the event that was open is still open.
pub fn open_path(host: &dyn Host, file: &Path, passphrase: Option<&str>) -> Result<(), CommandError> {
    let already_open = host.session().current().is_some_and(|open| open.file == file);
    if already_open {
        return Ok(());
    }
    if !file.exists() {
        return Err(error::store(gatehouse_store::Error::Missing));
    }
    let (key, protection) = file_key::find(host, file, passphrase)?;
    let replica = Replica::open(file, &key).map_err(error::store)?;
    adopt(host, file, replica, protection)
}

/// Opens the event that was open last, if it is still there and opens without a passphrase.
///
/// # Errors
/// As [`open_path`].
pub fn open_last(host: &dyn Host) -> Result<(), CommandError> {
    let last = host.session().settings(&host.folders().settings).last_event;
    match last {
        Some(file) if file.exists() && !file_key::needs_passphrase(&file) => open_path(host, &file, None),
        _ => Ok(()),
    }
}

fn adopt(host: &dyn Host, file: &Path, replica: Replica, protection: Protection) -> Result<(), CommandError> {
    let (id, ring) = replica
        .read(|conn| {
            Ok::<_, gatehouse_store::Error>((table::event::find(conn)?.id, table::signing_key::ring(conn)?))
        })
        .map_err(error::store)?;
    let open = Arc::new(OpenEvent::new(id, file.to_owned(), replica, protection, ring));
    host.session().replace(Arc::clone(&open));
    let folders = host.folders();
    host.session().remember(&folders.settings, |settings| settings.last_event = Some(file.to_owned()));
    sync::attach(host, &open);
    gate::resume(host, &open)
}
