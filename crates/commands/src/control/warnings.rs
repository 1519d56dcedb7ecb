//! What is wrong at the gates and in the crowd, as every screen says it.

use gatehouse_contract::control::{AnomalyRule, Warning};
use gatehouse_core::anomaly::Rule;
use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::Deed;
use gatehouse_store::Body;

use super::names::Names;
use super::room::Room;

/// How long an anomaly is shown that nobody made an incident of, in milliseconds.
const SHOWN_MS: i64 = 15 * 60 * 1_000;

/// Anomalies that are news, the worst first.
pub(super) fn gates(room: &Room, names: &Names, now: gatehouse_core::time::WallMs) -> Vec<Warning> {
    let mut found: Vec<_> = room
        .others
        .iter()
        .filter(|other| now.0.saturating_sub(other.at.0) <= SHOWN_MS)
        .filter(|other| !room.log.struck.contains_key(&other.id) && !is_handled(room, other.id))
        .filter_map(|other| match &other.body {
            Body::Anomaly(record) => Some((other, &record.told)),
            _ => None,
        })
        .map(|(other, told)| {
            let warning = Warning::Gates {
                anomaly: other.id.into(),
                at: other.at.into(),
                rule: rule(told.rule),
                severity: told.severity.into(),
                checkpoints: told.checkpoints.iter().map(|one| names.checkpoint(*one)).collect(),
                evidence: u32::try_from(told.evidence.len()).unwrap_or(u32::MAX),
                draft: told.draft,
            };
            (told.key.clone(), told.severity, other.at, warning)
        })
        .collect();
    // Two desks that know the same facts tell of the same anomaly under the same key: it is shown once.
    found.sort_by(|a, b| a.0.cmp(&b.0).then(a.2.cmp(&b.2)));
    found.dedup_by(|later, earlier| later.0 == earlier.0);
    found.sort_by_key(|(_, severity, at, _)| (std::cmp::Reverse(*severity), *at));
    found.into_iter().map(|(.., warning)| warning).collect()
}

/// Whether an incident was made of an anomaly.
fn is_handled(room: &Room, anomaly: RecordId) -> bool {
    room.log.entries.iter().any(|fact| {
        fact.entry.deeds.iter().any(|deed| matches!(deed, Deed::Link { to, .. } if *to == anomaly))
    })
}

/// A rule as the screens know it.
pub(super) const fn rule(rule: Rule) -> AnomalyRule {
    match rule {
        Rule::AdmittedTwice => AnomalyRule::AdmittedTwice,
        Rule::ManyForgeries => AnomalyRule::ManyForgeries,
        Rule::RefusedThenAdmitted => AnomalyRule::RefusedThenAdmitted,
        Rule::ManyOverrides => AnomalyRule::ManyOverrides,
        Rule::SilentGate => AnomalyRule::SilentGate,
        Rule::TooFast => AnomalyRule::TooFast,
        Rule::ClockStep => AnomalyRule::ClockStep,
        Rule::AfterTheWindow => AnomalyRule::AfterTheWindow,
    }
}
