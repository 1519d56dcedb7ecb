//! The device takes up its post at a checkpoint.

use std::sync::Arc;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::gate::{GateRes, OpenGateReq};
use gatehouse_contract::verdict::Direction;
use gatehouse_store::table;

use super::{camera, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent, Post};
use crate::settings::RememberedPost;

/// Stands at a checkpoint from now on, and remembers it.
///
/// # Errors
/// When no event is open, or it has no such checkpoint.
pub fn open(host: &dyn Host, req: OpenGateReq) -> Result<GateRes, CommandError> {
    let event = session::open(host)?;
    let checkpoint = req.checkpoint.0;
    let known = event
        .replica
        .read(move |conn| table::checkpoint::find(conn, checkpoint))
        .map_err(error::store)?
        .is_some();
    if !known {
        return Err(error::not_found("checkpoint"));
    }
    event.set_post(Some(Post { checkpoint, direction: req.direction.into() }));
    host.session().remember(&host.folders().settings, |settings| {
        settings.posts.insert(
            event.id.to_string(),
            RememberedPost { checkpoint: req.checkpoint, direction: req.direction },
        );
    });
    camera::start(host, &event);
    status::status(host)
}

/// Stands where people come in at the checkpoint with this name.
///
/// # Errors
/// When no event is open, or it has no checkpoint of this name.
pub fn open_by_name(host: &dyn Host, name: &str) -> Result<(), CommandError> {
    let event = session::open(host)?;
    let all = event.replica.read(table::checkpoint::all).map_err(error::store)?;
    let found = all.into_iter().find(|checkpoint| checkpoint.name == name);
    let checkpoint = found.ok_or_else(|| error::not_found("checkpoint"))?.id.into();
    open(host, OpenGateReq { checkpoint, direction: Direction::In }).map(|_| ())
}

/// Takes up the post where the device stood when this event was open last.
pub(crate) fn resume(host: &dyn Host, event: &Arc<OpenEvent>) -> Result<(), CommandError> {
    let settings = host.session().settings(&host.folders().settings);
    if host.session().camera().is_none() {
        host.session().set_camera(settings.camera);
    }
    let Some(post) = settings.posts.get(&event.id.to_string()) else { return Ok(()) };
    let checkpoint = post.checkpoint.0;
    let known = event
        .replica
        .read(move |conn| table::checkpoint::find(conn, checkpoint))
        .map_err(error::store)?
        .is_some();
    if known {
        event.set_post(Some(Post { checkpoint, direction: post.direction.into() }));
        camera::start(host, event);
    }
    Ok(())
}
