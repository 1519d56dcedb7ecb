//! One scan, from what was presented to a verdict on disk.
//!
//! Read, decide and append happen in one write transaction, so two fast scans of one credential can never both pass;
//! the transaction is committed with a full sync before the verdict leaves this file, so nothing turns green that a
//! crash could take back.

use gatehouse_contract::error::CommandError;
use gatehouse_core::admission::{Basis, Presented, Scan, Source, Verdict, decide};
use gatehouse_core::ids::{CredentialId, RecordId};
use gatehouse_store::{Body, ScanRecord, Stamp};

use crate::error;
use crate::session::{OpenEvent, Post};

/// What is presented, where, when and how.
#[derive(Debug, Clone)]
pub struct Presentation {
    /// Where the device stands.
    pub post: Post,
    /// What the decoder made of it.
    pub presented: Presented,
    /// How it reached the gate.
    pub source: Source,
    /// The operator confirmed to let an unpaid order in.
    pub ignore_unpaid: bool,
    /// When.
    pub stamp: Stamp,
    /// Whether it is written down; otherwise it is only looked at.
    pub record: bool,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What was presented.
    pub presentation: Presentation,
    /// The answer.
    pub verdict: Verdict,
    /// Its record, if it was written down.
    pub record: Option<RecordId>,
}

/// Judges a presentation, and unless it is only looked at, writes it down before answering.
///
/// # Errors
/// When the replica cannot be read or written: then nobody passed, and no screen may turn green.
pub fn judge(open: &OpenEvent, presentation: Presentation) -> Result<Judged, CommandError> {
    let scan = Scan {
        checkpoint: presentation.post.checkpoint,
        direction: presentation.post.direction,
        presented: presentation.presented.clone(),
        ignore_unpaid: presentation.ignore_unpaid,
    };
    let now = presentation.stamp.wall;
    if !presentation.record {
        let facts = open
            .replica
            .read(move |conn| {
                gatehouse_store::gate::facts(conn, scan.checkpoint, &scan.presented)
                    .map(|facts| (facts, scan))
            })
            .map_err(error::store)?;
        let verdict = decide(&facts.0, &facts.1, now);
        return Ok(Judged { presentation, verdict, record: None });
    }
    let (source, stamp) = (presentation.source, presentation.stamp);
    let (verdict, record) = open
        .replica
        .write(move |tx, author| {
            let facts = gatehouse_store::gate::facts(tx, scan.checkpoint, &scan.presented)?;
            let verdict = decide(&facts, &scan, now);
            let body = Body::Scan(ScanRecord::of(&scan, &facts, &verdict, source));
            let record = gatehouse_store::append(tx, author, stamp, &body)?;
            Ok::<_, gatehouse_store::Error>((verdict, record.id()))
        })
        .map_err(error::store)?;
    Ok(Judged { presentation, verdict, record: Some(record) })
}

/// Which credential was presented, if one could be trusted.
pub(super) fn credential(presented: &Presented) -> Option<CredentialId> {
    match presented {
        Presented::Signed(ticket) => Some(ticket.id),
        Presented::Known(id) => Some(*id),
        Presented::Invalid(_) | Presented::OtherEvent { .. } => None,
    }
}

/// Whether only the signature and the journal spoke.
pub(super) fn signature_only(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Admit(admit) | Verdict::Exit(admit) if admit.basis == Basis::SignatureOnly)
}
