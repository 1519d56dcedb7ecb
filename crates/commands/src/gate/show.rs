//! A scan as screens show it: names instead of ids, and what the operator must notice.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::verdict::{Answer, FirstAdmission, Holder, ShownScan};
use gatehouse_core::admission::{self as rules, Presented, Refusal, UNDO_WINDOW_MS, Verdict};
use gatehouse_core::ids::{CheckpointId, CredentialId};
use gatehouse_core::time::WallMs;
use gatehouse_store::{Connection, Error, table};

use super::judge::{self, Judged};
use crate::error;
use crate::session::OpenEvent;

/// What was just judged, as screens show it.
///
/// # Errors
/// When the replica cannot be read.
pub fn shown(open: &OpenEvent, judged: &Judged) -> Result<ShownScan, CommandError> {
    let judged = judged.clone();
    open.replica
        .read(move |conn| {
            let presentation = &judged.presentation;
            let post = presentation.post;
            let at = presentation.stamp.wall;
            let answer = answer(conn, &judged.verdict)?;
            Ok::<_, Error>(ShownScan {
                scan: judged.record.map(Into::into),
                at: at.into(),
                checkpoint: post.checkpoint.into(),
                checkpoint_name: checkpoint_name(conn, post.checkpoint)?,
                direction: post.direction.into(),
                source: presentation.source.into(),
                rule: judged.verdict.rule().number(),
                tone: answer.tone(),
                answer,
                holder: holder(conn, &presentation.presented)?,
                signature_only: judge::signature_only(&judged.verdict),
                undo_until: undo_until(judged.verdict.passes() && judged.record.is_some(), at),
                undone: false,
            })
        })
        .map_err(error::store)
}

pub(super) fn undo_until(passed: bool, at: WallMs) -> Option<gatehouse_contract::time::WallMs> {
    passed.then(|| WallMs(at.0.saturating_add(UNDO_WINDOW_MS)).into())
}

fn answer(conn: &Connection, verdict: &Verdict) -> Result<Answer, Error> {
    let refusal = match verdict {
        Verdict::Admit(_) => return Ok(Answer::Admit),
        Verdict::Exit(_) => return Ok(Answer::Exit),
        Verdict::Refuse(refusal) => refusal.clone(),
    };
    Ok(match refusal {
        Refusal::Invalid(invalid) => Answer::Invalid { invalid: invalid.into() },
        Refusal::WrongEvent { name } => Answer::WrongEvent { event_name: name },
        Refusal::UnknownCheckpoint(_) => Answer::Error,
        Refusal::Cancelled => Answer::Cancelled,
        Refusal::Revoked { superseded } => Answer::Revoked { superseded },
        Refusal::Blocked => Answer::Blocked,
        Refusal::Unapproved => Answer::Unapproved,
        Refusal::Unpaid { may_admit } => Answer::Unpaid { may_admit },
        Refusal::TooEarly { valid_from } => Answer::TooEarly { valid_from: valid_from.into() },
        Refusal::TooLate { valid_until } => Answer::TooLate { valid_until: valid_until.into() },
        Refusal::Closed { opens } => Answer::Closed { opens: opens.map(Into::into) },
        Refusal::WrongProduct { right } => Answer::WrongProduct { right },
        Refusal::WrongSession => Answer::WrongSession,
        Refusal::Rules { clause } => Answer::Rules { clause },
        Refusal::Questions => Answer::Questions,
        Refusal::Ambiguous => Answer::Ambiguous,
        Refusal::Used { first } => Answer::Used { first: first_admission(conn, &first)? },
        Refusal::Full { capacity } => Answer::Full { capacity },
    })
}

pub(super) fn first_admission(
    conn: &Connection,
    first: &rules::FirstAdmission,
) -> Result<FirstAdmission, Error> {
    let device = table::author::find(conn, first.record.author)?;
    Ok(FirstAdmission {
        at: first.at.into(),
        checkpoint: first.checkpoint.into(),
        checkpoint_name: checkpoint_name(conn, first.checkpoint)?,
        device_name: device.map_or_else(|| first.record.author.to_string(), |device| device.name),
    })
}

fn checkpoint_name(conn: &Connection, id: CheckpointId) -> Result<String, Error> {
    Ok(table::checkpoint::find(conn, id)?.map_or_else(|| id.to_string(), |checkpoint| checkpoint.name))
}

fn holder(conn: &Connection, presented: &Presented) -> Result<Option<Holder>, Error> {
    let Some(id) = judge::credential(presented) else { return Ok(None) };
    if let Some(known) = known_holder(conn, id)? {
        return Ok(Some(known));
    }
    let Presented::Signed(ticket) = presented else { return Ok(None) };
    let product = table::product::find(conn, ticket.product)?
        .map_or_else(|| format!("№ {}", ticket.product.0), |row| row.product.name);
    Ok(Some(Holder {
        credential: id.into(),
        name: String::new(),
        company: None,
        product,
        kind: ticket.kind.into(),
        seat: None,
        order_code: None,
        attention: vec![],
        rehearsal: ticket.rehearsal,
    }))
}

pub(super) fn known_holder(conn: &Connection, id: CredentialId) -> Result<Option<Holder>, Error> {
    Ok(gatehouse_store::gate::holder(conn, id)?.map(|known| Holder {
        credential: id.into(),
        name: known.name,
        company: known.company,
        product: known.product_name,
        kind: known.kind.into(),
        seat: known.seat,
        order_code: known.order_code,
        attention: known.attention,
        rehearsal: known.rehearsal,
    }))
}
