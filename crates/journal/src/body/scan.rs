//! What happens at a checkpoint.

use std::borrow::Cow;
use std::fmt;

use gatehouse_core::admission::{
    Admit, Basis, Direction, Facts, Presented, Refusal, Scan, Source, Ticket, Verdict,
};
use gatehouse_core::ids::{CheckpointId, CredentialId, Generation, ProductNo, RecordId, ZoneId};
use serde::{Deserialize, Serialize};

use super::json::{RecordIdJson, generation_or_absent, product_or_absent, text, text_or_absent};

/// A word of the rules, as they spell it.
///
/// Text rather than an enum: a build that does not know a newer one's word must still count the scan.
pub type Word = Cow<'static, str>;

/// A credential was presented: what came of it, whether somebody passed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanRecord {
    /// Where.
    #[serde(with = "text")]
    pub checkpoint: CheckpointId,
    /// Which way.
    #[serde(with = "text")]
    pub direction: Direction,
    /// The credential, when the code could be trusted.
    #[serde(default, with = "text_or_absent", skip_serializing_if = "Option::is_none")]
    pub credential: Option<CredentialId>,
    /// Its product at the time, as far as it was known.
    #[serde(default, with = "product_or_absent", skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductNo>,
    /// Which print of the credential was presented; absent when no signed code was.
    #[serde(default, with = "generation_or_absent", skip_serializing_if = "Option::is_none")]
    pub generation: Option<Generation>,
    /// The word of [`Verdict::code`].
    pub verdict: Word,
    /// The number of the rule that decided.
    pub rule: u8,
    /// The word for why nothing could be trusted, when that was so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid: Option<Word>,
    /// The word for how the credential reached the gate.
    pub source: Word,
    /// What a pass rested on: `replica` or `signature_only`; absent when nobody passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Word>,
    /// Practice only: never touches live counts.
    pub rehearsal: bool,
    /// The zone that a pass counts for; absent when nobody passed.
    #[serde(default, with = "text_or_absent", skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
}

impl ScanRecord {
    /// Writes down a decision, together with what it rested on.
    #[must_use]
    pub fn of(scan: &Scan, facts: &Facts, verdict: &Verdict, source: Source) -> Self {
        let (credential, ticket) = trusted(&scan.presented);
        let known = facts.credential.as_ref();
        let passing = passing(verdict);
        Self {
            checkpoint: scan.checkpoint,
            direction: scan.direction,
            credential,
            product: known.map(|known| known.product).or(ticket.map(|ticket| ticket.product)),
            generation: ticket.map(|ticket| ticket.generation),
            verdict: Word::Borrowed(verdict.code()),
            rule: verdict.rule().number(),
            invalid: invalid(verdict),
            source: Word::Borrowed(source.as_str()),
            basis: passing.map(|admit| Word::Borrowed(basis_word(admit.basis))),
            rehearsal: ticket.is_some_and(|ticket| ticket.rehearsal)
                || known.is_some_and(|known| known.rehearsal),
            zone: passing.and(facts.checkpoint.as_ref()).map(|checkpoint| checkpoint.zone),
        }
    }

    /// Whether somebody passed; the words are those of [`Verdict::Admit`] and [`Verdict::Exit`].
    #[must_use]
    pub fn passes(&self) -> bool {
        matches!(self.verdict.as_ref(), "admit" | "exit")
    }
}

fn trusted(presented: &Presented) -> (Option<CredentialId>, Option<&Ticket>) {
    match presented {
        Presented::Signed(ticket) => (Some(ticket.id), Some(ticket)),
        Presented::Known(id) => (Some(*id), None),
        Presented::Invalid(_) | Presented::OtherEvent { .. } => (None, None),
    }
}

const fn passing(verdict: &Verdict) -> Option<&Admit> {
    match verdict {
        Verdict::Admit(admit) | Verdict::Exit(admit) => Some(admit),
        Verdict::Refuse(_) => None,
    }
}

fn invalid(verdict: &Verdict) -> Option<Word> {
    match verdict {
        Verdict::Refuse(Refusal::Invalid(reason)) => Some(Word::Borrowed(reason.as_str())),
        _ => None,
    }
}

const fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Replica => "replica",
        Basis::SignatureOnly => "signature_only",
    }
}

/// A pass was taken back. The scan stays in its log; the fold passes over it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoRecord {
    /// The scan that no longer counts.
    #[serde(with = "RecordIdJson")]
    pub scan: RecordId,
    /// Why, in the operator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl fmt::Debug for UndoRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UndoRecord").field("scan", &self.scan).finish_non_exhaustive()
    }
}
