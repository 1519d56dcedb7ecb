//! What the cascade remembers of the frames before: where the last code was, and how long there has been nothing.
//!
//! A gate waits most of its day. After some frames without a trace of a code, each further frame gets the cheap look
//! and every other one a costlier look in turn, so that a code that only one of those sees is still found within a
//! second; the first finder pattern brings all of them back. What looks like one and is never read is given up on
//! too, later: there are posters.

use std::ops::Range;

use crate::decoder::Code;
use crate::homography::Point;
use crate::looks::LOOKS;
use crate::region::Region;

/// Frames without a trace of a code before the looks are taken in turn.
const PATIENCE: usize = 6;
/// Frames with finder patterns but without a code that was read, before the same.
const LONG_PATIENCE: usize = 30;
/// Looks after the first one.
const CLOSER: usize = LOOKS - 1;

/// The memory.
#[derive(Default)]
pub(crate) struct Vigil {
    frames: usize,
    /// Frames in a row without a trace.
    quiet: usize,
    /// Frames with finder patterns of which none was read, since there was last nothing, or a code.
    stubborn: usize,
    /// The middle of the code that was read last.
    last: Option<Point>,
}

impl Vigil {
    /// Which looks the next frame gets after the first.
    pub(crate) const fn turns(&self) -> Range<usize> {
        if self.quiet < PATIENCE && self.stubborn < LONG_PATIENCE {
            return 1..LOOKS;
        }
        let turn = 1 + self.frames / 2 % CLOSER;
        if self.frames.is_multiple_of(2) { turn..turn + 1 } else { turn..turn }
    }

    /// Whether the last code was in this region.
    pub(crate) fn saw_code_in(&self, region: &Region) -> bool {
        self.last.is_some_and(|at| region.holds(at))
    }

    /// Takes what a frame showed.
    pub(crate) fn note(&mut self, codes: &[Code], saw_finder: bool) {
        self.frames = self.frames.wrapping_add(1);
        match (codes.is_empty(), saw_finder) {
            (false, _) => (self.quiet, self.stubborn) = (0, 0),
            (true, true) => (self.quiet, self.stubborn) = (0, self.stubborn + 1),
            (true, false) => {
                self.quiet += 1;
                if self.quiet >= PATIENCE {
                    self.stubborn = 0;
                }
            }
        }
        if let Some(code) = codes.first() {
            self.last = Some(code.corners[0].along(code.corners[0], code.corners[2], 0.5));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_has_its_turn_while_nothing_happens() {
        let mut vigil = Vigil::default();
        (0..PATIENCE).for_each(|_| vigil.note(&[], false));
        let mut turns: Vec<usize> = Vec::new();
        for _ in 0..2 * CLOSER {
            turns.extend(vigil.turns());
            vigil.note(&[], false);
        }
        turns.sort_unstable();
        assert_eq!(turns, (1..LOOKS).collect::<Vec<_>>());
    }

    #[test]
    fn a_poster_is_given_up_on_in_the_end() {
        let mut vigil = Vigil::default();
        (0..LONG_PATIENCE).for_each(|_| vigil.note(&[], true));
        assert!(vigil.turns().len() < 2);
    }

    #[test]
    fn a_finder_pattern_brings_all_looks_back() {
        let mut vigil = Vigil::default();
        (0..50).for_each(|_| vigil.note(&[], false));
        assert!(vigil.turns().len() < 2);
        vigil.note(&[], true);
        assert_eq!(vigil.turns().len(), CLOSER);
    }
}
