//! The last scans of this device, as the journal tells of them.
//!
//! The record holds the word of the verdict and the rule; what else a screen says about an old refusal (since when,
//! until when) comes from what the replica knows today.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::verdict::{Answer, FirstAdmission, Invalid, ShownScan};
use gatehouse_core::admission::{Facts, Presented, Source};
use gatehouse_core::time::WallMs;
use gatehouse_store::gate::RecentScan;
use gatehouse_store::{Body, Connection, Error, ScanRecord, table};

use super::show::{first_admission, known_holder, undo_until};
use crate::error;
use crate::session::OpenEvent;

/// The last scans, newest first.
pub(super) fn recent(open: &OpenEvent, limit: u32) -> Result<Vec<ShownScan>, CommandError> {
    open.replica
        .read(move |conn| {
            gatehouse_store::gate::recent(conn, limit)?.into_iter().map(|scan| shown(conn, scan)).collect()
        })
        .map_err(error::store)
}

fn shown(conn: &Connection, recent: RecentScan) -> Result<ShownScan, Error> {
    let scan = recent.scan;
    let record = match table::record::find(conn, scan.id)?.map(|record| record.body()).transpose()? {
        Some(Body::Scan(record)) => Some(record),
        _ => None,
    };
    let answer = recalled(conn, &scan, record.as_ref())?;
    let undone = scan.undone.is_some();
    Ok(ShownScan {
        scan: Some(scan.id.into()),
        at: scan.at.into(),
        checkpoint: scan.checkpoint.into(),
        checkpoint_name: recent.checkpoint_name.unwrap_or_else(|| scan.checkpoint.to_string()),
        direction: scan.direction.into(),
        source: scan.source.parse().unwrap_or(Source::CommandLine).into(),
        rule: scan.rule,
        tone: answer.tone(),
        answer,
        holder: scan.credential.map(|id| known_holder(conn, id)).transpose()?.flatten(),
        signature_only: record.is_some_and(|record| record.basis.as_deref() == Some("signature_only")),
        undo_until: undo_until(scan.passed && !undone, scan.at),
        undone,
    })
}

fn recalled(
    conn: &Connection,
    scan: &table::scan::ScanRow,
    record: Option<&ScanRecord>,
) -> Result<Answer, Error> {
    let facts = match scan.credential {
        Some(id) => Some(gatehouse_store::gate::facts(conn, scan.checkpoint, &Presented::Known(id))?),
        None => None,
    };
    let facts = facts.as_ref();
    let known = facts.and_then(|facts| facts.credential.as_ref());
    let checkpoint = facts.and_then(|facts| facts.checkpoint.as_ref());
    let or_then = |at: Option<WallMs>| at.unwrap_or(scan.at).into();
    Ok(match scan.verdict.as_str() {
        "admit" => Answer::Admit,
        "exit" => Answer::Exit,
        "invalid" => Answer::Invalid {
            invalid: record
                .and_then(|record| record.invalid.as_deref())
                .map_or(Invalid::Unrecognized, invalid),
        },
        "wrong_event" => Answer::WrongEvent { event_name: None },
        "cancelled" => Answer::Cancelled,
        "revoked" => Answer::Revoked { superseded: false },
        "blocked" => Answer::Blocked,
        "unapproved" => Answer::Unapproved,
        "unpaid" => {
            Answer::Unpaid { may_admit: checkpoint.is_some_and(|checkpoint| checkpoint.admits_unpaid) }
        }
        "too_early" => Answer::TooEarly { valid_from: or_then(known.and_then(|known| known.validity.from)) },
        "too_late" => Answer::TooLate { valid_until: or_then(known.and_then(|known| known.validity.until)) },
        "closed" => Answer::Closed {
            opens: checkpoint
                .and_then(|checkpoint| checkpoint.window.from)
                .filter(|from| *from > scan.at)
                .map(Into::into),
        },
        "wrong_product" => Answer::WrongProduct {
            right: facts.map(|facts| facts.other_checkpoints.clone()).unwrap_or_default(),
        },
        "wrong_session" => Answer::WrongSession,
        "rules" => Answer::Rules { clause: String::new() },
        "questions" => Answer::Questions,
        "ambiguous" => Answer::Ambiguous,
        "used" => Answer::Used { first: first(conn, scan, facts)? },
        "full" => Answer::Full {
            capacity: facts.and_then(|facts| facts.capacity).map_or(0, |capacity| capacity.limit),
        },
        _ => Answer::Error,
    })
}

fn first(
    conn: &Connection,
    scan: &table::scan::ScanRow,
    facts: Option<&Facts>,
) -> Result<FirstAdmission, Error> {
    match facts.and_then(|facts| facts.history.first_admission()) {
        Some(first) => first_admission(conn, &first),
        // The admission was undone since.
        None => Ok(FirstAdmission {
            at: scan.at.into(),
            checkpoint: scan.checkpoint.into(),
            checkpoint_name: String::new(),
            device_name: String::new(),
        }),
    }
}

fn invalid(word: &str) -> Invalid {
    match word {
        "malformed" => Invalid::Malformed,
        "bad_signature" => Invalid::BadSignature,
        "unknown_key" => Invalid::UnknownKey,
        "revoked_key" => Invalid::RevokedKey,
        "key_outside_its_time" => Invalid::KeyOutsideItsTime,
        "not_found" => Invalid::NotFound,
        _ => Invalid::Unrecognized,
    }
}
