//! The hall behind the ticket: walls, people, lamps, a banner with writing.

use crate::dice::Dice;
use crate::quad::{Point, square};
use crate::scene::Scene;

/// A hall, the same for the same dice.
pub(crate) fn hall(width: usize, height: usize, dice: &mut Dice) -> Scene {
    let (w, h) = (width as f32, height as f32);
    let (base, slope, wave) =
        (dice.between(40.0, 150.0), dice.between(-40.0, 40.0), dice.between(40.0, 300.0));
    let mut scene = Scene::from(width, height, |x, y| {
        base + slope * (y as f32 / h - 0.5) + 12.0 * (x as f32 / wave).sin() + 9.0 * (y as f32 / wave).cos()
    });
    for _ in 0..6 + dice.below(14) {
        let centre = (dice.between(0.0, w), dice.between(0.0, h));
        let (side, turn) = (dice.between(0.04, 0.3) * h, dice.bell() * 20.0);
        let grey = dice.between(10.0, 235.0);
        let lean = dice.between(0.5, 2.0);
        let quad = square((0.0, 0.0), side, turn).map(|p| Point::new(centre.0 + p.x, centre.1 + p.y * lean));
        let round = dice.chance(1, 2);
        scene = scene.paint(quad, |u, v| {
            let inside = if round {
                (u - 0.5) * (u - 0.5) + (v - 0.5) * (v - 0.5) < 0.25
            } else {
                (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v)
            };
            inside.then_some(grey)
        });
    }
    if dice.chance(1, 2) { banner(scene, dice) } else { scene }
}

/// A banner with rows of strokes that look like writing.
fn banner(scene: Scene, dice: &mut Dice) -> Scene {
    let centre = (dice.between(0.2, 0.8) * scene.width as f32, dice.between(0.1, 0.9) * scene.height as f32);
    let side = dice.between(0.15, 0.4) * scene.height as f32;
    let (paper, ink) = (dice.between(120.0, 230.0), dice.between(10.0, 90.0));
    let strokes: Vec<bool> = (0..48 * 16).map(|_| dice.chance(1, 2)).collect();
    scene.paint(square(centre, side, dice.bell() * 5.0), |u, v| {
        let inside = (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v);
        inside.then(|| {
            let (column, row) = ((u * 48.0) as usize, (v * 32.0) as usize);
            let written = row % 2 == 1 && strokes.get(row / 2 * 48 + column) == Some(&true);
            if written { ink } else { paper }
        })
    })
}
