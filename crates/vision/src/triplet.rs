//! Which three finder patterns may belong to one code.

use crate::finder::Finder;
use crate::homography::Point;
use crate::meter::Meter;

/// Finder patterns that are considered together; the surest.
const MAX_FINDERS: usize = 40;
/// Triplets that are handed on; the likeliest.
const MAX_TRIPLETS: usize = 32;
/// Strain beyond which three finder patterns are not believed to belong together.
const MAX_STRAIN: f32 = 1.3;

/// Three finder patterns in the order of the symbol, mirrored symbols apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Triplet {
    /// Top left, where the right angle is.
    pub(crate) top_left: Finder,
    /// Top right.
    pub(crate) top_right: Finder,
    /// Bottom left.
    pub(crate) bottom_left: Finder,
    /// How far from what it should be; 0 is ideal.
    pub(crate) strain: f32,
}

impl Triplet {
    /// The mean module.
    pub(crate) fn module(&self) -> f32 {
        (self.top_left.module + self.top_right.module + self.bottom_left.module) / 3.0
    }

    /// Modules to a side, as far as distances and areas can say.
    pub(crate) fn size(&self) -> f32 {
        let leg = |a: &Finder, b: &Finder| a.centre.distance(b.centre) / (a.module * b.module).sqrt();
        (leg(&self.top_left, &self.top_right) * leg(&self.top_left, &self.bottom_left)).sqrt() + 7.0
    }

    /// Where the fourth finder pattern would be, were there one: by the parallelogram, and by the perspective that
    /// the finders' areas tell.
    pub(crate) fn fourth(&self) -> [Point; 2] {
        let (tl, tr, bl) = (&self.top_left, &self.top_right, &self.bottom_left);
        let flat = tr.centre.along(tl.centre, bl.centre, 1.0);
        // Under perspective an area shrinks with the cube of the depth.
        let depth = |f: &Finder| (tl.module / f.module).powf(2.0 / 3.0);
        let (right, low) = (depth(tr), depth(bl));
        let corner = right + low - 1.0;
        if corner < 0.3 {
            return [flat, flat];
        }
        let mix = |a: f32, b: f32, c: f32| (right * b + low * c - a) / corner;
        let bent = Point::new(
            mix(tl.centre.x, tr.centre.x, bl.centre.x),
            mix(tl.centre.y, tr.centre.y, bl.centre.y),
        );
        [flat, bent]
    }

    /// Whether `finder` is one of the three.
    pub(crate) fn uses(&self, finder: Point) -> bool {
        [self.top_left, self.top_right, self.bottom_left].iter().any(|f| f.centre == finder)
    }
}

/// Writes the likely triplets among `finders`, which come surest first, to `out`, likeliest first.
pub(crate) fn choose(finders: &[Finder], out: &mut Vec<Triplet>, meter: &mut Meter) {
    out.clear();
    let finders = &finders[..finders.len().min(MAX_FINDERS)];
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders.iter().enumerate().skip(i + 1) {
            if !meter.charge(finders.len()) {
                break;
            }
            out.extend(finders.iter().skip(j + 1).filter_map(|c| consider(a, b, c)));
        }
    }
    out.sort_by(|a, b| a.strain.total_cmp(&b.strain));
    out.truncate(MAX_TRIPLETS);
}

/// Orders three finders and measures the strain; nothing when they cannot be a code's.
fn consider(a: &Finder, b: &Finder, c: &Finder) -> Option<Triplet> {
    let least = a.module.min(b.module).min(c.module);
    let spread = a.module.max(b.module).max(c.module) / least;
    if spread > 1.8 || a.inverted != b.inverted || a.inverted != c.inverted {
        return None;
    }
    let (ab, bc, ca) =
        (a.centre.distance(b.centre), b.centre.distance(c.centre), c.centre.distance(a.centre));
    let (corner, one, two) = if bc >= ab && bc >= ca {
        (a, b, c)
    } else if ca >= ab {
        (b, c, a)
    } else {
        (c, a, b)
    };
    let to = |f: &Finder| (f.centre.x - corner.centre.x, f.centre.y - corner.centre.y);
    let ((ux, uy), (vx, vy)) = (to(one), to(two));
    let (u, v) = (Point::new(ux, uy).length(), Point::new(vx, vy).length());
    let slant = ((ux * vx + uy * vy) / (u * v)).abs();
    let lean = u.max(v) / u.min(v);
    if !(slant < 0.6 && lean < 2.2 && u.min(v) > 6.0 * least) {
        return None;
    }
    let (right, low) = if ux * vy - uy * vx > 0.0 { (one, two) } else { (two, one) };
    let triplet = Triplet { top_left: *corner, top_right: *right, bottom_left: *low, strain: 0.0 };
    let size = triplet.size();
    if !(17.0..=200.0).contains(&size) {
        return None;
    }
    let missed = 24 - (a.lines + b.lines + c.lines);
    let strain =
        slant + 0.8 * lean.ln() + 1.2 * spread.ln() + 0.03 * missed as f32 + 0.12 * (size / 21.0).ln();
    (strain <= MAX_STRAIN).then_some(Triplet { strain, ..triplet })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::decoder::Budget;

    fn finder(x: f32, y: f32) -> Finder {
        Finder { centre: Point::new(x, y), module: 4.0, hits: 9, lines: 8, inverted: false }
    }

    fn chosen(finders: &[Finder]) -> Vec<Triplet> {
        let mut out = Vec::new();
        choose(finders, &mut out, &mut Meter::start(Budget::of(Duration::from_secs(3_600))));
        out
    }

    #[test]
    fn right_angle_is_the_top_left_however_the_code_is_turned() {
        let (a, b, c) = (finder(100.0, 100.0), finder(172.0, 100.0), finder(100.0, 172.0));
        for three in [[a, b, c], [b, c, a], [c, b, a]] {
            let found = chosen(&three);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].top_left.centre, a.centre);
            assert_eq!(found[0].top_right.centre, b.centre);
            assert!((found[0].size() - 25.0).abs() < 0.1);
        }
    }

    #[test]
    fn three_on_a_line_are_no_code() {
        assert!(chosen(&[finder(0.0, 0.0), finder(72.0, 1.0), finder(144.0, 0.0)]).is_empty());
    }

    #[test]
    fn thousands_of_finders_give_a_handful_of_triplets() {
        let many: Vec<Finder> =
            (0_u16..4_000).map(|i| finder(f32::from(i % 6) * 80.0, f32::from(i / 6) * 80.0)).collect();
        assert_eq!(chosen(&many).len(), MAX_TRIPLETS);
    }
}
