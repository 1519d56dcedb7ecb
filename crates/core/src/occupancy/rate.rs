//! How fast people come and go, and what that comes to: when a zone is full, and how long it takes to leave it.

use std::collections::BTreeMap;

use super::count::Door;
use crate::ids::{CheckpointId, ZoneId};
use crate::time::WallMs;

/// Over how many whole minutes a rate is taken.
///
/// One minute jumps with every group that arrives; ten hide that a rush has begun.
pub const MINUTES: i64 = 5;

/// What passed a door within a minute. Several rows of one minute, of several devices, belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minute {
    /// The door.
    pub door: CheckpointId,
    /// Which minute: whole minutes since the Unix epoch.
    pub minute: i64,
    /// Persons in.
    pub entries: u32,
    /// Persons out.
    pub exits: u32,
}

/// How fast people pass, in persons per minute.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rate {
    /// In.
    pub entries: f64,
    /// Out.
    pub exits: f64,
}

impl Rate {
    /// How many more come than leave.
    #[must_use]
    pub fn net(self) -> f64 {
        self.entries - self.exits
    }
}

/// The rate of each door over the last [`MINUTES`] whole minutes; the one that runs is not whole. A door at which nobody passed
/// is missing.
#[must_use]
pub fn rates(minutes: &[Minute], now: WallMs) -> BTreeMap<CheckpointId, Rate> {
    let running = now.0.div_euclid(60_000);
    let mut rates: BTreeMap<CheckpointId, Rate> = BTreeMap::new();
    for minute in minutes.iter().filter(|one| (running - MINUTES..running).contains(&one.minute)) {
        let rate = rates.entry(minute.door).or_default();
        rate.entries += f64::from(minute.entries) / MINUTES as f64;
        rate.exits += f64::from(minute.exits) / MINUTES as f64;
    }
    rates
}

/// The rate of a zone: in through the doors that lead to it and back through those that lead on.
#[must_use]
pub fn zone_rate(zone: ZoneId, doors: &[Door], rates: &BTreeMap<CheckpointId, Rate>) -> Rate {
    let mut sum = Rate::default();
    for door in doors {
        let rate = rates.get(&door.id).copied().unwrap_or_default();
        if door.into == zone {
            sum.entries += rate.entries;
            sum.exits += rate.exits;
        }
        if door.from == Some(zone) {
            sum.entries += rate.exits;
            sum.exits += rate.entries;
        }
    }
    sum
}

/// Minutes until `persons` are inside, at this net rate: none when they are already, `None` when it is not reached so.
#[must_use]
pub fn minutes_until(inside: i64, persons: u32, net_per_minute: f64) -> Option<f64> {
    let missing = i64::from(persons).saturating_sub(inside);
    match missing {
        ..=0 => Some(0.0),
        _ if net_per_minute > 0.0 => Some(missing as f64 / net_per_minute),
        _ => None,
    }
}

/// How many are a share of a capacity, rounded up: with that many inside it is reached.
#[must_use]
pub fn share(capacity: u32, permille: u16) -> u32 {
    let persons = (u64::from(capacity) * u64::from(permille)).div_ceil(1_000);
    u32::try_from(persons).unwrap_or(u32::MAX)
}

/// Minutes to leave through exits of these widths in metres, with `flow` persons per metre and minute; `None` when no exit is
/// known. All exits count: this is how long it takes, not how many may come.
#[must_use]
pub fn minutes_to_leave(inside: i64, widths_m: &[f64], flow: u32) -> Option<f64> {
    let width: f64 = widths_m.iter().filter(|width| width.is_finite() && **width > 0.0).sum();
    let per_minute = width * f64::from(flow);
    (per_minute > 0.0).then(|| inside.max(0) as f64 / per_minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn door(id: u8) -> CheckpointId {
        CheckpointId::from_bytes([id; 16])
    }

    const fn zone(id: u8) -> ZoneId {
        ZoneId::from_bytes([id; 16])
    }

    #[test]
    fn a_rate_is_that_of_the_last_whole_minutes() {
        let minute = |minute, entries, exits| Minute { door: door(1), minute, entries, exits };
        let minutes = [
            minute(94, 900, 0),
            minute(95, 10, 0),
            minute(95, 10, 5),
            minute(99, 30, 0),
            minute(100, 900, 0),
        ];
        let rates = rates(&minutes, WallMs(100 * 60_000 + 30_000));
        assert_eq!(rates[&door(1)], Rate { entries: 10.0, exits: 1.0 });
        assert_eq!(rates.len(), 1);
    }

    #[test]
    fn who_goes_on_into_a_zone_leaves_the_one_before() {
        let doors = [
            Door { id: door(1), from: None, into: zone(1) },
            Door { id: door(2), from: Some(zone(1)), into: zone(2) },
        ];
        let rates = BTreeMap::from([
            (door(1), Rate { entries: 20.0, exits: 2.0 }),
            (door(2), Rate { entries: 8.0, exits: 1.0 }),
        ]);
        assert_eq!(zone_rate(zone(1), &doors, &rates), Rate { entries: 21.0, exits: 10.0 });
        assert!((zone_rate(zone(2), &doors, &rates).net() - 7.0).abs() < 1e-9);
    }

    #[test]
    fn the_time_until_a_zone_is_full_follows_the_net_rate() {
        assert_eq!(minutes_until(1_500, share(2_000, 900), 20.0), Some(15.0));
        assert_eq!(minutes_until(2_100, 2_000, -5.0), Some(0.0), "it is full already");
        assert_eq!(minutes_until(1_500, 2_000, 0.0), None);
        assert_eq!(minutes_until(1_500, 2_000, -3.0), None, "it empties");
        assert_eq!(share(333, 900), 300, "299.7 is not reached with 299");
    }

    #[test]
    fn leaving_takes_as_long_as_the_exits_are_narrow() {
        assert_eq!(minutes_to_leave(1_640, &[2.0, 3.0], 82), Some(4.0));
        assert_eq!(minutes_to_leave(-3, &[2.0], 82), Some(0.0));
        assert_eq!(minutes_to_leave(1_640, &[], 82), None);
        assert_eq!(minutes_to_leave(1_640, &[f64::NAN, 0.0], 82), None);
    }
}
