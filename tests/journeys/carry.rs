//! A venue without any network: the event and what happened go from device to device in files.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use gatehouse_commands::app::Protect;
use gatehouse_commands::sync::{self, Begin};
use gatehouse_commands::{Host as _, gate, import, open, setup};
use gatehouse_contract::error::ErrorCode;
use gatehouse_contract::gate::PresentReq;
use gatehouse_contract::setup::Product;
use gatehouse_contract::sync::{CarryReq, SnapshotFileRes, SnapshotOutcome};
use gatehouse_contract::verdict::{Answer, Direction, Kind, Source};
use gatehouse_core::ids::{AuthorId, DeviceId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_store::exchange::{Trust, set_trust};
use gatehouse_store::table::link::{self, LinkRow};
use gatehouse_store::table::{author, meta};
use gatehouse_store::{audit, master};
use gatehouse_testkit::{EVENING, Machine, SmallEvent, small_event};

/// The `n`th machine of a test. Each begins a millisecond later, because its chance comes from the time.
fn machine(n: i64) -> Machine {
    Machine::at(WallMs(EVENING.0 + n))
}

/// The organizer's laptop with the small event, and a stick.
struct Venue {
    stick: tempfile::TempDir,
    north: Machine,
    event: SmallEvent,
}

impl Venue {
    fn new() -> Result<Self> {
        let north = machine(0);
        let event = small_event(&north)?;
        event.stand(&north, event.north, Direction::In)?;
        Ok(Self { stick: tempfile::tempdir()?, north, event })
    }

    fn on_stick(&self, name: &str) -> PathBuf {
        self.stick.path().join(name)
    }

    fn req(&self, name: &str) -> CarryReq {
        CarryReq { path: self.on_stick(name).display().to_string() }
    }

    fn write(&self, name: &str) -> Result<SnapshotFileRes> {
        self.north.pass(1_000);
        Ok(sync::write_snapshot(&self.north, self.req(name))?)
    }

    /// A device that begins from a file.
    fn begin(&self, n: i64, name: &str, fingerprint: &str) -> Result<Machine> {
        let south = machine(n);
        let begin = Begin {
            snapshot: self.on_stick(name),
            fingerprint: fingerprint.to_owned(),
            device_name: format!("Tablet {n}"),
            protect: Protect::KeyStore,
        };
        sync::begin_from_snapshot(&south, &south.path("south.gatehouse"), &begin)?;
        self.event.stand(&south, self.event.south, Direction::In)?;
        Ok(south)
    }

    fn read(&self, machine: &Machine, name: &str) -> Result<SnapshotOutcome> {
        Ok(sync::read_snapshot(machine, self.req(name))?.outcome)
    }

    /// What comes of reading a file that this device must not take.
    fn refused(&self, machine: &Machine, name: &str) -> Result<ErrorCode> {
        let before = said(machine)?;
        let refused = sync::read_snapshot(machine, self.req(name)).err().context("it must be refused")?;
        assert!(!refused.hint.is_empty());
        assert_eq!(said(machine)?, before, "nothing of it was taken");
        Ok(refused.code)
    }
}

/// Everything that the organizer says, as a replica holds it, in words that can be compared.
fn said(machine: &Machine) -> Result<Vec<String>> {
    let said = open(machine)?.replica.read(|conn| {
        let mut all: Vec<_> = master::frame(conn)?
            .into_iter()
            .filter(|change| !matches!(change, master::Change::Author(..)))
            .collect();
        all.extend(master::credentials(conn, None, 100_000)?.into_iter().map(master::Change::Credential));
        let documents = all.into_iter().filter_map(gatehouse_sync::apply::document);
        Ok::<_, gatehouse_store::Error>(documents.map(|document| document.write().to_string()).collect())
    });
    Ok(said?)
}

fn present(machine: &Machine, text: &str) -> Result<Answer> {
    let req = PresentReq { text: text.into(), source: Source::Camera, ignore_unpaid: false };
    Ok(gate::present(machine, req)?.answer)
}

#[test]
fn a_device_that_never_had_a_network_admits_and_its_records_come_home() -> Result<()> {
    let venue = Venue::new()?;
    let written = venue.write("event")?;
    assert_eq!((written.outcome, written.device.as_str()), (SnapshotOutcome::Written, "North 1"));
    assert_eq!(written.fingerprint, sync::fingerprint(&venue.north)?);
    let south = venue.begin(1, "event", &written.fingerprint.to_lowercase().replace('-', " "))?;
    assert_eq!(said(&south)?, said(&venue.north)?);
    let code = venue.event.code(&venue.north, "A-1");
    assert_eq!(present(&south, &code)?, Answer::Admit);

    sync::write_bundle(&south, venue.req("south"))?;
    let unknown = sync::read_bundle(&venue.north, venue.req("south"))?;
    assert_eq!((unknown.new, unknown.unknown), (0, 2), "nobody told who the device is");
    assert_eq!(present(&venue.north, &venue.event.code(&venue.north, "A-8"))?, Answer::Admit);
    let wrong = sync::read_bundle_of(&venue.north, venue.req("south"), &written.fingerprint);
    assert_eq!(wrong.err().context("the wrong device")?.code, ErrorCode::UntrustedFile);
    let fingerprint = sync::fingerprint(&south)?;
    let known = sync::read_bundle_of(&venue.north, venue.req("south"), &fingerprint)?;
    assert_eq!((known.new, known.unknown), (2, 0));
    let Answer::Used { first } = present(&venue.north, &code)? else { panic!("it was used in the south") };
    assert_eq!(first.device_name, "Tablet 1");

    // The next snapshot of the organizer's device introduces it to everybody.
    let again = venue.write("event")?;
    let east = venue.begin(2, "event", &again.fingerprint)?;
    assert_eq!(sync::read_bundle(&east, venue.req("south"))?.new, 2);
    for machine in [&venue.north, &south, &east] {
        assert!(audit(&open(machine)?.replica)?.is_empty());
    }
    Ok(())
}

#[test]
fn a_replica_takes_what_is_newer_and_never_goes_back() -> Result<()> {
    let venue = Venue::new()?;
    let first = venue.write("first")?;
    let south = venue.begin(1, "first", &first.fingerprint)?;
    assert_eq!(venue.read(&south, "first")?, SnapshotOutcome::Same);

    let vip = Product { number: 0, name: "Balcón".into(), kind: Kind::Ticket, attention: None };
    setup::save_product(&venue.north, vip)?;
    let more = venue.north.path("more.csv");
    fs::write(
        &more,
        "reference,name,product,status\nB-1,Iris Lara,Balcón,paid\nA-1,Ana López,General,blocked\n",
    )?;
    assert!(import::run_file(&venue.north, &more, None)?.done);
    venue.write("second")?;
    assert_eq!(venue.read(&south, "second")?, SnapshotOutcome::Taken);
    assert_eq!(said(&south)?, said(&venue.north)?);
    assert_eq!(present(&south, &venue.event.code(&venue.north, "B-1"))?, Answer::Admit);
    assert_eq!(present(&south, &venue.event.code(&venue.north, "A-1"))?, Answer::Blocked);

    assert_eq!(venue.read(&south, "first")?, SnapshotOutcome::Older);
    assert_eq!(venue.read(&venue.north, "first")?, SnapshotOutcome::Older, "what it wrote itself");
    // What a device passes on is as old as what it was told, whatever its clock says.
    south.pass(3_600_000);
    sync::write_snapshot(&south, venue.req("passed-on"))?;
    let east = venue.begin(2, "passed-on", &sync::fingerprint(&south)?)?;
    assert_eq!(venue.read(&east, "second")?, SnapshotOutcome::Same);
    assert_eq!(said(&east)?, said(&venue.north)?);
    venue.write("third")?;
    assert_eq!(venue.read(&east, "third")?, SnapshotOutcome::Taken);
    assert!(audit(&open(&east)?.replica)?.is_empty());
    Ok(())
}

#[test]
fn ten_thousand_credentials_arrive_as_they_were() -> Result<()> {
    let venue = Venue::new()?;
    let rows: String =
        (0..10_000).map(|n| format!("N-{n},Persona {n} Núñez,General,p{n}@example.org\n")).collect();
    let list = venue.north.path("list.csv");
    fs::write(&list, format!("reference,name,product,email\n{rows}"))?;
    assert!(import::run_file(&venue.north, &list, None)?.done);
    let written = venue.write("event")?;
    assert!(written.documents > 10_000);
    let size = fs::metadata(venue.on_stick("event"))?.len();
    assert!(size < 2_000_000, "it is compressed: {size} bytes");
    let south = venue.begin(1, "event", &written.fingerprint)?;
    assert_eq!(said(&south)?, said(&venue.north)?);
    assert!(audit(&open(&south)?.replica)?.is_empty());
    assert_eq!(present(&south, &venue.event.code(&venue.north, "N-9999"))?, Answer::Admit);
    Ok(())
}

#[test]
fn a_file_that_must_not_be_believed_changes_nothing() -> Result<()> {
    let venue = Venue::new()?;
    let written = venue.write("event")?;
    let bytes = fs::read(venue.on_stick("event"))?;
    let south = venue.begin(1, "event", &written.fingerprint)?;

    let mut altered = bytes.clone();
    altered[bytes.len() / 2] ^= 1;
    fs::write(venue.on_stick("altered"), altered)?;
    fs::write(venue.on_stick("cut"), &bytes[..bytes.len() - 40])?;
    fs::write(venue.on_stick("letter"), "Dear organizer")?;
    for name in ["altered", "cut", "letter"] {
        assert_eq!(venue.refused(&south, name)?, ErrorCode::BadBundle, "{name}");
    }
    // A device that nobody introduced.
    sync::write_snapshot(&south, venue.req("stranger"))?;
    assert_eq!(venue.refused(&venue.north, "stranger")?, ErrorCode::UntrustedFile);
    // Another event.
    let other = machine(7);
    small_event(&other)?;
    sync::write_snapshot(&other, venue.req("other"))?;
    assert_eq!(venue.refused(&south, "other")?, ErrorCode::BadBundle);
    // A device that was revoked meanwhile.
    venue.write("event")?;
    revoke(&south, open(&venue.north)?.replica.author()?.id)?;
    assert_eq!(venue.refused(&south, "event")?, ErrorCode::UntrustedFile);
    Ok(())
}

fn revoke(machine: &Machine, id: AuthorId) -> Result<()> {
    let write = open(machine)?.replica.write(move |tx, _| {
        let known = author::find(tx, id)?.ok_or(gatehouse_store::Error::Unsound)?;
        let trust = Trust {
            public_key: known.public_key,
            name: known.name,
            device: None,
            frozen: false,
            cutoff: Some(Seq(1)),
        };
        set_trust(tx, id, &trust)
    });
    assert!(write?);
    Ok(())
}

#[test]
fn a_wrong_fingerprint_leaves_nothing_behind() -> Result<()> {
    let venue = Venue::new()?;
    venue.write("event")?;
    let south = machine(1);
    let file = south.path("south.gatehouse");
    for (fingerprint, expected) in
        [("0000-0000-0000-0000", ErrorCode::UntrustedFile), ("0000", ErrorCode::BadRequest)]
    {
        let begin = Begin {
            snapshot: venue.on_stick("event"),
            fingerprint: fingerprint.to_owned(),
            device_name: "South".to_owned(),
            protect: Protect::KeyStore,
        };
        let refused = sync::begin_from_snapshot(&south, &file, &begin).err().context("it must be refused")?;
        assert_eq!(refused.code, expected);
        assert!(!file.exists() && south.session().current().is_none());
    }
    let own =
        sync::write_snapshot(&venue.north, CarryReq { path: open(&venue.north)?.file.display().to_string() });
    assert_eq!(own.err().context("the event itself must not be replaced")?.code, ErrorCode::Taken);
    Ok(())
}

#[test]
fn where_the_central_store_speaks_its_change_numbers_decide() -> Result<()> {
    let venue = Venue::new()?;
    let alone = venue.write("alone")?;
    let south = venue.begin(1, "alone", &alone.fingerprint)?;
    let linked = |machine: &Machine, cursor: &str| {
        let link = LinkRow {
            url: "http://127.0.0.1:9".to_owned(),
            publishable_key: "k".to_owned(),
            device: DeviceId::from_bytes([5; 16]),
            secret: "s".to_owned().into(),
            role: "gate".to_owned(),
            checkpoint: None,
            master_cursor: cursor.to_owned(),
            last_contact: None,
            parked: None,
            wiped: false,
        };
        let now = machine.now().wall;
        open(machine)?.replica.write(move |tx, _| {
            meta::set_master_at(tx, now)?;
            link::upsert(tx, &link)
        })?;
        Ok::<_, anyhow::Error>(())
    };
    linked(&venue.north, "")?;
    let incomplete = sync::write_snapshot(&venue.north, venue.req("incomplete"));
    assert_eq!(incomplete.err().context("its download is not complete")?.code, ErrorCode::BadRequest);
    linked(&venue.north, "12.9./12.a")?;
    venue.write("twelve")?;
    let at = |machine: &Machine| {
        let link = open(machine)?.replica.read(link::find)?.context("a link")?;
        Ok::<_, anyhow::Error>(link.master_cursor)
    };

    // The clock of the south is ahead; that does not count.
    south.pass(3_600_000);
    linked(&south, "11.9./11.a")?;
    assert_eq!(venue.refused(&south, "alone")?, ErrorCode::UntrustedFile, "it is from outside the store");
    assert_eq!(venue.read(&south, "twelve")?, SnapshotOutcome::Taken);
    assert_eq!(at(&south)?, "12.9./12.a");
    assert_eq!(venue.read(&south, "twelve")?, SnapshotOutcome::Same);
    linked(&south, "13.9./13.a")?;
    assert_eq!(venue.read(&south, "twelve")?, SnapshotOutcome::Older);
    assert_eq!(at(&south)?, "13.9./13.a");
    // A device whose first download never came goes on from the file.
    linked(&south, "")?;
    south.pass(-7_200_000);
    open(&south)?.replica.write(|tx, _| meta::set_master_at(tx, EVENING))?;
    assert_eq!(venue.read(&south, "twelve")?, SnapshotOutcome::Taken);
    assert_eq!(at(&south)?, "12.9./12.a");
    Ok(())
}
