//! Rules about who stands at a gate, and about the clock of their device.

use std::collections::BTreeMap;

use super::window::{LOOK_BACK_MS, Override, Seen, Stepped, Who, is_news, name_of};
use super::{Anomaly, Figures, Rule};
use crate::incident::Severity;
use crate::time::WallMs;

/// Fewer overrides than these within an hour are never far above the others'.
const OVERRIDES: u64 = 8;
/// So many within an hour are a habit, or a favour to somebody.
const OVERRIDES_DRAFT: u64 = 20;
/// So many times the others' share is far above it; twice as much again for an incident.
const TIMES: f64 = 4.0;
/// And so many standard deviations, so that chance does not do it: once in a hundred thousand operator hours.
const DEVIATIONS: f64 = 6.0;
/// The others' share counts as at least this: where nobody overrides, one is not infinitely often.
const LEAST_SHARE: f64 = 0.005;

/// Less than this a time service corrects after a laptop was asleep, in milliseconds.
const STEP_MS: u64 = 60_000;
/// From so much on, windows and validities were judged by a wrong clock.
const STEP_DRAFT_MS: u64 = 10 * 60_000;

/// How often each did what within the hour.
#[derive(Default)]
struct Done<'a> {
    scans: u64,
    overrides: Vec<&'a Override>,
}

/// Operators whose share of overrides is far above that of all others together. Who is alone is compared with nobody.
pub(super) fn many_overrides(scans: &[&Seen], overrides: &[Override], now: WallMs) -> Vec<Anomaly> {
    let mut done: BTreeMap<Who<'_>, Done<'_>> = BTreeMap::new();
    for scan in scans {
        done.entry(Who::of(scan.operator.as_deref(), scan.id)).or_default().scans += 1;
    }
    for one in overrides.iter().filter(|one| now.0.saturating_sub(one.at.0) <= LOOK_BACK_MS) {
        done.entry(Who::of(one.operator.as_deref(), one.id)).or_default().overrides.push(one);
    }
    let all_scans: u64 = done.values().map(|done| done.scans).sum();
    let all_overrides: u64 = done.values().map(|done| done.overrides.len() as u64).sum();
    let mut found = Vec::new();
    for (who, Done { scans, mut overrides }) in done {
        let own = overrides.len() as u64;
        let others = all_scans.saturating_sub(scans);
        overrides.sort_unstable_by_key(|one| (one.at, one.id));
        let Some(last) = overrides.last().filter(|last| others > 0 && is_news(last.at, now)) else {
            continue;
        };
        let share = (all_overrides.saturating_sub(own) as f64 / others as f64).max(LEAST_SHARE);
        let expected = share * scans.max(own) as f64;
        let far_above = own as f64 >= (TIMES * expected).max(expected + DEVIATIONS * expected.sqrt());
        if own >= OVERRIDES && far_above {
            let draft = own >= OVERRIDES_DRAFT && own as f64 >= 2.0 * TIMES * expected;
            let severity = if draft { Severity::Minor } else { Severity::Info };
            let figures = Figures {
                found: own,
                threshold: OVERRIDES.max((TIMES * expected).ceil() as u64),
                within_ms: LOOK_BACK_MS.unsigned_abs(),
            };
            let hour = last.at.0.div_euclid(LOOK_BACK_MS);
            let subject = format!("{}:{hour}", who.subject());
            let anomaly = Anomaly::new(Rule::ManyOverrides, &subject, severity, draft, figures);
            found.push(
                anomaly.with(overrides.iter().map(|one| one.checkpoint), overrides.iter().map(|one| one.id)),
            );
        }
    }
    found
}

/// Clocks that were set by more than a time service does in passing.
pub(super) fn clock_steps(steps: &[Stepped], now: WallMs) -> Vec<Anomaly> {
    let far = |step: &&Stepped| step.by_ms.unsigned_abs() >= STEP_MS && is_news(step.at, now);
    let told = |step: &Stepped| {
        let draft = step.by_ms.unsigned_abs() >= STEP_DRAFT_MS;
        let severity = if draft { Severity::Minor } else { Severity::Info };
        let figures = Figures { found: step.by_ms.unsigned_abs(), threshold: STEP_MS, within_ms: 0 };
        Anomaly::new(Rule::ClockStep, &name_of(step.id), severity, draft, figures)
            .with(step.checkpoint, [step.id])
    };
    steps.iter().filter(far).map(told).collect()
}
