//! The program as a whole: which event is open, which exist, what protects them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::EventId;
use crate::setup::EventDetails;
use crate::time::WallMs;

/// What the program is doing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AppRes {
    /// The program's version.
    pub version: String,
    /// The event that is open.
    pub event: Option<OpenEvent>,
    /// Events that this device holds.
    pub files: Vec<EventFile>,
    /// What the device's wall clock shows.
    pub now: WallMs,
}

/// The event that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenEvent {
    /// Its id.
    pub id: EventId,
    /// What it is.
    pub details: EventDetails,
    /// What this device calls itself.
    pub device_name: String,
    /// What protects its file.
    pub protection: Protection,
    /// The sample event of the demonstration.
    pub demo: bool,
}

/// What protects an event's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// The operating system's key store.
    KeyStore,
    /// A passphrase.
    Passphrase,
    /// Nothing: the key lies beside the file. For demonstrations only.
    Unprotected,
}

/// An event that this device holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EventFile {
    /// What `OpenEventReq` takes.
    pub file: String,
    /// What people call it, from the file's name.
    pub name: String,
    /// A passphrase is needed to open it.
    pub needs_passphrase: bool,
}

/// Opens an event.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct OpenEventReq {
    /// From the list.
    pub file: String,
    /// Where one is needed.
    pub passphrase: Option<String>,
}

/// Makes a new event on this device, with a first signing key; zones and checkpoints come in Setup.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CreateEventReq {
    /// What it is.
    pub details: EventDetails,
    /// What this device calls itself.
    pub device_name: String,
    /// Protects the file with a passphrase instead of the operating system's key store.
    pub passphrase: Option<String>,
}
