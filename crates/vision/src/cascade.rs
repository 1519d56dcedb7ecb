//! Our own decoder: a cheap look at every frame, costlier ones where the frame is rough and while time is left.
//!
//! One look is: a picture of some size, dark told from light by some rule, finder patterns, triplets of them, and
//! for each triplet a pose that is sampled and decoded, and fitted where that is not enough. Every list has a fixed
//! length and every search a fixed number of steps, so the work of a frame is bounded even without a deadline.

use crate::attempt::{self, Outcome, Views};
use crate::decoder::{Budget, Code, Decoder, Sighting};
use crate::finder::{Finder, FinderSearch};
use crate::hint::{Evidence, is_sure};
use crate::homography::Point;
use crate::looks::{self, Look};
use crate::luma::Luma;
use crate::meter::Meter;
use crate::pyramid::{Pyramid, Scale, Shrunk};
use crate::region::{Region, Regions};
use crate::sample::{Grid, corners};
use crate::threshold::{BLOCK, Bitmap, Thresholder};
use crate::triplet::{self, Triplet};
use crate::vigil::Vigil;

/// Codes read in one frame at most.
const MAX_CODES: usize = 16;
/// Regions looked at more closely.
const ZONES: usize = 4;
/// Triplets more strained than this are not tried once a code has been read.
const MAX_STRAIN_FOR_MORE: f32 = 0.8;
/// Looks taken for the sake of further codes after one has been read.
const LOOKS_FOR_MORE: usize = 3;

/// The decoder of this crate; see the module's words above.
///
/// Keeps its buffers: frames of one size need no memory of a picture's size after the first. Of earlier frames it
/// remembers where the last code was, and for how long there has been nothing to see (then it looks less hard).
#[derive(Default)]
pub struct Cascade {
    shrunk: Shrunk,
    overview: Pyramid,
    zones: [Pyramid; ZONES],
    regions: Regions,
    tools: Tools,
    vigil: Vigil,
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
        let Self { shrunk, overview, zones, regions, tools, vigil } = self;
        let (whole, halvings) = shrunk.of(frame);
        if meter.charge(frame.area()) {
            overview.rest_on(&whole);
            let first = Spot { picture: whole, at: Point::default() };
            let more = tools.take(looks::at(whole.area())[0], &first, overview, &mut found, &mut meter);
            if found.codes.is_empty() || more || !found.loose.is_empty() {
                let scale = if whole.area() > looks::SMALL_AREA { 2 } else { 1 };
                let across = tools.bitmap.width.div_ceil(BLOCK);
                let chosen = regions.find(tools.thresholder.contrasts(), across, scale);
                look_closer(&whole, chosen, zones, tools, vigil, &mut found, &mut meter);
            }
        }
        vigil.note(&found.codes, found.evidence.saw_finder());
        let Found { mut codes, evidence, .. } = found;
        let hint = if codes.is_empty() { evidence.judge(&whole) } else { None };
        let factor = (1_u32 << halvings) as f32;
        codes.iter_mut().flat_map(|c| &mut c.corners).for_each(|p| *p = p.scaled(factor));
        Sighting { codes, hint, spent: meter.spent(), complete: !meter.is_over(), effort: meter.effort() }
    }
}

/// Takes the further looks at the regions, one look at all of them before the next.
fn look_closer(
    whole: &Luma<'_>,
    regions: &[Region],
    zones: &mut [Pyramid; ZONES],
    tools: &mut Tools,
    vigil: &Vigil,
    found: &mut Found,
    meter: &mut Meter,
) {
    let mut spots = [None; ZONES];
    // Once a code was read, only finder patterns that are not its own are a reason to look again.
    let promises =
        |region: &&Region| found.codes.is_empty() || found.loose.iter().any(|at| region.holds(*at));
    let mut order: Vec<&Region> = regions.iter().filter(promises).collect();
    order.sort_by_key(|region| !vigil.saw_code_in(region));
    for ((spot, zone), region) in spots.iter_mut().zip(&mut *zones).zip(order) {
        let picture = whole.crop(region.x, region.y, region.width, region.height);
        if !meter.affords(picture.area() / 2) || !meter.charge(picture.area()) {
            break;
        }
        zone.rest_on(&picture);
        *spot = Some(Spot { picture, at: Point::new(region.x as f32, region.y as f32) });
    }
    let mut wanted = if found.codes.is_empty() { usize::MAX } else { LOOKS_FOR_MORE };
    let looks = looks::at(whole.area());
    for turn in vigil.turns() {
        let mut more = false;
        found.loose.clear();
        for (spot, zone) in spots.iter().flatten().zip(&mut *zones) {
            if !meter.charge(1) || wanted == 0 {
                return;
            }
            more |= tools.take(looks[turn], spot, zone, found, meter);
        }
        if !found.codes.is_empty() {
            wanted = wanted.min(LOOKS_FOR_MORE);
            if !more && found.loose.is_empty() {
                return;
            }
            wanted -= 1;
        }
    }
}

/// A part of the frame that is looked at.
#[derive(Clone, Copy)]
struct Spot<'a> {
    picture: Luma<'a>,
    /// Its top left corner in the frame.
    at: Point,
}

/// What has been found in the frame so far.
#[derive(Default)]
struct Found {
    codes: Vec<Code>,
    evidence: Evidence,
    /// Where the last looks saw a finder pattern for certain that belongs to no code that was read.
    loose: Vec<Point>,
}

/// The steps of one look, with their scratch memory.
#[derive(Default)]
struct Tools {
    thresholder: Thresholder,
    bitmap: Bitmap,
    finder_search: FinderSearch,
    finders: Vec<Finder>,
    triplets: Vec<Triplet>,
    grid: Grid,
}

impl Tools {
    /// Takes one look; `true` when another code seems to be left.
    fn take(
        &mut self,
        look: Look,
        spot: &Spot<'_>,
        pyramid: &mut Pyramid,
        found: &mut Found,
        meter: &mut Meter,
    ) -> bool {
        if !pyramid.make(&spot.picture, look.scale, meter) {
            return true;
        }
        let view = |scale| pyramid.view(&spot.picture, scale);
        let (Some(seen), Some(a), Some(b), Some(c)) =
            (view(look.scale), view(Scale::Whole), view(Scale::Half), view(Scale::Quarter))
        else {
            return false;
        };
        if !meter.affords(seen.picture.area()) {
            return true;
        }
        if !self.thresholder.run(&seen.picture, look.rule, &mut self.bitmap, meter) {
            return true;
        }
        let views = Views([a, b, c]);
        let before = found.codes.len();
        let mut more = self.search(1.0 / seen.scale, false, &views, spot.at, found, meter);
        if look.both && found.codes.len() == before {
            more |= self.search(1.0 / seen.scale, true, &views, spot.at, found, meter);
        }
        more
    }

    /// Looks for codes of one polarity in the bitmap; `true` when another seems to be left.
    fn search(
        &mut self,
        scale: f32,
        inverted: bool,
        views: &Views<'_>,
        at: Point,
        found: &mut Found,
        meter: &mut Meter,
    ) -> bool {
        self.finder_search.run(&self.bitmap, scale, inverted, &mut self.finders, meter);
        found.evidence.note_finders(&self.finders, at);
        let known =
            |codes: &[Code], centre: Point| codes.iter().any(|code| lies_in(centre.moved(at), &code.corners));
        self.finders.retain(|f| !known(&found.codes, f.centre));
        triplet::choose(&self.finders, &mut self.triplets, meter);
        let more = read_triplets(&self.triplets, views, at, &mut self.grid, found, meter);
        let sure = self.finders.iter().filter(|f| is_sure(f)).map(|f| f.centre.moved(at));
        found.loose.extend(sure);
        let codes = &found.codes;
        found.loose.retain(|at| !codes.iter().any(|code| lies_in(*at, &code.corners)));
        more
    }
}

/// Tries the triplets in order; `true` when some seem to be a code's and could not be read.
fn read_triplets(
    triplets: &[Triplet],
    views: &Views<'_>,
    at: Point,
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
            found.codes.push(Code { text, corners: corners.map(|corner| corner.moved(at)) });
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
