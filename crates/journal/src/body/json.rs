//! How the ids and numbers of the rules stand in JSON. The rules themselves know nothing of serialization.

use gatehouse_core::ids::{AuthorId, RecordId, Seq};
use gatehouse_core::time::{Hlc, WallMs};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A record's name, as `{"author":…,"seq":…}`.
#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordId")]
pub(super) struct RecordIdJson {
    #[serde(with = "text")]
    author: AuthorId,
    #[serde(with = "SeqJson")]
    seq: Seq,
}

/// A payload whose records go by other names, wherever they stand in it; `None` when no name changes. What this build
/// cannot read is kept.
pub(super) fn renamed(payload: &str, rename: impl Fn(RecordId) -> RecordId) -> Option<Value> {
    let mut payload = serde_json::from_str(payload).ok()?;
    rename_in(&mut payload, &rename).then_some(payload)
}

fn rename_in(value: &mut Value, rename: &impl Fn(RecordId) -> RecordId) -> bool {
    let named = |object: &serde_json::Map<_, _>| object.len() == 2;
    if value.as_object().is_some_and(named)
        && let Ok(name) = RecordIdJson::deserialize(&*value)
    {
        let new = rename(name);
        return new != name
            && RecordIdJson::serialize(&new, serde_json::value::Serializer)
                .map(|renamed| *value = renamed)
                .is_ok();
    }
    let within: Vec<_> = match value {
        Value::Object(object) => object.values_mut().collect(),
        Value::Array(values) => values.iter_mut().collect(),
        _ => Vec::new(),
    };
    let mut changed = false;
    for value in within {
        changed |= rename_in(value, rename);
    }
    changed
}

/// A sequence number, as a number.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Seq")]
pub(super) struct SeqJson(u64);

/// Wall milliseconds, as a number.
#[derive(Serialize, Deserialize)]
#[serde(remote = "WallMs")]
pub(super) struct WallMsJson(i64);

/// A hybrid clock reading, as a number.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Hlc")]
pub(super) struct HlcJson(u64);

/// Anything that has one text.
pub(super) mod text {
    use std::fmt::{self, Display};
    use std::marker::PhantomData;
    use std::str::FromStr;

    use serde::de::{Deserializer, Error, Visitor};
    use serde::ser::Serializer;

    pub(crate) fn serialize<S: Serializer>(value: &impl Display, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(crate) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        from.deserialize_str(Text(PhantomData))
    }

    struct Text<T>(PhantomData<T>);

    impl<T: FromStr> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the text of an id, a key or a word")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(|_| E::custom("not such a text"))
        }
    }
}

/// The same where it may be absent. To be used with `default` and `skip_serializing_if`.
pub(super) mod text_or_absent {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::{Deserialize, Deserializer};
    use serde::ser::Serializer;

    pub(crate) fn serialize<S: Serializer>(value: &Option<impl Display>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => to.collect_str(value),
            None => to.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        struct Wrapped<T>(T);
        impl<'de, T: FromStr> Deserialize<'de> for Wrapped<T> {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                super::text::deserialize(from).map(Self)
            }
        }
        Ok(Option::<Wrapped<T>>::deserialize(from)?.map(|wrapped| wrapped.0))
    }
}

/// Texts of ids, in their order.
pub(super) mod texts {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::{Deserialize, Deserializer};
    use serde::ser::Serializer;

    pub(crate) fn serialize<S: Serializer>(values: &[impl Display], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(ToString::to_string))
    }

    pub(crate) fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
        struct Read<T>(T);
        impl<'de, T: FromStr> Deserialize<'de> for Read<T> {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                super::text::deserialize(from).map(Self)
            }
        }
        Ok(Vec::<Read<T>>::deserialize(from)?.into_iter().map(|read| read.0).collect())
    }
}

/// Makes a module for a value that may be absent and otherwise stands as its mirror says. To be used with `default` and
/// `skip_serializing_if`.
macro_rules! or_absent {
    ($(#[$doc:meta])+ $vis:vis $name:ident: $type:path as $mirror:path) => {
        $(#[$doc])+
        $vis mod $name {
            use serde::de::{Deserialize, Deserializer};
            use serde::ser::{Serialize, Serializer};

            pub(crate) fn serialize<S: Serializer>(value: &Option<$type>, to: S) -> Result<S::Ok, S::Error> {
                struct Written<'a>(&'a $type);
                impl Serialize for Written<'_> {
                    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                        <$mirror>::serialize(self.0, to)
                    }
                }
                value.as_ref().map(Written).serialize(to)
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$type>, D::Error> {
                struct Read($type);
                impl<'de> Deserialize<'de> for Read {
                    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                        <$mirror>::deserialize(from).map(Self)
                    }
                }
                Ok(Option::<Read>::deserialize(from)?.map(|read| read.0))
            }
        }
    };
}
pub(super) use or_absent;

/// Names of records, in their order.
pub(super) mod record_ids {
    use gatehouse_core::ids::RecordId;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::RecordIdJson;

    pub(crate) fn serialize<S: Serializer>(names: &[RecordId], to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a>(#[serde(with = "RecordIdJson")] &'a RecordId);
        to.collect_seq(names.iter().map(Written))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<RecordId>, D::Error> {
        #[derive(Deserialize)]
        struct Read(#[serde(with = "RecordIdJson")] RecordId);
        Ok(Vec::<Read>::deserialize(from)?.into_iter().map(|read| read.0).collect())
    }
}

or_absent! {
    /// A record's name that may be absent.
    pub(super) record_id_or_absent: gatehouse_core::ids::RecordId as super::RecordIdJson
}
or_absent! {
    /// Wall milliseconds that may be absent.
    pub(super) wall_ms_or_absent: gatehouse_core::time::WallMs as super::WallMsJson
}

/// 32 bytes in hexadecimal.
pub(super) mod hex32 {
    use serde::de::Deserializer;
    use serde::ser::Serializer;

    use crate::hex::{self, Hex};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&Hex(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        struct Bytes([u8; 32]);
        impl std::str::FromStr for Bytes {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                hex::parse(text).map(Self).ok_or(())
            }
        }
        super::text::deserialize::<Bytes, D>(from).map(|bytes| bytes.0)
    }
}

macro_rules! number_or_absent {
    ($(#[$doc:meta])+ $name:ident: $type:ident($number:ty)) => {
        $(#[$doc])+
        pub(super) mod $name {
            use gatehouse_core::ids::$type;
            use serde::de::{Deserialize, Deserializer};
            use serde::ser::{Serialize, Serializer};

            pub(crate) fn serialize<S: Serializer>(value: &Option<$type>, to: S) -> Result<S::Ok, S::Error> {
                value.map(|value| value.0).serialize(to)
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$type>, D::Error> {
                Ok(Option::<$number>::deserialize(from)?.map($type))
            }
        }
    };
}

number_or_absent! {
    /// A product number that may be absent.
    product_or_absent: ProductNo(u16)
}
number_or_absent! {
    /// A generation that may be absent.
    generation_or_absent: Generation(u8)
}
