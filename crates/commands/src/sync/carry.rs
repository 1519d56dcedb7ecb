//! Records carried over by file, for a venue without any network.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _};
use std::path::{Path, PathBuf};

use gatehouse_contract::error::CommandError;
use gatehouse_contract::sync::{CarriedRes, CarryReq};
use gatehouse_core::ids::Seq;
use gatehouse_store::Error;
use gatehouse_store::table::{author, record};
use gatehouse_sync::Depot as _;
use gatehouse_sync::apply::{ReplicaDepot, vouch};
use gatehouse_sync::bundle::{self, BundleError, Writer};
use gatehouse_sync::depot::Taken;
use gatehouse_sync::fingerprint::Fingerprint;

use super::{heard, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// What every file begins with that is carried.
const CARRIED: &[u8; 10] = b"GATEHOUSE-";

/// Records that are read from the replica at once.
const AT_ONCE: u32 = 500;

/// Writes every record that this device holds into a file. What was there before is replaced once the new one is whole.
///
/// # Errors
/// When no event is open, or the file cannot be written.
pub fn write_bundle(host: &dyn Host, req: CarryReq) -> Result<CarriedRes, CommandError> {
    let open = session::open(host)?;
    let path = path(&req)?;
    let records = whole(&path, |file| write(host, &open, file))?;
    Ok(CarriedRes { file: shown(&path), records, new: 0, unknown: 0, sync: status::status(host)? })
}

/// Takes the records of a file that another device of this event wrote. Reading it again changes nothing.
///
/// # Errors
/// When no event is open, or the file is not one of this event, was cut or altered: then nothing of it was taken.
pub fn read_bundle(host: &dyn Host, req: CarryReq) -> Result<CarriedRes, CommandError> {
    take(host, &req, None)
}

/// The same from a device that nobody here knows, because it began from a file: whoever holds this one read the
/// `fingerprint` on that one's screen, and has its records count from now on.
///
/// # Errors
/// As [`read_bundle`], and when no device in the file has this fingerprint.
pub fn read_bundle_of(host: &dyn Host, req: CarryReq, fingerprint: &str) -> Result<CarriedRes, CommandError> {
    take(host, &req, Some(self::fingerprint(fingerprint)?))
}

fn take(host: &dyn Host, req: &CarryReq, vouched: Option<Fingerprint>) -> Result<CarriedRes, CommandError> {
    let open = session::open(host)?;
    let path = path(req)?;
    let file = File::open(&path).map_err(|source| error::io(&source, "opening the file"))?;
    let mut logs = Vec::new();
    let records = bundle::read(BufReader::new(file), open.id, |log| logs.push(log)).map_err(unreadable)?;
    if let Some(fingerprint) = vouched
        && !vouch(&open.replica, &logs, fingerprint).map_err(error::store)?
    {
        return Err(error::other_fingerprint());
    }
    let sizes: Vec<_> = logs.iter().map(|log| log.records.len() as u64).collect();
    let depot = ReplicaDepot::new(open.replica.clone(), heard::machinery(host, &open));
    let taken = depot.receive(logs, host.now().wall).map_err(|_| stopped(&open))?;
    let (mut new, mut unknown) = (0, 0);
    for ((_, taken), size) in taken.iter().zip(sizes) {
        match taken {
            Taken::Stored { new: stored, .. } => new += u64::from(*stored),
            _ => unknown += size,
        }
    }
    Ok(CarriedRes { file: shown(&path), records, new, unknown, sync: status::status(host)? })
}

fn write(host: &dyn Host, open: &OpenEvent, file: &File) -> Result<u64, CommandError> {
    let mut writer = Writer::begin(BufWriter::new(file), open.id, host.now().wall).map_err(unwritten)?;
    for author in open.replica.read(author::all).map_err(error::store)? {
        let mut after = Seq(0);
        loop {
            let page = open.replica.read(|conn| record::after(conn, author.id, after, AT_ONCE));
            let page = page.map_err(error::store)?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            page.iter().try_for_each(|record| writer.record(record)).map_err(unwritten)?;
        }
    }
    writer.finish().map_err(unwritten)
}

/// Has a file written beside its place, and puts it there once it is whole and on the disk: a stick is pulled out as soon as
/// the screen says that it is written. Replaces a file that was carried before, and nothing else: an event may be called so.
pub(super) fn whole<T>(
    path: &Path,
    write: impl FnOnce(&File) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    if is_other(path) {
        return Err(error::store(Error::Exists));
    }
    let aside = path.with_extension("part");
    let written = File::create(&aside).map_err(unwritten).and_then(|file| {
        let written = write(&file)?;
        file.sync_all().map_err(unwritten)?;
        Ok(written)
    });
    let written = written.inspect_err(|_| drop(std::fs::remove_file(&aside)))?;
    std::fs::rename(&aside, path).map_err(|source| error::io(&source, "naming the file"))?;
    Ok(written)
}

/// Something lies there that is no file to carry.
fn is_other(path: &Path) -> bool {
    let mut beginning = [0; CARRIED.len()];
    path.exists()
        && File::open(path)
            .and_then(|mut file| file.read_exact(&mut beginning))
            .map_or(true, |()| beginning != *CARRIED)
}

/// The file that was named.
pub(super) fn path(req: &CarryReq) -> Result<PathBuf, CommandError> {
    let typed = req.path.trim();
    if typed.is_empty() {
        return Err(error::bad_request(
            "No file was named",
            "Type its path, for example /media/stick/north.records",
        ));
    }
    Ok(PathBuf::from(typed))
}

/// A fingerprint as it was typed.
pub(super) fn fingerprint(typed: &str) -> Result<Fingerprint, CommandError> {
    typed.parse().map_err(|_| {
        error::bad_request(
            "This is no fingerprint",
            "Type the sixteen letters and digits that the other device shows, for example 4G7K-0XWM-P2QR-9ZTV",
        )
    })
}

/// The replica takes nothing more.
pub(super) fn stopped(open: &OpenEvent) -> CommandError {
    error::store(open.replica.halted().map_or(Error::Closed, |reason| Error::Halted { reason }))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
pub(super) fn unwritten(source: std::io::Error) -> CommandError {
    error::io(&source, "writing the file")
}

pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn unreadable(problem: BundleError) -> CommandError {
    match problem {
        BundleError::Io(source) => error::io(&source, "reading the file"),
        problem => error::bad_bundle(&problem.to_string()),
    }
}
