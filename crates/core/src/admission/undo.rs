//! Taking a pass back.
//!
//! The scan stays in the journal for ever; an undo is a record of its own that makes the fold pass over it.

use crate::ids::AuthorId;
use crate::time::WallMs;

/// How long an operator may undo a pass alone, in milliseconds; afterwards it takes a supervisor.
pub const UNDO_WINDOW_MS: i64 = 10_000;

/// What is known about the scan that somebody wants to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undoable {
    /// Whose log it is in.
    pub author: AuthorId,
    /// When it was made.
    pub at: WallMs,
    /// Whether somebody passed; a refusal leaves nothing to undo.
    pub passed: bool,
    /// Whether it was undone before.
    pub undone: bool,
}

/// The answer to a wish to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// Undo it.
    Granted,
    /// The device does not know the scan.
    Unknown,
    /// Nobody passed.
    NothingToUndo,
    /// It was undone before.
    AlreadyUndone,
    /// Another device made it; undo it there.
    OtherDevice,
    /// More than [`UNDO_WINDOW_MS`] ago.
    TooLate,
}

/// Judges whether `author` may undo the scan `now`.
#[must_use]
pub fn decide_undo(scan: Option<&Undoable>, author: AuthorId, now: WallMs) -> Undo {
    match scan {
        None => Undo::Unknown,
        Some(scan) if !scan.passed => Undo::NothingToUndo,
        Some(scan) if scan.undone => Undo::AlreadyUndone,
        Some(scan) if scan.author != author => Undo::OtherDevice,
        Some(scan) if now.0.saturating_sub(scan.at.0) > UNDO_WINDOW_MS => Undo::TooLate,
        Some(_) => Undo::Granted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_may_undo_their_own_fresh_pass_only() {
        let me = AuthorId::from_bytes([1; 16]);
        let other = AuthorId::from_bytes([2; 16]);
        let pass = Undoable { author: me, at: WallMs(1_000), passed: true, undone: false };
        let at = |ms| WallMs(1_000 + ms);
        let check = |scan: Option<Undoable>, author, now, expected| {
            assert_eq!(decide_undo(scan.as_ref(), author, now), expected);
        };
        check(Some(pass), me, at(0), Undo::Granted);
        check(Some(pass), me, at(UNDO_WINDOW_MS), Undo::Granted);
        check(Some(pass), me, at(UNDO_WINDOW_MS + 1), Undo::TooLate);
        check(Some(pass), other, at(0), Undo::OtherDevice);
        check(Some(Undoable { passed: false, ..pass }), me, at(0), Undo::NothingToUndo);
        check(Some(Undoable { undone: true, ..pass }), me, at(0), Undo::AlreadyUndone);
        check(None, me, at(0), Undo::Unknown);
    }
}
