//! Quoting for statements that are sent as text.

/// A string literal.
pub(crate) fn literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if quoted.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}

/// An identifier, always quoted.
pub(crate) fn ident(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_stay_inside() {
        assert_eq!(literal("O'Hara"), "'O''Hara'");
        assert_eq!(literal(r"\'; drop"), r"E'\\''; drop'");
        assert_eq!(ident(r#"a"b"#), r#""a""b""#);
    }
}
