//! Something is pressed while a show runs: judged against the show as it is known here, and on disk before the answer.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{
    Cut, DepartmentPress, DepartmentReq, NotNow, Press, PressOutcome, PressReq, PressRes,
};
use gatehouse_core::clock::Now;
use gatehouse_core::show::guard::{Aim, Press as Go};
use gatehouse_core::show::{Action, Answer, Change, Field, NotAllowed, Outcome};

use super::room::Room;
use super::write::{self, Written};
use super::{live, silence, words};
use crate::error;
use crate::host::Host;
use crate::session;

/// Presses something.
///
/// # Errors
/// When there is no such show, a value cannot be, or the replica fails: then nothing was done. A refusal is no error.
pub fn press(host: &dyn Host, req: PressReq) -> Result<PressRes, CommandError> {
    let open = session::open(host)?;
    let silent_ms = silence::of_caller(host, &open, req.show.0)?;
    let PressReq { show, press } = req;
    let outcome = write::decide(host, &open, show.0, move |room, now| judge(room, now, press, silent_ms))?;
    Ok(PressRes { outcome, live: Box::new(live::picture(host, &open, show.0)?) })
}

/// A department answers a standby, stops the show, or says that its step of a stop is carried out.
///
/// # Errors
/// As [`press`].
pub fn press_department(host: &dyn Host, req: DepartmentReq) -> Result<PressRes, CommandError> {
    let open = session::open(host)?;
    let DepartmentReq { show, press } = req;
    let outcome = write::decide(host, &open, show.0, move |room, now| {
        let guard = room.guard(now);
        Ok(came_to(match press {
            DepartmentPress::Tick { standby, department, ready } => {
                let standing = room.run.standby.as_ref().map(|standing| standing.id);
                if standing == Some(standby.into()) {
                    guard.tick(&department, ready)
                } else {
                    Outcome::NotAllowed(NotAllowed::NoStandby)
                }
            }
            DepartmentPress::Hold { reason } => guard.hold(&words::line(reason)?),
            DepartmentPress::HoldStep { hold, department, done } => {
                guard.hold_step(hold.into(), &department, done)
            }
        }))
    })?;
    Ok(PressRes { outcome, live: Box::new(live::picture(host, &open, show.0)?) })
}

fn judge(
    room: &Room,
    now: &Now,
    press: Press,
    silent_ms: u64,
) -> Result<(Written, PressOutcome), CommandError> {
    let guard = room.guard(now);
    let outcome = match press {
        Press::Go { from, to, input } => {
            let to = to.map_or(Aim::Next, |cue| Aim::Cue(cue.0));
            let go = Go { call: None, from: from.map(Into::into), to, started: None, input: input.into() };
            return Ok(go_came_to(guard.go(&go, |cue| planned(room, now, cue))));
        }
        Press::Ungo { instance } => guard.ungo(instance.into()),
        Press::Standby { cue } => match cue.map(|cue| cue.0).or_else(|| guard.next()) {
            Some(cue) => guard.standby(cue),
            None => Outcome::NotAllowed(NotAllowed::NoSuchCue),
        },
        Press::Pause => guard.pause(),
        Press::Resume => guard.resume(),
        Press::AddTime { by_ms } => guard.add_time(by_ms),
        Press::Roll { on } => guard.roll(on),
        Press::TakeCall { reason } => guard.take_call(&reason, silent_ms),
        Press::OfferCall { to } => guard.offer_call(to.0),
        Press::AcceptCall => guard.accept_call(),
        Press::Release { hold } => guard.release(hold.into()),
        Press::AdoptLane { tip } => guard.adopt_lane(tip.into()),
        // Whoever sees that the speaker needs a word may send it.
        Press::Message { text } => Outcome::Allowed(Action::Message { text: words::line(text)? }),
        Press::Blackout { on } => Outcome::Allowed(Action::Blackout { on }),
        Press::AdoptCuts { cuts, agreed } => return adopt_cuts(room, now, &cuts, agreed),
    };
    Ok(came_to(outcome))
}

/// When a cue is planned to start; one that is not in the plan any more starts when it is called.
pub(super) fn planned(
    room: &Room,
    now: &Now,
    cue: gatehouse_core::ids::EntryId,
) -> gatehouse_core::time::WallMs {
    room.times.cue(cue).map_or_else(|| room.moment(now), |time| time.start)
}

/// Takes a way to meet the curfew: the plan changes, and who agreed stands beside it.
fn adopt_cuts(
    room: &Room,
    now: &Now,
    cuts: &[Cut],
    agreed: String,
) -> Result<(Written, PressOutcome), CommandError> {
    if agreed.trim().is_empty() {
        return Ok(came_to(Outcome::NotAllowed(NotAllowed::NoReason)));
    }
    let played = |cut: &&Cut| {
        room.run.line.iter().any(|one| one.visit().is_some_and(|visit| visit.cue == cut.entry.0))
    };
    if cuts.is_empty()
        || cuts.iter().any(|cut| room.plan().cue(cut.entry.0).is_none())
        || cuts.iter().any(|cut| played(&cut))
    {
        return Err(error::not_found("cue to cut"));
    }
    let won_ms = cuts.iter().map(|cut| cut.won_ms).sum();
    if room.run.call.as_ref().is_none_or(|call| call.holder != now.author) {
        return Ok(came_to(Outcome::NotAllowed(NotAllowed::NotTheCaller)));
    }
    let change = |cut: &Cut| Change::Set {
        entry: cut.entry.0,
        field: cut.to_ms.map_or(Field::Skip(true), Field::Duration),
    };
    let changes = cuts.iter().map(change).collect();
    let agreed = words::line(agreed)?;
    Ok((Written { changes, ..Written::done(Action::AdoptCuts { won_ms, agreed }) }, PressOutcome::Done))
}

/// What is written of a GO, and what is said.
fn go_came_to(answer: Answer) -> (Written, PressOutcome) {
    match answer {
        Answer::Accepted(action) => (Written::done(action), PressOutcome::Done),
        Answer::Refused(action) => {
            let reason = match &action {
                Action::Refused { reason, .. } => (*reason).into(),
                _ => gatehouse_contract::show::RefusedReason::NoSuchCue,
            };
            (Written::done(action), PressOutcome::Refused { reason })
        }
    }
}

fn came_to(outcome: Outcome) -> (Written, PressOutcome) {
    match outcome {
        Outcome::Allowed(action) => (Written::done(action), PressOutcome::Done),
        Outcome::NotAllowed(why) => (Written::default(), PressOutcome::NotNow { reason: not_now(why) }),
    }
}

const fn not_now(why: NotAllowed) -> NotNow {
    match why {
        NotAllowed::NoCall | NotAllowed::NotTheCaller => NotNow::NotTheCaller,
        NotAllowed::NotNamed => NotNow::NotNamed,
        NotAllowed::CallIsHeld => NotNow::CallerPresent,
        NotAllowed::NoReason => NotNow::NoReason,
        NotAllowed::NotLive | NotAllowed::Finished => NotNow::NothingLive,
        NotAllowed::NothingToDo => NotNow::AlreadySo,
        NotAllowed::TooMuch => NotNow::TooMuch,
        NotAllowed::TooLate => NotNow::TooLate,
        NotAllowed::NoSuchCue
        | NotAllowed::NoStandby
        | NotAllowed::NotCalled
        | NotAllowed::NoOffer
        | NotAllowed::NoSuchHold
        | NotAllowed::NoSuchProposal
        | NotAllowed::NoSuchLane => NotNow::Gone,
    }
}
