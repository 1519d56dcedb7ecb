//! What the documents hold, one struct per entity: the `d` of a document, in the README's words.
//!
//! Absent and null are the same; what is absent is not written. Keys that a struct does not have are passed over, so that
//! a newer central store may add some.

use std::fmt;

use gatehouse_core::admission::{Approval, EntryPolicy, Kind, Payment, Standing};
use gatehouse_core::ids::{Generation, ProductNo, Seq, ZoneId};
use gatehouse_core::time::WallMs;
use gatehouse_journal::DevicePublicKey;
use serde::{Deserialize, Serialize};

use super::json::{number, text, text_or_absent};
use super::words;

/// The event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDocument {
    /// What people call it.
    pub name: String,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The venue's IANA time zone.
    pub zone: String,
    /// When it begins.
    #[serde(rename = "starts_ms", with = "number")]
    pub starts: WallMs,
    /// When it ends.
    #[serde(rename = "ends_ms", with = "number")]
    pub ends: WallMs,
    /// The language of its screens and texts.
    pub locale: String,
    /// The ISO 4217 code of its money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// A ticket type or accreditation type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductDocument {
    /// Its number in the codes.
    #[serde(with = "number")]
    pub number: ProductNo,
    /// What people call it.
    pub name: String,
    /// What sort of person its credentials stand for unless they say otherwise.
    #[serde(with = "text")]
    pub kind: Kind,
    /// What the operator must notice when one passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<String>,
    /// Whether it is still sold or given; absent is yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// What lies behind checkpoints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneDocument {
    /// What people call it.
    pub name: String,
    /// How many it holds, where that is limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

/// A place where credentials are scanned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckpointDocument {
    /// What people call it.
    pub name: String,
    /// The zone behind it.
    #[serde(with = "text")]
    pub zone: ZoneId,
    /// The word for how often one credential may enter; see [`CheckpointDocument::entry_policy`].
    pub policy: String,
    /// How often a day, when that is the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_day: Option<u16>,
    /// When it opens.
    #[serde(
        default,
        rename = "opens_ms",
        with = "number::or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub opens: Option<WallMs>,
    /// When it closes.
    #[serde(
        default,
        rename = "closes_ms",
        with = "number::or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub closes: Option<WallMs>,
    /// Whether an operator may admit unpaid orders here; absent is no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admits_unpaid: Option<bool>,
    /// Its place in lists; absent is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Products that may pass; none means every product.
    #[serde(default, with = "number::list", skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductNo>,
}

impl CheckpointDocument {
    /// How often one credential may enter; `None` for a word that this build does not know.
    #[must_use]
    pub fn entry_policy(&self) -> Option<EntryPolicy> {
        match (self.policy.as_str(), self.per_day) {
            ("once", _) => Some(EntryPolicy::Once),
            ("again_after_exit", _) => Some(EntryPolicy::AgainAfterExit),
            ("unlimited", _) => Some(EntryPolicy::Unlimited),
            ("per_day", Some(limit)) => Some(EntryPolicy::PerDay(limit)),
            _ => None,
        }
    }

    /// The word and the number for a policy.
    #[must_use]
    pub const fn policy_words(policy: EntryPolicy) -> (&'static str, Option<u16>) {
        match policy {
            EntryPolicy::Once => ("once", None),
            EntryPolicy::AgainAfterExit => ("again_after_exit", None),
            EntryPolicy::Unlimited => ("unlimited", None),
            EntryPolicy::PerDay(limit) => ("per_day", Some(limit)),
        }
    }
}

/// How far a key that signs tickets is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStatus {
    /// Signs and verifies.
    Active,
    /// Verifies what it signed.
    Retiring,
    /// Verifies nothing.
    Revoked,
}

/// A key that signs tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyDocument {
    /// How far it is trusted.
    pub status: KeyStatus,
    /// From when.
    #[serde(
        default,
        rename = "not_before_ms",
        with = "number::or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub not_before: Option<WallMs>,
    /// Until when.
    #[serde(
        default,
        rename = "not_after_ms",
        with = "number::or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub not_after: Option<WallMs>,
}

/// Whoever writes a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorDocument {
    /// What its records are verified with.
    #[serde(with = "text")]
    pub public_key: DevicePublicKey,
    /// What people call the device.
    #[serde(default)]
    pub name: String,
    /// The device that it is an incarnation of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Whether nothing more is taken from it; absent is no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<bool>,
    /// The last of its records that is trusted, when it was revoked.
    #[serde(default, with = "number::or_absent", skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<Seq>,
}

/// A credential. What is absent is as usual: generation 0, good, approved, settled, no rehearsal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialDocument {
    /// What it is a ticket for.
    #[serde(with = "number")]
    pub product: ProductNo,
    /// What sort of person; absent is its product's.
    #[serde(default, with = "text_or_absent", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The newest generation issued.
    #[serde(default, with = "number::or_absent", skip_serializing_if = "Option::is_none")]
    pub generation: Option<Generation>,
    /// Whether it stands.
    #[serde(default, with = "words::standing", skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Whether its order is approved.
    #[serde(default, with = "words::approval", skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// Whether its order is paid.
    #[serde(default, with = "words::payment", skip_serializing_if = "Option::is_none")]
    pub payment: Option<Payment>,
    /// From when it may be used for entry.
    #[serde(
        default,
        rename = "valid_from_ms",
        with = "number::or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub valid_from: Option<WallMs>,
    /// Until when it may be used for entry.
    #[serde(
        default,
        rename = "valid_until_ms",
        with = "number::or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub valid_until: Option<WallMs>,
    /// Made to practise with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<bool>,
    /// The holder's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The holder's e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The holder's company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The order it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_code: Option<String>,
    /// Names the row that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// What the operator must notice about this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<String>,
}

impl fmt::Debug for CredentialDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialDocument").field("product", &self.product).finish_non_exhaustive()
    }
}
