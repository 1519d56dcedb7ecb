//! Any text at all has an answer, and what is accepted has one spelling.

use gatehouse_credential::gh1::{self, ParseError};

use super::*;

/// What a scanner may put around a code without changing it.
const AROUND: [(&str, &str); 7] = [
    ("", "\r\n"),
    (" \t", ""),
    ("\u{a0}", "\u{2003}"),
    ("\\000001", ""),
    ("\\000003", "\n"),
    ("\r\\000026", ""),
    ("\\000027 ", " "),
];

#[test]
fn what_scanners_add_changes_nothing() {
    let text = issued(&ticket());
    for (before, after) in AROUND {
        let heard = format!("{before}{text}{after}");
        assert_eq!(ring().read(&heard, NOW), Presented::Signed(ticket()), "{before:?} {after:?}");
    }
}

#[test]
fn other_texts_are_left_to_other_decoders() {
    let long = "x".repeat(1 << 20);
    for text in ["", " ", "GH1", "GH2:A", "gh1:A", "https://example.org/GH1:", "\\000026", "\0", &long] {
        assert_eq!(gh1::parse(text), Err(ParseError::NotOurs));
        assert_eq!(refused(text), Some(Invalid::Unrecognized));
    }
    assert_eq!(refused(&format!("GH1:{long}")), Some(Invalid::Malformed), "and length alone decides");
}

#[test]
fn a_refusal_of_a_text_does_not_repeat_it() {
    let text = issued(&ticket());
    let reading = ring().examine(&text, NOW);
    assert!(!format!("{reading:?}").contains(&text[4..20]));
    let error = gh1::parse(&text[..149]).expect_err("too short");
    assert!(!format!("{error} {error:?}").contains(&text[4..20]));
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in any::<String>()) {
        prop_assert!(refused(&text).is_some());
    }

    #[test]
    fn any_text_like_a_code_has_an_answer(body in "[0-9A-Z $%*+./:-]{0,160}", exact in "[0-9A-E]{146}") {
        for text in [format!("GH1:{body}"), format!("GH1:{exact}")] {
            prop_assert!(refused(&text).is_some());
        }
    }

    #[test]
    fn what_parses_has_one_spelling(payload in any::<[u8; 32]>(), signature in any::<[u8; 64]>()) {
        let mut bytes = [&[1], payload.as_slice(), &signature].concat();
        bytes[23] &= 0x83;
        let text = text_of(&bytes);
        let code = gh1::parse(&text).expect("well-formed, though signed by nobody");
        prop_assert_eq!(code.text(), text);
    }
}
