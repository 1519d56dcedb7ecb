//! The way to the central store, as use cases need it: blocking calls, and an exchange that runs by itself.
//!
//! [`Uplink`] is the port; [`HttpUplink`] is the real one. Use cases and their tests know the port alone.

mod http;

use std::sync::Arc;

use gatehouse_core::ids::{AuthorId, CheckpointId, DeviceId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::DevicePublicKey;
use gatehouse_store::Replica;
use zeroize::Zeroizing;

pub use self::http::HttpUplink;
use crate::apply::Machinery;
use crate::enrol::Invitation;
use crate::machine::Status;
use crate::session::Session;
use crate::wire::{Document, EventDocument};

/// Hears how the exchange stands, whenever that changes.
pub type Watch = Arc<dyn Fn(&Status) + Send + Sync>;

/// The way to the central store.
pub trait Uplink: Send + Sync + 'static {
    /// Begins the exchange of a replica that has a link; the one before ends.
    fn attach(&self, replica: &Replica, machinery: Arc<dyn Machinery>, watch: Watch);

    /// Ends the exchange. What was under way is repeated after the next beginning.
    fn detach(&self);

    /// The own log has grown, to this number if that is at hand.
    fn grown(&self, head: Option<Seq>);

    /// Somebody wants it now.
    fn nudge(&self);

    /// How the exchange stands; `None` when there is none.
    fn status(&self) -> Option<Status>;

    /// What the store says of the devices of the event; empty when it was not heard.
    fn fleet(&self) -> Vec<FleetDevice>;

    /// Joins an event.
    ///
    /// # Errors
    ///
    /// As [`UplinkError`] says; the invitation is good as before unless the store took it.
    fn join(&self, invitation: &Invitation, device: &Joining) -> Result<Joined, UplinkError>;

    /// Signs an organizer in, in memory only.
    ///
    /// # Errors
    ///
    /// As [`UplinkError`] says.
    fn sign_in(&self, place: &Place, email: &str, password: Zeroizing<String>) -> Result<(), UplinkError>;

    /// Signs the organizer out.
    fn sign_out(&self);

    /// The organizer who is signed in.
    fn organizer(&self) -> Option<(String, Place)>;

    /// Puts documents of an event into the store; the first ones make the event.
    ///
    /// # Errors
    ///
    /// As [`UplinkError`] says.
    fn publish(&self, event: EventId, rows: Vec<Document>) -> Result<(), UplinkError>;

    /// Whether the store has the event and the organizer may see it.
    ///
    /// # Errors
    ///
    /// As [`UplinkError`] says.
    fn is_published(&self, event: EventId) -> Result<bool, UplinkError>;

    /// Makes an invitation for one device, and says when it runs out.
    ///
    /// # Errors
    ///
    /// As [`UplinkError`] says.
    fn invite(&self, event: EventId, guest: &Guest) -> Result<(Invitation, WallMs), UplinkError>;
}

/// Where a central store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its address.
    pub url: String,
    /// Its key for clients.
    pub publishable_key: String,
}

/// A device that joins.
#[derive(Debug, Clone)]
pub struct Joining {
    /// What it calls itself.
    pub name: String,
    /// What its records are verified with.
    pub public_key: DevicePublicKey,
    /// The author that it writes as already, when its event was made on it.
    pub author: Option<AuthorId>,
    /// The version of its program.
    pub version: String,
}

/// What a device is told when it has joined.
#[derive(Debug, Clone)]
pub struct Joined {
    /// What it is called in the store.
    pub device: DeviceId,
    /// Whom it writes as.
    pub author: AuthorId,
    /// Proves that it is the device.
    pub secret: Zeroizing<String>,
    /// What people call it.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// Where it stands first.
    pub checkpoint: Option<CheckpointId>,
    /// The event.
    pub event: EventId,
    /// What the event is.
    pub details: EventDocument,
    /// Its sign-in, bound to the device.
    pub session: Session,
}

/// For whom an invitation is.
#[derive(Debug, Clone)]
pub struct Guest {
    /// What people will call the device.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// Where it stands first.
    pub checkpoint: Option<CheckpointId>,
    /// For how long the invitation is good.
    pub minutes: u32,
}

/// A device as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetDevice {
    /// Whom it writes as.
    pub author: AuthorId,
    /// When the store last heard it.
    pub last_seen: Option<WallMs>,
    /// How many records it said were waiting.
    pub queue: Option<u64>,
}

/// Why something that somebody asked for was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UplinkError {
    /// The store cannot be reached.
    #[error("the central store cannot be reached")]
    NoNetwork,
    /// The e-mail address or the password is wrong.
    #[error("the e-mail address or the password is wrong")]
    WrongSignIn,
    /// Nobody is signed in who may do that.
    #[error("no organizer is signed in")]
    NotSignedIn,
    /// The invitation is unknown, was used, or has run out.
    #[error("the enrolment code is not good")]
    BadCode,
    /// The store refuses it.
    #[error("the central store refuses it (status {0})")]
    Refused(u16),
}

/// No way to the central store: for a machine that never has one.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoUplink;

impl Uplink for NoUplink {
    fn attach(&self, _: &Replica, _: Arc<dyn Machinery>, _: Watch) {}

    fn detach(&self) {}

    fn grown(&self, _: Option<Seq>) {}

    fn nudge(&self) {}

    fn status(&self) -> Option<Status> {
        None
    }

    fn fleet(&self) -> Vec<FleetDevice> {
        Vec::new()
    }

    fn join(&self, _: &Invitation, _: &Joining) -> Result<Joined, UplinkError> {
        Err(UplinkError::NoNetwork)
    }

    fn sign_in(&self, _: &Place, _: &str, _: Zeroizing<String>) -> Result<(), UplinkError> {
        Err(UplinkError::NoNetwork)
    }

    fn sign_out(&self) {}

    fn organizer(&self) -> Option<(String, Place)> {
        None
    }

    fn publish(&self, _: EventId, _: Vec<Document>) -> Result<(), UplinkError> {
        Err(UplinkError::NoNetwork)
    }

    fn is_published(&self, _: EventId) -> Result<bool, UplinkError> {
        Err(UplinkError::NoNetwork)
    }

    fn invite(&self, _: EventId, _: &Guest) -> Result<(Invitation, WallMs), UplinkError> {
        Err(UplinkError::NoNetwork)
    }
}
