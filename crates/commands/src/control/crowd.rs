//! How many are inside: what was scanned and what was clicked, the interval around it, and the bands that say what to do.

mod capacity;

use std::collections::{BTreeMap, BTreeSet};

use gatehouse_contract::control as shown;
use gatehouse_contract::control::{CrowdBand, CrowdRes, Warning};
use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_core::ids::{AuthorId, CheckpointId, ZoneId};
use gatehouse_core::incident::Config;
use gatehouse_core::occupancy::band::{self, Band};
use gatehouse_core::occupancy::count::{self, Counts, Door, Inside};
use gatehouse_core::occupancy::density::GRADES;
use gatehouse_core::occupancy::most::{Basis, Most};
use gatehouse_core::occupancy::rate::{self, Minute, Rate};
use gatehouse_core::occupancy::{Click, Recounted, Tally};
use gatehouse_core::time::WallMs;
use gatehouse_store::table::zone::ZoneRow;
use gatehouse_store::{Body, Connection, Error, crowd as stored, table};

pub use self::capacity::capacity;
use super::names::Names;
use super::room::{self, Room};
use super::setup;
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// For how long minutes are read that say how fast a door was at its fastest, in milliseconds.
const FASTEST_MS: i64 = 6 * 60 * 60 * 1_000;

/// The crowd at this moment.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn crowd(host: &dyn Host) -> Result<CrowdRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let room = room::find(&open, &now)?;
    let names = Names::read(&open)?;
    let read = Seen::of(&open, &room, room.moment(&now))?;
    let held = open.control().bands.clone();
    Ok(read.draw(&room, &names, &held))
}

/// Zones that have reached a band, the fullest first.
pub(super) fn warnings(
    open: &OpenEvent,
    room: &Room,
    names: &Names,
    at: WallMs,
) -> Result<Vec<Warning>, CommandError> {
    let held = open.control().bands.clone();
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let read = Seen::of(open, room, at)?;
    let mut full: Vec<_> =
        held.into_iter().filter_map(|(zone, no)| read.warning(room, names, zone, no)).collect();
    full.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
    Ok(full.into_iter().map(|(_, warning)| warning).collect())
}

/// Looks at the zones, remembers the bands that they are in, and tells the screens when one changed.
pub(super) fn look(host: &dyn Host, open: &OpenEvent, room: &Room, at: WallMs) -> Result<(), CommandError> {
    let read = Seen::of(open, room, at)?;
    let before = open.control().bands.clone();
    let mut now = BTreeMap::new();
    for zone in &read.zones {
        let (Some(capacity), _, _) = setup::capacity(&room.log.config, zone) else { continue };
        let inside = read.inside.get(&zone.id).map_or(0, |inside| inside.upper);
        let bands = band::bands(&room.log.config, zone.id);
        if let Some(no) = band::step(before.get(&zone.id).copied(), inside, capacity, &bands) {
            now.insert(zone.id, no);
        }
    }
    if now != before {
        open.control().bands = now;
        host.push(Push::Control);
    }
    Ok(())
}

/// How many each zone holds: at least, and at most.
pub(super) fn inside(host: &dyn Host, open: &OpenEvent) -> Result<Vec<(ZoneId, i64, i64)>, CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, &now)?;
    let read = Seen::of(open, &room, room.moment(&now))?;
    Ok(read.inside.into_iter().map(|(zone, inside)| (zone, inside.known, inside.upper)).collect())
}

/// How many a zone holds by the counts that are known here.
pub(super) fn known(host: &dyn Host, open: &OpenEvent, zone: ZoneId) -> Result<i64, CommandError> {
    let all = inside(host, open)?;
    Ok(all.into_iter().find(|(id, ..)| *id == zone).map_or(0, |(_, known, _)| known))
}

/// The bands of a zone, as the screens get them.
pub(super) fn bands(config: &Config, zone: ZoneId, capacity: Option<u32>) -> Vec<CrowdBand> {
    let shown = |band: Band| CrowdBand {
        permille: band.permille,
        persons: rate::share(capacity.unwrap_or_default(), band.permille),
        owner: band.owner,
        action: band.action,
    };
    band::bands(config, zone).map(shown).into()
}

/// What a picture of the crowd is worked out from.
struct Seen {
    at: WallMs,
    zones: Vec<ZoneRow>,
    doors: Vec<Door>,
    minutes: Vec<Minute>,
    tallies: Vec<Tally>,
    most: BTreeMap<CheckpointId, Most>,
    own: BTreeMap<CheckpointId, (u64, u64)>,
    inside: BTreeMap<ZoneId, Inside>,
}

impl Seen {
    fn of(open: &OpenEvent, room: &Room, at: WallMs) -> Result<Self, CommandError> {
        let own = open.replica.author().map_err(error::store)?.id;
        open.replica.read(|conn| Self::read(conn, room, own, at)).map_err(error::store)
    }

    fn read(conn: &Connection, room: &Room, own: AuthorId, at: WallMs) -> Result<Self, Error> {
        let config = &room.log.config;
        let doors: Vec<Door> = table::checkpoint::all(conn)?
            .into_iter()
            .map(|door| Door { id: door.id, from: config.doors.get(&door.id).copied(), into: door.zone })
            .collect();
        let since = WallMs(at.0.saturating_sub(FASTEST_MS));
        let minutes: Vec<Minute> = stored::minutes(conn, since)?
            .into_iter()
            .map(|one| Minute {
                door: one.door,
                minute: one.at.0.div_euclid(60_000),
                entries: one.entries,
                exits: one.exits,
            })
            .collect();
        let scanned = stored::tallies(conn)?
            .into_iter()
            .map(|one| (one.author, Click { door: one.door, entries: one.entries, exits: one.exits }));
        let heard: BTreeMap<AuthorId, WallMs> = stored::heard(conn)?.into_iter().collect();
        // The own device is always heard, and no clock that runs ahead makes another one be heard later than now.
        let last =
            |author| if author == own { at } else { heard.get(&author).copied().unwrap_or(at).min(at) };
        let tallies = count::together(scanned, clicks(room), last);
        let devices = |door: CheckpointId| tallies.iter().filter(|tally| tally.door == door).count();
        let most = doors
            .iter()
            .map(|door| (door.id, Most::of(door.id, config, &minutes, devices(door.id))))
            .collect();
        let authors = table::author::all(conn)?;
        let resting: BTreeSet<AuthorId> = authors
            .iter()
            .filter(|author| author.frozen || author.cutoff.is_some())
            .map(|author| author.id)
            .collect();
        let recounts = recounts(room);
        let counts =
            Counts { doors: &doors, tallies: &tallies, recounts: &recounts, most: &most, resting: &resting };
        let inside = count::inside(&counts, at);
        let zones = table::zone::all(conn)?;
        let own = count::merge(clicks(room).filter(|(author, _)| *author == own));
        let own = own.into_values().map(|click| (click.door, (click.entries, click.exits))).collect();
        Ok(Self { at, zones, minutes, tallies, own, inside, doors, most })
    }

    fn warning(&self, room: &Room, names: &Names, zone: ZoneId, no: u8) -> Option<(i64, Warning)> {
        let row = self.zones.iter().find(|row| row.id == zone)?;
        let capacity = setup::capacity(&room.log.config, row).0?;
        let upper = self.inside.get(&zone).map_or(0, |inside| inside.upper);
        let band = bands(&room.log.config, zone, Some(capacity)).into_iter().nth(usize::from(no))?;
        let warning = Warning::Crowd {
            zone: zone.into(),
            name: names.zone(zone),
            band: no,
            upper,
            capacity,
            action: band.action,
            owner: band.owner,
        };
        Some((upper.saturating_mul(1_000) / i64::from(capacity.max(1)), warning))
    }

    fn draw(&self, room: &Room, names: &Names, held: &BTreeMap<ZoneId, u8>) -> CrowdRes {
        let rates = rate::rates(&self.minutes, self.at);
        CrowdRes {
            now: self.at.into(),
            zones: self.zones.iter().map(|zone| self.zone(room, names, held, zone, &rates)).collect(),
            doors: self.doors.iter().map(|door| self.door(room, names, door, &rates)).collect(),
            grades: GRADES
                .iter()
                .map(|grade| shown::DensityGrade {
                    grade: grade.grade,
                    from_per_m2: grade.from_per_m2,
                    to_per_m2: grade.to_per_m2,
                    dangerous_moving: grade.dangerous_moving,
                    dangerous_static: grade.dangerous_static,
                })
                .collect(),
        }
    }

    fn zone(
        &self,
        room: &Room,
        names: &Names,
        held: &BTreeMap<ZoneId, u8>,
        zone: &ZoneRow,
        rates: &BTreeMap<CheckpointId, Rate>,
    ) -> shown::ZoneCrowd {
        let config = &room.log.config;
        let inside = self.inside.get(&zone.id).cloned().unwrap_or_default();
        let (capacity, source, signed) = setup::capacity(config, zone);
        let net = rate::zone_rate(zone.id, &self.doors, rates).net();
        let until = |permille: u16| {
            let persons = rate::share(capacity?, permille);
            rate::minutes_until(inside.upper, persons, net)
        };
        shown::ZoneCrowd {
            zone: zone.id.into(),
            name: zone.name.clone(),
            known: inside.known,
            lower: inside.lower,
            upper: inside.upper,
            capacity,
            capacity_source: [source, signed]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            bands: bands(config, zone.id, capacity),
            band: held.get(&zone.id).copied(),
            net_per_minute: net,
            minutes_to_slow: until(900),
            minutes_to_full: until(1_000),
            minutes_to_leave: None,
            silent: inside
                .silent
                .iter()
                .map(|silent| shown::SilentDoor {
                    door: names.checkpoint(silent.door),
                    device: names.device(silent.author),
                    heard: silent.heard.into(),
                    may_have_let_in: silent.may_have_let_in,
                })
                .collect(),
            density: density(room, zone.id),
        }
    }

    fn door(
        &self,
        room: &Room,
        names: &Names,
        door: &Door,
        rates: &BTreeMap<CheckpointId, Rate>,
    ) -> shown::DoorCrowd {
        let here = || self.tallies.iter().filter(|tally| tally.door == door.id);
        let rate = rates.get(&door.id).copied().unwrap_or_default();
        let most = self.most.get(&door.id).copied().unwrap_or_else(|| Most::usual(here().count()));
        let (own_entries, own_exits) = self.own.get(&door.id).copied().unwrap_or_default();
        let set = room.log.config.rates.get(&door.id).map(|(_, source)| source.clone());
        shown::DoorCrowd {
            door: door.id.into(),
            name: names.checkpoint(door.id),
            into: door.into.into(),
            from: door.from.map(Into::into),
            entries: here().map(|tally| tally.entries).sum(),
            exits: here().map(|tally| tally.exits).sum(),
            own_entries,
            own_exits,
            in_per_minute: rate.entries,
            out_per_minute: rate.exits,
            most_per_minute: most.entries,
            most_source: if most.basis == Basis::Set { set.unwrap_or_default() } else { String::new() },
        }
    }
}

/// What was clicked, by device.
fn clicks(room: &Room) -> impl Iterator<Item = (AuthorId, Click)> {
    room.others.iter().filter_map(|other| match &other.body {
        Body::ClickerCount(record) => Some((other.id.author, record.click)),
        _ => None,
    })
}

/// Recounts that nobody struck.
fn recounts(room: &Room) -> Vec<Recounted> {
    let standing = room.others.iter().filter(|other| !room.log.struck.contains_key(&other.id));
    standing
        .filter_map(|other| match &other.body {
            Body::Recount(record) => {
                Some(Recounted { id: other.id, at: other.at, recount: record.recount.clone() })
            }
            _ => None,
        })
        .collect()
}

/// The last look at a zone.
fn density(room: &Room, zone: ZoneId) -> Option<shown::DensityLook> {
    let (id, look) = room.log.densities.iter().rev().find(|(_, look)| look.zone == zone)?;
    Some(shown::DensityLook {
        entry: (*id).into(),
        at: room.entry(*id)?.logged.into(),
        grade: look.grade,
        note: look.note.clone(),
    })
}
