//! Documents of the wire as what the organizer says to a replica, and back.

use gatehouse_core::admission::{Approval, Checkpoint, Kind, Payment, Product, Standing};
use gatehouse_core::ids::{DeviceId, EventId, Generation};
use gatehouse_core::time::Window;
use gatehouse_store::exchange::Trust;
use gatehouse_store::master::{Change, Entity, KeyStatus, PublicKey};
use gatehouse_store::table::credential::{Details, NewCredential};
use gatehouse_store::table::event::EventRow;
use gatehouse_store::table::product::ProductRow;
use gatehouse_store::table::zone::ZoneRow;

use crate::wire::{
    self, AuthorDocument, CheckpointDocument, CredentialDocument, Document, EventDocument, Gone, KeyDocument,
    ProductDocument, ZoneDocument,
};

/// What a document says to a replica; `None` for one that makes no sense here, which is passed over.
#[must_use]
pub fn change(document: Document) -> Option<Change> {
    Some(match document {
        Document::Event(id, row) => Change::Event(event_row(id, row)),
        Document::Product(row) => Change::Product(ProductRow {
            product: Product { number: row.number, name: row.name, attention: row.attention },
            kind: row.kind,
            active: row.active.unwrap_or(true),
        }),
        Document::Zone(id, row) => Change::Zone(ZoneRow { id, name: row.name, capacity: row.capacity }),
        Document::Checkpoint(id, row) => {
            let policy = row.entry_policy()?;
            let checkpoint = Checkpoint {
                id,
                name: row.name,
                zone: row.zone,
                products: row.products,
                policy,
                window: Window { from: row.opens, until: row.closes },
                admits_unpaid: row.admits_unpaid.unwrap_or(false),
            };
            Change::Checkpoint(checkpoint, row.position.unwrap_or(0))
        }
        Document::Key(public, row) => Change::Key {
            public: PublicKey::from_bytes(&public).ok()?,
            status: match row.status {
                wire::KeyStatus::Active => KeyStatus::Active,
                wire::KeyStatus::Retiring => KeyStatus::Retiring,
                wire::KeyStatus::Revoked => KeyStatus::Revoked,
            },
            window: Window { from: row.not_before, until: row.not_after },
        },
        Document::Author(id, row) => Change::Author(
            id,
            Trust {
                public_key: row.public_key,
                name: row.name,
                device: row.device.and_then(|device| device.parse::<DeviceId>().ok()),
                frozen: row.frozen.unwrap_or(false),
                cutoff: row.cutoff,
            },
        ),
        Document::Credential(id, row) => Change::Credential(NewCredential {
            id,
            generation: Some(row.generation.unwrap_or(Generation(0))),
            standing: Some(row.standing.unwrap_or(Standing::Good)),
            approval: Some(row.approval.unwrap_or(Approval::Given)),
            payment: Some(row.payment.unwrap_or(Payment::Settled)),
            details: Details {
                product: row.product,
                kind: row.kind.unwrap_or(Kind::Ticket),
                validity: Window { from: row.valid_from, until: row.valid_until },
                rehearsal: row.rehearsal.unwrap_or(false),
                name: row.name.unwrap_or_default(),
                email: row.email,
                company: row.company,
                order_code: row.order_code,
                reference: row.reference,
                seat: row.seat,
                attention: row.attention,
            },
        }),
        Document::Gone(gone) => Change::Gone(entity(gone)?),
        Document::Unknown => return None,
    })
}

/// What a line of a snapshot is about, though it may say nothing that makes sense here.
pub(super) fn about(line: &str) -> Option<Entity> {
    Gone::about(line).and_then(entity)
}

fn entity(gone: Gone) -> Option<Entity> {
    Some(match gone {
        Gone::Product(number) => Entity::Product(number),
        Gone::Zone(id) => Entity::Zone(id),
        Gone::Checkpoint(id) => Entity::Checkpoint(id),
        Gone::Key(public) => Entity::Key(PublicKey::from_bytes(&public).ok()?),
        Gone::Credential(id) => Entity::Credential(id),
        // An author's log stays, and so does its key.
        Gone::Author(_) => return None,
    })
}

/// What a document says of the event.
#[must_use]
pub fn event_row(id: EventId, row: EventDocument) -> EventRow {
    EventRow {
        id,
        name: row.name,
        venue: row.venue,
        zone: row.zone,
        starts: row.starts,
        ends: row.ends,
        locale: row.locale,
        currency: row.currency,
    }
}

/// The document that says what a replica has been told; `None` for what is not master data of the event.
#[must_use]
pub fn document(change: Change) -> Option<Document> {
    Some(match change {
        Change::Event(row) => Document::Event(
            row.id,
            EventDocument {
                name: row.name,
                venue: row.venue,
                zone: row.zone,
                starts: row.starts,
                ends: row.ends,
                locale: row.locale,
                currency: row.currency,
            },
        ),
        Change::Product(row) => Document::Product(ProductDocument {
            number: row.product.number,
            name: row.product.name,
            kind: row.kind,
            attention: row.product.attention,
            active: Some(row.active),
        }),
        Change::Zone(row) => Document::Zone(row.id, ZoneDocument { name: row.name, capacity: row.capacity }),
        Change::Checkpoint(row, position) => {
            let (policy, per_day) = CheckpointDocument::policy_words(row.policy);
            Document::Checkpoint(
                row.id,
                CheckpointDocument {
                    name: row.name,
                    zone: row.zone,
                    policy: policy.to_owned(),
                    per_day,
                    opens: row.window.from,
                    closes: row.window.until,
                    admits_unpaid: Some(row.admits_unpaid),
                    position: Some(position),
                    products: row.products,
                },
            )
        }
        Change::Key { public, status, window } => Document::Key(
            *public.as_bytes(),
            KeyDocument {
                status: match status {
                    KeyStatus::Active => wire::KeyStatus::Active,
                    KeyStatus::Retiring => wire::KeyStatus::Retiring,
                    KeyStatus::Revoked => wire::KeyStatus::Revoked,
                },
                not_before: window.from,
                not_after: window.until,
            },
        ),
        Change::Author(id, trust) => Document::Author(
            id,
            AuthorDocument {
                public_key: trust.public_key,
                name: trust.name,
                device: trust.device.map(|device| device.to_string()),
                frozen: Some(trust.frozen),
                cutoff: trust.cutoff,
            },
        ),
        Change::Credential(new) => Document::Credential(
            new.id,
            CredentialDocument {
                product: new.details.product,
                kind: Some(new.details.kind),
                generation: new.generation,
                standing: new.standing,
                approval: new.approval,
                payment: new.payment,
                valid_from: new.details.validity.from,
                valid_until: new.details.validity.until,
                rehearsal: Some(new.details.rehearsal),
                name: Some(new.details.name),
                email: new.details.email,
                company: new.details.company,
                order_code: new.details.order_code,
                reference: new.details.reference,
                seat: new.details.seat,
                attention: new.details.attention,
            },
        ),
        Change::Gone(_) => return None,
    })
}
