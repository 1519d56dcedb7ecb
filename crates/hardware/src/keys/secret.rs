//! Thirty-two bytes that nobody else shall know.

use zeroize::Zeroizing;

/// A key. Its bytes are wiped from memory when it is dropped, and never shown.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; Self::LEN]>);

impl Secret {
    /// Bytes in a secret.
    pub const LEN: usize = 32;

    /// A new one, from `random`.
    #[must_use]
    pub fn generate(random: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut bytes = Zeroizing::new([0; Self::LEN]);
        random(&mut *bytes);
        Self(bytes)
    }

    /// Takes the bytes of one that exists.
    #[must_use]
    pub fn from_bytes(bytes: [u8; Self::LEN]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Takes the bytes of one that exists; none when there are not 32 of them.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_bytes)
    }

    /// Its bytes, for whoever encrypts or signs with them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_drawn_whole_and_never_shown() {
        let secret = Secret::generate(&mut |bytes| bytes.fill(0xAB));
        assert_eq!(secret.as_bytes(), &[0xAB; 32]);
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }

    #[test]
    fn only_thirty_two_bytes_are_a_secret() {
        assert!(Secret::from_slice(&[1; 32]).is_some());
        assert!(Secret::from_slice(&[1; 31]).is_none());
        assert!(Secret::from_slice(&[1; 33]).is_none());
    }
}
