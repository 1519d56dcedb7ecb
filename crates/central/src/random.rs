//! The one place of the stand-in that reads randomness: keys, refresh tokens, salts.

use ring::rand::{SecureRandom as _, SystemRandom};

use crate::error::{Error, Result};

/// Letters and digits that cannot be mistaken for each other, as many as five bits tell apart.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Fresh random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Error::Keys("no randomness"))?;
    Ok(bytes)
}

/// A random word of 20 characters: 100 bits.
pub(crate) fn word() -> Result<String> {
    Ok(bytes::<20>()?.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
}
