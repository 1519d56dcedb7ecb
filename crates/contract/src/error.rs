//! When a command fails: what, whose business it is, and what to do.
//!
//! Screens switch on the code and use their own words; the message is for the command line and the log, in English,
//! without personal data, codes or keys. A refusal at the gate is never an error.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A failed command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommandError {
    /// What failed; screens switch on it.
    pub code: ErrorCode,
    /// Whose business it is.
    pub blame: Blame,
    /// What happened, in English.
    pub message: String,
    /// What to do about it, in English.
    pub hint: String,
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No event is open.
    NoEvent,
    /// The device stands at no checkpoint.
    NoPost,
    /// A value in the request cannot be.
    BadRequest,
    /// Something the request names does not exist.
    NotFound,
    /// The name or number is taken.
    Taken,
    /// The timing of a cue that was called would change.
    Locked,
    /// Another device calls the show.
    NotTheCaller,
    /// The file is not an event, or the key is not its key.
    NotAReplica,
    /// A newer program wrote the file.
    TooNew,
    /// Another program has the file open.
    InUse,
    /// The passphrase is wrong.
    WrongPassphrase,
    /// The system's key store cannot be used.
    NoKeyStore,
    /// The key of this event's file is not on this device.
    KeyMissing,
    /// The disk is full.
    DiskFull,
    /// The disk or the file failed.
    Io,
    /// The file is damaged.
    Damaged,
    /// The replica takes no records until it was opened again.
    Halted,
    /// The handed-over file cannot be read as CSV.
    BadCsv,
    /// No active key that could sign is on this device.
    NoSigningKey,
    /// The camera cannot be used.
    Camera,
    /// The central store cannot be reached.
    NoNetwork,
    /// The e-mail address or the password is wrong.
    WrongSignIn,
    /// Only a signed-in organizer may do that.
    NotSignedIn,
    /// The enrolment code is unknown, was used, or has run out.
    BadEnrolmentCode,
    /// The central store refuses it.
    StoreRefused,
    /// The file that was carried over is not one of this event, or was altered.
    BadBundle,
    /// The file that was carried over was signed by a device that is not trusted here.
    UntrustedFile,
    /// A fault in the program.
    Bug,
}

/// Whose business a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Blame {
    /// Whoever asked can put it right.
    Operator,
    /// Whoever set the device up.
    Setup,
    /// The machine or the network.
    Machine,
    /// Us.
    Bug,
}

impl std::fmt::Display for CommandError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}. {}", self.message, self.hint)
    }
}

impl std::error::Error for CommandError {}
