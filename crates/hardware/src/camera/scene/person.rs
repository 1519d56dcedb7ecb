//! One person's visit: comes up, holds the ticket still, goes.

use std::f32::consts::TAU;

use super::Scene;
use super::chance::Chance;
use super::paint::Glare;

/// Frames of coming up, holding still (0.8 s), leaving, and until the next comes.
const ENTER: u64 = 8;
const HOLD: u64 = Scene::FPS as u64 * 4 / 5;
const LEAVE: u64 = 7;
const PAUSE: u64 = 6;

/// Frames of a whole visit.
pub(super) const VISIT: u64 = ENTER + HOLD + LEAVE + PAUSE;

/// Whether somebody holds a ticket still in picture `frame_no`.
pub(super) const fn is_holding(frame_no: u64) -> bool {
    let step = frame_no % VISIT;
    ENTER <= step && step < ENTER + HOLD
}

/// Where the ticket is in one picture, and how sharp.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pose {
    /// Where the middle of the code lies.
    pub(super) x: f32,
    pub(super) y: f32,
    /// How wide the code appears, quiet zone included.
    pub(super) code_width: f32,
    /// Turned in the picture's plane, and tilted out of it, in radians.
    pub(super) roll: f32,
    pub(super) pitch: f32,
    pub(super) yaw: f32,
    /// Radii of the blur.
    pub(super) blur: (usize, usize),
    pub(super) glare: Option<Glare>,
}

/// How one person holds a ticket.
pub(super) struct Person {
    rest: Pose,
    size: (f32, f32),
    from_left: bool,
    tremor: f32,
    reach: f32,
}

impl Person {
    /// Person number `who` of the scene of `seed`, in a picture of `size`.
    pub(super) fn new(seed: u64, who: u64, size: (f32, f32)) -> Self {
        let mut chance = Chance::new(seed, 1_000_000 + who);
        let (w, h) = size;
        let (x, y) = (chance.between(0.40, 0.60) * w, chance.between(0.42, 0.54) * h);
        let code_width = chance.between(0.38, 0.58) * h;
        let tilted = if chance.one_in(0.2) { 1.8 } else { 1.0 };
        let glare = chance.one_in(0.3).then(|| Glare {
            x: x + chance.between(-0.5, 0.5) * code_width,
            y: y + chance.between(-0.5, 0.5) * code_width,
            reach: chance.between(0.14, 0.3) * code_width,
            strength: chance.between(50.0, 170.0),
        });
        let rest = Pose {
            x,
            y,
            code_width,
            roll: chance.between(-0.16, 0.16) * tilted,
            pitch: chance.between(-0.28, 0.28) * tilted,
            yaw: chance.between(-0.3, 0.3) * tilted,
            blur: (usize::from(chance.one_in(0.35)), usize::from(chance.one_in(0.35))),
            glare,
        };
        Self {
            rest,
            size,
            from_left: chance.one_in(0.5),
            tremor: chance.between(0.0, TAU),
            reach: chance.between(0.5, 2.2),
        }
    }

    /// Where the ticket is in picture `frame_no`; none between two people.
    pub(super) fn pose(&self, frame_no: u64) -> Option<Pose> {
        let step = frame_no % VISIT;
        if step < ENTER {
            let way = 1.0 - (step + 1) as f32 / (ENTER + 1) as f32;
            return Some(self.on_the_way(way, self.from_left));
        }
        if step < ENTER + HOLD {
            return Some(self.holding(step - ENTER));
        }
        let gone = step - ENTER - HOLD;
        (gone < LEAVE).then(|| self.on_the_way((gone + 1) as f32 / LEAVE as f32, !self.from_left))
    }

    /// `way` is 0 at rest and 1 outside the picture.
    fn on_the_way(&self, way: f32, left: bool) -> Pose {
        let (w, h) = self.size;
        let side = if left { -1.0 } else { 1.0 };
        let eased = way * way;
        let speed = (24.0 * way) as usize;
        Pose {
            x: self.rest.x + side * 0.55 * w * eased,
            y: self.rest.y + 1.0 * h * eased,
            roll: self.rest.roll + side * 0.5 * eased,
            yaw: self.rest.yaw + 0.4 * eased,
            blur: (1 + speed * w as usize / 1280, 1 + speed * w as usize / 1280),
            glare: None,
            ..self.rest
        }
    }

    fn holding(&self, step: u64) -> Pose {
        let turn = self.tremor + step as f32 * 0.9;
        // The focus finds the ticket within the first frames.
        let focus = [3, 2, 1].get(step as usize).copied().unwrap_or(0);
        let blur = (self.rest.blur.0.max(focus), self.rest.blur.1.max(focus));
        let drift = step as f32 / HOLD as f32;
        Pose {
            x: self.rest.x + self.reach * turn.sin(),
            y: self.rest.y + self.reach * (turn * 1.3).cos() - 4.0 * drift,
            roll: self.rest.roll + 0.006 * (turn * 0.7).sin(),
            blur,
            glare: self.rest.glare.map(|glare| Glare { x: glare.x + 40.0 * drift, ..glare }),
            ..self.rest
        }
    }
}
