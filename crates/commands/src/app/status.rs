//! What the program is doing.

use std::path::Path;

use gatehouse_contract::app::{AppRes, EventFile, OpenEvent, Protection};
use gatehouse_contract::error::CommandError;
use gatehouse_store::table;

use super::file_key;
use crate::error;
use crate::host::Host;
use crate::setup::details;

/// Everything about the program that screens ask for when they come up.
///
/// # Errors
/// When the replica fails.
pub fn status(host: &dyn Host) -> Result<AppRes, CommandError> {
    let event = match host.session().current() {
        None => None,
        Some(open) => {
            let event = open.replica.read(table::event::find).map_err(error::store)?;
            let device_name = open.replica.author().map_err(error::store)?.name.clone();
            Some(OpenEvent {
                id: event.id.into(),
                details: details(&event),
                device_name,
                protection: open.protection,
                demo: open.protection == Protection::Unprotected,
            })
        }
    };
    Ok(AppRes {
        version: env!("CARGO_PKG_VERSION").into(),
        event,
        files: files(&host.folders().events),
        now: host.now().wall.into(),
    })
}

/// The events of this device, newest first. A folder that is not there yet holds none.
fn files(folder: &Path) -> Vec<EventFile> {
    let mut found: Vec<EventFile> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "gatehouse"))
        .filter_map(|path| {
            Some(EventFile {
                name: spoken_name(path.file_stem()?.to_str()?),
                needs_passphrase: file_key::needs_passphrase(&path),
                file: path.to_str()?.to_owned(),
            })
        })
        .collect();
    found.sort_by(|a, b| b.file.cmp(&a.file));
    found
}

/// The event's name as far as its file's name tells: without the id at the end.
fn spoken_name(stem: &str) -> String {
    const ID: usize = 36;
    let slug = match stem.len().checked_sub(ID) {
        Some(cut)
            if stem.is_char_boundary(cut) && stem[cut..].parse::<gatehouse_core::ids::EventId>().is_ok() =>
        {
            stem[..cut].trim_end_matches('-')
        }
        _ => stem,
    };
    let mut words = slug.replace('-', " ");
    if let Some(first) = words.chars().next() {
        words.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_listed_by_the_name_that_people_gave_it() {
        assert_eq!(spoken_name("río-abierto-01932c07-25d4-7a34-a6d1-4b5c1c1a9f10"), "Río abierto");
        assert_eq!(spoken_name("medellin"), "Medellin");
        assert_eq!(spoken_name(""), "");
    }
}
