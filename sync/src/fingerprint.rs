//! A device's key in sixteen letters, for two people to compare without any network.

use std::fmt;
use std::str::FromStr;

use gatehouse_journal::DevicePublicKey;
use sha2::{Digest as _, Sha256};

/// Letters and digits of which no two are taken for each other: I, L, O and U are missing.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many letters there are: 80 bits, so that nobody makes a second key with the same ones.
const LENGTH: usize = 16;

/// What stands before the key when it is hashed.
const PURPOSE: &[u8] = b"GATEHOUSE-FINGERPRINT1\0";

/// A key in short: `4G7K-0XWM-P2QR-9ZTV`. One device shows it, at the other somebody types it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; LENGTH]);

/// The text is not sixteen letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has {LENGTH} letters and digits")]
pub struct NotAFingerprint;

impl Fingerprint {
    /// That of a key.
    #[must_use]
    pub fn of(key: &DevicePublicKey) -> Self {
        let hash = Sha256::new().chain_update(PURPOSE).chain_update(key.as_bytes()).finalize();
        let mut bits = hash.iter().take(10).fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
        let mut letters = [0; LENGTH];
        for letter in letters.iter_mut().rev() {
            *letter = LETTERS[(bits & 31) as usize];
            bits >>= 5;
        }
        Self(letters)
    }
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    /// Reads it as people type it: in small letters, with or without gaps.
    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let letters = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let letters = letters.map(|letter| match letter.to_ascii_uppercase() {
            'O' => Some(b'0'),
            'I' | 'L' => Some(b'1'),
            letter => LETTERS.iter().copied().find(|known| char::from(*known) == letter),
        });
        let letters: Vec<u8> = letters.collect::<Option<_>>().ok_or(NotAFingerprint)?;
        letters.try_into().map(Self).map_err(|_| NotAFingerprint)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, letter) in self.0.iter().enumerate() {
            let gap = if at > 0 && at % 4 == 0 { "-" } else { "" };
            write!(f, "{gap}{}", char::from(*letter))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_journal::DeviceKey;

    use super::*;

    #[test]
    fn a_fingerprint_is_read_as_people_type_it() {
        let made = Fingerprint::of(&DeviceKey::from_seed(&[1; 32]).public());
        let shown = made.to_string();
        assert_eq!(shown.len(), 19);
        let sloppy = shown.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        for typed in [shown.clone(), sloppy, shown.replace('-', "")] {
            assert_eq!(typed.parse(), Ok(made), "{typed}");
        }
        for bad in ["", "4G7K", &shown[1..], &format!("{shown}0"), &shown.replace('-', "?")] {
            assert_eq!(bad.parse::<Fingerprint>(), Err(NotAFingerprint), "{bad}");
        }
    }

    #[test]
    fn every_key_has_its_own() {
        let of = |seed| Fingerprint::of(&DeviceKey::from_seed(&[seed; 32]).public());
        assert_ne!(of(1), of(2));
        assert_eq!(of(1), of(1));
    }
}
