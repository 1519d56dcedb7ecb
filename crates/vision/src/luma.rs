//! Grey pictures: one borrowed from whoever took it, one owned and used again.

/// Why a picture was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The picture has no width or no height.
    #[error("the picture is empty ({width}×{height})")]
    Empty {
        /// Width in pixels.
        width: usize,
        /// Height in pixels.
        height: usize,
    },
    /// A side is longer than [`Luma::MAX_SIDE`].
    #[error("the picture is too large ({width}×{height})")]
    TooLarge {
        /// Width in pixels.
        width: usize,
        /// Height in pixels.
        height: usize,
    },
    /// A row is said to be shorter than the picture is wide.
    #[error("rows of {stride} bytes cannot hold {width} pixels")]
    Stride {
        /// Width in pixels.
        width: usize,
        /// Bytes from one row to the next.
        stride: usize,
    },
    /// There are fewer bytes than the rows need.
    #[error("the picture is cut off: {found} bytes of {needed}")]
    Truncated {
        /// Bytes needed.
        needed: usize,
        /// Bytes found.
        found: usize,
    },
}

/// A borrowed 8-bit grey picture, 0 black to 255 white, rows from the top.
#[derive(Clone, Copy)]
pub struct Luma<'a> {
    width: usize,
    height: usize,
    stride: usize,
    pixels: &'a [u8],
}

impl<'a> Luma<'a> {
    /// The longest side taken: beyond it lie broken headers rather than cameras.
    pub const MAX_SIDE: usize = 16_384;

    /// Looks at `pixels` as `height` rows, `stride` bytes apart, of `width` pixels each.
    ///
    /// The last row may end with its last pixel. Bytes beyond it are ignored.
    pub fn new(width: usize, height: usize, stride: usize, pixels: &'a [u8]) -> Result<Self, Error> {
        if width == 0 || height == 0 {
            return Err(Error::Empty { width, height });
        }
        if width > Self::MAX_SIDE || height > Self::MAX_SIDE {
            return Err(Error::TooLarge { width, height });
        }
        if stride < width {
            return Err(Error::Stride { width, stride });
        }
        let needed = stride.saturating_mul(height - 1).saturating_add(width);
        if pixels.len() < needed {
            return Err(Error::Truncated { needed, found: pixels.len() });
        }
        Ok(Self { width, height, stride, pixels })
    }

    /// Width in pixels.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The pixels of row `y`, which must lie inside the picture.
    #[must_use]
    pub fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.stride;
        &self.pixels[start..start + self.width]
    }

    /// The part `width`×`height` whose top left is (`x`, `y`), as far as it lies inside; at least a pixel.
    pub(crate) fn crop(&self, x: usize, y: usize, width: usize, height: usize) -> Self {
        let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
        let (width, height) = (width.clamp(1, self.width - x), height.clamp(1, self.height - y));
        Self { width, height, stride: self.stride, pixels: &self.pixels[y * self.stride + x..] }
    }

    /// The pixel (`x`, `y`), which must lie inside, its right, its lower and its lower right neighbour; at the edge,
    /// the pixel at the edge instead.
    #[inline]
    pub(crate) fn four(&self, x: usize, y: usize) -> [u8; 4] {
        let start = y * self.stride + x;
        if x + 1 < self.width && y + 1 < self.height {
            let (upper, lower) = (&self.pixels[start..start + 2], &self.pixels[start + self.stride..]);
            return [upper[0], upper[1], lower[0], lower[1]];
        }
        let (right, low) = ((x + 1).min(self.width - 1), (y + 1).min(self.height - 1));
        let at = |x: usize, y: usize| self.pixels[y * self.stride + x];
        [at(x, y), at(right, y), at(x, low), at(right, low)]
    }

    /// Number of pixels.
    pub(crate) const fn area(&self) -> usize {
        self.width * self.height
    }
}

impl std::fmt::Debug for Luma<'_> {
    /// Size only: a picture may show a ticket.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Luma({}×{})", self.width, self.height)
    }
}

/// A grey picture that keeps its memory from frame to frame.
#[derive(Clone, Default)]
pub struct LumaBuf {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl LumaBuf {
    /// An empty buffer; give it a size with [`LumaBuf::reset`].
    #[must_use]
    pub const fn new() -> Self {
        Self { width: 0, height: 0, pixels: Vec::new() }
    }

    /// Takes the size `width` × `height` and returns the pixels, packed, to be filled; old contents may show.
    pub fn reset(&mut self, width: usize, height: usize) -> &mut [u8] {
        (self.width, self.height) = (width, height);
        self.pixels.resize(width * height, 0);
        &mut self.pixels
    }

    /// Takes a copy of `picture`.
    pub fn copy_from(&mut self, picture: &Luma<'_>) {
        let width = picture.width();
        let pixels = self.reset(width, picture.height());
        for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
            row.copy_from_slice(picture.row(y));
        }
    }

    /// The pixels, packed.
    pub fn pixels_mut(&mut self) -> &mut [u8] {
        &mut self.pixels
    }

    /// Looks at the picture; refused while it is empty.
    pub fn as_luma(&self) -> Result<Luma<'_>, Error> {
        Luma::new(self.width, self.height, self.width, &self.pixels)
    }
}

impl std::fmt::Debug for LumaBuf {
    /// Size only: a picture may show a ticket.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LumaBuf({}×{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_sizes_are_refused() {
        let bytes = [0_u8; 100];
        let check = |w, h, s, expected| assert_eq!(Luma::new(w, h, s, &bytes).err(), expected, "{w}×{h}/{s}");
        check(10, 10, 10, None);
        check(9, 10, 10, None);
        check(0, 10, 10, Some(Error::Empty { width: 0, height: 10 }));
        check(10, 0, 10, Some(Error::Empty { width: 10, height: 0 }));
        check(10, 5, 9, Some(Error::Stride { width: 10, stride: 9 }));
        check(10, 11, 10, Some(Error::Truncated { needed: 110, found: 100 }));
        check(20_000, 1, 20_000, Some(Error::TooLarge { width: 20_000, height: 1 }));
        check(2, 16_384, usize::MAX, Some(Error::Truncated { needed: usize::MAX, found: 100 }));
    }

    #[test]
    fn last_row_may_end_with_its_last_pixel() {
        let bytes = [7_u8; 18];
        let picture = Luma::new(8, 2, 10, &bytes).expect("ten and eight bytes");
        assert_eq!(picture.row(1), &[7; 8]);
    }

    #[test]
    fn buffer_keeps_its_memory() {
        let mut buffer = LumaBuf::new();
        assert!(buffer.as_luma().is_err());
        let before = buffer.reset(64, 64).as_ptr();
        buffer.reset(8, 8).fill(3);
        let after = buffer.reset(64, 64).as_ptr();
        assert_eq!(before, after);
    }
}
