//! The ladder: the rules in their order, each either silent or final.

use super::facts::{Approval, Checkpoint, CredentialFacts, EntryPolicy, Facts, Payment, Standing};
use super::scan::{Direction, Presented, Scan, Ticket};
use super::verdict::{Admit, Basis, Invalid, Refusal, Verdict};
use crate::ids::{CredentialId, ProductNo};
use crate::time::{Position, WallMs, Window};

/// Judges one scan. Total: whatever the facts are, there is an answer.
///
/// `now` is the wall time of the device, the same instant that will stand in the record.
#[must_use]
pub fn decide(facts: &Facts, scan: &Scan, now: WallMs) -> Verdict {
    match judge(facts, scan, now) {
        Ok(admit) if scan.direction == Direction::Out => Verdict::Exit(admit),
        Ok(admit) => Verdict::Admit(admit),
        Err(refusal) => Verdict::Refuse(refusal),
    }
}

fn judge(facts: &Facts, scan: &Scan, now: WallMs) -> Result<Admit, Refusal> {
    let claim = rules_1_and_2(facts, &scan.presented)?;
    let checkpoint = facts.checkpoint.as_ref().ok_or(Refusal::UnknownCheckpoint(scan.checkpoint))?;
    if let Some(known) = &facts.credential {
        rule_4(known, claim.ticket)?;
        rule_5(known, checkpoint, scan.ignore_unpaid)?;
    }
    let entry = scan.direction == Direction::In;
    if entry {
        rule_6(claim.validity, now)?;
    }
    rule_7(checkpoint, now)?;
    rule_8(facts, checkpoint, claim.product)?;
    if entry {
        rule_12(facts, checkpoint, now)?;
        if !claim.rehearsal {
            rule_13(facts)?;
        }
    }
    Ok(Admit { credential: claim.id, basis: claim.basis })
}

/// What the code and the replica together say about the credential.
struct Claim<'a> {
    id: CredentialId,
    ticket: Option<&'a Ticket>,
    product: ProductNo,
    validity: Window,
    rehearsal: bool,
    basis: Basis,
}

fn rules_1_and_2<'a>(facts: &Facts, presented: &'a Presented) -> Result<Claim<'a>, Refusal> {
    match (presented, &facts.credential) {
        (Presented::Invalid(reason), _) => Err(Refusal::Invalid(*reason)),
        (Presented::OtherEvent { name }, _) => Err(Refusal::WrongEvent { name: name.clone() }),
        (Presented::Known(_), None) => Err(Refusal::Invalid(Invalid::NotFound)),
        (Presented::Known(id), Some(known)) => Ok(Claim {
            id: *id,
            ticket: None,
            product: known.product,
            validity: known.validity,
            rehearsal: known.rehearsal,
            basis: Basis::Replica,
        }),
        (Presented::Signed(ticket), Some(known)) => Ok(Claim {
            id: ticket.id,
            ticket: Some(ticket),
            product: known.product,
            validity: ticket.validity.intersect(&known.validity),
            rehearsal: ticket.rehearsal || known.rehearsal,
            basis: Basis::Replica,
        }),
        (Presented::Signed(ticket), None) => Ok(Claim {
            id: ticket.id,
            ticket: Some(ticket),
            product: ticket.product,
            validity: ticket.validity,
            rehearsal: ticket.rehearsal,
            basis: Basis::SignatureOnly,
        }),
    }
}

fn rule_4(known: &CredentialFacts, ticket: Option<&Ticket>) -> Result<(), Refusal> {
    match known.standing {
        Standing::Good => {}
        Standing::Cancelled => return Err(Refusal::Cancelled),
        Standing::Revoked => return Err(Refusal::Revoked { superseded: false }),
        Standing::Blocked => return Err(Refusal::Blocked),
    }
    if ticket.is_some_and(|ticket| ticket.generation < known.generation) {
        return Err(Refusal::Revoked { superseded: true });
    }
    Ok(())
}

fn rule_5(known: &CredentialFacts, checkpoint: &Checkpoint, ignore_unpaid: bool) -> Result<(), Refusal> {
    if known.approval == Approval::Awaited {
        return Err(Refusal::Unapproved);
    }
    if known.payment == Payment::Due && !(checkpoint.admits_unpaid && ignore_unpaid) {
        return Err(Refusal::Unpaid { may_admit: checkpoint.admits_unpaid });
    }
    Ok(())
}

fn rule_6(validity: Window, now: WallMs) -> Result<(), Refusal> {
    match validity.position(now) {
        Position::Before(valid_from) => Err(Refusal::TooEarly { valid_from }),
        Position::After(valid_until) => Err(Refusal::TooLate { valid_until }),
        Position::Inside => Ok(()),
    }
}

fn rule_7(checkpoint: &Checkpoint, now: WallMs) -> Result<(), Refusal> {
    match checkpoint.window.position(now) {
        Position::Before(opens) => Err(Refusal::Closed { opens: Some(opens) }),
        Position::After(_) => Err(Refusal::Closed { opens: None }),
        Position::Inside => Ok(()),
    }
}

fn rule_8(facts: &Facts, checkpoint: &Checkpoint, product: ProductNo) -> Result<(), Refusal> {
    if checkpoint.allows(product) {
        return Ok(());
    }
    Err(Refusal::WrongProduct { right: facts.other_checkpoints.clone() })
}

fn rule_12(facts: &Facts, checkpoint: &Checkpoint, now: WallMs) -> Result<(), Refusal> {
    let history = &facts.history;
    let Some(first) = history.first_admission() else { return Ok(()) };
    let allowed = match checkpoint.policy {
        EntryPolicy::Once => false,
        EntryPolicy::AgainAfterExit => history.is_outside_again(),
        EntryPolicy::Unlimited => true,
        EntryPolicy::PerDay(limit) => history.entries_on_day_of(now, &facts.zone) < usize::from(limit),
    };
    if allowed { Ok(()) } else { Err(Refusal::Used { first }) }
}

fn rule_13(facts: &Facts) -> Result<(), Refusal> {
    match facts.capacity {
        Some(capacity) if capacity.inside >= capacity.limit => {
            Err(Refusal::Full { capacity: capacity.limit })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
