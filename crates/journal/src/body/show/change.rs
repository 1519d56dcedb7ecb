//! Changes of a plan in JSON: the word under `change` says of what; a field's word stands under `field`, what stands in it
//! from now on under `value`, which is null where nothing does.

use gatehouse_core::ids::{AuthorId, EntryId};
use gatehouse_core::show::{
    Call, Change, Civil, Column, EndAction, EntryKind, Field, Place, ShowField, Start,
};
use jiff::civil;
use serde::{Deserialize, Serialize};

use super::super::json::{or_absent, text, text_or_absent, texts};
use super::plan::{EndActionJson, StartJson, call_or_absent, civil_or_null, columns};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Change", tag = "change", rename_all = "snake_case")]
pub(super) enum ChangeJson {
    Show(#[serde(with = "ShowFieldJson")] ShowField),
    Add {
        #[serde(with = "text")]
        entry: EntryId,
        #[serde(with = "EntryKindJson")]
        kind: EntryKind,
    },
    Place {
        #[serde(with = "text")]
        entry: EntryId,
        #[serde(default, with = "place_or_absent", skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    Set {
        #[serde(with = "text")]
        entry: EntryId,
        #[serde(flatten, with = "FieldJson")]
        field: Field,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "EntryKind", rename_all = "snake_case")]
enum EntryKindJson {
    Cue,
    Group,
    Delay,
    Milestone,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Place")]
struct PlaceJson {
    #[serde(default, with = "text_or_absent", skip_serializing_if = "Option::is_none")]
    group: Option<EntryId>,
    order: String,
}

or_absent! {
    /// A place that an entry may not have.
    place_or_absent: gatehouse_core::show::Place as super::PlaceJson
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ShowField", tag = "field", content = "value", rename_all = "snake_case")]
enum ShowFieldJson {
    Title(String),
    Stage(String),
    Zone(String),
    #[serde(with = "text")]
    Date(civil::Date),
    #[serde(with = "civil_or_null")]
    Opens(Option<Civil>),
    #[serde(with = "civil_or_null")]
    Curfew(Option<Civil>),
    #[serde(rename = "min_span_ms")]
    MinSpan(u32),
    #[serde(rename = "changeover_ms")]
    Changeover(u64),
    #[serde(with = "texts")]
    Ranks(Vec<AuthorId>),
    #[serde(with = "texts")]
    HoldRaisers(Vec<AuthorId>),
    #[serde(with = "texts")]
    HoldReleasers(Vec<AuthorId>),
    #[serde(with = "columns")]
    Columns(Vec<Column>),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Field", tag = "field", content = "value", rename_all = "snake_case")]
enum FieldJson {
    Number(String),
    Title(String),
    Note(String),
    Call {
        department: String,
        #[serde(default, with = "call_or_absent", skip_serializing_if = "Option::is_none")]
        call: Option<Call>,
    },
    Owner(String),
    Location(String),
    Flag(bool),
    Colour(Option<String>),
    Skip(bool),
    #[serde(with = "StartJson")]
    Start(Start),
    #[serde(rename = "duration_ms")]
    Duration(u64),
    #[serde(rename = "min_ms")]
    Min(Option<u64>),
    #[serde(rename = "max_ms")]
    Max(Option<u64>),
    Cuttable(bool),
    CountToEnd(bool),
    #[serde(with = "EndActionJson")]
    EndAction(EndAction),
    #[serde(rename = "warning_ms")]
    Warning(u64),
    #[serde(rename = "danger_ms")]
    Danger(u64),
    #[serde(rename = "span_ms")]
    Span(Option<u32>),
    Link(String),
    Column {
        key: String,
        value: String,
    },
    #[serde(rename = "delay_ms")]
    Delay(i64),
    #[serde(rename = "target_ms")]
    Target(Option<u64>),
}

/// Changes in their order. One that this build cannot read is passed over, so that it keeps the others.
pub(super) mod changes {
    use gatehouse_core::show::Change;
    use serde::de::IgnoredAny;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::ChangeJson;

    pub(crate) fn serialize<S: Serializer>(changes: &[Change], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(changes.iter().map(Written))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Change>, D::Error> {
        let read = Vec::<Read>::deserialize(from)?;
        Ok(read
            .into_iter()
            .filter_map(|read| match read {
                Read::Known(change) => Some(change),
                Read::Other(_) => None,
            })
            .collect())
    }

    /// One change as it is written.
    #[derive(Serialize)]
    pub(crate) struct Written<'a>(#[serde(with = "ChangeJson")] pub(crate) &'a Change);

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Read {
        Known(#[serde(with = "ChangeJson")] Change),
        Other(IgnoredAny),
    }
}
