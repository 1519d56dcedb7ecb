//! Gates whose network was away come back all at once, each with thousands of scans that wait; and the same scans as the
//! other way has them, one request for each.
//!
//! The gates, the store and Postgres share this machine, and the gates take one another's scans meanwhile; the peer's
//! clients take nothing and look nothing up. The scratch Postgres does not wait for the disk, which spares the peer, with a
//! commit for every scan, most. `BENCH_SCANS` takes another number of scans at each gate.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use gatehouse_central::PUBLISHABLE_KEY;
use gatehouse_commands::app::Protect;
use gatehouse_commands::{Host as _, open, sync};
use gatehouse_contract::sync::{DeviceRole, MakeCodeReq};
use gatehouse_core::admission::{Direction, Presented, Scan, Source, Verdict, decide};
use gatehouse_core::ids::{CheckpointId, CredentialId, EventId};
use gatehouse_store::table::checkpoint;
use gatehouse_store::{Body, ScanRecord, append, gate};
use gatehouse_sync::uplink::HttpUplink;
use gatehouse_testkit::{Central, EVENING, Machine, is_told, own};
use serde_json::{Value, json};

use crate::report::Report;
use crate::{import, people};

const GATES: usize = 10;
const SCANS: usize = 5_000;

/// Scans that are written in one transaction: nobody waits for their green light.
const AT_A_TIME: usize = 250;

/// When the peer is not done by then, what it has done is scaled up.
const PEER_AT_MOST: Duration = Duration::from_secs(120);

/// When the gates are not done by then, something is wrong.
const PATIENCE: Duration = Duration::from_secs(600);

/// Measures the gates, then the peer.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let scans = match std::env::var("BENCH_SCANS") {
        Ok(scans) => scans.trim().parse().context("BENCH_SCANS")?,
        Err(_) => SCANS,
    };
    let event = Event::publish(GATES * scans)?;
    let gates: Vec<_> = (0..GATES).map(|n| event.join(n)).collect::<Result<_>>()?;
    event.central.faults.set_offline(true);
    for (n, gate) in gates.iter().enumerate() {
        event.queue(gate, n * scans..(n + 1) * scans)?;
    }

    let name = |what: &str| format!("sync load {GATES} x {scans}: {what}");
    let ours = event.come_back(&gates)?;
    for gate in &gates {
        gate.uplink().detach();
    }
    report.figure(&name("until the store holds all"), ours.seconds, "s");
    report.figure(&name("requests"), ours.requests, "");
    let (peer, done) = event.one_by_one(scans)?;
    let all = (GATES * scans) as f64;
    let scaled = if done < all { format!(" (scaled up from {done})") } else { String::new() };
    report.figure(&name(&format!("peer, one POST per scan{scaled}")), peer.seconds * all / done, "s");
    report.figure(&name("peer, requests"), peer.requests * all / done, "");
    report.figure(&name("peer / ours, time"), peer.seconds * all / done / ours.seconds, "x");
    report.figure(&name("peer / ours, requests"), peer.requests * all / done / ours.requests, "x");
    Ok(())
}

/// What a way took.
struct Took {
    seconds: f64,
    requests: f64,
}

/// An event in the central store with a ticket for every scan, and the organizer's own device.
struct Event {
    central: Central,
    organizer: Machine,
    id: EventId,
    checkpoint: CheckpointId,
    tickets: Vec<CredentialId>,
}

impl Event {
    fn publish(tickets: usize) -> Result<Self> {
        let central = Central::new()?;
        let organizer = Machine::nth(0).with_uplink(HttpUplink::new()?);
        let checkpoint = import::event(&organizer, Protect::Unprotected)?;
        sync::sign_in_organizer(&organizer, central.sign_in())?;
        sync::publish_event(&organizer)?;
        organizer.uplink().detach();
        let id = open(&organizer)?.id;
        people::sell(&central, id, tickets as u64)?;
        let sold = central.value("select string_agg(id::text, ' ' order by reference) from tickets")?;
        let tickets = sold.split(' ').map(str::parse).collect::<Result<_, _>>().context("ids of tickets")?;
        Ok(Self { central, organizer, id, checkpoint, tickets })
    }

    /// A gate with the whole event on it.
    fn join(&self, n: usize) -> Result<Machine> {
        let gate = Machine::nth(1 + n as i64).with_uplink(HttpUplink::new()?);
        let guest = MakeCodeReq { name: format!("Gate {n}"), role: DeviceRole::Gate, checkpoint: None };
        let text = sync::make_enrolment_code(&self.organizer, guest)?.code.context("a code")?.text;
        let join = sync::Join { text, device_name: "x".into(), protect: Protect::Unprotected };
        sync::join_at(&gate, &gate.path("gate.gatehouse"), &join)?;
        let replica = open(&gate)?.replica.clone();
        until(&gate, || {
            let tickets = replica.read(gate::counts)?.credentials;
            Ok(tickets > 0 && gate.uplink().status().is_some_and(|status| status.snapshot.is_none()))
        })?;
        Ok(gate)
    }

    /// The gate admits these tickets.
    fn queue(&self, gate: &Machine, tickets: std::ops::Range<usize>) -> Result<()> {
        let replica = open(gate)?.replica.clone();
        let checkpoint = self.checkpoint;
        for block in self.tickets[tickets].chunks(AT_A_TIME) {
            gate.pass(1_000);
            let (stamp, block) = (gate.now(), block.to_owned());
            let admitted = replica.write(move |tx, author| {
                let mut admitted = true;
                for id in block {
                    let presented = Presented::Known(id);
                    let scan = Scan { checkpoint, direction: Direction::In, presented, ignore_unpaid: false };
                    let facts = gate::facts(tx, checkpoint, &scan.presented)?;
                    let verdict = decide(&facts, &scan, stamp.wall);
                    admitted &= matches!(verdict, Verdict::Admit(_));
                    let body = Body::Scan(ScanRecord::of(&scan, &facts, &verdict, Source::Camera));
                    append(tx, author, stamp, &body)?;
                }
                Ok::<_, gatehouse_store::Error>(admitted)
            })?;
            ensure!(admitted, "every guest is new");
        }
        Ok(())
    }

    /// The network is back, and somebody at each gate says so.
    fn come_back(&self, gates: &[Machine]) -> Result<Took> {
        let faults = &self.central.faults;
        let before = faults.counts().requests;
        let start = Instant::now();
        faults.set_offline(false);
        for gate in gates {
            gate.uplink().grown(None);
            gate.uplink().nudge();
        }
        for gate in gates {
            let replica = open(gate)?.replica.clone();
            until(gate, || is_told(&replica))?;
        }
        let took = Took {
            seconds: start.elapsed().as_secs_f64(),
            requests: (faults.counts().requests - before) as f64,
        };
        let there = self.central.value("select count(*)::text from check_ins where ticket_id is not null")?;
        let mut here = 0;
        for gate in gates {
            here += own(&open(gate)?.replica)?.head.seq.0 - 1;
        }
        ensure!(there == here.to_string(), "the store holds {there} passes of {here}");
        Ok(took)
    }

    /// The same scans, each a request and a transaction of its own. Says how many were done.
    fn one_by_one(&self, scans: usize) -> Result<(Took, f64)> {
        self.central.execute(
            "create table peer_check_ins (like check_ins including all);
             alter table peer_check_ins enable row level security;
             grant insert on peer_check_ins to authenticated;
             create policy add on peer_check_ins for insert to authenticated with check ((select auth.uid()) is not null);",
        )?;
        let known = open(&self.organizer)?.replica.read(|conn| checkpoint::find(conn, self.checkpoint))?;
        let zone = known.context("the checkpoint")?.zone;
        let row = |scan: usize| {
            json!({
                "id": CredentialId::from_bytes((u128::MAX - scan as u128).to_be_bytes()).to_string(),
                "event_id": self.id.to_string(),
                "ticket_id": self.tickets[scan].to_string(),
                "credential_id": self.tickets[scan].to_string(),
                "checked_in_at": "2026-11-20T20:00:00-05:00",
                "checkpoint_id": self.checkpoint.to_string(),
                "zone_id": zone.to_string(),
                "author_id": self.id.to_string(),
                "direction": "in",
                "verdict": "admit",
                "source": "camera",
                "seq": scan,
                "hlc": scan,
                "at_ms": EVENING.0,
            })
        };
        let (rows, address) = (&row, self.central.faults.address().to_string());
        let clients: Vec<_> = (0..GATES).map(|_| Client::sign_up(&address)).collect::<Result<_>>()?;
        let start = Instant::now();
        let done: usize = std::thread::scope(|scope| {
            let gates = clients.into_iter().enumerate().map(|(gate, mut client)| {
                scope.spawn(move || {
                    let scans = gate * scans..(gate + 1) * scans;
                    let in_time = scans.take_while(|_| start.elapsed() < PEER_AT_MOST);
                    let sent =
                        in_time.map(|scan| client.post("/rest/v1/peer_check_ins", &rows(scan).to_string()));
                    sent.map(|answer| answer.map(|_| 1)).sum::<Result<usize>>()
                })
            });
            let gates: Vec<_> = gates.collect();
            let done = gates.into_iter().map(|gate| gate.join().map_err(|_| anyhow!("a client panicked"))?);
            done.sum::<Result<usize>>()
        })?;
        let seconds = start.elapsed().as_secs_f64();
        let there = self.central.value("select count(*)::text from peer_check_ins")?;
        ensure!(there == done.to_string(), "the store holds {there} check-ins of {done}");
        Ok((Took { seconds, requests: done as f64 }, done as f64))
    }
}

/// A client that keeps its connection, as plain as can be.
struct Client {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Client {
    /// Signs in as devices do.
    fn sign_up(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        let mut client = Self { stream: BufReader::new(stream), token: PUBLISHABLE_KEY.to_owned() };
        let session: Value = serde_json::from_str(&client.post("/auth/v1/signup", "{}")?)?;
        session["access_token"].as_str().context("a token")?.clone_into(&mut client.token);
        Ok(client)
    }

    /// Posts JSON and gives what came back.
    fn post(&mut self, path: &str, body: &str) -> Result<String> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: store\r\napikey: {PUBLISHABLE_KEY}\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\nprefer: return=minimal\r\ncontent-length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length) = (String::new(), 0);
        self.stream.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            match line.trim_end().to_ascii_lowercase().split_once(": ") {
                Some(("content-length", value)) => length = value.parse()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer)?;
        let answer = String::from_utf8(answer)?;
        ensure!(status.starts_with("HTTP/1.1 2"), "{}: {answer}", status.trim_end());
        Ok(answer)
    }
}

/// Looks again whenever the program told its screens something.
fn until(machine: &Machine, holds: impl Fn() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !holds()? {
        ensure!(Instant::now() < deadline, "it did not happen: {:#?}", machine.uplink().status());
        machine.wait_for_push(Duration::from_millis(50));
    }
    Ok(())
}
