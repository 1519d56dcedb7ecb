//! What this device changed last in a plan is taken back, or done again.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{PlanRes, ShowReq, UndoEditReq};

use super::{edit, plan};
use crate::host::Host;
use crate::session;

/// Takes back the last step, or does the last one again that was taken back; without one, nothing happens.
///
/// # Errors
/// When the timing of a cue that was called would change, no event is open, or the replica fails: then the step is still
/// there to be taken back.
pub fn undo(host: &dyn Host, req: UndoEditReq) -> Result<PlanRes, CommandError> {
    let open = session::open(host)?;
    let show = req.show.0;
    let step = {
        let mut rooms = open.shows();
        let history = rooms.undo.entry(show).or_default();
        if req.redo { history.redo.last().cloned() } else { history.undo.last().cloned() }
    };
    if let Some(step) = step {
        let back = edit::write(host, &open, show, step)?;
        let mut rooms = open.shows();
        let history = rooms.undo.entry(show).or_default();
        let (from, to) = if req.redo {
            (&mut history.redo, &mut history.undo)
        } else {
            (&mut history.undo, &mut history.redo)
        };
        from.pop();
        to.push(back);
    }
    plan::plan(host, ShowReq { show: req.show })
}
