//! The machine, input by input.

mod connection;
mod download;
mod incarnation;
mod upload;

use std::collections::BTreeSet;

use gatehouse_core::ids::{AuthorId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::DeviceKey;
use gatehouse_sync::answer::{Answer, NoNetwork, Setback};
use gatehouse_sync::depot::{Errand, Outcome, Outgoing, Standing, Taken, Trouble};
use gatehouse_sync::transport::Unreachable;
use gatehouse_sync::wire::{Call, ChunkOf, IncarnationReason, Log, Manifest, Reply, Request, Sealed, Vector};
use gatehouse_sync::{Alarm, Connection, Effect, Input, Job, Machine, Network, Now, Nudge, Tuning};
use sha2::{Digest, Sha256};

const EVENING: i64 = 1_795_600_000_000;

fn author(n: u8) -> AuthorId {
    AuthorId::from_bytes([n; 16])
}

fn standing(head: u64, acked: u64) -> Standing {
    Standing {
        event: EventId::from_bytes([0xe1; 16]),
        author: author(1),
        head: Seq(head),
        acked: Seq(acked),
        vector: Vector::from([(author(1), Seq(head))]),
        master_cursor: "5".to_owned(),
        master_at: None,
        needs_snapshot: false,
        snapshot: None,
        last_contact: None,
        wiped: false,
    }
}

/// A machine with what it has asked for and not heard of yet.
struct Rig {
    machine: Machine,
    now: u64,
    calls: Vec<(Job, Request)>,
    errands: Vec<(Job, Errand)>,
    timer: Option<u64>,
    refreshes: u32,
    sign_ins: u32,
    drops: u32,
}

impl Rig {
    fn start(standing: Standing) -> Self {
        let mut rig = Self {
            machine: Machine::new(Tuning::default(), "test"),
            now: 1_000,
            calls: Vec::new(),
            errands: Vec::new(),
            timer: None,
            refreshes: 0,
            sign_ins: 0,
            drops: 0,
        };
        rig.step(Input::Started(Box::new(standing)));
        rig
    }

    fn step(&mut self, input: Input) {
        let now = Now { mono_ms: self.now, wall: WallMs(EVENING + self.now as i64) };
        for effect in self.machine.step(input, now, 0x1234_5678 ^ self.now) {
            match effect {
                Effect::Call { job, request } => self.calls.push((job, request)),
                Effect::Store { job, errand } => self.errands.push((job, errand)),
                Effect::SetTimer(at) => self.timer = Some(at),
                Effect::RefreshToken => self.refreshes += 1,
                Effect::SignIn => self.sign_ins += 1,
                Effect::Status(_) => {}
                Effect::DropConnection => {
                    self.drops += 1;
                    self.calls.clear();
                }
            }
        }
    }

    fn wait(&mut self, ms: u64) {
        self.now += ms;
        self.step(Input::Woke);
    }

    fn pending(&self, call: Call) -> bool {
        self.calls.iter().any(|(_, request)| request.call() == call)
    }

    #[track_caller]
    fn request(&mut self, call: Call) -> (Job, Request) {
        let at = self.calls.iter().position(|(_, request)| request.call() == call);
        assert!(at.is_some(), "no {call:?} among {:?}", self.calls);
        self.calls.remove(at.expect("just looked"))
    }

    #[track_caller]
    fn answer(&mut self, call: Call, answer: Answer) -> Request {
        let (job, request) = self.request(call);
        self.step(Input::Answered { job, answer });
        request
    }

    #[track_caller]
    fn value(&mut self, call: Call, reply: Reply) -> Request {
        self.answer(call, Answer::Value(reply))
    }

    /// Hands an outcome to the only errand there is.
    #[track_caller]
    fn store(&mut self, outcome: Outcome) -> Errand {
        let at = self.errands.iter().position(|(_, errand)| !matches!(errand, Errand::Park { .. }));
        let (job, errand) = self.errands.remove(at.expect("an errand"));
        self.step(Input::Stored { job, outcome });
        errand
    }

    /// The log has grown to `head`, and the next upload is on its way.
    #[track_caller]
    fn sends(&mut self, count: u64, head: u64) {
        let outgoing = Outgoing { records: vec![sealed(); count as usize], head: Seq(head) };
        let errand = self.store(Outcome::Outgoing(outgoing));
        assert!(matches!(errand, Errand::Outgoing { .. }), "{errand:?}");
    }

    /// Brings the first heartbeat behind it, so that only what is looked at is left.
    fn settled(standing: Standing) -> Self {
        let head = standing.acked;
        let mut rig = Self::start(standing);
        rig.value(Call::Heartbeat, heartbeat(head.0));
        let at = rig.errands.iter().position(|(_, errand)| matches!(errand, Errand::NoteContact { .. }));
        let (job, _) = rig.errands.remove(at.expect("it is noted"));
        rig.step(Input::Stored { job, outcome: Outcome::Done });
        rig
    }

    fn connection(&self) -> &Connection {
        &self.machine.status().connection
    }
}

fn sealed() -> Sealed {
    Sealed { bytes: vec![7; 300], signature: vec![1; 64] }
}

fn heartbeat(head: u64) -> Reply {
    Reply::Heartbeat { server: WallMs(EVENING + 61_000), head: Seq(head), rolled_back: false, frozen: false }
}

fn master(next: &str, more: bool) -> Reply {
    Reply::Master { rows: Vec::new(), next: next.to_owned(), more }
}

fn receipt(head: u64) -> Reply {
    Reply::Ingested { head: Seq(head), hash: [9; 32] }
}

fn no_network() -> Answer {
    Answer::NoNetwork(NoNetwork::Unreachable(Unreachable::Connect))
}

fn lost() -> Answer {
    Answer::Retry { after_ms: None, why: Setback::TimedOut }
}

fn base(request: &Request) -> Option<u64> {
    match request {
        Request::Ingest { base, .. } => Some(base.0),
        _ => None,
    }
}
