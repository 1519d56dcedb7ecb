//! From three finder patterns to a text: size, pose, grid, bits.

use crate::alignment;
use crate::fit::{Pose, Score, View};
use crate::grid::{self, STEPS_PER_MODULE};
use crate::hint::Evidence;
use crate::homography::Point;
use crate::meter::Meter;
use crate::sample::{CENTRE, Grid, Reading, SPREAD};
use crate::symbol::{has_alignment, nearest_size};
use crate::triplet::Triplet;

/// The least score at which a pose is worth decoding.
const MIN_SCORE: f32 = 0.42;
/// The least score, before any fitting, at which a pose is worth fitting.
const MIN_FIRST_SCORE: f32 = 0.25;
/// The least score of the finder patterns alone, with the fourth corner guessed, at which the rest is looked at.
const MIN_FINDER_SCORE: f32 = 0.4;
/// The score from which a pose is a code's, whether it can be decoded or not.
const SURE_SCORE: f32 = 0.6;
/// The least score of a pose that is decoded before it is fitted.
const MIN_QUICK_SCORE: f32 = 0.6;
/// The alignment pattern is not searched for when it is found this well where it is expected.
const SURE_ALIGNMENT: f32 = 0.7;
/// Sizes that are tried for one triplet.
const SIZES: usize = 3;
/// Poses of one triplet that are fitted and decoded.
const POSES: usize = 3;

/// The frame at the sizes that modules are sampled from, largest first.
pub(crate) struct Views<'a>(pub(crate) [View<'a>; 3]);

impl<'a> Views<'a> {
    /// The view in which a module, `module` pixels wide in the first, is at most `most` pixels wide.
    fn pick(&self, module: f32, most: f32, inverted: bool) -> View<'a> {
        let [whole, half, quarter] = self.0;
        let view = if module <= most {
            whole
        } else if module <= 2.0 * most {
            half
        } else {
            quarter
        };
        View { sign: if inverted { -1.0 } else { 1.0 }, ..view }
    }
}

/// What came of three finder patterns.
pub(crate) enum Outcome {
    /// They are a code's, which says this.
    Read(String, Pose),
    /// They seem to be a code's, which could not be read.
    Unread,
    /// They do not belong together.
    Nothing,
}

/// Reads the code that `triplet` belongs to, if it does.
pub(crate) fn read(
    triplet: &Triplet,
    views: &Views<'_>,
    grid: &mut Grid,
    evidence: &mut Evidence,
    meter: &mut Meter,
) -> Outcome {
    let module = triplet.module();
    let view = views.pick(module, 4.4, triplet.top_left.inverted);
    let sizes = sizes(triplet, &view, meter);
    if let Some((text, pose)) = read_quickly(triplet, sizes[0], &view, grid, meter) {
        return Outcome::Read(text, pose);
    }
    let mut tried: [Option<Pose>; POSES] = [None; POSES];
    let mut sure = false;
    for (slot, (pose, _)) in poses(triplet, &sizes, &view, meter).into_iter().flatten().enumerate() {
        if !meter.charge(1) {
            break;
        }
        let mut pose = pose;
        let Some(score) = view.refine(&mut pose, module, meter) else { continue };
        if score.total() < MIN_SCORE || tried.iter().flatten().any(|t| is_same(t, &pose, module)) {
            continue;
        }
        tried[slot] = Some(pose);
        let fine = views.pick(module, 7.0, triplet.top_left.inverted);
        if let Some(text) = decode(&pose, &fine, &view, score, grid, evidence, meter) {
            return Outcome::Read(text, pose);
        }
        sure |= score.total() >= SURE_SCORE;
    }
    if sure { Outcome::Unread } else { Outcome::Nothing }
}

/// Reads a code that lies flat enough to be sampled where its finder patterns say, without any fitting; most do.
fn read_quickly(
    triplet: &Triplet,
    size: Option<usize>,
    view: &View<'_>,
    grid: &mut Grid,
    meter: &mut Meter,
) -> Option<(String, Pose)> {
    let size = size?;
    let corners = [triplet.top_left.centre, triplet.top_right.centre, triplet.bottom_left.centre];
    let scored = |fourth: Point, meter: &mut Meter| {
        let pose = Pose { size, centres: [corners[0], corners[1], fourth, corners[2]] };
        pose.map().map(|map| (pose, view.score(size, &map, meter)))
    };
    let [flat, bent] = triplet.fourth().map(|fourth| scored(fourth, meter));
    let (mut pose, mut score) = better(flat, bent)?;
    if score.finders < MIN_QUICK_SCORE {
        return None;
    }
    if has_alignment(size) && score.alignment.is_some_and(|a| a < SURE_ALIGNMENT) {
        for (found, _) in alignment::search(view, &pose, meter).into_iter().flatten() {
            (pose, score) = better(Some((pose, score)), scored(found.centres[2], meter))?;
        }
    }
    if score.total() < MIN_QUICK_SCORE {
        return None;
    }
    grid.sample(view, &pose, &CENTRE, meter)?;
    grid.read(Reading::Plain, meter);
    if !grid.is_plausible() || !meter.charge(size * size * STEPS_PER_MODULE) {
        return None;
    }
    grid::decode(grid).map(|text| (text, pose))
}

fn better(one: Option<(Pose, Score)>, other: Option<(Pose, Score)>) -> Option<(Pose, Score)> {
    match (one, other) {
        (Some((_, a)), Some((_, b))) if a.total() < b.total() => other,
        (None, _) => other,
        _ => one,
    }
}

/// The likeliest poses, the best first.
fn poses(
    triplet: &Triplet,
    sizes: &[Option<usize>; SIZES],
    view: &View<'_>,
    meter: &mut Meter,
) -> [Option<(Pose, f32)>; POSES] {
    let mut best = [None; POSES];
    let corners = [triplet.top_left.centre, triplet.top_right.centre, triplet.bottom_left.centre];
    for size in sizes.iter().copied().flatten() {
        for fourth in triplet.fourth() {
            if !meter.charge(1) {
                return best;
            }
            let pose = Pose { size, centres: [corners[0], corners[1], fourth, corners[2]] };
            let Some(score) = pose.map().map(|map| view.score(size, &map, meter)) else { continue };
            if score.finders < MIN_FINDER_SCORE {
                continue;
            }
            note(&mut best, pose, score.total());
            if has_alignment(size) {
                for (pose, _) in alignment::search(view, &pose, meter).into_iter().flatten() {
                    let total = pose.map().map_or(0.0, |map| view.score(size, &map, meter).total());
                    note(&mut best, pose, total);
                }
            }
        }
    }
    best
}

/// Keeps `pose` if it is among the best.
fn note(best: &mut [Option<(Pose, f32)>; POSES], pose: Pose, total: f32) {
    if total < MIN_FIRST_SCORE {
        return;
    }
    if let Some(place) = best.iter().position(|b| b.is_none_or(|(_, t)| t < total)) {
        best[place..].rotate_right(1);
        best[place] = Some((pose, total));
    }
}

/// The sizes whose timing patterns fit best, the best first.
fn sizes(triplet: &Triplet, view: &View<'_>, meter: &mut Meter) -> [Option<usize>; SIZES] {
    let mut best: [Option<(usize, f32)>; SIZES] = [None; SIZES];
    let guess = triplet.size();
    let Some(nearest) = nearest_size(guess) else { return [None; SIZES] };
    let reach = if guess < 45.0 { 2 } else { 4 };
    let corners = [triplet.top_left.centre, triplet.top_right.centre, triplet.bottom_left.centre];
    let [flat, bent] = triplet.fourth();
    for step in -reach..=reach {
        let Some(size) = nearest.checked_add_signed(4 * step).filter(|s| (21..=177).contains(s)) else {
            continue;
        };
        let fits = [flat, bent].map(|fourth| {
            let pose = Pose { size, centres: [corners[0], corners[1], fourth, corners[2]] };
            pose.map().map_or(-1.0, |map| view.score_timing(size, &map, meter))
        });
        let fit = fits[0].max(fits[1]) - 0.04 * step.unsigned_abs() as f32;
        if let Some(place) = best.iter().position(|b| b.is_none_or(|(_, f)| f < fit)) {
            best[place..].rotate_right(1);
            best[place] = Some((size, fit));
        }
    }
    best.map(|b| b.map(|(size, _)| size))
}

/// Whether two poses would be sampled alike.
fn is_same(a: &Pose, b: &Pose, module: f32) -> bool {
    a.size == b.size && a.centres.iter().zip(&b.centres).all(|(a, b)| a.distance(*b) < 0.25 * module)
}

/// Samples and decodes, from the fine view first, then from the coarser one that was fitted.
fn decode(
    pose: &Pose,
    fine: &View<'_>,
    coarse: &View<'_>,
    score: Score,
    grid: &mut Grid,
    evidence: &mut Evidence,
    meter: &mut Meter,
) -> Option<String> {
    for (round, view) in [fine, coarse].into_iter().enumerate() {
        if round > 0 && view.scale == fine.scale {
            break;
        }
        grid.sample(view, pose, &SPREAD, meter)?;
        for reading in [Reading::Plain, Reading::Sharpened, Reading::Midway] {
            grid.read(reading, meter);
            if !grid.is_plausible() {
                continue;
            }
            if !meter.charge(pose.size * pose.size * STEPS_PER_MODULE) {
                return None;
            }
            if let Some(text) = grid::decode(grid) {
                return Some(text);
            }
        }
        evidence.note_grid(grid, score.total());
    }
    None
}
