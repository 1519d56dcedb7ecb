//! How loudly an incident is told outside while nobody says otherwise.

use super::catalogue::TypeCode;
use super::severity::{Alert, Severity};

/// Types that are urgent at least, however little is known yet: a child, an assault, a fire and a suspicious item get
/// worse by waiting for somebody to raise them.
const URGENT: [&str; 4] = ["CHI", "FIR", "SEX", "SUS"];

/// The alert that follows from severity and types.
///
/// Critical is an emergency, serious is urgent, minor is for information, and info is told to nobody.
#[must_use]
pub fn derived(severity: Severity, types: &[TypeCode]) -> Alert {
    let alert = match severity {
        Severity::Info => Alert::None,
        Severity::Minor => Alert::Info,
        Severity::Serious => Alert::Urgent,
        Severity::Critical => Alert::Emergency,
    };
    let urgent = types.iter().any(|code| URGENT.contains(&code.above()));
    if urgent { alert.max(Alert::Urgent) } else { alert }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_follows_from_severity_and_is_never_less_than_urgent_for_a_child() {
        let cases = [
            (Severity::Info, "", Alert::None),
            (Severity::Minor, "MED", Alert::Info),
            (Severity::Serious, "MED", Alert::Urgent),
            (Severity::Critical, "TEC", Alert::Emergency),
            (Severity::Info, "CHI", Alert::Urgent),
            (Severity::Minor, "SEX", Alert::Urgent),
            (Severity::Minor, "LOS FIR", Alert::Urgent),
            (Severity::Info, "SUS.DRONE", Alert::Urgent),
            (Severity::Critical, "CHI", Alert::Emergency),
        ];
        for (severity, types, alert) in cases {
            let codes: Vec<_> = types.split_whitespace().map(|code| TypeCode(code.to_owned())).collect();
            assert_eq!(derived(severity, &codes), alert, "{types} {severity:?}");
        }
    }
}
