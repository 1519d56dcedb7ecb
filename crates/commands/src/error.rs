//! The edge: every failure becomes a code, a blame, a message and a hint, all decided in one place.

use gatehouse_contract::error::{Blame, CommandError, ErrorCode};
use gatehouse_hardware::keys::KeyError;
use gatehouse_sync::apply::snapshot_file::Refused;
use gatehouse_sync::snapshot_file::SnapshotFileError;
use gatehouse_sync::uplink::UplinkError;

fn make(code: ErrorCode, blame: Blame, message: impl Into<String>, hint: impl Into<String>) -> CommandError {
    CommandError { code, blame, message: message.into(), hint: hint.into() }
}

/// No event is open.
#[must_use]
pub fn no_event() -> CommandError {
    make(ErrorCode::NoEvent, Blame::Operator, "No event is open", "Open one, or make a new one")
}

/// The device stands at no checkpoint.
#[must_use]
pub fn no_post() -> CommandError {
    make(ErrorCode::NoPost, Blame::Operator, "No checkpoint is chosen", "Choose where this device stands")
}

/// A value in the request cannot be.
#[must_use]
pub fn bad_request(message: impl Into<String>, hint: impl Into<String>) -> CommandError {
    make(ErrorCode::BadRequest, Blame::Operator, message, hint)
}

/// A hand-held scanner sent nothing that could be a code.
#[must_use]
pub fn no_code() -> CommandError {
    bad_request(
        "The scanner sent nothing that could be a code",
        "Scan again; look at the scanner's settings if it stays so",
    )
}

/// Something the request names does not exist.
#[must_use]
pub fn not_found(what: &str) -> CommandError {
    make(
        ErrorCode::NotFound,
        Blame::Operator,
        format!("There is no such {what}"),
        "Look at the list and choose again",
    )
}

/// The timing of a cue that is live or over would change.
#[must_use]
pub fn locked() -> CommandError {
    make(
        ErrorCode::Locked,
        Blame::Operator,
        "That cue was called already: its place and its times stand",
        "Change a cue that is still to come, or give the live one time",
    )
}

/// Only the device that calls the show may do that.
#[must_use]
pub fn not_the_caller() -> CommandError {
    make(
        ErrorCode::NotTheCaller,
        Blame::Operator,
        "Another device calls this show",
        "Ask whoever calls, or take the call",
    )
}

/// The name is taken.
#[must_use]
pub fn taken(what: &str) -> CommandError {
    make(
        ErrorCode::Taken,
        Blame::Operator,
        format!("There is already a {what} with this name"),
        "Choose another name",
    )
}

/// The handed-over file cannot be read as CSV.
#[must_use]
pub fn bad_csv(message: impl Into<String>, hint: impl Into<String>) -> CommandError {
    make(ErrorCode::BadCsv, Blame::Operator, message, hint)
}

/// No active key that could sign is on this device.
#[must_use]
pub fn no_signing_key() -> CommandError {
    make(
        ErrorCode::NoSigningKey,
        Blame::Setup,
        "This device holds no active key that could sign credentials",
        "Make a new key in Setup, or print on the device that holds the key",
    )
}

/// The camera cannot be used.
#[must_use]
pub fn camera(error: &gatehouse_hardware::camera::CameraError) -> CommandError {
    make(
        ErrorCode::Camera,
        Blame::Machine,
        error.to_string(),
        "Choose another camera, or use a hand-held scanner",
    )
}

/// A file of the operating system failed while `doing` something.
#[must_use]
pub fn io(error: &std::io::Error, doing: &'static str) -> CommandError {
    use std::io::ErrorKind as Kind;
    let (code, hint) = match error.kind() {
        Kind::NotFound => (ErrorCode::NotFound, "Look whether the file is still there and its name is right"),
        Kind::StorageFull | Kind::QuotaExceeded => {
            (ErrorCode::DiskFull, "Make room on the disk and try again")
        }
        Kind::PermissionDenied => (ErrorCode::Io, "Choose a place that you may read and write"),
        _ => (ErrorCode::Io, "Look whether the disk is plugged in and healthy, then try again"),
    };
    make(code, Blame::Machine, format!("The system failed while {doing}: {}", error.kind()), hint)
}

/// The key of an event's file could not be had.
#[must_use]
pub fn key(error: &KeyError) -> CommandError {
    let (code, blame, hint) = match error {
        KeyError::WrongPassphrase => {
            (ErrorCode::WrongPassphrase, Blame::Operator, "Type it again; capital letters count")
        }
        KeyError::Damaged { .. } => (
            ErrorCode::Damaged,
            Blame::Machine,
            "Bring the key back from a backup; the event itself is untouched",
        ),
        KeyError::Newer { .. } => (ErrorCode::TooNew, Blame::Setup, "Update Gatehouse on this device"),
        KeyError::File { .. } => {
            (ErrorCode::Io, Blame::Machine, "Choose a place that you may read and write")
        }
        KeyError::NoKeyStore(_) | KeyError::Locked(_) | KeyError::KeyStore(_) => (
            ErrorCode::NoKeyStore,
            Blame::Setup,
            "Unlock the system's key store, or protect the event with a passphrase instead",
        ),
        KeyError::Name => (ErrorCode::BadRequest, Blame::Operator, "Give the event's file a plain name"),
    };
    make(code, blame, sentence(&error.to_string()), hint)
}

/// The key store holds a key for a file of this name already.
#[must_use]
pub fn key_taken() -> CommandError {
    make(
        ErrorCode::Taken,
        Blame::Operator,
        "There is already a key for an event's file of this name",
        "Choose another name for the file; nothing was overwritten",
    )
}

/// The key of the event's file is not on this device.
#[must_use]
pub fn key_missing() -> CommandError {
    make(
        ErrorCode::KeyMissing,
        Blame::Setup,
        "The key of this event's file is not on this device",
        "Open it on the device that made it, or bring the key file along",
    )
}

/// A passphrase is needed and none was given.
#[must_use]
pub fn passphrase_needed() -> CommandError {
    make(
        ErrorCode::WrongPassphrase,
        Blame::Operator,
        "A passphrase protects this event",
        "Type the passphrase",
    )
}

/// The replica failed.
#[must_use]
pub fn store(error: gatehouse_store::Error) -> CommandError {
    use gatehouse_store::{Error, Halt};
    let (code, blame, hint) = match &error {
        Error::Missing => {
            (ErrorCode::NotFound, Blame::Operator, "Look whether the file was moved, or make a new event")
        }
        Error::Exists => (ErrorCode::Taken, Blame::Operator, "Choose another place; nothing was overwritten"),
        Error::NotAReplica => (
            ErrorCode::NotAReplica,
            Blame::Operator,
            "Choose the event's file, with its own key beside it; the file was left as it is",
        ),
        Error::TooNew { .. } => {
            (ErrorCode::TooNew, Blame::Setup, "Update Gatehouse on this device; the file was left as it is")
        }
        Error::InUse => {
            (ErrorCode::InUse, Blame::Operator, "Close the other window that has this event open")
        }
        Error::DiskFull(_) | Error::Halted { reason: Halt::DiskFull } => (
            ErrorCode::DiskFull,
            Blame::Machine,
            "Make room on the disk, then open the event again; nothing is lost",
        ),
        Error::Io(_) => (
            ErrorCode::Io,
            Blame::Machine,
            "Look whether the disk is plugged in and healthy, then open the event again",
        ),
        Error::Corrupt(_) | Error::Meaningless(_) => (
            ErrorCode::Damaged,
            Blame::Machine,
            "Keep the file, run `gatehouse audit` on it, and go on with a fresh device",
        ),
        Error::Halted { .. } | Error::Closed => {
            (ErrorCode::Halted, Blame::Machine, "Open the event again; it verifies itself first")
        }
        Error::TooLargeFile { .. } => (
            ErrorCode::BadRequest,
            Blame::Operator,
            "Attach a smaller file, or a part of it; keep the original where it is",
        ),
        Error::Constraint(_) => {
            (ErrorCode::Taken, Blame::Operator, "Look for what is already there with the same name")
        }
        _ => (ErrorCode::Bug, Blame::Bug, "Please report what you did; nothing was changed"),
    };
    make(code, blame, sentence(&error.to_string()), hint)
}

/// A fault in the program.
#[must_use]
pub fn bug(message: impl Into<String>) -> CommandError {
    make(ErrorCode::Bug, Blame::Bug, message, "Please report what you did; nothing was changed")
}

/// The enrolment code is no good.
#[must_use]
pub fn bad_enrolment_code() -> CommandError {
    make(
        ErrorCode::BadEnrolmentCode,
        Blame::Operator,
        "This is no enrolment code, or it was used or has run out",
        "Ask the organizer for a new one; each is good for one device and half an hour",
    )
}

/// The file that was carried over cannot be used.
#[must_use]
pub fn bad_bundle(why: &str) -> CommandError {
    make(
        ErrorCode::BadBundle,
        Blame::Operator,
        sentence(why),
        "Write it again on the other device, and pull the stick out only when the screen says so",
    )
}

/// This device does not hold the whole event.
#[must_use]
pub fn incomplete() -> CommandError {
    make(
        ErrorCode::BadRequest,
        Blame::Operator,
        "This device does not hold the whole event",
        "Wait until its first download is complete, or write the file on another device",
    )
}

/// The snapshot cannot be read.
#[must_use]
pub fn snapshot_file(problem: &SnapshotFileError) -> CommandError {
    let (code, hint) = match problem {
        SnapshotFileError::Io(source) => return io(source, "reading the file"),
        SnapshotFileError::Newer => (ErrorCode::TooNew, "Update Gatehouse on this device"),
        SnapshotFileError::NotOne => (
            ErrorCode::BadBundle,
            "Choose a file that another device wrote with `gatehouse sync export-event`",
        ),
        SnapshotFileError::Forged => {
            (ErrorCode::UntrustedFile, "Do not use it; fetch the file from the organizer's device yourself")
        }
        SnapshotFileError::Cut | SnapshotFileError::Altered => return bad_bundle(&problem.to_string()),
    };
    make(code, Blame::Operator, sentence(&problem.to_string()), hint)
}

/// The snapshot is not for this device.
#[must_use]
pub fn snapshot_refused(problem: Refused) -> CommandError {
    let words = sentence(&problem.to_string());
    let (code, hint) = match problem {
        Refused::OtherEvent => (ErrorCode::BadBundle, "Choose the file of the event that is open"),
        Refused::Stranger => (
            ErrorCode::UntrustedFile,
            "Have a device write it that this one knows, or begin anew from it with that device's fingerprint",
        ),
        Refused::Distrusted => (
            ErrorCode::UntrustedFile,
            "Have the organizer's device write it; the one that wrote this was revoked or replaced",
        ),
        Refused::OutsideTheStore => {
            (ErrorCode::UntrustedFile, "Have a device write it that is connected with the central store")
        }
        Refused::Revoked => (ErrorCode::StoreRefused, "Have the organizer enrol this device again"),
        Refused::Store(source) => return store(source),
    };
    make(code, Blame::Operator, words, hint)
}

/// The fingerprint is not that of the device that signed.
#[must_use]
pub fn other_fingerprint() -> CommandError {
    make(
        ErrorCode::UntrustedFile,
        Blame::Operator,
        "The fingerprint is not that of the device in the file",
        "Type it again from the screen of the device that wrote the file; if it still differs, the file is not from there",
    )
}

/// The central store did not do what was asked.
#[must_use]
pub fn uplink(error: UplinkError) -> CommandError {
    let (code, blame, hint) = match error {
        UplinkError::NoNetwork => (
            ErrorCode::NoNetwork,
            Blame::Machine,
            "Look whether this device has a network; the gate goes on without one",
        ),
        UplinkError::WrongSignIn => {
            (ErrorCode::WrongSignIn, Blame::Operator, "Type them again; capital letters count")
        }
        UplinkError::NotSignedIn => {
            (ErrorCode::NotSignedIn, Blame::Operator, "Sign in as the organizer first")
        }
        UplinkError::BadCode => return bad_enrolment_code(),
        UplinkError::Refused(_) => (
            ErrorCode::StoreRefused,
            Blame::Setup,
            "Look whether the store's migrations are those of this version, and whether you may do this there",
        ),
    };
    make(code, blame, sentence(&error.to_string()), hint)
}

/// An error's words as the beginning of a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
