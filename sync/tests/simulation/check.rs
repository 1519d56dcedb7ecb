//! What must hold: after every step, and when the world has come to rest.

use gatehouse_core::ids::Seq;

use super::world::{Gate, World};
use crate::Machine;
use crate::machine::{Alarm, Connection};

impl World {
    /// What must hold after every step.
    pub(super) fn check(&mut self, gate: usize) {
        let here = &self.gates[gate];
        let replica = &here.replica;
        if !self.restored && replica.acked > Seq(0) {
            let theirs =
                self.central.logs.get(&replica.author).and_then(|log| log.get(replica.acked.0 as usize - 1));
            let ours = &replica.logs[&replica.author][replica.acked.0 as usize - 1];
            if theirs.is_none_or(|theirs| theirs.bytes != ours.bytes) {
                self.broken = Some(format!("gate {gate} believes that {} arrived", replica.acked.0));
            }
        }
    }

    /// Whether a gate is part of the peace: not revoked.
    pub(super) fn counts_in(&self, gate: &Gate) -> bool {
        self.central.devices[&gate.device].revoked.is_none()
    }

    /// Why the world has not come to rest yet.
    pub(super) fn unrest(&self) -> Option<String> {
        let heads = self.central.heads();
        for (n, gate) in self.gates.iter().enumerate() {
            if !self.counts_in(gate) {
                if !gate.replica.wiped {
                    return Some(format!("gate {n} was revoked and has not wiped"));
                }
                continue;
            }
            let Some(status) = gate.machine.as_ref().map(Machine::status) else {
                return Some(format!("gate {n} is off"));
            };
            let calm = matches!(status.alarm, None | Some(Alarm::Reborn));
            if status.connection != Connection::Connected || status.waiting > 0 || !calm {
                return Some(format!("gate {n}: {status:?}"));
            }
            let mut vector = gate.replica.vector();
            vector.retain(|_, seq| *seq > Seq(0));
            if vector != heads {
                return Some(format!("gate {n} has {vector:?}, the central store {heads:?}, {status:?}"));
            }
        }
        let (facts, master) = (self.arrived(), self.central.master());
        for (n, gate) in self.gates.iter().enumerate().filter(|(_, gate)| self.counts_in(gate)) {
            if gate.replica.master != master {
                return Some(format!("gate {n} has other master data"));
            }
            if gate.replica.facts() != facts {
                return Some(format!("gate {n} tells of other admissions"));
            }
        }
        None
    }
}
