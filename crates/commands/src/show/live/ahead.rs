//! What other nights say about the end of this one.

use std::collections::HashMap;
use std::sync::Arc;

use gatehouse_contract::show::Forecast;
use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::show::Live;
use gatehouse_core::show::forecast::{Ahead, forecast as foretell};
use gatehouse_core::time::WallMs;

use super::key;
use crate::show::export::took_ms;
use crate::show::room::Room;

/// How long cues took in other shows of the event, by their number and title.
pub(super) struct History(HashMap<(String, String), Vec<u64>>);

impl History {
    /// The history that a show has in the others.
    pub(super) fn of(rooms: &[Arc<Room>], show: ShowId) -> Self {
        let mut took: HashMap<_, Vec<u64>> = HashMap::new();
        for room in rooms.iter().filter(|room| room.plan().id != show) {
            for instance in &room.run.line {
                if let Some((visit, ms)) = instance.visit().zip(took_ms(instance))
                    && let Some(key) = key(room, visit.cue)
                {
                    took.entry(key).or_default().push(ms);
                }
            }
        }
        Self(took)
    }

    fn of_cue(&self, room: &Room, cue: EntryId) -> Vec<u64> {
        key(room, cue).and_then(|key| self.0.get(&key).cloned()).unwrap_or_default()
    }
}

/// Foretells the end; `None` when nothing is known of any cue ahead, for then the projection says it all.
pub(super) fn forecast(room: &Room, live: &Live, at: WallMs, history: &History) -> Option<Forecast> {
    let on_air = live.on_air();
    let current = on_air.map(|on_air| Ahead {
        planned_ms: u64::try_from(on_air.remaining_ms.max(0)).unwrap_or(0) + on_air.elapsed_ms,
        past_ms: history.of_cue(room, on_air.cue),
        spent_ms: on_air.elapsed_ms,
        not_before: None,
        until: None,
    });
    let later = live.absolute.cues.iter().filter_map(|expected| {
        let time = room.times.cue(expected.cue)?;
        Some(Ahead {
            planned_ms: time.duration_ms,
            past_ms: history.of_cue(room, expected.cue),
            spent_ms: 0,
            not_before: (!time.linked).then_some(time.start),
            until: time.count_to_end.then_some(time.end),
        })
    });
    let ahead: Vec<Ahead> = current.into_iter().chain(later).collect();
    let samples: usize = ahead.iter().map(|cue| cue.past_ms.len()).sum();
    if samples == 0 {
        return None;
    }
    let from = if on_air.is_some() { at } else { live.absolute.cues.first()?.start };
    let end = foretell(from, &ahead);
    Some(Forecast {
        p50: end.by(0.5).into(),
        p90: end.by(0.9).into(),
        past_curfew_percent: room.times.curfew.map(|curfew| percent(end.past(curfew))),
        samples: u32::try_from(samples).unwrap_or(u32::MAX),
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
