//! What scanners put around a code.

/// Extended Channel Interpretations that some scanners print in front of the text instead of obeying them.
const ECI_PREFIXES: [&str; 4] = ["\\000001", "\\000003", "\\000026", "\\000027"];

/// The code itself: without surrounding white space and without an ECI prefix.
pub(crate) fn bare(text: &str) -> &str {
    let text = text.trim();
    ECI_PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix)).map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn what_scanners_add_is_taken_off() {
        let check = |text: &str, expected: &str| assert_eq!(bare(text), expected, "{text:?}");
        check("GH1:A", "GH1:A");
        check("\u{a0}\t GH1:A\r\n", "GH1:A");
        check("\\000026GH1:A", "GH1:A");
        check(" \\000003 GH1:A ", "GH1:A");
        check("\\000002GH1:A", "\\000002GH1:A");
        check("\\000026\\000026GH1:A", "\\000026GH1:A");
        check("", "");
    }
}
