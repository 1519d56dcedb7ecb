//! The bridge to the run of show: a danger to life offers to stop it.

use gatehouse_contract::control::ShowStop;
use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{DepartmentPress, DepartmentReq, ShowState, ShowSummary};
use gatehouse_core::ids::ShowId;
use gatehouse_core::incident::Incident;

use super::incident::endangers_life;
use crate::host::Host;
use crate::session::OpenEvent;
use crate::show;

/// The show that could be stopped because of an incident: the one that runs; one that is stopped already says so.
pub(super) fn offer(
    host: &dyn Host,
    _: &OpenEvent,
    incident: &Incident,
) -> Result<Option<ShowStop>, CommandError> {
    if !endangers_life(incident) {
        return Ok(None);
    }
    let running = show::list(host)?.into_iter().find(runs);
    Ok(running.map(|one| ShowStop { show: one.show, title: one.title, held: one.state == ShowState::Held }))
}

/// Stops a show, and says because of what.
pub(super) fn hold(host: &dyn Host, show: ShowId, reason: String) -> Result<(), CommandError> {
    let press = DepartmentPress::Hold { reason };
    show::press_department(host, DepartmentReq { show: show.into(), press }).map(drop)
}

const fn runs(one: &ShowSummary) -> bool {
    matches!(one.state, ShowState::Running | ShowState::Paused | ShowState::Held | ShowState::Waiting)
}
