//! The bytes of a key file that a passphrase protects.
//!
//! ```text
//! "GHKEY\0" | version u8 | memory_kib u32 | passes u32 | lanes u32 | salt 16 | nonce 24 | sealed 32+16 | sum 8
//! ```
//!
//! Little endian. The passphrase and the salt give a key through Argon2id; XChaCha20-Poly1305 seals the secret with
//! it and binds everything before, and the secret's name. The sum at the end (SHA-256, cut) tells a damaged file from
//! a wrong passphrase; it needs no key and protects nothing.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Secret;

const MAGIC: &[u8; 6] = b"GHKEY\0";
const VERSION: u8 = 1;
const SALT: usize = 16;
const NONCE: usize = 24;
const HEADER: usize = MAGIC.len() + 1 + 3 * 4 + SALT + NONCE;
const SEALED: usize = Secret::LEN + 16;
const SUM: usize = 8;

/// What it costs to try a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes that could be computed side by side.
    pub lanes: u32,
}

impl Default for Cost {
    /// 64 MiB, three passes, one lane: a quarter of a second on a small laptop.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }
}

impl Cost {
    /// What a file may ask for, so that a forged one cannot hold up the machine: 1 GiB, 16 passes, 8 lanes.
    const MOST: Self = Self { memory_kib: 1024 * 1024, passes: 16, lanes: 8 };

    fn params(self) -> Option<Params> {
        let bounded = self.memory_kib <= Self::MOST.memory_kib
            && self.passes <= Self::MOST.passes
            && self.lanes <= Self::MOST.lanes;
        Params::new(self.memory_kib, self.passes, self.lanes, Some(Secret::LEN)).ok().filter(|_| bounded)
    }
}

/// Why a file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    Damaged,
    Newer,
    WrongPassphrase,
}

/// Seals `secret`, called `name`, with `passphrase`. None when `cost` is out of bounds.
pub(super) fn seal(
    secret: &Secret,
    name: &str,
    passphrase: &str,
    cost: Cost,
    random: &mut dyn FnMut(&mut [u8]),
) -> Option<Vec<u8>> {
    let mut file = Vec::with_capacity(HEADER + SEALED + SUM);
    file.extend_from_slice(MAGIC);
    file.push(VERSION);
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        file.extend_from_slice(&number.to_le_bytes());
    }
    let mut drawn = [0; SALT + NONCE];
    random(&mut drawn);
    file.extend_from_slice(&drawn);
    let cipher = cipher(passphrase, &drawn[..SALT], cost)?;
    let bound = bound(&file, name);
    let nonce = XNonce::try_from(&drawn[SALT..]).ok()?;
    let sealed = cipher.encrypt(&nonce, Payload { msg: secret.as_bytes(), aad: &bound }).ok()?;
    file.extend_from_slice(&sealed);
    file.extend_from_slice(&sum(&file));
    Some(file)
}

/// Opens what [`seal`] made.
pub(super) fn open(file: &[u8], name: &str, passphrase: &str) -> Result<Secret, Refused> {
    let rest = file.strip_prefix(MAGIC).ok_or(Refused::Damaged)?;
    match rest.first() {
        Some(&VERSION) => {}
        Some(version) if *version > VERSION => return Err(Refused::Newer),
        _ => return Err(Refused::Damaged),
    }
    let (signed, found) = file.split_at_checked(HEADER + SEALED).ok_or(Refused::Damaged)?;
    if found != sum(signed) {
        return Err(Refused::Damaged);
    }
    let (header, sealed) = signed.split_at(HEADER);
    let (numbers, drawn) = header[MAGIC.len() + 1..].split_at(3 * 4);
    let number = |n: usize| {
        let bytes: [u8; 4] = numbers[4 * n..4 * n + 4].try_into().unwrap_or_default();
        u32::from_le_bytes(bytes)
    };
    let cost = Cost { memory_kib: number(0), passes: number(1), lanes: number(2) };
    let cipher = cipher(passphrase, &drawn[..SALT], cost).ok_or(Refused::Damaged)?;
    let nonce = XNonce::try_from(&drawn[SALT..]).map_err(|_| Refused::Damaged)?;
    let opened = cipher.decrypt(&nonce, Payload { msg: sealed, aad: &bound(header, name) });
    let bytes = Zeroizing::new(opened.map_err(|_| Refused::WrongPassphrase)?);
    Secret::from_slice(&bytes).ok_or(Refused::Damaged)
}

fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Option<XChaCha20Poly1305> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
    let mut key = Zeroizing::new([0; Secret::LEN]);
    argon.hash_password_into(passphrase.as_bytes(), salt, &mut *key).ok()?;
    XChaCha20Poly1305::new_from_slice(&*key).ok()
}

fn bound(header: &[u8], name: &str) -> Vec<u8> {
    [header, name.as_bytes()].concat()
}

fn sum(signed: &[u8]) -> [u8; SUM] {
    let mut sum = [0; SUM];
    sum.copy_from_slice(&Sha256::digest(signed)[..SUM]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

    fn sealed() -> Vec<u8> {
        let secret = Secret::from_bytes([7; 32]);
        seal(&secret, "k", "open sesame", CHEAP, &mut |bytes| bytes.fill(3)).expect("within bounds")
    }

    /// Changes a file and gives it a sum that fits, as somebody would who means harm.
    fn forged(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut file = sealed();
        file.truncate(HEADER + SEALED);
        change(&mut file);
        let sum = sum(&file);
        file.extend(sum);
        file
    }

    #[test]
    fn the_passphrase_opens_what_it_sealed() {
        let opened = open(&sealed(), "k", "open sesame").expect("the right passphrase");
        assert_eq!(opened.as_bytes(), &[7; 32]);
    }

    #[test]
    fn a_wrong_passphrase_is_no_damage() {
        assert_eq!(open(&sealed(), "k", "open barley").err(), Some(Refused::WrongPassphrase));
        assert_eq!(open(&sealed(), "other", "open sesame").err(), Some(Refused::WrongPassphrase));
    }

    #[test]
    fn every_flipped_byte_is_noticed() {
        let good = sealed();
        for n in 0..good.len() {
            let mut bad = good.clone();
            bad[n] ^= 0x41;
            let expected = if n == MAGIC.len() { Refused::Newer } else { Refused::Damaged };
            assert_eq!(open(&bad, "k", "open sesame").err(), Some(expected), "byte {n}");
        }
    }

    #[test]
    fn every_cut_is_damage() {
        let good = sealed();
        for end in 0..good.len() {
            assert_eq!(open(&good[..end], "k", "open sesame").err(), Some(Refused::Damaged), "{end} bytes");
        }
    }

    #[test]
    fn a_forged_cost_is_bounded() {
        let at = MAGIC.len() + 1;
        for n in 0..3 {
            let file = forged(|file| file[at + 4 * n..at + 4 * n + 4].fill(0xFF));
            assert_eq!(open(&file, "k", "open sesame").err(), Some(Refused::Damaged), "number {n}");
        }
    }

    #[test]
    fn a_forged_seal_does_not_open() {
        let file = forged(|file| file[HEADER] ^= 1);
        assert_eq!(open(&file, "k", "open sesame").err(), Some(Refused::WrongPassphrase));
    }

    #[test]
    fn the_layout_stays() {
        let file = sealed();
        assert_eq!(file.len(), 115);
        assert_eq!(file[..19], *b"GHKEY\0\x01\x08\0\0\0\x01\0\0\0\x01\0\0\0");
    }
}
