//! What is printed: sheets of cards to be cut apart, single pictures, and the tables of everything else.
//!
//! A card shows its code in at least 35 mm, so that it reads at arm's length, and beside it what a person needs to tell
//! whose it is. Nothing here knows a printer: it makes files.

mod card;
mod grid;
pub(crate) mod ink;
mod png;
mod print;
pub(crate) mod sheet;
pub(crate) mod table;
pub(crate) mod typeface;

pub use self::png::png;
pub use self::print::print;
pub use self::sheet::{CARDS_A_PAGE, Sheet, sheet};

/// What one card shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// What its code says.
    pub text: String,
    /// Whose it is.
    pub name: String,
    /// What it is for.
    pub product: String,
    /// The seat or table.
    pub seat: Option<String>,
    /// The order it belongs to.
    pub order_code: Option<String>,
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Card").field("product", &self.product).finish_non_exhaustive()
    }
}

/// Why something could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprintable {
    /// No code holds a text so long.
    #[error("the text is too long for a code")]
    TooLong,
    /// The program was built with a broken typeface.
    #[error("the embedded typeface cannot be read")]
    Typeface,
    /// The program knows a paper that is no paper.
    #[error("the paper has no size")]
    Page,
    /// The PDF file could not be made.
    #[error("the PDF file could not be made")]
    Pdf(#[source] krilla::error::KrillaError),
    /// The picture could not be made.
    #[error("the picture could not be made")]
    Png(#[source] image::ImageError),
}

/// Millimetres in points.
pub(crate) const fn mm(length: f32) -> f32 {
    length * 72.0 / 25.4
}
