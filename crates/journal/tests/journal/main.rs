//! What everybody who keeps or carries records must be able to rely on.

mod bodies;
mod chain;
mod control;
mod golden;
mod show;
mod trust;

use gatehouse_core::admission::Direction;
use gatehouse_core::ids::{
    AuthorId, CheckpointId, CredentialId, EventId, Generation, ProductNo, RecordId, Seq, ZoneId,
};
use gatehouse_core::time::{Hlc, WallMs};
use gatehouse_journal::{
    AuthorHead, Body, BootId, ClockStepRecord, DeviceEnrolledRecord, DeviceKey, Head, HeadsCheckpointRecord,
    OperatorChangedRecord, Record, RecoveredRecord, ScanRecord, Stamp, UndoRecord, seal,
};

fn event() -> EventId {
    EventId::from_bytes([0xe1; 16])
}

fn author() -> AuthorId {
    AuthorId::from_bytes([0xa1; 16])
}

fn device_key() -> DeviceKey {
    DeviceKey::from_seed(&[0x5e; 32])
}

fn stamp() -> Stamp {
    Stamp { wall: WallMs(1_800_000_000_000), mono_ms: 86_400_123, boot: BootId(*b"bootboot") }
}

fn head() -> Head {
    Head { seq: Seq(41), hash: [0x41; 32], hlc: Hlc(0x0102_0304_0506_0708) }
}

/// Record 42 of the author.
fn sealed(body: &Body) -> Record {
    seal(event(), author(), &head(), stamp(), body, &device_key()).expect("a body that can be sealed")
}

fn scan_record() -> ScanRecord {
    ScanRecord {
        checkpoint: CheckpointId::from_bytes([0xc1; 16]),
        direction: Direction::In,
        credential: Some(CredentialId::from_bytes([0xcd; 16])),
        product: Some(ProductNo(7)),
        generation: Some(Generation(2)),
        verdict: "admit".into(),
        rule: 14,
        invalid: None,
        source: "camera".into(),
        basis: Some("signature_only".into()),
        rehearsal: false,
        zone: Some(ZoneId::from_bytes([0x20; 16])),
    }
}

fn earlier() -> RecordId {
    RecordId { author: AuthorId::from_bytes([0xa0; 16]), seq: Seq(u64::MAX) }
}

/// One body of every kind that has a payload of its own, some twice.
fn bodies() -> Vec<(&'static str, Body)> {
    let refused = ScanRecord {
        direction: Direction::Out,
        credential: None,
        product: None,
        generation: None,
        verdict: "invalid".into(),
        rule: 1,
        invalid: Some("bad_signature".into()),
        source: "scanner".into(),
        basis: None,
        rehearsal: true,
        zone: None,
        ..scan_record()
    };
    let recovered = RecoveredRecord {
        from: earlier(),
        wall: WallMs(-1),
        hlc: Hlc(u64::MAX),
        kind: 999,
        version: 255,
        payload: "{\"quoted\": \"\\u00e9\\n\"}".into(),
        forked: false,
    };
    vec![
        (
            "device_enrolled",
            Body::DeviceEnrolled(DeviceEnrolledRecord {
                name: "Gate 3 \"north\"".into(),
                public_key: device_key().public(),
                app_version: "0.1.0".into(),
                role: "gate".into(),
            }),
        ),
        (
            "operator_changed",
            Body::OperatorChanged(OperatorChangedRecord { operator: Some("Zoë Ñandú".into()) }),
        ),
        ("operator_changed_nobody", Body::OperatorChanged(OperatorChangedRecord { operator: None })),
        ("scan", Body::Scan(scan_record())),
        ("scan_refused", Body::Scan(refused)),
        ("undo", Body::Undo(UndoRecord { scan: earlier(), reason: None })),
        ("undo_with_reason", Body::Undo(UndoRecord { scan: earlier(), reason: Some("wrong person".into()) })),
        (
            "clock_step",
            Body::ClockStep(ClockStepRecord { from: WallMs(1_800_000_000_000), to: WallMs(-1), mono_ms: 5 }),
        ),
        (
            "heads_checkpoint",
            Body::HeadsCheckpoint(HeadsCheckpointRecord {
                heads: vec![
                    AuthorHead { author: author(), seq: Seq(41), hash: [0x41; 32] },
                    AuthorHead { author: earlier().author, seq: earlier().seq, hash: [0xff; 32] },
                ],
            }),
        ),
        ("recovered", Body::Recovered(recovered)),
        ("unknown", Body::Unknown { kind: 0xfff0, version: 9, payload: b"not even JSON \xff\0".to_vec() }),
    ]
}
