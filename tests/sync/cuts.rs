//! A connection that breaks at every kind of place, in every exchange, on the way there and on the way back.
//!
//! Each break happens once; then the line is good again. Whatever broke, the store must hold every record once and to the
//! byte, and the device must get on by itself, with the pauses that the engine always makes between attempts.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use gatehouse_central::{Close, Counts, Kind, PUBLISHABLE_KEY, Plan, Spot};
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host as _, OpenEvent, open, sync};
use gatehouse_contract::id::CheckpointId;
use gatehouse_contract::sync::{DeviceRole, MakeCodeReq};
use gatehouse_contract::verdict::{Answer, Direction};
use gatehouse_core::ids::Seq;
use gatehouse_store::table::credential;
use gatehouse_store::{Replica, audit, exchange};
use gatehouse_sync::enrol::Invitation;
use gatehouse_sync::wire::{Call, hex};
use gatehouse_sync::{Connection, Tuning};
use gatehouse_testkit::{Central, Exchange, Machine, SmallEvent, is_told, own, small_event};
use tokio::time::timeout;

use super::two_gates::{PATIENCE, machine, present, settled, until};

/// The exchanges of a device that joins.
const JOINING: [Call; 3] = [Call::Enrol, Call::Snapshot, Call::SnapshotChunk];

/// The exchanges of a device that takes part.
const TAKING_PART: [Call; 7] =
    [Call::Ingest, Call::Pull, Call::PullMaster, Call::Heartbeat, Call::Refresh, Call::SignUp, Call::Resume];

/// The ticket that goes in and out where the line breaks, and the one that does so where it is good.
const HERE: &str = "A-1";
const ELSEWHERE: &str = "A-8";

/// One break.
#[derive(Clone, Copy)]
struct Cut {
    call: Call,
    answer: bool,
    spot: Spot,
    close: Close,
}

impl Cut {
    /// All of them in these exchanges. The ways to close take turns, so that each place meets both.
    fn all(calls: &[Call]) -> Vec<Self> {
        let mut cuts = Vec::new();
        for (row, call) in calls.iter().enumerate() {
            for answer in [false, true] {
                for (column, spot) in Spot::KINDS.into_iter().enumerate() {
                    let close = if (row + column).is_multiple_of(2) { Close::Orderly } else { Close::Reset };
                    cuts.push(Self { call: *call, answer, spot, close });
                }
            }
        }
        cuts
    }

    fn plan(self) -> Plan {
        let Self { spot: at, close, .. } = self;
        if self.answer { Plan::CutAnswer { at, close } } else { Plan::CutRequest { at, close } }
    }

    fn met(counts: &Counts) -> u64 {
        counts.of(Kind::CutAnswer) + counts.of(Kind::CutRequest)
    }
}

impl fmt::Debug for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.answer { "answer" } else { "request" };
        write!(f, "{:?} {way} {:?} {:?}", self.call, self.spot, self.close)
    }
}

/// What came of them.
#[derive(Debug, Default)]
struct Tally {
    cuts: u64,
    records: usize,
    passes: i64,
    lost: Vec<Cut>,
    duplicates: Vec<Cut>,
    wedged: Vec<Cut>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.cuts += other.cuts;
        self.records += other.records;
        self.passes += other.passes;
        self.lost.extend(other.lost);
        self.duplicates.extend(other.duplicates);
        self.wedged.extend(other.wedged);
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the closing line of a run is its figures")]
fn a_cut_anywhere_loses_nothing_doubles_nothing_and_stops_nobody() -> Result<()> {
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let joining = scope.spawn(join_through_all);
        tally.add(take_part_through_all()?);
        tally.add(joining.join().expect("no panic")?);
        anyhow::Ok(())
    })?;
    println!(
        "cuts: {} exchanges x {} places x 2 ways = {} cuts; {} records, {} passes; lost {}, duplicates {}, wedged {}",
        JOINING.len() + TAKING_PART.len(),
        Spot::KINDS.len(),
        tally.cuts,
        tally.records,
        tally.passes,
        tally.lost.len(),
        tally.duplicates.len(),
        tally.wedged.len(),
    );
    assert_eq!(tally.cuts as usize, Cut::all(&JOINING).len() + Cut::all(&TAKING_PART).len());
    assert!(tally.lost.is_empty() && tally.duplicates.is_empty() && tally.wedged.is_empty(), "{tally:#?}");
    Ok(())
}

/// For each exchange an event of its own: who joins also takes everything of those who joined before.
fn join_through_all() -> Result<Tally> {
    let mut tally = Tally::default();
    for cuts in Cut::all(&JOINING).chunks(2 * Spot::KINDS.len()) {
        let mut venue = Venue::new()?;
        for (cut, n) in cuts.iter().zip(1..) {
            venue.join_through(*cut, n).with_context(|| format!("{cut:?}"))?;
        }
        tally.add(venue.close(cuts.len())?);
    }
    Ok(tally)
}

/// One event, and one device that meets all of them.
fn take_part_through_all() -> Result<Tally> {
    let mut venue = Venue::new()?;
    let mut device = Device::take_over(venue.join(1)?, &venue.central)?;
    for (round, cut) in Cut::all(&TAKING_PART).into_iter().enumerate() {
        venue.take_part_through(cut, &mut device, round).with_context(|| format!("{cut:?}"))?;
    }
    assert_sound(&device.machine)?;
    venue.close(1)
}

fn assert_sound(machine: &Machine) -> Result<()> {
    let findings = audit(&open(machine)?.replica)?;
    assert!(findings.is_empty(), "{findings:?}");
    Ok(())
}

/// The organizer's laptop at the north gate, whose line is always good, and what was found so far.
struct Venue {
    central: Central,
    north: Machine,
    event: SmallEvent,
    tally: Tally,
}

impl Venue {
    fn new() -> Result<Self> {
        let central = Central::new()?;
        let north = machine(0)?;
        let event = small_event(&north)?;
        sync::sign_in_organizer(&north, central.sign_in_directly())?;
        sync::publish_event(&north)?;
        until(&north, "the first upload", settled)?;
        Ok(Self { central, north, event, tally: Tally::default() })
    }

    /// Looks at what no single cut shows, and gives what was found. So many devices have joined.
    fn close(self, joined: usize) -> Result<Tally> {
        assert_sound(&self.north)?;
        let devices = self.central.value("select count(*)::text from devices")?;
        assert_eq!(devices, (joined + 1).to_string(), "no device is there twice");
        let reborn = self.central.value(
            "select (select count(*) from forked_records) + (select count(*) from author_heads where frozen)",
        )?;
        assert_eq!(reborn, "0", "nobody had to become another author");
        Ok(self.tally)
    }

    /// A new device with the whole event on it, which it downloads over the line that breaks.
    fn join(&self, n: i64) -> Result<Machine> {
        let guest = MakeCodeReq { name: format!("Tablet {n}"), role: DeviceRole::Gate, checkpoint: None };
        let made = sync::make_enrolment_code(&self.north, guest)?.code.context("a code")?;
        let made: Invitation = made.text.parse()?;
        let text = Invitation::new(&self.central.faults.url(), PUBLISHABLE_KEY, &made.code)?.to_string();
        let (joining, device_name) = (machine(n)?, "x".to_owned());
        let join = sync::Join { text, device_name, protect: Protect::KeyStore };
        sync::join_at(&joining, &joining.path("joined.gatehouse"), &join)?;
        until(&joining, "the first download", settled)?;
        Ok(joining)
    }

    /// A device joins, is cut off once while it does, and scans.
    fn join_through(&mut self, cut: Cut, n: i64) -> Result<()> {
        self.central.faults.aim(cut.call.path(), cut.plan());
        let joined = self.join(n)?;
        self.tally.cuts += 1;
        ensure!(Cut::met(&self.central.faults.counts()) == self.tally.cuts, "it was not cut");
        self.pass(&joined, HERE, self.event.south, Direction::In)?;
        self.pass(&joined, HERE, self.event.south, Direction::Out)?;
        let replica = open(&joined)?.replica.clone();
        let told =
            until(&joined, "the upload", |status| settled(status) && is_told(&replica).unwrap_or(false));
        if told.is_err() {
            self.tally.wedged.push(cut);
        }
        self.compare(&replica, Seq(0), cut)?;
        Ok(())
    }

    /// A device that takes part is cut off once; everything there is to exchange goes on before and after.
    fn take_part_through(&mut self, cut: Cut, device: &mut Device, round: usize) -> Result<()> {
        let before = own(&device.open.replica)?.head.seq;
        let came_through = device.exchange.came_through(cut.call);
        self.central.faults.aim(cut.call.path(), cut.plan());
        self.provoke(cut.call)?;
        self.pass(&device.machine, HERE, self.event.south, Direction::In)?;
        device.exchange.engine.grown(None);
        self.tally.cuts += 1;
        let cuts = self.tally.cuts;
        let met = self.central.faults.until(|counts| Cut::met(counts) == cuts);
        let met = self.central.runtime().block_on(async { timeout(PATIENCE, met).await });
        ensure!(met.is_ok(), "it was not cut");

        let code = self.event.code(&self.north, HERE);
        let refused = present(&device.machine, &code)?;
        ensure!(matches!(refused.answer, Answer::Used { .. }), "a refusal is a record too: {refused:?}");
        self.pass(&device.machine, HERE, self.event.south, Direction::Out)?;
        device.exchange.engine.grown(None);
        let way = if round.is_multiple_of(2) { Direction::In } else { Direction::Out };
        self.pass(&self.north.clone(), ELSEWHERE, self.event.north, way)?;
        let seat = format!("row {round}");
        self.central.execute(&format!("update tickets set seat = '{seat}' where reference = 'A-2'"))?;

        let elsewhere = own(&open(&self.north)?.replica)?;
        let all_here = |device: &Device| {
            let replica = &device.open.replica;
            let heard = replica.read(exchange::vector)?.get(&elsewhere.id) >= Some(&elsewhere.head.seq);
            let changed = replica.read(|conn| credential::find_by_reference(conn, "A-2"))?;
            let changed = changed.is_some_and(|row| row.details.seat.as_ref() == Some(&seat));
            Ok(heard && changed && is_told(replica)? && device.exchange.came_through(cut.call) > came_through)
        };
        if !device.until(&self.central, all_here)? {
            self.tally.wedged.push(cut);
            device.start_again(&self.central)?;
        }
        self.compare(&device.open.replica, before, cut)
    }

    /// What makes the device need the exchange that is not made all the time.
    fn provoke(&self, call: Call) -> Result<()> {
        if matches!(call, Call::SignUp | Call::Resume) {
            self.central.execute(
                "delete from auth.sessions where user_id = (select user_id from devices where name = 'Tablet 1')",
            )?;
        }
        if matches!(call, Call::Refresh | Call::SignUp | Call::Resume) {
            self.central.clock.advance(Duration::from_secs(2 * 3600));
        }
        Ok(())
    }

    /// Somebody goes through a gate.
    fn pass(&mut self, machine: &Machine, ticket: &str, at: CheckpointId, way: Direction) -> Result<()> {
        self.event.stand(machine, at, way)?;
        let shown = present(machine, &self.event.code(&self.north, ticket))?;
        let expected = if way == Direction::In { Answer::Admit } else { Answer::Exit };
        ensure!(shown.answer == expected, "{shown:?}");
        self.tally.passes += 1;
        Ok(())
    }

    /// Compares the log of a device from behind `after` with what the store has of it, and all passes with the check-ins.
    fn compare(&mut self, replica: &Replica, after: Seq, cut: Cut) -> Result<()> {
        let author = own(replica)?.id;
        let here = replica.read(|conn| exchange::outgoing(conn, author, after, u32::MAX, usize::MAX))?;
        let here: Vec<_> =
            here.iter().map(|record| format!("{}:{}", record.seq.0, hex(&record.bytes))).collect();
        let there = self.central.value(&format!(
            "select string_agg(seq || ':' || encode(bytes, 'hex'), ' ' order by seq) from records \
             where author_id = '{author}' and seq > {}",
            after.0
        ))?;
        let there: Vec<_> = there.split(' ').map(str::to_owned).collect();
        let held: BTreeSet<_> = there.iter().collect();
        let missing = here.iter().filter(|record| !held.contains(record)).count();
        let check_ins: i64 = self.central.value("select count(*)::text from check_ins")?.parse()?;
        if missing > 0 || check_ins < self.tally.passes {
            self.tally.lost.push(cut);
        }
        if there.len() + missing > here.len() || check_ins > self.tally.passes {
            self.tally.duplicates.push(cut);
        }
        self.tally.records += here.len();
        Ok(())
    }
}

/// A device whose engine the test runs itself, with short pauses.
struct Device {
    machine: Machine,
    open: Arc<OpenEvent>,
    exchange: Exchange,
}

impl Device {
    /// Ends the engine of the machine's own uplink and begins another.
    fn take_over(machine: Machine, central: &Central) -> Result<Self> {
        machine.uplink().detach();
        let open = open(&machine)?;
        let exchange = begin(&machine, central)?;
        Ok(Self { machine, open, exchange })
    }

    fn start_again(&mut self, central: &Central) -> Result<()> {
        self.exchange = begin(&self.machine, central)?;
        Ok(())
    }

    /// Looks again whenever a call came through; says whether it came to hold in time.
    fn until(&self, central: &Central, holds: impl Fn(&Self) -> Result<bool>) -> Result<bool> {
        let mut calls = self.exchange.calls();
        let connected = || self.exchange.engine.status().borrow().connection == Connection::Connected;
        let waiting = async {
            while !(connected() && holds(self)?) {
                calls.changed().await?;
            }
            anyhow::Ok(())
        };
        let waited = central.runtime().block_on(async { timeout(PATIENCE, waiting).await });
        waited.map_or(Ok(false), |done| done.map(|()| true))
    }
}

/// Begins the exchange of a machine as the uplink does, but looks around much oftener and tries again after the shortest
/// pause that there is.
fn begin(machine: &Machine, central: &Central) -> Result<Exchange> {
    let tuning = Tuning { poll_ms: 30, heartbeat_ms: 150, backoff_first_ms: 1, ..Tuning::default() };
    Exchange::begin(machine, central.runtime().handle(), tuning)
}
