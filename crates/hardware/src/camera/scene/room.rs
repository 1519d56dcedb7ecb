//! The room behind: an entrance hall at night, out of focus.

use super::chance::Chance;
use super::paint::{Area, Canvas, Glare, blur, glare};

/// Paints the room, once for a scene.
pub(super) fn paint(width: usize, height: usize, chance: &mut Chance) -> Vec<u8> {
    let mut pixels = vec![0; width * height];
    let mut canvas = Canvas { width, height, pixels: &mut pixels };
    let (w, h) = (width as f32, height as f32);
    walls(&mut canvas);
    // The way out into a lit street.
    let door = chance.between(0.58, 0.72) * w;
    block(&mut canvas, (door, 0.16 * h), (door + 0.17 * w, 0.72 * h), 92);
    block(&mut canvas, (door + 0.082 * w, 0.16 * h), (door + 0.09 * w, 0.72 * h), 40);
    for _ in 0..16 {
        let spot = Glare {
            x: chance.between(0.0, w),
            y: chance.between(0.02 * h, 0.42 * h),
            reach: chance.between(0.012, 0.04) * w,
            strength: chance.between(25.0, 110.0),
        };
        glare(&mut canvas, spot);
    }
    for n in 0..6 {
        let at = (n as f32 + chance.between(0.1, 0.9)) / 6.0 * w;
        let tall = chance.between(0.38, 0.56) * h;
        queuer(&mut canvas, at, tall, chance.between(14.0, 34.0) as u8);
    }
    for radius in [width / 110, width / 140] {
        blur(&mut canvas, everything(width, height), (radius.max(1), radius.max(1)));
    }
    // The counter on which the camera stands is near, and sharper.
    block(&mut canvas, (0.0, 0.93 * h), (w, h), 24);
    block(&mut canvas, (0.0, 0.93 * h), (w, 0.94 * h), 38);
    blur(&mut canvas, everything(width, height), (4, 4));
    pixels
}

fn everything(width: usize, height: usize) -> Area {
    Area { left: 0, top: 0, right: width as i32, bottom: height as i32 }
}

/// A wall that catches some light from above, and a floor that reflects it.
fn walls(canvas: &mut Canvas<'_>) {
    let floor = canvas.height * 7 / 10;
    for (y, row) in canvas.pixels.chunks_exact_mut(canvas.width).enumerate() {
        let shade = if y < floor {
            46 - 20 * y / floor
        } else {
            20 + 34 * (y - floor) / (canvas.height - floor).max(1)
        };
        row.fill(shade as u8);
    }
}

/// Fills a rectangle.
fn block(canvas: &mut Canvas<'_>, from: (f32, f32), to: (f32, f32), shade: u8) {
    let area = Area { left: from.0 as i32, top: from.1 as i32, right: to.0 as i32, bottom: to.1 as i32 };
    let (columns, rows) = area.on(canvas.width, canvas.height);
    for y in rows {
        canvas.pixels[y * canvas.width..][columns.clone()].fill(shade);
    }
}

/// Somebody who waits: a head and shoulders, seen against the light.
fn queuer(canvas: &mut Canvas<'_>, x: f32, tall: f32, shade: u8) {
    let ground = 0.9 * canvas.height as f32;
    let head = 0.085 * tall;
    let top = ground - tall;
    ellipse(canvas, (x, top + head * 1.2), (head, head * 1.25), shade);
    ellipse(canvas, (x, top + tall * 0.55), (tall * 0.19, tall * 0.36), shade);
    block(canvas, (x - tall * 0.13, top + tall * 0.5), (x + tall * 0.13, ground), shade);
}

fn ellipse(canvas: &mut Canvas<'_>, (x, y): (f32, f32), (rx, ry): (f32, f32), shade: u8) {
    let (columns, rows) = Area::around(x, y, rx, ry).on(canvas.width, canvas.height);
    for row in rows {
        for column in columns.clone() {
            let (dx, dy) = ((column as f32 - x) / rx, (row as f32 - y) / ry);
            if dx * dx + dy * dy <= 1.0 {
                canvas.pixels[row * canvas.width + column] = shade;
            }
        }
    }
}
