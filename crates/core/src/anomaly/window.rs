//! The facts that the rules look at, as whoever keeps them hands them in.

use crate::admission::Double;
use crate::ids::{AuthorId, CheckpointId, CredentialId, RecordId, ZoneId};
use crate::time::{self, WallMs};

/// How far back facts are looked at, in milliseconds: what a rule compares with lies in it.
pub const LOOK_BACK_MS: i64 = 60 * 60 * 1_000;

/// How long something is news, in milliseconds.
///
/// Half of what is looked at, so that all that belongs to a piece of news is still in sight: no rule's span is longer than the
/// other half.
pub const NEWS_MS: i64 = LOOK_BACK_MS / 2;

/// The facts of the last [`LOOK_BACK_MS`], in any order. Practice is left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Window<'a> {
    /// What was presented at the gates, and what came of it. What was undone is left out.
    pub scans: &'a [Seen],
    /// Pairs of admissions of which only the first was due.
    pub doubles: &'a [Doubled],
    /// Where an operator let somebody in whom the rules refused.
    pub overrides: &'a [Override],
    /// Clocks that were set.
    pub steps: &'a [Stepped],
    /// The gates.
    pub gates: &'a [Gate],
}

/// A scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its record; its author is the device.
    pub id: RecordId,
    /// When, on the clock of whoever asks.
    pub at: WallMs,
    /// Where.
    pub checkpoint: CheckpointId,
    /// Who was at the gate, as far as it is known.
    pub operator: Option<String>,
    /// The credential, when the code could be trusted.
    pub credential: Option<CredentialId>,
    /// What came of it.
    pub answer: Answer,
}

/// What came of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They were let in.
    Admitted,
    /// They were let out.
    Left,
    /// They did not pass.
    Refused(Why),
}

/// Why somebody did not pass, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The signature is not ours.
    Forged,
    /// The credential was used up.
    Used,
    /// It was withdrawn, cancelled or blocked; an old print of one that was issued again counts as [`Why::Other`].
    Withdrawn,
    /// Anything else, which the right gate or the box office may put right.
    Other,
}

impl Answer {
    /// From the words of a scan's record: its verdict, and why nothing could be trusted. `superseded`: the replica knows a newer
    /// print of the credential.
    #[must_use]
    pub fn from_words(verdict: &str, invalid: Option<&str>, superseded: bool) -> Self {
        match (verdict, invalid) {
            ("admit", _) => Self::Admitted,
            ("exit", _) => Self::Left,
            ("invalid", Some("bad_signature" | "unknown_key" | "revoked_key")) => Self::Refused(Why::Forged),
            ("used", _) => Self::Refused(Why::Used),
            ("revoked", _) if superseded => Self::Refused(Why::Other),
            ("revoked" | "cancelled" | "blocked", _) => Self::Refused(Why::Withdrawn),
            _ => Self::Refused(Why::Other),
        }
    }
}

/// Two admissions of one credential of which only the first was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubled {
    /// The one that counts.
    pub first: RecordId,
    /// The one that should not have been.
    pub second: RecordId,
    /// Where each was.
    pub checkpoints: [CheckpointId; 2],
    /// When the second was, on the clock of whoever asks.
    pub at: WallMs,
}

impl From<Double<'_>> for Doubled {
    fn from(Double { first, second }: Double<'_>) -> Self {
        Self {
            first: first.record,
            second: second.record,
            checkpoints: [first.checkpoint, second.checkpoint],
            at: second.at,
        }
    }
}

/// An operator let somebody in whom the rules refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Its record; its author is the device.
    pub id: RecordId,
    /// When, on the clock of whoever asks.
    pub at: WallMs,
    /// Where.
    pub checkpoint: CheckpointId,
    /// Who did it, as far as it is known.
    pub operator: Option<String>,
}

/// The clock of a device was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stepped {
    /// Its record; its author is the device.
    pub id: RecordId,
    /// When, on the clock of whoever asks.
    pub at: WallMs,
    /// By how much, in milliseconds; negative when it was put back.
    pub by_ms: i64,
    /// Where the device stood, as far as it is known.
    pub checkpoint: Option<CheckpointId>,
}

/// A gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// The checkpoint.
    pub id: CheckpointId,
    /// The zone behind it: gates into one zone are neighbours.
    pub zone: ZoneId,
    /// When it is open.
    pub open: time::Window,
}

/// Who did something: an operator, or the device where nobody is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who<'a> {
    Operator(&'a str),
    Device(AuthorId),
}

impl<'a> Who<'a> {
    pub(super) fn of(operator: Option<&'a str>, id: RecordId) -> Self {
        operator.map_or(Self::Device(id.author), Self::Operator)
    }

    /// Tells them by a name that says nothing about a person: the 64-bit FNV-1a hash of an operator's name.
    pub(super) fn subject(self) -> String {
        match self {
            Self::Device(author) => author.to_string(),
            Self::Operator(name) => {
                let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                });
                format!("{hash:016x}")
            }
        }
    }
}

/// Whether something is news.
pub(super) fn is_news(at: WallMs, now: WallMs) -> bool {
    now.0.saturating_sub(at.0) <= NEWS_MS
}

/// A record as a name tells it.
pub(super) fn name_of(id: RecordId) -> String {
    format!("{}.{}", id.author, id.seq.0)
}
