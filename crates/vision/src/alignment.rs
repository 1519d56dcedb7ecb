//! The last alignment pattern: searched for around where it should be.
//!
//! Bounded by construction: a square of at most [`MAX_STEPS`] half modules to each side.

use crate::fit::{Pose, View};
use crate::homography::{Homography, Point};
use crate::meter::Meter;
use crate::plane::between;
use crate::symbol::{ALIGNMENT_CENTRE, FINDER_CENTRE, alignment_is_dark};

/// Half modules to each side that are searched at most.
const MAX_STEPS: usize = 14;
/// Half modules from the centre of an alignment pattern to the centre of its outermost modules.
const MARGIN: usize = 4;
/// Samples to a side of the largest neighbourhood.
const SIDE: usize = 2 * (MAX_STEPS + MARGIN) + 1;

/// Places returned.
pub(crate) const PLACES: usize = 2;

/// The places around the one `pose` predicts that look most like an alignment pattern, each as a pose that puts it
/// there, together with how well it fits (−1 to 1).
pub(crate) fn search(view: &View<'_>, pose: &Pose, meter: &mut Meter) -> [Option<(Pose, f32)>; PLACES] {
    let mut found = [None; PLACES];
    let Some(map) = pose.map() else { return found };
    let size = pose.size as f32;
    let at = size - ALIGNMENT_CENTRE;
    // The map is all but affine around one spot, so its slopes there will do.
    let centre = map.apply(at, at);
    let (right, down) = (map.apply(at + 1.0, at), map.apply(at, at + 1.0));
    let place = |u: f32, v: f32| centre.along(centre, right, u).along(centre, down, v);
    let steps = ((2.5 + 0.08 * size) * 2.0).min(MAX_STEPS as f32) as usize;
    let Some(lattice) = Lattice::sample(view, steps, place, meter) else { return found };
    let mut best: [Option<(Point, f32)>; PLACES] = [None; PLACES];
    for j in 0..=2 * steps {
        for i in 0..=2 * steps {
            let offset = Point::new(lattice.offset(i), lattice.offset(j));
            // Near what is expected wins over far, other things being equal.
            let likeness = view.sign * lattice.likeness(i, j) - 0.01 * offset.length();
            note(&mut best, offset, likeness);
        }
    }
    for (slot, (offset, likeness)) in found.iter_mut().zip(best.into_iter().flatten()) {
        *slot = moved(pose, place(offset.x, offset.y)).map(|pose| (pose, likeness));
    }
    found
}

/// Keeps the best places that are not neighbours.
fn note(best: &mut [Option<(Point, f32)>; PLACES], at: Point, likeness: f32) {
    if likeness < 0.45 {
        return;
    }
    if let Some(near) = best.iter_mut().flatten().find(|(p, _)| p.distance(at) < 1.6) {
        if likeness > near.1 {
            *near = (at, likeness);
        }
    } else if let Some(free) = best.iter_mut().find(|b| b.is_none_or(|(_, l)| l < likeness)) {
        *free = Some((at, likeness));
    }
}

/// The neighbourhood sampled once, every half module: the patterns at all places share these samples.
struct Lattice {
    steps: usize,
    grey: [[f32; SIDE]; SIDE],
}

impl Lattice {
    fn sample(
        view: &View<'_>,
        steps: usize,
        place: impl Fn(f32, f32) -> Point,
        meter: &mut Meter,
    ) -> Option<Self> {
        let mut lattice = Self { steps, grey: [[0.0; SIDE]; SIDE] };
        let side = 2 * (steps + MARGIN) + 1;
        // The looking that follows is cheaper than the sampling by about as much as there is more of it.
        if !meter.charge(2 * side * side) {
            return None;
        }
        for j in 0..side {
            for i in 0..side {
                let (u, v) = (i as f32 - (steps + MARGIN) as f32, j as f32 - (steps + MARGIN) as f32);
                lattice.grey[j][i] = between(&view.picture, place(u / 2.0, v / 2.0).scaled(view.scale));
            }
        }
        Some(lattice)
    }

    /// Modules between place `i` and the middle.
    fn offset(&self, i: usize) -> f32 {
        (i as f32 - self.steps as f32) / 2.0
    }

    /// The correlation with an alignment pattern around place (`i`, `j`).
    fn likeness(&self, i: usize, j: usize) -> f32 {
        let (mut dark, mut light, mut squares) = (0.0, 0.0, 0.0);
        for y in 0..5 {
            for x in 0..5 {
                let grey = self.grey[j + 2 * y][i + 2 * x];
                squares += grey * grey;
                if alignment_is_dark(x as i32 - 2, y as i32 - 2) { dark += grey } else { light += grey }
            }
        }
        let mean = (dark + light) / 25.0;
        let spread = (squares / 25.0 - mean * mean).max(0.0) + 2.0;
        // 17 dark modules and 8 light ones.
        (light / 8.0 - dark / 17.0) * (17.0_f32 * 8.0).sqrt() / 25.0 / spread.sqrt()
    }
}

/// `pose` with the alignment pattern at `at`.
fn moved(pose: &Pose, at: Point) -> Option<Pose> {
    let size = pose.size as f32;
    let (near, far, inner) = (FINDER_CENTRE, size - FINDER_CENTRE, size - ALIGNMENT_CENTRE);
    let [a, b, _, d] = pose.centres;
    let from =
        [Point::new(near, near), Point::new(far, near), Point::new(inner, inner), Point::new(near, far)];
    let map = Homography::between(&from, &[a, b, at, d])?;
    Some(Pose { size: pose.size, centres: [a, b, map.apply(far, far), d] })
}
