//! Ways to meet the curfew.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{CurfewOption, CurfewRes, Cut as ShownCut, ShowReq};
use gatehouse_core::show::curfew::{Cut, Later, Proposal, Remedy, remedy};
use gatehouse_core::show::{CueTime, Live, Start};
use gatehouse_core::time::WallMs;

use super::room::{self, Room};
use crate::host::Host;
use crate::session;

/// Ways to be over by the curfew: what to drop and what to trim, the smallest set first.
///
/// # Errors
/// When no event is open, there is no such show, or the replica fails.
pub fn curfew(host: &dyn Host, req: ShowReq) -> Result<CurfewRes, CommandError> {
    let open = session::open(host)?;
    let now = room::clocks(host, &open)?;
    let room = room::find(&open, req.show.0, &now)?;
    Ok(options(&room, room.moment(&now)))
}

fn options(room: &Room, at: WallMs) -> CurfewRes {
    let live = Live::of(room.plan(), &room.times, &room.run, at);
    let nothing = CurfewRes { at: None, over_ms: 0, options: Vec::new(), most_ms: 0 };
    let Some((curfew, end)) = room.times.curfew.zip(live.absolute.end) else { return nothing };
    let over_ms = end.0.saturating_sub(curfew.0);
    let chain = later(room, &live, at);
    let option = |proposal: &Proposal| CurfewOption {
        cuts: proposal.cuts.iter().map(|cut| shown(room, cut)).collect(),
        won_ms: proposal.won_ms,
        end: WallMs(end.0.saturating_sub_unsigned(proposal.won_ms)).into(),
    };
    let (options, most_ms) = match remedy(&chain, u64::try_from(over_ms).unwrap_or(0)) {
        Remedy::NotNeeded => (Vec::new(), 0),
        Remedy::Proposals(proposals) => (proposals.iter().map(option).collect(), 0),
        Remedy::NotEnough(most) => (vec![option(&most)], most.won_ms),
    };
    CurfewRes { at: Some(curfew.into()), over_ms, options, most_ms }
}

/// The cues that are still to come, as the solver takes them.
fn later(room: &Room, live: &Live, at: WallMs) -> Vec<Later> {
    let mut before =
        live.on_air().map_or(at, |on_air| WallMs(at.0.saturating_add(on_air.remaining_ms.max(0))));
    let mut chain = Vec::new();
    for expected in &live.absolute.cues {
        let Some(time) = room.times.cue(expected.cue) else { continue };
        let Some(cue) = room.plan().cue(expected.cue) else { continue };
        let held = held_until(&cue.start, time);
        chain.push(Later {
            cue: expected.cue,
            duration_ms: if time.count_to_end { 0 } else { time.duration_ms },
            min_ms: cue.min_ms.filter(|_| !time.count_to_end),
            cuttable: cue.cuttable,
            late_ms: held.map(|held| before.0.saturating_sub(held.0)),
        });
        before = expected.end;
    }
    chain
}

/// Before when a cue does not start, or, when it counts to its planned end, is not over.
fn held_until(start: &Start, time: &CueTime) -> Option<WallMs> {
    if time.count_to_end {
        return Some(time.end);
    }
    match start {
        Start::Soft => None,
        Start::Hard(_) => Some(time.start),
        Start::Window { .. } => {
            time.leeway_ms.map(|leeway| WallMs(time.start.0.saturating_sub_unsigned(leeway)))
        }
    }
}

fn shown(room: &Room, cut: &Cut) -> ShownCut {
    let (entry, to_ms, won_ms) = match *cut {
        Cut::Drop { cue, takes_ms } => (cue, None, takes_ms),
        Cut::Trim { cue, takes_ms, to_ms } => (cue, Some(to_ms), takes_ms),
    };
    let cue = room.plan().cue(entry);
    ShownCut {
        entry: entry.into(),
        number: cue.map(|cue| cue.number.clone()).unwrap_or_default(),
        title: cue.map(|cue| cue.title.clone()).unwrap_or_default(),
        to_ms,
        won_ms,
    }
}
