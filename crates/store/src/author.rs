//! Who writes in this replica.

use std::fmt;

use gatehouse_core::ids::{AuthorId, EventId};
use gatehouse_journal::DeviceKey;
use zeroize::Zeroizing;

/// The author that this device writes as, with the key that signs for it.
pub struct Author {
    /// Its id.
    pub id: AuthorId,
    /// The event whose journal it writes in.
    pub event: EventId,
    /// What people call the device.
    pub name: String,
    /// What its records are signed with.
    pub key: DeviceKey,
    /// Its row.
    pub(crate) no: i64,
}

impl fmt::Debug for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Author").field("id", &self.id).field("event", &self.event).finish_non_exhaustive()
    }
}

/// A device that is about to write its first record.
pub struct NewDevice {
    /// The author that it writes as: new, never one that wrote elsewhere before.
    pub author: AuthorId,
    /// What people call it.
    pub name: String,
    /// The 32 random bytes that its key is made from. They are kept inside the encrypted file only.
    pub seed: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for NewDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewDevice").field("author", &self.author).finish_non_exhaustive()
    }
}
