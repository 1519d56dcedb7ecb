//! Feeds any text to a key ring: it must answer, and accept only texts that issuing gives back.
#![no_main]

use std::sync::LazyLock;

use gatehouse_core::admission::Presented;
use gatehouse_core::ids::EventId;
use gatehouse_core::time::{WallMs, Window};
use gatehouse_credential::{IssuingKey, KeyRing, KeyStatus, RingKey, gh1};
use libfuzzer_sys::fuzz_target;

/// The gate of one event, with the key that issues for it.
struct Gate {
    event: EventId,
    key: IssuingKey,
    ring: KeyRing,
}

static GATE: LazyLock<Gate> = LazyLock::new(|| {
    let event = EventId::from_bytes([1; 16]);
    let key = IssuingKey::from_seed(&std::array::from_fn(|at| at as u8));
    let ring_key = RingKey {
        event,
        event_name: None,
        public: key.public(),
        status: KeyStatus::Active,
        window: Window::ALWAYS,
    };
    Gate { event, ring: KeyRing::new(event, [ring_key]), key }
});

fuzz_target!(|text: &str| {
    let reading = GATE.ring.examine(text, WallMs(1_800_000_000_000));
    if let Some(code) = &reading.code {
        assert!(text.contains(&code.text()), "a well-formed code stands in the text as it is spelled");
        assert_eq!(gh1::parse(&code.text()).as_ref(), Ok(code));
    }
    if let Presented::Signed(ticket) = &reading.presented {
        let issued = GATE.key.issue(GATE.event, ticket).expect("what was read can be printed");
        assert_eq!(reading.code.map(|code| code.text()), Some(issued));
    }
});
