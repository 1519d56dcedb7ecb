//! What sounds, by incident.

use std::collections::BTreeMap;

use gatehouse_core::ids::RecordId;
use gatehouse_core::incident::{Incident, Log, Timer, timers};
use gatehouse_core::time::WallMs;

/// What sounds at a moment.
pub(super) struct Sounding(BTreeMap<RecordId, Vec<Sound>>);

/// A timer that ran out and that nobody has heard yet.
#[derive(Debug, Clone)]
pub(super) struct Sound {
    /// What it waited for.
    pub(super) timer: Timer,
    /// How often it ran out.
    pub(super) round: u32,
    /// Since when this round sounds.
    pub(super) since: WallMs,
    /// Whom it went to.
    pub(super) to: String,
}

impl Sounding {
    pub(super) fn at(log: &Log, at: WallMs) -> Self {
        let mut found = BTreeMap::<_, Vec<_>>::new();
        for (id, timer, round) in timers::sounding(log, at) {
            let Some(incident) = log.incidents.get(&id) else { continue };
            found.entry(id).or_default().push(sound(log, incident, timer, round, at));
        }
        Self(found)
    }

    /// What sounds of an incident.
    pub(super) fn of(&self, incident: RecordId) -> &[Sound] {
        self.0.get(&incident).map_or(&[], Vec::as_slice)
    }

    /// Everything that sounds, with its incident.
    pub(super) fn all(&self) -> impl Iterator<Item = (RecordId, &Sound)> {
        self.0.iter().flat_map(|(id, sounds)| sounds.iter().map(|sound| (*id, sound)))
    }

    /// How many sound.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.all().count()).unwrap_or(u32::MAX)
    }
}

/// A round that was written down already says itself since when; one that is only due says when it became so.
fn sound(log: &Log, incident: &Incident, timer: Timer, round: u32, at: WallMs) -> Sound {
    if let Some(alarm) = incident.alarms.get(&(timer, round)) {
        return Sound { timer, round, since: alarm.at, to: alarm.to.clone() };
    }
    let wait = timers::waits(incident, &log.config, at).into_iter().find(|wait| wait.timer == timer);
    let (since, to) = wait.map_or((at, String::new()), |wait| (wait.due, wait.to));
    Sound { timer, round, since, to }
}
