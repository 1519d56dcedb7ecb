//! Settings of the control room in JSON: the word under `setting` says which one.

use gatehouse_core::ids::{CheckpointId, ZoneId};
use gatehouse_core::incident::{Category, Setting, Severity, Step, Timer, TypeCode};
use serde::{Deserialize, Serialize};

use super::super::json::{text, text_or_absent};
use super::deed::{SeverityJson, TimerJson};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Setting", tag = "setting", rename_all = "snake_case")]
pub(super) enum SettingJson {
    Category(#[serde(with = "CategoryJson")] Category),
    Limit {
        #[serde(with = "SeverityJson")]
        severity: Severity,
        #[serde(with = "TimerJson")]
        timer: Timer,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit_ms: Option<u64>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        source: String,
    },
    Chain(#[serde(with = "ChainJson")] Vec<String>),
    Playbook {
        #[serde(with = "TypeCodeJson")]
        code: TypeCode,
        #[serde(with = "SeverityJson")]
        from: Severity,
        #[serde(default, with = "steps", skip_serializing_if = "Vec::is_empty")]
        steps: Vec<Step>,
    },
    DoorFrom {
        #[serde(with = "text")]
        door: CheckpointId,
        #[serde(default, with = "text_or_absent", skip_serializing_if = "Option::is_none")]
        from: Option<ZoneId>,
    },
    DoorRate {
        #[serde(with = "text")]
        door: CheckpointId,
        per_minute: u32,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        source: String,
    },
    Band {
        #[serde(with = "text")]
        zone: ZoneId,
        band: u8,
        permille: u16,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        owner: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        action: String,
    },
    Capacity {
        #[serde(with = "text")]
        zone: ZoneId,
        persons: u32,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        source: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        signed: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Category")]
struct CategoryJson {
    #[serde(with = "TypeCodeJson")]
    code: TypeCode,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
    #[serde(with = "SeverityJson")]
    severity: Severity,
    sealed: bool,
    hidden: bool,
}

/// A chain as a field, because what has a word beside it must be one.
#[derive(Serialize, Deserialize)]
struct ChainField {
    names: Vec<String>,
}

struct ChainJson;

impl ChainJson {
    fn serialize<S: serde::Serializer>(names: &[String], to: S) -> Result<S::Ok, S::Error> {
        ChainField { names: names.to_vec() }.serialize(to)
    }

    fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
        ChainField::deserialize(from).map(|field| field.names)
    }
}

/// The code of a type, as a text.
#[derive(Serialize, Deserialize)]
#[serde(remote = "TypeCode", transparent)]
pub(super) struct TypeCodeJson(String);

/// Codes of types, in their order.
pub(super) mod type_codes {
    use gatehouse_core::incident::TypeCode;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(codes: &[TypeCode], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(codes.iter().map(|code| &code.0))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<TypeCode>, D::Error> {
        Ok(Vec::<String>::deserialize(from)?.into_iter().map(TypeCode).collect())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Step")]
struct StepJson {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
}

/// Steps of a playbook, in their order.
mod steps {
    use gatehouse_core::incident::Step;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::StepJson;

    pub(super) fn serialize<S: Serializer>(steps: &[Step], to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a>(#[serde(with = "StepJson")] &'a Step);
        to.collect_seq(steps.iter().map(Written))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Step>, D::Error> {
        #[derive(Deserialize)]
        struct Read(#[serde(with = "StepJson")] Step);
        Ok(Vec::<Read>::deserialize(from)?.into_iter().map(|read| read.0).collect())
    }
}
