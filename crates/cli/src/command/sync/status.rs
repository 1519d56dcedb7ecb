//! `gatehouse sync status`: how the exchange stands.

use std::fmt::Write as _;

use gatehouse_commands::sync;
use gatehouse_contract::sync::{Connection, Parked, SyncRes};

use crate::failure::Failure;
use crate::moment;
use crate::program::Program;

/// Shows how the exchange of the event that is named stood when it was last at work.
pub(super) fn run(program: &Program) -> Result<(), Failure> {
    program.open()?;
    show(program, &sync::status(&program.host)?)
}

/// Shows how an exchange stands.
pub(super) fn show(program: &Program, status: &SyncRes) -> Result<(), Failure> {
    Ok(program.out.answer(status, words(status))?)
}

fn words(status: &SyncRes) -> String {
    let state = &status.state;
    let connection = match &state.connection {
        Connection::Alone => "stands alone: never joined an event in a central store",
        Connection::Offline { .. } => "offline",
        Connection::Connecting => "connecting",
        Connection::Connected => "connected",
        Connection::Parked { reason: Parked::SignIn } => {
            "parked: the store does not know this device any more"
        }
        Connection::Parked { reason: Parked::Revoked } => "parked: the organizer revoked this device",
        Connection::Parked { reason: Parked::Refused } => "parked: the store refuses what is sent",
        Connection::Parked { reason: Parked::Storage } => "parked: the event's file takes no records",
    };
    let time = |at: Option<_>| {
        at.map_or_else(
            || "never".to_owned(),
            |at: gatehouse_contract::time::WallMs| moment::rfc3339(at.into()),
        )
    };
    let mut text = format!(
        "exchange     {connection}\nwaiting      {}\ncontact      {}\ndata         {}",
        state.waiting,
        time(state.last_contact),
        time(state.data_at)
    );
    if let Some(link) = &status.link {
        // Writing to a string cannot fail.
        let _ = write!(text, "\nstore        {} ({})", link.host, link.role);
    }
    for device in &status.devices {
        let own = if device.own { " (this one)" } else { "" };
        let _ = write!(text, "\ndevice       {:>7}  {}{own}", device.records, device.name);
    }
    if !status.doubles.is_empty() {
        let _ = write!(text, "\ndoubles      {} credentials were admitted twice", status.doubles.len());
    }
    text
}
