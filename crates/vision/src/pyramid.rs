//! One frame at several sizes, in memory that is used again for the next.

use crate::fit::View;
use crate::luma::{Luma, LumaBuf};
use crate::meter::Meter;
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
    /// Begins with another frame.
    pub(crate) fn rest_on(&mut self, frame: &Luma<'_>) {
        self.made = Made::default();
        halve(frame, &mut self.half);
        if let Ok(half) = self.half.as_luma() {
            halve(&half, &mut self.quarter);
        }
    }

    /// Makes the size `scale` of `whole`, on which this rests, unless it is there; `false` when time does not allow it.
    pub(crate) fn make(&mut self, whole: &Luma<'_>, scale: Scale, meter: &mut Meter) -> bool {
        // The sharp one is made of the smooth one.
        (scale != Scale::Sharp || self.make_one(whole, Scale::Smooth, meter))
            && self.make_one(whole, scale, meter)
    }

    fn make_one(&mut self, whole: &Luma<'_>, scale: Scale, meter: &mut Meter) -> bool {
        let (made, pixels) = match scale {
            Scale::Double => (&mut self.made.double, 4 * whole.area()),
            Scale::Smooth => (&mut self.made.smooth, whole.area()),
            Scale::Sharp => (&mut self.made.sharp, whole.area()),
            Scale::SharpHalf => (&mut self.made.sharp_half, whole.area() / 4),
            Scale::Whole | Scale::Half | Scale::Quarter => return true,
        };
        if *made {
            return true;
        }
        if !meter.affords(pixels) || pixels > MAX_AREA {
            return false;
        }
        *made = true;
        match (scale, self.smooth.as_luma(), self.half.as_luma()) {
            (Scale::Double, ..) => double(whole, &mut self.double),
            (Scale::Sharp, Ok(smooth), _) => sharpen(&smooth, &mut self.sharp, &mut self.row),
            (Scale::SharpHalf, _, Ok(half)) => sharpen(&half, &mut self.sharp_half, &mut self.row),
            _ => smooth(whole, &mut self.smooth, &mut self.row),
        }
        meter.charge(4 * pixels)
    }

    /// The picture at `scale`, of `whole` on which this rests.
    pub(crate) fn view<'a>(&'a self, whole: &Luma<'a>, scale: Scale) -> Option<View<'a>> {
        let (picture, scale) = match scale {
            Scale::Double => (self.double.as_luma().ok()?, 2.0),
            Scale::Whole => (*whole, 1.0),
            Scale::Smooth => (self.smooth.as_luma().ok()?, 1.0),
            Scale::Sharp => (self.sharp.as_luma().ok()?, 1.0),
            Scale::SharpHalf => (self.sharp_half.as_luma().ok()?, 0.5),
            Scale::Half => (self.half.as_luma().ok()?, 0.5),
            Scale::Quarter => (self.quarter.as_luma().ok()?, 0.25),
        };
        Some(View { picture, scale, sign: 1.0 })
    }
}

/// Huge frames made small enough to be looked at.
#[derive(Default)]
pub(crate) struct Shrunk {
    picture: LumaBuf,
    spare: LumaBuf,
}

impl Shrunk {
    /// Halves `frame` until it is small enough; gives it and how often.
    pub(crate) fn of<'a>(&'a mut self, frame: &Luma<'a>) -> (Luma<'a>, u32) {
        let mut times = 0;
        while frame.area() >> (2 * times) > MAX_AREA {
            if times == 0 {
                halve(frame, &mut self.picture);
            } else {
                std::mem::swap(&mut self.picture, &mut self.spare);
                if let Ok(larger) = self.spare.as_luma() {
                    halve(&larger, &mut self.picture);
                }
            }
            times += 1;
        }
        match self.picture.as_luma() {
            Ok(picture) if times > 0 => (picture, times),
            _ => (*frame, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::decoder::Budget;

    #[test]
    fn huge_frames_are_halved_until_they_fit() {
        let pixels = vec![90; 4_096 * 2_160];
        let frame = Luma::new(4_096, 2_160, 4_096, &pixels).expect("whole");
        let mut shrunk = Shrunk::default();
        let (picture, times) = shrunk.of(&frame);
        assert_eq!((picture.width(), picture.height(), times), (2_048, 1_080, 1));
        assert_eq!(Shrunk::default().of(&picture).1, 0);
    }

    #[test]
    fn costly_sizes_are_made_once_a_frame() {
        let pixels = [90; 64];
        let frame = Luma::new(8, 8, 8, &pixels).expect("whole");
        let mut meter = Meter::start(Budget::of(Duration::from_secs(3_600)));
        let mut pyramid = Pyramid::default();
        let mut cost = |pyramid: &mut Pyramid| {
            let before = meter.effort();
            assert!(pyramid.make(&frame, Scale::Double, &mut meter));
            meter.effort() - before
        };
        pyramid.rest_on(&frame);
        assert!(cost(&mut pyramid) > 0);
        assert_eq!(cost(&mut pyramid), 0);
        pyramid.rest_on(&frame);
        assert!(cost(&mut pyramid) > 0);
    }

    #[test]
    fn a_size_for_which_there_is_no_time_is_not_made() {
        let pixels = [90; 64];
        let frame = Luma::new(8, 8, 8, &pixels).expect("whole");
        let mut pyramid = Pyramid::default();
        pyramid.rest_on(&frame);
        assert!(!pyramid.make(&frame, Scale::Double, &mut Meter::start(Budget::of(Duration::ZERO))));
    }
}
