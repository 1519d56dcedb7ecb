//! The shows of the event.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::ShowSummary;
use gatehouse_core::show::Live;

use super::{conflicts, live, room};
use crate::host::Host;
use crate::session;

/// The shows of the event, by title.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn list(host: &dyn Host) -> Result<Vec<ShowSummary>, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let rooms = room::all(&open, &now)?;
    let found = conflicts::all(&rooms);
    let summary = |room: &room::Room| {
        let plan = room.plan();
        let picture = Live::of(plan, &room.times, &room.run, room.moment(&now));
        ShowSummary {
            show: plan.id.into(),
            title: plan.title.clone(),
            stage: plan.stage.clone(),
            cues: count(plan.playable().count()),
            planned_start: room.times.start.map(Into::into),
            planned_end: room.times.end.map(Into::into),
            state: live::state(&picture, room.run.rolling, room.run.held().is_some()),
            conflicts: count(conflicts::of(&found, plan.id).count()),
        }
    };
    Ok(rooms.iter().map(|room| summary(room)).collect())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
