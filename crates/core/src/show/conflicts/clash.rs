//! One person, or one place: where its cues come too close to each other.

use super::At;
use crate::show::times::{between, later, signed};
use crate::time::WallMs;

/// A cue that needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    /// Which.
    pub(super) at: At,
    /// From when.
    pub(super) start: WallMs,
    /// Until when.
    pub(super) end: WallMs,
    /// Slots with the same number may be at once.
    pub(super) apart: usize,
    /// The name as this cue has it.
    pub(super) name: String,
    /// The shortest change-over of its show, in milliseconds.
    pub(super) changeover_ms: u64,
}

/// Tells of each slot during which another goes on that it is apart from: that one, itself, and for how long both do.
pub(super) fn clashes(mut slots: Vec<Slot>, mut tell: impl FnMut(&Slot, &Slot, i64)) {
    slots.sort_by_key(|slot| (slot.start, slot.at));
    // The one that lasts longest, and the one that does among those that are apart from it.
    let (mut longest, mut other): (Option<&Slot>, Option<&Slot>) = (None, None);
    for slot in &slots {
        let apart = |known: &&Slot| known.apart != slot.apart;
        if let Some(first) = longest.filter(apart).or(other.filter(apart)) {
            tell(first, slot, between(slot.start, first.end.min(slot.end)));
        }
        let outlasts = |known: Option<&Slot>| known.is_none_or(|known| slot.end > known.end);
        if outlasts(longest) {
            other = longest.filter(apart).or(other);
            longest = Some(slot);
        } else if longest.is_some_and(|longest| apart(&longest)) && outlasts(other) {
            other = Some(slot);
        }
    }
}

/// Tells of each slot that starts too soon after the one before it is over: that one, itself, and how much is missing.
pub(super) fn changeovers(mut slots: Vec<Slot>, mut tell: impl FnMut(&Slot, &Slot, i64)) {
    slots.sort_by_key(|slot| (slot.start, slot.at));
    let mut last: Option<&Slot> = None;
    for slot in &slots {
        if let Some(last) = last.filter(|last| last.end <= slot.start) {
            let least_ms = signed(last.changeover_ms.max(slot.changeover_ms));
            tell(last, slot, between(slot.start, later(last.end, least_ms)));
        }
        last = last.filter(|last| last.end > slot.end).or(Some(slot));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ids::{EntryId, ShowId};

    fn slot((number, (start, length, apart)): (u8, (i64, i64, usize))) -> Slot {
        Slot {
            at: At { show: ShowId::from_bytes([0; 16]), cue: EntryId::from_bytes([number; 16]) },
            start: WallMs(start),
            end: WallMs(start + length),
            apart,
            name: String::new(),
            changeover_ms: 0,
        }
    }

    /// The same by looking at every pair: which slots clash and for how long.
    fn by_pairs(slots: &[Slot]) -> Vec<(At, i64)> {
        let clash = |slot: &Slot| {
            let before = slots.iter().filter(|other| (other.start, other.at) < (slot.start, slot.at));
            let end = before.filter(|other| other.apart != slot.apart).map(|other| other.end).max()?;
            Some((slot.at, between(slot.start, end.min(slot.end))))
        };
        slots.iter().filter_map(clash).filter(|(_, by_ms)| *by_ms > 0).collect()
    }

    proptest! {
        #[test]
        fn one_sweep_finds_what_looking_at_every_pair_finds(
            slots in prop::collection::vec((0..60_i64, 0..30_i64, 0..4_usize), 0..40),
        ) {
            let slots: Vec<_> = (0..).zip(slots).map(slot).collect();
            let mut found = Vec::new();
            clashes(slots.clone(), |_, second, by_ms| found.push((second.at, by_ms)));
            found.retain(|(_, by_ms)| *by_ms > 0);
            found.sort_unstable();
            prop_assert_eq!(found, by_pairs(&slots));
        }
    }
}
