//! One frame at several sizes, in memory that is used again for the next.

use crate::fit::View;
use crate::luma::{Luma, LumaBuf};
use crate::plane::{double, halve, sharpen, smooth};

/// Pixels of the largest picture that is looked at; larger ones are halved until they fit.
const MAX_AREA: usize = 2_400_000;

/// The sizes of the picture that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Twice the size, for codes whose modules are hardly a pixel wide.
    Double,
    /// As it came, or as it was after halving a very large frame.
    Whole,
    /// The same, smoothed against noise.
    Smooth,
    /// Smoothed, then sharpened against blur.
    Sharp,
    Half,
    /// Half the size, sharpened.
    SharpHalf,
    Quarter,
}

/// The costly sizes made of the current frame.
#[derive(Default)]
struct Made {
    double: bool,
    smooth: bool,
    sharp: bool,
    sharp_half: bool,
}

/// The buffers.
#[derive(Default)]
pub(crate) struct Pyramid {
    base: LumaBuf,
    spare: LumaBuf,
    double: LumaBuf,
    smooth: LumaBuf,
    sharp: LumaBuf,
    sharp_half: LumaBuf,
    half: LumaBuf,
    quarter: LumaBuf,
    row: Vec<u16>,
    made: Made,
}

impl Pyramid {
    /// Halves `frame` until it is small enough to be looked at; returns how often, and makes the smaller sizes.
    pub(crate) fn rest_on(&mut self, frame: &Luma<'_>) -> u32 {
        self.made = Made::default();
        let mut times = 0;
        while frame.area() >> (2 * times) > MAX_AREA {
            if times == 0 {
                halve(frame, &mut self.base);
            } else {
                std::mem::swap(&mut self.base, &mut self.spare);
                if let Ok(larger) = self.spare.as_luma() {
                    halve(&larger, &mut self.base);
                }
            }
            times += 1;
        }
        let whole = if times == 0 { Ok(*frame) } else { self.base.as_luma() };
        if let Ok(whole) = whole {
            halve(&whole, &mut self.half);
        }
        if let Ok(half) = self.half.as_luma() {
            halve(&half, &mut self.quarter);
        }
        times
    }

    /// Makes the size `scale` if the current frame lacks it; the steps that took.
    pub(crate) fn make(&mut self, whole: Option<Luma<'_>>, scale: Scale) -> usize {
        if scale == Scale::Sharp {
            // It is made of the smooth one.
            return self.make(whole, Scale::Smooth) + self.make_one(whole, scale);
        }
        self.make_one(whole, scale)
    }

    fn make_one(&mut self, whole: Option<Luma<'_>>, scale: Scale) -> usize {
        let made = match scale {
            Scale::Double => &mut self.made.double,
            Scale::Smooth => &mut self.made.smooth,
            Scale::Sharp => &mut self.made.sharp,
            Scale::SharpHalf => &mut self.made.sharp_half,
            Scale::Whole | Scale::Half | Scale::Quarter => return 0,
        };
        if std::mem::replace(made, true) {
            return 0;
        }
        let Some(whole) = whole.or(self.base.as_luma().ok()) else { return 0 };
        match (scale, self.smooth.as_luma(), self.half.as_luma()) {
            (Scale::Double, ..) => double(&whole, &mut self.double),
            (Scale::Sharp, Ok(smooth), _) => sharpen(&smooth, &mut self.sharp, &mut self.row),
            (Scale::SharpHalf, _, Ok(half)) => sharpen(&half, &mut self.sharp_half, &mut self.row),
            _ => smooth(&whole, &mut self.smooth, &mut self.row),
        }
        whole.area() * 4
    }

    /// The picture at `scale`. `whole` is the frame itself, unless it had to be halved.
    pub(crate) fn view<'a>(&'a self, whole: Option<Luma<'a>>, scale: Scale) -> Option<View<'a>> {
        let (picture, scale) = match scale {
            Scale::Double => (self.double.as_luma().ok()?, 2.0),
            Scale::Whole => (whole.or(self.base.as_luma().ok())?, 1.0),
            Scale::Smooth => (self.smooth.as_luma().ok()?, 1.0),
            Scale::Sharp => (self.sharp.as_luma().ok()?, 1.0),
            Scale::SharpHalf => (self.sharp_half.as_luma().ok()?, 0.5),
            Scale::Half => (self.half.as_luma().ok()?, 0.5),
            Scale::Quarter => (self.quarter.as_luma().ok()?, 0.25),
        };
        Some(View { picture, scale, sign: 1.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_frames_are_halved_until_they_fit() {
        let pixels = vec![90; 4_096 * 2_160];
        let frame = Luma::new(4_096, 2_160, 4_096, &pixels).expect("whole");
        let mut pyramid = Pyramid::default();
        assert_eq!(pyramid.rest_on(&frame), 1);
        let size = |scale| pyramid.view(None, scale).map(|v| (v.picture.width(), v.picture.height()));
        assert_eq!(size(Scale::Whole), Some((2_048, 1_080)));
        assert_eq!(size(Scale::Quarter), Some((512, 270)));
    }

    #[test]
    fn costly_sizes_are_made_once_a_frame() {
        let pixels = [90; 64];
        let frame = Luma::new(8, 8, 8, &pixels).expect("whole");
        let mut pyramid = Pyramid::default();
        assert_eq!(pyramid.rest_on(&frame), 0);
        assert!(pyramid.make(Some(frame), Scale::Double) > 0);
        assert_eq!(pyramid.make(Some(frame), Scale::Double), 0);
        pyramid.rest_on(&frame);
        assert!(pyramid.make(Some(frame), Scale::Double) > 0);
    }
}
