//! Runs the machine: carries its effects out and tells it what came of them.
//!
//! One task owns the machine. Calls are tasks of their own; errands run on threads that may wait for the disk. Nothing
//! of it ever holds up a gate: whoever appends a record only leaves a note. When it stops, whatever was under way is
//! given up; the machine asks for it again after the next start, because everything it asks for may be repeated.

use std::fmt;
use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gatehouse_core::ids::Seq;
use gatehouse_core::time::WallMs;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::sleep_until;

use crate::answer;
use crate::depot::{self, Depot, Outcome, Trouble};
use crate::machine::{Effect, Input, Job, Machine, Network, Now, Nudge, Status, Tuning};
use crate::session::SignIn;
use crate::transport::Transport;

/// How long to wait before a replica that could not be read is asked again.
const READ_AGAIN: Duration = Duration::from_secs(2);

/// What the driver needs of the machine around it.
pub trait Clockwork: Send + Sync + 'static {
    /// What the wall clock shows.
    fn wall(&self) -> WallMs;

    /// A random number.
    fn random(&self) -> u64;
}

/// The exchange of one replica. Dropping it stops it.
pub struct Engine {
    notes: mpsc::UnboundedSender<Note>,
    status: watch::Receiver<Status>,
    task: tokio::task::JoinHandle<()>,
}

/// What somebody tells the engine.
enum Note {
    Grown(Option<Seq>),
    Nudge(Nudge),
    Network(Network),
}

impl Engine {
    /// Starts on `runtime`.
    pub fn start(
        runtime: &Handle,
        transport: Arc<dyn Transport>,
        depot: Arc<dyn Depot>,
        sign_in: Arc<SignIn>,
        clockwork: Arc<dyn Clockwork>,
        version: &str,
    ) -> Self {
        Self::tuned(runtime, transport, depot, sign_in, clockwork, version, Tuning::default())
    }

    /// The same with other numbers than the usual ones.
    pub fn tuned(
        runtime: &Handle,
        transport: Arc<dyn Transport>,
        depot: Arc<dyn Depot>,
        sign_in: Arc<SignIn>,
        clockwork: Arc<dyn Clockwork>,
        version: &str,
        tuning: Tuning,
    ) -> Self {
        let (notes, heard) = mpsc::unbounded_channel();
        let (told, status) = watch::channel(Status::default());
        let machine = Machine::new(tuning, version);
        let begun = Instant::now();
        let driver = Driver {
            machine,
            transport,
            depot,
            sign_in,
            clockwork,
            told,
            begun,
            timer: None,
            running: JoinSet::new(),
        };
        let task = runtime.spawn(driver.run(heard));
        Self { notes, status, task }
    }

    /// The own log has grown, to this number if that is at hand.
    pub fn grown(&self, head: Option<Seq>) {
        // After the engine ended there is nobody to tell, and nothing that needs telling.
        let _ = self.notes.send(Note::Grown(head));
    }

    /// Somebody would like it sooner.
    pub fn nudge(&self, nudge: Nudge) {
        let _ = self.notes.send(Note::Nudge(nudge));
    }

    /// The operating system says something about the network.
    pub fn network(&self, network: Network) {
        let _ = self.notes.send(Note::Network(network));
    }

    /// How things stand, now and whenever that changes.
    #[must_use]
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("status", &*self.status.borrow()).finish_non_exhaustive()
    }
}

/// What a task came back with.
enum Done {
    Input(Input),
    /// The own head, read again because somebody said that it had moved.
    Head(Option<Seq>),
    Standing(Result<depot::Standing, Trouble>),
}

struct Driver {
    machine: Machine,
    transport: Arc<dyn Transport>,
    depot: Arc<dyn Depot>,
    sign_in: Arc<SignIn>,
    clockwork: Arc<dyn Clockwork>,
    told: watch::Sender<Status>,
    begun: Instant,
    timer: Option<u64>,
    running: JoinSet<Done>,
}

impl Driver {
    async fn run(mut self, mut heard: mpsc::UnboundedReceiver<Note>) {
        self.look(Duration::ZERO);
        let mut reading_head = false;
        let mut head_moved = false;
        loop {
            let wake = self.timer.map(|at| self.begun + Duration::from_millis(at));
            let input = tokio::select! {
                note = heard.recv() => match note {
                    None => return,
                    Some(Note::Grown(Some(head))) => Input::LocalHead(head),
                    Some(Note::Grown(None)) => {
                        head_moved = true;
                        if !reading_head {
                            (reading_head, head_moved) = (true, false);
                            self.read_head();
                        }
                        continue;
                    }
                    Some(Note::Nudge(nudge)) => Input::Nudge(nudge),
                    Some(Note::Network(network)) => Input::NetworkChanged(network),
                },
                Some(done) = self.running.join_next() => match done {
                    Ok(Done::Input(input)) => input,
                    Ok(Done::Head(head)) => {
                        reading_head = head_moved;
                        if head_moved {
                            head_moved = false;
                            self.read_head();
                        }
                        match head {
                            Some(head) => Input::LocalHead(head),
                            None => continue,
                        }
                    }
                    Ok(Done::Standing(Ok(standing))) => Input::Started(Box::new(standing)),
                    Ok(Done::Standing(Err(_))) => {
                        self.look(READ_AGAIN);
                        continue;
                    }
                    // A task that panicked has no answer; the machine's own deadline covers it.
                    Err(_) => Input::Woke,
                },
                () = until(wake) => {
                    self.timer = None;
                    Input::Woke
                }
            };
            self.step(input);
        }
    }

    fn now(&self) -> Now {
        let mono_ms = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Now { mono_ms, wall: self.clockwork.wall() }
    }

    fn step(&mut self, input: Input) {
        let now = self.now();
        for effect in self.machine.step(input, now, self.clockwork.random()) {
            match effect {
                Effect::Call { job, request } => {
                    let (transport, sign_in) = (Arc::clone(&self.transport), Arc::clone(&self.sign_in));
                    self.running.spawn(async move {
                        let bearer = sign_in.bearer();
                        let came = transport.call(&request, bearer.as_ref()).await;
                        let answer = answer::read(request.call(), came.as_ref().map_err(|why| *why));
                        Done::Input(Input::Answered { job, answer })
                    });
                }
                Effect::Store { job, errand } => self.errand(job, errand),
                Effect::SetTimer(at) => self.timer = Some(at),
                Effect::RefreshToken => {
                    let (transport, sign_in) = (Arc::clone(&self.transport), Arc::clone(&self.sign_in));
                    self.running.spawn(async move {
                        Done::Input(match sign_in.refresh(&*transport).await {
                            Ok(()) => Input::SignedIn { author: None },
                            Err(answer) => Input::SignInFailed(answer),
                        })
                    });
                }
                Effect::SignIn => {
                    let (transport, sign_in) = (Arc::clone(&self.transport), Arc::clone(&self.sign_in));
                    self.running.spawn(async move {
                        Done::Input(match sign_in.sign_in(&*transport).await {
                            Ok(author) => Input::SignedIn { author: Some(author) },
                            Err(answer) => Input::SignInFailed(answer),
                        })
                    });
                }
                Effect::Status(status) => {
                    self.told.send_replace(*status);
                }
                Effect::DropConnection => self.transport.drop_connection(),
            }
        }
    }

    fn errand(&mut self, job: Job, errand: depot::Errand) {
        let (depot, wall) = (Arc::clone(&self.depot), self.clockwork.wall());
        self.running.spawn(async move {
            let work = tokio::task::spawn_blocking(move || depot::run(&*depot, errand, wall));
            // A replica that panicked has no outcome of its own, and the machine waits for one without a deadline.
            let outcome = work.await.unwrap_or(Outcome::Failed(Trouble::Contradicted));
            Done::Input(Input::Stored { job, outcome })
        });
    }

    /// Reads where the replica stands, after a while.
    fn look(&mut self, after: Duration) {
        let depot = Arc::clone(&self.depot);
        self.running.spawn(async move {
            tokio::time::sleep(after).await;
            let standing = tokio::task::spawn_blocking(move || depot.standing()).await;
            Done::Standing(standing.unwrap_or(Err(Trouble::Busy)))
        });
    }

    fn read_head(&mut self) {
        let depot = Arc::clone(&self.depot);
        self.running.spawn_blocking(move || Done::Head(depot.standing().ok().map(|standing| standing.head)));
    }
}

async fn until(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at.into()).await,
        None => pending().await,
    }
}
