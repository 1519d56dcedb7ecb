//! Making the next record of a log.

use gatehouse_core::ids::{AuthorId, EventId, Seq};

use crate::layout::{self, HEADER_LEN, Header, Stamp};
use crate::{Body, DeviceKey, Error, Head, Record};

/// The longest payload that this build writes, in bytes, so that every record fits into one batch on the wire.
///
/// A recovered one may take up to twice as much, because it quotes. Longer ones from elsewhere are kept like all others.
pub const MAX_PAYLOAD: usize = 64 * 1024;

/// Room for the payload of a scan, so that sealing one allocates once.
const USUAL_PAYLOAD: usize = 448;

/// Seals `body` as the record after `head` in the log of `author`.
///
/// This stands between a scan and its green light: the payload is written once, straight behind the header, then
/// signed and hashed. Nothing is stored; until the record is committed, the head has not moved.
///
/// # Errors
///
/// When the payload is longer than [`MAX_PAYLOAD`], or the log's sequence or clock has no next value.
pub fn seal(
    event: EventId,
    author: AuthorId,
    head: &Head,
    stamp: Stamp,
    body: &Body,
    key: &DeviceKey,
) -> Result<Record, Error> {
    if head.hlc.0 == u64::MAX {
        return Err(Error::LogFull);
    }
    let header = Header {
        event,
        author,
        seq: Seq(head.seq.0.checked_add(1).ok_or(Error::LogFull)?),
        prev_hash: head.hash,
        stamp,
        hlc: head.hlc.tick(stamp.wall),
        kind: body.kind(),
        version: body.version(),
    };
    let mut bytes = Vec::with_capacity(HEADER_LEN + USUAL_PAYLOAD);
    header.write(&mut bytes);
    body.write(&mut bytes)?;
    let len = bytes.len() - HEADER_LEN;
    if len > limit(body) {
        return Err(Error::TooLarge { len });
    }
    layout::close(&mut bytes)?;
    let signature = key.sign(&bytes);
    Ok(Record::assemble(&header, bytes, signature))
}

/// A recovered record holds another's payload as a text, in which each character may need a second one to quote it.
const fn limit(body: &Body) -> usize {
    match body {
        Body::Recovered(_) => 2 * MAX_PAYLOAD + 512,
        _ => MAX_PAYLOAD,
    }
}
