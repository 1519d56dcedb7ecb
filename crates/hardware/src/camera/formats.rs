//! Which of the formats that a camera offers reads codes best.

use std::fmt;

/// How a camera sends its pictures; the four that become grey without a detour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PixelFormat {
    /// Grey, then colour, two bytes a pixel.
    Yuyv,
    /// A grey plane, then one of colour.
    Nv12,
    /// Grey alone.
    Grey,
    /// One JPEG picture after another.
    Mjpeg,
}

impl fmt::Display for PixelFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yuyv => "YUYV",
            Self::Nv12 => "NV12",
            Self::Grey => "GRAY",
            Self::Mjpeg => "MJPEG",
        })
    }
}

/// One way in which a camera can send pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Format {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// How a picture is packed.
    pub pixel: PixelFormat,
    /// Pictures a second.
    pub fps: u32,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{} {} {} fps", self.width, self.height, self.pixel, self.fps)
    }
}

/// Below this a person holds still longer than the code needs.
const FEWEST_FPS: u32 = 15;
/// Above this more pictures make no difference.
const ENOUGH_FPS: u32 = 30;
/// Rates to try where none are known.
const RATES: [u32; 4] = [30, 25, 20, 15];
/// Enough pixels for a code on a ticket at arm's length, few enough to search in 25 ms.
const WANTED: (u32, u32) = (1280, 720);

/// Puts `formats` into the order in which to try them, without repetitions.
///
/// Fast enough comes first, then the size nearest to 1280×720, then up to 30 pictures a second, then what needs no
/// unpacking.
pub(super) fn ranked(mut formats: Vec<Format>) -> Vec<Format> {
    formats.retain(|format| format.width > 0 && format.height > 0);
    formats.sort_by_key(|format| {
        let off = WANTED.0.abs_diff(format.width) + WANTED.1.abs_diff(format.height);
        let slower = ENOUGH_FPS.saturating_sub(format.fps);
        (format.fps < FEWEST_FPS, off, slower, format.pixel, format.fps, format.width, format.height)
    });
    formats.dedup();
    formats
}

/// Adds what a camera may be able to do although it does not say so, when all that it offers is too slow.
///
/// Where a driver gives a range of rates, the library reads a single slow one out of it.
pub(super) fn with_wishes(mut formats: Vec<Format>) -> Vec<Format> {
    if formats.iter().all(|format| format.fps < FEWEST_FPS) {
        let faster = |format: &Format| RATES.map(|fps| Format { fps, ..*format });
        let wishes: Vec<Format> = formats.iter().flat_map(faster).collect();
        formats.extend(wishes);
    }
    formats
}

/// What to try when a camera does not say what it offers: some drivers list nothing until they are set, or only once.
pub(super) fn guesses() -> Vec<Format> {
    let mut guesses = Vec::new();
    for (width, height) in [(1280, 720), (640, 480)] {
        for pixel in [PixelFormat::Yuyv, PixelFormat::Mjpeg, PixelFormat::Nv12, PixelFormat::Grey] {
            guesses.extend(RATES.map(|fps| Format { width, height, pixel, fps }));
        }
    }
    guesses
}

#[cfg(test)]
mod tests {
    use super::PixelFormat::{Grey, Mjpeg, Nv12, Yuyv};
    use super::*;

    fn format((width, height, pixel, fps): (u32, u32, PixelFormat, u32)) -> Format {
        Format { width, height, pixel, fps }
    }

    #[test]
    fn the_best_format_is_fast_then_near_then_plain() {
        let check = |offered: &[(u32, u32, PixelFormat, u32)], expected| {
            let first = ranked(offered.iter().copied().map(format).collect())[0];
            assert_eq!(first, format(expected), "{offered:?}");
        };
        check(&[(640, 480, Yuyv, 30), (1280, 720, Yuyv, 10)], (640, 480, Yuyv, 30));
        check(&[(640, 480, Yuyv, 30), (1280, 720, Mjpeg, 30)], (1280, 720, Mjpeg, 30));
        check(&[(1280, 720, Mjpeg, 30), (1280, 720, Nv12, 30)], (1280, 720, Nv12, 30));
        check(&[(1280, 720, Yuyv, 15), (1280, 720, Mjpeg, 30)], (1280, 720, Mjpeg, 30));
        check(&[(1280, 720, Mjpeg, 60), (1280, 720, Mjpeg, 30)], (1280, 720, Mjpeg, 30));
        check(&[(3840, 2160, Grey, 30), (1920, 1080, Grey, 30)], (1920, 1080, Grey, 30));
        check(&[(160, 120, Grey, 5)], (160, 120, Grey, 5));
    }

    #[test]
    fn a_camera_that_offers_only_slow_rates_is_asked_for_faster_ones() {
        let slow = format((640, 480, Yuyv, 1));
        let tried = ranked(with_wishes(vec![slow]));
        assert_eq!(tried.iter().map(|format| format.fps).collect::<Vec<_>>(), [30, 25, 20, 15, 1]);
        let usual = vec![slow, format((640, 480, Yuyv, 15))];
        assert_eq!(with_wishes(usual.clone()), usual);
    }

    #[test]
    fn broken_and_repeated_formats_are_left_out() {
        let offered = [(0, 480, Yuyv, 30), (640, 480, Yuyv, 30), (640, 480, Yuyv, 30)];
        assert_eq!(ranked(offered.map(format).to_vec()), [format((640, 480, Yuyv, 30))]);
    }
}
