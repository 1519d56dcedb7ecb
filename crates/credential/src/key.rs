//! Keys: the public ones that gates trust, the issuing one that signs.
//!
//! Where keys are kept, who may use them and where their randomness comes from is not decided here.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use gatehouse_core::admission::Ticket;
use gatehouse_core::ids::EventId;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::gh1::{self, PAYLOAD_LEN};

/// Standard Base64, padded or not; unused bits must be zero.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What a code says about which key signed it: the first four bytes of the SHA-256 of the public key.
///
/// It narrows the search and proves nothing; two keys may share one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// An Ed25519 public key that was checked: a point of the curve in its standard spelling, and not a weak one.
///
/// Held unpacked, because unpacking costs as much as a good part of a verification. Its text is 64 hexadecimal digits;
/// Base64 is read as well.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Takes a key from its 32 bytes.
    ///
    /// # Errors
    ///
    /// When the bytes are no point of the curve, spell one unusually, or give a weak key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        let key = VerifyingKey::from_bytes(bytes).map_err(Error::KeyPoint)?;
        if key.is_weak() {
            return Err(Error::WeakKey);
        }
        // Two spellings of one point would be two key ids for one key.
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(Error::KeySpelling);
        }
        Ok(Self(key))
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// What codes signed with it carry.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        let hash: [u8; 32] = Sha256::digest(self.as_bytes()).into();
        let [a, b, c, d, ..] = hash;
        KeyId([a, b, c, d])
    }

    pub(crate) fn verifying(&self) -> &VerifyingKey {
        &self.0
    }
}

impl FromStr for PublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let bytes = if text.len() == 64 { from_hex(text) } else { from_base64(text) };
        Self::from_bytes(&bytes.ok_or(Error::KeyText)?)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}…)", self.key_id())
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(bytes)
}

fn from_base64(text: &str) -> Option<[u8; 32]> {
    // 43 characters, or 44 with the padding: anything longer need not be decoded to be refused.
    if text.len() > 44 {
        return None;
    }
    BASE64.decode(text).ok()?.try_into().ok()
}

/// The secret half: signs the codes of an event. Wiped from memory when dropped.
pub struct IssuingKey(SigningKey);

impl IssuingKey {
    /// Takes the 32 random bytes that the key is made from.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The half that gates need.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Issues the text of the QR code for a ticket of `event`.
    ///
    /// The same ticket gives the same text every time.
    ///
    /// # Errors
    ///
    /// When a bound of the ticket's validity is not a whole second, or lies outside the 32 bits that the format has for
    /// it (0 stands for "open" there). Bounds are refused, never rounded: the code must say what the replica says.
    pub fn issue(&self, event: EventId, ticket: &Ticket) -> Result<String, Error> {
        let payload: [u8; PAYLOAD_LEN] = gh1::payload(self.public().key_id(), ticket)?;
        let signature = self.0.sign(&gh1::signed_bytes(event, &payload));
        Ok(gh1::spell(&payload, &signature.to_bytes()))
    }
}

impl fmt::Debug for IssuingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IssuingKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some_key() -> PublicKey {
        IssuingKey::from_seed(&[7; 32]).public()
    }

    #[test]
    fn a_key_is_read_from_hexadecimal_and_from_base64() {
        let key = some_key();
        let padded = BASE64.encode(key.as_bytes());
        for text in
            [key.to_string(), key.to_string().to_uppercase(), padded.trim_end_matches('=').to_owned(), padded]
        {
            assert_eq!(text.parse::<PublicKey>().expect("a spelling of the key"), key);
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        let hex = some_key().to_string();
        for text in ["", "key", &hex[1..], &format!("{hex}0"), &hex.replace(&hex[..1], "g"), &"é".repeat(32)]
        {
            assert!(matches!(text.parse::<PublicKey>(), Err(Error::KeyText)), "{text}");
        }
    }

    #[test]
    fn weak_keys_are_refused_on_import() {
        let identity = {
            let mut bytes = [0; 32];
            bytes[0] = 1;
            bytes
        };
        let order_four = [0; 32];
        let order_two = {
            let mut bytes = [0xff; 32];
            bytes[0] = 0xec;
            bytes[31] = 0x7f;
            bytes
        };
        for bytes in [identity, order_four, order_two] {
            assert!(matches!(PublicKey::from_bytes(&bytes), Err(Error::WeakKey)));
        }
    }

    #[test]
    fn a_second_spelling_of_a_point_is_refused() {
        // y + p for the few y below 19: the same point, other bytes.
        let respelled = (2..19u8).map(|y| {
            let mut bytes = [0xff; 32];
            bytes[0] = 0xed + y;
            bytes[31] = 0x7f;
            bytes
        });
        let points: Vec<_> = respelled.filter(|bytes| VerifyingKey::from_bytes(bytes).is_ok()).collect();
        assert!(!points.is_empty(), "some of the small y belong to points");
        for bytes in points {
            assert!(PublicKey::from_bytes(&bytes).is_err());
        }
    }

    #[test]
    fn bytes_off_the_curve_are_refused() {
        let off = (0..=u8::MAX).map(|first| {
            let mut bytes = [3; 32];
            bytes[0] = first;
            bytes
        });
        assert!(
            off.map(|bytes| PublicKey::from_bytes(&bytes)).any(|key| matches!(key, Err(Error::KeyPoint(_))))
        );
    }

    #[test]
    fn debug_output_tells_no_secret() {
        let key = IssuingKey::from_seed(&[0xab; 32]);
        assert_eq!(format!("{key:?}"), "IssuingKey(…)");
        assert!(!format!("{:?}", key.public()).contains(&key.public().to_string()));
    }
}
