//! Whoever calls answers a proposed change of the plan.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{PlanRes, SettleReq, ShowReq};
use gatehouse_core::show::{NotAllowed, Outcome};

use super::plan;
use super::write::{self, Written};
use crate::error;
use crate::host::Host;
use crate::session;

/// Adopts a proposal or declines it.
///
/// # Errors
/// When this device does not call the show, there is no such proposal, or the replica fails.
pub fn settle(host: &dyn Host, req: SettleReq) -> Result<PlanRes, CommandError> {
    let open = session::open(host)?;
    let SettleReq { show, proposal, adopt } = req;
    write::decide(host, &open, show.0, move |room, now| {
        match room.guard(now).settle(&room.edits, proposal.into(), adopt) {
            Outcome::Allowed(action) => Ok((Written::done(action), ())),
            Outcome::NotAllowed(NotAllowed::NothingToDo) => Ok((Written::default(), ())),
            Outcome::NotAllowed(NotAllowed::NoSuchProposal) => Err(error::not_found("proposal")),
            Outcome::NotAllowed(_) => Err(error::not_the_caller()),
        }
    })?;
    plan::plan(host, ShowReq { show })
}
