//! Ids, numbers, hashes and bytes as they stand in JSON.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Sealed;

/// Bytes as lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads exactly `N` bytes, in either case of letters.
#[must_use]
pub fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != 2 * N {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = u8::try_from((digit(pair[0])? << 4) | digit(pair[1])?).ok()?;
    }
    Some(bytes)
}

/// A record as the pair of texts that it travels as.
pub(crate) fn pair(record: &Sealed) -> [String; 2] {
    [STANDARD.encode(&record.bytes), STANDARD.encode(&record.signature)]
}

/// The record in a pair of texts.
pub(crate) fn unpair([bytes, signature]: &[String; 2]) -> Option<Sealed> {
    Some(Sealed { bytes: STANDARD.decode(bytes).ok()?, signature: STANDARD.decode(signature).ok()? })
}

/// Anything that has one text. For `#[serde(with = …)]`.
pub(super) mod text {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(value: &impl Display, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(crate) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        // The message leaves the text out: it may be a name or a code.
        String::deserialize(from)?.parse().map_err(|_| D::Error::custom("not the text of such a thing"))
    }
}

/// The same where it may be absent or null.
pub(super) mod text_or_absent {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(value: &Option<impl Display>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.collect_str(value),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        Option::<String>::deserialize(from)?
            .map(|text| text.parse().map_err(|_| D::Error::custom("not the text of such a thing")))
            .transpose()
    }
}

/// 32 bytes in hexadecimal.
pub(super) mod hex32 {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(value: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&super::hex(value))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        super::parse_hex(&String::deserialize(from)?)
            .ok_or_else(|| D::Error::custom("not 64 hexadecimal digits"))
    }
}

/// A number behind a newtype: sequence numbers, wall milliseconds, product numbers.
pub(super) mod number {
    use gatehouse_core::ids::{Generation, ProductNo, Seq};
    use gatehouse_core::time::WallMs;
    use serde::de::DeserializeOwned;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// A newtype around a number.
    pub(crate) trait Number: Copy {
        type Inner: Serialize + DeserializeOwned;
        fn inner(self) -> Self::Inner;
        fn outer(inner: Self::Inner) -> Self;
    }

    macro_rules! numbers {
        ($($outer:ident($inner:ty)),+) => {$(
            impl Number for $outer {
                type Inner = $inner;
                fn inner(self) -> $inner { self.0 }
                fn outer(inner: $inner) -> Self { Self(inner) }
            }
        )+};
    }
    numbers!(Seq(u64), WallMs(i64), ProductNo(u16), Generation(u8));

    pub(crate) fn serialize<S: Serializer>(value: &impl Number, to: S) -> Result<S::Ok, S::Error> {
        value.inner().serialize(to)
    }

    pub(crate) fn deserialize<'de, T: Number, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::Inner::deserialize(from).map(T::outer)
    }

    /// The same where it may be absent or null.
    pub(crate) mod or_absent {
        use super::*;

        pub(crate) fn serialize<S: Serializer>(
            value: &Option<impl Number>,
            to: S,
        ) -> Result<S::Ok, S::Error> {
            value.map(Number::inner).serialize(to)
        }

        pub(crate) fn deserialize<'de, T: Number, D: Deserializer<'de>>(
            from: D,
        ) -> Result<Option<T>, D::Error> {
            Ok(Option::<T::Inner>::deserialize(from)?.map(T::outer))
        }
    }

    /// A list of them.
    pub(crate) mod list {
        use super::*;

        pub(crate) fn serialize<T: Number, S: Serializer>(value: &[T], to: S) -> Result<S::Ok, S::Error> {
            to.collect_seq(value.iter().map(|number| number.inner()))
        }

        pub(crate) fn deserialize<'de, T: Number, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
            let list = Option::<Vec<T::Inner>>::deserialize(from)?.unwrap_or_default();
            Ok(list.into_iter().map(T::outer).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_their_text() {
        assert_eq!(hex(&[0, 0xab, 0xff]), "00abff");
        assert_eq!(parse_hex("00aBfF"), Some([0, 0xab, 0xff]));
        assert_eq!(parse_hex::<2>("00ab0"), None);
        assert_eq!(parse_hex::<2>("é0ab"), None);
    }

    #[test]
    fn a_record_survives_its_pair_of_texts() {
        let record = Sealed { bytes: vec![1, 2, 250], signature: vec![7; 64] };
        assert_eq!(unpair(&pair(&record)), Some(record));
        assert_eq!(unpair(&["?".to_owned(), String::new()]), None);
    }
}
