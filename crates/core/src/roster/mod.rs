//! Who works where: the roster, who of it is here, and who is on which post.
//!
//! Somebody is here from the scan of their accreditation, or from an entry that puts them on a post, until the one or the
//! other says that they left. It counts no hours and refuses nobody: a gap in it is for the control room to fill.

mod standing;

pub use standing::{Member, Post, Standing, stand};

use crate::ids::{CredentialId, PersonId};
use crate::time::{WallMs, Window};

/// Later than this after the shift began, whoever is not here is late, in milliseconds: the way from the crew's gate.
pub const LATE_MS: i64 = 5 * 60 * 1_000;

/// What somebody did longer than this before their shift belongs to an earlier one, in milliseconds.
pub const EARLY_MS: i64 = 6 * 60 * 60 * 1_000;

/// Somebody who is planned to work here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id on the roster.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they are: `medic`, `steward`.
    pub role: String,
    /// Their team; empty when there is none.
    pub team: String,
    /// The post that they are planned for; empty when there is none.
    pub post: String,
    /// Their call sign; empty when there is none.
    pub call_sign: String,
    /// Their shift.
    pub shift: Window,
    /// Their accreditation, when it is known which one it is.
    pub credential: Option<CredentialId>,
}

/// An accreditation passed a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckIn {
    /// Which one.
    pub credential: CredentialId,
    /// When, on the clock of whoever asks.
    pub at: WallMs,
    /// Whether it went in; otherwise it went out.
    pub into: bool,
}

/// An entry of the log put somebody on a post, or took them off it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Who: the name that the roster knows, or a call sign. Capitals do not matter.
    pub who: String,
    /// Which post.
    pub post: String,
    /// The call sign there; empty when there is none.
    pub call_sign: String,
    /// When, on the clock of whoever asks.
    pub at: WallMs,
    /// Whether they are there from then on.
    pub on: bool,
}

/// Whether somebody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// Their shift has not begun.
    Planned,
    /// They are here.
    Present,
    /// Their shift began, and nothing says that they came.
    Late,
    /// They were here and have left.
    Gone,
}

#[cfg(test)]
mod tests;
