//! What looks wrong at the gates: facts that contradict each other, or that people cannot have brought about.
//!
//! [`look`] is a function of the facts of the last hour and the moment; it remembers nothing. What it finds has a name that
//! follows from the facts, so whoever tells of an anomaly first asks whether that name was told already, by whatever desk.
//! Facts that arrive late are looked at with a moment of their own time. Nothing here stops anybody: a rule points at records,
//! and people look.

mod burst;
mod credentials;
mod gates;
mod people;
mod window;

pub use window::{Answer, Doubled, Gate, LOOK_BACK_MS, NEWS_MS, Override, Seen, Stepped, Why, Window};

use crate::ids::{CheckpointId, RecordId};
use crate::incident::{Severity, TypeCode};
use crate::time::WallMs;

/// Which rule found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A credential was admitted twice, on two devices.
    AdmittedTwice,
    /// One gate met many signatures that are not ours within a minute.
    ManyForgeries,
    /// A credential was refused at one gate and admitted at another.
    RefusedThenAdmitted,
    /// An operator overrides far more often than the others.
    ManyOverrides,
    /// A gate is silent while its neighbours are busy.
    SilentGate,
    /// More scans than people can present.
    TooFast,
    /// The clock of a device was set.
    ClockStep,
    /// Somebody was admitted after the window.
    AfterTheWindow,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::AdmittedTwice,
        Self::ManyForgeries,
        Self::RefusedThenAdmitted,
        Self::ManyOverrides,
        Self::SilentGate,
        Self::TooFast,
        Self::ClockStep,
        Self::AfterTheWindow,
    ];

    /// The word with which its names begin.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AdmittedTwice => "admitted_twice",
            Self::ManyForgeries => "many_forgeries",
            Self::RefusedThenAdmitted => "refused_then_admitted",
            Self::ManyOverrides => "many_overrides",
            Self::SilentGate => "silent_gate",
            Self::TooFast => "too_fast",
            Self::ClockStep => "clock_step",
            Self::AfterTheWindow => "after_the_window",
        }
    }

    /// The type of the incident that may be made of it.
    #[must_use]
    pub fn incident_type(self) -> TypeCode {
        let code = match self {
            Self::SilentGate | Self::ClockStep => "TEC",
            Self::ManyOverrides => "STA",
            Self::AdmittedTwice
            | Self::ManyForgeries
            | Self::RefusedThenAdmitted
            | Self::TooFast
            | Self::AfterTheWindow => "SUS",
        };
        TypeCode(code.to_owned())
    }
}

/// An anomaly as it is told in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which rule found it.
    pub rule: Rule,
    /// Its name: the same on every device that knows the same facts, so that two desks tell of one.
    pub key: String,
    /// How bad it is.
    pub severity: Severity,
    /// At which checkpoints.
    pub checkpoints: Vec<CheckpointId>,
    /// The records that show it.
    pub evidence: Vec<RecordId>,
    /// It is enough to open an incident.
    pub draft: bool,
}

/// No more records than these are named as evidence, the first ones; the figures count all of them.
pub const EVIDENCE: usize = 50;

/// An anomaly as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anomaly {
    /// What is told of it.
    pub told: Told,
    /// How much of it there was.
    pub figures: Figures,
}

/// How much of an anomaly there was, and how much is too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// What was found: scans, overrides, or milliseconds of a step or a silence.
    pub found: u64,
    /// From how many on the rule speaks.
    pub threshold: u64,
    /// Within how long they were found, in milliseconds; 0 where that says nothing.
    pub within_ms: u64,
}

impl Anomaly {
    /// `subject` is what the name tells it by. What is enough for an incident has a name of its own, so that a thing told of
    /// while it was small is told of again when it has grown.
    fn new(rule: Rule, subject: &str, severity: Severity, draft: bool, figures: Figures) -> Self {
        let grown = if draft { ":draft" } else { "" };
        let key = format!("{}:{subject}{grown}", rule.word());
        let told = Told { rule, key, severity, checkpoints: Vec::new(), evidence: Vec::new(), draft };
        Self { told, figures }
    }

    /// Names places and records; each once, places in their order.
    fn with(
        mut self,
        checkpoints: impl IntoIterator<Item = CheckpointId>,
        evidence: impl IntoIterator<Item = RecordId>,
    ) -> Self {
        self.told.checkpoints = checkpoints.into_iter().collect();
        self.told.checkpoints.sort_unstable();
        self.told.checkpoints.dedup();
        self.told.evidence = evidence.into_iter().take(EVIDENCE).collect();
        self
    }
}

/// What is wrong in a window, by rule and name. What is older than [`NEWS_MS`] at `now` is not told any more.
#[must_use]
pub fn look(window: &Window<'_>, now: WallMs) -> Vec<Anomaly> {
    let mut scans: Vec<&Seen> =
        window.scans.iter().filter(|scan| now.0.saturating_sub(scan.at.0) <= LOOK_BACK_MS).collect();
    scans.sort_unstable_by_key(|scan| (scan.at, scan.id));
    let mut found = credentials::admitted_twice(window.doubles, now);
    found.extend(gates::many_forgeries(&scans, now));
    found.extend(credentials::refused_then_admitted(&scans, window.gates, now));
    found.extend(people::many_overrides(&scans, window.overrides, now));
    found.extend(gates::silent_gates(&scans, window.gates, now));
    found.extend(gates::too_fast(&scans, now));
    found.extend(people::clock_steps(window.steps, now));
    found.extend(gates::after_the_window(&scans, window.gates, now));
    found.sort_by(|a, b| (a.told.rule, &a.told.key).cmp(&(b.told.rule, &b.told.key)));
    found
}

#[cfg(test)]
mod tests;
