//! Text from a file, made fit to be shown: one line, one spelling, nothing that hides or turns other text around.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// Letters of a [`shortened`] text.
const SHORT: usize = 40;

/// The text without surrounding white space, on one line, composed (NFC), and without marks that turn text around.
///
/// Control characters become spaces and runs of spaces one space: a name is one line on a screen and on a badge.
pub(crate) fn clean(text: &str) -> String {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && !text.contains("  ") {
        return text.to_owned();
    }
    let visible: String = text.chars().filter(|&letter| !is_hidden(letter)).collect();
    let mut line = String::with_capacity(visible.len());
    for word in visible.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    if is_nfc(&line) { line } else { line.nfc().collect() }
}

/// The offending text for a report: cleaned, never longer than [`SHORT`] letters.
pub(crate) fn shortened(bytes: &[u8]) -> String {
    // Four bytes a letter, and some for what cleaning takes off.
    let start = &bytes[..bytes.len().min(8 * SHORT)];
    let text = clean(&String::from_utf8_lossy(start));
    if text.chars().count() <= SHORT {
        return text;
    }
    text.chars().take(SHORT - 1).chain(['…']).collect()
}

/// The text for comparisons: lower case, without accents, with single spaces.
pub(crate) fn fold(text: &str) -> String {
    let text = clean(text);
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.to_lowercase().nfkd().filter(|&letter| !is_combining_mark(letter)).collect()
}

/// The words of a text for comparisons: folded, without punctuation.
pub(crate) fn words(text: &str) -> String {
    let folded = fold(&text.replace('#', " number "));
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Marks that show nothing and change how their neighbours read. Joiners stay: some scripts and emoji need them.
const fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_one_honest_line() {
        let check = |text: &str, expected: &str| assert_eq!(clean(text), expected, "{text:?}");
        check("  Ana Ruiz\t", "Ana Ruiz");
        check("Ana  María\r\nRuiz", "Ana María Ruiz");
        check("Ana\u{a0}Ruiz\u{0}!", "Ana Ruiz !");
        check("\u{202e}zuiR anA\u{202c}", "zuiR anA");
        check("Jose\u{301}", "José");
        check("👩\u{200d}🚀", "👩\u{200d}🚀");
        check("\u{feff}\u{200b}", "");
    }

    #[test]
    fn what_is_reported_is_short() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(shortened(bytes), expected);
        check(b"short\n", "short");
        check(&[b'x'; 40], &"x".repeat(40));
        check(&[b'x'; 41], &format!("{}…", "x".repeat(39)));
        check(b"Mar\xeda", "Mar\u{fffd}a");
    }

    #[test]
    fn accents_case_and_punctuation_do_not_tell_words_apart() {
        let check = |text: &str, expected: &str| assert_eq!(words(text), expected, "{text:?}");
        check("Correo electrónico:", "correo electronico");
        check("  TIPO_DE-BOLETA ", "tipo de boleta");
        check("Order #", "order number");
        check("Ñandú", "nandu");
        assert_eq!(fold("V.I.P.  Ñ"), "v.i.p. n", "for names punctuation counts");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in ["a \u{200b} b", "x\u{300}\u{200e}\u{301}", "\u{202e} ", "e\u{feff}\u{301}"] {
            assert_eq!(clean(&clean(text)), clean(text), "{text:?}");
        }
    }
}
