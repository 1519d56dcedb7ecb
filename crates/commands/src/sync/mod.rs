//! The exchange with the central store, as far as people see and start it. The exchange itself runs in `gatehouse-sync`.

mod carry;
mod doubles;
mod enrolment;
mod heard;
mod join;
mod look;
mod snapshot;
mod state;
mod status;

pub use carry::{read_bundle, read_bundle_of, write_bundle};
pub use enrolment::{
    make_enrolment_code, publish_event, sign_in_organizer, sign_out_organizer, status as enrolment_status,
};
pub use join::{Join, join_at, join_event};
pub use look::look_for_code;
pub use snapshot::{Begin, begin_from_snapshot, fingerprint, read_snapshot, write_snapshot};
pub use status::{now, status};

pub(crate) use heard::attach;
