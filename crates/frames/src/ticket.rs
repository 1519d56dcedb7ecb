//! What somebody holds up: a sheet of paper, smooth or creased, or a telephone.

use crate::dice::Dice;
use crate::print::Print;
use crate::quad::Point;
use crate::scene::Scene;

/// What the code is shown on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Carrier {
    /// A sheet with writing below the code.
    Paper,
    /// A sheet that was folded in somebody's pocket.
    Creased,
    /// A telephone, whose screen has this many dots to a module.
    Screen(f32),
}

/// A fold of the paper: where, and what it does to either side.
struct Fold {
    normal: (f32, f32),
    at: f32,
    bend: f32,
    shade: f32,
}

impl Fold {
    fn new(dice: &mut Dice) -> Self {
        let (sin, cos) = dice.between(0.0, std::f32::consts::TAU).sin_cos();
        let at = 0.5 * (sin + cos) + dice.between(-0.3, 0.3);
        Self { normal: (cos, sin), at, bend: dice.between(0.01, 0.05), shade: dice.between(-0.22, 0.22) }
    }

    /// Beyond the fold the paper leans away: it looks shorter, and lighter or darker.
    fn apply(&self, (u, v, light): (f32, f32, f32)) -> (f32, f32, f32) {
        let beyond = u * self.normal.0 + v * self.normal.1 - self.at;
        if beyond <= 0.0 {
            return (u, v, light);
        }
        let shift = beyond * self.bend * 2.0;
        let ridge = if beyond < 0.008 { 0.8 } else { 1.0 };
        (u + shift * self.normal.0, v + shift * self.normal.1, light * ridge * (1.0 + self.shade))
    }
}

/// Draws `print` on its carrier, the code's outer corners at `quad`.
pub(crate) fn show(
    scene: Scene,
    print: &Print,
    quad: [Point; 4],
    carrier: Carrier,
    dice: &mut Dice,
) -> Scene {
    let n = print.size as f32;
    let quiet = dice.between(3.0, 6.0) / n;
    let writing: Vec<bool> = (0..64).map(|_| dice.chance(3, 5)).collect();
    let folds: Vec<Fold> = if carrier == Carrier::Creased {
        (0..1 + dice.below(3)).map(|_| Fold::new(dice)).collect()
    } else {
        Vec::new()
    };
    let bezel = dice.between(5.0, 40.0);
    let near = |at: f32, more: f32| (-quiet - more..1.0 + quiet + more).contains(&at);
    scene.paint(quad, |u, v| {
        let (u, v, light) = folds.iter().fold((u, v, 1.0), |at, fold| fold.apply(at));
        if near(u, 0.0) && near(v, 0.0) {
            let dots =
                if let Carrier::Screen(dots) = carrier { dots_at(u * n * dots, v * n * dots) } else { 1.0 };
            return Some(print.grey(u * n, v * n) * light * dots);
        }
        match carrier {
            Carrier::Screen(_) => (near(u, 0.12) && near(v, 0.35)).then_some(bezel),
            _ if near(u, 0.0) && (1.0 + quiet..1.4 + quiet).contains(&v) => {
                let (column, row) = ((u + 0.2) * 20.0, (v - 1.0) * 20.0);
                let stroke = writing.get((column as usize + 13 * row as usize) % 64) == Some(&true);
                let written = row.fract() > 0.5 && stroke;
                Some(light * if written { print.dark.min(print.light) } else { print.light })
            }
            _ => None,
        }
    })
}

/// The light of a screen's dots at (`a`, `b`) dots: dark seams between them.
fn dots_at(a: f32, b: f32) -> f32 {
    let seam = |at: f32| if at.rem_euclid(1.0) < 0.28 { 0.62 } else { 1.0 };
    seam(a) * seam(b)
}
