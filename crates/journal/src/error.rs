//! What can go wrong between bytes and facts.

use ed25519_dalek::SignatureError;
use thiserror::Error;

/// Why bytes are no record, a record could not be made, or a key was not taken. Never quotes what it read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The signature is not the device's over these bytes.
    #[error("the signature does not verify")]
    BadSignature(#[source] SignatureError),
    /// The bytes are not laid out as a record.
    #[error("not a record: {0}")]
    Layout(&'static str),
    /// The payload does not have the form of its kind. What the parser says of it is left out, because it quotes.
    #[error("the payload of a record of kind {kind} does not have the form of its kind, near byte {near}")]
    Payload {
        /// The number of the kind.
        kind: u16,
        /// Where in the payload.
        near: usize,
    },
    /// The body cannot be written as JSON.
    #[error("the body cannot be written as JSON")]
    Unwritable(#[source] serde_json::Error),
    /// The payload is longer than a record may be, see [`MAX_PAYLOAD`](crate::MAX_PAYLOAD).
    #[error("the payload has {len} bytes, more than a record may hold")]
    TooLarge {
        /// How long it is.
        len: usize,
    },
    /// The author's sequence or clock has no next value.
    #[error("the author's log has no next place")]
    LogFull,
    /// The text is not 64 hexadecimal digits.
    #[error("not a device key: expected 64 hexadecimal digits")]
    KeyText,
    /// The 32 bytes are no point of the curve.
    #[error("not a device key: the bytes are no point of the curve")]
    KeyPoint(#[source] SignatureError),
    /// The key belongs to the few for which almost any signature would verify, or is spelled in a non-standard way.
    #[error("not a device key: weak, or spelled in a non-standard way")]
    WeakKey,
}
