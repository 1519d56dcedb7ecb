//! Dark or light: each pixel compared with its neighbourhood.
//!
//! The picture is cut into blocks of 8×8. Blocks with contrast say what lies midway between dark and light; a pixel's
//! threshold is the mean of what the blocks around its own say. Flat blocks have no say, so the inside of a large
//! dark module takes the threshold of its edges.

use crate::luma::Luma;
use crate::meter::Meter;

pub(crate) const BLOCK: usize = 8;

/// A picture of two values: 1 dark, 0 light, packed.
#[derive(Default)]
pub(crate) struct Bitmap {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) cells: Vec<u8>,
}

impl Bitmap {
    /// The cells of row `y`.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        &self.cells[y * self.width..(y + 1) * self.width]
    }
}

/// How the neighbourhood is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Blocks to either side whose say counts; `None` for the whole picture.
    pub(crate) reach: Option<usize>,
    /// Least difference between the darkest and the lightest pixel of a block that counts as contrast.
    pub(crate) contrast: u8,
}

/// The scratch memory of [`Thresholder::run`].
#[derive(Default)]
pub(crate) struct Thresholder {
    /// Of the eight pixels below each other in a band, column by column.
    least: Vec<u8>,
    most: Vec<u8>,
    sum: Vec<u16>,
    contrasts: Vec<u8>,
    /// Running sums over blocks of (midway grey, blocks counted), one row and column of zeros first.
    table: Vec<(u32, u32)>,
    row: Vec<u8>,
}

impl Thresholder {
    /// The difference between the lightest and the darkest pixel of each block of the last picture, row by row.
    pub(crate) fn contrasts(&self) -> &[u8] {
        &self.contrasts
    }

    /// Writes which pixels of `picture` are dark to `out`; `false` when time ran out midway.
    pub(crate) fn run(
        &mut self,
        picture: &Luma<'_>,
        rule: Rule,
        out: &mut Bitmap,
        meter: &mut Meter,
    ) -> bool {
        let (width, height) = (picture.width(), picture.height());
        let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        if !self.survey(picture, rule.contrast, across, down, meter) {
            return false;
        }
        (out.width, out.height) = (width, height);
        out.cells.resize(width * height, 0);
        let whole = self.mean((0, 0), (across, down), across).unwrap_or(128);
        self.row.resize(width, 0);
        for band in 0..down {
            if !meter.charge(width * BLOCK) {
                return false;
            }
            for (block, thresholds) in self.row.chunks_mut(BLOCK).enumerate() {
                let threshold = rule.reach.and_then(|reach| {
                    let from = (block.saturating_sub(reach), band.saturating_sub(reach));
                    let to = ((block + reach + 1).min(across), (band + reach + 1).min(down));
                    mean(&self.table, from, to, across)
                });
                thresholds.fill(threshold.unwrap_or(whole));
            }
            for y in band * BLOCK..((band + 1) * BLOCK).min(height) {
                let cells = &mut out.cells[y * width..(y + 1) * width];
                for ((cell, grey), threshold) in cells.iter_mut().zip(picture.row(y)).zip(&self.row) {
                    *cell = u8::from(grey < threshold);
                }
            }
        }
        true
    }

    /// Looks at every block and fills the table.
    fn survey(
        &mut self,
        picture: &Luma<'_>,
        contrast: u8,
        across: usize,
        down: usize,
        meter: &mut Meter,
    ) -> bool {
        self.table.clear();
        self.table.resize((across + 1) * (down + 1), (0, 0));
        self.contrasts.clear();
        for band in 0..down {
            if !meter.charge(picture.width() * BLOCK) {
                return false;
            }
            let rows = band * BLOCK..((band + 1) * BLOCK).min(picture.height());
            let tall = rows.len();
            self.sum_up_columns(picture, rows);
            let mut running = (0, 0);
            let columns = self.least.chunks(BLOCK).zip(self.most.chunks(BLOCK)).zip(self.sum.chunks(BLOCK));
            for (block, ((least, most), sum)) in columns.enumerate() {
                let least = least.iter().fold(u8::MAX, |a, b| a.min(*b));
                let most = most.iter().fold(0, |a: u8, b| a.max(*b));
                self.contrasts.push(most - least);
                if most - least >= contrast {
                    let pixels = (sum.len() * tall) as u32;
                    let mean = sum.iter().map(|s| u32::from(*s)).sum::<u32>() / pixels;
                    let middle = (u32::from(least) + u32::from(most)) / 2;
                    running = (running.0 + (mean + middle) / 2, running.1 + 1);
                }
                let above = self.table[band * (across + 1) + block + 1];
                self.table[(band + 1) * (across + 1) + block + 1] =
                    (above.0 + running.0, above.1 + running.1);
            }
        }
        true
    }

    /// Least, most and sum of each column of `rows`; whole rows at a time, which the compiler turns into vectors.
    fn sum_up_columns(&mut self, picture: &Luma<'_>, rows: std::ops::Range<usize>) {
        let first = picture.row(rows.start);
        self.least.clear();
        self.least.extend_from_slice(first);
        self.most.clear();
        self.most.extend_from_slice(first);
        self.sum.clear();
        self.sum.extend(first.iter().map(|grey| u16::from(*grey)));
        for y in rows.skip(1) {
            let columns = self.least.iter_mut().zip(&mut self.most).zip(&mut self.sum);
            for (((least, most), sum), grey) in columns.zip(picture.row(y)) {
                *least = (*least).min(*grey);
                *most = (*most).max(*grey);
                *sum += u16::from(*grey);
            }
        }
    }

    fn mean(&self, from: (usize, usize), to: (usize, usize), across: usize) -> Option<u8> {
        mean(&self.table, from, to, across)
    }
}

/// What the blocks `from`..`to` say together; nothing when none of them has contrast.
fn mean(table: &[(u32, u32)], from: (usize, usize), to: (usize, usize), across: usize) -> Option<u8> {
    let at = |(x, y): (usize, usize)| table[y * (across + 1) + x];
    let (a, b, c, d) = (at(from), at((to.0, from.1)), at((from.0, to.1)), at(to));
    let (sum, count) = (d.0 + a.0 - b.0 - c.0, d.1 + a.1 - b.1 - c.1);
    (count > 0).then(|| (sum / count) as u8)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::decoder::Budget;

    const RULE: Rule = Rule { reach: Some(2), contrast: 20 };

    fn run(width: usize, height: usize, grey: impl Fn(usize, usize) -> u8) -> Bitmap {
        let pixels: Vec<u8> = (0..width * height).map(|i| grey(i % width, i / width)).collect();
        let picture = Luma::new(width, height, width, &pixels).expect("whole");
        let mut out = Bitmap::default();
        let mut meter = Meter::start(Budget::of(Duration::from_secs(3_600)));
        assert!(Thresholder::default().run(&picture, RULE, &mut out, &mut meter));
        out
    }

    #[test]
    fn stripes_are_told_apart_under_a_slanted_light() {
        let out = run(200, 61, |x, _| (x / 2 + if x / 4 % 2 == 0 { 0 } else { 60 }) as u8);
        let right = |x: usize| out.row(30)[x] == u8::from((x / 4).is_multiple_of(2));
        assert!((0..200).all(right));
    }

    #[test]
    fn inside_of_a_large_dark_square_is_dark() {
        let inside = |x: usize, y: usize| (20..60).contains(&x) && (20..60).contains(&y);
        let out = run(80, 80, |x, y| if inside(x, y) { 30 } else { 200 });
        assert!((0..80).all(|y| (0..80).all(|x| out.row(y)[x] == u8::from(inside(x, y)))));
    }
}
