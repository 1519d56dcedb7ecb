//! What was written, as it is answered: the entry that is on disk, and the incident that it is about.

use gatehouse_contract::control::WrittenRes;
use gatehouse_contract::control::{ReadLineReq, ReadLineRes, WriteLineReq};
use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::ZoneId;
use gatehouse_core::incident::{Context, Incident, Number, Opening, Severity, TypeCode};

use super::names::Names;
use super::speak::Speaker;
use super::write::Done;
use crate::error;
use crate::host::Host;
use crate::session::OpenEvent;

pub fn read_line(_: &dyn Host, _: ReadLineReq) -> Result<ReadLineRes, CommandError> {
    todo!()
}
pub fn write_line(_: &dyn Host, _: WriteLineReq) -> Result<WrittenRes, CommandError> {
    todo!()
}

/// What was written, as the screens get it: the first record, which says the rest.
pub(super) fn written<T>(open: &OpenEvent, done: &Done<T>) -> Result<WrittenRes, CommandError> {
    let first = done.records.first().copied().ok_or_else(|| error::bug("Nothing was written"))?;
    let names = Names::read(open)?;
    let speaker = Speaker { room: &done.room, names: &names, sealed: false, here: &|_| true };
    let fact = done.room.entry(first);
    let other = || done.room.others.iter().find(|other| other.id == first);
    let entry = match fact {
        Some(fact) => speaker.entry(fact),
        None => other()
            .map(|other| speaker.other(other))
            .ok_or_else(|| error::bug("What was written cannot be found"))?,
    };
    let incident = fact.and_then(|fact| fact.incident()).and_then(|id| done.room.log.incidents.get(&id));
    Ok(WrittenRes {
        entry,
        incident: incident.map(|incident| incident.id.into()),
        number: incident.map(Incident::said),
        opened: incident.is_some_and(|incident| incident.id == first),
    })
}

/// An opening whose number and context are not filled in yet.
pub(super) fn opening(
    types: Vec<TypeCode>,
    severity: Option<Severity>,
    title: String,
    place: String,
    zone: Option<ZoneId>,
    sealed: bool,
) -> Opening {
    Opening {
        number: Number { desk: String::new(), no: 0 },
        types,
        severity: severity.unwrap_or(Severity::Minor),
        title,
        place,
        zone,
        sealed,
        context: Context::default(),
    }
}
