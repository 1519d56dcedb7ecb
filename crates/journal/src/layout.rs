//! The fixed layout of a record's bytes, little endian.
//!
//! | offset | size | field |
//! |---|---|---|
//! | 0 | 15 | `"GATEHOUSE-REC1\0"` |
//! | 15 | 16 | event id |
//! | 31 | 16 | author id |
//! | 47 | 8 | seq, from 1 |
//! | 55 | 32 | hash of the author's previous record, zeros before the first |
//! | 87 | 8 | wall clock, milliseconds since the Unix epoch, signed |
//! | 95 | 8 | hybrid clock |
//! | 103 | 8 | monotonic clock, milliseconds since `boot` |
//! | 111 | 8 | boot id |
//! | 119 | 2 | kind |
//! | 121 | 1 | version of the payload's form |
//! | 122 | 4 | length of the payload |
//! | 126 | | payload, UTF-8 JSON |
//!
//! Whether the payload makes sense is not looked at here: a record of a newer build must pass through untouched.

use std::fmt;

use gatehouse_core::ids::{AuthorId, EventId, Seq};
use gatehouse_core::time::{Hlc, WallMs};

use crate::Error;
use crate::hex::Hex;

/// SHA-256 of a record's bytes.
pub type Hash = [u8; 32];
/// Ed25519 signature over a record's bytes.
pub type Signature = [u8; 64];

const MAGIC: &[u8; 15] = b"GATEHOUSE-REC1\0";
/// Where the payload begins.
pub(crate) const HEADER_LEN: usize = 126;
/// Where the payload's length stands.
const PAYLOAD_LEN_AT: usize = 122;

/// One run of a device between two starts; monotonic times compare only within one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BootId(pub [u8; 8]);

impl fmt::Debug for BootId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BootId({})", Hex(&self.0))
    }
}

/// When a record was made, by the clocks of its device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// What the wall clock showed.
    pub wall: WallMs,
    /// What the monotonic clock showed, in milliseconds.
    pub mono_ms: u64,
    /// The run that `mono_ms` belongs to.
    pub boot: BootId,
}

/// Everything in a record's bytes but its payload.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header {
    pub(crate) event: EventId,
    pub(crate) author: AuthorId,
    pub(crate) seq: Seq,
    pub(crate) prev_hash: Hash,
    pub(crate) stamp: Stamp,
    pub(crate) hlc: Hlc,
    pub(crate) kind: u16,
    pub(crate) version: u8,
}

impl Header {
    /// Appends the header, with a payload length of zero until [`close`] knows better.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(self.event.as_bytes());
        bytes.extend_from_slice(self.author.as_bytes());
        bytes.extend_from_slice(&self.seq.0.to_le_bytes());
        bytes.extend_from_slice(&self.prev_hash);
        bytes.extend_from_slice(&self.stamp.wall.0.to_le_bytes());
        bytes.extend_from_slice(&self.hlc.0.to_le_bytes());
        bytes.extend_from_slice(&self.stamp.mono_ms.to_le_bytes());
        bytes.extend_from_slice(&self.stamp.boot.0);
        bytes.extend_from_slice(&self.kind.to_le_bytes());
        bytes.push(self.version);
        bytes.extend_from_slice(&0u32.to_le_bytes());
    }

    /// Reads the header of a whole record and checks that the payload ends where the bytes end.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut rest = bytes;
        if &take::<15>(&mut rest)? != MAGIC {
            return Err(Error::Layout("it does not begin like one"));
        }
        let event = EventId::from_bytes(take(&mut rest)?);
        let author = AuthorId::from_bytes(take(&mut rest)?);
        let seq = Seq(u64::from_le_bytes(take(&mut rest)?));
        let prev_hash = take(&mut rest)?;
        let wall = WallMs(i64::from_le_bytes(take(&mut rest)?));
        let hlc = Hlc(u64::from_le_bytes(take(&mut rest)?));
        let mono_ms = u64::from_le_bytes(take(&mut rest)?);
        let boot = BootId(take(&mut rest)?);
        let kind = u16::from_le_bytes(take(&mut rest)?);
        let [version] = take(&mut rest)?;
        let payload_len = u32::from_le_bytes(take(&mut rest)?);
        if usize::try_from(payload_len) != Ok(rest.len()) {
            return Err(Error::Layout("its length is not what it says"));
        }
        if seq == Seq(0) {
            return Err(Error::Layout("numbers begin at 1"));
        }
        Ok(Self { event, author, seq, prev_hash, stamp: Stamp { wall, mono_ms, boot }, hlc, kind, version })
    }
}

/// Writes the payload's length into the finished bytes.
pub(crate) fn close(bytes: &mut [u8]) -> Result<(), Error> {
    let len = bytes.len().saturating_sub(HEADER_LEN);
    let len_field = u32::try_from(len).map_err(|_| Error::TooLarge { len })?.to_le_bytes();
    bytes[PAYLOAD_LEN_AT..HEADER_LEN].copy_from_slice(&len_field);
    Ok(())
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Error> {
    let (head, rest) = bytes.split_first_chunk().ok_or(Error::Layout("it ends early"))?;
    *bytes = rest;
    Ok(*head)
}
