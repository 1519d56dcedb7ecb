//! A table on as many pages as it takes: what stands above and below it, and rows that are as high as their words.
//!
//! Every text is fitted into its column before anything is drawn, so no two can overlap.

use gatehouse_contract::setup::Paper;
use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;

use crate::paper::ink::{BLACK, GREY, LEADING, fill, height, write};
use crate::paper::sheet::size;
use crate::paper::typeface::{Fitted, Room, Typefaces};
use crate::paper::{Unprintable, mm};

const MARGIN: f32 = mm(14.0);

/// From the edge of a row to the words in it.
const PADDING: f32 = 3.5;

/// Between two columns.
const GUTTER: f32 = 6.0;

/// Between two texts of a cell.
const BETWEEN: f32 = 2.0;

/// What is kept at the foot of a page for its number.
const FOOT: f32 = 18.0;

const BAND: u8 = 225;
const HAIRLINE: f32 = 0.4;
const HAIRLINE_GREY: u8 = 160;

const TITLE: [Room; 2] = [Room { size: 16.0, lines: 1 }, Room { size: 12.0, lines: 2 }];
const SMALL: [Room; 1] = [Room { size: 8.0, lines: 1 }];
const HEADINGS: [Room; 2] = [Room { size: 7.0, lines: 1 }, Room { size: 6.0, lines: 2 }];

/// What stands above and below the table.
pub(super) struct Frame {
    pub(super) paper: Paper,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) printed: String,
    /// Says the number of a page and how many there are.
    pub(super) page_of: fn(usize, usize, super::Language) -> String,
    pub(super) language: super::Language,
}

/// A column: what stands over it, and its part of the width.
pub(super) type Column = (&'static str, f32);

/// A text in a cell.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) rooms: &'static [Room],
    pub(super) bold: bool,
    pub(super) grey: bool,
}

/// A row of the table.
pub(super) enum Row {
    /// A cell for every column, the texts of each one below the other.
    Cells(Vec<Vec<Text>>),
    /// One text across all columns, in a band.
    Band(Text),
    /// One text across all columns.
    Line(Text),
}

/// A row whose texts were made to fit.
struct Laid {
    /// For every cell where it begins, and its texts.
    cells: Vec<(f32, Vec<Piece>)>,
    height: f32,
    band: bool,
}

struct Piece {
    text: Fitted,
    bold: bool,
    shade: u8,
}

/// Draws the whole document.
pub(super) fn draw(frame: &Frame, columns: &[Column], rows: &[Row]) -> Result<Vec<u8>, Unprintable> {
    let typefaces = Typefaces::load()?;
    let (width, page_height) = size(frame.paper);
    let sketch = Sketch { frame, typefaces: &typefaces, width, height: page_height };
    let laid: Vec<Laid> = rows.iter().map(|row| sketch.lay(columns, row)).collect();
    let headings = sketch.headings(columns);
    let top = MARGIN + sketch.head_height();
    let pages = pages(&laid, page_height - MARGIN - FOOT - top - headings.height);
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(frame.title.clone()).creator("Gatehouse".to_owned()));
    let count = pages.len();
    for (number, rows) in (1..).zip(pages) {
        let settings = PageSettings::from_wh(width, page_height).ok_or(Unprintable::Page)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        sketch.draw_head(&mut surface);
        sketch.draw_foot(&mut surface, number, count);
        let mut y = top;
        for row in std::iter::once(&headings).chain(&laid[rows]) {
            sketch.draw_row(&mut surface, row, y);
            y += row.height;
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(Unprintable::Pdf)
}

/// Which rows stand on which page; a band stays with the row below it. An empty table has one page.
fn pages(rows: &[Laid], room: f32) -> Vec<std::ops::Range<usize>> {
    let (mut pages, mut start, mut used) = (Vec::new(), 0, 0.0);
    for (at, row) in rows.iter().enumerate() {
        let below = rows.get(at + 1).filter(|_| row.band).map_or(0.0, |below| below.height);
        if at > start && used + row.height + below > room {
            pages.push(start..at);
            (start, used) = (at, 0.0);
        }
        used += row.height;
    }
    pages.push(start..rows.len());
    pages
}

struct Sketch<'a> {
    frame: &'a Frame,
    typefaces: &'a Typefaces,
    width: f32,
    height: f32,
}

impl Sketch<'_> {
    fn inner(&self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    fn lay(&self, columns: &[Column], row: &Row) -> Laid {
        let wide =
            |text: &Text| vec![(MARGIN + PADDING, vec![self.piece(text, self.inner() - 2.0 * PADDING)])];
        let (cells, band) = match row {
            Row::Band(text) => (wide(text), true),
            Row::Line(text) => (wide(text), false),
            Row::Cells(cells) => {
                let places = self.places(columns).into_iter().zip(cells);
                let fit = |((x, width), texts): ((f32, f32), &Vec<Text>)| {
                    (
                        x,
                        texts
                            .iter()
                            .filter(|text| !text.text.is_empty())
                            .map(|text| self.piece(text, width))
                            .collect(),
                    )
                };
                (places.map(fit).collect(), false)
            }
        };
        let tallest = cells.iter().map(|(_, pieces): &(f32, Vec<Piece>)| stack(pieces)).fold(0.0, f32::max);
        Laid { cells, height: tallest + 2.0 * PADDING, band }
    }

    /// Where each column begins, and how wide it is.
    fn places(&self, columns: &[Column]) -> Vec<(f32, f32)> {
        let parts: f32 = columns.iter().map(|(_, part)| part).sum();
        let mut x = MARGIN;
        let place = |(_, part): &Column| {
            let width = self.inner() * part / parts;
            let place = (x + PADDING, width - GUTTER);
            x += width;
            place
        };
        columns.iter().map(place).collect()
    }

    fn headings(&self, columns: &[Column]) -> Laid {
        let text = |(title, _): &Column| {
            vec![Text { text: (*title).to_owned(), rooms: &HEADINGS, bold: true, grey: true }]
        };
        self.lay(columns, &Row::Cells(columns.iter().map(text).collect()))
    }

    fn piece(&self, text: &Text, width: f32) -> Piece {
        let typeface = if text.bold { &self.typefaces.semibold } else { &self.typefaces.regular };
        let shade = if text.grey { GREY } else { BLACK };
        Piece { text: typeface.fit(&text.text, width, text.rooms), bold: text.bold, shade }
    }

    fn title(&self) -> Fitted {
        self.typefaces.semibold.fit(&self.frame.title, self.inner(), &TITLE)
    }

    fn head_height(&self) -> f32 {
        let title = self.title();
        title.lines.len() as f32 * title.size * LEADING + SMALL[0].size * LEADING + 8.0
    }

    fn draw_head(&self, surface: &mut Surface<'_>) {
        let y =
            write(surface, Point::from_xy(MARGIN, MARGIN), &self.typefaces.semibold, &self.title(), BLACK);
        self.draw_sides(surface, y, &self.frame.subtitle, &self.frame.printed);
    }

    fn draw_foot(&self, surface: &mut Surface<'_>, number: usize, count: usize) {
        let page = (self.frame.page_of)(number, count, self.frame.language);
        self.draw_sides(surface, self.height - MARGIN - SMALL[0].size, &self.frame.title, &page);
    }

    /// Two texts on one line, the right one whole and the left one in what is left.
    fn draw_sides(&self, surface: &mut Surface<'_>, y: f32, left: &str, right: &str) {
        let typeface = &self.typefaces.regular;
        let right = typeface.fit(right, self.inner() * 0.6, &SMALL);
        let taken = right.lines.first().map_or(0.0, |line| typeface.width(line, right.size));
        let left = typeface.fit(left, self.inner() - taken - 2.0 * GUTTER, &SMALL);
        write(surface, Point::from_xy(MARGIN, y), typeface, &left, GREY);
        write(surface, Point::from_xy(self.width - MARGIN - taken, y), typeface, &right, GREY);
    }

    fn draw_row(&self, surface: &mut Surface<'_>, row: &Laid, y: f32) {
        let (top, bottom) = if row.band { (y, row.height) } else { (y + row.height, HAIRLINE) };
        surface.set_fill(Some(fill(if row.band { BAND } else { HAIRLINE_GREY })));
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(MARGIN, top, self.inner(), bottom) {
            path.push_rect(rect);
        }
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
        for (x, pieces) in &row.cells {
            let mut y = y + PADDING;
            for piece in pieces {
                let typeface = if piece.bold { &self.typefaces.semibold } else { &self.typefaces.regular };
                write(surface, Point::from_xy(*x, y), typeface, &piece.text, piece.shade);
                y += height(&piece.text) + piece.text.size * (LEADING - 1.0) + BETWEEN;
            }
        }
    }
}

/// How high texts stand one below the other.
fn stack(pieces: &[Piece]) -> f32 {
    let texts: f32 = pieces.iter().map(|piece| height(&piece.text) + piece.text.size * (LEADING - 1.0)).sum();
    texts + pieces.len().saturating_sub(1) as f32 * BETWEEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(height: f32, band: bool) -> Laid {
        Laid { cells: Vec::new(), height, band }
    }

    #[test]
    fn a_page_holds_what_fits_and_a_band_stays_with_what_it_is_over() {
        let check = |rows: &[Laid], expected: &[(usize, usize)]| {
            let found: Vec<(usize, usize)> =
                pages(rows, 100.0).into_iter().map(|page| (page.start, page.end)).collect();
            assert_eq!(found, expected);
        };
        check(&[], &[(0, 0)]);
        check(&[row(60.0, false), row(40.0, false), row(1.0, false)], &[(0, 2), (2, 3)]);
        check(&[row(60.0, false), row(20.0, true), row(30.0, false)], &[(0, 1), (1, 3)]);
        check(&[row(300.0, false), row(10.0, false)], &[(0, 1), (1, 2)]);
    }

    #[test]
    fn no_text_leaves_its_column_and_no_row_another() {
        let typefaces = Typefaces::load().expect("typefaces");
        let frame = Frame {
            paper: Paper::A4,
            title: "Gala".into(),
            subtitle: String::new(),
            printed: String::new(),
            page_of: |_, _, _| String::new(),
            language: super::super::Language::English,
        };
        let (width, height) = size(Paper::A4);
        let sketch = Sketch { frame: &frame, typefaces: &typefaces, width, height };
        let columns: [Column; 3] = [("A", 1.0), ("B", 3.0), ("C", 0.5)];
        let text = |text: &str| {
            let text = text.to_owned();
            vec![Text { text, rooms: &TITLE, bold: false, grey: false }]
        };
        let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(9);
        let laid = sketch.lay(&columns, &Row::Cells(vec![text(&long), text("Ana"), text(&long)]));
        for ((x, pieces), (left, room)) in laid.cells.iter().zip(sketch.places(&columns)) {
            assert_eq!(*x, left);
            let widest = |line: &String| typefaces.regular.width(line, pieces[0].text.size) <= room + 0.01;
            assert!(pieces[0].text.lines.iter().all(widest));
            assert!(stack(pieces) <= laid.height - 2.0 * PADDING + 0.01);
        }
    }
}
