//! Frames made to keep a reader busy: noise, stripes, finder patterns everywhere, torn codes.

use crate::dice::Dice;
use crate::gate::{Frame, Trouble};
use crate::print::Print;
use crate::quad::leaning;
use crate::scene::Scene;

/// A frame of `width`×`height` that holds no code worth reading, of a kind and a measure that the seed decides.
#[must_use]
pub fn hostile_frame(width: usize, height: usize, seed: u64) -> Frame {
    let mut dice = Dice::new(seed ^ 0x0BAD);
    let kind = dice.below(9);
    let (pitch, second) = (1 + dice.below(24), 1 + dice.below(9));
    let (dark, light) = (dice.between(0.0, 120.0) as u8, dice.between(130.0, 255.0) as u8);
    let two = |is_dark: bool| if is_dark { dark } else { light };
    let mut chance = Dice::new(seed);
    let pixels: Vec<u8> = match kind {
        0 => from(width, height, |_, _| (chance.bits() >> 56) as u8),
        1 => {
            let cells: Vec<bool> = (0..width * height).map(|_| chance.bits() >> 63 == 1).collect();
            from(width, height, |x, y| two(cells[y / pitch * width + x / pitch]))
        }
        2 => from(width, height, |x, y| two((x * second + y * (pitch % 3)) / pitch % 2 == 0)),
        3 => from(width, height, |x, y| two((x / pitch + y / second) % 2 == 0)),
        4 | 5 => from(width, height, |x, y| two(carpet(x, y, second, 7 * second + pitch))),
        6 => bars(width, height, pitch, two),
        7 => return crowd(width, height, &mut dice, seed),
        _ => from(width, height, |x, y| {
            let is_dark = carpet(x, y, second, 7 * second + pitch);
            two(is_dark).saturating_add_signed((chance.bits() >> 58) as i8)
        }),
    };
    Frame { width, height, pixels, texts: Vec::new(), trouble: Trouble::None }
}

fn from(width: usize, height: usize, mut grey: impl FnMut(usize, usize) -> u8) -> Vec<u8> {
    (0..width * height).map(|i| grey(i % width, i / width)).collect()
}

/// As if a finder pattern stood at every `pitch` pixels, its modules `module` wide.
fn carpet(x: usize, y: usize, module: usize, pitch: usize) -> bool {
    let (u, v) = (x % pitch / module, y % pitch / module);
    u < 7 && v < 7 && u.abs_diff(3).max(v.abs_diff(3)) != 2
}

/// Upright bars in the ratio that a finder pattern has.
fn bars(width: usize, height: usize, module: usize, two: impl Fn(bool) -> u8) -> Vec<u8> {
    const DARK: [bool; 11] = [true, false, true, true, true, false, true, false, false, false, false];
    from(width, height, |x, y| two(DARK[(x + y / 64) / module % 11]))
}

/// Many torn codes at once, none whole.
fn crowd(width: usize, height: usize, dice: &mut Dice, seed: u64) -> Frame {
    let print = Print::new(&format!("GH1:TORN {seed}"));
    let mut scene = Scene::new(width, height, 200.0);
    for _ in 0..6 {
        let at = (dice.between(0.0, width as f32), dice.between(0.0, height as f32));
        let module = dice.between(2.0, 6.0);
        let side = module * print.size as f32;
        let quad =
            leaning(at, side, dice.between(0.0, 360.0), dice.between(0.0, 45.0), dice.between(0.0, 180.0));
        // The middle is painted over, so that the finder patterns stay and nothing can be read.
        let n = print.size as f32;
        let torn = dice.between(60.0, 180.0);
        scene = scene.paint(quad, |u, v| {
            let (near, mid) = (|at: f32| (-0.15..1.15).contains(&at), |at: f32| (0.3..0.95).contains(&at));
            (near(u) && near(v)).then(|| if mid(u) && mid(v) { torn } else { print.grey(u * n, v * n) })
        });
    }
    Frame::of(&scene.noise(3.0, seed), Vec::new(), Trouble::None)
}
