//! The words of a line and where they stand.

use std::ops::Range;

/// A word: what stands between blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// The same in lower case and without accents, for comparing.
    pub(super) plain: String,
    pub(super) range: Range<usize>,
}

/// The words of a line.
pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in line.char_indices().chain([(line.len(), ' ')]) {
        match (letter.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                let text = &line[from..at];
                // A comma behind a word is not part of it: `resuelto, se fue`.
                let bare = text.trim_end_matches([',', ';', '.', '!']);
                words.push(Word {
                    text,
                    plain: plain(if bare.is_empty() { text } else { bare }),
                    range: from..at,
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Lower case without the accents of Spanish.
pub(super) fn plain(text: &str) -> String {
    let folded = text.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        letter => letter,
    });
    // A combining accent that stands for itself says the same.
    folded.filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect()
}
