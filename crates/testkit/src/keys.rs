//! A key store that forgets everything when the test ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use gatehouse_hardware::keys::{KeyError, KeyStore, Secret};

/// Secrets in memory. Clones share them.
#[derive(Clone, Default)]
pub struct MemoryKeys(Arc<Mutex<BTreeMap<String, [u8; 32]>>>);

impl MemoryKeys {
    fn with<T>(&self, change: impl FnOnce(&mut BTreeMap<String, [u8; 32]>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl KeyStore for MemoryKeys {
    fn get(&self, name: &str) -> Result<Option<Secret>, KeyError> {
        Ok(self.with(|keys| keys.get(name).copied()).map(Secret::from_bytes))
    }

    fn put(&self, name: &str, secret: &Secret) -> Result<(), KeyError> {
        self.with(|keys| keys.insert(name.to_owned(), *secret.as_bytes()));
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeyError> {
        self.with(|keys| keys.remove(name));
        Ok(())
    }
}
