//! What runs on the stage at this moment, for those who note it beside something else.

use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::show::Live;

use super::room;
use crate::host::Host;
use crate::session;

/// The live cue of the event, its show, and what people call it; of several shows, the first by title.
pub(crate) fn on_air(host: &dyn Host) -> Result<Option<(ShowId, EntryId, String)>, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let rooms = room::all(&open, &now)?;
    Ok(rooms.iter().find_map(|room| {
        let plan = room.plan();
        let live = Live::of(plan, &room.times, &room.run, room.moment(&now));
        let cue = live.on_air()?.cue;
        let known = plan.cue(cue)?;
        Some((plan.id, cue, format!("{} {}", known.number, known.title).trim().to_owned()))
    }))
}
