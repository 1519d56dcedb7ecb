//! The decoder thread: the newest picture to codes, each let through once per presentation.

use std::panic::{AssertUnwindSafe, catch_unwind};

use gatehouse_vision::Decoder;

use super::hints::Hints;
use super::slot::Seen;
use super::{LaneConfig, LaneEvent, LaneFault, Rearm, Shared};

/// Runs until the slot is closed.
pub(super) fn run(config: &LaneConfig, mut decoder: Box<dyn Decoder>, shared: &Shared) {
    let mut rearm = Rearm::new(config.rearm);
    let mut hints = Hints::new(config.hint_after);
    let mut crashed = false;
    let mut last = 0;
    while let Some(frame) = shared.slot.take_after(last) {
        last = frame.number;
        let Ok(picture) = frame.picture.as_luma() else { continue };
        let sighting = catch_unwind(AssertUnwindSafe(|| decoder.decode(&picture, config.budget)));
        let Ok(sighting) = sighting else {
            if !std::mem::replace(&mut crashed, true) {
                shared.emit(LaneEvent::Fault(LaneFault::DecoderCrashed));
            }
            continue;
        };
        crashed = false;
        let frame_to_decode = frame.arrived.elapsed();
        let corners = sighting.codes.iter().map(|code| code.corners).collect();
        shared.slot.note(Seen { at: frame.at, corners });
        let texts: Vec<&str> = sighting.codes.iter().map(|code| code.text.as_str()).collect();
        if let Some(change) = hints.observe(frame.at, !texts.is_empty(), sighting.hint) {
            shared.emit(LaneEvent::Hint(change));
        }
        for text in rearm.observe(frame.at, &texts) {
            shared.emit(LaneEvent::Code {
                text: text.to_owned(),
                at: frame.at,
                decode_spent: sighting.spent,
                frame_to_decode,
            });
        }
    }
}
