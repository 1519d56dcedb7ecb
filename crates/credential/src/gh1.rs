//! `GH1`, the native code: `GH1:` and the Base45 of 97 signed bytes.
//!
//! | offset | size | field (big-endian) |
//! |---|---|---|
//! | 0 | 1 | format = 1 |
//! | 1 | 4 | key id |
//! | 5 | 16 | credential id |
//! | 21 | 2 | product number |
//! | 23 | 1 | kind; bit 7 = rehearsal |
//! | 24 | 1 | generation |
//! | 25 | 4 | valid from, Unix seconds, 0 = open |
//! | 29 | 4 | valid until, Unix seconds, 0 = open |
//! | 33 | 64 | Ed25519 over `"gatehouse/credential/1\0"`, the event id and the 33 bytes above |
//!
//! Every character is in the QR alphanumeric set, so the code stays small and keyboard scanners carry it unharmed. The
//! event id is signed but does not travel: a key belongs to one event, so a code of another event cannot verify.
//!
//! Parsing here says what a text claims. Whether to believe it is up to [`KeyRing`](crate::KeyRing).

use std::fmt;

use ed25519_dalek::Signature;
use gatehouse_core::admission::{Kind, Ticket};
use gatehouse_core::ids::{CredentialId, EventId, Generation, ProductNo};
use gatehouse_core::time::{WallMs, Window};
use thiserror::Error;

use crate::text::bare;
use crate::{KeyId, PublicKey};

/// What every native code begins with.
pub const PREFIX: &str = "GH1:";
/// Characters of a native code: the prefix, 48 triples for 96 bytes and a pair for the last one.
pub const TEXT_LEN: usize = PREFIX.len() + CODE_LEN / 2 * 3 + 2;

pub(crate) const PAYLOAD_LEN: usize = 33;
const SIGNATURE_LEN: usize = 64;
const CODE_LEN: usize = PAYLOAD_LEN + SIGNATURE_LEN;

const FORMAT: u8 = 1;
const REHEARSAL: u8 = 0x80;

/// Keeps signatures over codes apart from signatures over anything else.
const DOMAIN: &[u8; 23] = b"gatehouse/credential/1\0";
const SIGNED_LEN: usize = DOMAIN.len() + 16 + PAYLOAD_LEN;

/// Why a text is not a native code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ParseError {
    /// It does not begin with [`PREFIX`]: another format, or none.
    #[error("not a GH1 code")]
    NotOurs,
    /// It begins like a native code but is damaged or altered.
    #[error("a damaged GH1 code: {0}")]
    Malformed(#[source] Defect),
}

/// What is wrong with a text that begins like a native code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Defect {
    /// Too short or too long.
    #[error("wrong length")]
    Length,
    /// A character or a group that Base45 does not have.
    #[error("not Base45")]
    Base45,
    /// Base45, but not the one way to spell these bytes.
    #[error("not the canonical spelling")]
    Spelling,
    /// A format number that this build does not know.
    #[error("unknown format {0}")]
    Format(u8),
    /// A kind number that this build does not know.
    #[error("unknown kind {0}")]
    Kind(u8),
}

/// A well-formed native code. It has not been verified: everything in it is a claim.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    key_id: KeyId,
    ticket: Ticket,
    payload: [u8; PAYLOAD_LEN],
    signature: [u8; SIGNATURE_LEN],
}

impl Code {
    /// The key that it claims to be signed with.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// What it claims, verified or not: fit to be shown to somebody who asks what is in a code, never to admit.
    #[must_use]
    pub const fn unverified(&self) -> &Ticket {
        &self.ticket
    }

    /// Whether `key` signed it for `event`. Strict: no small-order points, no second spelling of a signature.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey, event: EventId) -> bool {
        let signature = Signature::from_bytes(&self.signature);
        key.verifying().verify_strict(&signed_bytes(event, &self.payload), &signature).is_ok()
    }

    /// The one text that stands for it.
    #[must_use]
    pub fn text(&self) -> String {
        spell(&self.payload, &self.signature)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Code")
            .field("key_id", &self.key_id)
            .field("id", &self.ticket.id)
            .finish_non_exhaustive()
    }
}

/// Reads a text as a scanner hands it over; surrounding white space and an ECI prefix are ignored.
///
/// Total and canonical: any text has an answer, memory is bounded, and what is accepted has exactly one spelling. The
/// white space that is taken off cannot belong to the code, though Base45 uses the space: the last character of a code
/// is a digit.
///
/// # Errors
///
/// [`ParseError::NotOurs`] when another decoder may try, [`ParseError::Malformed`] when none needs to.
pub fn parse(text: &str) -> Result<Code, ParseError> {
    let text = bare(text);
    let body = text.strip_prefix(PREFIX).ok_or(ParseError::NotOurs)?;
    decode(body).map_err(ParseError::Malformed)
}

fn decode(body: &str) -> Result<Code, Defect> {
    if body.len() != TEXT_LEN - PREFIX.len() {
        return Err(Defect::Length);
    }
    let bytes = base45::decode(body).map_err(|_| Defect::Base45)?;
    if base45::encode(&bytes) != body {
        return Err(Defect::Spelling);
    }
    let (payload, signature) = bytes.split_first_chunk().ok_or(Defect::Length)?;
    let signature = signature.try_into().map_err(|_| Defect::Length)?;
    let (key_id, ticket) = read_payload(payload)?;
    Ok(Code { key_id, ticket, payload: *payload, signature })
}

fn read_payload(payload: &[u8; PAYLOAD_LEN]) -> Result<(KeyId, Ticket), Defect> {
    let mut rest = payload.as_slice();
    let [format] = take(&mut rest)?;
    if format != FORMAT {
        return Err(Defect::Format(format));
    }
    let key_id = KeyId(take(&mut rest)?);
    let id = CredentialId::from_bytes(take(&mut rest)?);
    let product = ProductNo(u16::from_be_bytes(take(&mut rest)?));
    let [kind, generation] = take(&mut rest)?;
    let rehearsal = kind & REHEARSAL != 0;
    let number = kind & !REHEARSAL;
    let kind = Kind::from_number(number).ok_or(Defect::Kind(number))?;
    let from = bound_from_seconds(u32::from_be_bytes(take(&mut rest)?));
    let until = bound_from_seconds(u32::from_be_bytes(take(&mut rest)?));
    let validity = Window { from, until };
    Ok((key_id, Ticket { id, product, kind, rehearsal, generation: Generation(generation), validity }))
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Defect> {
    let (head, rest) = bytes.split_first_chunk().ok_or(Defect::Length)?;
    *bytes = rest;
    Ok(*head)
}

/// Lays a ticket out as it is signed.
pub(crate) fn payload(key_id: KeyId, ticket: &Ticket) -> Result<[u8; PAYLOAD_LEN], crate::Error> {
    let from = seconds_from_bound(ticket.validity.from, "valid-from")?;
    let until = seconds_from_bound(ticket.validity.until, "valid-until")?;
    let mut payload = [0; PAYLOAD_LEN];
    payload[0] = FORMAT;
    payload[1..5].copy_from_slice(&key_id.0);
    payload[5..21].copy_from_slice(ticket.id.as_bytes());
    payload[21..23].copy_from_slice(&ticket.product.0.to_be_bytes());
    payload[23] = ticket.kind.number() | if ticket.rehearsal { REHEARSAL } else { 0 };
    payload[24] = ticket.generation.0;
    payload[25..29].copy_from_slice(&from.to_be_bytes());
    payload[29..33].copy_from_slice(&until.to_be_bytes());
    Ok(payload)
}

/// The bytes under the signature.
pub(crate) fn signed_bytes(event: EventId, payload: &[u8; PAYLOAD_LEN]) -> [u8; SIGNED_LEN] {
    let mut message = [0; SIGNED_LEN];
    let (domain, rest) = message.split_at_mut(DOMAIN.len());
    domain.copy_from_slice(DOMAIN);
    rest[..16].copy_from_slice(event.as_bytes());
    rest[16..].copy_from_slice(payload);
    message
}

/// The text of a payload and its signature.
pub(crate) fn spell(payload: &[u8; PAYLOAD_LEN], signature: &[u8; SIGNATURE_LEN]) -> String {
    let mut bytes = [0; CODE_LEN];
    bytes[..PAYLOAD_LEN].copy_from_slice(payload);
    bytes[PAYLOAD_LEN..].copy_from_slice(signature);
    let mut text = String::with_capacity(TEXT_LEN);
    text.push_str(PREFIX);
    text.push_str(&base45::encode(bytes));
    text
}

fn bound_from_seconds(seconds: u32) -> Option<WallMs> {
    (seconds != 0).then(|| WallMs::from_unix_seconds(i64::from(seconds)))
}

/// Only what comes back unchanged from [`bound_from_seconds`] is representable: not 0, no fraction, 32 bits.
fn seconds_from_bound(bound: Option<WallMs>, name: &'static str) -> Result<u32, crate::Error> {
    let Some(at) = bound else { return Ok(0) };
    u32::try_from(at.unix_seconds())
        .ok()
        .filter(|&seconds| bound_from_seconds(seconds) == bound)
        .ok_or(crate::Error::Validity { bound: name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_150_characters() {
        assert_eq!(TEXT_LEN, 150, "QR version 6 at level M, 5 at level L");
    }

    #[test]
    fn only_whole_seconds_within_32_bits_can_be_printed() {
        let check = |ms: Option<i64>, expected: Option<u32>| {
            assert_eq!(seconds_from_bound(ms.map(WallMs), "valid-from").ok(), expected, "{ms:?}");
        };
        check(None, Some(0));
        check(Some(1_000), Some(1));
        check(Some(4_294_967_295_000), Some(u32::MAX));
        check(Some(0), None);
        check(Some(-1_000), None);
        check(Some(1_001), None);
        check(Some(4_294_967_296_000), None);
        check(Some(i64::MAX), None);
        check(Some(i64::MIN), None);
    }
}
