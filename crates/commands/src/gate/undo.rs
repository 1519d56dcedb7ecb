//! A pass is taken back.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::gate::{UndoReq, UndoRes};
use gatehouse_core::admission::{Undo, decide_undo};
use gatehouse_core::ids::RecordId;
use gatehouse_store::{Body, UndoRecord};

use crate::error;
use crate::host::Host;
use crate::session;

/// Takes a pass back if it is fresh and this device's own; the scan itself stays in the journal.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn undo(host: &dyn Host, req: UndoReq) -> Result<UndoRes, CommandError> {
    let open = session::open(host)?;
    let stamp = host.now();
    let scan = RecordId::from(req.scan);
    let answer = open
        .replica
        .write(move |tx, author| {
            let found = gatehouse_store::gate::undoable(tx, scan)?;
            let answer = decide_undo(found.as_ref(), author.id, stamp.wall);
            if answer == Undo::Granted {
                gatehouse_store::append(tx, author, stamp, &Body::Undo(UndoRecord { scan, reason: None }))?;
            }
            Ok::<_, gatehouse_store::Error>(answer)
        })
        .map_err(error::store)?;
    host.uplink().grown(None);
    Ok(match answer {
        Undo::Granted => UndoRes::Undone,
        Undo::Unknown => UndoRes::Unknown,
        Undo::NothingToUndo => UndoRes::NothingToUndo,
        Undo::AlreadyUndone => UndoRes::AlreadyUndone,
        Undo::OtherDevice => UndoRes::OtherDevice,
        Undo::TooLate => UndoRes::TooLate,
    })
}
