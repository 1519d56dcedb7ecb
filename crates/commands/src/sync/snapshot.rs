//! The event carried over by file, for a venue without any network: what the organizer says of it, not what happened.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use gatehouse_contract::error::CommandError;
use gatehouse_contract::sync::{CarryReq, SnapshotFileRes, SnapshotOutcome};
use gatehouse_core::ids::AuthorId;
use gatehouse_store::{FileKey, NewDevice, NewReplica, Replica};
use gatehouse_sync::apply::snapshot_file::{self, Refused, TakeError, WriteError};
use gatehouse_sync::apply::{ReplicaDepot, event_row};
use gatehouse_sync::depot::Trouble;
use gatehouse_sync::fingerprint::Fingerprint;
use gatehouse_sync::snapshot_file::{Head, Survey, survey};
use zeroize::Zeroizing;

use super::carry::{self, path, shown, stopped, unwritten, whole};
use super::{attach, heard, status};
use crate::app::file_key::{self, Protect};
use crate::app::{self, begin_log, device_name};
use crate::error;
use crate::host::{Host, ten_random};
use crate::session;

/// How a device begins from a snapshot.
pub struct Begin {
    /// Where the snapshot is.
    pub snapshot: PathBuf,
    /// What the device that wrote it shows as its fingerprint, as somebody read it there and typed it here.
    pub fingerprint: String,
    /// What this device calls itself.
    pub device_name: String,
    /// How the event's file is protected.
    pub protect: Protect,
}

/// Writes what the organizer says of the event that is open into a signed file. What was there before is replaced once the
/// new one is whole. The file names guests and is not encrypted.
///
/// # Errors
/// When no event is open, this device does not hold all of it, or the file cannot be written.
pub fn write_snapshot(host: &dyn Host, req: CarryReq) -> Result<SnapshotFileRes, CommandError> {
    let open = session::open(host)?;
    let path = path(&req)?;
    let (head, documents) = whole(&path, |file| {
        snapshot_file::write(&open.replica, BufWriter::new(file), host.now().wall).map_err(|problem| {
            match problem {
                WriteError::Incomplete => error::incomplete(),
                WriteError::Io(source) => unwritten(source),
                WriteError::Store(source) => error::store(source),
            }
        })
    })?;
    told(host, &path, &head, documents, SnapshotOutcome::Written)
}

/// Takes a snapshot that a device known here signed, if it is newer than what is held; else changes nothing. A gate waits
/// while it is put in place.
///
/// # Errors
/// When no event is open, the file was cut or altered, is of another event, or its device is not trusted here: then nothing
/// of it was taken.
pub fn read_snapshot(host: &dyn Host, req: CarryReq) -> Result<SnapshotFileRes, CommandError> {
    let open = session::open(host)?;
    let path = path(&req)?;
    let survey = look(&path)?;
    let (head, now) = (&survey.head, host.now().wall);
    let newer = open.replica.read(|conn| snapshot_file::examine(conn, head, now));
    let outcome = match newer.map_err(error::snapshot_refused)? {
        Ordering::Less => SnapshotOutcome::Older,
        Ordering::Equal => SnapshotOutcome::Same,
        Ordering::Greater => {
            // The exchange keeps in mind how far it has got; it begins anew behind what the file brings.
            host.uplink().detach();
            let depot = ReplicaDepot::new(open.replica.clone(), heard::machinery(host, &open));
            let taken = take(&depot, &survey, &path, || stopped(&open));
            attach(host, &open);
            taken?;
            SnapshotOutcome::Taken
        }
    };
    told(host, &path, head, survey.manifest.rows, outcome)
}

/// Makes the replica of a device that never met a network, in a file of the caller's choice, and opens it. Whoever holds
/// the device vouches for the snapshot with the fingerprint that the device which wrote it shows.
///
/// # Errors
/// When the file was cut or altered, the fingerprint is another one, or the replica cannot be made; then nothing is left
/// behind on this device.
pub fn begin_from_snapshot(
    host: &dyn Host,
    file: &Path,
    begin: &Begin,
) -> Result<SnapshotFileRes, CommandError> {
    if file.exists() {
        return Err(error::store(gatehouse_store::Error::Exists));
    }
    let name = device_name(&begin.device_name)?;
    let fingerprint = carry::fingerprint(&begin.fingerprint)?;
    let survey = look(&begin.snapshot)?;
    if survey.head.fingerprint() != fingerprint {
        return Err(error::other_fingerprint());
    }
    if !survey.head.is_in_good_standing() {
        return Err(error::snapshot_refused(Refused::Distrusted));
    }
    let (key, _) = file_key::make(host, file, &begin.protect)?;
    if let Err(failed) = fill(host, file, &key, name, &survey, &begin.snapshot) {
        for suffix in ["", "-wal", "-shm"] {
            let mut left = file.as_os_str().to_owned();
            left.push(suffix);
            let _ = std::fs::remove_file(left);
        }
        file_key::discard(host, file, &begin.protect);
        return Err(failed);
    }
    app::open_path(host, file, app::passphrase(&begin.protect))?;
    told(host, &begin.snapshot, &survey.head, survey.manifest.rows, SnapshotOutcome::Taken)
}

/// What another device must be told before it believes this one without any network.
///
/// # Errors
/// When no event is open.
pub fn fingerprint(host: &dyn Host) -> Result<String, CommandError> {
    let own = session::open(host)?.replica.author().map_err(error::store)?;
    Ok(Fingerprint::of(&own.key.public()).to_string())
}

fn look(path: &Path) -> Result<Survey, CommandError> {
    survey(reader(path)?).map_err(|problem| error::snapshot_file(&problem))
}

fn reader(path: &Path) -> Result<BufReader<File>, CommandError> {
    File::open(path).map(BufReader::new).map_err(|source| error::io(&source, "opening the file"))
}

fn take(
    depot: &ReplicaDepot,
    survey: &Survey,
    path: &Path,
    stopped: impl FnOnce() -> CommandError,
) -> Result<(), CommandError> {
    snapshot_file::take(depot, survey, reader(path)?).map_err(|problem| match problem {
        TakeError::File(problem) => error::snapshot_file(&problem),
        TakeError::Replica(Trouble::Contradicted) => {
            error::bad_bundle("what the file says contradicts what this device holds")
        }
        TakeError::Replica(_) => stopped(),
    })
}

fn fill(
    host: &dyn Host,
    file: &Path,
    key: &FileKey,
    name: &str,
    survey: &Survey,
    snapshot: &Path,
) -> Result<(), CommandError> {
    let mut seed = Zeroizing::new([0; 32]);
    host.random(&mut *seed);
    let author = AuthorId::ordered(host.now().wall, ten_random(host));
    let device = NewDevice { author, seed, name: name.to_owned() };
    let event = event_row(survey.head.event, survey.head.details.clone());
    let replica = Replica::create(file, key, NewReplica { event, device }).map_err(error::store)?;
    let stamp = host.now();
    replica.write(move |tx, author| begin_log(tx, author, stamp, "gate".into())).map_err(error::store)?;
    let depot = ReplicaDepot::new(replica, heard::machinery_unseen(host));
    take(&depot, survey, snapshot, || error::store(gatehouse_store::Error::Closed))
}

fn told(
    host: &dyn Host,
    path: &Path,
    head: &Head,
    documents: u64,
    outcome: SnapshotOutcome,
) -> Result<SnapshotFileRes, CommandError> {
    Ok(SnapshotFileRes {
        file: shown(path),
        event: head.details.name.clone(),
        documents,
        as_of: head.as_of.into(),
        device: head.device.name.clone(),
        fingerprint: head.fingerprint().to_string(),
        outcome,
        sync: status::status(host)?,
    })
}
