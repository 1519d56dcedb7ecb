//! The log as CSV, for a spreadsheet, and as JSONL, for a program.
//!
//! Both have a line for every entry, struck ones too, in the common order. The names of CSV's columns and of JSONL's keys
//! are the same in every language and never change their meaning; new ones are added behind.
//!
//! | CSV column | JSONL key | what |
//! |---|---|---|
//! | `desk`, `record` | `desk`, `record` | the desk's letter, and the number within the desk's log |
//! | `author` | `author` | the id of the desk's log |
//! | `incident` | `incident`, `incident_id` | the number; JSONL also has the record that opened it |
//! | `occurred`, `reported`, `logged` | `occurred_ms`, … | by the venue's clock; JSONL in milliseconds since the Unix epoch |
//! | `utc_offset` | – | of `logged`: `UTC-05:00` |
//! | `late` | `late` | `yes` or nothing; JSONL `true` or `false` |
//! | `operator` | `operator` | who was at the desk |
//! | `channel` | `channel` | `radio`, `phone`, `cctv`, `in_person`, `app` |
//! | `from`, `to` | `from`, `to` | call signs |
//! | `said` | `said` | to the letter |
//! | `done` | `done` | in words of the file's language; JSONL has a list |
//! | `struck_by`, `struck_at`, `struck_record`, `struck_reason` | `struck` | the strike that counts |
//! | `correction` | `corrections` | the newest one; JSONL has all |
//! | `attachments` | `attachments` | SHA-256 and name |
//!
//! What an incident is and how it stands, is for the records of a [`bundle`](super::bundle) to say.

use gatehouse_core::incident::{Attachment, Channel, Fact, Incident};
use gatehouse_core::time::Window;
use serde::Serialize;

use super::book::Book;
use super::reading::{Mark, Reading, hex};
use crate::spreadsheet::{File, civil, guarded};

/// The columns of the CSV file.
pub(super) const COLUMNS: [&str; 21] = [
    "desk",
    "record",
    "author",
    "incident",
    "occurred",
    "reported",
    "logged",
    "utc_offset",
    "late",
    "operator",
    "channel",
    "from",
    "to",
    "said",
    "done",
    "struck_by",
    "struck_at",
    "struck_record",
    "struck_reason",
    "correction",
    "attachments",
];

impl Book<'_> {
    /// The entries that were logged, or happened, within the period as CSV in UTF-8.
    #[must_use]
    pub fn csv(&self, period: &Window) -> Vec<u8> {
        let reading = Reading::of(*self);
        let mut file = File::new(self.language);
        file.line(COLUMNS.map(str::to_owned));
        for fact in reading.within(period) {
            file.line(reading.cells(fact));
        }
        file.into_bytes()
    }

    /// The same entries as JSONL. The first line says what it is, and the heads of the log.
    ///
    /// # Errors
    /// When a line cannot be written as JSON.
    pub fn jsonl(&self, period: &Window) -> serde_json::Result<Vec<u8>> {
        let reading = Reading::of(*self);
        let heads = self.heads.iter().map(|head| HeadLine {
            author: head.author.to_string(),
            desk: reading.letter(head.author),
            record: head.seq.0,
            hash: hex(&head.hash),
        });
        let first = FirstLine {
            format: "gatehouse-log-1",
            event: self.event,
            venue: self.venue,
            zone: self.zone.iana_name().unwrap_or("UTC"),
            printed_ms: self.printed.0,
            heads: heads.collect(),
        };
        let mut bytes = serde_json::to_vec(&first)?;
        bytes.push(b'\n');
        for fact in reading.within(period) {
            serde_json::to_writer(&mut bytes, &reading.line(fact))?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }
}

#[derive(Serialize)]
struct FirstLine<'a> {
    format: &'static str,
    event: &'a str,
    venue: &'a str,
    zone: &'a str,
    printed_ms: i64,
    heads: Vec<HeadLine>,
}

#[derive(Serialize)]
struct HeadLine {
    author: String,
    desk: String,
    record: u64,
    hash: String,
}

#[derive(Serialize)]
struct Line {
    desk: String,
    record: u64,
    author: String,
    incident: Option<String>,
    incident_id: Option<String>,
    occurred_ms: i64,
    reported_ms: i64,
    logged_ms: i64,
    late: bool,
    operator: Option<String>,
    channel: Option<&'static str>,
    from: String,
    to: String,
    said: String,
    done: Vec<String>,
    struck: Option<MarkLine>,
    corrections: Vec<MarkLine>,
    attachments: Vec<AttachmentLine>,
}

#[derive(Serialize)]
struct MarkLine {
    record: String,
    at_ms: i64,
    by: String,
    text: String,
}

#[derive(Serialize)]
struct AttachmentLine {
    sha256: String,
    name: String,
    media: String,
    bytes: u64,
}

impl Reading<'_> {
    fn cells(&self, fact: &Fact) -> [String; 21] {
        let said = &fact.entry.said;
        let moment = |at| civil(at, self.book.zone, "%Y-%m-%d %H:%M:%S");
        let (from, to) = self.call(fact);
        let strike = self.strike(fact);
        let of = |part: &dyn Fn(&Mark) -> String| strike.as_ref().map(part).unwrap_or_default();
        let correction = self.corrections(fact).pop().map(|mark| mark.text).unwrap_or_default();
        let attachments = said.attachments.iter().map(|attachment| {
            let Attachment { hash, .. } = attachment;
            format!("{} {}", hex(hash), self.attachment_name(fact, attachment))
        });
        [
            guarded(&self.letter(fact.id.author)),
            fact.id.seq.0.to_string(),
            fact.id.author.to_string(),
            self.incident(fact).map(|incident| guarded(&incident.said())).unwrap_or_default(),
            moment(fact.occurred()),
            moment(said.reported.unwrap_or(fact.logged)),
            moment(fact.logged),
            civil(fact.logged, self.book.zone, "UTC%:z"),
            if fact.is_late() { "yes" } else { "" }.to_owned(),
            guarded(fact.who.as_deref().unwrap_or_default()),
            said.channel.map(channel).unwrap_or_default().to_owned(),
            guarded(&from),
            guarded(&to),
            guarded(&self.said(fact)),
            guarded(&self.done(fact).join("\n")),
            of(&|mark| guarded(&mark.who)),
            of(&|mark| moment(mark.at)),
            of(&|mark| guarded(&mark.record)),
            of(&|mark| guarded(&mark.text)),
            guarded(&correction),
            attachments.collect::<Vec<_>>().join("\n"),
        ]
    }

    fn line(&self, fact: &Fact) -> Line {
        let said = &fact.entry.said;
        let incident = self.incident(fact);
        let (from, to) = self.call(fact);
        let attachment = |attachment: &Attachment| AttachmentLine {
            sha256: hex(&attachment.hash),
            name: self.attachment_name(fact, attachment),
            media: attachment.media.clone(),
            bytes: attachment.bytes,
        };
        Line {
            desk: self.letter(fact.id.author),
            record: fact.id.seq.0,
            author: fact.id.author.to_string(),
            incident: incident.map(Incident::said),
            incident_id: incident.map(|incident| format!("{}:{}", incident.id.author, incident.id.seq.0)),
            occurred_ms: fact.occurred().0,
            reported_ms: said.reported.unwrap_or(fact.logged).0,
            logged_ms: fact.logged.0,
            late: fact.is_late(),
            operator: fact.who.clone(),
            channel: said.channel.map(channel),
            from,
            to,
            said: self.said(fact),
            done: self.done(fact),
            struck: self.strike(fact).map(MarkLine::of),
            corrections: self.corrections(fact).into_iter().map(MarkLine::of).collect(),
            attachments: said.attachments.iter().map(attachment).collect(),
        }
    }

    fn attachment_name(&self, fact: &Fact, attachment: &Attachment) -> String {
        if self.is_hidden(fact) { self.sealed() } else { attachment.name.clone() }
    }
}

impl MarkLine {
    fn of(mark: Mark) -> Self {
        Self { record: mark.record, at_ms: mark.at.0, by: mark.who, text: mark.text }
    }
}

const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Radio => "radio",
        Channel::Phone => "phone",
        Channel::Cctv => "cctv",
        Channel::InPerson => "in_person",
        Channel::App => "app",
    }
}

#[cfg(test)]
mod tests;
