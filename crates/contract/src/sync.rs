//! The exchange with the central store, as screens show it: how it stands, who takes part, and what it found out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::gate::CheckpointChoice;
use crate::id::{CheckpointId, CredentialId, RecordId};
use crate::time::WallMs;

/// How the exchange stands. Everything in it is data: the screens find the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncState {
    /// The connection.
    pub connection: Connection,
    /// Records of this device that the store has not acknowledged.
    pub waiting: u64,
    /// When the oldest of them was made.
    pub waiting_since: Option<WallMs>,
    /// When the store was last heard.
    pub last_contact: Option<WallMs>,
    /// When master data last came in, by import or from the store.
    pub data_at: Option<WallMs>,
    /// A first download that is under way.
    pub download: Option<Download>,
    /// Something that somebody should look at although the gate goes on.
    pub alarm: Option<SyncAlarm>,
    /// How much this device's clock is ahead of the store's, in milliseconds, when that was heard.
    pub clock_ahead_ms: Option<i32>,
}

/// The connection to the central store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Connection {
    /// This device stands alone: it was never enrolled.
    Alone,
    /// The store cannot be reached; the gate goes on.
    Offline {
        /// Since when.
        since: Option<WallMs>,
    },
    /// Trying.
    Connecting,
    /// The store answers.
    Connected,
    /// Nothing moves until somebody acts; the gate goes on and everything is kept.
    Parked {
        /// Why.
        reason: Parked,
    },
}

/// Why nothing moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Parked {
    /// The store does not know this device's session any more: enrol again.
    SignIn,
    /// The organizer took this device's rights away.
    Revoked,
    /// The store refuses what is sent: its version and this program's do not fit, or it was set up wrongly.
    Refused,
    /// The replica stopped taking records.
    Storage,
}

/// Something that somebody should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncAlarm {
    /// Connected, yet nothing has got through for two minutes.
    Stuck,
    /// The log of another device cannot be trusted; its records are left out.
    Distrust,
    /// This device's clock is more than two seconds off.
    Clock,
    /// A copy of this device's data was in use: it goes on under a new name in the log.
    Forked,
}

/// A first download that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Download {
    /// Documents that are here.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// Everything the Sync screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncRes {
    /// How the exchange stands.
    pub state: SyncState,
    /// Where the store is and what this device is there; absent when it stands alone.
    pub link: Option<Link>,
    /// Every device whose log is known here, this one first.
    pub devices: Vec<Device>,
    /// Credentials that were admitted twice, the newest first.
    pub doubles: Vec<DoubleAdmission>,
}

/// What this device is in the central store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Link {
    /// The store's address without its protocol.
    pub host: String,
    /// What this device may do, in the organizer's word.
    pub role: String,
}

/// A device at the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Device {
    /// What people call it.
    pub name: String,
    /// It is this one.
    pub own: bool,
    /// Records of its log that are here.
    pub records: u64,
    /// When the last of them was made, by its own clock.
    pub last_record: Option<WallMs>,
    /// Records that it had made but not sent when the store last heard it, as far as the store told; of this device, those
    /// that wait now.
    pub waiting: Option<u64>,
    /// When the store last heard it, as far as the store told.
    pub last_seen: Option<WallMs>,
    /// Whether its log counts.
    pub standing: DeviceStanding,
}

/// Whether a device's log counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceStanding {
    /// It does.
    Good,
    /// It goes on under another name; nothing more is expected of this log.
    Replaced,
    /// The organizer no longer trusts it from some record on.
    Revoked,
}

/// One credential that two gates admitted because they could not hear each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoubleAdmission {
    /// Who.
    pub credential: CredentialId,
    /// The holder's name, if it is known.
    pub name: Option<String>,
    /// The product's name, if it is known.
    pub product: Option<String>,
    /// The admission that counts.
    pub first: Admission,
    /// The one that should not have been.
    pub second: Admission,
    /// Between the two, in milliseconds by the clocks of their devices.
    pub gap_ms: u64,
}

/// One admission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Admission {
    /// Which scan.
    pub scan: RecordId,
    /// When, by the clock of its device.
    pub at: WallMs,
    /// Where, if the checkpoint is known.
    pub checkpoint: Option<String>,
    /// What people call the device, if it is known.
    pub device: Option<String>,
}

/// Joins an event with the text of an enrolment code, as a camera or a scanner read it or a person typed it.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct JoinReq {
    /// The text.
    pub text: String,
    /// What this device calls itself.
    pub device_name: String,
    /// Protects the event's file with a passphrase instead of the operating system's key store.
    pub passphrase: Option<String>,
}

/// Looks for an enrolment code with a camera while no event is open; what is seen comes as a push.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookForCodeReq {
    /// The camera, from the list; empty stops looking.
    pub spec: String,
}

/// Signs the organizer in to the central store, for what only an organizer may do. Kept in memory only.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct OrganizerSignInReq {
    /// Where the store is.
    pub url: String,
    /// The store's key for clients.
    pub publishable_key: String,
    /// The organizer's e-mail address.
    pub email: String,
    /// The organizer's password.
    pub password: String,
}

/// What the page for enrolling devices shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EnrolmentRes {
    /// The organizer who is signed in, by e-mail address, and where.
    pub organizer: Option<Organizer>,
    /// Where the device may be sent.
    pub checkpoints: Vec<CheckpointChoice>,
    /// The code that was made last, until it runs out.
    pub code: Option<EnrolmentCode>,
}

/// The organizer who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Organizer {
    /// By e-mail address.
    pub email: String,
    /// The store's address without its protocol.
    pub host: String,
    /// The event is in the store.
    pub published: bool,
}

/// Makes a code for one device.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MakeCodeReq {
    /// What people will call the device.
    pub name: String,
    /// What it may do.
    pub role: DeviceRole,
    /// Where it will stand first.
    pub checkpoint: Option<CheckpointId>,
}

/// What a device may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceRole {
    /// Scans at a gate.
    Gate,
    /// Greets guests by itself.
    Kiosk,
    /// Calls or follows the show.
    Stage,
    /// Keeps the log of incidents.
    Control,
    /// Everything but what an organizer may do.
    Supervisor,
}

/// A code for one device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EnrolmentCode {
    /// What people will call the device.
    pub name: String,
    /// What a camera reads.
    pub text: String,
    /// The QR code: one row of the square after the other, a dark module as `true`.
    pub modules: Vec<Vec<bool>>,
    /// When it runs out.
    pub expires: WallMs,
}

impl std::fmt::Debug for EnrolmentCode {
    /// Leaves the code out: whoever reads it joins.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EnrolmentCode")
            .field("name", &self.name)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// What was carried over by file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CarriedRes {
    /// The file that was written or read.
    pub file: String,
    /// Records in it.
    pub records: u64,
    /// Records that were new here; zero for a file that was written.
    pub new: u64,
    /// Records in it of devices that this one does not know, or that do not continue their logs; they were left out.
    pub unknown: u64,
    /// How the exchange stands now.
    pub sync: SyncRes,
}

/// A file to carry over.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CarryReq {
    /// Its path.
    pub path: String,
}

/// What became of a snapshot: the event in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnapshotFileRes {
    /// The file.
    pub file: String,
    /// What people call the event.
    pub event: String,
    /// Documents in it: the event, products, zones, checkpoints, keys, devices, credentials.
    pub documents: u64,
    /// When they were known to be complete, by the clock of the device that wrote them.
    pub as_of: WallMs,
    /// What people call the device that signed it.
    pub device: String,
    /// The fingerprint of that device's key.
    pub fingerprint: String,
    /// What was done.
    pub outcome: SnapshotOutcome,
    /// How the exchange stands now.
    pub sync: SyncRes,
}

/// What was done with a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SnapshotOutcome {
    /// It was written.
    Written,
    /// It was taken.
    Taken,
    /// Nothing: this device holds the same already.
    Same,
    /// Nothing: this device holds something newer.
    Older,
}
