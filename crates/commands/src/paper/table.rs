//! Tables on as many pages as it takes: what stands above and below them, and rows that are as high as their words.
//!
//! Every text is fitted into its column before anything is drawn, so no two can overlap. A row that is higher than a page
//! goes on on the next one; nothing is left out but what a [`Room`] cuts short.

mod flow;
mod row;

use gatehouse_contract::setup::Paper;
use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;

use self::flow::{Set, flow, height as height_of};
use self::row::{Cell, Laid, Look, Piece};
pub(crate) use self::row::{Column, Row, Text};
use super::ink::{BLACK, CAPITAL, GREY, LEADING, fill, height, write};
use super::sheet::size;
use super::typeface::{Fitted, Room, Typefaces};
use super::{Unprintable, mm};
use crate::language::Language;

const MARGIN: f32 = mm(14.0);

/// From the edge of a row to the words in it.
const PADDING: f32 = 3.5;

/// Between two columns.
const GUTTER: f32 = 6.0;

/// Between two texts of a cell.
const BETWEEN: f32 = 2.0;

/// Above a table that stands below another one.
const APART: f32 = 10.0;

/// What is kept at the foot of a page for its number.
const FOOT: f32 = 18.0;

const BAND: u8 = 225;
const HAIRLINE: f32 = 0.4;
const HAIRLINE_GREY: u8 = 160;

const TITLE: [Room; 2] = [Room { size: 16.0, lines: 1 }, Room { size: 12.0, lines: 2 }];
const SMALL: [Room; 1] = [Room { size: 8.0, lines: 1 }];
const SUBTITLE: [Room; 1] = [Room { size: 8.0, lines: 3 }];
const STAMP: [Room; 1] = [Room { size: 5.5, lines: usize::MAX }];
const HEADINGS: [Room; 2] = [Room { size: 7.0, lines: 1 }, Room { size: 6.0, lines: 2 }];

/// What stands above and below the tables on every page.
pub(crate) struct Frame {
    pub(crate) paper: Paper,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) printed: String,
    pub(crate) language: Language,
    /// What proves the page, in small letters above its number; may be empty.
    pub(crate) stamp: String,
    /// Rows that stand at the foot of every page.
    pub(crate) foot: Vec<Row>,
}

/// A table: what stands at its top, there and where it goes on, and its rows.
pub(crate) struct Table {
    pub(crate) columns: Vec<f32>,
    pub(crate) first: Vec<Row>,
    pub(crate) again: Vec<Row>,
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// A table whose headings stand on every page.
    pub(crate) fn new(columns: &[Column], rows: Vec<Row>) -> Self {
        let heading = |(title, _): &Column| {
            vec![Text { text: (*title).to_owned(), rooms: &HEADINGS, bold: true, grey: true, struck: false }]
        };
        let headings = Row::Cells(columns.iter().map(heading).collect());
        Self {
            columns: columns.iter().map(|(_, part)| *part).collect(),
            first: vec![headings.clone()],
            again: vec![headings],
            rows,
        }
    }

    /// The same table below a band that says what it is; where it goes on, the band stands again.
    pub(crate) fn titled(mut self, band: &Text) -> Self {
        self.first.insert(0, Row::Band(band.clone()));
        self.again.insert(0, Row::Band(band.clone()));
        self
    }

    /// The same table without headings.
    pub(crate) fn bare(columns: &[f32], rows: Vec<Row>) -> Self {
        Self { columns: columns.to_vec(), first: Vec::new(), again: Vec::new(), rows }
    }
}

/// Draws the whole document.
pub(crate) fn draw(frame: &Frame, tables: &[Table]) -> Result<Vec<u8>, Unprintable> {
    let typefaces = Typefaces::load()?;
    let sketch = Sketch::new(frame, &typefaces);
    let layout = sketch.layout(tables);
    let pages = layout.pages();
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(frame.title.clone()).creator("Gatehouse".to_owned()));
    for (number, rows) in (1..).zip(&pages) {
        let settings = PageSettings::from_wh(sketch.width, sketch.height).ok_or(Unprintable::Page)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        sketch.draw_head(&mut surface);
        sketch.draw_rows(&mut surface, rows.iter().copied(), layout.top);
        sketch.draw_rows(&mut surface, &layout.foot, layout.bottom);
        sketch.draw_foot(&mut surface, number, pages.len());
        surface.finish();
        page.finish();
    }
    document.finish().map_err(Unprintable::Pdf)
}

/// The words of every page, line by line, as they are drawn.
#[cfg(test)]
pub(crate) fn written(frame: &Frame, tables: &[Table]) -> Vec<String> {
    let typefaces = Typefaces::load().expect("typefaces");
    let sketch = Sketch::new(frame, &typefaces);
    let layout = sketch.layout(tables);
    let pages = layout.pages();
    let page = |(number, rows): (usize, &Vec<&Laid>)| {
        let cells = rows.iter().copied().chain(&layout.foot).flat_map(|row| &row.cells);
        let mut lines = sketch.title().lines;
        let (left, right) = sketch.sides(&frame.subtitle, &SUBTITLE, &frame.printed);
        lines.extend([left.lines, right.lines].concat());
        lines.extend(cells.flat_map(|cell| &cell.pieces).flat_map(|piece| piece.text.lines.clone()));
        lines.extend(sketch.stamp().lines);
        lines.push(sketch.page_of(number, pages.len()));
        lines.join("\n")
    };
    (1..).zip(&pages).map(page).collect()
}

/// All rows, made to fit, and where they may stand.
struct Layout {
    sets: Vec<Set>,
    foot: Vec<Laid>,
    top: f32,
    bottom: f32,
}

impl Layout {
    fn pages(&self) -> Vec<Vec<&Laid>> {
        flow(&self.sets, self.bottom - self.top)
    }
}

struct Sketch<'a> {
    frame: &'a Frame,
    typefaces: &'a Typefaces,
    width: f32,
    height: f32,
}

impl<'a> Sketch<'a> {
    fn new(frame: &'a Frame, typefaces: &'a Typefaces) -> Self {
        let (width, height) = size(frame.paper);
        Self { frame, typefaces, width, height }
    }

    fn layout(&self, tables: &[Table]) -> Layout {
        let foot: Vec<Laid> = self.frame.foot.iter().map(|row| self.lay(&[], row)).collect();
        let top = MARGIN + self.head_height();
        let bottom = self.height - MARGIN - FOOT - self.stamp_height() - height_of(&foot);
        let sets = tables.iter().map(|table| self.set(table, bottom - top)).collect();
        Layout { sets, foot, top, bottom }
    }

    fn inner(&self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// A table whose texts were made to fit, in rows that are no higher than a page.
    fn set(&self, table: &Table, room: f32) -> Set {
        let lay = |rows: &[Row]| rows.iter().map(|row| self.lay(&table.columns, row)).collect::<Vec<_>>();
        let (first, again) = (lay(&table.first), lay(&table.again));
        let room = room - height_of(&first).max(height_of(&again));
        let rows = lay(&table.rows).into_iter().flat_map(|row| row.parted(room)).collect();
        Set { first, again, rows }
    }

    fn lay(&self, columns: &[f32], row: &Row) -> Laid {
        let wide = |text: &Text| vec![self.cell(MARGIN, self.inner(), PADDING, std::slice::from_ref(text))];
        let (cells, look) = match row {
            Row::Band(text) => (wide(text), Look::Band),
            Row::Line(text) => (wide(text), Look::Ruled),
            Row::Cells(cells) => {
                let places = self.places(columns).into_iter().zip(cells);
                let cells = places.map(|((x, width), texts)| self.cell(x, width, GUTTER - PADDING, texts));
                (cells.collect(), Look::Ruled)
            }
            Row::Boxes(boxes) => {
                let parts: Vec<f32> = boxes.iter().map(|(part, _)| *part).collect();
                let places = self.places(&parts).into_iter().zip(boxes);
                let cells = places.map(|((x, width), (_, texts))| self.cell(x, width, PADDING, texts));
                (cells.collect(), Look::Boxed)
            }
        };
        Laid::of(cells, look)
    }

    /// Where each column begins, and how wide it is.
    fn places(&self, columns: &[f32]) -> Vec<(f32, f32)> {
        let parts: f32 = columns.iter().sum();
        let mut x = MARGIN;
        let place = |part: &f32| {
            let width = self.inner() * part / parts;
            let place = (x, width);
            x += width;
            place
        };
        columns.iter().map(place).collect()
    }

    /// Texts below each other between `x` and `x + width`, less the padding at the left and `right` at the right.
    fn cell(&self, x: f32, width: f32, right: f32, texts: &[Text]) -> Cell {
        let room = width - PADDING - right;
        let texts = texts.iter().filter(|text| !text.text.is_empty());
        Cell { x, width, pieces: texts.map(|text| self.piece(text, room)).collect() }
    }

    fn piece(&self, text: &Text, width: f32) -> Piece {
        let typeface = if text.bold { &self.typefaces.semibold } else { &self.typefaces.regular };
        let shade = if text.grey { GREY } else { BLACK };
        let fitted = typeface.fit(&text.text, width, text.rooms);
        Piece { text: fitted, bold: text.bold, shade, struck: text.struck }
    }

    fn title(&self) -> Fitted {
        self.typefaces.semibold.fit(&self.frame.title, self.inner(), &TITLE)
    }

    fn head_height(&self) -> f32 {
        let title = self.title();
        let below = self.sides(&self.frame.subtitle, &SUBTITLE, &self.frame.printed).0.lines.len().max(1);
        title.lines.len() as f32 * title.size * LEADING + below as f32 * SMALL[0].size * LEADING + 8.0
    }

    fn stamp(&self) -> Fitted {
        self.typefaces.regular.fit(&self.frame.stamp, self.inner(), &STAMP)
    }

    fn stamp_height(&self) -> f32 {
        let stamp = self.stamp();
        if stamp.lines.is_empty() { 0.0 } else { stamp.lines.len() as f32 * stamp.size * LEADING + 6.0 }
    }

    fn draw_head(&self, surface: &mut Surface<'_>) {
        let y =
            write(surface, Point::from_xy(MARGIN, MARGIN), &self.typefaces.semibold, &self.title(), BLACK);
        self.draw_sides(surface, y, self.sides(&self.frame.subtitle, &SUBTITLE, &self.frame.printed));
    }

    fn draw_foot(&self, surface: &mut Surface<'_>, number: usize, count: usize) {
        let page = self.page_of(number, count);
        let y = self.height - MARGIN - SMALL[0].size;
        self.draw_sides(surface, y, self.sides(&self.frame.title, &SMALL, &page));
        let stamp = self.stamp();
        let y = y - 4.0 - stamp.lines.len() as f32 * stamp.size * LEADING;
        write(surface, Point::from_xy(MARGIN, y), &self.typefaces.regular, &stamp, BLACK);
    }

    fn page_of(&self, number: usize, count: usize) -> String {
        let language = self.frame.language;
        format!("{} {number} {} {count}", language.pick("Page", "Página"), language.pick("of", "de"))
    }

    /// Two texts beside each other, the right one whole on its line and the left one in what is left.
    fn sides(&self, left: &str, rooms: &[Room], right: &str) -> (Fitted, Fitted) {
        let typeface = &self.typefaces.regular;
        let right = typeface.fit(right, self.inner() * 0.6, &SMALL);
        let left = typeface.fit(left, self.inner() - self.taken(&right) - 2.0 * GUTTER, rooms);
        (left, right)
    }

    fn taken(&self, right: &Fitted) -> f32 {
        right.lines.first().map_or(0.0, |line| self.typefaces.regular.width(line, right.size))
    }

    fn draw_sides(&self, surface: &mut Surface<'_>, y: f32, (left, right): (Fitted, Fitted)) {
        let x = self.width - MARGIN - self.taken(&right);
        write(surface, Point::from_xy(MARGIN, y), &self.typefaces.regular, &left, GREY);
        write(surface, Point::from_xy(x, y), &self.typefaces.regular, &right, GREY);
    }

    fn draw_rows<'l>(&self, surface: &mut Surface<'_>, rows: impl IntoIterator<Item = &'l Laid>, top: f32) {
        let mut y = top;
        for row in rows {
            self.draw_row(surface, row, y);
            y += row.height;
        }
    }

    fn draw_row(&self, surface: &mut Surface<'_>, row: &Laid, y: f32) {
        match row.look {
            Look::Gap => {}
            Look::Band => draw_rect(surface, BAND, MARGIN, y, self.inner(), row.height),
            Look::Ruled => {
                draw_rect(surface, HAIRLINE_GREY, MARGIN, y + row.height, self.inner(), HAIRLINE);
            }
            Look::Boxed => row.cells.iter().for_each(|cell| draw_box(surface, cell, y, row.height)),
        }
        for cell in &row.cells {
            let mut y = y + PADDING;
            for piece in &cell.pieces {
                self.draw_piece(surface, piece, cell.x + PADDING, y);
                y += height(&piece.text) + piece.text.size * (LEADING - 1.0) + BETWEEN;
            }
        }
    }

    fn draw_piece(&self, surface: &mut Surface<'_>, piece: &Piece, x: f32, y: f32) {
        let typeface = if piece.bold { &self.typefaces.semibold } else { &self.typefaces.regular };
        write(surface, Point::from_xy(x, y), typeface, &piece.text, piece.shade);
        if piece.struck {
            let size = piece.text.size;
            for (line, text) in piece.text.lines.iter().enumerate() {
                let middle = y + line as f32 * size * LEADING + size * CAPITAL * 0.6;
                draw_rect(surface, piece.shade, x, middle, typeface.width(text, size), 0.5);
            }
        }
    }
}

/// The four sides of a box.
fn draw_box(surface: &mut Surface<'_>, cell: &Cell, y: f32, height: f32) {
    for (x, y, width, height) in [
        (cell.x, y, cell.width, HAIRLINE),
        (cell.x, y + height, cell.width + HAIRLINE, HAIRLINE),
        (cell.x, y, HAIRLINE, height),
        (cell.x + cell.width, y, HAIRLINE, height),
    ] {
        draw_rect(surface, BLACK, x, y, width, height);
    }
}

fn draw_rect(surface: &mut Surface<'_>, shade: u8, x: f32, y: f32, width: f32, height: f32) {
    surface.set_fill(Some(fill(shade)));
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

#[cfg(test)]
mod tests;
