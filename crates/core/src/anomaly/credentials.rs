//! Rules about one credential.

use std::collections::BTreeMap;

use super::burst::{STRETCH_MS, stretch};
use super::window::{Answer, Doubled, Gate, Seen, Why, is_news, name_of};
use super::{Anomaly, Figures, Rule};
use crate::ids::{CheckpointId, CredentialId, ZoneId};
use crate::incident::Severity;
use crate::time::WallMs;

/// From so many on at one gate within a stretch of the clock, doubles are no longer single guests who share a ticket, but
/// copies that are sold, or a gate that does not hear the others.
const DOUBLES_DRAFT: usize = 5;

/// Between a refusal and an admission elsewhere, in milliseconds: as long as it takes to walk round and try again.
const TRIED_AGAIN_MS: i64 = 15 * 60 * 1_000;

/// Credentials that two devices admitted although only the first was due. What one device did alone is no gap between two.
pub(super) fn admitted_twice(doubles: &[Doubled], now: WallMs) -> Vec<Anomaly> {
    let rule = Rule::AdmittedTwice;
    let across = |double: &&Doubled| double.first.author != double.second.author && is_news(double.at, now);
    let mut news: Vec<&Doubled> = doubles.iter().filter(across).collect();
    news.sort_unstable_by_key(|double| (double.at, double.second));
    let figures = Figures { found: 2, threshold: 2, within_ms: 0 };
    let mut found: Vec<Anomaly> = Vec::new();
    let mut at_gates: BTreeMap<(CheckpointId, i64), Vec<&Doubled>> = BTreeMap::new();
    for double in news {
        let one = Anomaly::new(rule, &name_of(double.second), Severity::Minor, false, figures);
        found.push(one.with(double.checkpoints, [double.first, double.second]));
        at_gates.entry((double.checkpoints[1], stretch(double.at))).or_default().push(double);
    }
    for ((gate, stretch), doubles) in at_gates {
        if doubles.len() >= DOUBLES_DRAFT {
            let figures = Figures {
                found: doubles.len() as u64,
                threshold: DOUBLES_DRAFT as u64,
                within_ms: STRETCH_MS as u64,
            };
            let many = Anomaly::new(rule, &format!("{gate}:{stretch}"), Severity::Serious, true, figures);
            found.push(many.with([gate], doubles.iter().map(|double| double.second)));
        }
    }
    found
}

/// Credentials that one gate refused for good and another let in soon after.
///
/// Only what no gate can put right counts: used up in the same zone and not left since, or withdrawn. Who was sent to the right
/// gate, or paid in between, is not of interest. Somebody who was withdrawn and got in is enough for an incident.
pub(super) fn refused_then_admitted(scans: &[&Seen], gates: &[Gate], now: WallMs) -> Vec<Anomaly> {
    let zones: BTreeMap<CheckpointId, ZoneId> = gates.iter().map(|gate| (gate.id, gate.zone)).collect();
    let mut refused: BTreeMap<CredentialId, (&Seen, Why)> = BTreeMap::new();
    let mut found = Vec::new();
    for scan in scans {
        let Some(credential) = scan.credential else { continue };
        match scan.answer {
            Answer::Refused(why @ (Why::Used | Why::Withdrawn)) => {
                refused.insert(credential, (scan, why));
            }
            Answer::Refused(_) => {}
            Answer::Left => {
                refused.remove(&credential);
            }
            Answer::Admitted => {
                let Some((refusal, why)) = refused.remove(&credential) else { continue };
                let after_ms = scan.at.0.saturating_sub(refusal.at.0);
                let same_zone = zones.get(&refusal.checkpoint) == zones.get(&scan.checkpoint);
                let elsewhere = refusal.checkpoint != scan.checkpoint
                    && after_ms <= TRIED_AGAIN_MS
                    && (why == Why::Withdrawn || same_zone);
                if elsewhere && is_news(scan.at, now) {
                    found.push(passed_elsewhere(refusal, scan, why, after_ms));
                }
            }
        }
    }
    found
}

fn passed_elsewhere(refusal: &Seen, admission: &Seen, why: Why, after_ms: i64) -> Anomaly {
    let withdrawn = why == Why::Withdrawn;
    let severity = if withdrawn { Severity::Serious } else { Severity::Minor };
    let figures = Figures { found: 2, threshold: 2, within_ms: after_ms.unsigned_abs() };
    Anomaly::new(Rule::RefusedThenAdmitted, &name_of(admission.id), severity, withdrawn, figures)
        .with([refusal.checkpoint, admission.checkpoint], [refusal.id, admission.id])
}
