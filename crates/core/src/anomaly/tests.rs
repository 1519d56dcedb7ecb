//! Each rule finds its case, tells it by one name, and says nothing on an ordinary night.

mod night;

use super::*;
use crate::admission;
use crate::ids::{AuthorId, CredentialId, Seq, ZoneId};
use crate::time::{self, WallMs};

const MINUTE: i64 = 60_000;
const NOW: WallMs = WallMs(1_800_000_000_000);

fn gate(n: u8) -> CheckpointId {
    CheckpointId::from_bytes([n; 16])
}

fn gates() -> Vec<Gate> {
    let open = time::Window { from: None, until: None };
    [1, 2, 3].map(|n| Gate { id: gate(n), zone: ZoneId::from_bytes([9; 16]), open }).into()
}

fn seen(n: u64, at_gate: u8, ago_ms: i64, credential: Option<u64>, answer: Answer) -> Seen {
    let credential = credential.map(|n| {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&n.to_be_bytes());
        CredentialId::from_bytes(bytes)
    });
    Seen {
        id: RecordId { author: AuthorId::from_bytes([at_gate; 16]), seq: Seq(n) },
        at: WallMs(NOW.0 - ago_ms),
        checkpoint: gate(at_gate),
        operator: None,
        credential,
        answer,
    }
}

fn found(scans: &[Seen]) -> Vec<Told> {
    let gates = gates();
    let window = Window { scans, gates: &gates, ..Window::default() };
    look(&window, NOW).into_iter().map(|one| one.told).collect()
}

#[test]
fn an_ordinary_night_raises_nothing() {
    // Three gates, a scan every four seconds each, a few used tickets and a forgery now and then.
    let scans: Vec<Seen> = (0..2_400)
        .map(|n: u64| {
            let (at_gate, ago) =
                (u8::try_from(n % 3).unwrap_or(0) + 1, i64::try_from(n / 3).unwrap_or(0) * 4_000);
            match n % 400 {
                17 => seen(n, at_gate, ago, None, Answer::Refused(Why::Forged)),
                90 => seen(n, at_gate, ago, Some(n - 3), Answer::Refused(Why::Used)),
                _ => seen(n, at_gate, ago, Some(n), Answer::Admitted),
            }
        })
        .collect();
    assert_eq!(found(&scans), []);
}

#[test]
fn many_forgeries_at_one_gate_are_one_anomaly_whatever_order_they_came_in() {
    let mut scans: Vec<Seen> = (0..30)
        .map(|n| {
            seen(n, 1, 2 * MINUTE - i64::try_from(n).unwrap_or(0) * 1_000, None, Answer::Refused(Why::Forged))
        })
        .collect();
    let told = found(&scans);
    assert_eq!(told.iter().map(|told| told.rule).collect::<Vec<_>>(), [Rule::ManyForgeries]);
    assert_eq!(told[0].checkpoints, [gate(1)]);
    assert!(told[0].evidence.len() > 3, "it names what it saw");
    scans.reverse();
    assert_eq!(found(&scans), told);
}

#[test]
fn a_credential_that_was_admitted_twice_is_told_of() {
    let pass = |n, at_gate, ago: i64| admission::Pass {
        record: RecordId { author: AuthorId::from_bytes([at_gate; 16]), seq: Seq(n) },
        checkpoint: gate(at_gate),
        direction: admission::Direction::In,
        hlc: crate::time::Hlc(n),
        at: WallMs(NOW.0 - ago),
    };
    let (first, second) = (pass(1, 1, 5 * MINUTE), pass(2, 2, 3 * MINUTE));
    let doubles = [Doubled::from(admission::Double { first: &first, second: &second })];
    let told = look(&Window { doubles: &doubles, ..Window::default() }, NOW);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].told.rule, Rule::AdmittedTwice);
    assert_eq!(told[0].told.evidence, [first.record, second.record]);
}

#[test]
fn a_clock_that_was_set_is_told_of() {
    let id = RecordId { author: AuthorId::from_bytes([1; 16]), seq: Seq(5) };
    let step = Stepped { id, at: NOW, by_ms: -45 * MINUTE, checkpoint: None };
    let told = look(&Window { steps: &[step], ..Window::default() }, NOW);
    assert_eq!(told.first().map(|one| one.told.rule), Some(Rule::ClockStep));
}
