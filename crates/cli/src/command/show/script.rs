//! What happens in the file of `show simulate`: actions, each at its moment.

use serde::Deserialize;

use super::plan_file::{Clock, SignedSpan};

/// One thing that is done.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// When: a time on the venue's clock, or a span such as `+90s` after the step before.
    #[serde(default)]
    pub(super) at: Option<When>,
    /// What.
    #[serde(rename = "do")]
    pub(super) what: What,
    /// For `go` and `standby`: the line meant, by its name in the file.
    pub(super) cue: Option<String>,
    /// For `add_time`: how much.
    pub(super) by: Option<SignedSpan>,
    /// For `tick`: which department.
    pub(super) department: Option<String>,
    /// Who does it: a device, by any name; without one it is `caller`, who has the call from the start.
    pub(super) device: Option<String>,
    /// For `go`: the line that the screen showed as live when it was pressed, if another one than is live now; `null` for none.
    #[serde(default, deserialize_with = "shown")]
    pub(super) shown: Option<Option<String>>,
}

/// When something is done.
pub(super) enum When {
    /// So long after the step before, in milliseconds; of the first one after the planned start.
    After(i64),
    /// At this time on the venue's clock.
    At(Clock),
}

/// What can be done.
#[derive(Debug, Deserialize, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    /// GO.
    Go,
    /// The last GO is taken back.
    Ungo,
    /// A cue is put in standby.
    Standby,
    /// A department is ready.
    Tick,
    /// The live cue's time stands still.
    Pause,
    /// It goes on.
    Resume,
    /// The live cue is given time.
    AddTime,
    /// The show follows the clock.
    Roll,
    /// It no longer does.
    StopRoll,
    /// The show is stopped.
    Hold,
    /// The stop is over.
    Release,
    /// The call is taken.
    TakeCall,
    /// Nothing: the state is looked at.
    Look,
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Clock(Clock),
            Span(SignedSpan),
        }
        // `19:00` is a time and `+19:00` is a span: a sign, or a unit, makes the difference.
        match Either::deserialize(from) {
            Ok(Either::Clock(clock)) => Ok(Self::At(clock)),
            Ok(Either::Span(SignedSpan(ms))) => Ok(Self::After(ms)),
            Err(_) => Err(serde::de::Error::custom(
                "neither a time such as 19:00:30 nor a span such as +90s after the step before",
            )),
        }
    }
}

/// Tells `null` from nothing at all.
#[expect(clippy::option_option, reason = "nothing said and nothing shown are two things")]
fn shown<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}
