//! What one row means for the replica: a new credential, a changed one, or nothing to do.
//!
//! A preview and an import ask the very same question, so that the one cannot promise what the other does not keep.
//! What a file has no column for stays as it is; where it has one, the row's cell counts, and an empty cell empties.
//! Only the state is different: an empty cell says nothing, because nobody revives a cancelled ticket by leaving a
//! cell blank.

use gatehouse_contract::import::Field;
use gatehouse_core::ids::CredentialId;
use gatehouse_core::time::Window;
use gatehouse_store::table::credential::{Change, CredentialRow, Details, NewCredential};

use super::row::{Attendee, Layout};

/// What is to be done about a row.
#[derive(Debug)]
pub(super) struct Plan {
    /// What the replica is told; with [`Change::Unchanged`] it need not be.
    pub(super) credential: NewCredential,
    /// What that changes.
    pub(super) change: Change,
}

/// Weighs a row against the credential that has its reference, if there is one.
pub(super) fn plan(
    attendee: Attendee,
    known: Option<&CredentialRow>,
    layout: &Layout,
    new_id: impl FnOnce() -> CredentialId,
) -> Plan {
    let state = attendee.state;
    let details = details(attendee, known.map(|known| &known.details), layout);
    let change = match known {
        None => Change::Inserted,
        Some(known) => {
            let stays = state.is_none_or(|state| {
                (state.standing, state.approval, state.payment)
                    == (known.standing, known.approval, known.payment)
            });
            if stays && details == known.details { Change::Unchanged } else { Change::Updated }
        }
    };
    let credential = NewCredential {
        id: known.map_or_else(new_id, |known| known.id),
        generation: None,
        standing: state.map(|state| state.standing),
        approval: state.map(|state| state.approval),
        payment: state.map(|state| state.payment),
        details,
    };
    Plan { credential, change }
}

fn details(attendee: Attendee, known: Option<&Details>, layout: &Layout) -> Details {
    let pick = |field, new: Option<String>, old: fn(&Details) -> &Option<String>| match known {
        Some(known) if !layout.has(field) => old(known).clone(),
        _ => new,
    };
    let product = attendee.product;
    // Another product brings its own kind along.
    let kind_stays = known.filter(|known| !layout.has(Field::Kind) && known.product == product.number);
    let validity = known.map_or(attendee.validity, |known| Window {
        from: if layout.has(Field::ValidFrom) { attendee.validity.from } else { known.validity.from },
        until: if layout.has(Field::ValidUntil) { attendee.validity.until } else { known.validity.until },
    });
    Details {
        product: product.number,
        kind: attendee.kind.unwrap_or(kind_stays.map_or(product.kind, |known| known.kind)),
        validity,
        rehearsal: known.is_some_and(|known| known.rehearsal),
        name: attendee.name,
        email: pick(Field::Email, attendee.email, |known| &known.email),
        company: pick(Field::Company, attendee.company, |known| &known.company),
        order_code: pick(Field::OrderCode, attendee.order_code, |known| &known.order_code),
        reference: Some(attendee.reference),
        seat: pick(Field::Seat, attendee.seat, |known| &known.seat),
        attention: pick(Field::Attention, attendee.attention, |known| &known.attention),
    }
}
