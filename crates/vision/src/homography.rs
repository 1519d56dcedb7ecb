//! Points, and the projective map from a symbol's modules to the picture's pixels.

/// A point of the picture in pixels; (0, 0) is the outer corner of the first pixel, whose centre is (½, ½).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Point {
    /// The point (`x`, `y`).
    #[must_use]
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The straight distance to `other`.
    #[must_use]
    pub fn distance(self, other: Self) -> f32 {
        Self::new(self.x - other.x, self.y - other.y).length()
    }

    /// The distance from (0, 0). No overflow is feared here, so the plain formula will do, which is quicker.
    pub(crate) fn length(self) -> f32 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The point moved by `way`.
    pub(crate) fn moved(self, way: Self) -> Self {
        Self::new(self.x + way.x, self.y + way.y)
    }

    /// `self` + `k`·(`to` − `from`).
    pub(crate) fn along(self, from: Self, to: Self, k: f32) -> Self {
        Self::new(self.x + k * (to.x - from.x), self.y + k * (to.y - from.y))
    }

    /// The point with both coordinates times `k`.
    pub(crate) fn scaled(self, k: f32) -> Self {
        Self::new(self.x * k, self.y * k)
    }
}

/// A projective map of the plane, row by row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Homography([f32; 9]);

impl Homography {
    /// Maps the corners (0,0), (1,0), (1,1), (0,1) of the unit square to `quad`, in this order.
    fn from_unit_square(quad: &[Point; 4]) -> Option<Self> {
        let [p0, p1, p2, p3] = *quad;
        let (dx1, dx2, dx3) = (p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x);
        let (dy1, dy2, dy3) = (p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y);
        let den = dx1 * dy2 - dx2 * dy1;
        if den.abs() < 1e-6 {
            return None;
        }
        let g = (dx3 * dy2 - dx2 * dy3) / den;
        let h = (dx1 * dy3 - dx3 * dy1) / den;
        Some(Self([
            p1.x - p0.x + g * p1.x,
            p3.x - p0.x + h * p3.x,
            p0.x,
            p1.y - p0.y + g * p1.y,
            p3.y - p0.y + h * p3.y,
            p0.y,
            g,
            h,
            1.0,
        ]))
    }

    /// Maps the square with corners (`low`, `low`) and (`high`, `high`) to `quad`: top left, top right, bottom right,
    /// bottom left.
    pub(crate) fn from_square(low: f32, high: f32, quad: &[Point; 4]) -> Option<Self> {
        let Self(m) = Self::from_unit_square(quad)?;
        let k = 1.0 / (high - low);
        let t = -low * k;
        let row = |i: usize| [m[i] * k, m[i + 1] * k, (m[i] + m[i + 1]) * t + m[i + 2]];
        let ([a, b, c], [d, e, f], [g, h, i]) = (row(0), row(3), row(6));
        Some(Self([a, b, c, d, e, f, g, h, i]))
    }

    /// Maps `from` to `to`, corner by corner.
    pub(crate) fn between(from: &[Point; 4], to: &[Point; 4]) -> Option<Self> {
        let Self(m) = Self::from_unit_square(to)?;
        let n = Self::from_unit_square(from)?.adjugate();
        let cell = |r: usize, c: usize| m[r] * n[c] + m[r + 1] * n[c + 3] + m[r + 2] * n[c + 6];
        Some(Self([
            cell(0, 0),
            cell(0, 1),
            cell(0, 2),
            cell(3, 0),
            cell(3, 1),
            cell(3, 2),
            cell(6, 0),
            cell(6, 1),
            cell(6, 2),
        ]))
    }

    /// The inverse up to a factor, which a projective map does not mind.
    fn adjugate(&self) -> [f32; 9] {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ]
    }

    /// Where (`x`, `y`) lands. Points on the horizon land far outside of every picture.
    #[inline]
    pub(crate) fn apply(&self, x: f32, y: f32) -> Point {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let w = g * x + h * y + i;
        let k = if w.abs() > 1e-9 { 1.0 / w } else { 1e9 };
        Point::new((a * x + b * y + c) * k, (d * x + e * y + f) * k)
    }

    /// The map followed by a scaling of the picture by `k`.
    pub(crate) fn scaled(&self, k: f32) -> Self {
        let mut m = self.0;
        m[..6].iter_mut().for_each(|v| *v *= k);
        Self(m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUAD: [Point; 4] =
        [Point::new(10.0, 12.0), Point::new(110.0, 20.0), Point::new(95.0, 130.0), Point::new(5.0, 100.0)];

    fn near(a: Point, b: Point) -> bool {
        a.distance(b) < 0.01
    }

    #[test]
    fn corners_of_the_square_land_on_the_quad() {
        let map = Homography::from_square(3.5, 17.5, &QUAD).expect("a proper quad");
        assert!(near(map.apply(3.5, 3.5), QUAD[0]));
        assert!(near(map.apply(17.5, 3.5), QUAD[1]));
        assert!(near(map.apply(17.5, 17.5), QUAD[2]));
        assert!(near(map.apply(3.5, 17.5), QUAD[3]));
        assert!(near(map.scaled(0.5).apply(17.5, 3.5), QUAD[1].scaled(0.5)));
    }

    #[test]
    fn any_quad_maps_to_any_other() {
        let from =
            [Point::new(3.5, 3.5), Point::new(21.5, 3.5), Point::new(18.5, 18.5), Point::new(3.5, 21.5)];
        let map = Homography::between(&from, &QUAD).expect("two proper quads");
        for (a, b) in from.iter().zip(&QUAD) {
            assert!(near(map.apply(a.x, a.y), *b));
        }
    }

    #[test]
    fn points_on_one_line_are_no_quad() {
        let line = [0.0, 1.0, 2.0, 3.0].map(|t| Point::new(t, t));
        assert!(Homography::from_square(0.0, 1.0, &line).is_none());
    }
}
