//! Four-cornered shapes and the maps between them.

/// A point of the picture in pixels; (0, 0) is the outer corner of the first pixel.
#[derive(Debug, Clone, Copy, PartialEq)]
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
}

/// The corners of a square, top left first, clockwise, turned by `degrees`.
#[must_use]
pub fn square((x, y): (f32, f32), side: f32, degrees: f32) -> [Point; 4] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let h = side / 2.0;
    [(-h, -h), (h, -h), (h, h), (-h, h)]
        .map(|(u, v)| Point::new(x + u * cos - v * sin, y + u * sin + v * cos))
}

/// A square leaning back by `tilt` degrees about an axis that is turned by `axis` degrees, then turned itself.
#[must_use]
pub fn leaning(centre: (f32, f32), side: f32, degrees: f32, tilt: f32, axis: f32) -> [Point; 4] {
    let (sin, cos) = axis.to_radians().sin_cos();
    square((0.0, 0.0), side, degrees).map(|p| {
        let (along, across) = (p.x * cos + p.y * sin, p.y * cos - p.x * sin);
        let depth = 1.0 + across * tilt.to_radians().sin() / (side * 3.5);
        let (a, b) = (along / depth, across * tilt.to_radians().cos() / depth);
        Point::new(centre.0 + a * cos - b * sin, centre.1 + a * sin + b * cos)
    })
}

/// The projective map from a quad to the unit square, row by row.
pub(crate) fn to_square([p0, p1, p2, p3]: [Point; 4]) -> [f32; 9] {
    let (ax, bx, sx) = (p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x);
    let (ay, by, sy) = (p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y);
    let den = ax * by - bx * ay;
    let (g, h) = ((sx * by - bx * sy) / den, (ax * sy - sx * ay) / den);
    let (a, b, c) = (p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x);
    let (d, e, f) = (p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y);
    [
        e - f * h,
        c * h - b,
        b * f - c * e,
        f * g - d,
        a - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    ]
}
