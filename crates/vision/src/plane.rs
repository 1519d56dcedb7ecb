//! Arithmetic on whole pictures: halving, smoothing, and reading between pixels.

use crate::homography::Point;
use crate::luma::{Luma, LumaBuf};

/// Writes `from` at half its size to `to`: each pixel the mean of four. An odd last row or column is dropped.
pub(crate) fn halve(from: &Luma<'_>, to: &mut LumaBuf) {
    let (width, height) = ((from.width() / 2).max(1), (from.height() / 2).max(1));
    let lower = from.height().min(2) - 1;
    let right = from.width().min(2) - 1;
    for (y, out) in to.reset(width, height).chunks_exact_mut(width).enumerate() {
        let (a, b) = (from.row(2 * y), from.row(2 * y + lower));
        if right == 0 {
            out[0] = a[0];
            continue;
        }
        for ((out, a), b) in out.iter_mut().zip(a.chunks_exact(2)).zip(b.chunks_exact(2)) {
            // Two pixels are one number whose halves are added: that is how the compiler makes vectors of it.
            let (a, b) = (u16::from_le_bytes([a[0], a[1]]), u16::from_le_bytes([b[0], b[1]]));
            *out = (((a & 255) + (a >> 8) + (b & 255) + (b >> 8) + 2) >> 2) as u8;
        }
    }
}

/// Writes `from` smoothed by the 3×3 binomial (1 2 1) to `to`; `row` is scratch.
pub(crate) fn smooth(from: &Luma<'_>, to: &mut LumaBuf, row: &mut Vec<u16>) {
    let (width, height) = (from.width(), from.height());
    row.resize(width, 0);
    for (y, out) in to.reset(width, height).chunks_exact_mut(width).enumerate() {
        let (above, here, below) =
            (from.row(y.saturating_sub(1)), from.row(y), from.row((y + 1).min(height - 1)));
        for (((sum, a), b), c) in row.iter_mut().zip(above).zip(here).zip(below) {
            *sum = u16::from(*a) + 2 * u16::from(*b) + u16::from(*c);
        }
        out[0] = (row[0] / 4) as u8;
        out[width - 1] = (row[width - 1] / 4) as u8;
        for (out, three) in out.iter_mut().skip(1).zip(row.windows(3)) {
            *out = ((three[0] + 2 * three[1] + three[2] + 8) / 16) as u8;
        }
    }
}

/// Writes `from` with its edges steepened to `to`: three times itself less twice the mean of 5×5; `row` is scratch.
///
/// In a blurred code the light ring of a finder pattern, dark to either side, sinks below the threshold of its
/// neighbourhood; this lifts it again.
pub(crate) fn sharpen(from: &Luma<'_>, to: &mut LumaBuf, row: &mut Vec<u16>) {
    let (width, height) = (from.width(), from.height());
    let last = height - 1;
    // Two columns more to either side, so that every pixel has five to take the mean of.
    row.resize(width + 4, 0);
    for (y, out) in to.reset(width, height).chunks_exact_mut(width).enumerate() {
        let rows = [y.saturating_sub(2), y.saturating_sub(1), y, (y + 1).min(last), (y + 2).min(last)];
        let [a, b, c, d, e] = rows.map(|y| from.row(y));
        for (((((sum, a), b), c), d), e) in row[2..].iter_mut().zip(a).zip(b).zip(c).zip(d).zip(e) {
            *sum = u16::from(*a) + u16::from(*b) + u16::from(*c) + u16::from(*d) + u16::from(*e);
        }
        let (first, end) = (row[2], row[width + 1]);
        row[..2].fill(first);
        row[width + 2..].fill(end);
        for ((out, five), grey) in out.iter_mut().zip(row.windows(5)).zip(c) {
            let sum = i32::from(five[0]) + i32::from(five[1]) + i32::from(five[2]) + i32::from(five[3]);
            *out = (3 * i32::from(*grey) - (sum + i32::from(five[4])) * 2 / 25).clamp(0, 255) as u8;
        }
    }
}

/// Writes `from` at twice its size to `to`, interpolated; for codes whose modules are hardly a pixel wide.
pub(crate) fn double(from: &Luma<'_>, to: &mut LumaBuf) {
    let (width, height) = (from.width() * 2, from.height() * 2);
    for (y, out) in to.reset(width, height).chunks_exact_mut(width).enumerate() {
        let v = (y as f32 + 0.5) / 2.0;
        for (x, out) in out.iter_mut().enumerate() {
            *out = (between(from, Point::new((x as f32 + 0.5) / 2.0, v)) + 0.5) as u8;
        }
    }
}

/// The grey at `at`, interpolated between the four nearest pixels; beyond the edge, that of the edge.
#[inline]
pub(crate) fn between(picture: &Luma<'_>, at: Point) -> f32 {
    let x = (at.x - 0.5).clamp(0.0, (picture.width() - 1) as f32);
    let y = (at.y - 0.5).clamp(0.0, (picture.height() - 1) as f32);
    let (left, top) = (x as usize, y as usize);
    let [a, b, c, d] = picture.four(left, top).map(f32::from);
    let (fx, fy) = (x - left as f32, y - top as f32);
    let upper = a + fx * (b - a);
    let lower = c + fx * (d - c);
    upper + fy * (lower - upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_takes_means_and_survives_single_pixels() {
        let mut out = LumaBuf::new();
        halve(&Luma::new(4, 2, 4, &[0, 4, 100, 100, 8, 4, 100, 104]).expect("whole"), &mut out);
        assert_eq!(out.pixels_mut(), &[4, 101]);
        for (w, h) in [(1, 1), (1, 5), (5, 1), (3, 3)] {
            halve(&Luma::new(w, h, w, &[9; 9]).expect("whole"), &mut out);
            assert!(out.pixels_mut().iter().all(|v| *v == 9));
        }
    }

    #[test]
    fn smoothing_keeps_flat_pictures_flat() {
        let mut out = LumaBuf::new();
        for (w, h) in [(1, 1), (1, 5), (2, 2), (3, 3)] {
            smooth(&Luma::new(w, h, w, &[9; 9]).expect("whole"), &mut out, &mut Vec::new());
            assert!(out.pixels_mut().iter().all(|v| *v == 9));
        }
    }

    #[test]
    fn sharpening_steepens_edges_and_keeps_flat_pictures_flat() {
        let mut out = LumaBuf::new();
        for (w, h) in [(1, 1), (1, 5), (2, 2), (3, 3)] {
            sharpen(&Luma::new(w, h, w, &[9; 9]).expect("whole"), &mut out, &mut Vec::new());
            assert!(out.pixels_mut().iter().all(|v| *v == 9));
        }
        sharpen(&Luma::new(6, 1, 6, &[90, 90, 90, 110, 110, 110]).expect("whole"), &mut out, &mut Vec::new());
        assert!(out.pixels_mut()[2] < 80 && out.pixels_mut()[3] > 120);
    }

    #[test]
    fn reading_between_pixels_is_linear_and_stops_at_the_edge() {
        let picture = Luma::new(2, 2, 2, &[0, 100, 100, 200]).expect("whole");
        assert_eq!(between(&picture, Point::new(0.5, 0.5)), 0.0);
        assert_eq!(between(&picture, Point::new(1.0, 1.0)), 100.0);
        assert_eq!(between(&picture, Point::new(99.0, 99.0)), 200.0);
        assert_eq!(between(&picture, Point::new(f32::NAN, -5.0)) as u8, 0);
    }
}
