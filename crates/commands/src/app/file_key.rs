//! The key of an event's file: made, kept and found again.
//!
//! Three homes, told apart by what lies beside the file: a key wrapped by a passphrase, a bare one (for demonstrations
//! only), and otherwise the operating system's key store has it under the file's name.

use std::path::Path;
use std::sync::Arc;

use gatehouse_contract::app::Protection;
use gatehouse_contract::error::CommandError;
use gatehouse_hardware::keys::{KeyStore, PassphraseFile, Secret, UnprotectedFile};
use gatehouse_store::FileKey;
use zeroize::Zeroizing;

use crate::error;
use crate::host::Host;

/// What the key is called in a file beside the replica.
const BESIDE: &str = "replica";

/// How a new event's file is to be protected.
pub enum Protect {
    /// By the operating system's key store.
    KeyStore,
    /// By a passphrase.
    Passphrase(String),
    /// Not at all.
    Unprotected,
}

/// A place where the key of one file is, or will be.
struct Home {
    keys: Box<dyn KeyStore>,
    name: String,
    protection: Protection,
}

/// Makes a key and keeps it before the file exists, so that no file is ever left without its key.
pub(crate) fn make(
    host: &dyn Host,
    file: &Path,
    protect: &Protect,
) -> Result<(FileKey, Protection), CommandError> {
    let home = match protect {
        Protect::KeyStore => in_key_store(host, file)?,
        Protect::Passphrase(passphrase) => wrapped(host, file, passphrase),
        Protect::Unprotected => bare(file),
    };
    if home.keys.get(&home.name).map_err(|error| error::key(&error))?.is_some() {
        return Err(error::key_taken());
    }
    let secret = Secret::generate(&mut |into| host.random(into));
    home.keys.put(&home.name, &secret).map_err(|error| error::key(&error))?;
    Ok((FileKey::new(*secret.as_bytes()), home.protection))
}

/// Finds the key of an existing file.
pub(crate) fn find(
    host: &dyn Host,
    file: &Path,
    passphrase: Option<&str>,
) -> Result<(FileKey, Protection), CommandError> {
    let home = if needs_passphrase(file) {
        wrapped(host, file, passphrase.ok_or_else(error::passphrase_needed)?)
    } else {
        let bare = bare(file);
        let lies_there = bare.keys.get(&bare.name).map_err(|error| error::key(&error))?.is_some();
        if lies_there { bare } else { in_key_store(host, file)? }
    };
    let secret =
        home.keys.get(&home.name).map_err(|error| error::key(&error))?.ok_or_else(error::key_missing)?;
    Ok((FileKey::new(*secret.as_bytes()), home.protection))
}

/// Forgets a key whose file was never made.
pub(crate) fn discard(host: &dyn Host, file: &Path, protect: &Protect) {
    let home = match protect {
        Protect::KeyStore => in_key_store(host, file).ok(),
        Protect::Passphrase(passphrase) => Some(wrapped(host, file, passphrase)),
        Protect::Unprotected => Some(bare(file)),
    };
    if let Some(home) = home {
        // What may be left behind opens nothing: the file does not exist.
        let _ = home.keys.delete(&home.name);
    }
}

/// Whether a passphrase protects the file.
pub(super) fn needs_passphrase(file: &Path) -> bool {
    PassphraseFile::lies_beside(file, BESIDE)
}

fn in_key_store(host: &dyn Host, file: &Path) -> Result<Home, CommandError> {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    Ok(Home {
        keys: host.key_store().map_err(|error| error::key(&error))?,
        name: name(stem),
        protection: Protection::KeyStore,
    })
}

fn wrapped(host: &dyn Host, file: &Path, passphrase: &str) -> Home {
    let machine: Arc<dyn Host> = host.handle();
    let random = Box::new(move |into: &mut [u8]| machine.random(into));
    Home {
        keys: Box::new(PassphraseFile::beside(file, Zeroizing::new(passphrase.to_owned()), random)),
        name: BESIDE.to_owned(),
        protection: Protection::Passphrase,
    }
}

fn bare(file: &Path) -> Home {
    Home {
        keys: Box::new(UnprotectedFile::beside(file)),
        name: BESIDE.to_owned(),
        protection: Protection::Unprotected,
    }
}

/// A file's name in the letters that every key store takes. The end of it counts most: there the event's id stands.
fn name(stem: &str) -> String {
    const LONGEST: usize = 64;
    let mut letters: Vec<char> = stem
        .chars()
        .rev()
        .take(LONGEST)
        .map(|letter| match letter.to_ascii_lowercase() {
            plain if plain.is_ascii_lowercase() || plain.is_ascii_digit() || "._-".contains(plain) => plain,
            _ => '_',
        })
        .collect();
    letters.reverse();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_at_the_end_of_a_file_name_always_survives() {
        let id = "01932c07-25d4-7a34-a6d1-4b5c1c1a9f10";
        assert_eq!(name(&format!("río-{id}")), format!("r_o-{id}"));
        let long = name(&format!("{}-{id}", "x".repeat(100)));
        assert!(long.len() == 64 && long.ends_with(id));
    }
}
