//! The operating system's key store: Secret Service, Keychain, Credential Manager.

use std::io;

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use super::{KeyError, KeyStore, Secret, check_name};

/// Keeps secrets in the key store of whoever is logged in, under the name of a service.
///
/// Asks over D-Bus on Linux and waits for the answer, so it belongs in a thread that may wait.
#[derive(Debug, Clone)]
pub struct OsKeyStore {
    service: String,
}

impl OsKeyStore {
    /// Secrets of `service`; fails when this system offers no key store.
    pub fn open(service: impl Into<String>) -> Result<Self, KeyError> {
        match Entry::store_status() {
            Ok(()) => Ok(Self { service: service.into() }),
            Err(error) => Err(KeyError::NoKeyStore(Some(io::Error::other(plain(error))))),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, KeyError> {
        check_name(name)?;
        Entry::new(&self.service, name).map_err(failed)
    }
}

impl KeyStore for OsKeyStore {
    fn get(&self, name: &str) -> Result<Option<Secret>, KeyError> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => {
                let bytes = Zeroizing::new(bytes);
                Secret::from_slice(&bytes).map(Some).ok_or(KeyError::Damaged { file: None })
            }
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn put(&self, name: &str, secret: &Secret) -> Result<(), KeyError> {
        self.entry(name)?.set_secret(secret.as_bytes()).map_err(failed)
    }

    fn delete(&self, name: &str) -> Result<(), KeyError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

fn failed(error: Error) -> KeyError {
    match error {
        Error::NoDefaultStore => KeyError::NoKeyStore(None),
        Error::NoStorageAccess(source) => KeyError::Locked(io::Error::other(source)),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => KeyError::Damaged { file: None },
        Error::PlatformFailure(source) => KeyError::KeyStore(io::Error::other(source)),
        other => KeyError::KeyStore(io::Error::other(plain(&other))),
    }
}

/// The kind of an error in words. The library's own texts may show what was kept.
fn plain(error: &Error) -> String {
    match error {
        Error::PlatformFailure(source) | Error::NoStorageAccess(source) => source.to_string(),
        Error::BadStoreFormat(_) => "the store is malformed".to_owned(),
        Error::TooLong(..) | Error::Invalid(..) => "a value that the store does not take".to_owned(),
        Error::Ambiguous(_) => "several entries of one name".to_owned(),
        Error::NotSupportedByStore(_) => "not supported by this store".to_owned(),
        _ => "no further reason".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_stays_out_of_errors() {
        let kept = || b"kept bytes".to_vec();
        for error in [
            failed(Error::BadEncoding(kept())),
            failed(Error::BadDataFormat(kept(), "reason".into())),
            failed(Error::Invalid("secret".into(), "kept bytes".into())),
        ] {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("kept bytes") && !shown.contains("107, 101"), "{shown}");
        }
    }

    #[test]
    fn no_store_and_a_locked_store_are_told_apart() {
        assert!(matches!(failed(Error::NoDefaultStore), KeyError::NoKeyStore(None)));
        assert!(matches!(failed(Error::NoStorageAccess("locked".into())), KeyError::Locked(_)));
    }
}
