//! Two gates of one event.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host as _, gate, open, sync};
use gatehouse_contract::event::Push;
use gatehouse_contract::gate::PresentReq;
use gatehouse_contract::sync::{CarryReq, Connection, DeviceRole, MakeCodeReq, Parked, SyncRes};
use gatehouse_contract::verdict::{Answer, Direction, ShownScan, Source};
use gatehouse_store::{audit, exchange, table};
use gatehouse_sync::uplink::HttpUplink;
use gatehouse_testkit::{Central, Machine, SmallEvent, small_event};

/// Long enough for a slow machine; nothing waits that long when all is well.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// The `n`th machine of a test, with its own way to the store.
pub(super) fn machine(n: i64) -> Result<Machine> {
    Ok(Machine::nth(n).with_uplink(HttpUplink::new()?))
}

/// Looks again whenever the program told its screens something, until it sees what it waits for.
pub(super) fn until(machine: &Machine, what: &str, seen: impl Fn(&SyncRes) -> bool) -> Result<SyncRes> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let status = sync::status(machine)?;
        if seen(&status) {
            return Ok(status);
        }
        if Instant::now() > deadline {
            bail!("{what} did not happen: {status:#?}");
        }
        machine.wait_for_push(Duration::from_millis(50));
    }
}

pub(super) fn present(machine: &Machine, text: &str) -> Result<ShownScan> {
    let req = PresentReq { text: text.into(), source: Source::Camera, ignore_unpaid: false };
    Ok(gate::present(machine, req)?)
}

pub(super) fn settled(status: &SyncRes) -> bool {
    matches!(status.state.connection, Connection::Connected)
        && status.state.waiting == 0
        && status.state.download.is_none()
}

/// The organizer's laptop at the north gate with the event published, and a tablet at the south gate that has joined.
struct Venue {
    central: Central,
    north: Machine,
    south: Machine,
    event: SmallEvent,
}

impl Venue {
    fn new() -> Result<Self> {
        let central = Central::new()?;
        let (north, south) = (machine(0)?, machine(1)?);
        let event = small_event(&north)?;
        event.stand(&north, event.north, Direction::In)?;
        sync::sign_in_organizer(&north, central.sign_in())?;
        sync::publish_event(&north)?;
        let guest =
            MakeCodeReq { name: "Tablet 2".into(), role: DeviceRole::Gate, checkpoint: Some(event.south) };
        let code = sync::make_enrolment_code(&north, guest)?.code.context("a code")?;
        let join = sync::Join { text: code.text, device_name: "x".into(), protect: Protect::KeyStore };
        sync::join_at(&south, &south.path("south.gatehouse"), &join)?;
        let venue = Self { central, north, south, event };
        until(&venue.north, "the first upload", settled)?;
        until(&venue.south, "the first download", settled)?;
        Ok(venue)
    }

    /// Waits until both hold the same records.
    fn agree(&self) -> Result<()> {
        let heads =
            |machine: &Machine| Ok::<_, anyhow::Error>(open(machine)?.replica.read(exchange::vector)?);
        for (one, other) in [(&self.north, &self.south), (&self.south, &self.north)] {
            let wanted = heads(other)?;
            until(one, "agreement", |status| {
                settled(status)
                    && heads(one)
                        .is_ok_and(|held| wanted.iter().all(|(author, seq)| held.get(author) >= Some(seq)))
            })?;
        }
        for machine in [&self.north, &self.south] {
            let findings = audit(&open(machine)?.replica)?;
            assert!(findings.is_empty(), "{findings:?}");
        }
        Ok(())
    }
}

#[test]
fn what_one_gate_admits_is_used_up_at_the_other() -> Result<()> {
    let venue = Venue::new()?;
    let status = sync::status(&venue.south)?;
    assert_eq!(status.devices.len(), 2, "{:#?}", status.devices);
    let post = gate::status(&venue.south)?.post.context("the organizer sent it to a checkpoint")?;
    assert_eq!(post.checkpoint, venue.event.south);
    let counts =
        |machine: &Machine| open(machine)?.replica.read(gatehouse_store::gate::counts).context("counts");
    assert_eq!(counts(&venue.south)?.credentials, counts(&venue.north)?.credentials);

    let code = venue.event.code(&venue.north, "A-1");
    assert_eq!(present(&venue.north, &code)?.answer, Answer::Admit);
    venue.agree()?;
    let second = present(&venue.south, &code)?;
    let Answer::Used { first } = second.answer else { bail!("{second:?}") };
    assert_eq!(first.device_name, "North 1");
    venue.agree()?;
    let dashboard = "select count(*)::text from check_ins where direction = 'in' and undone_at is null";
    assert_eq!(venue.central.value(dashboard)?, "1", "refusals are no check-ins");
    Ok(())
}

#[test]
fn a_double_admission_made_while_cut_off_is_named_everywhere() -> Result<()> {
    let venue = Venue::new()?;
    let code = venue.event.code(&venue.north, "A-1");
    venue.central.faults.set_offline(true);
    assert_eq!(present(&venue.north, &code)?.answer, Answer::Admit);
    venue.south.pass(90_000);
    assert_eq!(present(&venue.south, &code)?.answer, Answer::Admit, "it could not know");
    let offline = |status: &SyncRes| matches!(status.state.connection, Connection::Offline { .. });
    until(&venue.north, "the north gate notices", offline)?;
    assert_eq!(sync::status(&venue.north)?.state.waiting, 1, "the queue is shown");
    let _ = (venue.north.told(), venue.south.told());

    venue.central.faults.set_offline(false);
    for machine in [&venue.north, &venue.south] {
        sync::now(machine)?;
    }
    venue.agree()?;
    let (north, south) = (sync::status(&venue.north)?.doubles, sync::status(&venue.south)?.doubles);
    assert_eq!(north, south, "the same pair, the same first one");
    let [double] = &north[..] else { bail!("{north:#?}") };
    assert_eq!(double.first.device.as_deref(), Some("North 1"));
    assert_eq!(double.second.device.as_deref(), Some("Tablet 2"));
    assert_eq!(double.gap_ms, 90_001);
    for machine in [&venue.north, &venue.south] {
        let alarms = machine
            .told()
            .into_iter()
            .filter(|push| matches!(push, Push::Heard { doubles } if !doubles.is_empty()));
        assert_eq!(alarms.count(), 1, "one alarm, not one per record");
    }
    assert_eq!(venue.central.value("select count(*)::text from admission_conflicts")?, "1");
    assert_eq!(venue.central.value("select gap_ms::text from admission_conflicts")?, "90001");
    Ok(())
}

#[test]
fn what_the_organizer_changes_reaches_the_gates() -> Result<()> {
    let venue = Venue::new()?;
    let code = venue.event.code(&venue.north, "A-1");
    venue.central.execute(
        "update tickets set status = 'cancelled' where id = (select id from tickets where reference = 'A-1')",
    )?;
    let standing = |machine: &Machine| -> Result<_> {
        let row = open(machine)?.replica.read(|conn| table::credential::find_by_reference(conn, "A-1"))?;
        Ok(row.context("the ticket")?.standing)
    };
    let cancelled = gatehouse_core::admission::Standing::Cancelled;
    until(&venue.south, "the change", |_| {
        standing(&venue.south).is_ok_and(|standing| standing == cancelled)
    })?;
    assert_eq!(present(&venue.south, &code)?.answer, Answer::Cancelled);
    Ok(())
}

#[test]
fn a_central_store_restored_from_a_backup_is_followed_and_told_again() -> Result<()> {
    let venue = Venue::new()?;
    let gates = [&venue.north, &venue.south];
    let row = |machine: &Machine, reference: &'static str| -> Result<_> {
        Ok(open(machine)?.replica.read(|conn| table::credential::find_by_reference(conn, reference))?)
    };
    let seat = |machine: &Machine, reference, wanted: &str| {
        row(machine, reference)
            .is_ok_and(|row| row.is_some_and(|row| row.details.seat.as_deref() == Some(wanted)))
    };
    let change = |set: &str, reference: &str| {
        venue.central.execute(&format!("update tickets set {set} where reference = '{reference}'"))
    };
    let backup = venue.central.back_up()?;

    // What will be forgotten: two changes, a new ticket, an admission.
    change("seat = 'X1', status = 'blocked'", "A-1")?;
    venue.central.execute(
        "with guest as (insert into attendees (event_id, name) select id, 'Inés Toro' from events returning *) \
         insert into tickets (event_id, ticket_type_id, attendee_id, reference, seat) \
         select g.event_id, t.id, g.id, 'B-1', 'X2' from guest g join ticket_types t using (event_id) where t.number = 1",
    )?;
    change("seat = 'X3'", "A-6")?;
    for gate in gates {
        until(gate, "the changes", |_| seat(gate, "A-6", "X3"))?;
    }
    let late = row(&venue.north, "B-1")?.context("the new ticket")?;
    let late = venue.event.key.issue(venue.event.id, &late.ticket())?;
    let (first, second) = (venue.event.code(&venue.north, "A-8"), venue.event.code(&venue.north, "A-1"));
    assert_eq!(present(&venue.north, &first)?.answer, Answer::Admit);
    venue.agree()?;

    // The same numbers are given to other changes.
    venue.central.faults.set_offline(true);
    venue.central.restore(&backup)?;
    change("seat = 'Y1'", "A-1")?;
    change("seat = 'Y2'", "A-3")?;
    change("seat = 'Y3'", "A-2")?;
    venue.central.faults.set_offline(false);
    for gate in gates {
        sync::now(gate)?;
        until(gate, "what changed again", |_| seat(gate, "A-1", "Y1") && seat(gate, "A-2", "Y3"))?;
        assert!(row(gate, "A-6")?.context("a ticket")?.details.seat.is_none(), "it never had one");
        assert_eq!(row(gate, "B-1")?.map(|row| row.id), None, "nobody is named any more");
    }
    assert_eq!(present(&venue.north, &late)?.answer, Answer::Cancelled, "it was never sold");
    let again = present(&venue.south, &first)?.answer;
    assert!(matches!(again, Answer::Used { .. }), "what happened, happened: {again:?}");
    assert_eq!(present(&venue.south, &second)?.answer, Answer::Admit, "it was never blocked");
    venue.agree()?;
    let admitted = "select count(*)::text from check_ins where direction = 'in' and undone_at is null";
    let told = |_: &SyncRes| venue.central.value(admitted).is_ok_and(|count| count == "2");
    until(&venue.north, "the store hears again of what it forgot", told)?;
    Ok(())
}

#[test]
fn a_revoked_device_forgets_everybody_and_counts_no_more() -> Result<()> {
    let venue = Venue::new()?;
    let code = venue.event.code(&venue.north, "A-1");
    venue.central.faults.set_offline(true);
    assert_eq!(present(&venue.south, &code)?.answer, Answer::Admit);
    venue.central.execute(
        "update devices set revoked_at = now(), revoked_cutoff = (select head from author_heads a where a.device_id = devices.id) \
         where name = 'Tablet 2'",
    )?;
    venue.central.faults.set_offline(false);
    sync::now(&venue.south)?;
    let revoked =
        |status: &SyncRes| status.state.connection == Connection::Parked { reason: Parked::Revoked };
    until(&venue.south, "the news", revoked)?;
    let counts = |machine: &Machine| {
        Ok::<_, anyhow::Error>(open(machine)?.replica.read(gatehouse_store::gate::counts)?)
    };
    until(&venue.south, "the wipe", |_| counts(&venue.south).is_ok_and(|counts| counts.credentials == 0))?;
    assert!(matches!(present(&venue.south, &code)?.answer, Answer::Invalid { .. }), "and admits nobody");
    assert_eq!(present(&venue.north, &code)?.answer, Answer::Admit, "what it did after that counts nowhere");
    Ok(())
}

#[test]
fn a_code_is_good_for_one_device() -> Result<()> {
    let venue = Venue::new()?;
    let guest = MakeCodeReq { name: "Kiosk".into(), role: DeviceRole::Kiosk, checkpoint: None };
    let code = sync::make_enrolment_code(&venue.north, guest)?.code.context("a code")?;
    let join = |machine: &Machine| {
        let join =
            sync::Join { text: code.text.clone(), device_name: "x".into(), protect: Protect::KeyStore };
        sync::join_at(machine, &machine.path("kiosk.gatehouse"), &join)
    };
    let (first, second) = (machine(2)?, machine(3)?);
    join(&first)?;
    let refused = join(&second).expect_err("the code is used up");
    assert_eq!(refused.code, gatehouse_contract::error::ErrorCode::BadEnrolmentCode);
    assert!(!second.path("kiosk.gatehouse").exists(), "nothing is left behind");
    first.uplink().detach();
    Ok(())
}

#[test]
fn without_a_network_joining_says_so_and_uses_nothing_up() -> Result<()> {
    let venue = Venue::new()?;
    let guest = MakeCodeReq { name: "Late".into(), role: DeviceRole::Gate, checkpoint: None };
    let code = sync::make_enrolment_code(&venue.north, guest)?.code.context("a code")?;
    let join = || sync::Join { text: code.text.clone(), device_name: "x".into(), protect: Protect::KeyStore };
    let late = machine(2)?;
    venue.central.faults.set_offline(true);
    let refused = sync::join_at(&late, &late.path("late.gatehouse"), &join()).expect_err("no network");
    assert_eq!(refused.code, gatehouse_contract::error::ErrorCode::NoNetwork);
    venue.central.faults.set_offline(false);
    sync::join_at(&late, &late.path("late.gatehouse"), &join())?;
    Ok(())
}

#[test]
fn a_session_that_ran_out_or_was_forgotten_is_taken_up_again() -> Result<()> {
    let venue = Venue::new()?;
    for forgotten in [false, true] {
        if forgotten {
            venue.central.execute("delete from auth.sessions; delete from auth.refresh_tokens")?;
        }
        venue.central.clock.advance(Duration::from_secs(2 * 3600));
        let code = venue.event.code(&venue.north, if forgotten { "A-8" } else { "A-1" });
        assert_eq!(present(&venue.south, &code)?.answer, Answer::Admit);
        venue.agree()?;
    }
    Ok(())
}

#[test]
fn a_device_that_began_from_a_file_joins_later_with_the_log_that_it_has() -> Result<()> {
    let venue = Venue::new()?;
    let stick = CarryReq { path: venue.north.path("event.snapshot").display().to_string() };
    let written = sync::write_snapshot(&venue.north, stick.clone())?;
    let east = machine(2)?;
    let file = east.path("east.gatehouse");
    let begin = sync::Begin {
        snapshot: stick.path.into(),
        fingerprint: written.fingerprint,
        device_name: "Tablet 3".into(),
        protect: Protect::KeyStore,
    };
    sync::begin_from_snapshot(&east, &file, &begin)?;
    venue.event.stand(&east, venue.event.south, Direction::In)?;
    let code = venue.event.code(&venue.north, "A-1");
    assert_eq!(present(&east, &code)?.answer, Answer::Admit);

    let guest = MakeCodeReq { name: "Tablet 3".into(), role: DeviceRole::Gate, checkpoint: None };
    let invitation = sync::make_enrolment_code(&venue.north, guest)?.code.context("a code")?;
    let join = sync::Join { text: invitation.text, device_name: "x".into(), protect: Protect::KeyStore };
    sync::join_at(&east, &file, &join)?;
    until(&east, "the upload of what it had written alone", settled)?;
    for gate in [&venue.north, &venue.south] {
        sync::now(gate)?;
        until(gate, "the news of the east", |status| {
            status.devices.iter().any(|device| device.name == "Tablet 3" && device.records == 2)
        })?;
    }
    let Answer::Used { first } = present(&venue.south, &code)?.answer else {
        bail!("it was used in the east")
    };
    assert_eq!(first.device_name, "Tablet 3");
    Ok(())
}
