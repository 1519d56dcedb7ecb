use jiff::tz::TimeZone;

use super::super::*;
use super::*;
use crate::ids::{AuthorId, CheckpointId, Generation, RecordId, Seq, ZoneId};
use crate::time::Hlc;

const HOUR: i64 = 3_600_000;
/// Friday evening, 20 November 2026, 20:00 at the venue.
const NOW: WallMs = WallMs(1_795_222_800_000);

fn id() -> CredentialId {
    CredentialId::from_bytes([1; 16])
}

fn here() -> CheckpointId {
    CheckpointId::from_bytes([2; 16])
}

fn ticket() -> Ticket {
    Ticket {
        id: id(),
        product: ProductNo(1),
        kind: Kind::Ticket,
        rehearsal: false,
        generation: Generation(0),
        validity: Window::ALWAYS,
    }
}

fn scan() -> Scan {
    Scan {
        checkpoint: here(),
        direction: Direction::In,
        presented: Presented::Signed(ticket()),
        ignore_unpaid: false,
    }
}

fn known() -> CredentialFacts {
    CredentialFacts {
        product: ProductNo(1),
        generation: Generation(0),
        standing: Standing::Good,
        approval: Approval::Given,
        payment: Payment::Settled,
        validity: Window::ALWAYS,
        rehearsal: false,
    }
}

fn gate() -> Checkpoint {
    Checkpoint {
        id: here(),
        name: "Puerta Norte".into(),
        zone: ZoneId::from_bytes([3; 16]),
        products: vec![],
        policy: EntryPolicy::Once,
        window: Window::ALWAYS,
        admits_unpaid: false,
    }
}

fn facts() -> Facts {
    Facts {
        zone: TimeZone::get("America/Bogota").expect("the bundled zone database has Bogotá"),
        checkpoint: Some(gate()),
        credential: Some(known()),
        history: History::default(),
        capacity: None,
        other_checkpoints: vec![],
    }
}

/// A pass `ago` milliseconds before [`NOW`].
fn pass(seq: u64, direction: Direction, ago: i64) -> Pass {
    let at = WallMs(NOW.0 - ago);
    Pass {
        record: RecordId { author: AuthorId::from_bytes([9; 16]), seq: Seq(seq) },
        hlc: Hlc::default().tick(at),
        at,
        checkpoint: here(),
        direction,
    }
}

fn check(facts: &Facts, scan: &Scan, expected: &str) {
    let verdict = decide(facts, scan, NOW);
    assert_eq!(verdict.code(), expected, "{verdict:?}");
}

fn with_credential(change: impl FnOnce(&mut CredentialFacts)) -> Facts {
    let mut facts = facts();
    change(facts.credential.as_mut().expect("the sample has one"));
    facts
}

fn with_checkpoint(change: impl FnOnce(&mut Checkpoint)) -> Facts {
    let mut facts = facts();
    change(facts.checkpoint.as_mut().expect("the sample has one"));
    facts
}

fn with_policy(policy: EntryPolicy, passes: Vec<Pass>) -> Facts {
    let mut facts = with_checkpoint(|checkpoint| checkpoint.policy = policy);
    facts.history = History::new(passes);
    facts
}

fn signed(change: impl FnOnce(&mut Ticket)) -> Scan {
    let mut ticket = ticket();
    change(&mut ticket);
    Scan { presented: Presented::Signed(ticket), ..scan() }
}

#[test]
fn rule_14_admits_when_nothing_speaks_against_it() {
    check(&facts(), &scan(), "admit");
    check(&facts(), &Scan { direction: Direction::Out, ..scan() }, "exit");
    check(&facts(), &Scan { presented: Presented::Known(id()), ..scan() }, "admit");
}

#[test]
fn rule_1_and_2_refuse_what_cannot_be_trusted_whatever_the_replica_says() {
    check(&facts(), &Scan { presented: Presented::Invalid(Invalid::BadSignature), ..scan() }, "invalid");
    check(&facts(), &Scan { presented: Presented::OtherEvent { name: None }, ..scan() }, "wrong_event");
    let empty = Facts { credential: None, ..facts() };
    check(&empty, &Scan { presented: Presented::Known(id()), ..scan() }, "invalid");
}

#[test]
fn rule_3_refuses_at_an_unknown_checkpoint() {
    check(&Facts { checkpoint: None, ..facts() }, &scan(), "error");
}

#[test]
fn rule_4_refuses_what_no_longer_stands_in_both_directions() {
    for (standing, code) in
        [(Standing::Cancelled, "cancelled"), (Standing::Revoked, "revoked"), (Standing::Blocked, "blocked")]
    {
        let facts = with_credential(|known| known.standing = standing);
        check(&facts, &scan(), code);
        check(&facts, &Scan { direction: Direction::Out, ..scan() }, code);
    }
}

#[test]
fn rule_4_refuses_an_older_print_of_a_reissued_credential_only() {
    let reissued = with_credential(|known| known.generation = Generation(2));
    check(&reissued, &signed(|ticket| ticket.generation = Generation(1)), "revoked");
    check(&reissued, &signed(|ticket| ticket.generation = Generation(2)), "admit");
    check(&reissued, &signed(|ticket| ticket.generation = Generation(3)), "admit");
    check(&reissued, &Scan { presented: Presented::Known(id()), ..scan() }, "admit");
}

#[test]
fn rule_5_admits_unpaid_only_where_allowed_and_confirmed() {
    let due = |admits_unpaid| {
        let mut facts = with_credential(|known| known.payment = Payment::Due);
        facts.checkpoint.as_mut().expect("the sample has one").admits_unpaid = admits_unpaid;
        facts
    };
    let confirmed = Scan { ignore_unpaid: true, ..scan() };
    check(&due(false), &scan(), "unpaid");
    check(&due(false), &confirmed, "unpaid");
    check(&due(true), &scan(), "unpaid");
    check(&due(true), &confirmed, "admit");
    assert_eq!(decide(&due(true), &scan(), NOW), Verdict::Refuse(Refusal::Unpaid { may_admit: true }));
    check(&with_credential(|known| known.approval = Approval::Awaited), &confirmed, "unapproved");
}

#[test]
fn rule_6_judges_the_tighter_of_the_signed_and_the_known_window_on_entry_only() {
    let until = |ago| Window { from: None, until: Some(WallMs(NOW.0 - ago)) };
    let from = |ahead| Window { from: Some(WallMs(NOW.0 + ahead)), until: None };
    check(&facts(), &signed(|ticket| ticket.validity = from(HOUR)), "too_early");
    check(&facts(), &signed(|ticket| ticket.validity = until(HOUR)), "too_late");
    check(&facts(), &signed(|ticket| ticket.validity = from(0)), "admit");
    check(&facts(), &signed(|ticket| ticket.validity = until(0)), "admit");
    check(&with_credential(|known| known.validity = until(HOUR)), &scan(), "too_late");
    let leaving = Scan { direction: Direction::Out, ..signed(|ticket| ticket.validity = until(HOUR)) };
    check(&facts(), &leaving, "exit");
}

#[test]
fn rule_7_refuses_while_the_checkpoint_is_closed() {
    let opens = Window { from: Some(WallMs(NOW.0 + HOUR)), until: None };
    let closed = Window { from: None, until: Some(WallMs(NOW.0 - HOUR)) };
    check(&with_checkpoint(|checkpoint| checkpoint.window = opens), &scan(), "closed");
    check(&with_checkpoint(|checkpoint| checkpoint.window = closed), &scan(), "closed");
}

#[test]
fn rule_8_names_the_checkpoint_that_would_be_right() {
    let mut facts = with_checkpoint(|checkpoint| checkpoint.products = vec![ProductNo(7)]);
    facts.other_checkpoints = vec!["Puerta Sur".into()];
    let expected = Refusal::WrongProduct { right: vec!["Puerta Sur".into()] };
    assert_eq!(decide(&facts, &scan(), NOW), Verdict::Refuse(expected));
    check(&facts, &Scan { direction: Direction::Out, ..scan() }, "wrong_product");
    check(&facts, &signed(|ticket| ticket.product = ProductNo(7)), "wrong_product");
}

#[test]
fn rule_8_believes_the_organizer_over_the_print() {
    let mut facts = with_checkpoint(|checkpoint| checkpoint.products = vec![ProductNo(7)]);
    facts.credential.as_mut().expect("the sample has one").product = ProductNo(7);
    check(&facts, &scan(), "admit");
}

#[test]
fn rule_12_follows_the_entry_policy() {
    use Direction::{In, Out};
    use EntryPolicy::{AgainAfterExit, Once, PerDay, Unlimited};
    let entered = vec![pass(1, In, HOUR)];
    let left = vec![pass(1, In, HOUR), pass(2, Out, 1_000)];
    let back = vec![pass(1, In, HOUR), pass(2, Out, 2_000), pass(3, In, 1_000)];
    let only_left = vec![pass(1, Out, 1_000)];
    let yesterday = vec![pass(1, In, 24 * HOUR)];
    for (policy, passes, expected) in [
        (Once, vec![], "admit"),
        (Once, entered.clone(), "used"),
        (Once, left.clone(), "used"),
        (Once, only_left.clone(), "admit"),
        (AgainAfterExit, entered.clone(), "used"),
        (AgainAfterExit, left.clone(), "admit"),
        (AgainAfterExit, back, "used"),
        (Unlimited, entered.clone(), "admit"),
        (PerDay(1), yesterday, "admit"),
        (PerDay(1), entered.clone(), "used"),
        (PerDay(2), entered, "admit"),
        (PerDay(1), left, "used"),
    ] {
        check(&with_policy(policy, passes), &scan(), expected);
    }
}

#[test]
fn rule_12_names_the_first_admission_by_the_common_order() {
    let passes = vec![pass(5, Direction::In, 1_000), pass(4, Direction::In, HOUR)];
    let Verdict::Refuse(Refusal::Used { first }) =
        decide(&with_policy(EntryPolicy::Once, passes), &scan(), NOW)
    else {
        panic!("a used credential is refused");
    };
    assert_eq!((first.record.seq, first.at), (Seq(4), WallMs(NOW.0 - HOUR)));
}

#[test]
fn rule_12_never_refuses_an_exit() {
    let facts =
        with_policy(EntryPolicy::Once, vec![pass(1, Direction::In, HOUR), pass(2, Direction::Out, 1_000)]);
    check(&facts, &Scan { direction: Direction::Out, ..scan() }, "exit");
}

#[test]
fn rule_13_refuses_when_the_zone_is_full_but_lets_people_out_and_rehearsals_in() {
    let full = Facts { capacity: Some(Capacity { limit: 10, inside: 10 }), ..facts() };
    check(&full, &scan(), "full");
    check(&full, &Scan { direction: Direction::Out, ..scan() }, "exit");
    check(&full, &signed(|ticket| ticket.rehearsal = true), "admit");
    check(&Facts { capacity: Some(Capacity { limit: 10, inside: 9 }), ..facts() }, &scan(), "admit");
}

#[test]
fn a_signed_code_that_the_replica_lacks_is_judged_by_what_is_signed_and_says_so() {
    let empty = Facts { credential: None, ..facts() };
    assert_eq!(
        decide(&empty, &scan(), NOW),
        Verdict::Admit(Admit { credential: id(), basis: Basis::SignatureOnly })
    );
    let used = Facts { history: History::new(vec![pass(1, Direction::In, HOUR)]), ..empty };
    check(&used, &scan(), "used");
}

#[test]
fn an_earlier_rule_speaks_before_a_later_one() {
    let mut facts = with_credential(|known| {
        known.standing = Standing::Blocked;
        known.payment = Payment::Due;
    });
    facts.capacity = Some(Capacity { limit: 0, inside: 0 });
    let expired = signed(|ticket| ticket.validity.until = Some(WallMs(0)));
    assert_eq!(decide(&facts, &expired, NOW).rule(), Rule::Standing);
    facts.credential.as_mut().expect("the sample has one").standing = Standing::Good;
    assert_eq!(decide(&facts, &expired, NOW).rule(), Rule::Paid);
    facts.credential.as_mut().expect("the sample has one").payment = Payment::Settled;
    assert_eq!(decide(&facts, &expired, NOW).rule(), Rule::Validity);
}
