//! How the control room of an event is set up. Each setting is an entry of the log: who changed it and when stays known,
//! and two desks that both changed one agree on the later.

use std::collections::BTreeMap;

use super::catalogue::{self, Category, TypeCode};
use super::deed::Timer;
use super::severity::Severity;
use crate::ids::{CheckpointId, ZoneId};

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// A type of incident, anew or as it is from now on.
    Category(Category),
    /// How long an incident of a severity waits for something.
    Limit {
        /// Of which severity.
        severity: Severity,
        /// For what.
        timer: Timer,
        /// How long, in milliseconds; `None`: as long as it takes.
        limit_ms: Option<u64>,
        /// Where the figure comes from.
        source: String,
    },
    /// Who is told one after the other when a timer runs out.
    Chain(Vec<String>),
    /// What to do about a type, from a severity on; without steps it is not offered.
    Playbook {
        /// For which type.
        code: TypeCode,
        /// From which severity on.
        from: Severity,
        /// What to do.
        steps: Vec<Step>,
    },
    /// Out of which zone a door leads; `None`: it comes in from outside. Where it leads to, the checkpoint says.
    DoorFrom {
        /// The door.
        door: CheckpointId,
        /// The zone on its outer side.
        from: Option<ZoneId>,
    },
    /// Most people that a door can let in within a minute, for what a silent one may have let in.
    DoorRate {
        /// The door.
        door: CheckpointId,
        /// Persons per minute.
        per_minute: u32,
        /// Where the figure comes from.
        source: String,
    },
    /// From which share of a zone's capacity on something is done.
    Band {
        /// The zone.
        zone: ZoneId,
        /// Which of its four bands, from 0.
        band: u8,
        /// The share, in thousandths.
        permille: u16,
        /// Who sees to it.
        owner: String,
        /// What is done.
        action: String,
    },
    /// How many a zone may hold, and who says so.
    Capacity {
        /// The zone.
        zone: ZoneId,
        /// How many persons.
        persons: u32,
        /// How it was worked out.
        source: String,
        /// The safety officer who signs for it.
        signed: String,
    },
}

/// A step of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its id, which ticks name: it stays when the words change.
    pub id: String,
    /// What to do.
    pub text: String,
}

/// How the control room is set up: what every event starts with, and what was changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Types of incident, in the order in which they are offered.
    pub categories: Vec<Category>,
    /// How long an incident waits, in milliseconds, and where the figure comes from.
    pub limits: BTreeMap<(Severity, Timer), (Option<u64>, String)>,
    /// Who is told one after the other when a timer runs out.
    pub chain: Vec<String>,
    /// What to do about a type from a severity on, where the event says otherwise than the program.
    pub playbooks: BTreeMap<(TypeCode, Severity), Vec<Step>>,
    /// The zones on the outer side of doors that do not come in from outside.
    pub doors: BTreeMap<CheckpointId, ZoneId>,
    /// Most people that a door can let in within a minute, and where the figure comes from.
    pub rates: BTreeMap<CheckpointId, (u32, String)>,
    /// Bands that the event set otherwise than the program: share in thousandths, owner, action.
    pub bands: BTreeMap<(ZoneId, u8), (u16, String, String)>,
    /// Capacities that were worked out and signed for: persons, how, by whom.
    pub capacities: BTreeMap<ZoneId, (u32, String, String)>,
}

impl Default for Config {
    fn default() -> Self {
        let limits = [
            (Severity::Critical, [Some(30), Some(120), Some(300)]),
            (Severity::Serious, [Some(120), Some(300), Some(900)]),
            (Severity::Minor, [Some(600), Some(1_200), Some(3_600)]),
            (Severity::Info, [None, None, None]),
        ];
        let limits = limits.into_iter().flat_map(|(severity, limits)| {
            Timer::ALL.into_iter().zip(limits).map(move |(timer, seconds)| {
                ((severity, timer), (seconds.map(|seconds| seconds * 1_000), String::new()))
            })
        });
        Self {
            categories: catalogue::standard(),
            limits: limits.collect(),
            chain: Vec::new(),
            playbooks: BTreeMap::new(),
            doors: BTreeMap::new(),
            rates: BTreeMap::new(),
            bands: BTreeMap::new(),
            capacities: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Takes a setting over. Settings are taken in the common order, so the later one counts.
    pub fn take(&mut self, setting: &Setting) {
        match setting.clone() {
            Setting::Category(category) => {
                match self.categories.iter_mut().find(|known| known.code == category.code) {
                    Some(known) => *known = category,
                    None => self.categories.push(category),
                }
            }
            Setting::Limit { severity, timer, limit_ms, source } => {
                self.limits.insert((severity, timer), (limit_ms, source));
            }
            Setting::Chain(chain) => self.chain = chain,
            Setting::Playbook { code, from, steps } => {
                self.playbooks.insert((code, from), steps);
            }
            Setting::DoorFrom { door, from: Some(zone) } => {
                self.doors.insert(door, zone);
            }
            Setting::DoorFrom { door, from: None } => {
                self.doors.remove(&door);
            }
            Setting::DoorRate { door, per_minute, source } => {
                self.rates.insert(door, (per_minute, source));
            }
            Setting::Band { zone, band, permille, owner, action } => {
                self.bands.insert((zone, band), (permille, owner, action));
            }
            Setting::Capacity { zone, persons, source, signed } => {
                self.capacities.insert(zone, (persons, source, signed));
            }
        }
    }

    /// What is known of a type, also of a hidden one.
    #[must_use]
    pub fn category(&self, code: &TypeCode) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == *code)
    }
}
