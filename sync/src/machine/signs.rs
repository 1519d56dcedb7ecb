//! What a step says at its end: how things stand, if that has changed, and when to wake.

use super::records::{DISTRUSTED, UNKNOWN};
use super::{Alarm, Connection, Effect, Life, Machine, Quarantined, Status, Step};

impl Machine {
    pub(super) fn tell(&mut self, step: &mut Step) {
        let status = self.status_now();
        if status != self.told {
            self.told.clone_from(&status);
            step.effects.push(Effect::Status(Box::new(status)));
        }
        let timer = self.wakes_at().map(|at| at.max(step.now.mono_ms + 1));
        if let Some(at) = timer
            && timer != self.timer
        {
            step.effects.push(Effect::SetTimer(at));
        }
        self.timer = timer;
    }

    fn status_now(&self) -> Status {
        let quarantined = self
            .quarantine
            .iter()
            .map(|(author, quarantine)| Quarantined { author: *author, why: quarantine.why });
        Status {
            connection: self.connection(),
            last_contact: self.link.last_contact,
            waiting: self.head.0.saturating_sub(self.cursor.0),
            master_at: self.master.at,
            snapshot: self.master.progress(),
            alarm: self.alarm(),
            clock_offset_ms: self.link.clock_offset_ms,
            quarantined: quarantined.collect(),
            unread_rows: self.unread_rows,
        }
    }

    fn connection(&self) -> Connection {
        match self.life {
            Life::Waiting => Connection::Connecting,
            Life::Stopped => Connection::Stopped,
            Life::Revoked { cutoff, .. } => Connection::Revoked { cutoff },
            Life::Running => {
                if let Some((parked, _)) = self.up.parked.as_ref().or(self.down.parked.as_ref()) {
                    Connection::Parked(parked.clone())
                } else if let Some(since) = self.link.offline_since {
                    Connection::Offline { since }
                } else if self.link.heard_at.is_some() {
                    Connection::Connected
                } else {
                    Connection::Connecting
                }
            }
        }
    }

    /// The most pressing one.
    fn alarm(&self) -> Option<Alarm> {
        if self.life != Life::Running {
            return None;
        }
        let broken = |why: &str| why != UNKNOWN && why != DISTRUSTED;
        match self.trouble {
            Some(trouble) => Some(Alarm::Storage(trouble)),
            None if self.link.stalled => Some(Alarm::Stalled),
            None if self.quarantine.values().any(|quarantine| broken(quarantine.why)) => {
                Some(Alarm::Quarantine)
            }
            None if self.incarnation.count > 0 => Some(Alarm::Reborn),
            None => None,
        }
    }

    fn wakes_at(&self) -> Option<u64> {
        match self.life {
            Life::Waiting | Life::Stopped | Life::Revoked { wiped: true, .. } => None,
            Life::Revoked { wiped: false, .. } => self.down.wakes_at(),
            Life::Running => [self.lanes_wake_at(), self.link.wakes_at(), self.watch_wakes_at()]
                .into_iter()
                .flatten()
                .min(),
        }
    }

    fn lanes_wake_at(&self) -> Option<u64> {
        let up = match (&self.up.running, self.link.is_good()) {
            (None, false) => None,
            (None, true) if self.cursor >= self.head || self.incarnation.is_wanted() => None,
            _ => self.up.wakes_at(),
        };
        let down = match (&self.down.running, self.link.is_good()) {
            (Some(_), _) => self.down.wakes_at(),
            (None, false) => None,
            (None, true) => self.down.wakes_at().map(|free| {
                let due = self.incarnation.wakes_at().unwrap_or_else(|| self.download_due());
                free.max(due)
            }),
        };
        [up, down].into_iter().flatten().min()
    }
}
