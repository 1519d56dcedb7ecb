//! Files that belong to entries: kept in the replica by what is in them, and named by the entry.

use gatehouse_contract::control::{AttachReq, AttachmentLine};
use gatehouse_contract::error::CommandError;
use gatehouse_core::incident::Attachment;
use gatehouse_store::{Connection, table};

use super::{speak, words};
use crate::error;
use crate::host::Host;
use crate::import::stage;
use crate::session::{self, OpenEvent};

/// Takes a staged file as an attachment; the next entry may name it.
///
/// # Errors
/// When no event is open, no such file was handed over, it is too large, or the disk fails.
pub fn attach(host: &dyn Host, req: AttachReq) -> Result<AttachmentLine, CommandError> {
    let open = session::open(host)?;
    let path = stage::staged(host, &req.file)?;
    let bytes = std::fs::read(&path).map_err(|problem| error::io(&problem, "reading the attachment"))?;
    let (name, media) = (words::text(&req.name)?, words::text(&req.media)?);
    let now = host.now().wall;
    let attachment = open
        .replica
        .write(move |tx, _| table::attachment::put(tx, &media, &name, &bytes, now))
        .map_err(error::store)?;
    Ok(line(&attachment))
}

/// The attachments with these hashes.
pub(super) fn named(open: &OpenEvent, hashes: &[String]) -> Result<Vec<Attachment>, CommandError> {
    hashes.iter().map(|hash| find(open, hash)).collect()
}

fn find(open: &OpenEvent, hash: &str) -> Result<Attachment, CommandError> {
    let bytes = unhex(hash).ok_or_else(|| error::not_found("attachment"))?;
    open.replica
        .read(move |conn: &Connection| table::attachment::named(conn, &bytes))
        .map_err(error::store)?
        .ok_or_else(|| error::not_found("attachment"))
}

fn line(attachment: &Attachment) -> AttachmentLine {
    AttachmentLine {
        hash: speak::hex(&attachment.hash),
        name: attachment.name.clone(),
        media: attachment.media.clone(),
        bytes: attachment.bytes,
        here: true,
    }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}
