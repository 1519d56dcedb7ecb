//! One presentation of a credential at a checkpoint: what goes into the decision.

use std::fmt;
use std::str::FromStr;

use super::verdict::Invalid;
use crate::ids::{CheckpointId, CredentialId, Generation, ProductNo};
use crate::time::Window;

/// Which way somebody passes a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Into the zone behind the checkpoint.
    In,
    /// Out of it.
    Out,
}

/// How the credential reached the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A camera saw its code.
    Camera,
    /// A hand-held scanner typed its code.
    Scanner,
    /// An operator picked it from the search.
    Manual,
    /// The command line.
    CommandLine,
}

/// What sort of person a credential stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sold or given ticket.
    Ticket,
    /// Works for the event.
    Staff,
    /// Sells at the event.
    Vendor,
    /// Reports on the event.
    Press,
    /// Performs.
    Artist,
    /// Exhibits.
    Exhibitor,
    /// Invited by name.
    GuestList,
}

impl Kind {
    /// Every kind, in the order of its number in a native code.
    pub const ALL: [Self; 7] = [
        Self::Ticket,
        Self::Staff,
        Self::Vendor,
        Self::Press,
        Self::Artist,
        Self::Exhibitor,
        Self::GuestList,
    ];

    /// The number of the kind in a native code.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The kind with this number, if there is one.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// What a verified signature vouches for. Its fields come from the signed payload and from nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The credential; the key of everything that happens to it.
    pub id: CredentialId,
    /// What it is a ticket for.
    pub product: ProductNo,
    /// What sort of person.
    pub kind: Kind,
    /// Made to practise with; never touches live counts.
    pub rehearsal: bool,
    /// Which reissue this is.
    pub generation: Generation,
    /// When it may be used for entry.
    pub validity: Window,
}

/// What the decoder made of the presented code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    /// Nothing that this gate can trust.
    Invalid(Invalid),
    /// Properly signed, but for another event.
    OtherEvent {
        /// The event's name, when this device knows it.
        name: Option<String>,
    },
    /// A signed code that verified.
    Signed(Ticket),
    /// A credential that an operator picked from the replica, or an unsigned code found there.
    Known(CredentialId),
}

/// One presentation at a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Where.
    pub checkpoint: CheckpointId,
    /// Which way.
    pub direction: Direction,
    /// What.
    pub presented: Presented,
    /// An operator confirmed to let an unpaid order in where the checkpoint allows that.
    pub ignore_unpaid: bool,
}

macro_rules! words {
    ($type:ident: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// The word that stands for it in records, files and on the command line.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = UnknownWord;

            fn from_str(s: &str) -> Result<Self, UnknownWord> {
                match s { $($word => Ok(Self::$variant),)+ _ => Err(UnknownWord) }
            }
        }
    };
}

words!(Direction: In = "in", Out = "out");
words!(Source: Camera = "camera", Scanner = "scanner", Manual = "manual", CommandLine = "command_line");
words!(Kind: Ticket = "ticket", Staff = "staff", Vendor = "vendor", Press = "press", Artist = "artist",
    Exhibitor = "exhibitor", GuestList = "guest_list");

/// The word is not one of the type's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord;

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown word")
    }
}

impl std::error::Error for UnknownWord {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_numbers_are_those_of_the_native_code() {
        for (number, kind) in (0u8..).zip(Kind::ALL) {
            assert_eq!(kind.number(), number);
            assert_eq!(Kind::from_number(number), Some(kind));
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert_eq!(Kind::from_number(7), None);
    }
}
