//! Where the keys of this device are kept: the port and three drivers.
//!
//! The operating system's key store comes first; a file wrapped by a passphrase serves where there is none; the
//! unprotected file is for the demo and says so in its name. Making keys, and what they are for, is decided elsewhere:
//! randomness is handed in.

mod file;
mod os;
mod passphrase;
mod sealed;
mod secret;
mod unprotected;

use std::io;
use std::path::PathBuf;

pub use os::OsKeyStore;
pub use passphrase::PassphraseFile;
pub use sealed::Cost;
pub use secret::Secret;
pub use unprotected::UnprotectedFile;

/// A place that keeps secrets under names.
pub trait KeyStore: Send + Sync {
    /// The secret called `name`, or none when there is none.
    fn get(&self, name: &str) -> Result<Option<Secret>, KeyError>;
    /// Keeps `secret` as `name`, in place of one that had the name before.
    fn put(&self, name: &str, secret: &Secret) -> Result<(), KeyError>;
    /// Forgets the secret called `name`; done as well when there was none.
    fn delete(&self, name: &str) -> Result<(), KeyError>;
}

/// Fills a buffer with randomness that is fit for keys.
pub type Random = Box<dyn FnMut(&mut [u8]) + Send>;

/// A key store failed.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// This system has no key store, or none is running.
    #[error("this system offers no key store")]
    NoKeyStore(#[source] Option<io::Error>),
    /// The key store is there but does not open: locked, or the operator declined.
    #[error("the key store is locked")]
    Locked(#[source] io::Error),
    /// The key store failed in some other way.
    #[error("the key store failed")]
    KeyStore(#[source] io::Error),
    /// The passphrase is not the one that the file was written with.
    #[error("the passphrase does not fit")]
    WrongPassphrase,
    /// What was kept is no longer what was put there.
    #[error("the kept key is damaged{}", where_from(.file))]
    Damaged {
        /// Which file, when it is one.
        file: Option<PathBuf>,
    },
    /// A newer version of the program wrote the file.
    #[error("a newer version wrote the key file {}", file.display())]
    Newer {
        /// Which file.
        file: PathBuf,
    },
    /// The file cannot be read or written.
    #[error("cannot use the key file {}", file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The name is not one that every key store can keep.
    #[error("not a name for a key: expected 1 to 64 of a-z, 0-9, '.', '-' and '_'")]
    Name,
}

fn where_from(file: &Option<PathBuf>) -> String {
    file.as_ref().map(|file| format!(": {}", file.display())).unwrap_or_default()
}

/// Refuses names that would not survive as part of a file's name.
fn check_name(name: &str) -> Result<(), KeyError> {
    let good = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b'.' | b'-' | b'_');
    if (1..=64).contains(&name.len()) && name.bytes().all(good) { Ok(()) } else { Err(KeyError::Name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_into_file_names() {
        for name in ["a", "replica-key", "gh1.3_b", &"x".repeat(64)] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "../a", "a b", "Ä", "A", &"x".repeat(65)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
