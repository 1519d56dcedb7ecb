//! Sheets of cards to be cut apart: two across, four down.

use gatehouse_contract::setup::Paper;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::PathBuilder;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;

use super::card::{self, Place};
use super::typeface::Typefaces;
use super::{Card, Unprintable, mm};

const ACROSS: usize = 2;
const DOWN: usize = 4;

/// Cards on a page.
pub const CARDS_A_PAGE: usize = ACROSS * DOWN;

/// What printers leave white at the edge, and a little.
const MARGIN_MM: f32 = 8.0;

/// As thin as printers print, and light enough not to show on a card that was cut beside it.
const HAIRLINE: f32 = 0.25;
const HAIRLINE_GREY: u8 = 170;

/// Sheets in the making. A page is drawn as soon as it is full.
pub struct Sheet {
    document: Document,
    typefaces: Typefaces,
    size: (f32, f32),
    event_name: String,
    waiting: Vec<Card>,
    pages: u32,
}

impl Sheet {
    /// Begins with no page.
    ///
    /// # Errors
    /// Never, unless the program was built with a broken typeface.
    pub fn new(paper: Paper, event_name: &str) -> Result<Self, Unprintable> {
        let mut document = Document::new();
        document.set_metadata(Metadata::new().title(event_name.to_owned()).creator("Gatehouse".to_owned()));
        Ok(Self {
            document,
            typefaces: Typefaces::load()?,
            size: size(paper),
            event_name: event_name.to_owned(),
            waiting: Vec::with_capacity(CARDS_A_PAGE),
            pages: 0,
        })
    }

    /// Adds a card.
    ///
    /// # Errors
    /// When its text is too long for a code.
    pub fn add(&mut self, card: Card) -> Result<(), Unprintable> {
        self.waiting.push(card);
        if self.waiting.len() == CARDS_A_PAGE { self.draw_page() } else { Ok(()) }
    }

    /// Draws the last page and makes the PDF file. Tells also how many pages it has.
    ///
    /// # Errors
    /// When a text is too long for a code, or the file cannot be made.
    pub fn finish(mut self) -> Result<(Vec<u8>, u32), Unprintable> {
        if !self.waiting.is_empty() {
            self.draw_page()?;
        }
        let bytes = self.document.finish().map_err(Unprintable::Pdf)?;
        Ok((bytes, self.pages))
    }

    fn draw_page(&mut self) -> Result<(), Unprintable> {
        let (width, height) = self.size;
        let settings = PageSettings::from_wh(width, height).ok_or(Unprintable::Page)?;
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        draw_cuts(&mut surface, width, height);
        for (place, card) in places(width, height).zip(self.waiting.drain(..)) {
            card::draw(&mut surface, place, &card, &self.event_name, &self.typefaces)?;
        }
        surface.finish();
        page.finish();
        self.pages += 1;
        Ok(())
    }
}

/// Makes a whole PDF file at once; `progress` hears how many cards are done.
///
/// # Errors
/// When a text is too long for a code, or the file cannot be made.
pub fn sheet(
    paper: Paper,
    event_name: &str,
    cards: impl Iterator<Item = Card>,
    mut progress: impl FnMut(u64),
) -> Result<Vec<u8>, Unprintable> {
    let mut sheet = Sheet::new(paper, event_name)?;
    for (done, card) in (1..).zip(cards) {
        sheet.add(card)?;
        progress(done);
    }
    Ok(sheet.finish()?.0)
}

/// Width and height in points.
pub(crate) fn size(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::A4 => (mm(210.0), mm(297.0)),
        Paper::Letter => (8.5 * 72.0, 11.0 * 72.0),
    }
}

/// Row by row, so that a cut stack keeps its order.
fn places(width: f32, height: f32) -> impl Iterator<Item = Place> {
    let margin = mm(MARGIN_MM);
    let (width, height) = ((width - 2.0 * margin) / ACROSS as f32, (height - 2.0 * margin) / DOWN as f32);
    (0..CARDS_A_PAGE).map(move |card| Place {
        x: margin + (card % ACROSS) as f32 * width,
        y: margin + (card / ACROSS) as f32 * height,
        width,
        height,
    })
}

/// Lines from edge to edge along every cut.
fn draw_cuts(surface: &mut Surface<'_>, width: f32, height: f32) {
    let margin = mm(MARGIN_MM);
    let mut path = PathBuilder::new();
    for line in 0..=ACROSS {
        let x = margin + line as f32 * (width - 2.0 * margin) / ACROSS as f32;
        path.move_to(x, 0.0);
        path.line_to(x, height);
    }
    for line in 0..=DOWN {
        let y = margin + line as f32 * (height - 2.0 * margin) / DOWN as f32;
        path.move_to(0.0, y);
        path.line_to(width, y);
    }
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(HAIRLINE_GREY).into(),
        width: HAIRLINE,
        ..Stroke::default()
    }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
}

#[cfg(test)]
mod tests;
