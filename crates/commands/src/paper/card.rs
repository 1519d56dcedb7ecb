//! One card: the code on the left, who and what on the right.

use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::surface::Surface;

use super::grid::{Grid, QUIET};
use super::ink::{self, BLACK, GREY, fill};
use super::typeface::{Fitted, Room, Typeface, Typefaces};
use super::{Card, Unprintable, mm};

/// The code's width without its quiet zone: read from 40 cm by the cheapest camera.
const CODE_MM: f32 = 40.0;

/// Between the cut and anything printed.
const PADDING_MM: f32 = 4.5;

/// Between the quiet zone and the words.
const GAP_MM: f32 = 1.0;

const EVENT: [Room; 2] = [Room { size: 8.0, lines: 1 }, Room { size: 7.0, lines: 2 }];
const NAME: [Room; 4] = [
    Room { size: 16.0, lines: 2 },
    Room { size: 13.0, lines: 3 },
    Room { size: 11.0, lines: 3 },
    Room { size: 9.0, lines: 4 },
];
const PRODUCT: [Room; 2] = [Room { size: 10.0, lines: 2 }, Room { size: 8.5, lines: 3 }];
const SEAT: [Room; 2] = [Room { size: 10.0, lines: 1 }, Room { size: 8.5, lines: 2 }];
const ORDER: [Room; 2] = [Room { size: 8.0, lines: 1 }, Room { size: 7.0, lines: 2 }];

/// Where a card lies on its page, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Draws a card.
pub(super) fn draw(
    surface: &mut Surface<'_>,
    place: Place,
    card: &Card,
    event_name: &str,
    typefaces: &Typefaces,
) -> Result<(), Unprintable> {
    let grid = Grid::new(&card.text)?;
    let side = mm(CODE_MM);
    let quiet = side / grid.width() as f32 * QUIET as f32;
    let left = place.x + quiet.max(mm(PADDING_MM));
    let top = place.y + (place.height - side) / 2.0;
    draw_code(surface, &grid, Point::from_xy(left, top), side);

    let words = left + side + quiet + mm(GAP_MM);
    let mut column = Column {
        x: words,
        y: place.y + mm(PADDING_MM),
        width: place.x + place.width - mm(PADDING_MM) - words,
        surface,
    };
    column.write(&typefaces.regular, event_name, &EVENT, GREY);
    column.y = column.y.max(top);
    column.write(&typefaces.semibold, &card.name, &NAME, BLACK);
    column.y += 4.0;
    column.write(&typefaces.regular, &card.product, &PRODUCT, BLACK);
    column.y += 2.0;
    column.write(&typefaces.semibold, card.seat.as_deref().unwrap_or_default(), &SEAT, BLACK);
    let order = typefaces.regular.fit(card.order_code.as_deref().unwrap_or_default(), column.width, &ORDER);
    // Level with the code's lower edge, or below it when there is much to say.
    column.y = (column.y + 2.0).max(top + side - ink::height(&order));
    column.put(&typefaces.regular, &order, GREY);
    Ok(())
}

/// The column of words, written from the top.
struct Column<'a, 'surface> {
    surface: &'a mut Surface<'surface>,
    x: f32,
    y: f32,
    width: f32,
}

impl Column<'_, '_> {
    fn write(&mut self, typeface: &Typeface, text: &str, rooms: &[Room], shade: u8) {
        let fitted = typeface.fit(text, self.width, rooms);
        self.put(typeface, &fitted, shade);
    }

    fn put(&mut self, typeface: &Typeface, text: &Fitted, shade: u8) {
        self.y = ink::write(self.surface, Point::from_xy(self.x, self.y), typeface, text, shade);
    }
}

/// Draws the code as one shape in whole numbers, which keeps it small and its edges without seams.
fn draw_code(surface: &mut Surface<'_>, grid: &Grid, at: Point, side: f32) {
    let mut path = PathBuilder::new();
    for block in grid.blocks() {
        let (x, y, width, height) = (block.x as f32, block.y as f32, block.width as f32, block.height as f32);
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
    }
    let module = side / grid.width() as f32;
    surface.push_transform(&Transform::from_row(module, 0.0, 0.0, module, at.x, at.y));
    surface.set_fill(Some(fill(BLACK)));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.pop();
}
