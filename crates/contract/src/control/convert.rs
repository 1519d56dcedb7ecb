//! What comes out of the rules as it crosses the line, and the way in where it cannot fail.

use gatehouse_core::incident as rules;

use super::{
    AlertLevel, IncidentLink, IncidentStatus, LogChannel, MethaneReport, Severity, Timer, UnitState,
};
use crate::words::same_words_both_ways;

same_words_both_ways!(rules::Severity => Severity { Info, Minor, Serious, Critical });
same_words_both_ways!(rules::Status => IncidentStatus {
    Logged, Acknowledged, Dispatched, OnScene, OnHold, Resolved, Closed,
});
same_words_both_ways!(rules::Alert => AlertLevel { None, Info, Urgent, Emergency });
same_words_both_ways!(rules::Timer => Timer { Acknowledge, FirstUnit, Update });
same_words_both_ways!(rules::UnitState => UnitState { Assigned, EnRoute, OnScene, Clear });
same_words_both_ways!(rules::LinkKind => IncidentLink { DuplicateOf, CausedBy, Related, SamePerson });
same_words_both_ways!(rules::Channel => LogChannel { Radio, Phone, Cctv, InPerson, App });

impl From<rules::Methane> for MethaneReport {
    fn from(report: rules::Methane) -> Self {
        let rules::Casualties { immediate, urgent, minor, dead, estimated } = report.casualties;
        Self {
            declared: report.declared,
            location: report.location,
            kind: report.kind,
            hazards: report.hazards,
            potential: report.potential,
            access: report.access,
            immediate,
            urgent,
            minor,
            dead,
            estimated,
            present: report.present,
            required: report.required,
        }
    }
}

impl From<MethaneReport> for rules::Methane {
    fn from(report: MethaneReport) -> Self {
        let MethaneReport { immediate, urgent, minor, dead, estimated, .. } = report;
        Self {
            declared: report.declared,
            location: report.location,
            kind: report.kind,
            hazards: report.hazards,
            potential: report.potential,
            access: report.access,
            casualties: rules::Casualties { immediate, urgent, minor, dead, estimated },
            present: report.present,
            required: report.required,
        }
    }
}
