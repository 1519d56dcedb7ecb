//! The keys that a gate trusts, and what they make of a text.

use std::fmt;
use std::str::FromStr;

use gatehouse_core::admission::{Invalid, Presented};
use gatehouse_core::ids::EventId;
use gatehouse_core::time::{Position, WallMs, Window};

use crate::gh1::{self, Code, ParseError};
use crate::{KeyId, PublicKey};

/// Where a key stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyStatus {
    /// Signs new codes.
    Active,
    /// Signs no new codes; those that it signed are good.
    Retiring,
    /// Lost or stolen: nothing that it signed is good.
    Revoked,
}

impl KeyStatus {
    /// The word that stands for it in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retiring => "retiring",
            Self::Revoked => "revoked",
        }
    }
}

impl fmt::Display for KeyStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for KeyStatus {
    type Err = UnknownStatus;

    fn from_str(word: &str) -> Result<Self, UnknownStatus> {
        [Self::Active, Self::Retiring, Self::Revoked]
            .into_iter()
            .find(|status| status.as_str() == word)
            .ok_or(UnknownStatus)
    }
}

/// The word is no key status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key status: expected active, retiring or revoked")]
pub struct UnknownStatus;

/// A key as it is put on a ring.
#[derive(Debug, Clone)]
pub struct RingKey {
    /// The event whose codes it signs.
    pub event: EventId,
    /// What people call the event, to tell the bearer of another event's ticket.
    pub event_name: Option<String>,
    /// The key.
    pub public: PublicKey,
    /// Where it stands in its life.
    pub status: KeyStatus,
    /// When codes signed with it are good.
    pub window: Window,
}

/// What a ring made of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The code, when the text is a well-formed one; its claims are unverified unless `signed_for` is there.
    pub code: Option<Code>,
    /// The event for which some key of the ring signed it, whatever that key's status.
    pub signed_for: Option<EventId>,
    /// What the rules are told.
    pub presented: Presented,
}

/// The keys that a gate trusts: those of its own event, and those of others so that their tickets can be named.
#[derive(Clone)]
pub struct KeyRing {
    own: EventId,
    /// Sorted by key id, revoked ones first.
    keys: Vec<(KeyId, RingKey)>,
}

impl KeyRing {
    /// Puts keys on a ring for the event `own`.
    ///
    /// A key may be there more than once; it is then revoked if it is revoked anywhere, and otherwise good in each of
    /// its windows.
    #[must_use]
    pub fn new(own: EventId, keys: impl IntoIterator<Item = RingKey>) -> Self {
        let mut keys: Vec<_> = keys.into_iter().map(|key| (key.public.key_id(), key)).collect();
        keys.sort_by_key(|(id, key)| (*id, key.status != KeyStatus::Revoked));
        Self { own, keys }
    }

    /// The event that this ring admits to.
    #[must_use]
    pub const fn own(&self) -> EventId {
        self.own
    }

    /// Reads whatever a camera or scanner handed over. Total, canonical and strict; see [`gh1::parse`].
    #[must_use]
    pub fn read(&self, text: &str, now: WallMs) -> Presented {
        self.examine(text, now).presented
    }

    /// Reads like [`KeyRing::read`] and keeps what was learnt on the way, for somebody who asks why.
    #[must_use]
    pub fn examine(&self, text: &str, now: WallMs) -> Reading {
        match gh1::parse(text) {
            Ok(code) => {
                let (signed_for, presented) = self.verify(&code, now);
                Reading { code: Some(code), signed_for, presented }
            }
            Err(ParseError::NotOurs) => Reading::without_code(Invalid::Unrecognized),
            Err(ParseError::Malformed(_)) => Reading::without_code(Invalid::Malformed),
        }
    }

    fn verify(&self, code: &Code, now: WallMs) -> (Option<EventId>, Presented) {
        let candidates = self.keys_with(code.key_id());
        let mut answer =
            (None, if candidates.is_empty() { Invalid::UnknownKey } else { Invalid::BadSignature });
        for (_, key) in candidates {
            if !code.is_signed_by(&key.public, key.event) {
                continue;
            }
            let signed_for = Some(key.event);
            // A key that was revoked vouches for nothing, not even for the name of its event.
            if key.status == KeyStatus::Revoked {
                return (signed_for, Presented::Invalid(Invalid::RevokedKey));
            }
            // Last year's ticket is of last year's event: more helpful than to speak of keys.
            if key.event != self.own {
                return (signed_for, Presented::OtherEvent { name: key.event_name.clone() });
            }
            if key.window.position(now) == Position::Inside {
                return (signed_for, Presented::Signed(code.unverified().clone()));
            }
            answer = (signed_for, Invalid::KeyOutsideItsTime);
        }
        (answer.0, Presented::Invalid(answer.1))
    }

    fn keys_with(&self, id: KeyId) -> &[(KeyId, RingKey)] {
        let start = self.keys.partition_point(|(key_id, _)| *key_id < id);
        let len = self.keys[start..].partition_point(|(key_id, _)| *key_id == id);
        &self.keys[start..start + len]
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing").field("own", &self.own).field("keys", &self.keys.len()).finish()
    }
}

impl Reading {
    const fn without_code(reason: Invalid) -> Self {
        Self { code: None, signed_for: None, presented: Presented::Invalid(reason) }
    }
}
