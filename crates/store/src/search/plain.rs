//! Plain words: what is left of a text when accents, case and punctuation are gone.
//!
//! Both the index and the query go through here, so they agree by construction. A change to it makes every stored index
//! stale and needs a migration that rebuilds it.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Longer words are cut; both sides cut alike.
const LONGEST: usize = 32;

/// Hands every plain word of `text` to `each`, in order.
pub(crate) fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = Word::default();
    if text.is_ascii() {
        for byte in text.bytes() {
            word.push(char::from(byte), &mut each);
        }
    } else {
        for c in text.chars() {
            match c {
                _ if c.is_ascii() => word.push(c, &mut each),
                // A decomposed character is put in order by its marks only, and those go.
                _ => decompose_compatible(c, |c| {
                    if !is_combining_mark(c) {
                        word.push(c, &mut each);
                    }
                }),
            }
        }
    }
    word.end(&mut each);
}

/// All plain words of `text` as one: how a code is compared, however it was separated.
pub(crate) fn joined(text: &str) -> String {
    let mut one = String::new();
    words(text, |word| one.push_str(word));
    one
}

#[derive(Default)]
struct Word {
    text: String,
    len: usize,
}

impl Word {
    fn push(&mut self, c: char, each: &mut impl FnMut(&str)) {
        match c {
            'a'..='z' | '0'..='9' => self.add(c),
            'A'..='Z' => self.add(c.to_ascii_lowercase()),
            // O'Brien and O’Brien are one word.
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => {}
            _ if c.is_ascii() || !c.is_alphanumeric() => self.end(each),
            _ => match apart(c) {
                Some(letters) => letters.chars().for_each(|letter| self.add(letter)),
                None => c.to_lowercase().filter(|c| !is_combining_mark(*c)).for_each(|c| self.add(c)),
            },
        }
    }

    fn add(&mut self, c: char) {
        if self.len < LONGEST {
            self.text.push(c);
            self.len += 1;
        }
    }

    fn end(&mut self, each: &mut impl FnMut(&str)) {
        if self.len > 0 {
            each(&self.text);
            self.text.clear();
            self.len = 0;
        }
    }
}

/// Letters whose mark does not come off by decomposition, as people type them without it.
const fn apart(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        words(text, |word| found.push(word.to_owned()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn accents_case_and_punctuation_do_not_matter() {
        check("María José NÚÑEZ-Ángel", &["maria", "jose", "nunez", "angel"]);
        check("Mari\u{301}a", &["maria"]);
        check("O'Brien, O’Brien", &["obrien", "obrien"]);
        check("Łukasz Sørensen, Weiß", &["lukasz", "sorensen", "weiss"]);
        check("İpek Işık", &["ipek", "isik"]);
        check("ana.gomez+1@correo.example", &["ana", "gomez", "1", "correo", "example"]);
        check("王 小明  Ωμέγα", &["王", "小明", "ωμεγα"]);
        check(" – !", &[]);
    }

    #[test]
    fn a_code_is_one_word_however_it_is_separated() {
        assert_eq!(joined("ZB-40 / 2"), "zb402");
        assert_eq!(joined(" - "), "");
    }

    #[test]
    fn endless_words_are_cut() {
        check(&"x".repeat(1000), &[&"x".repeat(32)]);
    }
}
