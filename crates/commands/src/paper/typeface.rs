//! The typeface of printed sheets: what it can draw, how wide that is, and how a text is made to fit.
//!
//! Inter, embedded, because a sheet must look the same on every device. It draws Latin, Greek and Cyrillic. Letters that
//! it lacks become a box; nothing is laid out from right to left. The code on the card does not depend on any of this.

use krilla::text::Font;
use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization;

use super::Unprintable;

static REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/Inter-Regular.otf");
static SEMIBOLD: &[u8] = include_bytes!("../../../../assets/fonts/Inter-SemiBold.otf");

/// Stands for letters that the typeface lacks.
const BOX: char = '□';

/// Kerning is not measured; it may widen a line by this much.
const KERNING: f32 = 1.02;

/// One weight.
pub(crate) struct Typeface {
    font: Font,
    face: Face<'static>,
}

/// Both weights.
pub(crate) struct Typefaces {
    pub(crate) regular: Typeface,
    pub(crate) semibold: Typeface,
}

/// How a text may stand: the size in points, and on how many lines at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    pub(crate) size: f32,
    pub(crate) lines: usize,
}

/// A text that fits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    pub(crate) size: f32,
    pub(crate) lines: Vec<String>,
}

impl Typefaces {
    pub(crate) fn load() -> Result<Self, Unprintable> {
        Ok(Self { regular: Typeface::load(REGULAR)?, semibold: Typeface::load(SEMIBOLD)? })
    }
}

impl Typeface {
    fn load(bytes: &'static [u8]) -> Result<Self, Unprintable> {
        let font = Font::new(bytes.into(), 0).ok_or(Unprintable::Typeface)?;
        let face = Face::parse(bytes, 0).map_err(|_| Unprintable::Typeface)?;
        Ok(Self { font, face })
    }

    pub(crate) fn font(&self) -> Font {
        self.font.clone()
    }

    /// Fits a text into a width: in the first of the rooms that takes it, otherwise cut short in the last one.
    pub(crate) fn fit(&self, text: &str, width: f32, rooms: &[Room]) -> Fitted {
        let text = self.drawable(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        for room in rooms {
            if let Some(lines) = self.wrap(&words, width, *room) {
                return Fitted { size: room.size, lines };
            }
        }
        let last = rooms.last().copied().unwrap_or(Room { size: 8.0, lines: 1 });
        Fitted { size: last.size, lines: self.cut(&words, width, last) }
    }

    /// Whole words on lines; `None` when they do not fit.
    fn wrap(&self, words: &[&str], width: f32, room: Room) -> Option<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        for word in words {
            if self.width(word, room.size) > width {
                return None;
            }
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|longer| self.width(longer, room.size) <= width) {
                Some(longer) => {
                    lines.pop();
                    lines.push(longer);
                }
                None => lines.push((*word).to_owned()),
            }
        }
        (lines.len() <= room.lines).then_some(lines)
    }

    /// As much as goes on the lines, breaking words where it must, with an ellipsis at the end.
    fn cut(&self, words: &[&str], width: f32, room: Room) -> Vec<String> {
        let text = words.join(" ");
        let mut rest = text.as_str();
        let mut lines = Vec::new();
        while !rest.is_empty() && lines.len() < room.lines {
            let is_last = lines.len() + 1 == room.lines;
            let whole = self.width(rest, room.size) <= width;
            let tail = if is_last && !whole { "…" } else { "" };
            let fits =
                |end: &usize| self.width(&rest[..*end], room.size) + self.width(tail, room.size) <= width;
            let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
            let most = ends.take_while(fits).last().unwrap_or_else(|| first_letter(rest));
            let end = if whole || is_last { most } else { rest[..most].rfind(' ').unwrap_or(most) };
            lines.push(format!("{}{tail}", rest[..end].trim_end()));
            rest = rest[end..].trim_start();
        }
        lines
    }

    /// The width of a line in points, a little generous.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        let units: u32 = text
            .chars()
            .filter_map(|letter| self.face.glyph_index(letter))
            .map(|glyph| u32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)))
            .sum();
        units as f32 / f32::from(self.face.units_per_em()) * size * KERNING
    }

    /// The text with a box for every run of letters that the typeface lacks, and without what shows nothing.
    fn drawable(&self, text: &str) -> String {
        let mut drawn = String::with_capacity(text.len());
        for letter in text.nfc() {
            if letter.is_whitespace() {
                drawn.push(' ');
            } else if is_invisible(letter) {
            } else if self.face.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0) {
                drawn.push(letter);
            } else if !drawn.ends_with(BOX) {
                drawn.push(BOX);
            }
        }
        drawn
    }
}

fn first_letter(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Controls, joiners, variation selectors, and marks that turn text around.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face() -> Typeface {
        Typefaces::load().expect("the embedded typefaces").semibold
    }

    #[test]
    fn the_names_of_the_americas_can_be_drawn() {
        let text = "Ñandú Åse Çelik Łukasz Đặng Øystein Žižek Straße Γιώργος Дмитрий … ¡¿ «» 0-9 €";
        assert_eq!(face().drawable(text), text);
    }

    #[test]
    fn what_cannot_be_drawn_becomes_one_box() {
        let check = |text: &str, expected: &str| assert_eq!(face().drawable(text), expected, "{text:?}");
        check("王小明", "□");
        check("Ana 👩\u{200d}🚀", "Ana □");
        check("مريم Ruiz", "□ Ruiz");
        check("\u{202e}Ana\u{0}", "Ana");
        check("Jose\u{301}", "José");
        check("", "");
    }

    #[test]
    fn a_text_takes_the_first_room_that_holds_it() {
        let rooms = [Room { size: 14.0, lines: 1 }, Room { size: 10.0, lines: 2 }];
        let check = |text: &str, size: f32, lines: &[&str]| {
            let expected = Fitted { size, lines: lines.iter().map(ToString::to_string).collect() };
            assert_eq!(face().fit(text, 100.0, &rooms), expected);
        };
        check("Ana Ruiz", 14.0, &["Ana Ruiz"]);
        check("María Fernanda Ruiz", 10.0, &["María Fernanda", "Ruiz"]);
        check("", 14.0, &[]);
    }

    #[test]
    fn whatever_the_text_no_line_is_too_wide() {
        let rooms = [Room { size: 12.0, lines: 2 }, Room { size: 8.0, lines: 3 }];
        let face = face();
        let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(3);
        for text in
            ["María de los Ángeles ".repeat(9).as_str(), &long, "M M M M M M M M M M M M M M", "王 王 王"]
        {
            let fitted = face.fit(text, 90.0, &rooms);
            assert!((1..=3).contains(&fitted.lines.len()), "{text}");
            assert!(
                fitted.lines.iter().all(|line| face.width(line, fitted.size) <= 90.0),
                "{:?}",
                fitted.lines
            );
        }
        assert!(face.fit(&long, 90.0, &rooms).lines.concat().ends_with('…'), "a cut must show");
    }

    #[test]
    fn a_width_that_holds_nothing_still_ends() {
        assert_eq!(face().fit("Ana", 0.0, &[Room { size: 8.0, lines: 2 }]).lines.len(), 2);
    }
}
