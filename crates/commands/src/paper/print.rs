//! Issuing credentials and printing them as one PDF file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use gatehouse_contract::error::{Blame, CommandError, ErrorCode};
use gatehouse_contract::event::{Push, Task};
use gatehouse_contract::setup::{PrintReq, PrintRes};
use gatehouse_core::admission::Ticket;
use gatehouse_core::ids::{CredentialId, ProductNo};
use gatehouse_core::time::WallMs;
use gatehouse_credential::IssuingKey;
use gatehouse_store::table::credential::{self, CredentialRow};
use gatehouse_store::table::event::{self, EventRow};
use gatehouse_store::table::{product, signing_key};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

use super::sheet::CARDS_A_PAGE;
use super::{Card, Sheet, Unprintable};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// A file of more cards than this is hard to open and to print; the rest goes into the next one.
const MAX_CARDS: u32 = 10_000;

/// Credentials read at once.
const PAGE: u32 = 500;

/// Issues and prints credentials in the order of their making, at most 10,000 into one file.
///
/// The codes carry the newest generation and are signed with the event's active key. The same credential gives the same
/// code every time, so that printing again makes nothing invalid.
///
/// # Errors
/// When no event is open, no active key with its secret is on this device, nothing matches, or replica or disk fail.
pub fn print(host: &dyn Host, req: PrintReq) -> Result<PrintRes, CommandError> {
    let open = session::open(host)?;
    let read = |conn: &gatehouse_store::Connection| -> gatehouse_store::Result<_> {
        Ok((event::find(conn)?, product::all(conn)?, signing_key::issuing(conn)?))
    };
    let (event, products, key) = open.replica.read(read).map_err(error::store)?;
    let key = key.ok_or_else(error::no_signing_key)?;
    let products = products.into_iter().map(|row| (row.product.number, row.product.name)).collect();
    let (pdf, credentials, pages) = Job { host, open: &open, event: &event, products, key }.draw(&req)?;
    let file = save(host, &event, &pdf).map_err(|error| error::io(&error, "writing the PDF file"))?;
    Ok(PrintRes { file: file.to_string_lossy().into_owned(), credentials, pages })
}

struct Job<'a> {
    host: &'a dyn Host,
    open: &'a OpenEvent,
    event: &'a EventRow,
    products: HashMap<ProductNo, String>,
    key: IssuingKey,
}

impl Job<'_> {
    fn draw(&self, req: &PrintReq) -> Result<(Vec<u8>, u32, u32), CommandError> {
        let limit = req.limit.min(MAX_CARDS);
        let mut sheet = Sheet::new(req.paper, &self.event.name).map_err(unprintable)?;
        let (mut after, mut skip, mut done) = (None, req.skip, 0);
        while done < limit {
            let rows = self.read(after)?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            for row in rows.iter().filter(|row| req.product.is_none_or(|one| row.details.product.0 == one)) {
                if skip > 0 {
                    skip -= 1;
                } else if done < limit {
                    sheet.add(self.card(row)?).map_err(unprintable)?;
                    done += 1;
                    if done % CARDS_A_PAGE as u32 == 0 {
                        self.tell(done, limit);
                    }
                }
            }
        }
        if done == 0 {
            return Err(error::bad_request(
                "No credential is left to print",
                "Choose another product, or start earlier",
            ));
        }
        let (pdf, pages) = sheet.finish().map_err(unprintable)?;
        self.tell(done, done);
        Ok((pdf, done, pages))
    }

    fn read(&self, after: Option<CredentialId>) -> Result<Vec<CredentialRow>, CommandError> {
        self.open.replica.read(|conn| credential::page(conn, after, PAGE)).map_err(error::store)
    }

    fn card(&self, row: &CredentialRow) -> Result<Card, CommandError> {
        let details = &row.details;
        let ticket = Ticket {
            id: row.id,
            product: details.product,
            kind: details.kind,
            rehearsal: details.rehearsal,
            generation: row.generation,
            validity: details.validity,
        };
        let text = self.key.issue(self.event.id, &ticket).map_err(|problem| {
            error::bad_request(
                format!("A credential cannot be issued: {problem}"),
                "Correct when it is valid",
            )
        })?;
        Ok(Card {
            text,
            name: details.name.clone(),
            product: self.products.get(&details.product).cloned().unwrap_or_default(),
            seat: details.seat.clone(),
            order_code: details.order_code.clone(),
        })
    }

    fn tell(&self, done: u32, total: u32) {
        self.host.push(Push::Progress { task: Task::Print, done: done.into(), total: total.into() });
    }
}

/// Writes the file under a name that no other has, in one step. Codes open gates, so only this user may read it.
fn save(host: &dyn Host, event: &EventRow, pdf: &[u8]) -> io::Result<PathBuf> {
    let folder = &host.folders().printed;
    fs::create_dir_all(folder)?;
    let mut random = [0; 4];
    host.random(&mut random);
    let name = name(&event.name, &event.zone, host.now().wall, random);
    let (part, whole) = (folder.join(format!("{name}.part")), folder.join(format!("{name}.pdf")));
    let written = write(&part, pdf).and_then(|()| fs::rename(&part, &whole));
    if written.is_err() {
        // What is left of it is of no use; the first error is the one to tell.
        let _ = fs::remove_file(&part);
    }
    written.map(|()| whole)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name that every file system takes: the event in plain letters, when at the venue, and a little chance.
fn name(event: &str, zone: &str, at: WallMs, random: [u8; 4]) -> String {
    let mut plain = String::new();
    for letter in event.nfkd().take(200) {
        if letter.is_ascii_alphanumeric() {
            plain.push(letter.to_ascii_lowercase());
        } else if !plain.is_empty()
            && !plain.ends_with('-')
            && !unicode_normalization::char::is_combining_mark(letter)
        {
            plain.push('-');
        }
    }
    plain.truncate(40);
    let plain = match plain.trim_end_matches('-') {
        "" => "event",
        plain => plain,
    };
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let when = Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone).strftime("%Y%m%d-%H%M%S");
    format!("{plain}-{when}-{:08x}", u32::from_be_bytes(random))
}

fn unprintable(problem: Unprintable) -> CommandError {
    CommandError {
        code: ErrorCode::Bug,
        blame: Blame::Bug,
        message: format!("The sheet could not be drawn: {problem}"),
        hint: "Please report what you did; nothing was changed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_plain_and_tells_event_and_time() {
        let check = |event: &str, expected: &str| {
            let name = name(event, "America/Bogota", WallMs(1_786_683_600_000), [0, 0, 0, 0x2a]);
            assert_eq!(name, format!("{expected}-20260814-000000-0000002a"), "{event:?}");
        };
        check("Feria del Libro · Bogotá 2026", "feria-del-libro-bogota-2026");
        check("../../etc/passwd", "etc-passwd");
        check("CON: a\\b*?\"<>|", "con-a-b");
        check("王", "event");
        check("", "event");
        check(&"ñ".repeat(300), &"n".repeat(40));
    }
}
