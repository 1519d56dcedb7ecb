//! Deeds in JSON: the word under `deed` says which one, what belongs to it stands beside it.

use gatehouse_core::ids::{AuthorId, EntryId, RecordId, ShowId, ZoneId};
use gatehouse_core::incident::{
    Alert, Casualties, Context, Decision, Deed, Density, Field, LinkKind, Methane, Number, Opening, Promise,
    Sealed, Setting, Severity, Status, Subject, Timer, TypeCode, UnitState,
};
use gatehouse_core::time::WallMs;
use serde::{Deserialize, Serialize};

use super::super::json::{RecordIdJson, or_absent, record_ids, text, text_or_absent, wall_ms_or_absent};
use super::setting::{SettingJson, TypeCodeJson, type_codes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Deed", tag = "deed", rename_all = "snake_case")]
enum DeedJson {
    Open(#[serde(with = "OpeningJson")] Box<Opening>),
    Set(#[serde(with = "FieldJson")] Field),
    Move {
        #[serde(with = "StatusJson")]
        status: Status,
    },
    Unit {
        unit: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        role: String,
        #[serde(with = "UnitStateJson")]
        state: UnitState,
    },
    Subject(#[serde(with = "SubjectJson")] Subject),
    Link {
        #[serde(with = "RecordIdJson")]
        to: RecordId,
        #[serde(with = "LinkKindJson")]
        link: LinkKind,
        on: bool,
    },
    Decide(#[serde(with = "DecisionJson")] Box<Decision>),
    Escalate {
        #[serde(with = "TimerJson")]
        timer: Timer,
        round: u32,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        to: String,
    },
    Heed {
        #[serde(with = "TimerJson")]
        timer: Timer,
        round: u32,
    },
    Report(#[serde(with = "MethaneJson")] Box<Methane>),
    ReadBack {
        #[serde(with = "RecordIdJson")]
        report: RecordId,
    },
    Tick {
        step: String,
        done: bool,
    },
    Promise(#[serde(with = "PromiseJson")] Promise),
    Settle {
        #[serde(with = "RecordIdJson")]
        promise: RecordId,
    },
    Strike {
        #[serde(with = "RecordIdJson")]
        entry: RecordId,
        reason: String,
    },
    Correct {
        #[serde(with = "RecordIdJson")]
        entry: RecordId,
        text: String,
    },
    HandOver {
        to: String,
        #[serde(default, with = "record_ids", skip_serializing_if = "Vec::is_empty")]
        items: Vec<RecordId>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    Take {
        #[serde(with = "RecordIdJson")]
        handover: RecordId,
        #[serde(with = "RecordIdJson")]
        item: RecordId,
    },
    Withdraw {
        #[serde(with = "RecordIdJson")]
        handover: RecordId,
    },
    Density(#[serde(with = "DensityJson")] Density),
    Visit {
        authority: String,
        begins: bool,
    },
    Letter(#[serde(with = "LetterJson")] String),
    Configure(#[serde(with = "SettingJson")] Setting),
    Post {
        who: String,
        post: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        call_sign: String,
        on: bool,
    },
    ShareKey {
        #[serde(with = "text")]
        to: AuthorId,
        #[serde(with = "SealedJson")]
        key: Sealed,
    },
    System {
        what: String,
    },
}

/// Deeds in their order. One that this build cannot read is passed over, so that it keeps the others.
pub(super) mod deeds {
    use gatehouse_core::incident::Deed;
    use serde::de::IgnoredAny;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::DeedJson;

    pub(crate) fn serialize<S: Serializer>(deeds: &[Deed], to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a>(#[serde(with = "DeedJson")] &'a Deed);
        to.collect_seq(deeds.iter().map(Written))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Deed>, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Read {
            Known(#[serde(with = "DeedJson")] Deed),
            Other(IgnoredAny),
        }
        let read = Vec::<Read>::deserialize(from)?.into_iter();
        Ok(read
            .filter_map(|read| match read {
                Read::Known(deed) => Some(deed),
                Read::Other(_) => None,
            })
            .collect())
    }
}

/// What stands in a box stands in JSON as if it did not.
macro_rules! boxed {
    ($($mirror:ident of $type:ident as $inner:ident;)+) => {$(
        struct $mirror;

        impl $mirror {
            fn serialize<S: serde::Serializer>(value: &$type, to: S) -> Result<S::Ok, S::Error> {
                $inner::serialize(value, to)
            }

            fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Box<$type>, D::Error> {
                $inner::deserialize(from).map(Box::new)
            }
        }
    )+};
}

boxed! {
    OpeningJson of Opening as OpeningInner;
    DecisionJson of Decision as DecisionInner;
    MethaneJson of Methane as MethaneInner;
}

/// A letter as a field, because what has a word beside it must be one.
#[derive(Serialize, Deserialize)]
struct LetterField {
    letter: String,
}

struct LetterJson;

impl LetterJson {
    fn serialize<S: serde::Serializer>(letter: &str, to: S) -> Result<S::Ok, S::Error> {
        LetterField { letter: letter.to_owned() }.serialize(to)
    }

    fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
        LetterField::deserialize(from).map(|field| field.letter)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Opening")]
struct OpeningInner {
    #[serde(with = "NumberJson")]
    number: Number,
    #[serde(with = "type_codes")]
    types: Vec<TypeCode>,
    #[serde(with = "SeverityJson")]
    severity: Severity,
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    place: String,
    #[serde(default, with = "text_or_absent", skip_serializing_if = "Option::is_none")]
    zone: Option<ZoneId>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sealed: bool,
    #[serde(default, with = "ContextJson", skip_serializing_if = "is_unknown")]
    context: Context,
}

fn is_unknown(context: &Context) -> bool {
    *context == Context::default()
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Number")]
struct NumberJson {
    desk: String,
    no: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Context")]
struct ContextJson {
    #[serde(default, with = "cue", skip_serializing_if = "Option::is_none")]
    cue: Option<(ShowId, EntryId, String)>,
    #[serde(default, with = "inside", skip_serializing_if = "Vec::is_empty")]
    inside: Vec<(ZoneId, i64, i64)>,
    #[serde(default, with = "posts", skip_serializing_if = "Vec::is_empty")]
    posts: Vec<(String, String)>,
}

/// Makes a module for tuples that stand in JSON as objects with names.
macro_rules! objects {
    ($name:ident: $tuple:ty as $one:ident { $($(#[$attr:meta])* $field:ident: $type:ty),+ }) => {
        mod $name {
            use super::*;

            #[derive(Serialize, Deserialize)]
            struct $one {
                $($(#[$attr])* $field: $type),+
            }

            pub(super) fn serialize<S: serde::Serializer>(all: &[$tuple], to: S) -> Result<S::Ok, S::Error> {
                to.collect_seq(all.iter().cloned().map(|($($field),+)| $one { $($field),+ }))
            }

            pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<$tuple>, D::Error> {
                let read = Vec::<$one>::deserialize(from)?;
                Ok(read.into_iter().map(|$one { $($field),+ }| ($($field),+)).collect())
            }
        }
    };
}

objects! { inside: (ZoneId, i64, i64) as Inside { #[serde(with = "text")] zone: ZoneId, known: i64, upper: i64 } }
objects! { posts: (String, String) as OnPost { post: String, who: String } }

/// The live cue, where there was one.
mod cue {
    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Live {
        #[serde(with = "text")]
        show: ShowId,
        #[serde(with = "text")]
        cue: EntryId,
        title: String,
    }

    pub(super) fn serialize<S: serde::Serializer>(
        cue: &Option<(ShowId, EntryId, String)>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let written =
            cue.as_ref().map(|(show, cue, title)| Live { show: *show, cue: *cue, title: title.clone() });
        written.serialize(to)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        from: D,
    ) -> Result<Option<(ShowId, EntryId, String)>, D::Error> {
        Ok(Option::<Live>::deserialize(from)?.map(|live| (live.show, live.cue, live.title)))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Field", tag = "field", content = "value", rename_all = "snake_case")]
enum FieldJson {
    Title(String),
    Type {
        #[serde(with = "TypeCodeJson")]
        code: TypeCode,
        on: bool,
    },
    Severity {
        #[serde(with = "SeverityJson")]
        severity: Severity,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
    },
    Place(String),
    #[serde(with = "text_or_absent")]
    Zone(Option<ZoneId>),
    Reporter(String),
    Outcome(String),
    Sealed(bool),
    #[serde(with = "alert_or_null")]
    Alert(Option<Alert>),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Subject")]
struct SubjectJson {
    description: String,
    #[serde(default, with = "sealed_or_absent", skip_serializing_if = "Option::is_none")]
    name: Option<Sealed>,
}

/// Sealed bytes in hexadecimal.
pub(super) struct SealedJson;

impl SealedJson {
    fn serialize<S: serde::Serializer>(sealed: &Sealed, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&crate::hex::Hex(&sealed.0))
    }

    fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Sealed, D::Error> {
        let digits = String::deserialize(from)?;
        crate::hex::bytes(&digits).map(Sealed).ok_or_else(|| serde::de::Error::custom("not hexadecimal"))
    }
}

or_absent! {
    /// Sealed words that may be absent.
    sealed_or_absent: gatehouse_core::incident::Sealed as super::SealedJson
}
or_absent! {
    /// An alert level, or nothing where the severity says it.
    alert_or_null: gatehouse_core::incident::Alert as super::AlertJson
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Decision")]
struct DecisionInner {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    options: Vec<String>,
    chosen: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    rationale: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    owner: String,
    #[serde(
        rename = "review_ms",
        default,
        with = "wall_ms_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    review: Option<WallMs>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Methane")]
struct MethaneInner {
    declared: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    location: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    hazards: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    potential: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    access: String,
    #[serde(with = "CasualtiesJson")]
    casualties: Casualties,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    present: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    required: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Casualties")]
struct CasualtiesJson {
    immediate: u32,
    urgent: u32,
    minor: u32,
    dead: u32,
    estimated: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Promise")]
struct PromiseJson {
    text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    owner: String,
    #[serde(rename = "due_ms", default, with = "wall_ms_or_absent", skip_serializing_if = "Option::is_none")]
    due: Option<WallMs>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Density")]
struct DensityJson {
    #[serde(with = "text")]
    zone: ZoneId,
    grade: u8,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

macro_rules! words {
    ($($vis:vis $mirror:ident of $type:literal: $($word:ident)+;)+) => {$(
        #[derive(Serialize, Deserialize)]
        #[serde(remote = $type, rename_all = "snake_case")]
        $vis enum $mirror { $($word),+ }
    )+};
}

words! {
    pub(super) SeverityJson of "Severity": Info Minor Serious Critical;
    pub(super) AlertJson of "Alert": None Info Urgent Emergency;
    pub(super) TimerJson of "Timer": Acknowledge FirstUnit Update;
    StatusJson of "Status": Logged Acknowledged Dispatched OnScene OnHold Resolved Closed;
    UnitStateJson of "UnitState": Assigned EnRoute OnScene Clear;
    LinkKindJson of "LinkKind": DuplicateOf CausedBy Related SamePerson;
}
