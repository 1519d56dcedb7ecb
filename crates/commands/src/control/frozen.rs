//! How things stand at this moment, as an incident that is opened now keeps it.

use gatehouse_contract::error::CommandError;
use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::incident::Context;

use super::crowd;
use super::opening::Standing;
use crate::host::Host;
use crate::session::OpenEvent;
use crate::show;

/// The live cue and how many are inside. What cannot be read is left out: an incident is never refused for it.
pub(super) fn standing(host: &dyn Host, open: &OpenEvent) -> Result<Standing, CommandError> {
    let inside = crowd::inside(host, open)?;
    Ok(Standing { context: Context { cue: cue(host), inside, posts: Vec::new() } })
}

fn cue(host: &dyn Host) -> Option<(ShowId, EntryId, String)> {
    show::on_air(host).ok().flatten()
}
