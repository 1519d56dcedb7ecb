//! What the program tells the screens unasked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::gate::{CameraHint, CameraState, Counters, ReplicaState};
use crate::id::ShowId;
use crate::sync::{DoubleAdmission, SyncState};
use crate::verdict::ShownScan;

/// One push. Every window gets all of them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Push {
    /// Somebody presented a credential; the answer is on disk.
    Scan {
        /// The scan.
        scan: Box<ShownScan>,
        /// Counters after it.
        counters: Counters,
        /// What is known beyond this device, after it.
        replica: ReplicaState,
    },
    /// The camera changed.
    Camera {
        /// How it is doing.
        camera: CameraState,
    },
    /// A code is in the picture but cannot be read, or that is over.
    Hint {
        /// Why; absent when it is over.
        hint: Option<CameraHint>,
    },
    /// The replica stopped taking records: nothing turns green until it was opened again.
    Halted {
        /// What to do about it.
        error: crate::error::CommandError,
    },
    /// The exchange with the central store stands differently.
    Sync {
        /// How it stands.
        sync: SyncState,
    },
    /// Records of other devices came in: counters and lists may have changed.
    Heard {
        /// Double admissions that were not known before, the newest first.
        doubles: Vec<DoubleAdmission>,
    },
    /// A show's plan or run changed, here or elsewhere.
    Show {
        /// Which show.
        show: ShowId,
    },
    /// The log, the crowd or the staff changed, here or elsewhere.
    Control,
    /// An alarm of the control room begins to sound, or all are quiet again.
    Alarm {
        /// How many sound.
        sounding: u32,
    },
    /// A camera that looks for an enrolment code read one.
    CodeSeen {
        /// Its text.
        text: String,
    },
    /// Work that takes a while.
    Progress {
        /// Which work.
        task: Task,
        /// How much is done.
        done: u64,
        /// Of how much.
        total: u64,
    },
}

/// Work that takes a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Reading an import, in bytes.
    Import,
    /// Printing, in credentials.
    Print,
    /// The first download of an event, in documents.
    Download,
    /// Putting an event into the central store, in documents.
    Publish,
}

/// The name under which pushes travel.
pub const PUSH: &str = "push";
