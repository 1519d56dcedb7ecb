//! A new show.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show::{NewShowReq, PlanRes, ShowReq};
use gatehouse_core::ids::ShowId;
use gatehouse_core::show::{Change, ShowField};
use gatehouse_store::table;

use super::{plan, words, write};
use crate::error;
use crate::host::{Host, ten_random};
use crate::session;

/// Makes a show in the venue's zone.
///
/// # Errors
/// When its title is empty, its day is none, no event is open, or the replica fails.
pub fn create(host: &dyn Host, req: NewShowReq) -> Result<PlanRes, CommandError> {
    let open = session::open(host)?;
    let title = req.title.trim();
    if title.is_empty() {
        return Err(error::bad_request("The show has no title", "Say what it is called"));
    }
    let date = words::date(&req.date)?;
    let zone = open.replica.read(table::event::find).map_err(error::store)?.zone;
    let show = ShowId::ordered(host.now().wall, ten_random(host));
    let fields = [
        ShowField::Title(words::text(title.to_owned())?),
        ShowField::Stage(words::text(req.stage.trim().to_owned())?),
        ShowField::Zone(zone),
        ShowField::Date(date),
    ];
    write::begin(host, &open, show, fields.into_iter().map(Change::Show).collect())?;
    plan::plan(host, ShowReq { show: show.into() })
}
