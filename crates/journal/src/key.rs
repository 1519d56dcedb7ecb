//! The key that a device signs its records with.
//!
//! It never leaves the device. Where it is kept is not decided here.

use std::fmt;
use std::str::FromStr;

use curve25519_dalek::MontgomeryPoint;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

use crate::Error;
use crate::hex::{self, Hex};
use crate::layout::{Hash, Signature};

/// What the signed bytes of a snapshot's file begin with. No record begins so: neither signature passes for the other.
const FILE: &[u8] = b"GATEHOUSE-SNAPSHOT1\0";

/// A device's secret key. Wiped from memory when dropped.
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// Takes the 32 random bytes that the key is made from.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The half that everybody else needs.
    #[must_use]
    pub fn public(&self) -> DevicePublicKey {
        DevicePublicKey(self.0.verifying_key())
    }

    /// Signs a snapshot's file, of which this is the SHA-256.
    #[must_use]
    pub fn sign_file(&self, sha256: &Hash) -> Signature {
        self.sign(&file_bytes(sha256))
    }

    /// The point that this device and the holder of another one agree on.
    pub(crate) fn agreed_with(&self, other: &MontgomeryPoint) -> MontgomeryPoint {
        other * self.0.to_scalar()
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> Signature {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKey(…)")
    }
}

/// A device's public key, checked to be one that signatures mean something under. Its text is 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DevicePublicKey(VerifyingKey);

impl DevicePublicKey {
    /// Takes a key from its 32 bytes.
    ///
    /// # Errors
    ///
    /// When the bytes are no point of the curve, spell one unusually, or give a weak key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        let key = VerifyingKey::from_bytes(bytes).map_err(Error::KeyPoint)?;
        if key.is_weak() || key.to_edwards().compress().as_bytes() != bytes {
            return Err(Error::WeakKey);
        }
        Ok(Self(key))
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Verifies that this device signed a snapshot's file, of which this is the SHA-256.
    ///
    /// # Errors
    ///
    /// [`Error::BadSignature`].
    pub fn verify_file(&self, sha256: &Hash, signature: &Signature) -> Result<(), Error> {
        self.verify(&file_bytes(sha256), signature)
    }

    /// The key's form in which points are agreed on.
    pub(crate) fn montgomery(&self) -> MontgomeryPoint {
        self.0.to_montgomery()
    }

    pub(crate) fn verify(&self, bytes: &[u8], signature: &Signature) -> Result<(), Error> {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify_strict(bytes, &signature).map_err(Error::BadSignature)
    }
}

impl FromStr for DevicePublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::from_bytes(&hex::parse(text).ok_or(Error::KeyText)?)
    }
}

impl fmt::Display for DevicePublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Hex(self.as_bytes()).fmt(f)
    }
}

impl fmt::Debug for DevicePublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DevicePublicKey({}…)", Hex(&self.as_bytes()[..4]))
    }
}

fn file_bytes(sha256: &Hash) -> Vec<u8> {
    [FILE, sha256].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_survives_its_text() {
        let key = DeviceKey::from_seed(&[3; 32]).public();
        assert_eq!(key.to_string().parse::<DevicePublicKey>().expect("its own text"), key);
        assert!(matches!("key".parse::<DevicePublicKey>(), Err(Error::KeyText)));
    }

    #[test]
    fn a_files_signature_is_good_for_that_file_and_for_no_record() {
        let key = DeviceKey::from_seed(&[3; 32]);
        let signature = key.sign_file(&[7; 32]);
        key.public().verify_file(&[7; 32], &signature).expect("its own");
        assert!(key.public().verify_file(&[8; 32], &signature).is_err());
        assert!(key.public().verify(&[7; 32], &signature).is_err());
    }

    #[test]
    fn a_weak_key_is_refused() {
        assert!(matches!(DevicePublicKey::from_bytes(&[0; 32]), Err(Error::WeakKey)));
    }

    #[test]
    fn debug_output_tells_no_key() {
        let key = DeviceKey::from_seed(&[3; 32]);
        assert_eq!(format!("{key:?}"), "DeviceKey(…)");
        assert!(!format!("{:?}", key.public()).contains(&key.public().to_string()));
    }
}
