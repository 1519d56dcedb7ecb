//! Why a code that seems to be there was not read.

use crate::decoder::Hint;
use crate::finder::Finder;
use crate::homography::Point;
use crate::luma::Luma;
use crate::plane::between;
use crate::sample::Grid;
use crate::symbol::finder_is_dark;

/// Lines of eight that must have crossed a finder pattern before it counts as seen.
const SURE_LINES: usize = 7;
/// Rows that must have shown it: noise looks like a finder pattern in one or two.
const SURE_HITS: u32 = 3;

/// How far a finder pattern's dark and light must lie apart, in standard deviations of either.
const MIN_CLARITY: f32 = 1.5;
/// Blurred is what keeps less than this share of its contrast across one module.
const MIN_SHARPNESS: f32 = 0.78;

/// Whether a finder pattern is one beyond reasonable doubt.
pub(crate) const fn is_sure(finder: &Finder) -> bool {
    finder.lines >= SURE_LINES && finder.hits >= SURE_HITS
}

/// What was noticed on the way to reading nothing.
#[derive(Default)]
pub(crate) struct Evidence {
    finder: Option<Finder>,
    /// Surest number of finder patterns of one stage.
    finders: usize,
    /// The best score of a pose that could not be decoded.
    score: f32,
    /// The share of modules known to be dark that were washed out in that pose.
    washed_out: f32,
}

impl Evidence {
    /// Notes the finder patterns of one look, the surest first; `offset` leads from its picture into the frame.
    pub(crate) fn note_finders(&mut self, finders: &[Finder], offset: Point) {
        let sure = || finders.iter().filter(|f| is_sure(f));
        self.finders = self.finders.max(sure().count());
        if let Some(best) = sure().next()
            && self.finder.is_none_or(|f| (best.lines, best.hits) > (f.lines, f.hits))
        {
            self.finder = Some(Finder { centre: best.centre.moved(offset), ..*best });
        }
    }

    /// Whether anything was seen that is surely a code's.
    pub(crate) const fn saw_finder(&self) -> bool {
        self.finder.is_some()
    }

    /// Notes a grid that fitted with `score` and could not be decoded.
    pub(crate) fn note_grid(&mut self, grid: &Grid, score: f32) {
        if score <= self.score {
            return;
        }
        self.score = score;
        let size = grid.size();
        let far = size as i32 - 4;
        let (mut dark, mut bright) = (0_u16, 0_u16);
        for (x, y) in [(3, 3), (far, 3), (3, far)] {
            for (dx, dy) in (-3..=3).flat_map(|dy| (-3..=3).map(move |dx| (dx, dy))) {
                if finder_is_dark(dx, dy) {
                    dark += 1;
                    let grey = grid.grey().get((y + dy) as usize * size + (x + dx) as usize);
                    bright += u16::from(grey.is_some_and(|g| *g >= 215.0));
                }
            }
        }
        self.washed_out = f32::from(bright) / f32::from(dark.max(1));
    }

    /// The likeliest reason, if a finder pattern was seen at all.
    pub(crate) fn judge(&self, frame: &Luma<'_>) -> Option<Hint> {
        let finder = self.finder?;
        let looks = Looks::of(frame, &finder);
        if looks.ring - looks.dark < MIN_CLARITY * looks.grain {
            return None;
        }
        let side = 7.0 * finder.module;
        let shorter = frame.width().min(frame.height()) as f32;
        if looks.light < 55.0 || looks.light - looks.dark < 18.0 {
            Some(Hint::TooDark)
        } else if side > 0.3 * shorter || (self.finders < 3 && side > 0.15 * shorter) {
            Some(Hint::TooClose)
        } else if finder.module < 1.9 {
            Some(Hint::TooFar)
        } else if self.washed_out > 0.08 || looks.washed_out {
            Some(Hint::Glare)
        } else if looks.ring - looks.dark < MIN_SHARPNESS * (looks.light - looks.dark) {
            Some(Hint::Blurred)
        } else {
            None
        }
    }
}

/// The grey in and around a finder pattern, dark low.
struct Looks {
    /// Of the middle.
    dark: f32,
    /// Of the light ring inside.
    ring: f32,
    /// The standard deviation of either.
    grain: f32,
    /// Of the light around.
    light: f32,
    /// Whether somewhere around it is white that is whiter than the code's own.
    washed_out: bool,
}

impl Looks {
    fn of(frame: &Luma<'_>, finder: &Finder) -> Self {
        let at = |radius: f32, k: u8| {
            let (sin, cos) = (f32::from(k) * std::f32::consts::TAU / 24.0).sin_cos();
            let r = radius * finder.module;
            let grey = between(frame, Point::new(finder.centre.x + r * cos, finder.centre.y + r * sin));
            if finder.inverted { 255.0 - grey } else { grey }
        };
        let mean = |radius: f32| (0..24).map(|k| at(radius, k)).sum::<f32>() / 24.0;
        let variance =
            |radius: f32, mean: f32| (0..24).map(|k| (at(radius, k) - mean).powi(2)).sum::<f32>() / 24.0;
        // At 2.2 modules a circle stays inside the light ring however the pattern is turned.
        let (dark, ring) = (mean(0.5), mean(2.2));
        let grain = ((variance(0.5, dark) + variance(2.2, ring)) / 2.0).sqrt();
        let mut around: Vec<f32> = [4.2, 5.0].iter().flat_map(|r| (0..24).map(|k| at(*r, k))).collect();
        around.sort_by(f32::total_cmp);
        let light = around[around.len() * 3 / 4];
        let burnt = [8.0, 11.0, 14.0, 18.0, 22.0, 26.0]
            .iter()
            .flat_map(|r| (0..24).map(|k| at(*r, k)))
            .filter(|g| *g >= 250.0)
            .count();
        Self { dark, ring, grain, light, washed_out: light < 225.0 && burnt >= 20 }
    }
}
