//! A verdict as it is printed.

use std::fmt;

use gatehouse_commands::gate::{self, Judged, Presentation};
use gatehouse_commands::{OpenEvent, Post};
use gatehouse_contract::verdict::{Answer, Holder};
use gatehouse_core::admission::{Presented, Source};
use gatehouse_store::Stamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::failure::Failure;
use crate::{moment, words};

/// How the texts of one run are judged.
pub(crate) struct Judge<'a> {
    /// The event.
    pub(crate) open: &'a OpenEvent,
    /// Where, and which way.
    pub(crate) post: Post,
    /// The venue's time zone, for sentences.
    pub(crate) zone: TimeZone,
    /// How the texts reach the gate.
    pub(crate) source: Source,
    /// Let unpaid orders in where the checkpoint allows that.
    pub(crate) ignore_unpaid: bool,
    /// Write the scans down.
    pub(crate) record: bool,
}

impl Judge<'_> {
    /// Judges one text as presented at `stamp`.
    pub(crate) fn judge(&self, text: &str, stamp: Stamp) -> Result<ShownVerdict, Failure> {
        let presented = self.open.ring().read(text, stamp.wall);
        let presentation = Presentation {
            post: self.post,
            presented,
            source: self.source,
            ignore_unpaid: self.ignore_unpaid,
            stamp,
            record: self.record,
        };
        let judged = gate::judge(self.open, presentation)?;
        self.shown(&judged)
    }

    fn shown(&self, judged: &Judged) -> Result<ShownVerdict, Failure> {
        let scan = gate::shown(self.open, judged)?;
        let message = words::sentence(&scan.answer, scan.at.into(), &self.zone);
        let (first, reason) = match scan.answer {
            Answer::Used { first } => (Some(first), None),
            Answer::Invalid { invalid } => {
                (None, Some(gatehouse_core::admission::Invalid::from(invalid).as_str()))
            }
            _ => (None, None),
        };
        let holder = scan.holder;
        Ok(ShownVerdict {
            verdict: judged.verdict.code(),
            rule: scan.rule,
            reason,
            credential: credential(holder.as_ref(), &judged.presentation.presented),
            name: holder.as_ref().map(|holder| holder.name.clone()).filter(|name| !name.is_empty()),
            product: holder.as_ref().map(|holder| holder.product.clone()),
            seat: holder.as_ref().and_then(|holder| holder.seat.clone()),
            attention: holder.map(|holder| holder.attention).unwrap_or_default(),
            first_admission: first.map(|first| FirstAdmission {
                at: moment::rfc3339(first.at.into()),
                checkpoint: first.checkpoint_name,
                device: first.device_name,
            }),
            message,
            checkpoint: scan.checkpoint_name,
            direction: self.post.direction.as_str(),
            at: moment::rfc3339(scan.at.into()),
            recorded: scan.scan.is_some(),
            signature_only: scan.signature_only,
        })
    }
}

fn credential(holder: Option<&Holder>, presented: &Presented) -> Option<String> {
    match (holder, presented) {
        (Some(holder), _) => Some(holder.credential.0.to_string()),
        (None, Presented::Signed(ticket)) => Some(ticket.id.to_string()),
        (None, _) => None,
    }
}

/// What is printed of a verdict.
#[derive(Serialize)]
pub(crate) struct ShownVerdict {
    verdict: &'static str,
    rule: u8,
    /// Why an invalid code is invalid.
    reason: Option<&'static str>,
    credential: Option<String>,
    name: Option<String>,
    product: Option<String>,
    seat: Option<String>,
    attention: Vec<String>,
    first_admission: Option<FirstAdmission>,
    message: String,
    checkpoint: String,
    direction: &'static str,
    at: String,
    recorded: bool,
    signature_only: bool,
}

/// The admission that used a credential up.
#[derive(Serialize)]
struct FirstAdmission {
    at: String,
    checkpoint: String,
    device: String,
}

impl fmt::Display for ShownVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.verdict.to_uppercase().replace('_', " "), self.message)?;
        for part in [&self.name, &self.product, &self.seat].into_iter().flatten() {
            write!(f, " | {part}")?;
        }
        self.attention.iter().try_for_each(|note| write!(f, " | ! {note}"))
    }
}
