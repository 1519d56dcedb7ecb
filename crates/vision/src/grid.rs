//! The grid of bits handed to `rqrr`, and its bytes made text.
//!
//! Only `rqrr`'s decoder of a sampled grid is used, never its own search for codes: that one can run for ever on a
//! noisy picture. The decoder is fenced in all the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::SHIFT_JIS;

use crate::sample::Grid;

/// Work of one decoding, roughly, in steps to a module.
pub(crate) const STEPS_PER_MODULE: usize = 40;

impl rqrr::BitGrid for &Grid {
    fn size(&self) -> usize {
        Grid::size(self)
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        self.bits().get(y * Grid::size(self) + x).copied().unwrap_or(false)
    }
}

/// What the grid says, upright or mirrored; nothing when its errors are too many or it says nothing.
pub(crate) fn decode(grid: &Grid) -> Option<String> {
    let read = || {
        let mut bytes = Vec::with_capacity(256);
        rqrr::Grid::new(grid).decode_to(&mut bytes).ok().map(|_| bytes)
    };
    let bytes = catch_unwind(AssertUnwindSafe(read)).ok().flatten()?;
    let text = text(bytes);
    // Nobody writes these; they come of errors corrected into something else.
    let is_sound = |c: char| !matches!(c, '\u{7f}'..='\u{9f}');
    (!text.is_empty() && text.chars().all(is_sound)).then_some(text)
}

/// UTF-8, or else what codes say that were made before UTF-8 was usual: Shift JIS or Latin-1.
fn text(bytes: Vec<u8>) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.into_bytes(),
    };
    shift_jis(&bytes).unwrap_or_else(|| bytes.iter().map(|b| char::from(*b)).collect())
}

/// The bytes as Shift JIS, if they look like it: of the characters beyond ASCII some stand together, and all of them
/// are Japanese. Letters with accents mostly stand alone.
fn shift_jis(bytes: &[u8]) -> Option<String> {
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
    let japanese =
        |c: char| matches!(c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let (mut before, mut together) = (false, false);
    for c in text.chars() {
        if !c.is_ascii() && !japanese(c) {
            return None;
        }
        together |= before && !c.is_ascii();
        before = !c.is_ascii();
    }
    together.then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_utf8_or_else_latin1() {
        assert_eq!(text(b"caf\xc3\xa9".to_vec()), "café");
        assert_eq!(text(b"caf\xe9".to_vec()), "café");
        assert_eq!(text(b"Se\xf1ora \xd8re".to_vec()), "Señora Øre");
        assert_eq!(text(b"*\xc3\xde\xbb\xde\xb2\xdd*".to_vec()), "*ﾃﾞｻﾞｲﾝ*");
    }
}
