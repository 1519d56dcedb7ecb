//! Keys in files that a passphrase protects, for systems without a key store.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use super::sealed::{self, Refused};
use super::{Cost, KeyError, KeyStore, Random, Secret, check_name, file};

/// Keeps secrets beside the replica, sealed with a passphrase. What a file holds stands in the module `sealed`.
pub struct PassphraseFile {
    base: PathBuf,
    passphrase: Zeroizing<String>,
    cost: Cost,
    random: Mutex<Random>,
}

impl PassphraseFile {
    /// Secrets beside `replica`, in files called `{replica}.{name}.key`. `random` is drawn from when one is written.
    #[must_use]
    pub fn beside(replica: &Path, passphrase: Zeroizing<String>, random: Random) -> Self {
        Self { base: replica.to_owned(), passphrase, cost: Cost::default(), random: Mutex::new(random) }
    }

    /// Whether a secret called `name` lies beside `replica`, so that a passphrase must be asked for.
    #[must_use]
    pub fn lies_beside(replica: &Path, name: &str) -> bool {
        check_name(name).is_ok() && file::beside(replica, name, "key").exists()
    }

    /// The same with another cost for what is written from now on.
    #[must_use]
    pub fn with_cost(self, cost: Cost) -> Self {
        Self { cost, ..self }
    }

    fn file(&self, name: &str) -> Result<PathBuf, KeyError> {
        check_name(name)?;
        Ok(file::beside(&self.base, name, "key"))
    }
}

impl std::fmt::Debug for PassphraseFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PassphraseFile").field("base", &self.base).finish_non_exhaustive()
    }
}

impl KeyStore for PassphraseFile {
    fn get(&self, name: &str) -> Result<Option<Secret>, KeyError> {
        let file = self.file(name)?;
        let Some(contents) = file::read(&file)? else { return Ok(None) };
        sealed::open(&contents, name, &self.passphrase).map(Some).map_err(|refused| match refused {
            Refused::Damaged => KeyError::Damaged { file: Some(file) },
            Refused::Newer => KeyError::Newer { file },
            Refused::WrongPassphrase => KeyError::WrongPassphrase,
        })
    }

    fn put(&self, name: &str, secret: &Secret) -> Result<(), KeyError> {
        let file = self.file(name)?;
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        let contents = sealed::seal(secret, name, &self.passphrase, self.cost, &mut **random);
        let out_of_bounds =
            || std::io::Error::new(std::io::ErrorKind::InvalidInput, "the cost is out of bounds");
        let contents =
            contents.ok_or_else(|| KeyError::File { file: file.clone(), source: out_of_bounds() })?;
        file::write(&file, &contents)
    }

    fn delete(&self, name: &str) -> Result<(), KeyError> {
        file::remove(&self.file(name)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(folder: &Path, passphrase: &str) -> PassphraseFile {
        let mut next = 0_u8;
        let random = Box::new(move |bytes: &mut [u8]| {
            next += 1;
            bytes.fill(next);
        });
        PassphraseFile::beside(&folder.join("event.db"), Zeroizing::new(passphrase.to_owned()), random)
            .with_cost(Cost { memory_kib: 8, passes: 1, lanes: 1 })
    }

    #[test]
    fn a_secret_comes_back_to_whoever_knows_the_passphrase() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mine = store(folder.path(), "open sesame");
        assert!(mine.get("k").expect("an empty store").is_none());
        mine.put("k", &Secret::from_bytes([9; 32])).expect("writing");
        let kept = store(folder.path(), "open sesame").get("k").expect("reading").expect("it was put there");
        assert_eq!(kept.as_bytes(), &[9; 32]);
        assert!(matches!(store(folder.path(), "guess").get("k"), Err(KeyError::WrongPassphrase)));
        mine.delete("k").expect("deleting");
        assert!(mine.get("k").expect("an empty store").is_none());
    }

    #[test]
    fn no_two_files_are_sealed_alike() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let store = store(folder.path(), "open sesame");
        let file = folder.path().join("event.db.k.key");
        let mut sealed = [(); 2].map(|()| {
            store.put("k", &Secret::from_bytes([9; 32])).expect("writing");
            std::fs::read(&file).expect("reading")
        });
        assert_ne!(sealed[0], sealed[1]);
        sealed[0].truncate(60);
        std::fs::write(&file, &sealed[0]).expect("writing");
        assert!(matches!(store.get("k"), Err(KeyError::Damaged { file: Some(_) })));
    }

    #[test]
    fn the_passphrase_is_never_shown() {
        let shown = format!("{:?}", store(Path::new("x"), "open sesame"));
        assert!(!shown.contains("sesame"), "{shown}");
    }
}
