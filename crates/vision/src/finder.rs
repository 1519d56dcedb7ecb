//! Finder patterns: the three concentric squares of every code.
//!
//! Rows are searched for the ratio 1:1:3:1:1; what passes is crossed downwards and across, gathered, and at last
//! crossed along eight lines. A square seen at a slant passes them all, because lines through its centre cross it in
//! one ratio whatever their direction.

use crate::homography::Point;
use crate::meter::Meter;
use crate::runs::{cross, finder_module};
use crate::threshold::Bitmap;

/// Most places that are kept while rows are searched.
const MAX_PLACES: usize = 384;
/// Most row hits of one picture that are followed up; a picture with more is a pattern, not a code.
const MAX_CROSSINGS: usize = 20_000;
/// Lines along which a place is examined, half a turn in all.
const LINES: usize = 8;
/// Lines that must cross in the ratio.
const MIN_LINES: usize = 5;

/// A finder pattern, in pixels of the frame.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finder {
    pub(crate) centre: Point,
    /// Side of a module, as far as one number can say it of a slanted square.
    pub(crate) module: f32,
    /// Rows that showed it.
    pub(crate) hits: u32,
    /// Lines, of eight, that crossed it in the ratio.
    pub(crate) lines: usize,
    /// Light on dark.
    pub(crate) inverted: bool,
}

/// Searches rows for finder patterns and keeps the scratch memory.
#[derive(Default)]
pub(crate) struct FinderSearch {
    edges: Vec<u32>,
    places: Vec<Finder>,
}

impl FinderSearch {
    /// Writes the finder patterns of `map` to `out`, the surest first; `scale` turns its pixels into the frame's.
    ///
    /// Stops early, with what it has, when time runs out or when there are suspiciously many.
    pub(crate) fn run(
        &mut self,
        map: &Bitmap,
        scale: f32,
        inverted: bool,
        out: &mut Vec<Finder>,
        meter: &mut Meter,
    ) {
        out.clear();
        self.places.clear();
        let dark = u8::from(!inverted);
        let mut crossings = 0;
        for y in 0..map.height {
            if !meter.charge(map.width) || crossings > MAX_CROSSINGS {
                break;
            }
            self.note_edges(map.row(y));
            let first = usize::from(map.row(y)[0] != dark);
            for i in (first..self.edges.len().saturating_sub(5)).step_by(2) {
                let e = &self.edges[i..i + 6];
                let run = |k: usize| e[k + 1] - e[k];
                // The centre is the longest run, near to three of seven modules; most windows fall here.
                let (centre, all) = (run(2), e[5] - e[0]);
                if centre <= run(1).max(run(3)) || 5 * centre < all || 7 * centre > 5 * all {
                    continue;
                }
                let run = |k: usize| run(k) as f32;
                let Some(module) = finder_module([run(0), run(1), run(2), run(3), run(4)]) else { continue };
                let at = Point::new((e[2] + e[3]) as f32 / 2.0, y as f32 + 0.5);
                crossings += 1;
                if !meter.charge(16 + self.places.len() / 4) {
                    break;
                }
                self.note_place(map, at, module, dark, meter);
            }
        }
        for place in &self.places {
            if !meter.charge(64) {
                break;
            }
            if let Some(finder) = examine(map, place, dark, meter) {
                let centre = finder.centre.scaled(scale);
                out.push(Finder { centre, module: finder.module * scale, inverted, ..finder });
            }
        }
        merge(out);
        out.sort_by_key(|f| std::cmp::Reverse((f.lines, f.hits)));
    }

    /// Where the row changes colour, both ends included.
    fn note_edges(&mut self, row: &[u8]) {
        self.edges.clear();
        self.edges.push(0);
        // Cells are 0 or 1, so eight of them and their right neighbours differ in one bit for each edge.
        let eights = row.chunks_exact(8).zip(row[1..].chunks_exact(8));
        let done = 8 * eights.len();
        for (place, (here, right)) in eights.enumerate() {
            let mut differ = eight(here) ^ eight(right);
            while differ != 0 {
                self.edges.push((8 * place + differ.trailing_zeros() as usize / 8) as u32 + 1);
                differ &= differ - 1;
            }
        }
        for (x, two) in row.windows(2).enumerate().skip(done) {
            if two[0] != two[1] {
                self.edges.push(x as u32 + 1);
            }
        }
        self.edges.push(row.len() as u32);
    }

    /// Adds a row hit to the place it belongs to, or, if it can be crossed, makes it a new place.
    fn note_place(&mut self, map: &Bitmap, at: Point, module: f32, dark: u8, meter: &mut Meter) {
        let known = self.places.iter_mut().find(|p| {
            (p.centre.x - at.x).abs() < 1.5 * p.module
                && (p.centre.y - at.y).abs() < 2.0 * p.module
                && module < 1.6 * p.module
                && p.module < 1.6 * module
        });
        if let Some(place) = known {
            place.hits += 1;
            return;
        }
        if self.places.len() == MAX_PLACES {
            return;
        }
        let reach = 8.0 * module + 2.0;
        meter.charge(reach as usize);
        let Some(down) = cross(map, at, Point::new(0.0, 1.0), dark, reach) else { return };
        if down.module > 2.2 * module || module > 2.2 * down.module {
            return;
        }
        let Some(across) = cross(map, down.middle, Point::new(1.0, 0.0), dark, reach) else { return };
        let module = (across.module * down.module).sqrt();
        let centre = Point::new(across.middle.x, down.middle.y);
        self.places.push(Finder { centre, module, hits: 1, lines: 0, inverted: false });
    }
}

/// Eight cells as one number, the first lowest.
fn eight(cells: &[u8]) -> u64 {
    cells.try_into().map_or(0, u64::from_le_bytes)
}

/// Crosses a place along all lines; gives its better centre and its module by the area inside its outline.
fn examine(map: &Bitmap, place: &Finder, dark: u8, meter: &mut Meter) -> Option<Finder> {
    let mut radii = [None; 2 * LINES];
    let (mut x, mut y, mut lines) = (0.0, 0.0, 0);
    for k in 0..LINES {
        let (sin, cos) = (k as f32 * std::f32::consts::PI / LINES as f32).sin_cos();
        meter.charge(8 * place.module as usize);
        let Some(line) = cross(map, place.centre, Point::new(cos, sin), dark, 9.0 * place.module + 2.0)
        else {
            continue;
        };
        (x, y, lines) = (x + line.middle.x, y + line.middle.y, lines + 1);
        radii[k] = Some(line.ahead);
        radii[k + LINES] = Some(line.behind);
    }
    if lines < MIN_LINES {
        return None;
    }
    let centre = Point::new(x / lines as f32, y / lines as f32);
    // The mean of r² is the area over π, whatever the shape.
    let squares: f32 = radii.iter().flatten().map(|r| r * r).sum();
    let module = (squares / (2 * lines) as f32 * std::f32::consts::PI).sqrt() / 7.0;
    Some(Finder { centre, module, lines, ..*place })
}

/// Joins places that turned out to be one.
fn merge(finders: &mut Vec<Finder>) {
    let mut kept = 0;
    for i in 0..finders.len() {
        let f = finders[i];
        match finders[..kept].iter_mut().find(|k| k.centre.distance(f.centre) < 2.0 * k.module.max(f.module))
        {
            Some(k) => {
                let hits = k.hits + f.hits;
                if f.lines > k.lines {
                    *k = f;
                }
                k.hits = hits;
            }
            None => {
                finders[kept] = f;
                kept += 1;
            }
        }
    }
    finders.truncate(kept);
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::decoder::Budget;
    use crate::symbol::finder_is_dark;

    fn found(
        width: usize,
        height: usize,
        inverted: bool,
        dark: impl Fn(usize, usize) -> bool,
    ) -> Vec<Finder> {
        let cells = (0..width * height).map(|i| u8::from(dark(i % width, i / width) != inverted)).collect();
        let mut out = Vec::new();
        let mut meter = Meter::start(Budget::of(Duration::from_secs(3_600)));
        FinderSearch::default().run(&Bitmap { width, height, cells }, 2.0, inverted, &mut out, &mut meter);
        out
    }

    fn two_finders(x: usize, y: usize) -> bool {
        let at = |left: usize, top: usize, module: usize| {
            let inside = (left..left + 7 * module).contains(&x) && (top..top + 7 * module).contains(&y);
            let cell = |v: usize, from: usize| (v.wrapping_sub(from) / module) as i32 - 3;
            inside && finder_is_dark(cell(x, left), cell(y, top))
        };
        at(10, 12, 3) || at(60, 20, 5)
    }

    #[test]
    fn finders_are_found_with_their_module_in_either_polarity() {
        for inverted in [false, true] {
            let mut found = found(120, 80, inverted, two_finders);
            found.sort_by(|a, b| a.centre.x.total_cmp(&b.centre.x));
            assert_eq!(found.len(), 2);
            for (finder, centre, module) in [(found[0], (41.0, 45.0), 6.0), (found[1], (155.0, 75.0), 10.0)] {
                assert!(finder.centre.distance(Point::new(centre.0, centre.1)) < 1.0, "{finder:?}");
                assert!((finder.module - module).abs() < 0.1 * module, "{finder:?}");
                assert_eq!(finder.lines, LINES);
            }
        }
    }

    #[test]
    fn bars_are_no_finders() {
        let runs = [1, 1, 3, 1, 1, 4];
        let bar = |x: usize| {
            let mut at = x / 3 % 11;
            runs.iter().position(|r| at.checked_sub(*r).map(|rest| at = rest).is_none()).unwrap_or(5) % 2 == 0
        };
        assert!(found(120, 80, false, |x, _| bar(x)).is_empty());
        assert!(found(120, 80, false, |_, y| bar(y)).is_empty());
    }
}
