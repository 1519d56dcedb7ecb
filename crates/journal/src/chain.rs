//! Whether records make a log.

use gatehouse_core::ids::{AuthorId, EventId, Seq};
use thiserror::Error;

use crate::{DevicePublicKey, Error, Head, Record};

/// Follows the log of one author, record by record.
///
/// It only looks; a flawed record leaves it where it was. To go on behind a flaw, as an audit does, start a new one at
/// the flawed record's own head.
#[derive(Debug, Clone, Copy)]
pub struct Chain {
    event: EventId,
    author: AuthorId,
    head: Head,
}

/// How a sound record relates to the log so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is the next one; the head is now at it.
    Next,
    /// It is the last one again, to the byte; nothing changed.
    Again,
}

/// What is wrong with a record as part of a log.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Flaw {
    /// It is no record, or its signature does not verify.
    #[error("record {expected} cannot be trusted", expected = .expected.0)]
    Untrusted {
        /// The place that it was expected at.
        expected: Seq,
        /// Why.
        #[source]
        reason: Error,
    },
    /// It belongs to another event.
    #[error("record {seq} belongs to another event", seq = .seq.0)]
    OtherEvent {
        /// The place that it claims.
        seq: Seq,
    },
    /// Another author wrote it.
    #[error("record {seq} belongs to another author", seq = .seq.0)]
    OtherAuthor {
        /// The place that it claims.
        seq: Seq,
    },
    /// Records are missing before it.
    #[error("record {expected} is missing: the next one found is {found}", expected = .expected.0, found = .found.0)]
    Gap {
        /// The place after the head.
        expected: Seq,
        /// The place that it claims.
        found: Seq,
    },
    /// It does not build on the record before it.
    #[error("record {seq} does not build on the one before it", seq = .seq.0)]
    WrongPrevious {
        /// Its place.
        seq: Seq,
    },
    /// The log has another record at this place: the device was cloned or restored. Keep both, freeze the author.
    #[error("there are two records {seq}", seq = .seq.0)]
    Fork {
        /// The place taken twice.
        seq: Seq,
    },
    /// It lies before the head, where this chain no longer remembers the hashes; compare it with the stored record.
    #[error("record {found} comes after record {head}", found = .found.0, head = .head.0)]
    Behind {
        /// Where the log stands.
        head: Seq,
        /// The place that it claims.
        found: Seq,
    },
}

impl Chain {
    /// Starts at the beginning of a log.
    #[must_use]
    pub const fn new(event: EventId, author: AuthorId) -> Self {
        Self::resume(event, author, Head::GENESIS)
    }

    /// Starts behind `head`.
    #[must_use]
    pub const fn resume(event: EventId, author: AuthorId, head: Head) -> Self {
        Self { event, author, head }
    }

    /// How far the log has got.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Verifies and follows one record from elsewhere.
    ///
    /// # Errors
    ///
    /// What exactly is wrong with it.
    pub fn verify(
        &mut self,
        bytes: &[u8],
        signature: &[u8],
        key: &DevicePublicKey,
    ) -> Result<(Link, Record), Flaw> {
        let record = Record::verify(bytes, signature, key)
            .map_err(|reason| Flaw::Untrusted { expected: self.next(), reason })?;
        let link = self.follow(&record)?;
        Ok((link, record))
    }

    /// Follows one record whose signature was verified before.
    ///
    /// # Errors
    ///
    /// What exactly is wrong with it.
    pub fn follow(&mut self, record: &Record) -> Result<Link, Flaw> {
        let seq = record.seq;
        if record.event != self.event {
            return Err(Flaw::OtherEvent { seq });
        }
        if record.author != self.author {
            return Err(Flaw::OtherAuthor { seq });
        }
        let head = self.head.seq;
        match seq {
            _ if seq == self.next() && record.prev_hash == self.head.hash => {
                self.head = record.head();
                Ok(Link::Next)
            }
            _ if seq == self.next() => Err(Flaw::WrongPrevious { seq }),
            _ if seq > head => Err(Flaw::Gap { expected: self.next(), found: seq }),
            _ if seq < head => Err(Flaw::Behind { head, found: seq }),
            _ if record.hash == self.head.hash => Ok(Link::Again),
            _ => Err(Flaw::Fork { seq }),
        }
    }

    const fn next(&self) -> Seq {
        Seq(self.head.seq.0.saturating_add(1))
    }
}
