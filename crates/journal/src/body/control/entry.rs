//! Entries in JSON: what was said under `said`, what it does under `deeds`; absent is what was not said.

use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Attachment, Channel, Deed, Entry, Said};
use gatehouse_core::time::WallMs;
use serde::{Deserialize, Serialize};

use super::super::json::{hex32, record_id_or_absent, wall_ms_or_absent};
use super::deed::deeds;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Entry")]
pub(super) struct EntryJson {
    #[serde(default, with = "SaidJson", skip_serializing_if = "is_silent")]
    said: Said,
    #[serde(default, with = "record_id_or_absent", skip_serializing_if = "Option::is_none")]
    incident: Option<RecordId>,
    #[serde(default, with = "deeds", skip_serializing_if = "Vec::is_empty")]
    deeds: Vec<Deed>,
}

fn is_silent(said: &Said) -> bool {
    *said == Said::default()
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Said")]
struct SaidJson {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    verbatim: String,
    #[serde(
        rename = "occurred_ms",
        default,
        with = "wall_ms_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    occurred: Option<WallMs>,
    #[serde(
        rename = "reported_ms",
        default,
        with = "wall_ms_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    reported: Option<WallMs>,
    #[serde(default, with = "channel_or_absent", skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    to: String,
    #[serde(default, with = "attachments", skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Channel", rename_all = "snake_case")]
enum ChannelJson {
    Radio,
    Phone,
    Cctv,
    InPerson,
    App,
}

/// How something came, where that was said. A way that only a newer build knows is as good as none.
mod channel_or_absent {
    use gatehouse_core::incident::Channel;
    use serde::de::IgnoredAny;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::ChannelJson;

    pub(super) fn serialize<S: Serializer>(channel: &Option<Channel>, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a>(#[serde(with = "ChannelJson")] &'a Channel);
        channel.as_ref().map(Written).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Channel>, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Read {
            Known(#[serde(with = "ChannelJson")] Channel),
            Other(IgnoredAny),
        }
        Ok(match Option::<Read>::deserialize(from)? {
            Some(Read::Known(channel)) => Some(channel),
            Some(Read::Other(_)) | None => None,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Attachment")]
struct AttachmentJson {
    #[serde(with = "hex32")]
    hash: [u8; 32],
    name: String,
    media: String,
    bytes: u64,
}

/// Attachments in their order.
mod attachments {
    use gatehouse_core::incident::Attachment;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::AttachmentJson;

    pub(super) fn serialize<S: Serializer>(all: &[Attachment], to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a>(#[serde(with = "AttachmentJson")] &'a Attachment);
        to.collect_seq(all.iter().map(Written))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Attachment>, D::Error> {
        #[derive(Deserialize)]
        struct Read(#[serde(with = "AttachmentJson")] Attachment);
        Ok(Vec::<Read>::deserialize(from)?.into_iter().map(|read| read.0).collect())
    }
}
