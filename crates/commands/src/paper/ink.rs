//! What all paper has in common: shades, lines of text, and how high they stand.

use krilla::color::luma;
use krilla::geom::Point;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::TextDirection;

use super::typeface::{Fitted, Typeface};

/// From one baseline to the next, in font sizes.
pub(crate) const LEADING: f32 = 1.2;

/// From the top of a capital to its baseline, in font sizes, as Inter has it.
pub(crate) const CAPITAL: f32 = 0.73;

pub(crate) const BLACK: u8 = 0;
pub(crate) const GREY: u8 = 90;

/// A shade of grey, 0 is black.
pub(crate) fn fill(shade: u8) -> Fill {
    Fill { paint: luma::Color::new(shade).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// Writes lines from the top of their first capital on. Tells where the next line would begin.
pub(crate) fn write(
    surface: &mut Surface<'_>,
    at: Point,
    typeface: &Typeface,
    text: &Fitted,
    shade: u8,
) -> f32 {
    surface.set_fill(Some(fill(shade)));
    let mut y = at.y;
    for line in &text.lines {
        let baseline = Point::from_xy(at.x, y + text.size * CAPITAL);
        surface.draw_text(baseline, typeface.font(), text.size, line, false, TextDirection::LeftToRight);
        y += text.size * LEADING;
    }
    y
}

/// From the top of the first capital to the last baseline.
pub(crate) fn height(text: &Fitted) -> f32 {
    (text.lines.len().saturating_sub(1) as f32 * LEADING + CAPITAL) * text.size
}
