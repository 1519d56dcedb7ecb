//! The grid of bits handed to `rqrr`, and its bytes made text.
//!
//! Only `rqrr`'s decoder of a sampled grid is used, never its own search for codes: that one can run for ever on a
//! noisy picture. The decoder is fenced in all the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

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
    (!bytes.is_empty()).then(|| text(bytes))
}

/// UTF-8, or else Latin-1: what codes say that were made before UTF-8 was usual.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|e| e.as_bytes().iter().map(|b| char::from(*b)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_utf8_or_else_latin1() {
        assert_eq!(text(b"caf\xc3\xa9".to_vec()), "café");
        assert_eq!(text(b"caf\xe9".to_vec()), "café");
    }
}
