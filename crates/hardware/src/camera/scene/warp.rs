//! A flat ticket into the picture, in perspective.

use super::paint::{Area, Canvas};
use super::person::Pose;
use super::ticket::Ticket;

/// How far away the ticket is, in widths of its code: nearer is a stronger perspective.
const DISTANCE: f32 = 3.6;
/// Pixels between two exact positions; in between they are evenly spaced, which nobody sees.
const SPAN: usize = 16;

/// A ticket in its place: the map from the ticket's drawing to the picture, and back.
pub(super) struct Placed {
    onto: [f32; 9],
    back: [f32; 9],
}

impl Placed {
    /// Puts `ticket` into `pose`.
    pub(super) fn new(pose: &Pose, ticket: &Ticket) -> Self {
        let (sr, cr) = pose.roll.sin_cos();
        let (sp, cp) = pose.pitch.sin_cos();
        let (sy, cy) = pose.yaw.sin_cos();
        // The first two columns of the turn by yaw, then pitch, then roll.
        let across = [cr * cy - sr * sp * sy, sr * cy + cr * sp * sy, -cp * sy];
        let down = [-sr * cp, cr * cp, sp];
        let far = DISTANCE * pose.code_width;
        let scale = pose.code_width / ticket.code_width;
        let (mx, my) = ticket.code_middle;
        let column = |axis: [f32; 3]| {
            let [x, y, z] = axis.map(|part| part * scale);
            [far * x + pose.x * z, far * y + pose.y * z, z]
        };
        let (a, b) = (column(across), column(down));
        let offset = |n: usize, home: f32| home - a[n] * mx - b[n] * my;
        let onto = [
            a[0],
            b[0],
            offset(0, far * pose.x),
            a[1],
            b[1],
            offset(1, far * pose.y),
            a[2],
            b[2],
            offset(2, far),
        ];
        Self { onto, back: inverse(&onto) }
    }

    /// Where a point of the drawing lies in the picture.
    pub(super) fn onto(&self, x: f32, y: f32) -> (f32, f32) {
        apply(&self.onto, x, y)
    }

    fn area(&self) -> Area {
        let (w, h) = (Ticket::WIDTH as f32, Ticket::HEIGHT as f32);
        let corners = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)].map(|(x, y)| self.onto(x, y));
        let least = |part: fn(&(f32, f32)) -> f32| corners.iter().map(part).fold(f32::INFINITY, f32::min);
        let most = |part: fn(&(f32, f32)) -> f32| corners.iter().map(part).fold(f32::NEG_INFINITY, f32::max);
        Area {
            left: least(|c| c.0).floor() as i32,
            top: least(|c| c.1).floor() as i32,
            right: most(|c| c.0).ceil() as i32 + 1,
            bottom: most(|c| c.1).ceil() as i32 + 1,
        }
    }
}

/// Draws `ticket` where `placed` says; gives the area that it may have changed.
pub(super) fn draw(canvas: &mut Canvas<'_>, ticket: &Ticket, placed: &Placed) -> Area {
    let area = placed.area();
    let (columns, rows) = area.on(canvas.width, canvas.height);
    for y in rows {
        let row = &mut canvas.pixels[y * canvas.width..][columns.clone()];
        let position = |x: usize| {
            let (u, v) = apply(&placed.back, (columns.start + x) as f32 + 0.5, y as f32 + 0.5);
            (fixed(u - 0.5), fixed(v - 0.5))
        };
        let mut from = position(0);
        for (n, span) in row.chunks_mut(SPAN).enumerate() {
            let to = position((n + 1) * SPAN);
            draw_span(span, ticket, from, to);
            from = to;
        }
    }
    area
}

/// Draws up to [`SPAN`] pixels between two positions in the drawing, which are in 1/65536 of a pixel.
fn draw_span(span: &mut [u8], ticket: &Ticket, from: (i64, i64), to: (i64, i64)) {
    let step = ((to.0 - from.0) / SPAN as i64, (to.1 - from.1) / SPAN as i64);
    let (mut u, mut v) = from;
    for pixel in span {
        let (x, y) = (u >> 16, v >> 16);
        let inside =
            (0..Ticket::WIDTH as i64 - 1).contains(&x) && (0..Ticket::HEIGHT as i64 - 1).contains(&y);
        if inside {
            let at = y as usize * Ticket::WIDTH + x as usize;
            let (fx, fy) = (((u >> 8) & 0xFF) as u32, ((v >> 8) & 0xFF) as u32);
            let cover = mean(&ticket.cover, at, fx, fy);
            if cover > 0 {
                let grey = mean(&ticket.grey, at, fx, fy);
                *pixel = ((u32::from(*pixel) * (255 - cover) + grey * cover + 127) / 255) as u8;
            }
        }
        u += step.0;
        v += step.1;
    }
}

/// The mean of four neighbours, by how near each is, in 1/256.
fn mean(plane: &[u8], at: usize, fx: u32, fy: u32) -> u32 {
    let value = |at: usize| u32::from(plane[at]);
    let upper = value(at) * (256 - fx) + value(at + 1) * fx;
    let lower = value(at + Ticket::WIDTH) * (256 - fx) + value(at + Ticket::WIDTH + 1) * fx;
    (upper * (256 - fy) + lower * fy) >> 16
}

fn fixed(value: f32) -> i64 {
    (value.clamp(-1e6, 1e6) * 65_536.0) as i64
}

fn apply(m: &[f32; 9], x: f32, y: f32) -> (f32, f32) {
    let w = m[6] * x + m[7] * y + m[8];
    ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
}

/// The inverse up to a factor, which a map of the plane does not have.
fn inverse(m: &[f32; 9]) -> [f32; 9] {
    let minor = |a: usize, b: usize, c: usize, d: usize| m[a] * m[d] - m[b] * m[c];
    [
        minor(4, 5, 7, 8),
        -minor(1, 2, 7, 8),
        minor(1, 2, 4, 5),
        -minor(3, 5, 6, 8),
        minor(0, 2, 6, 8),
        -minor(0, 2, 3, 5),
        minor(3, 4, 6, 7),
        -minor(0, 1, 6, 7),
        minor(0, 1, 3, 4),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::scene::chance::Chance;

    #[test]
    fn the_code_lies_where_the_pose_says() {
        let ticket = Ticket::draw("GATEHOUSE", &mut Chance::new(1, 1));
        let pose = Pose {
            x: 600.0,
            y: 350.0,
            code_width: 300.0,
            roll: 0.2,
            pitch: -0.3,
            yaw: 0.4,
            blur: (0, 0),
            glare: None,
        };
        let placed = Placed::new(&pose, &ticket);
        let (x, y) = placed.onto(ticket.code_middle.0, ticket.code_middle.1);
        assert!((x - 600.0).hypot(y - 350.0) < 0.1, "{x}, {y}");
        let (u, v) = apply(&placed.back, x, y);
        assert!((u - ticket.code_middle.0).hypot(v - ticket.code_middle.1) < 0.1, "{u}, {v}");
    }
}
