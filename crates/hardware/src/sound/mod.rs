//! What verdicts and alarms sound like: the port, the loudspeaker and silence.
//!
//! Each cue differs from every other by rhythm and by pitch, so that it is understood without looking, and by people
//! who hear one of the two badly. Sound never decides anything and never fails loudly: a gate without a loudspeaker
//! is a silent gate.

mod speaker;
mod tone;

pub use speaker::{Speaker, SpeakerState};
pub use tone::samples;

/// What is to be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cue {
    /// Admitted.
    Admit,
    /// Already used.
    Used,
    /// Refused.
    Refused,
    /// A person must decide.
    Attention,
    /// Left.
    Exit,
    /// A timer of the control room ran out.
    Alarm,
}

impl Cue {
    /// Every cue.
    pub const ALL: [Self; 6] =
        [Self::Admit, Self::Used, Self::Refused, Self::Attention, Self::Exit, Self::Alarm];
}

/// Something that can be heard.
pub trait Sound: Send + Sync {
    /// Plays `cue` from its start, in place of one that is playing. Returns at once.
    fn play(&self, cue: Cue);
}

/// Silence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mute;

impl Sound for Mute {
    fn play(&self, _: Cue) {}
}
