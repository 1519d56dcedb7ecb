//! Records of the control room that are no entries, as the log lists them.

use gatehouse_contract::control::{Did, LogKind};
use gatehouse_store::Body;

use super::names::Names;
use super::room::Other;
use super::warnings::rule;

/// What such a record says; `None` for what the log does not list, such as every single click at a door.
pub(super) fn did(other: &Other, names: &Names) -> Option<(LogKind, Did)> {
    match &other.body {
        Body::Recount(record) => Some((
            LogKind::Count,
            Did::Recounted {
                name: names.zone(record.recount.zone),
                by: record.recount.by,
                reason: record.recount.reason.clone(),
            },
        )),
        Body::Anomaly(record) => {
            let evidence = u32::try_from(record.told.evidence.len()).unwrap_or(u32::MAX);
            Some((LogKind::Anomaly, Did::Anomaly { rule: rule(record.told.rule), evidence }))
        }
        Body::ClockCheck(record) => Some((
            LogKind::Clock,
            Did::Clock { reference: record.reference.clone(), offset_ms: record.offset_ms },
        )),
        Body::MessageQueued(record) => Some((LogKind::System, Did::Message { alert: record.level.into() })),
        _ => None,
    }
}
