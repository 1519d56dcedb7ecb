//! What can go wrong when keys come in and codes go out. A bad code at the gate is not an error but an answer.

use ed25519_dalek::SignatureError;
use thiserror::Error;

/// Why a key was not taken or a code not issued. Never names the key or the code.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The text is neither hexadecimal nor Base64 of 32 bytes.
    #[error("not a public key: expected 32 bytes as 64 hexadecimal digits or as Base64")]
    KeyText,
    /// The 32 bytes are no point of the curve.
    #[error("not a public key: the bytes are no point of the curve")]
    KeyPoint(#[source] SignatureError),
    /// The 32 bytes spell a point in another way than the standard one.
    #[error("not a public key: the bytes spell the point in a non-standard way")]
    KeySpelling,
    /// The key belongs to the few for which almost any signature would verify.
    #[error("a weak public key: signatures under it prove nothing")]
    WeakKey,
    /// A validity bound that the format cannot hold.
    #[error(
        "a code cannot hold this {bound} time: it takes whole seconds from 1970-01-01 00:00:01 to 2106-02-07 06:28:15 UTC"
    )]
    Validity {
        /// Which bound: `valid-from` or `valid-until`.
        bound: &'static str,
    },
}
