//! Records carried over by file, for a venue without any network.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::sync::{CarriedRes, CarryReq};
use gatehouse_core::ids::Seq;
use gatehouse_store::Error;
use gatehouse_store::table::{author, record};
use gatehouse_sync::Depot as _;
use gatehouse_sync::apply::ReplicaDepot;
use gatehouse_sync::bundle::{self, BundleError, Writer};
use gatehouse_sync::depot::Taken;

use super::{heard, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// Records that are read from the replica at once.
const AT_ONCE: u32 = 500;

/// Writes every record that this device holds into a file. What was there before is replaced once the new one is whole.
///
/// # Errors
/// When no event is open, or the file cannot be written.
pub fn write_bundle(host: &dyn Host, req: CarryReq) -> Result<CarriedRes, CommandError> {
    let open = session::open(host)?;
    let path = path(&req)?;
    let aside = path.with_extension("part");
    let records = write(host, &open, &aside).inspect_err(|_| drop(std::fs::remove_file(&aside)))?;
    std::fs::rename(&aside, &path).map_err(|source| error::io(&source, "naming the file"))?;
    Ok(CarriedRes { file: shown(&path), records, new: 0, unknown: 0, sync: status::status(host)? })
}

/// Takes the records of a file that another device of this event wrote. Reading it again changes nothing.
///
/// # Errors
/// When no event is open, or the file is not one of this event, was cut or altered: then nothing of it was taken.
pub fn read_bundle(host: &dyn Host, req: CarryReq) -> Result<CarriedRes, CommandError> {
    let open = session::open(host)?;
    let path = path(&req)?;
    let file = File::open(&path).map_err(|source| error::io(&source, "opening the file"))?;
    let mut logs = Vec::new();
    let records = bundle::read(BufReader::new(file), open.id, |log| logs.push(log)).map_err(unreadable)?;
    let sizes: Vec<_> = logs.iter().map(|log| log.records.len() as u64).collect();
    let depot = ReplicaDepot::new(open.replica.clone(), heard::machinery(host, &open));
    let taken = depot.receive(logs, host.now().wall).map_err(|_| {
        error::store(open.replica.halted().map_or(Error::Closed, |reason| Error::Halted { reason }))
    })?;
    let (mut new, mut unknown) = (0, 0);
    for ((_, taken), size) in taken.iter().zip(sizes) {
        match taken {
            Taken::Stored { new: stored, .. } => new += u64::from(*stored),
            _ => unknown += size,
        }
    }
    Ok(CarriedRes { file: shown(&path), records, new, unknown, sync: status::status(host)? })
}

fn write(host: &dyn Host, open: &Arc<OpenEvent>, aside: &Path) -> Result<u64, CommandError> {
    let failed = |source: std::io::Error| error::io(&source, "writing the file");
    let file = File::create(aside).map_err(failed)?;
    let mut writer = Writer::begin(BufWriter::new(&file), open.id, host.now().wall).map_err(failed)?;
    for author in open.replica.read(author::all).map_err(error::store)? {
        let mut after = Seq(0);
        loop {
            let page = open.replica.read(|conn| record::after(conn, author.id, after, AT_ONCE));
            let page = page.map_err(error::store)?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            page.iter().try_for_each(|record| writer.record(record)).map_err(failed)?;
        }
    }
    let records = writer.finish().map_err(failed)?;
    // A stick is pulled out as soon as the screen says that it is written.
    (&file).flush().and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(records)
}

fn path(req: &CarryReq) -> Result<PathBuf, CommandError> {
    let typed = req.path.trim();
    if typed.is_empty() {
        return Err(error::bad_request(
            "No file was named",
            "Type its path, for example /media/stick/north.records",
        ));
    }
    Ok(PathBuf::from(typed))
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn unreadable(problem: BundleError) -> CommandError {
    match problem {
        BundleError::Io(source) => error::io(&source, "reading the file"),
        problem => error::bad_bundle(&problem.to_string()),
    }
}
