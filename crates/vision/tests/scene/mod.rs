//! Pictures of codes, drawn: anywhere, turned, slanted, blurred, noisy, badly lit. The same every time.
#![allow(dead_code, unreachable_pub, reason = "each test program uses its own part")]

use gatehouse_vision::{Luma, Point};
use qrcode::{EcLevel, QrCode, Version};

/// Numbers that look random and are always the same.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// 0 to 1.
    pub fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + self.roll() * (high - low)
    }

    /// Bell-shaped around 0, standard deviation 1.
    pub fn bell(&mut self) -> f32 {
        (0..12).map(|_| self.roll()).sum::<f32>() - 6.0
    }
}

/// A code to be drawn.
pub struct Print {
    modules: Vec<bool>,
    pub size: usize,
    pub dark: f32,
    pub light: f32,
}

impl Print {
    /// The smallest version that holds `text` at level M.
    pub fn new(text: &str) -> Self {
        Self::of(QrCode::with_error_correction_level(text, EcLevel::M).expect("the text fits"))
    }

    /// A given version, level M.
    pub fn version(version: i16, text: &str) -> Self {
        Self::of(QrCode::with_version(text, Version::Normal(version), EcLevel::M).expect("the text fits"))
    }

    fn of(code: QrCode) -> Self {
        let modules = code.to_colors().iter().map(|c| *c == qrcode::Color::Dark).collect();
        Self { modules, size: code.width(), dark: 25.0, light: 225.0 }
    }

    pub fn greys(self, dark: f32, light: f32) -> Self {
        Self { dark, light, ..self }
    }

    /// The same code seen in a mirror.
    pub fn mirrored(self) -> Self {
        let n = self.size;
        let modules = (0..n * n).map(|i| self.modules[(i / n) * n + n - 1 - i % n]).collect();
        Self { modules, ..self }
    }
}

/// A grey picture in the making.
#[derive(Clone)]
pub struct Scene {
    pub width: usize,
    pub height: usize,
    pub grey: Vec<f32>,
    bytes: Vec<u8>,
}

impl Scene {
    pub fn new(width: usize, height: usize, grey: f32) -> Self {
        Self { width, height, grey: vec![grey; width * height], bytes: Vec::new() }
    }

    /// A scene from a rule for each pixel.
    pub fn from(width: usize, height: usize, mut grey: impl FnMut(usize, usize) -> f32) -> Self {
        let pixels = (0..width * height).map(|i| grey(i % width, i / width)).collect();
        Self { width, height, grey: pixels, bytes: Vec::new() }
    }

    /// Draws `print` with a quiet zone of four modules, its outer corners at `quad` (top left, clockwise).
    pub fn draw(mut self, print: &Print, quad: [Point; 4]) -> Self {
        let map = to_square(quad);
        let n = print.size as f32;
        let margin = 4.0;
        let reach = |pick: fn(&Point) -> f32| {
            let (low, high) =
                quad.iter().map(pick).fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(v), h.max(v)));
            let more = (high - low) * 0.5;
            ((low - more).max(0.0) as usize, (high + more).max(0.0) as usize + 1)
        };
        let ((x0, x1), (y0, y1)) = (reach(|p| p.x), reach(|p| p.y));
        for y in y0..y1.min(self.height) {
            for x in x0..x1.min(self.width) {
                // Nine rays to a pixel.
                let (mut sum, mut rays) = (0.0, 0.0);
                for k in 0..9_u8 {
                    let px = x as f32 + (f32::from(k % 3) + 0.5) / 3.0;
                    let py = y as f32 + (f32::from(k / 3) + 0.5) / 3.0;
                    let w = map[6] * px + map[7] * py + map[8];
                    let u = (map[0] * px + map[1] * py + map[2]) / w * n;
                    let v = (map[3] * px + map[4] * py + map[5]) / w * n;
                    if u < -margin || v < -margin || u >= n + margin || v >= n + margin {
                        continue;
                    }
                    let inside = u >= 0.0 && v >= 0.0 && u < n && v < n;
                    let dark = inside && print.modules[v as usize * print.size + u as usize];
                    sum += if dark { print.dark } else { print.light };
                    rays += 1.0;
                }
                let cell = &mut self.grey[y * self.width + x];
                *cell = (sum + *cell * (9.0 - rays)) / 9.0;
            }
        }
        self
    }

    /// Draws `print` upright: centre, pixels to a module, turned by `degrees`.
    pub fn put(self, print: &Print, centre: (f32, f32), module: f32, degrees: f32) -> Self {
        self.draw(print, square(centre, module * print.size as f32, degrees))
    }

    /// Blurs by about `sigma` pixels: three passes of a box.
    pub fn blur(mut self, sigma: f32) -> Self {
        let radius = sigma.max(0.01);
        for _ in 0..3 {
            self.grey = box_blur(&self.grey, self.width, self.height, radius);
            self = self.transposed();
            self.grey = box_blur(&self.grey, self.width, self.height, radius);
            self = self.transposed();
        }
        self
    }

    /// Smears along rows by `length` pixels, as a moving ticket does.
    pub fn smear(mut self, length: f32) -> Self {
        self.grey = box_blur(&self.grey, self.width, self.height, length / 2.0);
        self
    }

    pub fn noise(mut self, sigma: f32, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        self.grey.iter_mut().for_each(|g| *g += dice.bell() * sigma);
        self
    }

    /// Multiplies by a light that falls from `left` to `right`.
    pub fn light(mut self, left: f32, right: f32) -> Self {
        let width = self.width;
        for (i, g) in self.grey.iter_mut().enumerate() {
            *g *= left + (right - left) * (i % width) as f32 / width as f32;
        }
        self
    }

    fn transposed(self) -> Self {
        let (w, h) = (self.width, self.height);
        Self::from(h, w, |x, y| self.grey[x * w + y])
    }

    /// The finished picture.
    pub fn luma(&mut self) -> Luma<'_> {
        self.bytes = self.grey.iter().map(|g| (g + 0.5).clamp(0.0, 255.0) as u8).collect();
        Luma::new(self.width, self.height, self.width, &self.bytes).expect("as many pixels as it should have")
    }
}

/// A square's corners.
pub fn square((x, y): (f32, f32), side: f32, degrees: f32) -> [Point; 4] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let h = side / 2.0;
    [(-h, -h), (h, -h), (h, h), (-h, h)]
        .map(|(u, v)| Point::new(x + u * cos - v * sin, y + u * sin + v * cos))
}

/// A square leaning back by `tilt` degrees about an axis that is turned by `axis` degrees, then turned itself.
pub fn leaning(centre: (f32, f32), side: f32, degrees: f32, tilt: f32, axis: f32) -> [Point; 4] {
    let (sin, cos) = axis.to_radians().sin_cos();
    square((0.0, 0.0), side, degrees).map(|p| {
        let (along, across) = (p.x * cos + p.y * sin, p.y * cos - p.x * sin);
        let depth = 1.0 + across * tilt.to_radians().sin() / (side * 3.5);
        let (a, b) = (along / depth, across * tilt.to_radians().cos() / depth);
        Point::new(centre.0 + a * cos - b * sin, centre.1 + a * sin + b * cos)
    })
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

/// The projective map from a quad to the unit square.
fn to_square([p0, p1, p2, p3]: [Point; 4]) -> [f32; 9] {
    let (ax, bx, sx) = (p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x);
    let (ay, by, sy) = (p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y);
    let den = ax * by - bx * ay;
    let (g, h) = ((sx * by - bx * sy) / den, (ax * sy - sx * ay) / den);
    let (a, b, c) = (p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x);
    let (d, e, f) = (p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y);
    [
        e - f * h,
        c * h - b,
        b * f - c * e,
        f * g - d,
        a - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    ]
}
