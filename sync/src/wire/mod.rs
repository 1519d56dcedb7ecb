//! What goes over the wire: every call of the protocol with its arguments, every answer with its shape, and the documents
//! that master data travels as. `sync/README.md` is the contract; this is its Rust.
//!
//! Reading is total: any bytes have an answer, and one document that this build cannot read is passed over without
//! stopping the rest. What an answer *means* is decided in [`answer`](crate::answer); nothing here knows HTTP.

mod call;
pub(crate) mod cursor;
mod document;
mod json;
mod reply;
mod row;
mod words;

pub use call::{Call, CodeRequest, DeviceInfo, IncarnationReason, Request, RevokeRequest};
pub use document::{Document, Gone};
pub use json::{hex, parse_hex};
pub(crate) use json::{pair, unpair};
pub use reply::{ChunkOf, Enrolled, Log, Manifest, Reply};
pub use row::{
    AuthorDocument, CheckpointDocument, CredentialDocument, EventDocument, KeyDocument, KeyStatus,
    ProductDocument, ZoneDocument,
};

pub(crate) use reply::{Expected, Unexpected, reply};

use std::collections::BTreeMap;
use std::fmt;

pub use gatehouse_core::ids::DeviceId;
use gatehouse_core::ids::{AuthorId, Seq};
use gatehouse_journal::Record;

/// How far somebody holds each author's log without a hole. Authors of whom nothing is held may be left out.
pub type Vector = BTreeMap<AuthorId, Seq>;

/// A record as it travels: bytes and signature, not yet looked at.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What was signed.
    pub bytes: Vec<u8>,
    /// The signature; of whatever length the sender gave it.
    pub signature: Vec<u8>,
}

impl From<&Record> for Sealed {
    fn from(record: &Record) -> Self {
        Self { bytes: record.bytes.clone(), signature: record.signature.to_vec() }
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.bytes.len())
    }
}
