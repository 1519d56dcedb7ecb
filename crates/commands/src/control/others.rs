//! Records of the control room that are no entries, as the log lists them.

use gatehouse_contract::control::{Did, LogKind};
use gatehouse_store::Body;

use super::names::Names;
use super::room::Other;
use super::warnings::rule;

/// Whether the log lists it. Every single click at a door would bury the rest, and what cannot be read says nothing.
pub(super) const fn is_listed(other: &Other) -> bool {
    !matches!(other.body, Body::ClickerCount(_) | Body::Unknown { .. })
}

/// What such a record says, and of what kind it is.
pub(super) fn said(other: &Other, names: &Names) -> (LogKind, Option<Did>) {
    match &other.body {
        Body::Recount(record) => {
            let (name, reason) = (names.zone(record.recount.zone), record.recount.reason.clone());
            (LogKind::Count, Some(Did::Recounted { name, by: record.recount.by, reason }))
        }
        Body::Anomaly(record) => {
            let evidence = u32::try_from(record.told.evidence.len()).unwrap_or(u32::MAX);
            (LogKind::Anomaly, Some(Did::Anomaly { rule: rule(record.told.rule), evidence }))
        }
        Body::ClockCheck(record) => {
            let reference = record.reference.clone();
            (LogKind::Clock, Some(Did::Clock { reference, offset_ms: record.offset_ms }))
        }
        Body::MessageQueued(record) => (LogKind::System, Some(Did::Message { alert: record.level.into() })),
        Body::ClickerCount(_) => (LogKind::Count, None),
        _ => (LogKind::System, None),
    }
}
