//! What the rules answer. Every refusal carries what a person at the gate needs to hear, and nothing else.
//!
//! [`Rule`] has a place for every rule of the gate, those too that are decided elsewhere or not yet; numbers are never
//! reused.

use crate::ids::{CheckpointId, CredentialId, RecordId};
use crate::time::WallMs;

/// The numbered rules, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Rule {
    /// The code parses and its signature verifies.
    Authentic = 1,
    /// It is for this event.
    ThisEvent = 2,
    /// The checkpoint exists.
    CheckpointKnown = 3,
    /// The credential is neither cancelled, revoked, superseded nor blocked.
    Standing = 4,
    /// The order is approved and paid.
    Paid = 5,
    /// Now lies in the credential's validity.
    Validity = 6,
    /// Now lies in the checkpoint's window.
    CheckpointOpen = 7,
    /// The product may pass here.
    Product = 8,
    /// The session is this one.
    Session = 9,
    /// The checkpoint's rule expression holds.
    Expression = 10,
    /// Required questions are answered.
    Questions = 11,
    /// The entry policy allows another entry.
    EntryPolicy = 12,
    /// The zone has room.
    Capacity = 13,
    /// Nothing spoke against it.
    Pass = 14,
}

impl Rule {
    /// The rule's number in `RULES.md`.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// The answer to one scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Let them in. Rule 14.
    Admit(Admit),
    /// Let them out. Rule 14.
    Exit(Admit),
    /// Do not let them pass.
    Refuse(Refusal),
}

/// What an admit or exit rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admit {
    /// Who passes.
    pub credential: CredentialId,
    /// How much was known when deciding.
    pub basis: Basis,
}

/// How much was known when deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The replica holds the credential.
    Replica,
    /// The replica does not hold it: only the signature and the journal spoke.
    SignatureOnly,
}

/// Why not. The rule's number is [`Refusal::rule`], the word [`Refusal::code`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing that this gate can trust (rule 1).
    Invalid(Invalid),
    /// A code of another event (rule 2).
    WrongEvent {
        /// The event's name, when this device knows it.
        name: Option<String>,
    },
    /// This device does not know the checkpoint it stands at (rule 3).
    UnknownCheckpoint(CheckpointId),
    /// Cancelled or refunded (rule 4).
    Cancelled,
    /// Withdrawn, or an older print of a reissued credential (rule 4).
    Revoked {
        /// True when a newer print exists and would be admitted.
        superseded: bool,
    },
    /// Blocked by the organizer (rule 4).
    Blocked,
    /// The order awaits approval (rule 5).
    Unapproved,
    /// The order is not paid (rule 5).
    Unpaid {
        /// True where the checkpoint lets an operator admit all the same.
        may_admit: bool,
    },
    /// Not valid yet (rule 6).
    TooEarly {
        /// When it becomes valid.
        valid_from: WallMs,
    },
    /// No longer valid (rule 6).
    TooLate {
        /// When it stopped being valid.
        valid_until: WallMs,
    },
    /// The checkpoint is closed now (rule 7).
    Closed {
        /// When it opens, if that lies ahead.
        opens: Option<WallMs>,
    },
    /// Good, but not for this checkpoint (rule 8).
    WrongProduct {
        /// Names of the checkpoints that would let it pass.
        right: Vec<String>,
    },
    /// For another session (rule 9).
    WrongSession,
    /// The checkpoint's rule expression says no (rule 10).
    Rules {
        /// The failing clause in words.
        clause: String,
    },
    /// Required questions lack an answer (rule 11).
    Questions,
    /// Several add-ons match; the operator picks (rule 8).
    Ambiguous,
    /// Already inside, or all its entries used up (rule 12).
    Used {
        /// The admission that used it.
        first: FirstAdmission,
    },
    /// The zone is full (rule 13).
    Full {
        /// How many the zone holds.
        capacity: u32,
    },
}

/// Why nothing could be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Invalid {
    /// The text is no format that this gate reads.
    Unrecognized,
    /// It looks like one of our codes but is damaged or altered.
    Malformed,
    /// The signature does not verify.
    BadSignature,
    /// No key of this device has the code's key id.
    UnknownKey,
    /// The key that signed it was revoked.
    RevokedKey,
    /// The key that signed it is not or no longer valid.
    KeyOutsideItsTime,
    /// An unsigned code, or a picked credential, that the replica does not hold.
    NotFound,
}

/// The admission that used a credential up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAdmission {
    /// When.
    pub at: WallMs,
    /// Where.
    pub checkpoint: CheckpointId,
    /// Which record; its author is the device.
    pub record: RecordId,
}

impl Refusal {
    /// The rule that refused.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Invalid(_) => Rule::Authentic,
            Self::WrongEvent { .. } => Rule::ThisEvent,
            Self::UnknownCheckpoint(_) => Rule::CheckpointKnown,
            Self::Cancelled | Self::Revoked { .. } | Self::Blocked => Rule::Standing,
            Self::Unapproved | Self::Unpaid { .. } => Rule::Paid,
            Self::TooEarly { .. } | Self::TooLate { .. } => Rule::Validity,
            Self::Closed { .. } => Rule::CheckpointOpen,
            Self::WrongProduct { .. } | Self::Ambiguous => Rule::Product,
            Self::WrongSession => Rule::Session,
            Self::Rules { .. } => Rule::Expression,
            Self::Questions => Rule::Questions,
            Self::Used { .. } => Rule::EntryPolicy,
            Self::Full { .. } => Rule::Capacity,
        }
    }

    /// The word for it in records, in files and on the command line.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::WrongEvent { .. } => "wrong_event",
            Self::UnknownCheckpoint(_) => "error",
            Self::Cancelled => "cancelled",
            Self::Revoked { .. } => "revoked",
            Self::Blocked => "blocked",
            Self::Unapproved => "unapproved",
            Self::Unpaid { .. } => "unpaid",
            Self::TooEarly { .. } => "too_early",
            Self::TooLate { .. } => "too_late",
            Self::Closed { .. } => "closed",
            Self::WrongProduct { .. } => "wrong_product",
            Self::WrongSession => "wrong_session",
            Self::Rules { .. } => "rules",
            Self::Questions => "questions",
            Self::Ambiguous => "ambiguous",
            Self::Used { .. } => "used",
            Self::Full { .. } => "full",
        }
    }
}

impl Verdict {
    /// The rule that decided.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Admit(_) | Self::Exit(_) => Rule::Pass,
            Self::Refuse(refusal) => refusal.rule(),
        }
    }

    /// The word for it in records, in files and on the command line.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Admit(_) => "admit",
            Self::Exit(_) => "exit",
            Self::Refuse(refusal) => refusal.code(),
        }
    }

    /// True when somebody passes.
    #[must_use]
    pub const fn passes(&self) -> bool {
        matches!(self, Self::Admit(_) | Self::Exit(_))
    }
}

impl Invalid {
    /// The word for it in records, in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unrecognized => "unrecognized",
            Self::Malformed => "malformed",
            Self::BadSignature => "bad_signature",
            Self::UnknownKey => "unknown_key",
            Self::RevokedKey => "revoked_key",
            Self::KeyOutsideItsTime => "key_outside_its_time",
            Self::NotFound => "not_found",
        }
    }
}
