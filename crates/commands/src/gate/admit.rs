//! An operator picks a credential from the search and lets its holder in, or only looks at it.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::gate::AdmitReq;
use gatehouse_contract::verdict::ShownScan;
use gatehouse_core::admission::{Presented, Source};

use super::judge::{Presentation, judge};
use super::present::{judge_aloud, tell};
use super::show;
use crate::error;
use crate::host::Host;
use crate::session;

/// Judges a picked credential by the same rules as a scanned one.
///
/// # Errors
/// When no event is open, no checkpoint is chosen, or the replica fails.
pub fn admit(host: &dyn Host, req: AdmitReq) -> Result<ShownScan, CommandError> {
    let open = session::open(host)?;
    let presentation = Presentation {
        post: open.post().ok_or_else(error::no_post)?,
        presented: Presented::Known(req.credential.0),
        source: Source::Manual,
        ignore_unpaid: req.ignore_unpaid,
        stamp: host.now(),
        record: !req.look,
    };
    if req.look {
        return show::shown(&open, &judge(&open, presentation)?);
    }
    let judged = judge_aloud(host, &open, presentation)?;
    tell(host, &open, &judged)
}
