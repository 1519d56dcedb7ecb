//! Setup: the event, its products, zones, checkpoints and keys, and the sheets that are printed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{CheckpointId, ZoneId};
use crate::time::{WallMs, Window};
use crate::verdict::Kind;

/// What an event is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EventDetails {
    /// What people call it.
    pub name: String,
    /// Where.
    pub venue: String,
    /// The venue's IANA time zone, for example `America/Bogota`.
    pub zone: String,
    /// From when until when.
    pub window: Window,
}

/// Everything Setup shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetupRes {
    /// The event.
    pub event: EventDetails,
    /// Ticket and accreditation types, by number.
    pub products: Vec<Product>,
    /// Zones, by name.
    pub zones: Vec<Zone>,
    /// Checkpoints, in their order.
    pub checkpoints: Vec<Checkpoint>,
    /// Signing keys, newest first.
    pub keys: Vec<SigningKey>,
    /// How many credentials the replica holds.
    pub credentials: u64,
    /// How many of each product, in the order of `products`.
    pub credentials_by_product: Vec<u64>,
    /// When the last import ended.
    pub data_at: Option<WallMs>,
}

/// A ticket or accreditation type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Product {
    /// Its number in the codes; 0 asks for the next free one.
    pub number: u16,
    /// What people call it.
    pub name: String,
    /// What sort of person its holders are.
    pub kind: Kind,
    /// What the operator must notice when one passes.
    pub attention: Option<String>,
}

/// What lies behind checkpoints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Zone {
    /// Absent to make a new one.
    pub id: Option<ZoneId>,
    /// What people call it.
    pub name: String,
    /// How many it holds.
    pub capacity: Option<u32>,
}

/// How often one credential may enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "policy", rename_all = "snake_case")]
pub enum EntryPolicy {
    /// Once, ever.
    Once,
    /// Once, and again after each exit.
    AgainAfterExit,
    /// As often as they like.
    Unlimited,
    /// At most this often per civil day at the venue.
    PerDay {
        /// At least 1.
        times: u16,
    },
}

/// A place where credentials are scanned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checkpoint {
    /// Absent to make a new one.
    pub id: Option<CheckpointId>,
    /// What people call it.
    pub name: String,
    /// The zone behind it.
    pub zone: ZoneId,
    /// Numbers of the products that may pass; empty means every product.
    pub products: Vec<u16>,
    /// How often one credential may enter.
    pub policy: EntryPolicy,
    /// When it is open.
    pub window: Window,
    /// An operator may admit unpaid orders here.
    pub admits_unpaid: bool,
}

/// Whether a key signs, only verifies, or is distrusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyStatus {
    /// Signs and verifies.
    Active,
    /// Only verifies what it signed.
    Retiring,
    /// Refuses what it signed.
    Revoked,
}

/// A signing key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SigningKey {
    /// Eight hexadecimal digits, as they travel in codes.
    pub key_id: String,
    /// The public key, hexadecimal.
    pub public_key: String,
    /// What it is good for.
    pub status: KeyStatus,
    /// True when its secret is on this device.
    pub can_sign: bool,
    /// When it is valid.
    pub window: Window,
}

/// Changes what a key is good for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetKeyStatusReq {
    /// Which.
    pub key_id: String,
    /// To what; a revoked key stays revoked.
    pub status: KeyStatus,
}

/// Prints credentials.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PrintReq {
    /// Only this product; absent for all.
    pub product: Option<u16>,
    /// Skip this many, in the order of their making.
    pub skip: u32,
    /// At most this many.
    pub limit: u32,
    /// Which paper.
    pub paper: Paper,
}

/// Paper sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Paper {
    A4,
    Letter,
}

/// What was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintRes {
    /// The PDF file.
    pub file: String,
    /// How many credentials.
    pub credentials: u32,
    /// On how many pages.
    pub pages: u32,
}
