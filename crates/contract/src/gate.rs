//! The gate: opening a checkpoint, presenting, undoing, searching, counting, the camera.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{CheckpointId, CredentialId, RecordId, ZoneId};
use crate::time::{WallMs, Window};
use crate::verdict::{Direction, Kind, ShownScan, Source};

/// Stands at this checkpoint, this way, from now on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OpenGateReq {
    /// Where.
    pub checkpoint: CheckpointId,
    /// Which way.
    pub direction: Direction,
}

/// Everything the gate screen shows when it comes up.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct GateRes {
    /// Where the device stands; absent until one is chosen.
    pub post: Option<Post>,
    /// Where it could stand.
    pub checkpoints: Vec<CheckpointChoice>,
    /// Counters of the post.
    pub counters: Counters,
    /// The last ten scans, newest first.
    pub recent: Vec<ShownScan>,
    /// The camera.
    pub camera: CameraState,
    /// What is known beyond this device.
    pub replica: ReplicaState,
}

/// Where the device stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Post {
    /// Its checkpoint.
    pub checkpoint: CheckpointId,
    /// The checkpoint's name.
    pub name: String,
    /// Which way.
    pub direction: Direction,
}

/// A checkpoint to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckpointChoice {
    /// Its id.
    pub id: CheckpointId,
    /// What people call it.
    pub name: String,
    /// The zone behind it.
    pub zone: ZoneId,
    /// The zone's name.
    pub zone_name: String,
    /// When it is open.
    pub window: Window,
}

/// What was counted at the post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counters {
    /// Entries at this checkpoint, as far as this device knows, undone ones not counted.
    pub entries: u64,
    /// Exits at this checkpoint.
    pub exits: u64,
    /// Refusals at this checkpoint.
    pub refused: u64,
    /// Inside the zone behind it, over all its checkpoints that this device has heard.
    pub inside: u32,
    /// The zone's capacity, where it has one.
    pub capacity: Option<u32>,
    /// Passes during the last sixty seconds.
    pub last_minute: u32,
    /// Passes per minute over the last 15 minutes, oldest first; the last value is the minute still running.
    pub per_minute: Vec<u32>,
}

/// How the camera is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CameraState {
    /// None was chosen.
    Off,
    /// Opening.
    Starting,
    /// Delivering pictures.
    Running {
        /// Pictures per second, rounded.
        fps: u16,
    },
    /// Not delivering; tried again by itself.
    Lost {
        /// Why.
        reason: CameraTrouble,
    },
}

/// What is wrong with a camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CameraTrouble {
    /// There is no such camera.
    NotFound,
    /// Another program holds it.
    Busy,
    /// The system does not let us.
    Denied,
    /// It was unplugged.
    Unplugged,
    /// It delivers no format that we read.
    Unsupported,
    /// The replay folder is missing or empty, or a picture in it cannot be read.
    BadReplay,
}

/// Why a code that is in the picture is not being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum CameraHint {
    TooDark,
    Glare,
    TooClose,
    TooFar,
    Blurred,
}

/// What is known beyond this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReplicaState {
    /// Records that wait to be sent.
    pub waiting: u64,
    /// When the oldest of them was made.
    pub waiting_since: Option<WallMs>,
    /// When master data last came in, by import or from the store.
    pub data_at: Option<WallMs>,
    /// Last contact with the central store; absent while there was none.
    pub last_contact: Option<WallMs>,
}

/// A code that a scanner typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PresentReq {
    /// What it typed.
    pub text: String,
    /// Which way it came.
    pub source: Source,
    /// The operator confirmed to let an unpaid order in.
    pub ignore_unpaid: bool,
}

/// A credential that an operator picked.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AdmitReq {
    /// Which.
    pub credential: CredentialId,
    /// The operator confirmed to let an unpaid order in.
    pub ignore_unpaid: bool,
    /// Only look: nothing is recorded and nobody passes.
    pub look: bool,
}

/// A pass to take back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UndoReq {
    /// Which.
    pub scan: RecordId,
}

/// Whether a pass was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UndoRes {
    /// It was.
    Undone,
    /// This device does not know the scan.
    Unknown,
    /// Nobody passed.
    NothingToUndo,
    /// It had been before.
    AlreadyUndone,
    /// Another device made it.
    OtherDevice,
    /// Too long ago.
    TooLate,
}

/// Words to search for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SearchReq {
    /// From two letters on; accents, order and small typos do not matter.
    pub words: String,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// The credential.
    pub credential: CredentialId,
    /// Its holder.
    pub name: String,
    /// Company or outlet.
    pub company: Option<String>,
    /// Its product.
    pub product: String,
    /// What sort of person.
    pub kind: Kind,
    /// Seat or table.
    pub seat: Option<String>,
    /// Order code.
    pub order_code: Option<String>,
    /// Inside the zone of the post now.
    pub inside: bool,
    /// False when it is cancelled, revoked or blocked.
    pub good: bool,
}

/// A camera to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CameraChoice {
    /// What `ChooseCameraReq` takes.
    pub spec: String,
    /// What people call it.
    pub name: String,
    /// It is the one in use.
    pub chosen: bool,
}

/// Uses this camera from now on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChooseCameraReq {
    /// From the list; empty turns the camera off.
    pub spec: String,
}
