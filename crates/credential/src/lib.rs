//! The bytes in a QR code and what they mean.
//!
//! [`gh1`] is the native format: layout, signature, spelling. [`KeyRing`] holds the public keys that a gate trusts and
//! answers, for any text that a scanner hands over, with what the rules need to know
//! ([`Presented`](gatehouse_core::admission::Presented)). [`IssuingKey`] makes new codes.
//!
//! Pure: no files, no clock, no randomness; seeds and times are handed in. It does not know whether a ticket was used,
//! cancelled or paid: a signature vouches for what was printed, the replica for what happened since. Nothing here may
//! be keyed by the text of a code, only by the credential's id.

mod error;
pub mod gh1;
mod key;
mod ring;
mod text;

pub use error::Error;
pub use key::{IssuingKey, KeyId, PublicKey};
pub use ring::{KeyRing, KeyStatus, Reading, RingKey, UnknownStatus};
