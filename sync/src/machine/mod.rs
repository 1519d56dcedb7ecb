//! The engine's heart: a state machine that is told what happened and says what to do. No I/O, clock, randomness, async.
//!
//! Two lanes, each with at most one call or errand at a time: *up* carries the own log, *down* everything else. Both hold
//! back after failures, each for itself, and wait while somebody signs in. A step handles its input, then begins
//! whatever may begin, then says how things stand and when to wake.
//!
//! - [`upload`](self) is a cursor over the own log. Only a receipt moves it forward, and only when the own record at the
//!   receipt's head has the receipt's hash; a gap, or a heartbeat, moves it back.
//! - Downloads follow their due times: records by version vector, master data by change number, heartbeats; before the
//!   first of them the snapshot.
//! - A fork or a rolled-back replica makes the device go on as a new author; nothing else happens meanwhile.
//!
//! An answer to a call that was given up is not listened to: every call may be repeated.

mod batch;
mod download;
mod incarnation;
mod lane;
mod link;
mod master;
mod records;
mod sign_in;
mod signs;
mod status;
mod tuning;
mod upload;

use std::collections::BTreeMap;

use gatehouse_core::ids::{AuthorId, EventId, Seq};
use gatehouse_core::time::WallMs;

use self::batch::Batch;
use self::download::{Down, Due};
use self::incarnation::Incarnation;
use self::lane::{Chance, Lane, Running};
use self::link::Link;
use self::master::Master;
use self::records::Quarantine;
use self::upload::Up;
use crate::answer::Answer;
use crate::depot::{Errand, Outcome, Standing, Trouble};
use crate::wire::{Request, Vector};

pub use self::status::{Alarm, Connection, Parked, Progress, Quarantined, Status};
#[cfg(test)]
pub(crate) use self::tuning::Mutant;
pub use self::tuning::Tuning;

/// The clocks at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds of a clock that never steps. All delays are measured with it.
    pub mono_ms: u64,
    /// What the wall clock shows. It may step; nothing waits by it.
    pub wall: WallMs,
}

/// Names one call or errand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Job(pub u64);

/// What happened.
#[derive(Debug, Clone)]
pub enum Input {
    /// The replica is open and stands so.
    Started(Box<Standing>),
    /// The own log has grown to this number.
    LocalHead(Seq),
    /// A call was answered, or failed.
    Answered {
        /// Which.
        job: Job,
        /// What came back, read by [`answer::read`](crate::answer::read).
        answer: Answer,
    },
    /// An errand was run.
    Stored {
        /// Which.
        job: Job,
        /// What came of it.
        outcome: Outcome,
    },
    /// The timer went off. Waking too early or too often does no harm.
    Woke,
    /// The operating system says something about the network. Only a hint.
    NetworkChanged(Network),
    /// There is a session again: refreshed, or signed in and bound to the device.
    SignedIn {
        /// Whoever the central store believes the device to write as, when it was asked.
        author: Option<AuthorId>,
    },
    /// There is no session: what came back when it was asked for.
    SignInFailed(Answer),
    /// Somebody would like it sooner.
    Nudge(Nudge),
    /// Nothing more is to begin.
    Stop,
}

/// What the operating system says of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Network {
    /// There is one, or another one than before.
    Up,
    /// There is none.
    Down,
    /// It cannot tell.
    Unknown,
}

/// Who would like it sooner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nudge {
    /// Realtime hints that there is something to pull.
    Hint,
    /// The operator said "now", or changed the settings: what was parked is tried again.
    Operator,
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Make a call and answer with [`Input::Answered`], within its time.
    Call {
        /// Names it.
        job: Job,
        /// What to send.
        request: Request,
    },
    /// Run an errand and answer with [`Input::Stored`], whatever came of it.
    Store {
        /// Names it.
        job: Job,
        /// What to do.
        errand: Errand,
    },
    /// Wake at this time of the monotonic clock, instead of any that was set before.
    SetTimer(u64),
    /// Refresh the session and answer with [`Input::SignedIn`] or [`Input::SignInFailed`].
    RefreshToken,
    /// Sign in anew, bind the session to the device, and answer likewise.
    SignIn,
    /// Things stand differently now.
    Status(Box<Status>),
    /// Give up all calls and every connection. What they would have answered is not waited for.
    DropConnection,
}

/// The engine's heart.
#[derive(Debug)]
pub struct Machine {
    tuning: Tuning,
    /// The version that heartbeats tell.
    version: String,
    life: Life,
    event: EventId,
    author: AuthorId,
    /// How far the own log has got here.
    head: Seq,
    /// How far it is known to have reached the central store.
    cursor: Seq,
    vector: Vector,
    quarantine: BTreeMap<AuthorId, Quarantine>,
    batch: Batch,
    up: Lane<Up>,
    down: Lane<Down>,
    due: Due,
    master: Master,
    incarnation: Incarnation,
    link: Link,
    trouble: Option<Trouble>,
    unread_rows: u64,
    jobs: u64,
    /// How often the cursor was moved by a receipt.
    receipts: u64,
    /// The last word that was noted for being parked.
    parked_word: Option<String>,
    told: Status,
    timer: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Waiting,
    Running,
    Revoked { cutoff: Option<Seq>, wiped: bool },
    Stopped,
}

/// What a step has at hand, and what it says.
struct Step {
    now: Now,
    chance: Chance,
    effects: Vec<Effect>,
}

impl Machine {
    /// A machine that waits for [`Input::Started`]. `version` is what heartbeats tell of the program.
    #[must_use]
    pub fn new(tuning: Tuning, version: &str) -> Self {
        Self {
            version: version.to_owned(),
            life: Life::Waiting,
            event: EventId::from_bytes([0; 16]),
            author: AuthorId::from_bytes([0; 16]),
            head: Seq(0),
            cursor: Seq(0),
            vector: Vector::new(),
            quarantine: BTreeMap::new(),
            batch: Batch::new(&tuning),
            up: Lane::default(),
            down: Lane::default(),
            due: Due::default(),
            master: Master::default(),
            incarnation: Incarnation::default(),
            link: Link::default(),
            trouble: None,
            unread_rows: 0,
            jobs: 0,
            receipts: 0,
            parked_word: None,
            told: Status::default(),
            timer: None,
            tuning,
        }
    }

    /// How things stand, as last told.
    #[must_use]
    pub const fn status(&self) -> &Status {
        &self.told
    }

    /// Whoever the device writes as.
    #[must_use]
    pub const fn author(&self) -> AuthorId {
        self.author
    }

    /// Takes one input and says what to do. `random` must be a new random number each time.
    pub fn step(&mut self, input: Input, now: Now, random: u64) -> Vec<Effect> {
        let mut step = Step { now, chance: Chance(random), effects: Vec::new() };
        if self.life != Life::Stopped {
            self.hear(input, &mut step);
            self.proceed(&mut step);
        }
        self.tell(&mut step);
        step.effects
    }

    fn hear(&mut self, input: Input, step: &mut Step) {
        match input {
            Input::Started(standing) => {
                self.adopt(*standing);
                if self.life == Life::Waiting {
                    self.life = Life::Running;
                }
                self.due = Due::at(step.now.mono_ms);
                self.link.begin(step.now);
            }
            Input::LocalHead(head) => self.head = self.head.max(head),
            Input::Answered { job, answer } => self.answered(job, answer, step),
            Input::Stored { job, outcome } => self.stored(job, outcome, step),
            Input::Woke => {}
            Input::NetworkChanged(network) => self.network_changed(network, step),
            Input::SignedIn { author } => self.signed_in(author, step),
            Input::SignInFailed(answer) => self.sign_in_failed(answer, step),
            Input::Nudge(nudge) => {
                if nudge == Nudge::Operator {
                    self.start_over(step.now.mono_ms);
                }
                self.due.soon(step.now.mono_ms);
            }
            Input::Stop => self.life = Life::Stopped,
        }
    }

    /// Takes over what the replica says of itself.
    fn adopt(&mut self, standing: Standing) {
        if standing.wiped {
            self.life = Life::Revoked { cutoff: None, wiped: true };
        }
        self.event = standing.event;
        self.author = standing.author;
        self.head = standing.head;
        self.cursor = standing.acked;
        self.vector = standing.vector;
        self.link.last_contact = self.link.last_contact.max(standing.last_contact);
        self.master.adopt(
            standing.master_cursor,
            standing.master_at,
            standing.needs_snapshot,
            standing.snapshot,
        );
    }

    /// Begins whatever may begin.
    fn proceed(&mut self, step: &mut Step) {
        match self.life {
            Life::Running => {
                self.give_up_what_is_lost(step);
                self.watch(step);
                if self.link.is_signed_in(step) {
                    self.incarnate_if_wanted(step);
                    self.upload(step);
                    self.download(step);
                }
            }
            Life::Revoked { cutoff, wiped: false } if self.down.is_free(step.now.mono_ms) => {
                self.errand_down(Down::Wipe, Errand::Wipe { cutoff }, step);
            }
            _ => {}
        }
        self.note_parked(step);
    }

    fn next_job(&mut self) -> Job {
        self.jobs += 1;
        Job(self.jobs)
    }

    fn call_up(&mut self, task: Up, request: Request, step: &mut Step) {
        let running = self.begin(task, Some(&request), step);
        step.effects.push(Effect::Call { job: running.job, request });
        self.up.running = Some(running);
    }

    fn call_down(&mut self, task: Down, request: Request, step: &mut Step) {
        let running = self.begin(task, Some(&request), step);
        step.effects.push(Effect::Call { job: running.job, request });
        self.down.running = Some(running);
    }

    fn errand_up(&mut self, task: Up, errand: Errand, step: &mut Step) {
        let running = self.begin(task, None, step);
        step.effects.push(Effect::Store { job: running.job, errand });
        self.up.running = Some(running);
    }

    fn errand_down(&mut self, task: Down, errand: Errand, step: &mut Step) {
        let running = self.begin(task, None, step);
        step.effects.push(Effect::Store { job: running.job, errand });
        self.down.running = Some(running);
    }

    fn begin<T>(&mut self, task: T, request: Option<&Request>, step: &Step) -> Running<T> {
        let since = step.now.mono_ms;
        let call = request.map(Request::call);
        // A transport keeps its times itself; this is for one that does not.
        let deadline = call.map(|call| since + call.timeout_ms() + 5_000);
        Running { job: self.next_job(), task, call, deadline, session: self.link.sessions, since }
    }

    fn answered(&mut self, job: Job, answer: Answer, step: &mut Step) {
        if let Some(running) = self.up.take(job) {
            if let Some(answer) = self.judge(Side::Up, running.call, running.session, answer, step) {
                self.upload_answered(running.task, answer, step);
            }
        } else if let Some(running) = self.down.take(job)
            && let Some(answer) = self.judge(Side::Down, running.call, running.session, answer, step)
        {
            self.download_answered(running.task, running.since, answer, step);
        }
    }

    fn stored(&mut self, job: Job, outcome: Outcome, step: &mut Step) {
        if let Some(running) = self.up.take(job) {
            if let Some(outcome) = self.unless_failed(Side::Up, outcome, step) {
                self.upload_stored(running.task, outcome, step);
            }
        } else if let Some(running) = self.down.take(job)
            && let Some(outcome) = self.unless_failed(Side::Down, outcome, step)
        {
            self.download_stored(running.task, outcome, step);
        }
    }
}

/// One of the two lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Up,
    Down,
}
