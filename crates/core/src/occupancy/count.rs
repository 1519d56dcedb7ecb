//! From counts to how many are inside: a figure, and an interval around it that holds while devices cannot be heard.
//!
//! Counts only grow, so of several from one device for one door the greatest says all of them; sums of such greatest ones
//! merge in any order. A recount is for people whom no door counted. It makes no silent door good: what that door counted
//! is added when it is heard.

use std::collections::{BTreeMap, BTreeSet};

use super::most::{Most, begun_minutes};
use super::{Click, Recounted, Tally};
use crate::ids::{AuthorId, CheckpointId, ZoneId};
use crate::time::WallMs;

/// Longer than this without a word, a device is silent, in milliseconds.
///
/// An exchange with a working network takes seconds, and a busy gate writes all the time; two minutes forgive a walk behind a
/// container. What a device did within them is not in the interval: with `n` such devices it is wrong by what their doors let
/// through in two minutes, at most.
pub const GRACE_MS: i64 = 2 * 60 * 1_000;

/// A door: where it leads, and out of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// The checkpoint.
    pub id: CheckpointId,
    /// The zone on its outer side; `None`: it comes in from outside. Who comes in here leaves that zone.
    pub from: Option<ZoneId>,
    /// The zone behind it.
    pub into: ZoneId,
}

/// What the count rests on.
#[derive(Debug, Clone, Copy)]
pub struct Counts<'a> {
    /// The doors of the event. What was counted at another one belongs nowhere.
    pub doors: &'a [Door],
    /// What each device counted at each door; the own device has `heard` now. Several for one pair are merged.
    pub tallies: &'a [Tally],
    /// Recounts that nobody struck.
    pub recounts: &'a [Recounted],
    /// The most that each door lets through; a door that is missing here has [`Most::usual`] for its devices.
    pub most: &'a BTreeMap<CheckpointId, Most>,
    /// Devices that are known to count no more: revoked, put away, or writing a newer log. They are never silent.
    pub resting: &'a BTreeSet<AuthorId>,
}

/// How many are in a zone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inside {
    /// What the counts that are known here say. Below zero when people came in uncounted: somebody has to recount.
    pub known: i64,
    /// At least so many: `known` less what silent devices may have let out.
    pub lower: i64,
    /// At most so many: `known` and what silent devices may have let in. Alarms go by this.
    pub upper: i64,
    /// The silent devices, the one that may have let in most first: the door to radio first.
    pub silent: Vec<Silent>,
}

/// A device from which nothing was heard, at a door where it counted before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silent {
    /// The door.
    pub door: CheckpointId,
    /// The device.
    pub author: AuthorId,
    /// When it was heard last.
    pub heard: WallMs,
    /// At most so many it may have let into the zone since.
    pub may_have_let_in: i64,
    /// At most so many it may have let out of it since.
    pub may_have_let_out: i64,
}

/// The greatest count of each device for each door. Entries and exits count for themselves.
#[must_use]
pub fn merge(
    clicks: impl IntoIterator<Item = (AuthorId, Click)>,
) -> BTreeMap<(AuthorId, CheckpointId), Click> {
    let mut greatest: BTreeMap<(AuthorId, CheckpointId), Click> = BTreeMap::new();
    for (author, click) in clicks {
        let known = greatest.entry((author, click.door)).or_insert(click);
        known.entries = known.entries.max(click.entries);
        known.exits = known.exits.max(click.exits);
    }
    greatest
}

/// What was scanned and what was clicked, together; `heard` says when a device was heard last.
#[must_use]
pub fn together(
    scanned: impl IntoIterator<Item = (AuthorId, Click)>,
    clicked: impl IntoIterator<Item = (AuthorId, Click)>,
    heard: impl Fn(AuthorId) -> WallMs,
) -> Vec<Tally> {
    let mut sums = merge(scanned);
    for ((author, door), click) in merge(clicked) {
        let sum = sums.entry((author, door)).or_insert(Click { door, entries: 0, exits: 0 });
        sum.entries = sum.entries.saturating_add(click.entries);
        sum.exits = sum.exits.saturating_add(click.exits);
    }
    let tally = |((author, door), Click { entries, exits, .. })| Tally {
        author,
        door,
        entries,
        exits,
        heard: heard(author),
    };
    sums.into_iter().map(tally).collect()
}

/// How many are in each zone that a door or a recount names, as far as is known at `now`.
///
/// The interval holds as long as no door lets through more than its [`Most`] in a minute, and no device, wherever it is
/// carried, more than the widest of the doors where it has counted. Several devices at one door share what it lets through.
/// With a device that has counted nothing yet nobody can reckon: hand in its tally of nothing as soon as it is put up.
#[must_use]
pub fn inside(counts: &Counts<'_>, now: WallMs) -> BTreeMap<ZoneId, Inside> {
    let tallies = greatest(counts.tallies);
    let mut zones: BTreeMap<ZoneId, Inside> = BTreeMap::new();
    for Recounted { recount, .. } in counts.recounts {
        let zone = zones.entry(recount.zone).or_default();
        zone.known = zone.known.saturating_add(recount.by);
    }
    for door in counts.doors {
        let here = || tallies.range((door.id, LEAST)..).take_while(|((id, _), _)| *id == door.id);
        let net = here().map(|(_, tally)| signed(tally.entries).saturating_sub(signed(tally.exits)));
        let net = net.fold(0_i64, i64::saturating_add);
        let most = counts.most.get(&door.id).copied().unwrap_or_else(|| Most::usual(here().count()));
        let quiet = here().map(|(_, tally)| tally).filter(|tally| is_silent(tally, counts.resting, now));
        let (mut behind, mut outside) = (Vec::new(), Vec::new());
        for tally in quiet {
            let minutes = begun_minutes(tally.heard, now);
            let (ins, outs) =
                (minutes.saturating_mul(most.entries.into()), minutes.saturating_mul(most.exits.into()));
            let silent = Silent {
                door: door.id,
                author: tally.author,
                heard: tally.heard,
                may_have_let_in: ins,
                may_have_let_out: outs,
            };
            behind.push(silent);
            outside.push(Silent { may_have_let_in: outs, may_have_let_out: ins, ..silent });
        }
        let zone = zones.entry(door.into).or_default();
        zone.known = zone.known.saturating_add(net);
        zone.silent.append(&mut behind);
        if let Some(from) = door.from {
            let zone = zones.entry(from).or_default();
            zone.known = zone.known.saturating_sub(net);
            zone.silent.append(&mut outside);
        }
    }
    zones.values_mut().for_each(bound);
    zones
}

/// The id before all others.
const LEAST: AuthorId = AuthorId::from_bytes([0; 16]);

/// One tally for each door and device: the greatest counts, and the latest word.
fn greatest(tallies: &[Tally]) -> BTreeMap<(CheckpointId, AuthorId), Tally> {
    let mut merged: BTreeMap<(CheckpointId, AuthorId), Tally> = BTreeMap::new();
    for tally in tallies {
        let known = merged.entry((tally.door, tally.author)).or_insert(*tally);
        known.entries = known.entries.max(tally.entries);
        known.exits = known.exits.max(tally.exits);
        known.heard = known.heard.max(tally.heard);
    }
    merged
}

fn is_silent(tally: &Tally, resting: &BTreeSet<AuthorId>, now: WallMs) -> bool {
    now.0.saturating_sub(tally.heard.0) > GRACE_MS && !resting.contains(&tally.author)
}

/// Draws the interval and puts the silent ones in their order.
fn bound(zone: &mut Inside) {
    zone.upper = zone.known.saturating_add(together_at_most(&zone.silent, |silent| silent.may_have_let_in));
    let left = together_at_most(&zone.silent, |silent| silent.may_have_let_out);
    zone.lower = zone.known.saturating_sub(left).max(0).min(zone.known);
    zone.silent.sort_by_key(|silent| {
        (std::cmp::Reverse(silent.may_have_let_in), silent.heard, silent.door, silent.author)
    });
}

/// The most that silent devices did together: no door lets through more than the oldest silence there allows, and no device
/// more than the widest of its doors. Both hold, so the smaller one does.
fn together_at_most(silent: &[Silent], of: impl Fn(&Silent) -> i64) -> i64 {
    let mut doors: BTreeMap<CheckpointId, i64> = BTreeMap::new();
    let mut devices: BTreeMap<AuthorId, i64> = BTreeMap::new();
    for one in silent {
        let door = doors.entry(one.door).or_default();
        *door = of(one).max(*door);
        let device = devices.entry(one.author).or_default();
        *device = of(one).max(*device);
    }
    let sum = |amounts: &mut dyn Iterator<Item = i64>| amounts.fold(0_i64, i64::saturating_add);
    sum(&mut doors.into_values()).min(sum(&mut devices.into_values()))
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
