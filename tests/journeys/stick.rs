//! A second device that learned everything from files, and the way by which records go to and fro.

use anyhow::Result;
use gatehouse_commands::Host as _;
use gatehouse_commands::app::Protect;
use gatehouse_commands::sync::{self, Begin};
use gatehouse_contract::sync::CarryReq;
use gatehouse_core::time::WallMs;
use gatehouse_testkit::Machine;

/// A stick on which records are carried between two devices.
pub(crate) struct Stick(tempfile::TempDir);

/// A second device, and the stick that belongs to it.
pub(crate) struct Second {
    pub(crate) machine: Machine,
    pub(crate) stick: Stick,
}

impl Stick {
    fn req(&self, name: &str) -> CarryReq {
        CarryReq { path: self.0.path().join(name).display().to_string() }
    }

    /// Brings what one knows to another that trusts it already.
    pub(crate) fn carry(&self, from: &Machine, to: &Machine) -> Result<()> {
        sync::write_bundle(from, self.req("records"))?;
        sync::read_bundle(to, self.req("records"))?;
        Ok(())
    }

    /// Brings what one knows to another, whose people looked at the fingerprint.
    pub(crate) fn vouch(&self, from: &Machine, to: &Machine) -> Result<()> {
        sync::write_bundle(from, self.req("records"))?;
        sync::read_bundle_of(to, self.req("records"), &sync::fingerprint(from)?)?;
        Ok(())
    }
}

impl Second {
    /// Begins from the first one's files; `n` tells several apart.
    pub(crate) fn of(first: &Machine, n: i64) -> Result<Self> {
        let stick = Stick(tempfile::tempdir()?);
        first.pass(1_000);
        let written = sync::write_snapshot(first, stick.req("event"))?;
        let machine = Machine::at(WallMs(first.now().wall.0 + n));
        let begin = Begin {
            snapshot: stick.0.path().join("event"),
            fingerprint: written.fingerprint,
            device_name: format!("Tablet {n}"),
            protect: Protect::KeyStore,
        };
        sync::begin_from_snapshot(&machine, &machine.path("second.gatehouse"), &begin)?;
        stick.carry(first, &machine)?;
        stick.vouch(&machine, first)?;
        Ok(Self { machine, stick })
    }
}
