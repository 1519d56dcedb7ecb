//! Where in the frame a code could be at all: patches that are rough in both directions.
//!
//! The edge of a wall or of a sheet is a line of blocks with contrast; a code is an area of them. Costly looks are
//! taken at such areas only, so that a frame costs what there is to see in it, and an empty hall next to nothing.

use crate::homography::Point;
use crate::threshold::BLOCK;

/// Regions of one frame at most; the largest.
const MAX_REGIONS: usize = 4;
/// Least contrast of a rough block.
const LEAST_CONTRAST: u8 = 11;
/// A smooth hall's contrast is grain; where more than this is found everywhere, the whole frame counts as rough.
const MOST_GRAIN: u8 = 20;
/// Rough blocks, of nine, around the middle of a patch.
const CROWD: u8 = 6;
/// Blocks added around a patch: the finder patterns at its corners and the quiet zone.
const MARGIN: usize = 3;

/// A rectangle in pixels of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Region {
    /// Whether `point` lies in it.
    pub(crate) fn holds(&self, point: Point) -> bool {
        let (x, y) = (self.x as f32, self.y as f32);
        (x..x + self.width as f32).contains(&point.x) && (y..y + self.height as f32).contains(&point.y)
    }

    const fn area(&self) -> usize {
        self.width * self.height
    }

    const fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn join(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let low = (self.y + self.height).max(other.y + other.height);
        Self { x, y, width: right - x, height: low - y }
    }
}

/// Finds regions and keeps the scratch memory.
#[derive(Default)]
pub(crate) struct Regions {
    rough: Vec<bool>,
    open: Vec<usize>,
    patches: Vec<bool>,
    found: Vec<Region>,
}

impl Regions {
    /// The regions of a picture whose blocks, `across` to a row, have these contrasts, the largest first; a pixel of
    /// the picture covers `shrunk` pixels of the frame each way.
    pub(crate) fn find(&mut self, contrasts: &[u8], across: usize, shrunk: usize) -> &[Region] {
        let down = contrasts.len() / across.max(1);
        let least = LEAST_CONTRAST.max(grain(contrasts).min(MOST_GRAIN) / 2 * 3);
        self.rough.clear();
        self.rough.extend(contrasts.iter().map(|c| *c >= least));
        self.mark_patches(across, down);
        self.found.clear();
        for start in 0..self.patches.len() {
            if self.patches[start] {
                let patch = self.take_patch(start, across, down);
                self.add(grown(patch, across, down));
            }
        }
        self.found.sort_by_key(|region| std::cmp::Reverse(region.area()));
        self.found.truncate(MAX_REGIONS);
        for region in &mut self.found {
            let side = BLOCK * shrunk;
            *region = Region {
                x: region.x * side,
                y: region.y * side,
                width: region.width * side,
                height: region.height * side,
            };
        }
        &self.found
    }

    /// Marks the blocks that have enough rough ones around them.
    fn mark_patches(&mut self, across: usize, down: usize) {
        self.patches.clear();
        self.patches.resize(across * down, false);
        for y in 0..down {
            for x in 0..across {
                let columns = x.saturating_sub(1)..(x + 2).min(across);
                let crowd = (y.saturating_sub(1)..(y + 2).min(down))
                    .flat_map(|v| &self.rough[v * across + columns.start..v * across + columns.end])
                    .filter(|rough| **rough)
                    .count();
                self.patches[y * across + x] = crowd >= usize::from(CROWD);
            }
        }
    }

    /// The rectangle of blocks around the patch that `start` is part of; unmarks it.
    fn take_patch(&mut self, start: usize, across: usize, down: usize) -> Region {
        let mut patch = Region { x: start % across, y: start / across, width: 1, height: 1 };
        self.open.clear();
        self.open.push(start);
        self.patches[start] = false;
        while let Some(at) = self.open.pop() {
            let (x, y) = (at % across, at / across);
            patch = patch.join(&Region { x, y, width: 1, height: 1 });
            let beside = [
                (x > 0).then(|| at - 1),
                (x + 1 < across).then_some(at + 1),
                (y > 0).then(|| at - across),
                (y + 1 < down).then_some(at + across),
            ];
            for next in beside.into_iter().flatten() {
                if std::mem::take(&mut self.patches[next]) {
                    self.open.push(next);
                }
            }
        }
        patch
    }

    /// Adds a region; those that meet become one.
    fn add(&mut self, mut region: Region) {
        while let Some(place) = self.found.iter().position(|other| other.meets(&region)) {
            region = region.join(&self.found.swap_remove(place));
        }
        self.found.push(region);
    }
}

/// The contrast that a third of the blocks stay below: grain, where the frame is smooth for the most part.
fn grain(contrasts: &[u8]) -> u8 {
    let mut counts = [0_usize; 256];
    for contrast in contrasts {
        counts[usize::from(*contrast)] += 1;
    }
    let mut below = 0;
    let reached = counts.iter().position(|count| {
        below += count;
        below * 3 > contrasts.len()
    });
    reached.map_or(0, |contrast| contrast as u8)
}

fn grown(patch: Region, across: usize, down: usize) -> Region {
    let (x, y) = (patch.x.saturating_sub(MARGIN), patch.y.saturating_sub(MARGIN));
    let (right, low) = (patch.x + patch.width + MARGIN, patch.y + patch.height + MARGIN);
    Region { x, y, width: right.min(across) - x, height: low.min(down) - y }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACROSS: usize = 40;

    fn found(rough: impl Fn(usize, usize) -> bool) -> Vec<Region> {
        let contrasts: Vec<u8> =
            (0..ACROSS * 30).map(|i| if rough(i % ACROSS, i / ACROSS) { 90 } else { 4 }).collect();
        Regions::default().find(&contrasts, ACROSS, 2).to_vec()
    }

    #[test]
    fn a_patch_is_found_with_a_margin_and_edges_are_not() {
        let regions = found(|x, y| (10..16).contains(&x) && (8..14).contains(&y) || x == 30 || y == 25);
        assert_eq!(regions, [Region { x: 7 * 16, y: 5 * 16, width: 12 * 16, height: 12 * 16 }]);
    }

    #[test]
    fn a_frame_of_noise_is_one_region() {
        assert_eq!(found(|_, _| true), [Region { x: 0, y: 0, width: 640, height: 480 }]);
    }

    #[test]
    fn patches_whose_margins_meet_are_one_region() {
        let regions = found(|x, y| ((5..10).contains(&x) || (14..19).contains(&x)) && (5..10).contains(&y));
        assert_eq!(regions.len(), 1);
    }
}
