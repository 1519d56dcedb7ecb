//! Ids on the wire: text, branded on the TypeScript side so that one cannot stand for another.

use gatehouse_core::ids;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use ts_rs::TS;

macro_rules! wire_id {
    ($($name:ident = $brand:literal),+ $(,)?) => {$(
        #[doc = concat!("[`ids::", stringify!($name), "`] as a UUID in text.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, TS)]
        #[ts(type = $brand)]
        pub struct $name(pub ids::$name);

        impl From<ids::$name> for $name {
            fn from(id: ids::$name) -> Self {
                Self(id)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map(Self).map_err(D::Error::custom)
            }
        }
    )+};
}

wire_id! {
    EventId = "string & { readonly __id: \"event\" }",
    CredentialId = "string & { readonly __id: \"credential\" }",
    CheckpointId = "string & { readonly __id: \"checkpoint\" }",
    ZoneId = "string & { readonly __id: \"zone\" }",
    AuthorId = "string & { readonly __id: \"author\" }",
    ShowId = "string & { readonly __id: \"show\" }",
    EntryId = "string & { readonly __id: \"entry\" }",
}

/// A record: the name of a scan, a cue that was called, a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct RecordId {
    /// The device that wrote it.
    pub author: AuthorId,
    /// Its place in that device's log.
    pub seq: u64,
}

impl From<ids::RecordId> for RecordId {
    fn from(id: ids::RecordId) -> Self {
        Self { author: AuthorId(id.author), seq: id.seq.0 }
    }
}

impl From<RecordId> for ids::RecordId {
    fn from(id: RecordId) -> Self {
        Self { author: id.author.0, seq: ids::Seq(id.seq) }
    }
}
