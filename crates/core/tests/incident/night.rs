//! A night of three desks that open incidents and tell of them, two of which are cut off for an hour.
//!
//! Every entry follows from what its desk knows at that moment: it folds its own part of the records and chooses by chance.

use std::collections::HashSet;

use gatehouse_core::ids::{AuthorId, RecordId, Seq};
use gatehouse_core::incident::{Deed, Entry, Fact, Log, Said, fold, timers};
use gatehouse_core::time::{Hlc, WallMs};

use super::said::deeds;

pub(crate) const MIN: i64 = 60_000;
pub(crate) const DESKS: usize = 3;
const STEPS: usize = 330;
/// Steps are 20 seconds apart on average: so long two desks hear nobody.
const CUT_OFF: std::ops::Range<usize> = 90..270;

/// Chance that can be repeated: splitmix64.
#[derive(Clone)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).expect("it is below a usize")
    }

    pub(crate) fn of<T: Copy>(&mut self, choice: &[T]) -> Option<T> {
        let place = self.below(choice.len());
        choice.get(place).copied()
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

pub(crate) struct Desk {
    pub(crate) author: AuthorId,
    pub(crate) facts: Vec<Fact>,
    known: HashSet<RecordId>,
    hlc: Hlc,
    seq: u64,
    /// By how much its clock is fast, in milliseconds.
    fast_ms: i64,
}

impl Desk {
    pub(crate) fn log(&self) -> Log {
        fold(self.facts.clone())
    }

    fn write(&mut self, ms: i64, said: Said, incident: Option<RecordId>, deeds: Vec<Deed>) {
        let now = WallMs(ms + self.fast_ms);
        self.hlc = self.hlc.tick(now);
        self.seq += 1;
        let id = RecordId { author: self.author, seq: Seq(self.seq) };
        self.known.insert(id);
        self.facts.push(Fact {
            id,
            hlc: self.hlc,
            logged: now,
            who: None,
            entry: Entry { said, incident, deeds },
        });
    }

    fn hear(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.hlc = self.hlc.max(fact.hlc);
            if self.known.insert(fact.id) {
                self.facts.push(fact.clone());
            }
        }
    }
}

pub(crate) struct Night {
    pub(crate) desks: Vec<Desk>,
    /// What came together, in the order in which it was written.
    pub(crate) all: Vec<Fact>,
    pub(crate) end: WallMs,
}

impl Night {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let mut desks: Vec<Desk> = (0..DESKS).map(|desk| begin(desk, &mut chance)).collect();
        let mut ms = 1_000 * MIN;
        for step in 0..STEPS {
            // Often at the same moment, so that clocks alone tell nothing apart.
            ms += chance.of(&[0, 0, 5_000, 20_000, 75_000]).unwrap_or(0);
            let at = chance.below(DESKS);
            act(&mut desks[at], ms, step, &mut chance);
            exchange(&mut desks, step);
        }
        exchange(&mut desks, STEPS);
        let all = desks[0].facts.clone();
        Self { desks, all, end: WallMs(ms) }
    }

    pub(crate) fn log(&self) -> Log {
        fold(self.all.clone())
    }
}

fn begin(desk: usize, chance: &mut Chance) -> Desk {
    let byte = u8::try_from(desk + 1).expect("few desks");
    Desk {
        author: AuthorId::from_bytes([byte; 16]),
        facts: Vec::new(),
        known: HashSet::new(),
        hlc: Hlc::default(),
        seq: 0,
        fast_ms: chance.of(&[0, 0, 7, 2_000, -45_000]).unwrap_or(0),
    }
}

fn act(desk: &mut Desk, ms: i64, step: usize, chance: &mut Chance) {
    let log = desk.log();
    let now = WallMs(ms + desk.fast_ms);
    if desk.seq == 0 {
        // Two desks claim one letter, because neither knows of the other.
        let letter = if desk.author.as_bytes()[0] == 3 { "B" } else { "A" };
        let claim = Deed::Letter(letter.to_owned());
        desk.write(ms, Said::default(), None, vec![claim]);
    }
    if step.is_multiple_of(10) {
        for (incident, deed) in timers::raise(&log, now).into_iter().take(2) {
            desk.write(ms, Said::default(), Some(incident), vec![deed]);
        }
    }
    let (incident, deeds) = deeds(&log, desk.author, step, now, chance);
    let occurred = chance.of(&[None, None, Some(now.0 - 3 * MIN), Some(now.0 - 9 * MIN)]).flatten();
    let said =
        Said { verbatim: format!("said in step {step}"), occurred: occurred.map(WallMs), ..Said::default() };
    desk.write(ms, said, incident, deeds);
}

/// Whoever is not cut off hears everything at once.
fn exchange(desks: &mut [Desk], step: usize) {
    if CUT_OFF.contains(&step) {
        return;
    }
    let all: Vec<Fact> = desks.iter().flat_map(|desk| desk.facts.clone()).collect();
    for desk in desks {
        desk.hear(&all);
    }
}
