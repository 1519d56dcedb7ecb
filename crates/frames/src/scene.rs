//! A grey picture in the making, and what a lens, a sensor and bad light do to it.

use crate::dice::Dice;
use crate::print::Print;
use crate::quad::{Point, square, to_square};

/// Rays to a pixel, in each direction.
const RAYS: u8 = 3;
/// Quiet zone around a code that is drawn by itself, in modules.
const QUIET: f32 = 4.0;

/// A grey picture; 0 is black, 255 white, anything beyond is clipped in the end.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Pixels to a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row by row from the top.
    pub grey: Vec<f32>,
}

impl Scene {
    /// An evenly grey scene.
    #[must_use]
    pub fn new(width: usize, height: usize, grey: f32) -> Self {
        Self { width, height, grey: vec![grey; width * height] }
    }

    /// A scene from a rule for each pixel (x, y).
    #[must_use]
    pub fn from(width: usize, height: usize, mut grey: impl FnMut(usize, usize) -> f32) -> Self {
        let pixels = (0..width * height).map(|i| grey(i % width, i / width)).collect();
        Self { width, height, grey: pixels }
    }

    /// Paints over `quad`, and around it as far as half its extent, wherever `grey` gives one. `grey` is asked with
    /// the place on the quad: (0, 0) its top left corner, (1, 1) its bottom right.
    #[must_use]
    pub fn paint(mut self, quad: [Point; 4], grey: impl Fn(f32, f32) -> Option<f32>) -> Self {
        let map = to_square(quad);
        let reach = |pick: fn(&Point) -> f32, most: usize| {
            let (low, high) =
                quad.iter().map(pick).fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(v), h.max(v)));
            let more = (high - low) * 0.5;
            ((low - more).max(0.0) as usize, ((high + more).max(0.0) as usize + 1).min(most))
        };
        let ((x0, x1), (y0, y1)) = (reach(|p| p.x, self.width), reach(|p| p.y, self.height));
        let rays = f32::from(RAYS);
        for y in y0..y1 {
            for x in x0..x1 {
                let (mut sum, mut hits) = (0.0, 0.0);
                for k in 0..RAYS * RAYS {
                    let px = x as f32 + (f32::from(k % RAYS) + 0.5) / rays;
                    let py = y as f32 + (f32::from(k / RAYS) + 0.5) / rays;
                    let w = map[6] * px + map[7] * py + map[8];
                    let u = (map[0] * px + map[1] * py + map[2]) / w;
                    let v = (map[3] * px + map[4] * py + map[5]) / w;
                    if let Some(grey) = grey(u, v) {
                        sum += grey;
                        hits += 1.0;
                    }
                }
                let cell = &mut self.grey[y * self.width + x];
                *cell = (sum + *cell * (rays * rays - hits)) / (rays * rays);
            }
        }
        self
    }

    /// Draws `print` with a quiet zone of four modules, its outer corners at `quad` (top left, clockwise).
    #[must_use]
    pub fn draw(self, print: &Print, quad: [Point; 4]) -> Self {
        let n = print.size as f32;
        let quiet = QUIET / n;
        let near = move |at: f32| (-quiet..1.0 + quiet).contains(&at);
        self.paint(quad, |u, v| (near(u) && near(v)).then(|| print.grey(u * n, v * n)))
    }

    /// Draws `print` upright: centre, pixels to a module, turned by `degrees`.
    #[must_use]
    pub fn put(self, print: &Print, centre: (f32, f32), module: f32, degrees: f32) -> Self {
        self.draw(print, square(centre, module * print.size as f32, degrees))
    }

    /// Blurs by about `sigma` pixels: three passes of a box.
    #[must_use]
    pub fn blur(mut self, sigma: f32) -> Self {
        let radius = sigma.max(0.01);
        for _ in 0..2 {
            for _ in 0..3 {
                self.grey = box_blur(&self.grey, self.width, self.height, radius);
            }
            self = self.transposed();
        }
        self
    }

    /// Smears along rows by `length` pixels, as a ticket does that moves sideways.
    #[must_use]
    pub fn smear(mut self, length: f32) -> Self {
        self.grey = box_blur(&self.grey, self.width, self.height, length / 2.0);
        self
    }

    /// Smears along columns by `length` pixels.
    #[must_use]
    pub fn smear_down(self, length: f32) -> Self {
        self.transposed().smear(length).transposed()
    }

    /// Adds a sensor's grain of standard deviation `sigma`.
    #[must_use]
    pub fn noise(mut self, sigma: f32, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        self.grey.iter_mut().for_each(|g| *g += dice.bell() * sigma);
        self
    }

    /// Multiplies by a light that falls from `left` to `right`.
    #[must_use]
    pub fn light(mut self, left: f32, right: f32) -> Self {
        let width = self.width;
        for (i, g) in self.grey.iter_mut().enumerate() {
            *g *= left + (right - left) * (i % width) as f32 / width as f32;
        }
        self
    }

    /// Adds a reflection: `strength` in its middle at (x, y), falling off over `radius` pixels.
    #[must_use]
    pub fn glare(mut self, (x, y): (f32, f32), radius: f32, strength: f32) -> Self {
        let width = self.width;
        for (i, g) in self.grey.iter_mut().enumerate() {
            let (dx, dy) = ((i % width) as f32 - x, (i / width) as f32 - y);
            let far = (dx * dx + dy * dy) / (radius * radius);
            if far < 6.0 {
                *g += strength * (-far).exp();
            }
        }
        self
    }

    fn transposed(self) -> Self {
        let (w, h) = (self.width, self.height);
        Self::from(h, w, |x, y| self.grey[x * w + y])
    }

    /// The finished picture, a byte to a pixel, without gaps.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.grey.iter().map(|g| (g + 0.5).clamp(0.0, 255.0) as u8).collect()
    }
}

/// A box of any radius along rows, its ends weighted.
fn box_blur(grey: &[f32], width: usize, height: usize, radius: f32) -> Vec<f32> {
    let whole = radius as usize;
    let part = radius - whole as f32;
    let mut out = vec![0.0; grey.len()];
    for y in 0..height {
        let row = &grey[y * width..(y + 1) * width];
        let at = |x: isize| row[x.clamp(0, width as isize - 1) as usize];
        let mut sum: f32 = (-(whole as isize)..=whole as isize).map(at).sum();
        for x in 0..width as isize {
            let reach = whole as isize + 1;
            let ends = part * (at(x - reach) + at(x + reach));
            out[y * width + x as usize] = (sum + ends) / (2.0 * radius + 1.0);
            sum += at(x + reach) - at(x + 1 - reach);
        }
    }
    out
}
