//! How well a perspective fits the patterns every symbol has, and how to make it fit better.
//!
//! The measure is the correlation between what finder, timing and alignment patterns should be and the grey that is
//! there: it needs no threshold, minds neither brightness nor contrast, and tells false triplets from codes before
//! any error correction is tried.

use crate::homography::{Homography, Point};
use crate::luma::Luma;
use crate::meter::Meter;
use crate::plane::between;
use crate::symbol::{FINDER_CENTRE, alignment_is_dark, finder_is_dark, has_alignment};

/// Rounds of improvement: step in modules.
const STEPS: [f32; 4] = [0.5, 0.25, 0.25, 0.12];

/// A picture at the size that suits a code's modules.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) picture: Luma<'a>,
    /// Pixels of this picture to a pixel of the frame.
    pub(crate) scale: f32,
    /// 1 when dark is low, −1 when the code is light on dark.
    pub(crate) sign: f32,
}

/// A symbol somewhere in the frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pose {
    /// Modules to a side.
    pub(crate) size: usize,
    /// Centres of the finder patterns and of what would be the fourth, from the top left clockwise, in the frame.
    pub(crate) centres: [Point; 4],
}

impl Pose {
    /// The map from modules to pixels of the frame.
    pub(crate) fn map(&self) -> Option<Homography> {
        Homography::from_square(FINDER_CENTRE, self.size as f32 - FINDER_CENTRE, &self.centres)
    }
}

/// Collects pairs of what should be and what is, and correlates them.
#[derive(Default)]
struct Correlation {
    count: f32,
    expected: f32,
    grey: f32,
    grey_squared: f32,
    product: f32,
}

impl Correlation {
    #[inline]
    fn add(&mut self, dark: bool, grey: f32) {
        let expected = if dark { -1.0 } else { 1.0 };
        self.count += 1.0;
        self.expected += expected;
        self.grey += grey;
        self.grey_squared += grey * grey;
        self.product += expected * grey;
    }

    /// −1 to 1; near 0 where there is no contrast worth the name.
    fn value(&self) -> f32 {
        if self.count < 2.0 {
            return 0.0;
        }
        let n = self.count;
        let covariance = self.product / n - self.expected * self.grey / (n * n);
        let expected = 1.0 - (self.expected / n).powi(2);
        let spread = (self.grey_squared / n - (self.grey / n).powi(2)).max(0.0) + 2.0;
        covariance / (expected * spread).sqrt()
    }
}

/// The correlations of one pose, each −1 to 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Score {
    /// Mean over the finder patterns.
    pub(crate) finders: f32,
    /// Mean over the two timing patterns.
    pub(crate) timing: f32,
    /// The last alignment pattern, if the symbol has one.
    pub(crate) alignment: Option<f32>,
}

impl Score {
    /// One number for all.
    pub(crate) fn total(&self) -> f32 {
        match self.alignment {
            Some(alignment) => (3.0 * self.finders + 2.0 * self.timing + alignment) / 6.0,
            None => (3.0 * self.finders + 2.0 * self.timing) / 5.0,
        }
    }
}

impl View<'_> {
    /// Scores `map`, which leads from modules to pixels of the frame.
    pub(crate) fn score(&self, size: usize, map: &Homography, meter: &mut Meter) -> Score {
        let map = &map.scaled(self.scale);
        meter.charge(217 + 2 * size);
        let (near, far) = (3, size as i32 - 4);
        let finders = [(near, near), (far, near), (near, far)]
            .map(|(x, y)| self.pattern(map, (x, y), 4, size as i32, finder_is_dark))
            .iter()
            .sum::<f32>()
            / 3.0;
        let alignment = has_alignment(size).then(|| {
            let at = size as i32 - 7;
            self.pattern(map, (at, at), 2, size as i32, alignment_is_dark)
        });
        Score { finders, timing: self.timing(map, size), alignment }
    }

    /// Scores the timing patterns alone, for telling sizes apart.
    pub(crate) fn score_timing(&self, size: usize, map: &Homography, meter: &mut Meter) -> f32 {
        meter.charge(2 * size);
        self.timing(&map.scaled(self.scale), size)
    }

    fn pattern(
        &self,
        map: &Homography,
        (x, y): (i32, i32),
        reach: i32,
        size: i32,
        is_dark: fn(i32, i32) -> bool,
    ) -> f32 {
        let mut sum = Correlation::default();
        for dy in -reach..=reach {
            for dx in -reach..=reach {
                if (0..size).contains(&(x + dx)) && (0..size).contains(&(y + dy)) {
                    sum.add(is_dark(dx, dy), self.module(map, x + dx, y + dy));
                }
            }
        }
        sum.value() * self.sign
    }

    fn timing(&self, map: &Homography, size: usize) -> f32 {
        let (mut across, mut down) = (Correlation::default(), Correlation::default());
        for i in 8..size as i32 - 8 {
            across.add(i % 2 == 0, self.module(map, i, 6));
            down.add(i % 2 == 0, self.module(map, 6, i));
        }
        (across.value() + down.value()) / 2.0 * self.sign
    }

    #[inline]
    fn module(&self, map: &Homography, x: i32, y: i32) -> f32 {
        between(&self.picture, map.apply(x as f32 + 0.5, y as f32 + 0.5))
    }

    /// Moves the four centres, as long as that helps, to where the patterns fit best.
    ///
    /// A fixed number of steps, so bounded; returns early when time runs out.
    pub(crate) fn refine(&self, pose: &mut Pose, module: f32, meter: &mut Meter) -> Option<Score> {
        let mut best = self.score(pose.size, &pose.map()?, meter);
        for step in STEPS {
            // The fourth first: it is a guess, the others have been seen.
            for corner in [2, 1, 3, 0] {
                for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                    if !meter.charge(1) {
                        return Some(best);
                    }
                    let mut moved = *pose;
                    moved.centres[corner].x += dx * step * module;
                    moved.centres[corner].y += dy * step * module;
                    let Some(map) = moved.map() else { continue };
                    let score = self.score(pose.size, &map, meter);
                    if score.total() > best.total() {
                        (*pose, best) = (moved, score);
                    }
                }
            }
        }
        Some(best)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::alignment;
    use crate::decoder::Budget;
    use crate::luma::LumaBuf;

    const SIZE: i32 = 25;
    const MODULE: i32 = 4;

    /// A pattern's middle module, its reach, and where it is dark.
    type Pattern = (i32, i32, i32, fn(i32, i32) -> bool);

    /// A version 2 symbol with nothing written in it, its top left at (20, 20), its lower right corner pulled out.
    fn picture() -> LumaBuf {
        let mut picture = LumaBuf::new();
        let pixels = picture.reset(140, 140);
        let map = truth().map().expect("a proper pose");
        pixels.fill(200);
        let patterns: [Pattern; 4] = [
            (3, 3, 3, finder_is_dark),
            (SIZE - 4, 3, 3, finder_is_dark),
            (3, SIZE - 4, 3, finder_is_dark),
            (SIZE - 7, SIZE - 7, 2, alignment_is_dark),
        ];
        let dark = |x: i32, y: i32| {
            patterns.iter().any(|(px, py, reach, is_dark)| {
                (x - px).abs() <= *reach && (y - py).abs() <= *reach && is_dark(x - px, y - py)
            }) || (x == 6 && y % 2 == 0 && (8..SIZE - 8).contains(&y))
                || (y == 6 && x % 2 == 0 && (8..SIZE - 8).contains(&x))
        };
        // Eight strokes to a module fill every pixel.
        for i in 0..SIZE * 8 {
            for j in 0..SIZE * 8 {
                if dark(i / 8, j / 8) {
                    let p = map.apply((i as f32 + 0.5) / 8.0, (j as f32 + 0.5) / 8.0);
                    pixels[p.y as usize * 140 + p.x as usize] = 40;
                }
            }
        }
        picture
    }

    fn truth() -> Pose {
        let at = |x: f32, y: f32| Point::new(20.0 + x * MODULE as f32, 20.0 + y * MODULE as f32);
        let (near, far) = (3.5, SIZE as f32 - 3.5);
        Pose {
            size: SIZE as usize,
            centres: [at(near, near), at(far, near), at(far + 2.0, far + 1.0), at(near, far)],
        }
    }

    fn meter() -> Meter {
        Meter::start(Budget::of(Duration::from_secs(3_600)))
    }

    #[test]
    fn the_true_pose_scores_high_and_a_wrong_one_low() {
        let picture = picture();
        let view = View { picture: picture.as_luma().expect("drawn"), scale: 1.0, sign: 1.0 };
        let score = |pose: Pose| view.score(pose.size, &pose.map().expect("proper"), &mut meter()).total();
        assert!(score(truth()) > 0.9);
        assert!(score(Pose { size: 33, ..truth() }) < 0.5);
        let negative = View { sign: -1.0, ..view };
        assert!(negative.score(25, &truth().map().expect("proper"), &mut meter()).total() < -0.9);
    }

    #[test]
    fn the_alignment_pattern_and_then_the_fit_find_the_fourth_corner() {
        let picture = picture();
        let view = View { picture: picture.as_luma().expect("drawn"), scale: 1.0, sign: 1.0 };
        let mut guess = truth();
        guess.centres[2] = guess.centres[1].along(guess.centres[0], guess.centres[3], 1.0);
        let [best, _] = alignment::search(&view, &guess, &mut meter());
        let (mut pose, likeness) = best.expect("it is there");
        assert!(likeness > 0.8);
        let score = view.refine(&mut pose, MODULE as f32, &mut meter()).expect("proper");
        assert!(score.total() > 0.9);
        assert!(pose.centres[2].distance(truth().centres[2]) < 0.5 * MODULE as f32);
    }
}
