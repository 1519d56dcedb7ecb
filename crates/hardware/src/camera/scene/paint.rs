//! A grey canvas and what is painted on it.

/// A picture in the making.
pub(super) struct Canvas<'a> {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: &'a mut [u8],
}

/// Pixels from (`left`, `top`) up to, and without, (`right`, `bottom`). May lie outside the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    /// The area around a point.
    pub(super) fn around(x: f32, y: f32, reach_x: f32, reach_y: f32) -> Self {
        Self {
            left: (x - reach_x).floor() as i32,
            top: (y - reach_y).floor() as i32,
            right: (x + reach_x).ceil() as i32 + 1,
            bottom: (y + reach_y).ceil() as i32 + 1,
        }
    }

    /// The same with `by` pixels more on every side.
    pub(super) fn grown(self, by: usize) -> Self {
        let by = by as i32;
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// The columns and rows of it that lie on the canvas.
    pub(super) fn on(self, width: usize, height: usize) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let clamp = |value: i32, most: usize| (value.max(0) as usize).min(most);
        let columns = clamp(self.left, width)..clamp(self.right, width);
        let rows = clamp(self.top, height)..clamp(self.bottom, height);
        (columns.start..columns.end.max(columns.start), rows.start..rows.end.max(rows.start))
    }
}

/// A bright spot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glare {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) reach: f32,
    /// What the middle gains.
    pub(super) strength: f32,
}

/// Blurs `area` by boxes of the radii `(x, y)`.
pub(super) fn blur(canvas: &mut Canvas<'_>, area: Area, (radius_x, radius_y): (usize, usize)) {
    let (columns, rows) = area.on(canvas.width, canvas.height);
    if columns.is_empty() || rows.is_empty() {
        return;
    }
    if radius_x > 0 {
        let mut line = vec![0; columns.len()];
        for y in rows.clone() {
            let row = &mut canvas.pixels[y * canvas.width..][columns.clone()];
            line.copy_from_slice(row);
            blur_line(&line, row, radius_x);
        }
    }
    if radius_y > 0 {
        blur_columns(canvas, columns, rows, radius_y);
    }
}

/// A running mean along a line; beyond its ends the line goes on as it ended.
fn blur_line(from: &[u8], to: &mut [u8], radius: usize) {
    let last = from.len() - 1;
    let share = share_of(2 * radius + 1);
    let mut sum = u32::from(from[0]) * (radius as u32 + 1);
    sum += (1..=radius).map(|n| u32::from(from[n.min(last)])).sum::<u32>();
    for (x, pixel) in to.iter_mut().enumerate() {
        *pixel = mean(sum, share);
        sum += u32::from(from[(x + radius + 1).min(last)]);
        sum -= u32::from(from[x.saturating_sub(radius)]);
    }
}

/// The same downwards, for all columns side by side.
fn blur_columns(
    canvas: &mut Canvas<'_>,
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
    radius: usize,
) {
    let (width, count) = (columns.len(), rows.len());
    let mut copy = Vec::with_capacity(width * count);
    for y in rows.clone() {
        copy.extend_from_slice(&canvas.pixels[y * canvas.width..][columns.clone()]);
    }
    let line = |y: usize| &copy[y.min(count - 1) * width..][..width];
    let share = share_of(2 * radius + 1);
    let mut sums = vec![0_u32; width];
    for step in 0..=2 * radius {
        for (sum, pixel) in sums.iter_mut().zip(line(step.saturating_sub(radius))) {
            *sum += u32::from(*pixel);
        }
    }
    for (n, y) in rows.enumerate() {
        let row = &mut canvas.pixels[y * canvas.width..][columns.clone()];
        let (enters, leaves) = (line(n + radius + 1), line(n.saturating_sub(radius)));
        for (((pixel, sum), enters), leaves) in row.iter_mut().zip(&mut sums).zip(enters).zip(leaves) {
            *pixel = mean(*sum, share);
            *sum = *sum + u32::from(*enters) - u32::from(*leaves);
        }
    }
}

/// One divided by `count`, in units of 1/65536.
fn share_of(count: usize) -> u32 {
    (65_536 + count as u32 / 2) / count as u32
}

/// The mean of pixels that add up to `sum`, rounded.
fn mean(sum: u32, share: u32) -> u8 {
    ((sum * share + 32_768) >> 16).min(255) as u8
}

/// Adds a reflection.
pub(super) fn glare(canvas: &mut Canvas<'_>, glare: Glare) {
    let (columns, rows) =
        Area::around(glare.x, glare.y, glare.reach, glare.reach).on(canvas.width, canvas.height);
    for y in rows {
        let row = &mut canvas.pixels[y * canvas.width..][columns.clone()];
        for (pixel, x) in row.iter_mut().zip(columns.clone()) {
            let (dx, dy) = ((x as f32 - glare.x) / glare.reach, (y as f32 - glare.y) / glare.reach);
            let near = (1.0 - dx * dx - dy * dy).max(0.0);
            *pixel = pixel.saturating_add((glare.strength * near * near) as u8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blurring_keeps_an_even_grey_and_softens_an_edge() {
        let mut pixels: Vec<u8> = (0..40 * 30).map(|n| if n % 40 < 20 { 0 } else { 200 }).collect();
        let mut canvas = Canvas { width: 40, height: 30, pixels: &mut pixels };
        blur(&mut canvas, Area { left: -5, top: -5, right: 50, bottom: 50 }, (3, 2));
        let row = &pixels[15 * 40..16 * 40];
        assert!(row.is_sorted() && row[0] == 0 && row[39] == 200 && (60..140).contains(&row[20]), "{row:?}");
    }

    #[test]
    fn nothing_outside_the_area_changes() {
        let mut pixels: Vec<u8> = (0..400).map(|n| (n * 37 % 251) as u8).collect();
        let before = pixels.clone();
        let mut canvas = Canvas { width: 20, height: 20, pixels: &mut pixels };
        blur(&mut canvas, Area { left: 5, top: 5, right: 10, bottom: 10 }, (2, 2));
        for (n, (now, then)) in pixels.iter().zip(&before).enumerate() {
            let inside = (5..10).contains(&(n % 20)) && (5..10).contains(&(n / 20));
            assert!(inside || now == then, "pixel {n}");
        }
    }

    #[test]
    fn areas_off_the_canvas_are_empty() {
        let mut pixels = [7; 16];
        let mut canvas = Canvas { width: 4, height: 4, pixels: &mut pixels };
        blur(&mut canvas, Area { left: 90, top: -90, right: 99, bottom: -80 }, (2, 2));
        glare(&mut canvas, Glare { x: -50.0, y: 2.0, reach: 5.0, strength: 200.0 });
        assert_eq!(pixels, [7; 16]);
    }
}
