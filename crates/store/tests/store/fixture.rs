//! A small event, and short ways to do what a gate does.

use std::path::PathBuf;

use gatehouse_core::admission::{
    Checkpoint, Direction, EntryPolicy, Kind, Presented, Product, Scan, Source, Ticket, Verdict, decide,
};
use gatehouse_core::ids::{
    AuthorId, CheckpointId, CredentialId, EventId, Generation, ProductNo, RecordId, ZoneId,
};
use gatehouse_core::time::{WallMs, Window};
use gatehouse_journal::{Body, BootId, Record, ScanRecord, Stamp, UndoRecord};
use gatehouse_store::table::checkpoint;
use gatehouse_store::table::credential::{self, Details, NewCredential};
use gatehouse_store::table::event::EventRow;
use gatehouse_store::table::product::{self, ProductRow};
use gatehouse_store::table::zone::{self, ZoneRow};
use gatehouse_store::{Author, Error, FileKey, NewDevice, NewReplica, Replica, Transaction, append, gate};
use tempfile::TempDir;

/// The moment at which everything happens, unless said otherwise.
pub(crate) const NOW: WallMs = WallMs(1_790_000_000_000);
pub(crate) const GENERAL: ProductNo = ProductNo(1);
pub(crate) const VIP: ProductNo = ProductNo(2);
pub(crate) const ME: AuthorId = AuthorId::from_bytes([0xa1; 16]);
pub(crate) const EVENT: EventId = EventId::from_bytes([0xe1; 16]);
pub(crate) const FLOOR: ZoneId = ZoneId::from_bytes([0x21; 16]);
pub(crate) const LOUNGE: ZoneId = ZoneId::from_bytes([0x22; 16]);
/// Everybody, once.
pub(crate) const MAIN: CheckpointId = CheckpointId::from_bytes([0xc1; 16]);
/// Another way onto the same floor.
pub(crate) const SIDE: CheckpointId = CheckpointId::from_bytes([0xc2; 16]);
/// VIP only, into the lounge, which holds two.
pub(crate) const DOOR: CheckpointId = CheckpointId::from_bytes([0xc3; 16]);

pub(crate) fn key() -> FileKey {
    FileKey::new([0x5e; 32])
}

pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) replica: Replica,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::of(fresh())
    }

    /// Another device at the same event.
    pub(crate) fn gate(n: u8) -> Self {
        Self::of(NewReplica { device: device(n), ..fresh() })
    }

    fn of(new: NewReplica) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("event.gatehouse");
        let replica = Replica::create(&path, &key(), new).expect("a new replica");
        replica.write(|tx, _| furnish(tx)).expect("zones, checkpoints and products");
        Self { folder, replica }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.replica.path().to_owned()
    }

    /// Closes the replica and opens it again.
    pub(crate) fn reopened(self) -> Self {
        let path = self.path();
        let Self { folder, replica } = self;
        drop(replica);
        Self { folder, replica: Replica::open(&path, &key()).expect("the replica opens again") }
    }

    pub(crate) fn put(&self, credentials: Vec<NewCredential>) {
        self.replica
            .write(move |tx, _| credentials.iter().try_for_each(|new| credential::put(tx, new).map(drop)))
            .expect("credentials that can be put");
    }

    pub(crate) fn scan(
        &self,
        at: CheckpointId,
        direction: Direction,
        id: CredentialId,
        now: WallMs,
    ) -> (Verdict, RecordId) {
        self.replica
            .write(move |tx, author| scan(tx, author, at, direction, Presented::Known(id), now))
            .expect("a scan that is recorded")
    }

    pub(crate) fn undo(&self, scan: RecordId, now: WallMs) {
        let undo = Body::Undo(UndoRecord { scan, reason: None });
        self.replica.write(move |tx, author| append(tx, author, stamp(now), &undo)).expect("an undo");
    }

    pub(crate) fn sql(&self, sql: &'static str) {
        self.replica
            .write(move |tx, _| Ok::<_, Error>(tx.execute_batch(sql)?))
            .expect("a statement that works");
    }
}

pub(crate) fn fresh() -> NewReplica {
    let event = EventRow {
        id: EVENT,
        name: "Noche de prueba".to_owned(),
        venue: Some("Coliseo".to_owned()),
        zone: "America/Bogota".to_owned(),
        starts: NOW,
        ends: WallMs(NOW.0 + 86_400_000),
        locale: "es-CO".to_owned(),
        currency: Some("COP".to_owned()),
    };
    NewReplica { event, device: NewDevice { author: ME, name: "Gate 1".to_owned(), seed: [0x11; 32].into() } }
}

/// A device that has written nothing; no two numbers share a key.
pub(crate) fn device(n: u8) -> NewDevice {
    NewDevice { author: AuthorId::from_bytes([n; 16]), name: format!("Gate {n}"), seed: [n; 32].into() }
}

fn furnish(tx: &Transaction<'_>) -> Result<(), Error> {
    for (number, name, attention) in [(GENERAL, "General", None), (VIP, "VIP", Some("give a wristband"))] {
        let product = Product { number, name: name.to_owned(), attention: attention.map(str::to_owned) };
        product::upsert(tx, &ProductRow { product, kind: Kind::Ticket, active: true })?;
    }
    for (id, name, capacity) in [(FLOOR, "Floor", None), (LOUNGE, "Lounge", Some(2))] {
        zone::upsert(tx, &ZoneRow { id, name: name.to_owned(), capacity })?;
    }
    let checkpoint = |id, name: &str, zone, products, policy| Checkpoint {
        id,
        name: name.to_owned(),
        zone,
        products,
        policy,
        window: Window::ALWAYS,
        admits_unpaid: false,
    };
    checkpoint::upsert(tx, &checkpoint(MAIN, "Main gate", FLOOR, vec![], EntryPolicy::AgainAfterExit), 1)?;
    checkpoint::upsert(
        tx,
        &checkpoint(SIDE, "Side gate", FLOOR, vec![GENERAL], EntryPolicy::AgainAfterExit),
        2,
    )?;
    checkpoint::upsert(tx, &checkpoint(DOOR, "Lounge door", LOUNGE, vec![VIP], EntryPolicy::Once), 3)
}

/// Facts, decision and record in one transaction, as every gate does it.
pub(crate) fn scan(
    tx: &Transaction<'_>,
    author: &Author,
    at: CheckpointId,
    direction: Direction,
    presented: Presented,
    now: WallMs,
) -> Result<(Verdict, RecordId), Error> {
    let facts = gate::facts(tx, at, &presented)?;
    let scan = Scan { checkpoint: at, direction, presented, ignore_unpaid: false };
    let verdict = decide(&facts, &scan, now);
    let body = Body::Scan(ScanRecord::of(&scan, &facts, &verdict, Source::Camera));
    let record: Record = append(tx, author, stamp(now), &body)?;
    Ok((verdict, record.id()))
}

pub(crate) fn stamp(wall: WallMs) -> Stamp {
    Stamp { wall, mono_ms: 1, boot: BootId([7; 8]) }
}

pub(crate) fn later(seconds: i64) -> WallMs {
    WallMs(NOW.0 + seconds * 1000)
}

pub(crate) fn id(n: u8) -> CredentialId {
    CredentialId::from_bytes([n; 16])
}

pub(crate) fn ticket(n: u8, product: ProductNo, name: &str) -> NewCredential {
    NewCredential {
        id: id(n),
        generation: None,
        standing: None,
        approval: None,
        payment: None,
        details: Details { product, name: name.to_owned(), ..Details::default() },
    }
}

/// A verified code for a credential that the replica may not hold.
pub(crate) fn signed(n: u8, product: ProductNo, rehearsal: bool) -> Presented {
    Presented::Signed(Ticket {
        id: id(n),
        product,
        kind: Kind::Ticket,
        rehearsal,
        generation: Generation(0),
        validity: Window::ALWAYS,
    })
}
