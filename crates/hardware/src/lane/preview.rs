//! The newest picture made small for a screen.

use std::time::Duration;

use gatehouse_vision::{Luma, Point};

use super::slot::{Frame, Seen};

/// What came with a preview.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviewInfo {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The number of the picture; the same number is the same picture.
    pub frame_no: u64,
    /// The outer corners of the codes in it, in pixels of the preview: top left, top right, bottom right, bottom left
    /// of each code, however it is turned.
    pub code_corners: Vec<[Point; 4]>,
}

/// Corners older than this no longer lie where the code is.
const CORNERS_LAST: Duration = Duration::from_millis(250);

/// Shrinks `frame` by the whole number that makes it fit, each pixel the mean of those that it stands for.
pub(super) fn shrink(
    frame: &Frame,
    seen: Option<&Seen>,
    max_width: usize,
    into: &mut Vec<u8>,
) -> Option<PreviewInfo> {
    let picture = frame.picture.as_luma().ok()?;
    let factor = picture.width().div_ceil(max_width.max(1)).min(picture.height());
    let (width, height) = (picture.width() / factor, picture.height() / factor);
    into.clear();
    into.reserve(width * height);
    let mut sums = vec![0_u32; width];
    for top in (0..height).map(|y| y * factor) {
        sum_rows(&picture, top, factor, &mut sums);
        let area = (factor * factor) as u32;
        into.extend(sums.iter().map(|sum| (sum / area) as u8));
    }
    let scale = 1.0 / factor as f32;
    let code_corners = seen
        .filter(|seen| frame.at.saturating_sub(seen.at) <= CORNERS_LAST)
        .map(|seen| {
            seen.corners.iter().map(|code| code.map(|p| Point::new(p.x * scale, p.y * scale))).collect()
        })
        .unwrap_or_default();
    Some(PreviewInfo { width, height, frame_no: frame.number, code_corners })
}

/// Adds up squares of `factor` pixels, the upper edge of which is row `top`.
fn sum_rows(picture: &Luma<'_>, top: usize, factor: usize, sums: &mut [u32]) {
    sums.fill(0);
    for y in top..top + factor {
        for (sum, square) in sums.iter_mut().zip(picture.row(y).chunks_exact(factor)) {
            *sum += square.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(width: usize, height: usize, at_ms: u64) -> Frame {
        let mut frame = Frame { number: 7, at: Duration::from_millis(at_ms), ..Frame::empty() };
        let pixels = frame.picture.reset(width, height);
        for (n, pixel) in pixels.iter_mut().enumerate() {
            *pixel = (n % width) as u8;
        }
        frame
    }

    #[test]
    fn pixels_are_means_and_corners_shrink_along() {
        let seen = Seen { at: Duration::from_millis(900), corners: vec![[Point::new(4.0, 2.0); 4]] };
        let mut bytes = vec![9; 3];
        let info = shrink(&frame(8, 4, 1_000), Some(&seen), 4, &mut bytes).expect("a picture");
        assert_eq!((info.width, info.height, info.frame_no), (4, 2, 7));
        assert_eq!(bytes, [0, 2, 4, 6, 0, 2, 4, 6]);
        assert_eq!(info.code_corners, [[Point::new(2.0, 1.0); 4]]);
    }

    #[test]
    fn corners_of_long_ago_are_left_out() {
        let seen = Seen { at: Duration::ZERO, corners: vec![[Point::new(4.0, 2.0); 4]] };
        let info = shrink(&frame(8, 4, 1_000), Some(&seen), 8, &mut Vec::new()).expect("a picture");
        assert_eq!(info.code_corners, Vec::<[Point; 4]>::new());
    }

    #[test]
    fn every_width_fits() {
        for max_width in [0, 1, 3, 7, 8, 100] {
            let mut bytes = Vec::new();
            let info = shrink(&frame(8, 6, 0), None, max_width, &mut bytes).expect("a picture");
            assert_eq!(bytes.len(), info.width * info.height, "{max_width}");
            assert!(info.height >= 1 && (info.width <= max_width.max(1) || max_width < 2), "{max_width}");
        }
        assert!(shrink(&Frame::empty(), None, 8, &mut Vec::new()).is_none());
    }
}
