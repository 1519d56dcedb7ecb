//! What an incident needs before it is closed. Asked of whoever closes it; what was closed otherwise elsewhere stays closed.

use super::log::Incident;

/// Something that is not written up yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// What type it is.
    Type,
    /// How it ended.
    Outcome,
}

/// Whether an incident may be closed as it stands.
///
/// # Errors
///
/// Everything that is missing.
pub fn closing(incident: &Incident) -> Result<(), Vec<Missing>> {
    let missing =
        [(incident.types.is_empty(), Missing::Type), (incident.outcome.trim().is_empty(), Missing::Outcome)];
    let missing: Vec<_> = missing.into_iter().filter_map(|(is, what)| is.then_some(what)).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}
