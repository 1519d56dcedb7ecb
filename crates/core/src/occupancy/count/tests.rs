use proptest::prelude::*;

use super::*;
use crate::ids::{RecordId, Seq};
use crate::occupancy::Recount;
use crate::occupancy::most::Basis;

const MINUTE: i64 = 60_000;
const START: i64 = 1_795_640_400_000;

const fn door(id: u8) -> CheckpointId {
    CheckpointId::from_bytes([id; 16])
}

const fn zone(id: u8) -> ZoneId {
    ZoneId::from_bytes([id; 16])
}

const fn device(id: u8) -> AuthorId {
    AuthorId::from_bytes([id; 16])
}

/// Two doors from outside into the ground, and one from the ground into the hall.
const DOORS: [Door; 3] = [
    Door { id: door(1), from: None, into: zone(1) },
    Door { id: door(2), from: None, into: zone(1) },
    Door { id: door(3), from: Some(zone(1)), into: zone(2) },
];

const MOST: [Most; 3] = [
    Most { entries: 30, exits: 40, basis: Basis::Set },
    Most { entries: 12, exits: 20, basis: Basis::Set },
    Most { entries: 9, exits: 15, basis: Basis::Set },
];

fn most() -> BTreeMap<CheckpointId, Most> {
    DOORS.iter().map(|door| door.id).zip(MOST).collect()
}

fn tally(author: u8, at: u8, entries: u64, exits: u64, silent_ms: i64) -> Tally {
    Tally { author: device(author), door: door(at), entries, exits, heard: WallMs(START - silent_ms) }
}

fn recounted(into: ZoneId, by: i64) -> Recounted {
    let id = RecordId { author: device(9), seq: Seq(1) };
    Recounted { id, at: WallMs(START), recount: Recount { zone: into, by, reason: "by hand".to_owned() } }
}

fn look(tallies: &[Tally], recounts: &[Recounted]) -> BTreeMap<ZoneId, Inside> {
    let counts =
        Counts { doors: &DOORS, tallies, recounts, most: &most(), resting: &BTreeSet::from([device(8)]) };
    inside(&counts, WallMs(START))
}

#[test]
fn greatest_counts_of_all_devices_add_up_in_any_order() {
    let click = |door_id, entries, exits| Click { door: door(door_id), entries, exits };
    let heard = [
        (device(1), click(1, 5, 0)),
        (device(1), click(1, 9, 1)),
        (device(2), click(1, 2, 2)),
        (device(1), click(2, 1, 0)),
    ];
    let mut late = heard;
    late.reverse();
    assert_eq!(merge(heard), merge(late));
    assert_eq!(merge(heard)[&(device(1), door(1))], click(1, 9, 1));
    let tallies =
        together(heard, [(device(1), click(1, 40, 0)), (device(3), click(2, 7, 0))], |_| WallMs(START));
    assert_eq!(look(&tallies, &[])[&zone(1)].known, 8 + 1 + 40 + 7);
}

#[test]
fn who_goes_in_through_an_inner_door_leaves_the_zone_before() {
    let zones = look(&[tally(1, 1, 100, 10, 0), tally(2, 3, 30, 5, 0)], &[recounted(zone(2), -2)]);
    assert_eq!((zones[&zone(1)].known, zones[&zone(2)].known), (65, 23));
    assert_eq!((zones[&zone(1)].lower, zones[&zone(1)].upper), (65, 65), "everybody was heard");
}

#[test]
fn a_silent_door_widens_the_interval_and_the_one_that_lets_in_most_is_radioed_first() {
    let zones = look(
        &[tally(1, 1, 500, 0, 3 * MINUTE), tally(2, 2, 300, 0, 4 * MINUTE), tally(3, 3, 100, 0, 10 * MINUTE)],
        &[],
    );
    let ground = &zones[&zone(1)];
    assert_eq!(ground.known, 700);
    assert_eq!(ground.upper, 700 + 3 * 30 + 4 * 12 + 10 * 15, "who leaves the hall comes into the ground");
    assert_eq!(ground.lower, 700 - 3 * 40 - 4 * 20 - 10 * 9);
    let order: Vec<_> = ground.silent.iter().map(|silent| (silent.door, silent.may_have_let_in)).collect();
    assert_eq!(order, [(door(3), 150), (door(1), 90), (door(2), 48)]);
    assert_eq!((zones[&zone(2)].lower, zones[&zone(2)].upper), (0, 190), "nobody is there less than nobody");
}

#[test]
fn a_device_is_silent_only_after_the_grace_and_a_resting_one_never() {
    let upper = |tallies: &[Tally]| look(tallies, &[])[&zone(1)].upper;
    assert_eq!(upper(&[tally(1, 1, 50, 0, GRACE_MS)]), 50);
    assert_eq!(upper(&[tally(1, 1, 50, 0, GRACE_MS + 1)]), 50 + 3 * 30);
    assert_eq!(upper(&[tally(8, 1, 50, 0, 90 * MINUTE)]), 50, "it was put away");
    assert_eq!(upper(&[tally(1, 1, 50, 0, -MINUTE)]), 50, "its clock is ahead");
}

#[test]
fn devices_at_one_door_share_it_and_a_device_is_at_one_door_at_a_time() {
    let upper = |tallies: &[Tally]| look(tallies, &[])[&zone(1)].upper;
    assert_eq!(upper(&[tally(1, 1, 0, 0, 3 * MINUTE), tally(2, 1, 0, 0, 5 * MINUTE)]), 5 * 30);
    assert_eq!(upper(&[tally(1, 1, 0, 0, 3 * MINUTE), tally(1, 2, 0, 0, 3 * MINUTE)]), 3 * 30);
}

#[test]
fn an_uncounted_crowd_shows_below_zero_and_asks_for_a_recount() {
    let zones = look(&[tally(1, 1, 5, 25, 5 * MINUTE)], &[]);
    assert_eq!((zones[&zone(1)].known, zones[&zone(1)].lower), (-20, -20));
    assert_eq!(look(&[], &[recounted(zone(7), 12)])[&zone(7)].upper, 12, "a zone without a door");
}

/// Something that happens on the evening.
#[derive(Debug, Clone)]
enum Happening {
    /// People go in (or out) at the device's door, as many as the door lets through.
    Pass { device: usize, persons: usize, into: bool },
    /// A device loses its network, or has it back.
    Network { device: usize },
    /// A device is carried to another door.
    Carry { device: usize, to: usize },
    /// People whom nobody counted are found.
    Recount { by: i64 },
}

fn happening() -> impl Strategy<Value = Happening> {
    let any = 0_usize..4;
    prop_oneof![
        8 => (any.clone(), 1_usize..45, proptest::bool::weighted(0.7))
            .prop_map(|(device, persons, into)| Happening::Pass { device, persons, into }),
        2 => any.clone().prop_map(|device| Happening::Network { device }),
        1 => (any, 0_usize..3).prop_map(|(device, to)| Happening::Carry { device, to }),
        1 => (-5_i64..9).prop_map(|by| Happening::Recount { by }),
    ]
}

/// One person who passed: when, which device, at which door, into the zone behind it.
type Passage = (i64, usize, usize, bool);

/// An evening as it really is, and what the desk has heard of it.
struct Evening {
    now: i64,
    at: [usize; 4],
    silent_since: [Option<i64>; 4],
    /// Of each device, the doors where the desk knows it to have counted.
    known_at: [BTreeSet<usize>; 4],
    counted: BTreeMap<(usize, usize), (u64, u64)>,
    heard: BTreeMap<(usize, usize), (u64, u64)>,
    passages: Vec<Passage>,
    recounts: Vec<Recounted>,
    truth: BTreeMap<ZoneId, i64>,
}

impl Evening {
    fn new() -> Self {
        let at = [0, 1, 2, 0];
        let mut evening = Self {
            now: START,
            at,
            silent_since: [None; 4],
            known_at: at.map(|door| BTreeSet::from([door])),
            counted: BTreeMap::new(),
            heard: BTreeMap::new(),
            passages: Vec::new(),
            recounts: Vec::new(),
            truth: BTreeMap::from([(zone(1), 0), (zone(2), 0)]),
        };
        (0..4).for_each(|device| evening.open(device));
        // Every device was heard when it was put up: the desk cannot reckon with one of which it never heard.
        evening.heard.clone_from(&evening.counted);
        evening
    }

    fn open(&mut self, device: usize) {
        self.counted.entry((device, self.at[device])).or_default();
    }

    fn happen(&mut self, happening: &Happening) {
        match *happening {
            Happening::Pass { device, persons, into } => {
                for _ in 0..persons {
                    if !self.pass(device, into) {
                        break;
                    }
                }
            }
            Happening::Network { device } => {
                self.silent_since[device] = self.silent_since[device].is_none().then_some(self.now);
            }
            Happening::Carry { device, to } => {
                let heard = self.silent_since[device].is_none();
                if heard || self.known_at[device].contains(&to) {
                    self.at[device] = to;
                    self.known_at[device].insert(to);
                    self.open(device);
                }
            }
            Happening::Recount { by } => {
                let people = self.truth.entry(zone(1)).or_default();
                let by = by.max(-*people);
                *people += by;
                self.recounts.push(recounted(zone(1), by));
            }
        }
        let counted = self.counted.iter().filter(|((device, _), _)| self.silent_since[*device].is_none());
        self.heard.extend(counted.map(|(key, count)| (*key, *count)));
    }

    /// One person passes, unless the door or the device lets nobody through any more within this minute.
    fn pass(&mut self, device: usize, into: bool) -> bool {
        let at = self.at[device];
        let (from, to) = if into {
            (DOORS[at].from, Some(DOORS[at].into))
        } else {
            (Some(DOORS[at].into), DOORS[at].from)
        };
        if from.is_some_and(|zone| self.truth[&zone] <= 0) || !self.may_pass(device, at, into) {
            return false;
        }
        self.passages.push((self.now, device, at, into));
        let count = self.counted.entry((device, at)).or_default();
        if into {
            count.0 += 1
        } else {
            count.1 += 1
        }
        for (zone, by) in [(from, -1), (to, 1)] {
            if let Some(zone) = zone {
                *self.truth.entry(zone).or_default() += by;
            }
        }
        true
    }

    fn may_pass(&self, device: usize, at: usize, into: bool) -> bool {
        let limit =
            |door: usize, into: bool| if into { MOST[door].entries } else { MOST[door].exits } as usize;
        let minute: Vec<_> = self.passages.iter().filter(|passage| passage.0 > self.now - MINUTE).collect();
        let at_door = minute.iter().filter(|passage| passage.2 == at && passage.3 == into).count();
        // A device lets through no more than the narrowest reading of the assumption: per zone and direction, the widest of
        // its doors there.
        [zone(1), zone(2)].into_iter().all(|zone| {
            let adds =
                |door: usize, into: bool| match (DOORS[door].into == zone, DOORS[door].from == Some(zone)) {
                    (true, _) => Some(into),
                    (_, true) => Some(!into),
                    _ => None,
                };
            let Some(way) = adds(at, into) else { return true };
            let by_device =
                minute.iter().filter(|one| one.1 == device && adds(one.2, one.3) == Some(way)).count();
            let widest = self.known_at[device]
                .iter()
                .filter_map(|door| {
                    [true, false]
                        .into_iter()
                        .find(|into| adds(*door, *into) == Some(way))
                        .map(|into| limit(*door, into))
                })
                .max();
            by_device < widest.unwrap_or(0)
        }) && at_door < limit(at, into)
    }

    fn look(&self) -> BTreeMap<ZoneId, Inside> {
        let tallies: Vec<_> = self
            .heard
            .iter()
            .map(|((author, at), (entries, exits))| Tally {
                author: device(*author as u8),
                door: DOORS[*at].id,
                entries: *entries,
                exits: *exits,
                heard: WallMs(self.silent_since[*author].unwrap_or(self.now)),
            })
            .collect();
        let counts = Counts {
            doors: &DOORS,
            tallies: &tallies,
            recounts: &self.recounts,
            most: &most(),
            resting: &BTreeSet::new(),
        };
        inside(&counts, WallMs(self.now))
    }

    /// How far outside the interval the truth may lie: devices that are not heard, but not for so long that it shows.
    fn unnoticed(&self) -> i64 {
        let quiet = self.silent_since.iter().flatten().filter(|since| self.now - **since <= GRACE_MS);
        quiet.count() as i64 * 2 * 40
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_is_never_outside_the_interval(evening in proptest::collection::vec((happening(), 500_i64..40_000), 1..90)) {
        let mut world = Evening::new();
        for (happening, ms) in evening {
            world.happen(&happening);
            world.now += ms;
            let unnoticed = world.unnoticed();
            for (zone, inside) in world.look() {
                let truth = world.truth[&zone];
                prop_assert!(inside.lower - unnoticed <= truth && truth <= inside.upper + unnoticed,
                    "{truth} in {zone:?} is outside of {inside:?}");
                prop_assert!(inside.lower <= inside.known && inside.known <= inside.upper);
                if world.silent_since.iter().all(Option::is_none) {
                    prop_assert_eq!(inside.known, truth, "everybody was heard");
                }
            }
        }
    }

    #[test]
    fn tallies_come_to_the_same_in_any_order_and_twice(
        tallies in proptest::collection::vec((0_u8..3, 1_u8..4, 0_u64..50, 0_u64..50, 0_i64..20), 0..20),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let tallies: Vec<_> = tallies.into_iter().map(|(by, at, ins, outs, ago)| tally(by, at, ins, outs, ago * MINUTE)).collect();
        let mut other = tallies.clone();
        if !other.is_empty() {
            let middle = shuffled.index(other.len());
            other.rotate_left(middle);
            other.push(other[0]);
        }
        prop_assert_eq!(look(&tallies, &[]), look(&other, &[]));
    }
}
