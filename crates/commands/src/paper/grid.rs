//! The modules of a QR code, before they become ink or pixels.

use qrcode::{Color, EcLevel, QrCode};

use super::Unprintable;

/// Light modules that must surround a code.
pub(super) const QUIET: usize = 4;

/// A QR code as a square of dark and light modules, without its quiet zone.
pub(super) struct Grid {
    width: usize,
    dark: Vec<bool>,
}

/// Dark modules that touch and fill a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Grid {
    /// Draws the code of a text. Level M: a badge may lose 15 % to a fold or a thumb.
    pub(super) fn new(text: &str) -> Result<Self, Unprintable> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Unprintable::TooLong)?;
        let width = code.width();
        Ok(Self { width, dark: code.into_colors().into_iter().map(|color| color == Color::Dark).collect() })
    }

    /// Modules on a side.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// The dark modules as few rectangles, so that a page stays small and shows no seams.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut free = self.dark.clone();
        let mut blocks = Vec::new();
        for y in 0..self.width {
            for x in 0..self.width {
                let is_free = |free: &[bool], x: usize, y: usize| {
                    x < self.width && y < self.width && free[y * self.width + x]
                };
                if !is_free(&free, x, y) {
                    continue;
                }
                let width = (x..).take_while(|&x| is_free(&free, x, y)).count();
                let whole = |y: usize| (x..x + width).all(|x| is_free(&free, x, y));
                let height = (y..).take_while(|&y| whole(y)).count();
                for row in y..y + height {
                    free[row * self.width + x..][..width].fill(false);
                }
                blocks.push(Block { x, y, width, height });
            }
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_the_dark_modules_once_and_nothing_else() {
        let grid = Grid::new("GH1:0123456789").expect("short enough");
        let mut seen = vec![0; grid.width * grid.width];
        for block in grid.blocks() {
            for y in block.y..block.y + block.height {
                for x in block.x..block.x + block.width {
                    seen[y * grid.width + x] += 1;
                }
            }
        }
        let expected: Vec<i32> = grid.dark.iter().map(|&dark| i32::from(dark)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_native_code_is_a_symbol_of_41_modules() {
        let text = format!("GH1:{}", "A".repeat(146));
        assert_eq!(Grid::new(&text).expect("fits").width(), 41);
    }

    #[test]
    fn what_no_code_can_hold_is_refused() {
        assert!(matches!(Grid::new(&"x".repeat(5_000)), Err(Unprintable::TooLong)));
    }
}
