//! What looks wrong at the gates: facts that contradict each other, or that people cannot have brought about.

use crate::ids::{CheckpointId, RecordId};
use crate::incident::Severity;

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
