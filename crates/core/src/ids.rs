//! Who and what: the identities that everything else refers to.
//!
//! Ids are newtypes, so that a checkpoint can never be handed where a credential was meant. They are made elsewhere
//! (randomness lives at the edge of the machine) and only compared here.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes the 16 bytes as they stand in a record or a code.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The 16 bytes, big-endian, as they stand in a record or a code.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Makes a time-ordered id (UUID version 7) from a wall time and ten random bytes.
            ///
            /// Ids made one after another sort in the order of their making, which keeps bulk inserts sequential.
            #[must_use]
            pub fn ordered(at: crate::time::WallMs, random: [u8; 10]) -> Self {
                let ms = u64::try_from(at.0).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(s: &str) -> Result<Self, BadId> {
                Uuid::try_parse(s).map(Self).map_err(|_| BadId)
            }
        }
    )+};
}

uuid_id! {
    /// What happens at the venue.
    EventId,
    /// One credential: anything with a QR code that may open a gate.
    CredentialId,
    /// A place where credentials are scanned.
    CheckpointId,
    /// What lies behind one or more checkpoints; checkpoints into one zone share their admissions.
    ZoneId,
    /// Whoever writes a log: one incarnation of a device, or the organizer's desk.
    AuthorId,
    /// A device as the organizer knows it, whatever authors it has written as.
    DeviceId,
    /// A show: what runs on one stage.
    ShowId,
    /// A line of a show's plan.
    EntryId,
    /// Somebody on the roster.
    PersonId,
}

/// The text was not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadId;

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id: expected a UUID such as 01932c07-25d4-7a34-a6d1-4b5c1c1a9f10")
    }
}

impl std::error::Error for BadId {}

/// A ticket type or accreditation type, numbered within its event because the number travels in the QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductNo(pub u16);

/// How often a credential has been reissued; a higher one supersedes all lower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Generation(pub u8);

/// A record's place in its author's log: gap-free, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(pub u64);

/// One record of one author, the name of a scan everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// Whose log.
    pub author: AuthorId,
    /// Which record of it.
    pub seq: Seq,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::WallMs;

    #[test]
    fn ordered_ids_sort_by_their_time() {
        let early = CredentialId::ordered(WallMs(1_000), [0xff; 10]);
        let late = CredentialId::ordered(WallMs(1_001), [0; 10]);
        assert!(early < late, "bulk import relies on this to insert in key order");
    }

    #[test]
    fn an_id_survives_its_text() {
        let id = EventId::from_bytes([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("not-a-uuid".parse::<EventId>(), Err(BadId));
    }
}
