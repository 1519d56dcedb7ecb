//! A small event with everything the rules can say about it.

use gatehouse_commands::app::{NewEvent, Protect, create_at, open_path};
use gatehouse_commands::{Host, gate, import, setup};
use gatehouse_contract::error::CommandError;
use gatehouse_contract::gate::OpenGateReq;
use gatehouse_contract::id::CheckpointId;
use gatehouse_contract::setup::{Checkpoint, EntryPolicy, EventDetails, Product, Zone};
use gatehouse_contract::time::{WallMs, Window};
use gatehouse_contract::verdict::{Direction, Kind};
use gatehouse_core::ids::EventId;
use gatehouse_credential::IssuingKey;
use gatehouse_store::table;

use crate::Machine;

/// What a test needs to know of the event that [`small_event`] made and opened.
pub struct SmallEvent {
    /// Its id.
    pub id: EventId,
    /// Lets everybody but drivers in, once, and again after an exit; unpaid ones after confirming.
    pub north: CheckpointId,
    /// Into the same zone; lets everybody in.
    pub south: CheckpointId,
    /// Staff only, as often as they like.
    pub backstage: CheckpointId,
    /// The key that signs its codes.
    pub key: IssuingKey,
}

const ATTENDEES: &str = "\
reference,name,product,status,valid_until
A-1,Ana María Lopéz,General,paid,
A-2,Beto Cano,General,unpaid,
A-3,Carla Díaz,General,cancelled,
A-4,Darío Peña,General,blocked,
A-5,Elisa Gil,General,revoked,
A-6,Fabio Ruiz,General,paid,2026-11-20T12:00:00-05:00
A-7,Gina Mesa,Parking,paid,
A-8,Hugo Vélez,Staff,paid,
";

/// Makes and opens an event with three checkpoints and eight credentials, named `A-1` to `A-8` by reference.
///
/// # Errors
/// When a use case fails, which is what the test is about then.
pub fn small_event(machine: &Machine) -> Result<SmallEvent, CommandError> {
    let file = machine.path("small.gatehouse");
    let now = machine.now().wall.0;
    let details = EventDetails {
        name: "Small night".into(),
        venue: "Medellín".into(),
        zone: "America/Bogota".into(),
        window: Window { from: Some(WallMs(now - 36_000_000)), until: Some(WallMs(now + 36_000_000)) },
    };
    let new = NewEvent { details, device_name: "North 1".into(), protect: Protect::KeyStore };
    let id = create_at(machine, &file, &new)?;
    open_path(machine, &file, None)?;
    for (name, kind) in [("General", Kind::Ticket), ("Parking", Kind::Ticket), ("Staff", Kind::Staff)] {
        setup::save_product(machine, Product { number: 0, name: name.into(), kind, attention: None })?;
    }
    let mut zones =
        setup::save_zone(machine, Zone { id: None, name: "Grounds".into(), capacity: Some(100) })?.zones;
    zones.extend(
        setup::save_zone(machine, Zone { id: None, name: "Backstage".into(), capacity: None })?.zones,
    );
    let mut made = Vec::new();
    for (name, zone, products, policy, admits_unpaid) in [
        ("Puerta Norte", "Grounds", vec![1, 3], EntryPolicy::AgainAfterExit, true),
        ("Puerta Sur", "Grounds", vec![], EntryPolicy::AgainAfterExit, false),
        ("Backstage", "Backstage", vec![3], EntryPolicy::Unlimited, false),
    ] {
        let zone = zones.iter().find(|known| known.name == zone).and_then(|known| known.id);
        let zone = zone.unwrap_or_else(|| unreachable!("both zones were just saved"));
        let checkpoint = Checkpoint {
            id: None,
            name: name.into(),
            zone,
            products,
            policy,
            window: Window::default(),
            admits_unpaid,
        };
        let saved = setup::save_checkpoint(machine, checkpoint)?.checkpoints;
        made.extend(saved.into_iter().find(|known| known.name == name).and_then(|known| known.id));
    }
    let [north, south, backstage] = made[..] else { unreachable!("three checkpoints were just saved") };
    let rows = machine.path("attendees.csv");
    std::fs::write(&rows, ATTENDEES)
        .unwrap_or_else(|_| unreachable!("the machine's own folder can be written"));
    let report = import::run_file(machine, &rows, None)?;
    assert!(report.done, "the attendees of the small event are imported: {:?}", report.bad_rows);
    let open = gatehouse_commands::open(machine)?;
    let key = open.replica.read(table::signing_key::issuing).ok().flatten();
    let key = key.unwrap_or_else(|| unreachable!("a new event has a key"));
    Ok(SmallEvent { id, north, south, backstage, key })
}

impl SmallEvent {
    /// The machine takes up its post.
    ///
    /// # Errors
    /// When the use case fails.
    pub fn stand(
        &self,
        machine: &Machine,
        at: CheckpointId,
        direction: Direction,
    ) -> Result<(), CommandError> {
        gate::open(machine, OpenGateReq { checkpoint: at, direction }).map(|_| ())
    }

    /// The text of the code of the credential with this reference.
    ///
    /// # Panics
    /// When the event has no such credential.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test that asks for a credential that is not there is wrong")]
    pub fn code(&self, machine: &Machine, reference: &str) -> String {
        let open = gatehouse_commands::open(machine).expect("the small event is open");
        let reference = reference.to_owned();
        let row = open
            .replica
            .read(move |conn| table::credential::find_by_reference(conn, &reference))
            .expect("the replica can be read")
            .expect("the small event has this credential");
        self.key.issue(self.id, &row.ticket()).expect("an imported credential can be signed")
    }
}
