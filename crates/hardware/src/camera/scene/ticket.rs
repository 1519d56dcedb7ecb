//! What people hold up: a code on a phone's screen or on paper, with a hand around it.

use qrcode::{Color, EcLevel, QrCode};

use super::chance::Chance;

/// A drawn ticket: grey, and how much of it covers what lies behind.
pub(super) struct Ticket {
    pub(super) grey: Vec<u8>,
    pub(super) cover: Vec<u8>,
    /// Where the middle of the code lies, and how wide it is with its quiet zone.
    pub(super) code_middle: (f32, f32),
    pub(super) code_width: f32,
}

/// The code of `text`.
pub(super) fn code(text: &str) -> Result<QrCode, qrcode::types::QrError> {
    QrCode::with_error_correction_level(text, EcLevel::M)
}

/// A rectangle with round corners, in pixels of the drawing.
#[derive(Clone, Copy)]
struct Slab {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
    round: f32,
}

/// Modules of quiet around a code.
const QUIET: usize = 4;

impl Ticket {
    /// Size of the drawing.
    pub(super) const WIDTH: usize = 768;
    pub(super) const HEIGHT: usize = 1280;

    /// Draws the ticket that says `text`, which must fit into a code.
    pub(super) fn draw(text: &str, chance: &mut Chance) -> Self {
        let mut ticket = Self {
            grey: vec![0; Self::WIDTH * Self::HEIGHT],
            cover: vec![0; Self::WIDTH * Self::HEIGHT],
            code_middle: (384.0, 400.0),
            code_width: 384.0,
        };
        let skin = chance.between(92.0, 168.0);
        let on_phone = chance.one_in(0.6);
        let body = if on_phone {
            Slab { x: 144.0, y: 60.0, w: 480.0, h: 980.0, round: 58.0 }
        } else {
            Slab { x: 96.0, y: 60.0, w: 576.0, h: 840.0, round: 4.0 }
        };
        ticket.hand_behind(body, skin);
        if on_phone {
            ticket.phone(body, chance)
        } else {
            ticket.paper(body, chance)
        }
        if let Ok(code) = code(text) {
            ticket.code(&code, if on_phone { (18, 246) } else { (38, 218) });
        }
        let thumb = (body.x + body.w, body.y + body.h * 0.82);
        ticket.finger((thumb.0 + 60.0, thumb.1 + 70.0), (thumb.0 - 46.0, thumb.1 - 20.0), 40.0, skin * 1.04);
        ticket
    }

    /// The palm and the fingers that come round the left edge.
    fn hand_behind(&mut self, body: Slab, skin: f32) {
        let bottom = Self::HEIGHT as f32 + 80.0;
        self.finger(
            (body.x + body.w * 0.55, bottom),
            (body.x + body.w * 0.6, body.y + body.h * 0.9),
            190.0,
            skin * 0.8,
        );
        for n in 0..4 {
            let y = body.y + body.h * (0.6 + 0.085 * n as f32);
            self.finger((body.x + 90.0, y + 30.0), (body.x - 26.0, y), 33.0, skin * (0.95 - 0.04 * n as f32));
        }
    }

    fn phone(&mut self, body: Slab, chance: &mut Chance) {
        self.slab(body, |_, _| 26.0);
        let edge = Slab { x: body.x + 5.0, y: body.y + 5.0, w: body.w - 10.0, h: body.h - 10.0, round: 54.0 };
        self.slab(edge, |_, _| 12.0);
        let screen =
            Slab { x: body.x + 18.0, y: body.y + 18.0, w: body.w - 36.0, h: body.h - 36.0, round: 42.0 };
        let bright = chance.between(222.0, 246.0);
        self.slab(screen, |_, y| bright - 12.0 * y);
        self.slab(Slab { x: 344.0, y: screen.y + 12.0, w: 80.0, h: 22.0, round: 11.0 }, |_, _| 10.0);
        let band = Slab { x: screen.x, y: screen.y + 48.0, w: screen.w, h: 62.0, round: 0.0 };
        let tint = chance.between(60.0, 130.0);
        self.slab(band, |_, _| tint);
        self.line(band.x + 26.0, band.y + 22.0, 190.0, 18.0, 235.0);
        for (n, ink) in [(0_u8, 70.0), (1, 150.0), (2, 150.0), (3, 150.0)] {
            let long = chance.between(130.0, 350.0);
            self.line(
                screen.x + 36.0,
                640.0 + 44.0 * f32::from(n),
                long,
                if n == 0 { 24.0 } else { 13.0 },
                ink,
            );
        }
        self.slab(Slab { x: screen.x + 36.0, y: 836.0, w: screen.w - 72.0, h: 66.0, round: 33.0 }, |_, _| {
            tint
        });
        self.line(screen.x + 150.0, 862.0, 150.0, 14.0, 240.0);
    }

    fn paper(&mut self, body: Slab, chance: &mut Chance) {
        let (bright, bend) = (chance.between(196.0, 226.0), chance.between(-26.0, 26.0));
        self.slab(body, |x, y| bright + bend * (x - 0.5) - 10.0 * ((y - 0.5).abs() * 2.0));
        self.line(body.x + 40.0, body.y + 36.0, chance.between(240.0, 400.0), 34.0, 50.0);
        self.line(body.x + 40.0, body.y + 92.0, chance.between(160.0, 300.0), 14.0, 120.0);
        for n in 0..5_u8 {
            let long = chance.between(150.0, 470.0);
            self.line(
                body.x + 40.0,
                646.0 + 34.0 * f32::from(n),
                long,
                12.0,
                if n == 0 { 60.0 } else { 125.0 },
            );
        }
        // Where the stub is torn off.
        for n in 0..28_u8 {
            self.line(body.x + 8.0 + 20.0 * f32::from(n), 838.0, 11.0, 3.0, 120.0);
        }
    }

    /// Puts the modules, each of a whole number of pixels, around the middle of the code.
    fn code(&mut self, code: &QrCode, (dark, light): (u8, u8)) {
        let modules = code.width() + 2 * QUIET;
        let module = (self.code_width as usize / modules).max(1);
        let side = module * modules;
        self.code_width = side as f32;
        let left = (self.code_middle.0 as usize).saturating_sub(side / 2);
        let top = (self.code_middle.1 as usize).saturating_sub(side / 2);
        self.code_middle = (left as f32 + side as f32 / 2.0, top as f32 + side as f32 / 2.0);
        for y in 0..side.min(Self::HEIGHT - top) {
            let row = (top + y) * Self::WIDTH + left;
            for x in 0..side.min(Self::WIDTH - left) {
                let (column, line) = ((x / module).wrapping_sub(QUIET), (y / module).wrapping_sub(QUIET));
                let inside = column < code.width() && line < code.width();
                let is_dark = inside && code[(column, line)] == Color::Dark;
                self.grey[row + x] = if is_dark { dark } else { light };
            }
        }
    }

    /// A line of text too small to read.
    fn line(&mut self, x: f32, y: f32, w: f32, h: f32, ink: f32) {
        self.slab(Slab { x, y, w, h, round: h / 2.0 }, |_, _| ink);
    }

    /// Fills `slab` with what `shade` says, which is asked by the share of width and height.
    fn slab(&mut self, slab: Slab, shade: impl Fn(f32, f32) -> f32) {
        let (middle_x, middle_y) = (slab.x + slab.w / 2.0, slab.y + slab.h / 2.0);
        let inset = |at: f32, middle: f32, length: f32| (at - middle).abs() - (length / 2.0 - slab.round);
        self.fill(
            (slab.x, slab.y, slab.x + slab.w, slab.y + slab.h),
            |x, y| {
                let (dx, dy) = (inset(x, middle_x, slab.w), inset(y, middle_y, slab.h));
                slab.round + 0.5 - dx.max(0.0).hypot(dy.max(0.0)) - dx.max(dy).min(0.0)
            },
            |x, y| shade((x - slab.x) / slab.w, (y - slab.y) / slab.h),
        );
    }

    /// A finger from `from` to its tip at `tip`, lit from above left.
    fn finger(&mut self, from: (f32, f32), tip: (f32, f32), thick: f32, skin: f32) {
        let (dx, dy) = (tip.0 - from.0, tip.1 - from.1);
        let length = (dx * dx + dy * dy).max(1.0);
        let off = move |x: f32, y: f32| {
            let along = (((x - from.0) * dx + (y - from.1) * dy) / length).clamp(0.0, 1.0);
            (x - from.0 - along * dx, y - from.1 - along * dy)
        };
        let reach = (
            from.0.min(tip.0) - thick,
            from.1.min(tip.1) - thick,
            from.0.max(tip.0) + thick,
            from.1.max(tip.1) + thick,
        );
        self.fill(
            reach,
            |x, y| {
                let (ox, oy) = off(x, y);
                thick - ox.hypot(oy)
            },
            |x, y| {
                let (ox, oy) = off(x, y);
                let round = 1.0 - (ox * ox + oy * oy) / (thick * thick);
                skin * (0.55 + 0.45 * round.max(0.0).sqrt()) - 0.14 * skin * (ox + oy) / thick
            },
        );
    }

    /// Paints where `inside` is positive, softly over the last pixel.
    fn fill(
        &mut self,
        (left, top, right, bottom): (f32, f32, f32, f32),
        inside: impl Fn(f32, f32) -> f32,
        shade: impl Fn(f32, f32) -> f32,
    ) {
        let clamp = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
        for y in clamp(top, Self::HEIGHT)..clamp(bottom.ceil(), Self::HEIGHT) {
            for x in clamp(left, Self::WIDTH)..clamp(right.ceil(), Self::WIDTH) {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let share = inside(px, py).clamp(0.0, 1.0);
                if share > 0.0 {
                    let at = y * Self::WIDTH + x;
                    let ink = shade(px, py).clamp(0.0, 255.0);
                    // Where nothing was painted there is nothing to mix with.
                    let under = if self.cover[at] == 0 { ink } else { f32::from(self.grey[at]) };
                    self.grey[at] = (under + (ink - under) * share) as u8;
                    self.cover[at] = self.cover[at].max((share * 255.0) as u8);
                }
            }
        }
    }
}
