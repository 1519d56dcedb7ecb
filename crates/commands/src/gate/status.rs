//! Everything the gate screen shows when it comes up, and what it keeps showing.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::gate::{CheckpointChoice, Counters, GateRes, Post as ShownPost, ReplicaState};
use gatehouse_store::table;

use super::recall;
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent, Post};

/// How many scans the screen lists.
const RECENT: u32 = 10;

/// Where the device stands, where it could, what was counted, the last scans, the camera.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn status(host: &dyn Host) -> Result<GateRes, CommandError> {
    let open = session::open(host)?;
    let post = open.post();
    let checkpoints = checkpoints(&open)?;
    let counters = post.map(|post| counters(host, &open, post)).transpose()?.unwrap_or_default();
    Ok(GateRes {
        post: post.map(|post| shown_post(post, &checkpoints)),
        counters,
        recent: recall::recent(&open, RECENT)?,
        camera: open.camera(),
        replica: replica(&open)?,
        checkpoints,
    })
}

/// Where a device could stand.
pub(crate) fn checkpoints(open: &OpenEvent) -> Result<Vec<CheckpointChoice>, CommandError> {
    open.replica
        .read(|conn| {
            let zones = table::zone::all(conn)?;
            let choices = table::checkpoint::all(conn)?.into_iter().map(|checkpoint| CheckpointChoice {
                id: checkpoint.id.into(),
                zone: checkpoint.zone.into(),
                zone_name: zones
                    .iter()
                    .find(|zone| zone.id == checkpoint.zone)
                    .map_or_else(String::new, |zone| zone.name.clone()),
                window: checkpoint.window.into(),
                name: checkpoint.name,
            });
            Ok::<_, gatehouse_store::Error>(choices.collect())
        })
        .map_err(error::store)
}

/// What was counted at a post.
pub(super) fn counters(host: &dyn Host, open: &OpenEvent, post: Post) -> Result<Counters, CommandError> {
    let now = host.now().wall;
    open.replica
        .read(move |conn| {
            let counted = gatehouse_store::gate::counters(conn, post.checkpoint, now)?;
            let zone = table::checkpoint::find(conn, post.checkpoint)?.map(|checkpoint| checkpoint.zone);
            let zone = zone.map(|zone| table::zone::find(conn, zone)).transpose()?.flatten();
            Ok::<_, gatehouse_store::Error>(Counters {
                entries: counted.entries,
                exits: counted.exits,
                refused: counted.refused,
                inside: counted.inside,
                capacity: zone.and_then(|zone| zone.capacity),
                last_minute: counted.last_minute,
                per_minute: counted.minutes.to_vec(),
            })
        })
        .map_err(error::store)
}

/// What is known beyond this device.
pub(super) fn replica(open: &OpenEvent) -> Result<ReplicaState, CommandError> {
    open.replica
        .read(|conn| {
            Ok::<_, gatehouse_store::Error>(ReplicaState {
                waiting: table::author::queue_depth(conn)?,
                waiting_since: table::author::waiting_since(conn)?.map(Into::into),
                data_at: table::meta::master_at(conn)?.map(Into::into),
                last_contact: table::link::find(conn)?.and_then(|link| link.last_contact).map(Into::into),
            })
        })
        .map_err(error::store)
}

fn shown_post(post: Post, checkpoints: &[CheckpointChoice]) -> ShownPost {
    let name = checkpoints
        .iter()
        .find(|choice| choice.id.0 == post.checkpoint)
        .map_or_else(|| post.checkpoint.to_string(), |choice| choice.name.clone());
    ShownPost { checkpoint: post.checkpoint.into(), name, direction: post.direction.into() }
}
