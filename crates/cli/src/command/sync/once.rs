//! `gatehouse sync --once`: exchanges until nothing waits, then ends.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use gatehouse_commands::sync;
use gatehouse_contract::sync::{Connection, SyncRes};
use gatehouse_store::exchange;

use super::status::show;
use crate::failure::Failure;
use crate::program::Program;

/// How long nothing must have moved before it counts as done.
const QUIET: Duration = Duration::from_millis(2_500);

/// Exchanges until nothing has moved for a while and nothing waits.
pub(super) fn run(program: &Program, seconds: u64) -> Result<(), Failure> {
    let open = program.open()?;
    if matches!(sync::status(&program.host)?.state.connection, Connection::Alone) {
        return Err(Failure::input("This event is in no central store that this device knows")
            .hint("Join it with `gatehouse sync join`, or publish it with `gatehouse sync publish`"));
    }
    let (moved, movement) = mpsc::channel();
    program.host.on_movement(move || {
        // After the end nobody listens any more.
        let _ = moved.send(());
    });
    let before = open.replica.read(exchange::vector)?;
    let deadline = Instant::now() + Duration::from_secs(seconds);
    let done = loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match movement.recv_timeout(QUIET.min(left)) {
            Ok(()) => {}
            Err(_) => {
                let status = sync::status(&program.host)?;
                if is_done(&status) {
                    break status;
                }
                if let Connection::Parked { .. } = status.state.connection {
                    show(program, &status)?;
                    return Err(Failure::failed("The exchange is parked").hint("See what it says above"));
                }
                if Instant::now() >= deadline {
                    show(program, &status)?;
                    return Err(Failure::failed("The exchange is not complete")
                        .hint("Try again with a network; nothing is lost"));
                }
            }
        }
    };
    let after = open.replica.read(exchange::vector)?;
    let count = |vector: &std::collections::BTreeMap<_, gatehouse_core::ids::Seq>| {
        vector.values().map(|seq| seq.0).sum::<u64>()
    };
    program.out.remark(format_args!("{} records of others came in", count(&after) - count(&before)))?;
    show(program, &done)
}

fn is_done(status: &SyncRes) -> bool {
    matches!(status.state.connection, Connection::Connected)
        && status.state.waiting == 0
        && status.state.download.is_none()
}
