//! The key of a replica's file.
//!
//! Where it is kept (the operating system's key store, or wrapped by a passphrase) is not decided here.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

/// The 32 random bytes that encrypt one replica. Wiped from memory when dropped.
#[derive(Clone)]
pub struct FileKey([u8; 32]);

impl FileKey {
    /// Takes the bytes; they must be random, since no password stretching follows.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for whoever keeps them.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The statement that hands the key to the database, as a raw key.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut sql = Zeroizing::new(String::with_capacity(96));
        sql.push_str("PRAGMA key = \"x'");
        for byte in self.0 {
            sql.push(char::from(DIGITS[usize::from(byte >> 4)]));
            sql.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        sql.push_str("'\"");
        sql
    }
}

impl Drop for FileKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_never_shows_itself() {
        assert_eq!(format!("{:?}", FileKey::new([0xab; 32])), "FileKey(…)");
    }

    #[test]
    fn the_pragma_carries_64_hexadecimal_digits() {
        let sql = FileKey::new([0xa5; 32]).pragma();
        assert_eq!(*sql, format!("PRAGMA key = \"x'{}'\"", "a5".repeat(32)));
    }
}
