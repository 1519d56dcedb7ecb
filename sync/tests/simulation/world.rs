//! A venue: gates with machine and replica, guests with cloned tickets, a network that fails, the central store, and time.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gatehouse_core::ids::{AuthorId, CredentialId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::DeviceKey;
use serde_json::json;

use super::central::Central;
use super::chance::Chance;
use super::facts::{Fact, essence};
use super::fault::{Fault, Plan};
use super::network::Fate;
use super::replica::{Replica, Verified};
use crate::answer;
use crate::depot::{Errand, Outcome, Trouble};
use crate::machine::{Alarm, Mutant};
use crate::transport::{HttpAnswer, Unreachable};
use crate::wire::{Call, DeviceId, Request};
use crate::{Effect, Input, Job, Machine, Network, Now, Nudge, Tuning};

/// 2026-11-24, in the evening.
const EVENING: i64 = 1_795_600_000_000;
const CREDENTIALS: u64 = 40;

pub(super) struct Gate {
    pub(super) device: DeviceId,
    pub(super) replica: Replica,
    pub(super) machine: Option<Machine>,
    backups: Vec<(u64, Replica)>,
    /// Counts starts: what belongs to an earlier one is not delivered.
    pub(super) life: u64,
    pub(super) connection: u64,
    started: u64,
    timer: u64,
    clock_ms: i64,
    pub(super) access: Option<u64>,
    pub(super) refresh: Option<u64>,
    pub(super) partitioned_until: u64,
    steps_now: (u64, u32),
    alarmed: bool,
}

pub(super) enum Event {
    Guest,
    Second,
    /// The news that a log has grown, which may be late.
    Grown {
        gate: usize,
        life: u64,
        head: Seq,
    },
    Start(usize),
    Timer {
        gate: usize,
        life: u64,
        at: u64,
    },
    Arrive {
        gate: usize,
        life: u64,
        connection: u64,
        job: Job,
        request: Rc<Request>,
        access: Option<u64>,
        fate: Fate,
        sent: u64,
    },
    Answer {
        gate: usize,
        life: u64,
        connection: u64,
        job: Job,
        call: Call,
        came: Result<HttpAnswer, Unreachable>,
    },
    Stored {
        gate: usize,
        life: u64,
        job: Job,
        outcome: Box<Outcome>,
    },
    Auth {
        gate: usize,
        life: u64,
        sign_in: bool,
        lost: bool,
    },
}

pub(super) struct World {
    pub(super) now: u64,
    pub(super) chance: Chance,
    pub(super) gates: Vec<Gate>,
    pub(super) central: Central,
    central_backup: Central,
    queue: BTreeMap<(u64, u64), Event>,
    numbers: u64,
    pub(super) plan: Plan,
    pub(super) faulty: bool,
    pub(super) counts: BTreeMap<Fault, u64>,
    /// Every admission that was flushed to a disk, unless that disk was replaced by an older one.
    pub(super) truth: BTreeSet<(Fact, usize)>,
    tuning: Tuning,
    pub(super) broken: Option<String>,
    pub(super) restored: bool,
    guests: u64,
}

impl World {
    pub(super) fn new(seed: u64, mutant: Option<Mutant>) -> Self {
        let mut chance = Chance::new(seed);
        let plan = Plan::draw(&mut chance);
        let event = EventId::from_bytes([0xe1; 16]);
        let mut central = Central::new(event);
        central.publish(&[json!({ "e": "event", "id": event.to_string(), "d": {
            "name": "Evening", "zone": "America/Bogota", "starts_ms": 0, "ends_ms": 1, "locale": "es" } })]);
        let rows: Vec<_> = (0..chance.between(3, 14)).map(|n| product(n, 0)).collect();
        central.publish(&rows);
        let verified = Verified::default();
        let mut gates = Vec::new();
        for n in 0..chance.between(2, 8) as u8 {
            let device = DeviceId::from_bytes([0xd0 + n; 16]);
            let author = AuthorId::from_bytes([0xa0 + n, 0xa0 + n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, n]);
            let mut own_seed = [n; 32];
            own_seed[1] = 0xee;
            central.enrol(device, author, DeviceKey::from_seed(&own_seed).public());
            let (access, refresh) = central.sessions.sign_up(0);
            central.sessions.bind(access, device);
            gates.push(Gate {
                device,
                replica: Replica::new(event, author, own_seed, Rc::clone(&verified)),
                machine: None,
                backups: Vec::new(),
                life: 0,
                connection: 0,
                started: 0,
                timer: 0,
                clock_ms: chance.between(0, 4_000) as i64 - 2_000,
                access: Some(access),
                refresh: Some(refresh),
                partitioned_until: 0,
                steps_now: (0, 0),
                alarmed: false,
            });
        }
        if plan.session > 0 {
            central.sessions.lasts_ms = chance.between(10_000, 60_000);
        }
        let tuning = Tuning {
            batch_records: chance.between(1, 12) as u32,
            pull_rows: chance.between(2, 20) as u32,
            master_rows: chance.between(1, 8) as u32,
            mutant,
            ..Tuning::default()
        };
        let mut world = Self {
            now: 0,
            chance,
            gates,
            central_backup: central.clone(),
            central,
            queue: BTreeMap::new(),
            numbers: 0,
            plan,
            faulty: true,
            counts: BTreeMap::new(),
            truth: BTreeSet::new(),
            tuning,
            broken: None,
            restored: false,
            guests: 0,
        };
        for gate in 0..world.gates.len() {
            let at = world.chance.between(0, 3_000);
            world.at(at, Event::Start(gate));
        }
        world.at(500, Event::Guest);
        world.at(1_000, Event::Second);
        world
    }

    /// Lets time pass.
    pub(super) fn run_until(&mut self, end: u64) {
        while let Some(entry) = self.queue.first_entry() {
            if entry.key().0 > end || self.broken.is_some() {
                break;
            }
            let ((at, _), event) = entry.remove_entry();
            self.now = at;
            self.happen(event);
        }
        self.now = end;
    }

    /// No more faults, everybody is switched on, and the guests have gone home.
    pub(super) fn make_peace(&mut self) {
        self.faulty = false;
        for gate in 0..self.gates.len() {
            self.gates[gate].partitioned_until = 0;
            if self.gates[gate].machine.is_none() && !self.gates[gate].replica.wiped {
                self.start(gate);
            }
        }
    }

    /// Somebody looks at what the gates say and tells them to go on.
    pub(super) fn look_after_everybody(&mut self) {
        for gate in 0..self.gates.len() {
            self.step(gate, Input::Nudge(Nudge::Operator));
        }
    }

    pub(super) fn at(&mut self, at: u64, event: Event) {
        self.numbers += 1;
        self.queue.insert((at.max(self.now), self.numbers), event);
    }

    pub(super) fn strikes(&mut self, fault: Fault, permille: u64) -> bool {
        let strikes = self.faulty && self.chance.permille(permille);
        if strikes {
            *self.counts.entry(fault).or_default() += 1;
        }
        strikes
    }

    fn wall(&self, gate: usize) -> WallMs {
        WallMs(EVENING + self.now as i64 + self.gates[gate].clock_ms)
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Guest => self.guest(),
            Event::Second => self.second(),
            Event::Grown { gate, life, head } => {
                if self.gates[gate].life == life {
                    self.step(gate, Input::LocalHead(head));
                }
            }
            Event::Start(gate) => self.start(gate),
            Event::Timer { gate, life, at } => {
                if self.gates[gate].life == life && self.gates[gate].timer == at {
                    self.gates[gate].timer = 0;
                    self.step(gate, Input::Woke);
                }
            }
            Event::Stored { gate, life, job, outcome } => {
                if self.gates[gate].life == life {
                    self.step(gate, Input::Stored { job, outcome: *outcome });
                }
            }
            Event::Answer { gate, life, connection, job, call, came } => {
                let here = &self.gates[gate];
                if here.life == life && here.connection == connection {
                    let answer = answer::read(call, came.as_ref().map_err(|why| *why));
                    self.step(gate, Input::Answered { job, answer });
                }
            }
            Event::Arrive { gate, life, connection, job, request, access, fate, sent } => {
                let cut = self.gates[gate].partitioned_until > self.now && fate != Fate::Copy;
                let wall = EVENING + self.now as i64;
                let came = (!cut).then(|| self.central.answer(access, &request, self.now, wall));
                let call = request.call();
                let lost = sent + call.timeout_ms();
                let back = self.now + self.chance.between(3, 60);
                let (at, came) = match (came, fate) {
                    (_, Fate::Copy) => return,
                    (Some(answer), Fate::Whole) => (back, Ok(answer)),
                    (Some(mut answer), Fate::Truncated) => {
                        answer.body.truncate(answer.body.len() / 2);
                        (back, Ok(answer))
                    }
                    (None, _) | (_, Fate::AnswerLost) => (lost, Err(Unreachable::TimedOut)),
                };
                self.at(at, Event::Answer { gate, life, connection, job, call, came });
            }
            Event::Auth { gate, life, sign_in, lost } => self.sign_in(gate, life, sign_in, lost),
        }
    }

    fn guest(&mut self) {
        self.guests += 1;
        let gate = self.chance.index(self.gates.len());
        let number = self.chance.between(1, CREDENTIALS);
        let credential = CredentialId::from_bytes([number as u8; 16]);
        let wall = self.wall(gate);
        if self.gates[gate].machine.is_some() && !self.gates[gate].replica.wiped {
            if let Some(fact) = self.gates[gate].replica.scan(credential, wall) {
                self.truth.insert((fact, gate));
            }
            let (head, life) = (self.gates[gate].replica.own_head(), self.gates[gate].life);
            let at = self.now + self.chance.between(0, 30);
            self.at(at, Event::Grown { gate, life, head });
        }
        if self.faulty {
            let next = self.now + self.chance.between(100, 2_000);
            self.at(next, Event::Guest);
        }
    }

    /// Once a second, larger things may happen.
    fn second(&mut self) {
        if !self.faulty {
            return;
        }
        let next = self.now + 1_000;
        self.at(next, Event::Second);
        let gate = self.chance.index(self.gates.len());
        let plan = self.plan.clone();
        if self.chance.permille(100) {
            let version = self.chance.next() % 1_000;
            let rows: Vec<_> = (0..self.chance.between(1, 5)).map(|n| product(n, version)).collect();
            self.central.publish(&rows);
        }
        if self.chance.permille(30) {
            let number = self.chance.between(0, 5);
            self.central.publish(&[json!({ "e": "product", "id": number.to_string(), "gone": true })]);
        }
        if self.strikes(Fault::Partition, plan.partition) {
            self.gates[gate].partitioned_until = self.now + self.chance.between(1_000, 45_000);
            if self.chance.permille(300) {
                self.step(gate, Input::NetworkChanged(Network::Down));
            }
        }
        if self.chance.permille(20) {
            self.step(gate, Input::NetworkChanged(Network::Up));
        }
        if self.chance.permille(50) {
            let nudge = if self.chance.permille(500) { Nudge::Hint } else { Nudge::Operator };
            self.step(gate, Input::Nudge(nudge));
        }
        if self.strikes(Fault::ClockStep, plan.clock) {
            self.gates[gate].clock_ms += self.chance.between(0, 240_000) as i64 - 120_000;
        }
        if self.chance.permille(80) {
            let backup = (self.now, self.gates[gate].replica.clone());
            self.gates[gate].backups.push(backup);
        }
        if self.chance.permille(60) {
            self.central_backup = self.central.clone();
        }
        if self.gates[gate].machine.is_some() && self.strikes(Fault::Crash, plan.crash) {
            self.stop(gate);
        }
        if !self.gates[gate].backups.is_empty()
            && !self.gates[gate].replica.wiped
            && self.strikes(Fault::GateRestored, plan.rollback)
        {
            self.roll_back(gate);
        }
        if self.strikes(Fault::CentralRestored, plan.restore) {
            // These two stand for randomness, which no backup brings back.
            let (epoch, tokens) = (self.central.epoch, self.central.sessions.next);
            self.central = self.central_backup.clone();
            self.central.epoch = epoch + 1;
            self.central.sessions.next = tokens;
            self.restored = true;
        }
        if self.strikes(Fault::SessionEnded, plan.session / 4) {
            self.central.sessions.end_all();
        }
        let revoked = self.central.devices.values().filter(|device| device.revoked.is_some()).count();
        if revoked == 0 && self.strikes(Fault::Revoked, plan.revoke) {
            let device = self.gates[gate].device;
            self.central.revoke(device);
        }
    }

    fn stop(&mut self, gate: usize) {
        self.gates[gate].machine = None;
        self.gates[gate].life += 1;
        let at = self.now + self.chance.between(100, 20_000);
        self.at(at, Event::Start(gate));
    }

    /// An operator puts an older copy of the replica in the place of the one that is there.
    fn roll_back(&mut self, gate: usize) {
        self.stop(gate);
        let which = self.chance.index(self.gates[gate].backups.len());
        let (_, backup) = self.gates[gate].backups[which].clone();
        self.gates[gate].backups.truncate(which + 1);
        self.gates[gate].replica = backup;
        // What only the lost disk knew is lost; everything else must still arrive.
        let essences = |facts: BTreeSet<Fact>| facts.iter().map(essence).collect::<BTreeSet<_>>();
        let kept = essences(self.gates[gate].replica.facts());
        let arrived = essences(self.arrived());
        let known = |fact| kept.contains(&fact) || arrived.contains(&fact);
        self.truth.retain(|(fact, whose)| *whose != gate || known(essence(fact)));
    }

    /// All admissions that the central store knows of.
    pub(super) fn arrived(&self) -> BTreeSet<Fact> {
        super::facts::fold(&self.central.logs, |author| {
            self.central.authors.get(&author).and_then(|author| author.cutoff)
        })
    }

    fn start(&mut self, gate: usize) {
        if self.gates[gate].machine.is_some() {
            return;
        }
        let machine = Machine::new(self.tuning, "simulation");
        let here = &mut self.gates[gate];
        here.life += 1;
        here.started = self.now;
        here.machine = Some(machine);
        let standing = here.replica.standing();
        self.step(gate, Input::Started(Box::new(standing)));
    }

    pub(super) fn step(&mut self, gate: usize, input: Input) {
        let wall = self.wall(gate);
        let random = self.chance.next();
        let here = &mut self.gates[gate];
        let Some(machine) = &mut here.machine else { return };
        let now = Now { mono_ms: self.now - here.started, wall };
        here.steps_now =
            if here.steps_now.0 == self.now { (self.now, here.steps_now.1 + 1) } else { (self.now, 1) };
        if here.steps_now.1 > 60 {
            self.broken = Some(format!("gate {gate} spins"));
            return;
        }
        let effects = machine.step(input, now, random);
        for effect in effects {
            self.carry_out(gate, effect);
        }
        self.check(gate);
    }

    fn carry_out(&mut self, gate: usize, effect: Effect) {
        let (life, connection, started) = {
            let here = &self.gates[gate];
            (here.life, here.connection, here.started)
        };
        match effect {
            Effect::Call { job, request } => self.call(gate, job, request),
            Effect::Store { job, errand } => {
                let busy = self.strikes(Fault::Storage, self.plan.storage);
                let outcome = if busy { Outcome::Failed(Trouble::Busy) } else { self.errand(gate, errand) };
                let at = self.now + self.chance.between(0, 6);
                self.at(at, Event::Stored { gate, life, job, outcome: Box::new(outcome) });
            }
            Effect::SetTimer(mono) => {
                let at = started + mono;
                self.gates[gate].timer = at;
                self.at(at, Event::Timer { gate, life, at });
            }
            Effect::RefreshToken | Effect::SignIn => {
                let lost = self.strikes(Fault::LostAnswer, self.plan.lost_answer);
                let at = self.now + self.chance.between(10, 120);
                let sign_in = effect == Effect::SignIn;
                self.at(at, Event::Auth { gate, life, sign_in, lost });
            }
            Effect::Status(status) => {
                let alarmed = status.alarm.is_some_and(|alarm| alarm != Alarm::Reborn);
                if !self.faulty
                    && alarmed
                    && !self.gates[gate].alarmed
                    && status.alarm == Some(Alarm::Stalled)
                {
                    self.broken = Some(format!("gate {gate} is stalled in peace"));
                }
                self.gates[gate].alarmed = alarmed;
            }
            Effect::DropConnection => self.gates[gate].connection = connection + 1,
        }
    }

    fn errand(&mut self, gate: usize, errand: Errand) -> Outcome {
        let mut fresh = [0; 32];
        fresh[..8].copy_from_slice(&self.chance.next().to_le_bytes());
        let wall = self.wall(gate);
        self.gates[gate].replica.run(errand, wall, fresh)
    }
}

fn product(number: u64, version: u64) -> serde_json::Value {
    json!({ "e": "product", "id": number.to_string(),
        "d": { "number": number, "name": format!("Product {version}"), "kind": "ticket" } })
}
