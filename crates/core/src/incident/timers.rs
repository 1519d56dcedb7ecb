//! What incidents are waited for, and who is told when it does not come.
//!
//! A pure function of the log and a moment, so every desk finds the same rounds due; whoever writes one down first is the
//! one who raised it. Rules that the table of limits leaves open:
//!
//! - The next round is due one limit after the last one was raised, and goes one name further; the last name of the chain
//!   is told again and again. Nobody who slept for an hour finds more than one round due.
//! - Rounds of a timer are counted through the whole life of an incident, so each has a name of its own. The chain starts
//!   anew with its first name when the wait does: after an update, after a reopening.
//! - A limit that changes with the severity counts from the beginning of the wait: what becomes critical after ten minutes
//!   without a unit is overdue at once, and what is not late by its present limit falls silent.
//! - On hold nobody is expected on the scene, so that timer stands still and starts anew when the incident is taken off hold.
//!   Updates stay due: an incident on hold is the one that is forgotten.
//! - An incident that is opened again waits for a unit again, unless one is still there. Whoever opens it again has taken
//!   note of it.
//! - A struck incident, a duplicate and one that is dealt with wait for nothing.

use super::config::Config;
use super::deed::{Deed, Timer};
use super::log::{Alarm, Incident, Log};
use super::severity::Status;
use crate::ids::RecordId;
use crate::time::WallMs;

/// The shortest limit that is kept, in milliseconds: a limit of nothing would raise round after round.
const LEAST_MS: i64 = 1_000;

/// Something that an incident waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// For what.
    pub timer: Timer,
    /// Since when.
    pub since: WallMs,
    /// When the next round is due.
    pub due: WallMs,
    /// Which round that will be.
    pub round: u32,
    /// How much longer than its limit it has waited, in milliseconds; 0 while there is time left.
    pub overdue_ms: u64,
    /// Whom that round goes to; empty when nobody is on the chain.
    pub to: String,
}

/// What an incident waits for.
#[must_use]
pub fn waits(incident: &Incident, config: &Config, now: WallMs) -> Vec<Wait> {
    pending(incident, config).map(|pending| pending.wait(config, now)).collect()
}

/// All rounds that are due and not in the log yet, the worst incident first: to be written as they are.
#[must_use]
pub fn raise(log: &Log, now: WallMs) -> Vec<(RecordId, Deed)> {
    let mut due = Vec::new();
    for incident in log.open() {
        for wait in waits(incident, &log.config, now).into_iter().filter(|wait| wait.due <= now) {
            due.push((incident.id, Deed::Escalate { timer: wait.timer, round: wait.round, to: wait.to }));
        }
    }
    due
}

/// The alarms that are to be heard, the worst incident first, of each timer the newest round.
///
/// One sounds from when it is due, be it written down already or not, until somebody heeds it or it is not late any more.
#[must_use]
pub fn sounding(log: &Log, now: WallMs) -> Vec<(RecordId, Timer, u32)> {
    let mut sounding = Vec::new();
    for incident in log.open() {
        for pending in pending(incident, &log.config) {
            if let Some(round) = pending.sounds(now) {
                sounding.push((incident.id, pending.timer, round));
            }
        }
    }
    sounding
}

/// A wait that goes on, with the rounds of it that were raised.
struct Pending<'a> {
    timer: Timer,
    since: WallMs,
    limit_ms: i64,
    /// The newest round since the wait began.
    newest: Option<(u32, &'a Alarm)>,
    /// How many rounds were raised since it began.
    told: usize,
    /// The number of the next round.
    round: u32,
    due: WallMs,
}

fn pending<'a>(incident: &'a Incident, config: &'a Config) -> impl Iterator<Item = Pending<'a>> {
    Timer::ALL.into_iter().filter_map(|timer| {
        let since = since(incident, timer)?;
        let (limit, _) = config.limits.get(&(incident.severity, timer))?;
        let limit_ms = i64::try_from((*limit)?).unwrap_or(i64::MAX).max(LEAST_MS);
        let rounds = || incident.alarms.range((timer, 0)..=(timer, u32::MAX));
        let current = || rounds().filter(|(_, alarm)| alarm.at > since);
        let base = current().map(|(_, alarm)| alarm.at).max().unwrap_or(since);
        Some(Pending {
            timer,
            since,
            limit_ms,
            newest: current().next_back().map(|((_, round), alarm)| (*round, alarm)),
            told: current().count(),
            round: rounds().next_back().map_or(1, |((_, round), _)| round.saturating_add(1)),
            due: WallMs(base.0.saturating_add(limit_ms)),
        })
    })
}

/// Since when an incident waits for something, if it does.
fn since(incident: &Incident, timer: Timer) -> Option<WallMs> {
    let waits = incident.is_open()
        && match timer {
            Timer::Acknowledge => incident.acknowledged.is_none(),
            Timer::FirstUnit => !incident.attended && incident.status != Status::OnHold,
            Timer::Update => true,
        };
    let since = if timer == Timer::Update { incident.updated } else { incident.active_since };
    waits.then_some(since)
}

impl Pending<'_> {
    fn wait(&self, config: &Config, now: WallMs) -> Wait {
        let last = config.chain.len().saturating_sub(1);
        Wait {
            timer: self.timer,
            since: self.since,
            due: self.due,
            round: self.round,
            overdue_ms: u64::try_from(self.overdue_ms(now)).unwrap_or(0),
            to: config.chain.get(self.told.min(last)).cloned().unwrap_or_default(),
        }
    }

    /// Negative while there is time left.
    fn overdue_ms(&self, now: WallMs) -> i64 {
        now.0.saturating_sub(self.since.0).saturating_sub(self.limit_ms)
    }

    fn sounds(&self, now: WallMs) -> Option<u32> {
        if self.due <= now {
            return Some(self.round);
        }
        let late = self.overdue_ms(now) >= 0;
        let (round, alarm) = self.newest?;
        (late && alarm.heeded.is_none()).then_some(round)
    }
}

#[cfg(test)]
mod tests;
