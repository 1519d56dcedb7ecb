//! Our own decoder: cheap looks first, costlier ones while time is left.
//!
//! One look is: a picture of some size, dark told from light by some rule, finder patterns, triplets of them, and
//! for each triplet a pose that is fitted, sampled and decoded. Every list has a fixed length and every search a fixed
//! number of steps, so the work of a frame is bounded even without a deadline.

use crate::attempt::{self, Outcome, Views};
use crate::decoder::{Budget, Code, Decoder, Sighting};
use crate::finder::{Finder, FinderSearch};
use crate::hint::Evidence;
use crate::homography::Point;
use crate::luma::Luma;
use crate::meter::Meter;
use crate::pyramid::{Pyramid, Scale};
use crate::sample::{Grid, corners};
use crate::threshold::{Bitmap, Rule, Thresholder};
use crate::triplet::{self, Triplet};

/// Pictures with fewer pixels are looked at whole first, and doubled in the end.
const SMALL_AREA: usize = 420_000;
/// Codes read in one frame at most.
const MAX_CODES: usize = 16;
/// Triplets more strained than this are not tried once a code has been read.
const MAX_STRAIN_FOR_MORE: f32 = 0.8;
/// Looks taken for the sake of further codes after one has been read.
const LOOKS_FOR_MORE: usize = 1;

/// One look at the frame.
#[derive(Debug, Clone, Copy)]
struct Look {
    scale: Scale,
    rule: Rule,
    inverted: bool,
}

const NEAR: Rule = Rule { reach: Some(2), contrast: 20 };
const FAINT: Rule = Rule { reach: Some(3), contrast: 8 };
const WIDE: Rule = Rule { reach: Some(9), contrast: 20 };
const GLOBAL: Rule = Rule { reach: None, contrast: 20 };

const fn look(scale: Scale, rule: Rule) -> Look {
    Look { scale, rule, inverted: false }
}

const fn inverted(scale: Scale, rule: Rule) -> Look {
    Look { scale, rule, inverted: true }
}

/// For camera frames.
const LARGE: [Look; 10] = [
    look(Scale::Half, NEAR),
    look(Scale::Smooth, NEAR),
    look(Scale::Sharp, NEAR),
    look(Scale::Quarter, NEAR),
    look(Scale::SharpHalf, NEAR),
    inverted(Scale::Half, NEAR),
    look(Scale::Half, WIDE),
    look(Scale::Half, FAINT),
    inverted(Scale::Smooth, NEAR),
    look(Scale::Half, GLOBAL),
];

/// For pictures that are small to begin with.
const SMALL: [Look; 11] = [
    look(Scale::Whole, NEAR),
    look(Scale::Smooth, NEAR),
    look(Scale::Half, NEAR),
    look(Scale::Sharp, NEAR),
    inverted(Scale::Whole, NEAR),
    look(Scale::Whole, WIDE),
    look(Scale::Smooth, FAINT),
    look(Scale::Double, NEAR),
    look(Scale::Quarter, NEAR),
    look(Scale::Smooth, GLOBAL),
    inverted(Scale::Half, NEAR),
];

/// The decoder of this crate; see the module's words above.
///
/// Keeps its buffers: frames of one size need no memory of a picture's size after the first.
#[derive(Default)]
pub struct Cascade {
    pyramid: Pyramid,
    thresholder: Thresholder,
    bitmap: Bitmap,
    search: FinderSearch,
    finders: Vec<Finder>,
    triplets: Vec<Triplet>,
    grid: Grid,
}

impl Cascade {
    /// A decoder that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Decoder for Cascade {
    fn decode(&mut self, frame: &Luma<'_>, budget: Budget) -> Sighting {
        let mut meter = Meter::start(budget);
        let mut found = Found::default();
        meter.charge(frame.area());
        let halvings = self.pyramid.rest_on(frame);
        let whole = (halvings == 0).then_some(*frame);
        let area = frame.area() >> (2 * halvings);
        let looks = if area > SMALL_AREA { &LARGE[..] } else { &SMALL[..] };
        let mut wanted = LOOKS_FOR_MORE;
        for look in looks {
            if !meter.charge(1) {
                break;
            }
            let more = self.take(*look, whole, &mut found, &mut meter);
            if !found.codes.is_empty() {
                if !more || wanted == 0 {
                    break;
                }
                wanted -= 1;
            }
        }
        let Found { mut codes, evidence } = found;
        let hint = match self.pyramid.view(whole, Scale::Whole) {
            Some(view) if codes.is_empty() => evidence.judge(&view.picture),
            _ => None,
        };
        let factor = (1_u32 << halvings) as f32;
        codes.iter_mut().flat_map(|c| &mut c.corners).for_each(|p| *p = p.scaled(factor));
        Sighting { codes, hint, spent: meter.spent(), complete: !meter.is_over(), effort: meter.effort() }
    }
}

/// What has been found in the frame so far.
#[derive(Default)]
struct Found {
    codes: Vec<Code>,
    evidence: Evidence,
}

impl Cascade {
    /// Takes one look; `true` when another code seems to be left.
    fn take(&mut self, look: Look, whole: Option<Luma<'_>>, found: &mut Found, meter: &mut Meter) -> bool {
        let made = self.pyramid.make(whole, look.scale);
        if !meter.charge(made) {
            return true;
        }
        let view = |scale| self.pyramid.view(whole, scale);
        let (Some(seen), Some(a), Some(b), Some(c)) =
            (view(look.scale), view(Scale::Whole), view(Scale::Half), view(Scale::Quarter))
        else {
            return false;
        };
        if !self.thresholder.run(&seen.picture, look.rule, &mut self.bitmap, meter) {
            return true;
        }
        self.search.run(&self.bitmap, 1.0 / seen.scale, look.inverted, &mut self.finders, meter);
        found.evidence.note_finders(&self.finders);
        self.finders.retain(|f| !found.codes.iter().any(|code| lies_in(f.centre, &code.corners)));
        triplet::choose(&self.finders, &mut self.triplets, meter);
        read_triplets(&self.triplets, &Views([a, b, c]), &mut self.grid, found, meter)
    }
}

/// Tries the triplets in order; `true` when some seem to be a code's and could not be read.
fn read_triplets(
    triplets: &[Triplet],
    views: &Views<'_>,
    grid: &mut Grid,
    found: &mut Found,
    meter: &mut Meter,
) -> bool {
    let mut used: Vec<Point> = Vec::new();
    let mut unread: Vec<Triplet> = Vec::new();
    for triplet in triplets {
        if !meter.charge(1) || found.codes.len() == MAX_CODES {
            break;
        }
        let far_fetched = !used.is_empty() && triplet.strain > MAX_STRAIN_FOR_MORE;
        if far_fetched || used.iter().any(|u| triplet.uses(*u)) {
            continue;
        }
        let (text, pose) = match attempt::read(triplet, views, grid, &mut found.evidence, meter) {
            Outcome::Read(text, pose) => (text, pose),
            Outcome::Unread => {
                unread.push(*triplet);
                continue;
            }
            Outcome::Nothing => continue,
        };
        used.extend([triplet.top_left, triplet.top_right, triplet.bottom_left].map(|f| f.centre));
        if let Some(corners) = corners(&pose)
            && !found.codes.iter().any(|code| code.text == text)
        {
            found.codes.push(Code { text, corners });
        }
    }
    unread.iter().any(|t| !used.iter().any(|u| t.uses(*u)))
}

/// Whether `point` lies inside the quadrilateral.
fn lies_in(point: Point, corners: &[Point; 4]) -> bool {
    let side = |i: usize| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0.0
    };
    let first = side(0);
    (1..4).all(|i| side(i) == first)
}
