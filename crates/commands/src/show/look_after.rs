//! What a show does by itself while somebody calls it on this device: end actions, following the clock, and paper that is
//! never stale; and the wall clock, whose steps are facts.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{ExportFormat, ExportShowReq, ExportWhat};
use gatehouse_core::clock::Now;
use gatehouse_core::show::automatic;

use super::export;
use super::room::{self, Room};
use super::write::{self, Written};
use crate::host::Host;
use crate::session::OpenEvent;

/// Does what is due now.
pub(crate) fn look_after(host: &dyn Host, open: &OpenEvent) -> Result<(), CommandError> {
    let now = room::clocks(host, open)?;
    let jump = open.shows().look(&now);
    if let Some(jump) = jump {
        write::clock_step(host, open, jump)?;
    }
    for room in room::all(open, &now)? {
        if room.run.call.as_ref().is_some_and(|call| call.holder == now.author) {
            act(host, open, &room, &now)?;
        }
        paper(host, open, &room, &now);
    }
    Ok(())
}

fn act(host: &dyn Host, open: &OpenEvent, room: &Room, now: &Now) -> Result<(), CommandError> {
    if automatic::due(&room.guard(now), &room.times).is_none() {
        return Ok(());
    }
    // Decided again on what is then on disk: between the look and the writing somebody may have pressed.
    write::decide(host, open, room.plan().id, |room, now| {
        let guard = room.guard(now);
        let action = automatic::due(&guard, &room.times)
            .and_then(|due| automatic::carry_out(&guard, &room.times, due));
        Ok((action.map(Written::done).unwrap_or_default(), ()))
    })
}

/// Rewrites the paper of the next hour once a minute while a show runs.
fn paper(host: &dyn Host, open: &OpenEvent, room: &Room, now: &Now) {
    let minute = now.wall.0.div_euclid(60_000);
    let show = room.plan().id;
    let runs = room.run.live().is_some();
    if !runs || open.shows().paper.insert(show, minute) == Some(minute) {
        return;
    }
    let req = ExportShowReq {
        show: show.into(),
        what: ExportWhat::NextHour,
        format: ExportFormat::Pdf,
        language: export::language(open),
    };
    // A printer's disk that is full must not stop a show; the paper says when it was written.
    let _ = export::export(host, req);
}
