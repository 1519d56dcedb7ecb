//! What a gate must be able to rely on when it reads a code.

mod altered;
mod golden;
mod ring;
mod total;

use gatehouse_core::admission::{Invalid, Kind, Presented, Ticket};
use gatehouse_core::ids::{CredentialId, EventId, Generation, ProductNo};
use gatehouse_core::time::{WallMs, Window};
use gatehouse_credential::{IssuingKey, KeyRing, KeyStatus, PublicKey, RingKey};
use proptest::prelude::*;

/// Within every window that the tests use.
const NOW: WallMs = WallMs(1_800_000_000_000);

fn event(n: u8) -> EventId {
    EventId::from_bytes([n; 16])
}

fn issuing_key() -> IssuingKey {
    IssuingKey::from_seed(&std::array::from_fn(|at| u8::try_from(at).expect("32 fits")))
}

fn active(event: EventId, public: PublicKey) -> RingKey {
    RingKey { event, event_name: None, public, status: KeyStatus::Active, window: Window::ALWAYS }
}

/// The ring of a gate of event 1 that knows the one issuing key.
fn ring() -> KeyRing {
    KeyRing::new(event(1), [active(event(1), issuing_key().public())])
}

fn ticket() -> Ticket {
    Ticket {
        id: CredentialId::from_bytes(*b"credential-id-16"),
        product: ProductNo(0x0102),
        kind: Kind::Ticket,
        rehearsal: false,
        generation: Generation(3),
        validity: Window {
            from: Some(WallMs::from_unix_seconds(1_790_000_000)),
            until: Some(WallMs::from_unix_seconds(1_810_000_000)),
        },
    }
}

fn issued(ticket: &Ticket) -> String {
    issuing_key().issue(event(1), ticket).expect("a ticket that can be printed")
}

fn refused(text: &str) -> Option<Invalid> {
    match ring().read(text, NOW) {
        Presented::Invalid(reason) => Some(reason),
        _ => None,
    }
}

/// The 97 bytes of a code.
fn bytes_of(text: &str) -> Vec<u8> {
    base45::decode(&text[4..]).expect("an issued code is Base45")
}

fn text_of(bytes: &[u8]) -> String {
    format!("GH1:{}", base45::encode(bytes))
}

fn any_ticket() -> impl Strategy<Value = Ticket> {
    let bound = || prop::option::of((1..=u32::MAX).prop_map(|s| WallMs::from_unix_seconds(s.into())));
    let kind = prop::sample::select(&Kind::ALL[..]);
    (any::<[u8; 16]>(), any::<u16>(), kind, any::<bool>(), any::<u8>(), bound(), bound()).prop_map(
        |(id, product, kind, rehearsal, generation, from, until)| Ticket {
            id: CredentialId::from_bytes(id),
            product: ProductNo(product),
            kind,
            rehearsal,
            generation: Generation(generation),
            validity: Window { from, until },
        },
    )
}
