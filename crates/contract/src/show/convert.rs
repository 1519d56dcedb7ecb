//! What comes out of the rules as it crosses the line. The way in is the use cases' business: there it may fail.

use gatehouse_core::show as rules;

use super::plan::{Call, Civil, Column, ColumnKind, EndAction, EntryKind, Occurrence, PlanCue, Start};
use super::{GoInput, RefusedReason};
use crate::words::{same_words, same_words_both_ways};

same_words_both_ways!(rules::EndAction => EndAction { None, LoadNext, StartNext });
same_words_both_ways!(rules::Occurrence => Occurrence { First, Second });
same_words_both_ways!(rules::EntryKind => EntryKind { Cue, Group, Delay, Milestone });
same_words!(rules::Refused => RefusedReason {
    NoCall, NotTheCaller, OldCall, AlreadyLeft, TooSoon, OnHold, Finished, NoSuchCue, Other,
});

impl From<GoInput> for rules::Input {
    fn from(input: GoInput) -> Self {
        match input {
            GoInput::Key => Self::Key,
            GoInput::Touch => Self::Touch,
            GoInput::Command => Self::Command,
        }
    }
}

impl From<rules::Civil> for Civil {
    fn from(civil: rules::Civil) -> Self {
        Self {
            date: civil.date.map(|date| date.to_string()),
            time: civil.time.to_string(),
            occurrence: civil.occurrence.map(Into::into),
        }
    }
}

impl From<&rules::Start> for Start {
    fn from(start: &rules::Start) -> Self {
        match start {
            rules::Start::Soft => Self::Soft,
            rules::Start::Hard(at) => Self::Hard { at: (*at).into() },
            rules::Start::Window { earliest, latest } => {
                Self::Window { earliest: (*earliest).into(), latest: (*latest).into() }
            }
        }
    }
}

impl From<&rules::Call> for Call {
    fn from(call: &rules::Call) -> Self {
        Self { department: call.department.clone(), text: call.text.clone(), standby_s: call.standby_s }
    }
}

impl From<Call> for rules::Call {
    fn from(call: Call) -> Self {
        Self { department: call.department, text: call.text, standby_s: call.standby_s }
    }
}

impl From<&rules::Column> for Column {
    fn from(column: &rules::Column) -> Self {
        let kind = match &column.kind {
            rules::ColumnKind::Text => ColumnKind::Text,
            rules::ColumnKind::Choice(options) => ColumnKind::Choice { options: options.clone() },
            rules::ColumnKind::Person => ColumnKind::Person,
            rules::ColumnKind::Check => ColumnKind::Check,
        };
        Self { key: column.key.clone(), title: column.title.clone(), kind }
    }
}

impl From<Column> for rules::Column {
    fn from(column: Column) -> Self {
        let kind = match column.kind {
            ColumnKind::Text => rules::ColumnKind::Text,
            ColumnKind::Choice { options } => rules::ColumnKind::Choice(options),
            ColumnKind::Person => rules::ColumnKind::Person,
            ColumnKind::Check => rules::ColumnKind::Check,
        };
        Self { key: column.key, title: column.title, kind }
    }
}

impl From<&rules::Cue> for PlanCue {
    fn from(cue: &rules::Cue) -> Self {
        Self {
            number: cue.number.clone(),
            title: cue.title.clone(),
            note: cue.note.clone(),
            calls: cue.calls.iter().map(Into::into).collect(),
            owner: cue.owner.clone(),
            location: cue.location.clone(),
            flag: cue.flag,
            colour: cue.colour.clone(),
            skip: cue.skip,
            start: (&cue.start).into(),
            duration_ms: cue.duration_ms,
            min_ms: cue.min_ms,
            max_ms: cue.max_ms,
            cuttable: cue.cuttable,
            count_to_end: cue.count_to_end,
            end_action: cue.end_action.into(),
            warning_ms: cue.warning_ms,
            danger_ms: cue.danger_ms,
            span_ms: cue.span_ms,
            link: cue.link.clone(),
            columns: cue.columns.clone(),
        }
    }
}
