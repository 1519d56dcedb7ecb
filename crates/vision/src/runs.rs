//! The 1:1:3:1:1 test of finder patterns, along rows and along any line through a point.

use crate::homography::Point;
use crate::threshold::Bitmap;

/// Whether five runs are a finder pattern's, outermost first; gives the width of a module.
///
/// Runs of one colour grow and the other's shrink when the threshold is off or ink has spread; the sum of two
/// neighbours does not. So pairs are held tightly to 2:4:4:2, single runs only loosely.
#[inline]
pub(crate) fn finder_module(runs: [f32; 5]) -> Option<f32> {
    let [a, b, c, d, e] = runs;
    let module = (a + b + c + d + e) / 7.0;
    let slack = 0.6 * module + 0.4;
    let fits = |pair: f32, modules: f32, slack: f32| (pair - modules * module).abs() <= slack;
    let single = |run: f32| run >= 0.2 * module && run <= 2.0 * module + 0.2;
    (fits(a + b, 2.0, slack)
        && fits(d + e, 2.0, slack)
        && fits(b + c, 4.0, slack * 1.3)
        && fits(c + d, 4.0, slack * 1.3)
        && (1.4 * module..=4.8 * module).contains(&c)
        && single(a)
        && single(b)
        && single(d)
        && single(e))
    .then_some(module)
}

/// A line through a finder pattern's centre.
pub(crate) struct Crossing {
    /// Width of a module along the line.
    pub(crate) module: f32,
    /// Distance from the point it was traced from to the outer edge, ahead and behind.
    pub(crate) ahead: f32,
    /// See `ahead`.
    pub(crate) behind: f32,
    /// Midway between the outer edges.
    pub(crate) middle: Point,
}

/// Traces the line through `at` in direction `way` and tests it; `reach` bounds the way to either side in pixels.
pub(crate) fn cross(map: &Bitmap, at: Point, way: Point, dark: u8, reach: f32) -> Option<Crossing> {
    let ahead = trace(map, at, way, dark, reach)?;
    let behind = trace(map, at, way.scaled(-1.0), dark, reach)?;
    let module = finder_module([
        behind[2] - behind[1],
        behind[1] - behind[0],
        behind[0] + ahead[0],
        ahead[1] - ahead[0],
        ahead[2] - ahead[1],
    ])?;
    let shift = (ahead[2] - behind[2]) / 2.0 / way.length();
    let middle = Point::new(at.x + way.x * shift, at.y + way.y * shift);
    Some(Crossing { module, ahead: ahead[2], behind: behind[2], middle })
}

/// Walks from inside the dark centre outwards and notes how far the centre, the light and the dark ring end.
fn trace(map: &Bitmap, from: Point, way: Point, dark: u8, reach: f32) -> Option<[f32; 3]> {
    let longer = way.x.abs().max(way.y.abs());
    let step = Point::new(way.x / longer, way.y / longer);
    let length = step.length();
    let level = step.x.abs() >= step.y.abs();
    let mut ends = [0.0; 3];
    let mut found = 0;
    let (mut x, mut y) = (from.x, from.y);
    for _ in 0..=(reach / length) as usize {
        let inside = x >= 0.0 && y >= 0.0 && (x as usize) < map.width && (y as usize) < map.height;
        if !inside {
            // A finder pattern at the very edge of the picture ends there.
            if found == 2 {
                ends[2] = edge_distance(from, Point::new(x, y), step, level) * length;
                return Some(ends);
            }
            return None;
        }
        let wanted = if found == 1 { 1 - dark } else { dark };
        if map.cells[y as usize * map.width + x as usize] != wanted {
            ends[found] = edge_distance(from, Point::new(x, y), step, level) * length;
            found += 1;
            if found == 3 {
                return Some(ends);
            }
        }
        x += step.x;
        y += step.y;
    }
    None
}

/// How far along the main axis the pixel under `at` begins, seen from `from`.
fn edge_distance(from: Point, at: Point, step: Point, level: bool) -> f32 {
    let (start, here, sign) = if level { (from.x, at.x, step.x) } else { (from.y, at.y, step.y) };
    let edge = if sign > 0.0 { here.floor() } else { here.floor() + 1.0 };
    (edge - start).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratio_is_recognised_with_spread_ink_but_not_in_stripes() {
        let check =
            |runs: [f32; 5], expected: bool| assert_eq!(finder_module(runs).is_some(), expected, "{runs:?}");
        check([4.0, 4.0, 12.0, 4.0, 4.0], true);
        check([6.0, 2.0, 14.0, 2.0, 6.0], true);
        check([2.0, 6.0, 10.0, 6.0, 2.0], true);
        check([1.0, 1.0, 3.0, 1.0, 1.0], true);
        check([4.0, 4.0, 4.0, 4.0, 4.0], false);
        check([4.0, 4.0, 30.0, 4.0, 4.0], false);
        check([12.0, 4.0, 12.0, 4.0, 12.0], false);
    }

    #[test]
    fn every_line_through_a_finder_crosses_it() {
        let ring = |x: usize, y: usize| (x / 4).abs_diff(5).max((y / 4).abs_diff(5));
        let dark = |i: usize| matches!(ring(i % 44, i / 44), 0 | 1 | 3);
        let map = Bitmap { width: 44, height: 44, cells: (0..44 * 44).map(|i| u8::from(dark(i))).collect() };
        for degrees in (0_u8..180).step_by(10) {
            let (y, x) = f32::from(degrees).to_radians().sin_cos();
            let line = cross(&map, Point::new(22.4, 21.7), Point::new(x, y), 1, 60.0).expect("crosses");
            assert!(line.middle.distance(Point::new(22.0, 22.0)) < 1.2, "{degrees}°");
        }
    }
}
