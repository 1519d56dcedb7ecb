//! The parts that a plan is made of, in JSON.

use gatehouse_core::show::{Call, Civil, Column, ColumnKind, EndAction, Occurrence, Start};
use jiff::civil;
use serde::{Deserialize, Serialize};

use super::super::json::{or_absent, text, text_or_absent};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Call")]
struct CallJson {
    department: String,
    text: String,
    standby_s: u32,
}

or_absent! {
    /// What a department may not do at all.
    pub(super) call_or_absent: gatehouse_core::show::Call as super::CallJson
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Civil")]
struct CivilJson {
    #[serde(default, with = "text_or_absent", skip_serializing_if = "Option::is_none")]
    date: Option<civil::Date>,
    #[serde(with = "text")]
    time: civil::Time,
    #[serde(default, with = "occurrence_or_absent", skip_serializing_if = "Option::is_none")]
    occurrence: Option<Occurrence>,
}

or_absent! {
    /// A time of the wall clock; null when there is none.
    pub(super) civil_or_null: gatehouse_core::show::Civil as super::CivilJson
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Occurrence", rename_all = "snake_case")]
enum OccurrenceJson {
    First,
    Second,
}

or_absent! {
    /// Which of two equal times, where that must be said.
    occurrence_or_absent: gatehouse_core::show::Occurrence as super::OccurrenceJson
}

/// `{"kind":"hard","time":…}`.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Start", tag = "kind", rename_all = "snake_case")]
pub(super) enum StartJson {
    Soft,
    Hard(#[serde(with = "CivilJson")] Civil),
    Window {
        #[serde(with = "CivilJson")]
        earliest: Civil,
        #[serde(with = "CivilJson")]
        latest: Civil,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "EndAction", rename_all = "snake_case")]
pub(super) enum EndActionJson {
    None,
    LoadNext,
    StartNext,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Column")]
struct ColumnJson {
    key: String,
    title: String,
    #[serde(flatten, with = "ColumnKindJson")]
    kind: ColumnKind,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ColumnKind", tag = "kind", content = "choices", rename_all = "snake_case")]
enum ColumnKindJson {
    Text,
    Choice(Vec<String>),
    Person,
    Check,
}

/// Columns in their order.
pub(super) mod columns {
    use gatehouse_core::show::Column;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::ColumnJson;

    pub(crate) fn serialize<S: Serializer>(columns: &[Column], to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a>(#[serde(with = "ColumnJson")] &'a Column);
        to.collect_seq(columns.iter().map(Written))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Column>, D::Error> {
        #[derive(Deserialize)]
        struct Read(#[serde(with = "ColumnJson")] Column);
        Ok(Vec::<Read>::deserialize(from)?.into_iter().map(|read| read.0).collect())
    }
}
