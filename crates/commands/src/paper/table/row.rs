//! Rows, as they are asked for and as they were made to fit.

use super::{BETWEEN, LEADING, PADDING, height};
use crate::paper::typeface::{Fitted, Room};

/// A column: what stands over it, and its part of the width.
pub(crate) type Column = (&'static str, f32);

/// A text in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) rooms: &'static [Room],
    pub(crate) bold: bool,
    pub(crate) grey: bool,
    /// There is a line through it.
    pub(crate) struck: bool,
}

impl Text {
    pub(crate) const fn plain(text: String, rooms: &'static [Room]) -> Self {
        Self { text, rooms, bold: false, grey: false, struck: false }
    }

    pub(crate) const fn bold(text: String, rooms: &'static [Room]) -> Self {
        Self { text, rooms, bold: true, grey: false, struck: false }
    }

    pub(crate) const fn grey(text: String, rooms: &'static [Room]) -> Self {
        Self { text, rooms, bold: false, grey: true, struck: false }
    }

    pub(crate) const fn struck(text: String, rooms: &'static [Room]) -> Self {
        Self { text, rooms, bold: false, grey: false, struck: true }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Row {
    /// A cell for every column, the texts of each one below the other.
    Cells(Vec<Vec<Text>>),
    /// One text across all columns, in a band.
    Band(Text),
    /// One text across all columns.
    Line(Text),
    /// Boxes beside each other as a form has them, each with its own part of the width.
    Boxes(Vec<(f32, Vec<Text>)>),
}

/// A row whose texts were made to fit.
pub(super) struct Laid {
    pub(super) cells: Vec<Cell>,
    pub(super) height: f32,
    pub(super) look: Look,
}

/// What is drawn around the words of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A line below it.
    Ruled,
    /// A band behind it.
    Band,
    /// A box around every cell.
    Boxed,
    /// Nothing.
    Gap,
}

/// Where a cell is, and its texts.
pub(super) struct Cell {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: Fitted,
    pub(super) bold: bool,
    pub(super) shade: u8,
    pub(super) struck: bool,
}

impl Laid {
    /// As high as its highest cell.
    pub(super) fn of(cells: Vec<Cell>, look: Look) -> Self {
        let tallest = cells.iter().map(|cell| stack(&cell.pieces)).fold(0.0, f32::max);
        Self { cells, height: tallest + 2.0 * PADDING, look }
    }

    /// An empty space.
    pub(super) const fn gap(height: f32) -> Self {
        Self { cells: Vec::new(), height, look: Look::Gap }
    }

    /// The row itself if it is no higher than `room`, otherwise as many rows as its words fill, one below the other.
    pub(super) fn parted(self, room: f32) -> Vec<Self> {
        let (look, mut rest, mut parts) = (self.look, self, Vec::new());
        while rest.height > room {
            let (above, below): (Vec<Cell>, Vec<Cell>) =
                rest.cells.into_iter().map(|cell| cell.parted(room - 2.0 * PADDING)).unzip();
            if above.iter().all(|cell| cell.pieces.is_empty()) {
                return parts.into_iter().chain([Self::of(below, look)]).collect();
            }
            parts.push(Self::of(above, look));
            rest = Self::of(below, look);
        }
        parts.push(rest);
        parts
    }
}

impl Cell {
    /// As many lines as `room` holds, and the rest.
    fn parted(self, room: f32) -> (Self, Self) {
        let (x, width) = (self.x, self.width);
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let mut left = room;
        for piece in self.pieces {
            let line = piece.text.size * LEADING;
            let fit = if below.is_empty() { (left / line).floor().max(0.0) as usize } else { 0 };
            let mut upper = piece.clone();
            let mut lower = piece;
            upper.text.lines.truncate(fit);
            lower.text.lines.drain(..fit.min(lower.text.lines.len()));
            left -= upper.text.lines.len() as f32 * line + BETWEEN;
            above.extend(Some(upper).filter(|piece| !piece.text.lines.is_empty()));
            below.extend(Some(lower).filter(|piece| !piece.text.lines.is_empty()));
        }
        (Self { x, width, pieces: above }, Self { x, width, pieces: below })
    }
}

/// How high texts stand one below the other.
pub(super) fn stack(pieces: &[Piece]) -> f32 {
    let texts: f32 = pieces.iter().map(|piece| height(&piece.text) + piece.text.size * (LEADING - 1.0)).sum();
    texts + pieces.len().saturating_sub(1) as f32 * BETWEEN
}
