//! What the decision is told about the world: read from the replica in the transaction that will record the scan.

use jiff::tz::TimeZone;

use super::history::History;
use crate::ids::{CheckpointId, Generation, ProductNo, ZoneId};
use crate::time::Window;

/// Everything that bears on one scan.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The venue's time zone; civil days are counted in it.
    pub zone: TimeZone,
    /// The checkpoint, unless this device does not know it.
    pub checkpoint: Option<Checkpoint>,
    /// What the replica holds about the credential; `None` when it is empty or older than the sale.
    pub credential: Option<CredentialFacts>,
    /// What the credential has done at the checkpoint's zone.
    pub history: History,
    /// How full the zone is, where it has a limit.
    pub capacity: Option<Capacity>,
    /// Names of the other checkpoints at which the credential's product may pass.
    pub other_checkpoints: Vec<String>,
}

/// A place where credentials are scanned, with its policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its id.
    pub id: CheckpointId,
    /// What people call it.
    pub name: String,
    /// The zone behind it.
    pub zone: ZoneId,
    /// Products that may pass; empty means every product.
    pub products: Vec<ProductNo>,
    /// How often one credential may enter the zone here.
    pub policy: EntryPolicy,
    /// When it is open.
    pub window: Window,
    /// Whether an operator may admit unpaid orders here.
    pub admits_unpaid: bool,
}

impl Checkpoint {
    /// Whether the product may pass here.
    #[must_use]
    pub fn allows(&self, product: ProductNo) -> bool {
        self.products.is_empty() || self.products.contains(&product)
    }
}

/// How often one credential may enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryPolicy {
    /// Once, ever.
    Once,
    /// Once, and again after each exit.
    AgainAfterExit,
    /// As often as they like.
    Unlimited,
    /// At most this often per civil day at the venue.
    PerDay(u16),
}

/// What the replica holds about a credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialFacts {
    /// Its product now; the organizer may have changed it since the code was printed.
    pub product: ProductNo,
    /// The newest generation issued.
    pub generation: Generation,
    /// Whether it stands.
    pub standing: Standing,
    /// Whether its order is approved.
    pub approval: Approval,
    /// Whether its order is paid.
    pub payment: Payment,
    /// When it may be used for entry; narrows what the code says.
    pub validity: Window,
    /// Made to practise with; never touches live counts.
    pub rehearsal: bool,
}

/// Whether a credential stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It does.
    Good,
    /// Cancelled or refunded.
    Cancelled,
    /// Withdrawn by the organizer.
    Revoked,
    /// Blocked by the organizer for now.
    Blocked,
}

/// Whether an order is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Approval {
    /// Approved, or no approval needed.
    Given,
    /// Still waiting.
    Awaited,
}

/// Whether an order is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Payment {
    /// Paid, or free.
    Settled,
    /// Not paid yet.
    Due,
}

/// How full a zone with a limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// How many it holds.
    pub limit: u32,
    /// How many are inside, by what this device knows.
    pub inside: u32,
}

/// A ticket type or accreditation type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its number in the codes.
    pub number: ProductNo,
    /// What people call it.
    pub name: String,
    /// What the operator must notice when one passes, for example "give a wristband".
    pub attention: Option<String>,
}
