//! From a fitted pose to a grid of bits.

use crate::fit::{Pose, View};
use crate::homography::Point;
use crate::meter::Meter;
use crate::plane::between;
use crate::symbol::{MAX_SIZE, finder_is_dark};

/// Modules to either side that make up a module's neighbourhood.
const REACH: usize = 5;

/// Offsets from a module's centre that are averaged, in modules: the centre alone.
pub(crate) const CENTRE: [(f32, f32); 1] = [(0.0, 0.0)];
/// The same for a mean over most of the module.
pub(crate) const SPREAD: [(f32, f32); 5] =
    [(0.0, 0.0), (-0.22, -0.1), (0.1, -0.22), (0.22, 0.1), (-0.1, 0.22)];

/// How grey becomes a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Compared with the mean of the neighbourhood.
    Plain,
    /// Sharpened first: what the neighbours spilled into a blurred module is taken out again.
    Sharpened,
    /// Compared with the middle between the neighbourhood's darkest and lightest.
    Midway,
}

/// The modules of one code, grey, then bits; keeps its memory.
#[derive(Default)]
pub(crate) struct Grid {
    size: usize,
    grey: Vec<f32>,
    work: Vec<f32>,
    table: Vec<f32>,
    bits: Vec<bool>,
}

impl Grid {
    /// Modules to a side.
    pub(crate) const fn size(&self) -> usize {
        self.size
    }

    /// The bits of the last [`Grid::read`], row by row; `true` is dark.
    pub(crate) fn bits(&self) -> &[bool] {
        &self.bits
    }

    /// The grey values of the last [`Grid::sample`], row by row; dark is low, whatever the code's colours.
    pub(crate) fn grey(&self) -> &[f32] {
        &self.grey
    }

    /// Samples every module at `spots`; `None` when the pose is no proper perspective.
    pub(crate) fn sample(
        &mut self,
        view: &View<'_>,
        pose: &Pose,
        spots: &[(f32, f32)],
        meter: &mut Meter,
    ) -> Option<()> {
        let size = pose.size.min(MAX_SIZE);
        let map = pose.map()?.scaled(view.scale);
        meter.charge(size * size * spots.len());
        self.size = size;
        self.grey.clear();
        for y in 0..size {
            for x in 0..size {
                let (u, v) = (x as f32 + 0.5, y as f32 + 0.5);
                let sum: f32 =
                    spots.iter().map(|(du, dv)| between(&view.picture, map.apply(u + du, v + dv))).sum();
                let grey = sum / spots.len() as f32;
                self.grey.push(if view.sign < 0.0 { 255.0 - grey } else { grey });
            }
        }
        Some(())
    }

    /// Turns the sampled grey into bits.
    pub(crate) fn read(&mut self, reading: Reading, meter: &mut Meter) {
        meter.charge(self.size * self.size * 4);
        self.work.clear();
        self.work.extend_from_slice(&self.grey);
        self.bits.clear();
        self.bits.resize(self.size * self.size, false);
        match reading {
            Reading::Plain => self.against_mean(),
            Reading::Sharpened => {
                self.sharpen();
                self.against_mean();
            }
            Reading::Midway => {
                meter.charge(self.size * self.size * 50);
                self.against_middle();
            }
        }
    }

    /// Whether the bits have the finder and timing patterns that every code has, but for some errors; what lacks them
    /// is not worth decoding, and might be corrected into something that nobody wrote.
    pub(crate) fn is_plausible(&self) -> bool {
        let far = self.size.saturating_sub(4);
        let bit = |x: usize, y: usize| self.bits.get(y * self.size + x).copied().unwrap_or(false);
        let offsets = || (-3_i32..=3).flat_map(|dy| (-3..=3).map(move |dx| (dx, dy)));
        let finders = [(3, 3), (far, 3), (3, far)]
            .iter()
            .flat_map(|at| offsets().map(move |by| (*at, by)))
            .filter(|((x, y), (dx, dy))| {
                let (x, y) = (x.saturating_add_signed(*dx as isize), y.saturating_add_signed(*dy as isize));
                bit(x, y) == finder_is_dark(*dx, *dy)
            })
            .count();
        let timing = 8..self.size.saturating_sub(8);
        let modules = 2 * timing.len();
        let right =
            timing.map(|i| usize::from(bit(i, 6) == (i % 2 == 0)) + usize::from(bit(6, i) == (i % 2 == 0)));
        finders * 10 >= 3 * 49 * 8 && right.sum::<usize>() * 10 >= modules * 7
    }

    fn around(&self, i: usize, reach: usize) -> std::ops::Range<usize> {
        i.saturating_sub(reach)..(i + reach + 1).min(self.size)
    }

    fn against_mean(&mut self) {
        let (size, row) = (self.size, self.size + 1);
        self.table.clear();
        self.table.resize(row * row, 0.0);
        for y in 0..size {
            let mut sum = 0.0;
            for x in 0..size {
                sum += self.work[y * size + x];
                self.table[(y + 1) * row + x + 1] = self.table[y * row + x + 1] + sum;
            }
        }
        for y in 0..size {
            for x in 0..size {
                let (h, v) = (self.around(x, REACH), self.around(y, REACH));
                let at = |x: usize, y: usize| self.table[y * row + x];
                let sum = at(h.end, v.end) + at(h.start, v.start) - at(h.start, v.end) - at(h.end, v.start);
                self.bits[y * size + x] = self.work[y * size + x] < sum / (h.len() * v.len()) as f32;
            }
        }
    }

    fn against_middle(&mut self) {
        for y in 0..self.size {
            for x in 0..self.size {
                let (mut least, mut most) = (f32::MAX, f32::MIN);
                for j in self.around(y, 3) {
                    for i in self.around(x, 3) {
                        let grey = self.work[j * self.size + i];
                        (least, most) = (least.min(grey), most.max(grey));
                    }
                }
                self.bits[y * self.size + x] = self.work[y * self.size + x] < (least + most) / 2.0;
            }
        }
    }

    /// Adds to each module what sets it apart from its four neighbours.
    fn sharpen(&mut self) {
        let at = |x: usize, y: usize| self.grey[y * self.size + x];
        let last = self.size - 1;
        for y in 0..self.size {
            for x in 0..self.size {
                let around = at(x.saturating_sub(1), y)
                    + at((x + 1).min(last), y)
                    + at(x, y.saturating_sub(1))
                    + at(x, (y + 1).min(last));
                self.work[y * self.size + x] = 2.0 * at(x, y) - around / 4.0;
            }
        }
    }
}

/// The symbol's outer corners in the frame.
pub(crate) fn corners(pose: &Pose) -> Option<[Point; 4]> {
    let map = pose.map()?;
    let far = pose.size as f32;
    Some([map.apply(0.0, 0.0), map.apply(far, 0.0), map.apply(far, far), map.apply(0.0, far)])
}
