//! Bytes as hexadecimal text.

use std::fmt;

/// Bytes that display as lower-case hexadecimal.
pub(crate) struct Hex<'a>(pub(crate) &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Reads exactly `N` bytes, in either case of letters.
pub(crate) fn parse<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != 2 * N {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(bytes)
}

/// Reads as many bytes as there are, in either case of letters.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks_exact(2)
        .map(|pair| parse::<1>(std::str::from_utf8(pair).ok()?).map(|[byte]| byte))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_their_text() {
        assert_eq!(Hex(&[0, 0xab, 0xff]).to_string(), "00abff");
        assert_eq!(parse("00aBfF"), Some([0, 0xab, 0xff]));
        assert_eq!(parse::<3>("00abf"), None);
        assert_eq!(parse::<3>("00abfg"), None);
        assert_eq!(parse::<2>("é00"), None);
        assert_eq!(bytes("00aBfF"), Some(vec![0, 0xab, 0xff]));
        assert_eq!(bytes("00a"), None);
        assert_eq!(bytes("0é0"), None);
    }
}
