//! Names of people whom incidents are about: sealed in the log, and opened only on request.
//!
//! A device that seals for the first time makes a secret, and hands it, wrapped, to every device of the event that may keep the
//! log; a device that was handed one can open what it sealed. Whoever only carries the records reads nothing.

use std::collections::BTreeSet;

use gatehouse_contract::control::{IncidentReq, IncidentRes};
use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::AuthorId;
use gatehouse_core::incident::{Deed, Entry, Sealed};
use gatehouse_store::{Author, Connection, Error, Secret, Transaction, sealed_with, table};

use super::room::Room;
use super::write::{self, Written};
use super::{incident, words};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// Roles of devices that may open what is sealed, in the words of their enrolment; so may every device that keeps the log itself.
const KEEPERS: [&str; 3] = ["control", "supervisor", "organizer"];

/// Shows an incident with the names of whom it is about, and writes down that somebody asked.
///
/// # Errors
/// When no event is open, there is no such incident, or the replica fails.
pub fn open_names(host: &dyn Host, req: IncidentReq) -> Result<IncidentRes, CommandError> {
    let open = session::open(host)?;
    let id = req.incident.into();
    write::decide(host, &open, move |_, _, room, _| {
        if !room.log.incidents.contains_key(&id) {
            return Ok(Err(error::not_found("incident")));
        }
        let deed = Deed::System { what: "names_opened".to_owned() };
        Ok(Ok(Written::entry(Entry { incident: Some(id), deeds: vec![deed], ..Entry::default() }, ())))
    })?;
    incident::picture(host, &open, id, true)
}

/// Seals words with this device's own secret, which is made when there is none yet.
pub(super) fn seal(host: &dyn Host, open: &OpenEvent, text: &str) -> Result<Sealed, CommandError> {
    let text = words::needed(text, "Give the name, or leave it out")?;
    let (mut key, mut nonce) = ([0; 32], [0; 24]);
    host.random(&mut key);
    host.random(&mut nonce);
    let secret = open
        .replica
        .write(move |tx, _| {
            if let Some(own) = table::secret::own(tx)? {
                return Ok::<_, Error>(own);
            }
            let secret = Secret::new(key);
            table::secret::put(tx, &secret, true)?;
            Ok(secret)
        })
        .map_err(error::store)?;
    Ok(Sealed(secret.seal(&text, nonce)))
}

/// Opens sealed words, where this device has their secret.
pub(super) fn open(open: &OpenEvent, sealed: &Sealed) -> Result<Option<String>, CommandError> {
    let Some(id) = sealed_with(&sealed.0) else { return Ok(None) };
    let secret =
        open.replica.read(move |conn: &Connection| table::secret::find(conn, id)).map_err(error::store)?;
    Ok(secret.and_then(|secret| secret.open(&sealed.0)))
}

/// Hands this device's own secret to every keeper of the log that does not have it yet, and takes what was handed to this one.
pub(super) fn share(host: &dyn Host, open: &OpenEvent, room: &Room) -> Result<(), CommandError> {
    take(open, room)?;
    let lacking = open.replica.read(lacking(room)).map_err(error::store)?;
    if lacking.is_empty() {
        return Ok(());
    }
    let once: Vec<[u8; 32]> = lacking
        .iter()
        .map(|_| {
            let mut bytes = [0; 32];
            host.random(&mut bytes);
            bytes
        })
        .collect();
    write::decide(host, open, move |tx, author, _, _| {
        let deeds = wrapped(tx, author, &lacking, &once)?;
        let entry = Entry { deeds, ..Entry::default() };
        Ok(Ok(Written::entry(entry, ())))
    })
    .map(drop)
}

/// Keepers of the log to whom nobody at this device handed its secret yet.
fn lacking(room: &Room) -> impl FnOnce(&Connection) -> Result<Vec<AuthorId>, Error> + Send + use<> {
    let handed: Vec<(AuthorId, AuthorId)> = room
        .log
        .entries
        .iter()
        .flat_map(|fact| fact.entry.deeds.iter().map(move |deed| (fact.id.author, deed)))
        .filter_map(|(author, deed)| match deed {
            Deed::ShareKey { to, .. } => Some((author, *to)),
            _ => None,
        })
        .collect();
    let desks: BTreeSet<AuthorId> = room.log.letters.keys().copied().collect();
    move |conn: &Connection| {
        if table::secret::own(conn)?.is_none() {
            return Ok(Vec::new());
        }
        let roles = table::author::roles(conn)?;
        let all = table::author::all(conn)?;
        let Some(own) = all.iter().find(|author| author.own).map(|author| author.id) else {
            return Ok(Vec::new());
        };
        let enrolled =
            |author: &AuthorId| roles.get(author).is_some_and(|role| KEEPERS.contains(&role.as_str()));
        let keeps = |author: &AuthorId| desks.contains(author) || enrolled(author);
        let trusted =
            all.iter().filter(|author| author.id != own && !author.frozen && author.cutoff.is_none());
        Ok(trusted
            .map(|author| author.id)
            .filter(|author| keeps(author) && !handed.contains(&(own, *author)))
            .collect())
    }
}

fn wrapped(tx: &Transaction<'_>, _: &Author, to: &[AuthorId], once: &[[u8; 32]]) -> Result<Vec<Deed>, Error> {
    let Some(secret) = table::secret::own(tx)? else { return Ok(Vec::new()) };
    let mut deeds = Vec::with_capacity(to.len());
    for (author, once) in to.iter().zip(once) {
        if let Some(known) = table::author::find(tx, *author)? {
            deeds.push(Deed::ShareKey { to: *author, key: Sealed(secret.wrap(&known.public_key, *once)) });
        }
    }
    Ok(deeds)
}

/// Keeps the secrets that others handed to this device.
fn take(open: &OpenEvent, room: &Room) -> Result<(), CommandError> {
    let own = open.replica.author().map_err(error::store)?.id;
    let handed: Vec<Vec<u8>> = room
        .log
        .entries
        .iter()
        .flat_map(|fact| &fact.entry.deeds)
        .filter_map(|deed| match deed {
            Deed::ShareKey { to, key } if *to == own => Some(key.0.clone()),
            _ => None,
        })
        .collect();
    let kept = open.control().taken;
    if handed.len() <= kept {
        return Ok(());
    }
    let count = handed.len();
    open.replica
        .write(move |tx, author| {
            for wrapped in &handed[kept..] {
                if let Some(secret) = Secret::unwrap(wrapped, &author.key) {
                    table::secret::put(tx, &secret, false)?;
                }
            }
            Ok::<_, Error>(())
        })
        .map_err(error::store)?;
    open.control().taken = count;
    Ok(())
}
