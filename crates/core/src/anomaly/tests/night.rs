//! A busy night of twenty thousand scans on which nothing is wrong, and the same night with one thing wrong on it.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Doors open.
const START: i64 = 1_795_640_400_000;
const GATES: u8 = 12;
const HOURS: i64 = 5;
/// Gates 1 to 6 lead to the ground, 7 to 9 to the hall, 10 to 12 to the stand.
const fn zone_of(gate: u8) -> u8 {
    if gate <= 6 { 1 } else { 2 + (gate - 7) / 3 }
}

/// Numbers by chance, but the same ones every time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.next().is_multiple_of(many)
    }
}

/// A night as the desk knows it afterwards.
#[derive(Default)]
struct Night {
    scans: Vec<Seen>,
    overrides: Vec<Override>,
    steps: Vec<Stepped>,
    doubles: Vec<Doubled>,
    gates: Vec<Gate>,
    seqs: BTreeMap<u8, u64>,
    people: u64,
}

impl Night {
    /// Arrivals in waves that all gates of a zone share, and everything that goes wrong at a gate every night.
    fn ordinary(seed: u64) -> Self {
        let open = time::Window {
            from: Some(WallMs(START)),
            until: Some(WallMs(START + (HOURS * 60 + 30) * MINUTE)),
        };
        let zone = |n| ZoneId::from_bytes([zone_of(n); 16]);
        let gates = (1..=GATES).map(|n| Gate { id: gate(n), zone: zone(n), open }).collect();
        let mut night = Self { gates, ..Self::default() };
        let mut chance = Chance(seed);
        let mut minute_pace = 0;
        for second in 0..HOURS * 3_600 {
            if second % 420 == 0 {
                // Between two and ten a minute at each gate: a train comes, or none does.
                minute_pace = 2 + chance.next() % 9;
            }
            for n in 1..=GATES {
                if chance.next() % 60_000 < minute_pace * 1_000 {
                    night.arrival(&mut chance, n, second * 1_000);
                }
            }
        }
        night.steps = (1..=GATES).map(|n| night.step(n, 20, 900)).collect();
        night
    }

    /// Somebody comes to a gate, most with a good ticket.
    fn arrival(&mut self, chance: &mut Chance, n: u8, ms: i64) {
        self.people += 1;
        let who = self.people;
        match chance.next() % 200 {
            // A poster's code, a crumpled print, now and then a forged one.
            0..=2 => drop(self.scan(n, ms, None, Answer::Refused(Why::Other))),
            3 => drop(self.scan(n, ms, None, Answer::Refused(Why::Forged))),
            // The wrong gate: two minutes later they are at the right one.
            4..=7 => {
                self.scan(n, ms, Some(who), Answer::Refused(Why::Other));
                self.scan(1 + n % GATES, ms + 2 * MINUTE, Some(who), Answer::Admitted);
            }
            // Already inside: asked to leave the row, or shown twice.
            8..=10 => {
                self.scan(n, ms, Some(who), Answer::Admitted);
                self.scan(n, ms + 4_000, Some(who), Answer::Refused(Why::Used));
            }
            // Out for a smoke, refused at one gate because the exit came in late, in again at another.
            11..=14 => {
                self.scan(n, ms, Some(who), Answer::Admitted);
                self.scan(n, ms + 20 * MINUTE, Some(who), Answer::Refused(Why::Used));
                self.scan(n, ms + 21 * MINUTE, Some(who), Answer::Left);
                self.scan(1 + n % GATES, ms + 30 * MINUTE, Some(who), Answer::Admitted);
            }
            // Cancelled, and that is that.
            15 => drop(self.scan(n, ms, Some(who), Answer::Refused(Why::Withdrawn))),
            // One override in a hundred.
            16..=17 => {
                let seen = self.scan(n, ms, Some(who), Answer::Admitted);
                self.overrides.push(overridden(&seen));
            }
            // The code stays in front of the camera.
            18..=20 => {
                self.scan(n, ms, Some(who), Answer::Admitted);
                (1..6).for_each(|again| {
                    drop(self.scan(n, ms + again * 700, Some(who), Answer::Refused(Why::Used)))
                });
            }
            _ => drop(self.scan(n, ms, Some(who), Answer::Admitted)),
        }
        // A family on one telephone: four within four seconds.
        if chance.one_in(40) {
            for child in 1..4 {
                self.people += 1;
                self.scan(n, ms + child * 1_000, Some(self.people), Answer::Admitted);
            }
        }
    }

    fn id(&mut self, n: u8) -> RecordId {
        let seq = self.seqs.entry(n).or_default();
        *seq += 1;
        RecordId { author: AuthorId::from_bytes([n; 16]), seq: Seq(*seq) }
    }

    fn scan(&mut self, n: u8, ms: i64, credential: Option<u64>, answer: Answer) -> Seen {
        let mut scan = seen(0, n, 0, credential, answer);
        scan.id = self.id(n);
        scan.at = WallMs(START + ms);
        scan.operator = Some(format!("operator {n}"));
        self.scans.push(scan.clone());
        scan
    }

    fn step(&mut self, n: u8, minute: i64, by_ms: i64) -> Stepped {
        Stepped { id: self.id(n), at: WallMs(START + minute * MINUTE), by_ms, checkpoint: Some(gate(n)) }
    }

    /// Everything that is told of this night by a look every five minutes, by its name.
    fn told(&mut self) -> BTreeMap<String, Told> {
        self.told_every(5)
    }

    /// Everything that is told by a look every so many minutes. What has not happened yet is not looked at.
    fn told_every(&mut self, minutes: usize) -> BTreeMap<String, Told> {
        self.scans.sort_by_key(|scan| scan.at);
        let mut told = BTreeMap::new();
        for minute in (1..=HOURS * 60).step_by(minutes) {
            let now = WallMs(START + minute * MINUTE);
            let until = |at: WallMs| at <= now;
            let from = self.scans.partition_point(|scan| scan.at.0 < now.0 - LOOK_BACK_MS);
            let to = self.scans.partition_point(|scan| scan.at <= now);
            let overrides: Vec<_> = self.overrides.iter().filter(|one| until(one.at)).cloned().collect();
            let doubles: Vec<_> = self.doubles.iter().filter(|one| until(one.at)).copied().collect();
            let steps: Vec<_> = self.steps.iter().filter(|one| until(one.at)).copied().collect();
            let window = Window {
                scans: &self.scans[from..to],
                doubles: &doubles,
                overrides: &overrides,
                steps: &steps,
                gates: &self.gates,
            };
            told.extend(look(&window, now).into_iter().map(|one| (one.told.key.clone(), one.told)));
        }
        told
    }

    /// What must be told of this night: one rule, at one gate, and whether it is ever enough for an incident.
    fn check(mut self, rule: Rule, n: u8, draft: bool) {
        let told = self.told();
        let rules: BTreeSet<_> = told.values().map(|told| told.rule).collect();
        assert_eq!(rules, BTreeSet::from([rule]), "{:?}", told.keys());
        assert!(told.values().all(|told| told.checkpoints.contains(&gate(n))), "{rule:?} names its gate");
        assert!(told.values().all(|told| !told.evidence.is_empty()), "{rule:?} names its records");
        assert_eq!(told.values().any(|told| told.draft), draft, "{rule:?}");
        assert!(told.len() <= 3, "it is told once or as it grows, not again and again: {:?}", told.keys());
    }
}

fn overridden(seen: &Seen) -> Override {
    Override { id: seen.id, at: seen.at, checkpoint: seen.checkpoint, operator: seen.operator.clone() }
}

#[test]
fn twenty_thousand_ordinary_scans_raise_nothing() {
    for (seed, minutes) in [(1, 1), (2, 5), (3, 5)] {
        let mut night = Night::ordinary(seed);
        assert!(night.scans.len() >= 20_000, "a busy night has {} scans", night.scans.len());
        let told = night.told_every(minutes);
        assert_eq!(told.keys().collect::<Vec<_>>(), Vec::<&String>::new(), "seed {seed}");
    }
}

#[test]
fn a_credential_that_two_devices_admitted_is_found() {
    let mut night = Night::ordinary(4);
    let first = night.scan(2, 60 * MINUTE, Some(900_001), Answer::Admitted);
    let second = night.scan(5, 70 * MINUTE, Some(900_001), Answer::Admitted);
    night.doubles =
        vec![Doubled { first: first.id, second: second.id, checkpoints: [gate(2), gate(5)], at: second.at }];
    night.check(Rule::AdmittedTwice, 5, false);
}

#[test]
fn a_gate_that_lets_copies_in_is_enough_for_an_incident() {
    let mut night = Night::ordinary(4);
    for n in 0..6 {
        let first = night.scan(2, 60 * MINUTE + n * 9_000, Some(900_001 + n as u64), Answer::Admitted);
        let second = night.scan(5, 71 * MINUTE + n * 9_000, Some(900_001 + n as u64), Answer::Admitted);
        let checkpoints = [gate(2), gate(5)];
        night.doubles.push(Doubled { first: first.id, second: second.id, checkpoints, at: second.at });
    }
    let told = night.told();
    let drafts: Vec<_> = told.values().filter(|told| told.draft).collect();
    assert_eq!((told.len(), drafts.len()), (7, 1));
    assert_eq!((drafts[0].severity, drafts[0].evidence.len()), (Severity::Serious, 6));
}

#[test]
fn a_batch_of_forged_tickets_at_one_gate_is_found() {
    let plant = |many: i64| {
        let mut night = Night::ordinary(5);
        (0..many)
            .for_each(|n| drop(night.scan(4, 90 * MINUTE + n * 2_000, None, Answer::Refused(Why::Forged))));
        night
    };
    plant(12).check(Rule::ManyForgeries, 4, false);
    plant(24).check(Rule::ManyForgeries, 4, true);
}

#[test]
fn who_was_refused_for_good_and_got_in_elsewhere_is_found() {
    let plant = |why| {
        let mut night = Night::ordinary(6);
        night.scan(1, 100 * MINUTE, Some(900_001), Answer::Refused(why));
        night.scan(3, 104 * MINUTE, Some(900_001), Answer::Admitted);
        night
    };
    plant(Why::Used).check(Rule::RefusedThenAdmitted, 3, false);
    plant(Why::Withdrawn).check(Rule::RefusedThenAdmitted, 3, true);
    let other_zone = |why| {
        let mut night = Night::ordinary(6);
        night.scan(1, 100 * MINUTE, Some(900_001), Answer::Refused(why));
        night.scan(8, 104 * MINUTE, Some(900_001), Answer::Admitted);
        night
    };
    assert_eq!(other_zone(Why::Used).told().len(), 0, "used up here, and good for the hall");
    other_zone(Why::Withdrawn).check(Rule::RefusedThenAdmitted, 8, true);
}

#[test]
fn an_operator_who_overrides_far_more_often_is_found_and_not_named() {
    let mut night = Night::ordinary(7);
    let theirs: Vec<Seen> =
        night.scans.iter().filter(|scan| scan.checkpoint == gate(9)).step_by(5).take(60).cloned().collect();
    night.overrides.extend(theirs.iter().map(overridden));
    let told = night.told();
    assert!(told.values().all(|told| told.rule == Rule::ManyOverrides && told.checkpoints == [gate(9)]));
    assert!(!told.is_empty() && told.keys().all(|key| !key.contains("operator")), "{:?}", told.keys());
    assert!(told.len() <= 6, "at most once an hour, and once more when it is enough for an incident");
}

#[test]
fn a_gate_that_falls_silent_in_the_rush_is_found() {
    let plant = |minutes: i64| {
        let mut night = Night::ordinary(8);
        let silence = START + 118 * MINUTE..START + (118 + minutes) * MINUTE;
        night.scans.retain(|scan| scan.checkpoint != gate(6) || !silence.contains(&scan.at.0));
        night
    };
    plant(16).check(Rule::SilentGate, 6, true);
    assert_eq!(plant(2).told().len(), 0, "two minutes are a pause");
}

#[test]
fn the_desk_that_hears_nobody_blames_no_gate() {
    let mut night = Night::ordinary(8);
    let silence = START + 100 * MINUTE..START + 115 * MINUTE;
    night.scans.retain(|scan| !silence.contains(&scan.at.0));
    assert_eq!(night.told().len(), 0);
}

#[test]
fn scans_that_no_people_present_are_found() {
    let plant = |many: i64| {
        let mut night = Night::ordinary(9);
        for n in 0..many {
            night.scan(11, 200 * MINUTE + n * 150, Some(900_000 + n as u64), Answer::Admitted);
        }
        night
    };
    plant(30).check(Rule::TooFast, 11, false);
    plant(60).check(Rule::TooFast, 11, true);
    let mut held = Night::ordinary(9);
    (0..60).for_each(|n| {
        held.scan(11, 200 * MINUTE + n * 150, Some(900_000), Answer::Refused(Why::Used));
    });
    assert_eq!(held.told().len(), 0, "one code that is held in front of a fast camera");
}

#[test]
fn a_clock_that_was_set_far_is_found() {
    let plant = |by_ms| {
        let mut night = Night::ordinary(10);
        let step = night.step(7, 50, by_ms);
        night.steps.push(step);
        night
    };
    plant(-3 * MINUTE).check(Rule::ClockStep, 7, false);
    plant(45 * MINUTE).check(Rule::ClockStep, 7, true);
}

#[test]
fn admissions_after_the_window_are_found() {
    let plant = |minutes_open: i64| {
        let mut night = Night::ordinary(11);
        let closed = WallMs(START + minutes_open * MINUTE);
        night.scans.retain(|scan| scan.checkpoint != gate(12) || scan.at <= closed);
        night.gates[11].open.until = Some(closed);
        night
    };
    assert_eq!(plant(200).told().len(), 0, "a gate that closes in time is not silent");
    let mut late = plant(200);
    late.scan(12, 201 * MINUTE, Some(900_001), Answer::Admitted);
    assert_eq!(late.told().len(), 0, "the last of the queue");
    late.scan(12, 205 * MINUTE, Some(900_002), Answer::Admitted);
    late.scan(12, 205 * MINUTE, Some(900_003), Answer::Refused(Why::Other));
    late.check(Rule::AfterTheWindow, 12, false);
    let mut on = plant(200);
    (0..15).for_each(|n| {
        drop(on.scan(12, 203 * MINUTE + n * 5_000, Some(900_001 + n as u64), Answer::Admitted))
    });
    on.check(Rule::AfterTheWindow, 12, true);
}

#[test]
fn two_desks_that_know_the_same_facts_tell_of_the_same_names_a_little_apart() {
    let mut night = Night::ordinary(12);
    (0..24).for_each(|n| drop(night.scan(4, 90 * MINUTE + n * 2_000, None, Answer::Refused(Why::Forged))));
    let shuffled: Vec<Seen> = night.scans.iter().rev().cloned().collect();
    let window = |scans| Window { scans, gates: &night.gates, ..Window::default() };
    let keys = |scans, late| -> Vec<String> {
        let now = WallMs(START + 91 * MINUTE + late);
        let found = look(&window(scans), now).into_iter().filter(|one| one.told.rule == Rule::ManyForgeries);
        found.map(|one| one.told.key).collect()
    };
    assert_eq!(keys(&night.scans, 0).len(), 1);
    for seconds in [0, 13, 59, 600, 1_700] {
        assert_eq!(keys(&night.scans, 0), keys(&shuffled, seconds * 1_000), "{seconds} s later");
    }
    for minutes in [31, 45, 60, 75] {
        let later = keys(&night.scans, minutes * MINUTE);
        assert!(later.is_empty(), "half of a burst is never told as a smaller one: {later:?}");
    }
}
