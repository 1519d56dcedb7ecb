//! Rules about one gate or one device.

use std::collections::BTreeMap;

use super::burst::{STRETCH_MS, bursts, stretch};
use super::window::{Answer, Gate, Seen, Why, is_news, name_of};
use super::{Anomaly, Figures, Rule};
use crate::ids::{AuthorId, CheckpointId};
use crate::incident::Severity;
use crate::time::{Position, WallMs};

/// Within a minute at one gate: a guest who tries one bad ticket over and over does not get there, several with bad tickets do.
const FORGERIES: usize = 10;
/// So many within a minute are presented by a program, or by people who all bought from the same forger.
const FORGERIES_DRAFT: usize = 20;
const FORGERIES_MS: i64 = 60_000;

/// On one device within ten seconds: two a second for that long is more than people can present, who pass one lane in three to
/// five seconds each. Codes held one after the other in front of a camera come at one a second.
const TOO_FAST: usize = 20;
const TOO_FAST_DRAFT: usize = 40;
const TOO_FAST_MS: i64 = 10_000;

/// Shorter silences are not looked at, in milliseconds.
const SILENT_MS: i64 = 5 * 60_000;
/// From so long on an incident is offered.
const SILENT_DRAFT_MS: i64 = 10 * 60_000;
/// Over how long the usual pace of a gate is taken, in milliseconds: the time before it fell silent.
const PACE_MS: i64 = 20 * 60_000;
/// So many scans must be missing at the gate's own pace. With arrivals by chance, a gap of 15 comes once in three million.
const MISSING: u64 = 15;

/// How long after its window a checkpoint's admissions are borne, in milliseconds: by so much clocks differ, and the last in the
/// queue are still let in.
const AFTER_MS: i64 = 2 * 60_000;
/// From so many on within a stretch of the clock, a gate works on as if it had no window.
const AFTER_DRAFT: usize = 10;

/// Gates that met many signatures that are not ours within a minute.
pub(super) fn many_forgeries(scans: &[&Seen], now: WallMs) -> Vec<Anomaly> {
    let forged = scans.iter().filter(|scan| scan.answer == Answer::Refused(Why::Forged));
    let mut gates: BTreeMap<CheckpointId, Vec<&Seen>> = BTreeMap::new();
    forged.for_each(|scan| gates.entry(scan.checkpoint).or_default().push(scan));
    let mut found = Vec::new();
    for (gate, scans) in gates {
        for (stretch, burst) in bursts(&scans, FORGERIES_MS, FORGERIES, now) {
            let figures = figures(burst.len(), FORGERIES, FORGERIES_MS);
            let draft = burst.len() >= FORGERIES_DRAFT;
            let anomaly =
                Anomaly::new(Rule::ManyForgeries, &format!("{gate}:{stretch}"), grown(draft), draft, figures);
            found.push(anomaly.with([gate], scans[burst].iter().map(|scan| scan.id)));
        }
    }
    found
}

/// Devices that scanned more than people can present. One credential that stays in front of a camera counts once.
pub(super) fn too_fast(scans: &[&Seen], now: WallMs) -> Vec<Anomaly> {
    let mut devices: BTreeMap<AuthorId, Vec<&Seen>> = BTreeMap::new();
    for scan in scans {
        let device = devices.entry(scan.id.author).or_default();
        let again = device.last().is_some_and(|last| {
            last.credential.is_some()
                && last.credential == scan.credential
                && last.checkpoint == scan.checkpoint
        });
        if !again {
            device.push(scan);
        }
    }
    let mut found = Vec::new();
    for (device, scans) in devices {
        for (stretch, burst) in bursts(&scans, TOO_FAST_MS, TOO_FAST, now) {
            let figures = figures(burst.len(), TOO_FAST, TOO_FAST_MS);
            let draft = burst.len() >= TOO_FAST_DRAFT;
            let anomaly =
                Anomaly::new(Rule::TooFast, &format!("{device}:{stretch}"), grown(draft), draft, figures);
            let scans = &scans[burst];
            found.push(
                anomaly.with(scans.iter().map(|scan| scan.checkpoint), scans.iter().map(|scan| scan.id)),
            );
        }
    }
    found
}

/// Gates that fell silent although they are open, were busy, and their neighbours still are.
///
/// That nothing is heard of a gate and that nobody comes there look the same from here; both are worth a word on the radio. When
/// this device hears nobody, the neighbours are silent too, and nothing is said.
pub(super) fn silent_gates(scans: &[&Seen], gates: &[Gate], now: WallMs) -> Vec<Anomaly> {
    let mut by_gate: BTreeMap<CheckpointId, Vec<&Seen>> = BTreeMap::new();
    scans.iter().for_each(|scan| by_gate.entry(scan.checkpoint).or_default().push(scan));
    let at = |gate: &Gate| by_gate.get(&gate.id).map_or(&[][..], Vec::as_slice);
    let open = |gate: &&Gate| gate.open.position(now) == Position::Inside;
    let mut found = Vec::new();
    for gate in gates.iter().filter(open) {
        let Some(last) = at(gate).last().filter(|last| is_news(last.at, now)) else { continue };
        let silent_ms = now.0.saturating_sub(last.at.0);
        let missing = expected(within(at(gate), last.at.0 - PACE_MS, last.at.0), silent_ms);
        let neighbours = || gates.iter().filter(|other| other.zone == gate.zone && other.id != gate.id);
        let sum = |from: i64, until: i64| neighbours().map(|other| within(at(other), from, until)).sum();
        let before = expected(sum(last.at.0 - PACE_MS, last.at.0), silent_ms);
        let since: u64 = sum(last.at.0, now.0);
        let busy = since >= MISSING && since >= before / 2;
        if silent_ms >= SILENT_MS && missing >= MISSING && busy {
            let draft = silent_ms >= SILENT_DRAFT_MS && missing >= 2 * MISSING;
            let figures =
                Figures { found: silent_ms.unsigned_abs(), threshold: SILENT_MS as u64, within_ms: 0 };
            let subject = format!("{}:{}", gate.id, name_of(last.id));
            let anomaly = Anomaly::new(Rule::SilentGate, &subject, Severity::Minor, draft, figures);
            found.push(anomaly.with([gate.id], [last.id]));
        }
    }
    found
}

/// Admissions at a checkpoint whose window is over.
pub(super) fn after_the_window(scans: &[&Seen], gates: &[Gate], now: WallMs) -> Vec<Anomaly> {
    let open: BTreeMap<CheckpointId, &Gate> = gates.iter().map(|gate| (gate.id, gate)).collect();
    let is_after = |scan: &&&Seen| {
        let borne = WallMs(scan.at.0.saturating_sub(AFTER_MS));
        scan.answer == Answer::Admitted
            && is_news(scan.at, now)
            && open
                .get(&scan.checkpoint)
                .is_some_and(|gate| matches!(gate.open.position(borne), Position::After(_)))
    };
    let mut late: BTreeMap<(CheckpointId, i64), Vec<&Seen>> = BTreeMap::new();
    for scan in scans.iter().filter(is_after) {
        late.entry((scan.checkpoint, stretch(scan.at))).or_default().push(scan);
    }
    let told = |((gate, stretch), scans): ((CheckpointId, i64), Vec<&Seen>)| {
        let draft = scans.len() >= AFTER_DRAFT;
        let figures = figures(scans.len(), 1, STRETCH_MS);
        Anomaly::new(Rule::AfterTheWindow, &format!("{gate}:{stretch}"), grown(draft), draft, figures)
            .with([gate], scans.iter().map(|scan| scan.id))
    };
    late.into_iter().map(told).collect()
}

/// How many scans lie after `from` until `until`, of scans in their order.
fn within(scans: &[&Seen], from: i64, until: i64) -> u64 {
    let until = scans.partition_point(|scan| scan.at.0 <= until);
    let from = scans.partition_point(|scan| scan.at.0 <= from);
    until.saturating_sub(from) as u64
}

/// How many are expected in a time, when so many came in [`PACE_MS`].
fn expected(came: u64, in_ms: i64) -> u64 {
    came.saturating_mul(in_ms.unsigned_abs()) / PACE_MS as u64
}

fn figures(found: usize, threshold: usize, within_ms: i64) -> Figures {
    Figures { found: found as u64, threshold: threshold as u64, within_ms: within_ms.unsigned_abs() }
}

const fn grown(draft: bool) -> Severity {
    if draft { Severity::Serious } else { Severity::Minor }
}
