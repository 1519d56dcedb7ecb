//! Actions in JSON: the word under `action` says which one, what belongs to it stands beside it.

use gatehouse_core::ids::{AuthorId, EntryId, RecordId};
use gatehouse_core::show::{Action, Go, Input, Refused, Target, Visit};
use gatehouse_core::time::WallMs;
use serde::{Deserialize, Serialize};

use super::super::json::{RecordIdJson, WallMsJson, record_id_or_absent, text, wall_ms_or_absent};

/// The names of other records in an action.
pub(super) fn names(action: &mut Action) -> Vec<&mut RecordId> {
    match action {
        Action::Go(go) | Action::Refused { press: go, .. } => {
            [&mut go.call, &mut go.from, &mut go.standby].into_iter().flatten().collect()
        }
        Action::Ungo { call, instance }
        | Action::Pause { call, instance }
        | Action::Resume { call, instance }
        | Action::AddTime { call, instance, .. }
        | Action::AdoptLane { call, instance } => vec![call, instance],
        Action::Standby { call, .. } | Action::Roll { call, .. } | Action::OfferCall { call, .. } => {
            vec![call]
        }
        Action::Tick { standby, .. } => vec![standby],
        Action::TakeCall { after, .. } => after.iter_mut().collect(),
        Action::AcceptCall { offer, after, .. } => vec![offer, after],
        Action::Release { hold } | Action::HoldStep { hold, .. } => vec![hold],
        Action::Settle { proposal, .. } => vec![proposal],
        Action::Hold { .. } | Action::Message { .. } | Action::Blackout { .. } | Action::AdoptCuts { .. } => {
            vec![]
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Action", tag = "action", rename_all = "snake_case")]
pub(super) enum ActionJson {
    Go(#[serde(with = "GoJson")] Go),
    Refused {
        #[serde(with = "GoJson")]
        press: Go,
        #[serde(with = "RefusedJson")]
        reason: Refused,
    },
    Ungo {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        #[serde(with = "RecordIdJson")]
        instance: RecordId,
    },
    Standby {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        #[serde(with = "text")]
        cue: EntryId,
    },
    Tick {
        #[serde(with = "RecordIdJson")]
        standby: RecordId,
        department: String,
        ready: bool,
    },
    Pause {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        #[serde(with = "RecordIdJson")]
        instance: RecordId,
    },
    Resume {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        #[serde(with = "RecordIdJson")]
        instance: RecordId,
    },
    AddTime {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        #[serde(with = "RecordIdJson")]
        instance: RecordId,
        by_ms: i64,
    },
    Roll {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        on: bool,
    },
    TakeCall {
        #[serde(default, with = "record_id_or_absent", skip_serializing_if = "Option::is_none")]
        after: Option<RecordId>,
        epoch: u32,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    OfferCall {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        #[serde(with = "text")]
        to: AuthorId,
    },
    AcceptCall {
        #[serde(with = "RecordIdJson")]
        offer: RecordId,
        #[serde(with = "RecordIdJson")]
        after: RecordId,
        epoch: u32,
    },
    Hold {
        reason: String,
    },
    Release {
        #[serde(with = "RecordIdJson")]
        hold: RecordId,
    },
    HoldStep {
        #[serde(with = "RecordIdJson")]
        hold: RecordId,
        department: String,
        done: bool,
    },
    Settle {
        #[serde(with = "RecordIdJson")]
        proposal: RecordId,
        adopt: bool,
    },
    AdoptLane {
        #[serde(with = "RecordIdJson")]
        call: RecordId,
        #[serde(with = "RecordIdJson")]
        instance: RecordId,
    },
    Message {
        text: String,
    },
    Blackout {
        on: bool,
    },
    AdoptCuts {
        won_ms: u64,
        agreed: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Go")]
struct GoJson {
    #[serde(default, with = "record_id_or_absent", skip_serializing_if = "Option::is_none")]
    call: Option<RecordId>,
    #[serde(default, with = "record_id_or_absent", skip_serializing_if = "Option::is_none")]
    from: Option<RecordId>,
    #[serde(with = "TargetJson")]
    to: Target,
    #[serde(default, with = "record_id_or_absent", skip_serializing_if = "Option::is_none")]
    standby: Option<RecordId>,
    #[serde(
        rename = "started_ms",
        default,
        with = "wall_ms_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    started: Option<WallMs>,
    #[serde(with = "InputJson")]
    input: Input,
}

/// A cue as an object, or the word `finish`.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Target", untagged)]
enum TargetJson {
    Cue(#[serde(with = "VisitJson")] Visit),
    #[serde(with = "finish")]
    Finish,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Visit")]
struct VisitJson {
    #[serde(with = "text")]
    cue: EntryId,
    #[serde(rename = "planned_start_ms", with = "WallMsJson")]
    planned_start: WallMs,
    duration_ms: u64,
    count_to_end: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Input", rename_all = "snake_case")]
enum InputJson {
    Key,
    Touch,
    EndAction,
    Clock,
    Command,
    #[serde(other)]
    Other,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Refused", rename_all = "snake_case")]
enum RefusedJson {
    NoCall,
    NotTheCaller,
    OldCall,
    AlreadyLeft,
    TooSoon,
    OnHold,
    Finished,
    NoSuchCue,
    #[serde(other)]
    Other,
}

mod finish {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Finish,
    }

    pub(super) fn serialize<S: Serializer>(to: S) -> Result<S::Ok, S::Error> {
        Word::Finish.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
        Word::deserialize(from).map(|Word::Finish| ())
    }
}
