//! The words of documents for what the rules have as enums. An unknown word is an error: this build must not guess
//! whether a credential stands.

use gatehouse_core::admission::{Approval, Payment, Standing};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serializer;

macro_rules! words {
    ($module:ident: $type:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        pub(super) mod $module {
            use super::*;

            pub(crate) fn serialize<S: Serializer>(value: &Option<$type>, to: S) -> Result<S::Ok, S::Error> {
                match value {
                    $(Some($type::$variant) => to.serialize_str($word),)+
                    None => to.serialize_none(),
                }
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$type>, D::Error> {
                match Option::<String>::deserialize(from)?.as_deref() {
                    None => Ok(None),
                    $(Some($word) => Ok(Some($type::$variant)),)+
                    Some(_) => Err(D::Error::custom("an unknown word")),
                }
            }
        }
    };
}

words!(standing: Standing { Good = "good", Cancelled = "cancelled", Revoked = "revoked", Blocked = "blocked" });
words!(approval: Approval { Given = "given", Awaited = "awaited" });
words!(payment: Payment { Settled = "settled", Due = "due" });
