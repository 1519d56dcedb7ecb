//! The kinds of record: their numbers and words, which never change and are never used again for anything else.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

macro_rules! kinds {
    ($($(#[$doc:meta])+ $variant:ident = $number:literal $word:literal),+ $(,)?) => {
        /// What a record is about.
        ///
        /// Every kind has its number and word from the start; those whose payload this build does not know yet are
        /// carried as [`Body::Unknown`](crate::Body::Unknown), like those that it has never heard of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Kind {
            $($(#[$doc])+ $variant = $number),+
        }

        impl Kind {
            /// Every kind, by number.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The kind with this number, if this build has heard of it.
            #[must_use]
            pub const fn from_number(number: u16) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)+ _ => None }
            }

            /// The word for it in files and on the command line.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for Kind {
            type Err = UnknownKind;

            fn from_str(word: &str) -> Result<Self, UnknownKind> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err(UnknownKind) }
            }
        }
    };
}

kinds! {
    /// A device joined the event and named its key; the first record of its log.
    DeviceEnrolled = 1 "device_enrolled",
    /// Another person took the device over.
    OperatorChanged = 2 "operator_changed",
    /// A credential was presented, whatever the verdict.
    Scan = 3 "scan",
    /// A supervisor admitted against the verdict.
    Override = 4 "override",
    /// A pass was taken back.
    Undo = 5 "undo",
    /// People were counted by hand.
    ClickerCount = 6 "clicker_count",
    /// The people inside were counted anew.
    Recount = 7 "recount",
    /// Counts or facts contradict each other.
    Anomaly = 8 "anomaly",
    /// An entry in the event's log.
    LogEntry = 9 "log_entry",
    /// One field of an incident.
    IncidentField = 10 "incident_field",
    /// What a unit in the field is doing.
    UnitStatus = 11 "unit_status",
    /// Something was escalated.
    Escalation = 12 "escalation",
    /// A shift was handed over.
    Handover = 13 "handover",
    /// The wall clock jumped.
    ClockStep = 14 "clock_step",
    /// The wall clock was compared with another one.
    ClockCheck = 15 "clock_check",
    /// The show was run: go, standby, tick, hold, token.
    ShowAction = 16 "show_action",
    /// The plan was edited.
    PlanEdit = 17 "plan_edit",
    /// A message was queued.
    MessageQueued = 18 "message_queued",
    /// A message was sent.
    MessageSent = 19 "message_sent",
    /// How far the device had got with everybody's logs.
    HeadsCheckpoint = 20 "heads_checkpoint",
    /// A record of an earlier author of the same device, told again.
    Recovered = 21 "recovered",
}

impl Kind {
    /// The number that stands in records.
    #[must_use]
    pub const fn number(self) -> u16 {
        self as u16
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word is no kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a kind of record")]
pub struct UnknownKind;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_lead_back_to_their_kind() {
        for (number, kind) in (1u16..).zip(Kind::ALL.iter().copied()) {
            assert_eq!(kind.number(), number, "without a hole, in order");
            assert_eq!(Kind::from_number(number), Some(kind));
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert_eq!(Kind::from_number(0), None);
        assert_eq!(Kind::from_number(22), None);
        assert_eq!("party".parse::<Kind>(), Err(UnknownKind));
    }
}
