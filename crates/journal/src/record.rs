//! One record, and the head of a log.

use std::fmt;

use gatehouse_core::ids::{AuthorId, EventId, RecordId, Seq};
use gatehouse_core::time::{Hlc, WallMs};
use sha2::{Digest, Sha256};

use crate::layout::{HEADER_LEN, Hash, Header, Signature, Stamp};
use crate::{Body, DevicePublicKey, Error};

/// One fact of one author: what its bytes say, the bytes themselves, and their signature.
///
/// Made by [`seal`](crate::seal), [`Record::verify`] and [`Record::from_trusted`] only; the fields are for reading.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// The event whose log it is in.
    pub event: EventId,
    /// Who wrote it.
    pub author: AuthorId,
    /// Its place in the author's log.
    pub seq: Seq,
    /// The hash of the author's record before it; zeros before the first.
    pub prev_hash: Hash,
    /// When it was made, by the author's clocks.
    pub stamp: Stamp,
    /// What its author's hybrid clock said; [`Record::place`] is what counts.
    pub hlc: Hlc,
    /// The number of its kind; see [`Kind::from_number`](crate::Kind::from_number).
    pub kind: u16,
    /// The version of its payload's form.
    pub version: u8,
    /// The bytes under the signature.
    pub bytes: Vec<u8>,
    /// The SHA-256 of `bytes`.
    pub hash: Hash,
    /// The author's signature over `bytes`.
    pub signature: Signature,
}

impl Record {
    /// Takes a record that came from elsewhere: checks the signature first, and reads only what it covers.
    ///
    /// Total: any bytes have an answer. Whether it fits the author's log is for [`Chain`](crate::Chain) to say, whether
    /// the author counts is for the roster.
    ///
    /// # Errors
    ///
    /// When the signature is not `key`'s over exactly these bytes, or the bytes are no record.
    pub fn verify(bytes: &[u8], signature: &[u8], key: &DevicePublicKey) -> Result<Self, Error> {
        let signature = signature.try_into().map_err(|_| Error::Layout("its signature has not 64 bytes"))?;
        key.verify(bytes, &signature)?;
        Self::parse(bytes.to_vec(), signature)
    }

    /// Reads back a record that this device verified or sealed before it stored it. Hashes, but checks no signature.
    ///
    /// # Errors
    ///
    /// When the bytes are no record: the storage is damaged.
    pub fn from_trusted(bytes: Vec<u8>, signature: &[u8]) -> Result<Self, Error> {
        let signature = signature.try_into().map_err(|_| Error::Layout("its signature has not 64 bytes"))?;
        Self::parse(bytes, signature)
    }

    /// The name of this record everywhere.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        RecordId { author: self.author, seq: self.seq }
    }

    /// The JSON as it was signed.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        self.bytes.get(HEADER_LEN..).unwrap_or_default()
    }

    /// What it says.
    ///
    /// # Errors
    ///
    /// When the payload does not have the form of its kind and version. The record is a fact all the same: keep it,
    /// forward it, and let the fold pass over it.
    pub fn body(&self) -> Result<Body, Error> {
        Body::read(self.kind, self.version, self.payload())
    }

    /// Its place in the common order: what its clock said, below 2⁶³ so that any database can hold it.
    ///
    /// Not measured against the wall clock beside it: after that was set back, the device's own records would lose their
    /// order. Nobody is dragged along by a broken clock all the same, see [`Head::having_heard`].
    #[must_use]
    pub const fn place(&self) -> Hlc {
        self.hlc.storable()
    }

    /// The head of the author's log when this is its last record.
    #[must_use]
    pub const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash, hlc: self.hlc }
    }

    fn parse(bytes: Vec<u8>, signature: Signature) -> Result<Self, Error> {
        let header = Header::read(&bytes)?;
        Ok(Self::assemble(&header, bytes, signature))
    }

    /// Puts a record together whose header is known to stand in its bytes.
    pub(crate) fn assemble(header: &Header, bytes: Vec<u8>, signature: Signature) -> Self {
        let Header { event, author, seq, prev_hash, stamp, hlc, kind, version } = *header;
        let hash = sha256(&bytes);
        Self { event, author, seq, prev_hash, stamp, hlc, kind, version, bytes, hash, signature }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("author", &self.author)
            .field("seq", &self.seq)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// How far a log has got: what the next record builds on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The last record's place; 0 when there is none.
    pub seq: Seq,
    /// The last record's hash; zeros when there is none.
    pub hash: Hash,
    /// The highest hybrid clock reading so far.
    pub hlc: Hlc,
}

impl Head {
    /// The head of an empty log.
    pub const GENESIS: Self = Self { seq: Seq(0), hash: [0; 32], hlc: Hlc(0) };

    /// The same head after the device heard another author's reading: what it seals next is ordered behind that.
    ///
    /// A reading more than five minutes ahead of the own wall clock counts as exactly that, so that one broken clock
    /// cannot drag everybody's along.
    #[must_use]
    pub fn having_heard(self, heard: Hlc, now: WallMs) -> Self {
        Self { hlc: self.hlc.max(heard.believed(now)), ..self }
    }
}

impl Default for Head {
    fn default() -> Self {
        Self::GENESIS
    }
}

/// The SHA-256 of some bytes, as records and attachments are named by.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_clock_elsewhere_drags_nobody_along() {
        let now = WallMs(1_800_000_000_000);
        let near = Hlc::default().tick(WallMs(now.0 + 1_000));
        assert_eq!(Head::GENESIS.having_heard(near, now).hlc, near);
        let dragged = Head::GENESIS.having_heard(Hlc(u64::MAX), now);
        assert_eq!(dragged.hlc.wall(), WallMs(now.0 + Hlc::MAX_AHEAD_MS));
        assert_eq!(dragged.having_heard(near, now), dragged, "hearing never turns the clock back");
    }
}
