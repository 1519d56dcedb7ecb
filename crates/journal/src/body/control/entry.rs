//! Entries in JSON. What was said stands beside what it does; absent is what was not said.

use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Attachment, Channel, Deed, Entry, Said};
use gatehouse_core::time::WallMs;
use serde::{Deserialize, Serialize};

use super::super::json::{hex32, or_absent, record_id_or_absent, wall_ms_or_absent};
use super::deed::deeds;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Entry")]
pub(super) struct EntryJson {
    #[serde(flatten, with = "SaidJson")]
    said: Said,
    #[serde(default, with = "record_id_or_absent", skip_serializing_if = "Option::is_none")]
    incident: Option<RecordId>,
    #[serde(default, with = "deeds", skip_serializing_if = "Vec::is_empty")]
    deeds: Vec<Deed>,
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

or_absent! {
    /// How something came, where that was said.
    channel_or_absent: gatehouse_core::incident::Channel as super::ChannelJson
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
