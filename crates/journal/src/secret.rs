//! Words that only some devices of an event can read, in records that everybody carries.
//!
//! A secret is 32 random bytes. It seals words with XChaCha20-Poly1305, and reaches another device wrapped for that
//! device's own key: a one-time X25519 exchange with the Montgomery form of its Ed25519 key, as others do who encrypt to
//! such keys. Whoever has the records and none of the secrets reads nothing, and when every device has forgotten a secret,
//! what it sealed is gone although the records stay.
//!
//! ```text
//! sealed  = which secret 8 | nonce 24 | words + 16
//! wrapped = one-time public key 32 | secret 32 + 16
//! ```

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use curve25519_dalek::MontgomeryPoint;
use curve25519_dalek::traits::IsIdentity;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{DeviceKey, DevicePublicKey};

const NAME: &[u8] = b"GATEHOUSE-SECRET1\0";
const WRAP: &[u8] = b"GATEHOUSE-WRAP1\0";
const NONCE: usize = 24;
const TAG: usize = 16;
const KEY: usize = 32;

/// Which secret: the beginning of a hash of it, so that nobody has to try them all.
pub type SecretId = [u8; 8];

/// 32 random bytes that seal words. Wiped from memory when dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<[u8; KEY]>);

impl Secret {
    /// Takes the random bytes.
    #[must_use]
    pub fn new(bytes: [u8; KEY]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for whoever keeps them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; KEY] {
        &self.0
    }

    /// Which secret it is.
    #[must_use]
    pub fn id(&self) -> SecretId {
        let hash: [u8; 32] = Sha256::new().chain_update(NAME).chain_update(*self.0).finalize().into();
        std::array::from_fn(|place| hash[place])
    }

    /// Seals words. The nonce must be random, and is never used again.
    #[must_use]
    pub fn seal(&self, words: &str, nonce: [u8; NONCE]) -> Vec<u8> {
        let id = self.id();
        let payload = Payload { msg: words.as_bytes(), aad: &id };
        // The cipher fails only for texts of more bytes than a machine holds; then nothing is kept of them.
        let sealed = cipher(&self.0).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        [&id, &nonce[..], &sealed].concat()
    }

    /// Opens sealed words; `None` when another secret sealed them, or they were altered.
    #[must_use]
    pub fn open(&self, sealed: &[u8]) -> Option<String> {
        let (id, rest) = sealed.split_first_chunk::<8>()?;
        let (nonce, words) = rest.split_first_chunk::<NONCE>()?;
        if *id != self.id() {
            return None;
        }
        let words = cipher(&self.0).decrypt(&XNonce::from(*nonce), Payload { msg: words, aad: id }).ok()?;
        String::from_utf8(words).ok()
    }

    /// Wraps the secret for one device. The 32 bytes must be random, and are never used again.
    #[must_use]
    pub fn wrap(&self, to: &DevicePublicKey, once: [u8; 32]) -> Vec<u8> {
        let once = Zeroizing::new(once);
        let public = MontgomeryPoint::mul_base_clamped(*once);
        let shared = to.montgomery().mul_clamped(*once);
        let key = exchange(&shared, &public, to);
        let wrapped = cipher(&key).encrypt(&XNonce::from([0; NONCE]), &self.0[..]).unwrap_or_default();
        [&public.0[..], &wrapped].concat()
    }

    /// Unwraps a secret that was wrapped for this device; `None` when it was for another, or was altered.
    #[must_use]
    pub fn unwrap(wrapped: &[u8], own: &DeviceKey) -> Option<Self> {
        let (public, sealed) = wrapped.split_first_chunk::<32>()?;
        if sealed.len() != KEY + TAG {
            return None;
        }
        let public = MontgomeryPoint(*public);
        let shared = own.agreed_with(&public);
        if shared.is_identity() {
            return None;
        }
        let key = exchange(&shared, &public, &own.public());
        let bytes = Zeroizing::new(cipher(&key).decrypt(&XNonce::from([0; NONCE]), sealed).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }
}

/// Which secret sealed these words.
#[must_use]
pub fn sealed_with(sealed: &[u8]) -> Option<SecretId> {
    sealed.first_chunk().copied()
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn cipher(key: &[u8; KEY]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

/// The key that two who agreed on a point use, bound to both of their own.
fn exchange(shared: &MontgomeryPoint, once: &MontgomeryPoint, to: &DevicePublicKey) -> Zeroizing<[u8; KEY]> {
    let hash = Sha256::new()
        .chain_update(WRAP)
        .chain_update(shared.0)
        .chain_update(once.0)
        .chain_update(to.as_bytes());
    Zeroizing::new(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(n: u8) -> Secret {
        Secret::new([n; 32])
    }

    #[test]
    fn words_come_back_with_their_secret_and_with_no_other() {
        let sealed = secret(1).seal("Ana García", [9; 24]);
        assert_eq!(secret(1).open(&sealed).as_deref(), Some("Ana García"));
        assert_eq!(secret(2).open(&sealed), None);
        assert_eq!(sealed_with(&sealed), Some(secret(1).id()));
        let within = |part: &[u8]| sealed.windows(part.len()).any(|window| window == part);
        assert!(!within(b"Ana") && !within(&[1; 8]), "neither the words nor the secret stand in it");
    }

    #[test]
    fn an_altered_or_shortened_text_does_not_open() {
        let sealed = secret(1).seal("Ana", [9; 24]);
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert_eq!(secret(1).open(&altered), None, "byte {place}");
            assert_eq!(secret(1).open(&sealed[..place]), None, "the first {place} bytes");
        }
    }

    #[test]
    fn a_secret_reaches_the_device_that_it_was_wrapped_for_and_no_other() {
        for n in 0..32 {
            let (own, other) = (DeviceKey::from_seed(&[n; 32]), DeviceKey::from_seed(&[n + 100; 32]));
            let wrapped = secret(7).wrap(&own.public(), [n ^ 0xa5; 32]);
            let back = Secret::unwrap(&wrapped, &own).expect("it was wrapped for this one");
            assert_eq!(back.as_bytes(), secret(7).as_bytes());
            assert!(Secret::unwrap(&wrapped, &other).is_none());
        }
    }

    #[test]
    fn an_altered_wrapping_does_not_open() {
        let own = DeviceKey::from_seed(&[3; 32]);
        let wrapped = secret(7).wrap(&own.public(), [5; 32]);
        for place in 0..wrapped.len() {
            let mut altered = wrapped.clone();
            altered[place] ^= 1;
            assert!(Secret::unwrap(&altered, &own).is_none(), "byte {place}");
            assert!(Secret::unwrap(&wrapped[..place], &own).is_none());
        }
        let weak = [&[0; 32][..], &wrapped[32..]].concat();
        assert!(Secret::unwrap(&weak, &own).is_none(), "a point that everybody agrees on");
    }

    #[test]
    fn debug_output_tells_no_secret() {
        assert_eq!(format!("{:?}", secret(7)), "Secret(…)");
    }
}
