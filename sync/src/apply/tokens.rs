//! The sign-in of a device, kept inside the encrypted replica.
//!
//! The replica's own key lies in the operating system's key store, or is wrapped by a passphrase where there is none; so
//! the tokens are as safe as in the key store itself, and change in the same file as everything else about the link.

use std::fmt;

use gatehouse_core::time::WallMs;
use gatehouse_store::table::link;
use gatehouse_store::{Error, Replica};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::session::{Session, TokenStore, TokenStoreError, Tokens};

/// The link of a replica as the place where its session is kept.
#[derive(Clone)]
pub struct ReplicaTokens(Replica);

impl fmt::Debug for ReplicaTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplicaTokens")
    }
}

/// The session as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    access: String,
    refresh: String,
    #[serde(default)]
    expires_ms: Option<i64>,
    bound: bool,
}

impl ReplicaTokens {
    /// Keeps them in `replica`, which has a link.
    #[must_use]
    pub const fn new(replica: Replica) -> Self {
        Self(replica)
    }

    fn write(&self, text: Option<Zeroizing<String>>) -> Result<(), TokenStoreError> {
        let written = self.0.write(move |tx, _| link::set_session(tx, text.as_deref().map(String::as_str)));
        written.map_err(|_: Error| TokenStoreError)
    }
}

impl TokenStore for ReplicaTokens {
    fn load(&self) -> Result<Option<Session>, TokenStoreError> {
        let text = self.0.read(link::session).map_err(|_: Error| TokenStoreError)?;
        // What cannot be read is replaced by signing in again.
        let kept = text.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        Ok(kept.map(|kept| Session {
            tokens: Tokens {
                access: kept.access.into(),
                refresh: kept.refresh.into(),
                expires: kept.expires_ms.map(WallMs),
            },
            bound: kept.bound,
        }))
    }

    fn save(&self, session: &Session) -> Result<(), TokenStoreError> {
        let Session { tokens, bound } = session;
        let kept = Kept {
            access: tokens.access.to_string(),
            refresh: tokens.refresh.to_string(),
            expires_ms: tokens.expires.map(|WallMs(ms)| ms),
            bound: *bound,
        };
        let text = serde_json::to_string(&kept).map_err(|_| TokenStoreError)?;
        self.write(Some(text.into()))
    }

    fn clear(&self) -> Result<(), TokenStoreError> {
        self.write(None)
    }
}
