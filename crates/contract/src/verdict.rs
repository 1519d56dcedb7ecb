//! A verdict as a screen shows it.

use gatehouse_core::admission as rules;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{CheckpointId, CredentialId, RecordId};
use crate::time::WallMs;

/// Which way somebody passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Into the zone.
    In,
    /// Out of it.
    Out,
}

/// What sort of person a credential stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of gatehouse_core::admission::Kind, explained there")]
pub enum Kind {
    Ticket,
    Staff,
    Vendor,
    Press,
    Artist,
    Exhibitor,
    GuestList,
}

/// How the credential reached the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of gatehouse_core::admission::Source, explained there")]
pub enum Source {
    Camera,
    Scanner,
    Manual,
    CommandLine,
}

/// The four meanings a colour may have, and the way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Green and a check: let them in.
    Admit,
    /// Slate and an arrow: let them out.
    Exit,
    /// Amber and a clock: already used.
    Used,
    /// Red and a cross: do not let them in.
    Refused,
    /// Blue and a question mark: ask a person.
    Ask,
}

/// Why nothing could be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of gatehouse_core::admission::Invalid, explained there")]
pub enum Invalid {
    Unrecognized,
    Malformed,
    BadSignature,
    UnknownKey,
    RevokedKey,
    KeyOutsideItsTime,
    NotFound,
}

/// The answer, with the facts that a person needs to explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of gatehouse_core::admission::Refusal, explained there")]
pub enum Answer {
    Admit,
    Exit,
    Invalid { invalid: Invalid },
    WrongEvent { event_name: Option<String> },
    Error,
    Cancelled,
    Revoked { superseded: bool },
    Blocked,
    Unapproved,
    Unpaid { may_admit: bool },
    TooEarly { valid_from: WallMs },
    TooLate { valid_until: WallMs },
    Closed { opens: Option<WallMs> },
    WrongProduct { right: Vec<String> },
    WrongSession,
    Rules { clause: String },
    Questions,
    Ambiguous,
    Used { first: FirstAdmission },
    Full { capacity: u32 },
}

/// The admission that used a credential up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FirstAdmission {
    /// When.
    pub at: WallMs,
    /// Where, by id.
    pub checkpoint: CheckpointId,
    /// Where, by name; the id's text when this device does not know it.
    pub checkpoint_name: String,
    /// Which device admitted.
    pub device_name: String,
}

/// What the screen may tell of whoever presented the credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Holder {
    /// The credential.
    pub credential: CredentialId,
    /// Name, or empty when the replica does not hold it.
    pub name: String,
    /// Company or outlet.
    pub company: Option<String>,
    /// Product's name; its number in words when unknown.
    pub product: String,
    /// What sort of person.
    pub kind: Kind,
    /// Seat or table.
    pub seat: Option<String>,
    /// Order code.
    pub order_code: Option<String>,
    /// What the operator must notice, from the credential and its product.
    pub attention: Vec<String>,
    /// Made to practise with.
    pub rehearsal: bool,
}

/// One scan as a screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShownScan {
    /// Its record; absent when it was only looked at.
    pub scan: Option<RecordId>,
    /// When.
    pub at: WallMs,
    /// Where.
    pub checkpoint: CheckpointId,
    /// Where, by name.
    pub checkpoint_name: String,
    /// Which way.
    pub direction: Direction,
    /// How it reached the gate.
    pub source: Source,
    /// The answer.
    #[serde(flatten)]
    pub answer: Answer,
    /// The rule that decided, 1 to 14.
    pub rule: u8,
    /// Which colour, mark and sound.
    pub tone: Tone,
    /// Who, when that is known.
    pub holder: Option<Holder>,
    /// True when only the signature and the journal spoke, because the replica does not hold the credential.
    pub signature_only: bool,
    /// Until when an operator may undo it alone; absent when nobody passed.
    pub undo_until: Option<WallMs>,
    /// It was taken back.
    pub undone: bool,
}

impl From<rules::Direction> for Direction {
    fn from(direction: rules::Direction) -> Self {
        match direction {
            rules::Direction::In => Self::In,
            rules::Direction::Out => Self::Out,
        }
    }
}

impl From<Direction> for rules::Direction {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::In => Self::In,
            Direction::Out => Self::Out,
        }
    }
}

macro_rules! same_words {
    ($ours:ident <=> $theirs:path: $($variant:ident),+ $(,)?) => {
        impl From<$theirs> for $ours {
            fn from(value: $theirs) -> Self {
                use $theirs as Theirs;
                match value { $(Theirs::$variant => Self::$variant),+ }
            }
        }

        impl From<$ours> for $theirs {
            fn from(value: $ours) -> Self {
                match value { $($ours::$variant => Self::$variant),+ }
            }
        }
    };
}

same_words!(Kind <=> rules::Kind: Ticket, Staff, Vendor, Press, Artist, Exhibitor, GuestList);
same_words!(Source <=> rules::Source: Camera, Scanner, Manual, CommandLine);
same_words!(Invalid <=> rules::Invalid: Unrecognized, Malformed, BadSignature, UnknownKey, RevokedKey,
    KeyOutsideItsTime, NotFound);

impl Answer {
    /// The colour, mark and sound of the answer.
    #[must_use]
    pub const fn tone(&self) -> Tone {
        match self {
            Self::Admit => Tone::Admit,
            Self::Exit => Tone::Exit,
            Self::Used { .. } => Tone::Used,
            Self::Unpaid { may_admit: true }
            | Self::Unapproved
            | Self::Full { .. }
            | Self::Questions
            | Self::Ambiguous
            | Self::Error => Tone::Ask,
            Self::Invalid { .. }
            | Self::WrongEvent { .. }
            | Self::Cancelled
            | Self::Revoked { .. }
            | Self::Blocked
            | Self::Unpaid { may_admit: false }
            | Self::TooEarly { .. }
            | Self::TooLate { .. }
            | Self::Closed { .. }
            | Self::WrongProduct { .. }
            | Self::WrongSession
            | Self::Rules { .. } => Tone::Refused,
        }
    }
}
