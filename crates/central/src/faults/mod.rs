//! What networks do, on purpose and in order: a proxy between a client and a server that speaks HTTP/1.1.
//!
//! Every request takes the next [`Plan`] that is aimed at it or queued, or the standing one when there is none. Nothing is left to
//! chance or to time: what happened is counted, and a test waits for a count.
//!
//! Its clients are asked to send a `content-length`; it does not read chunked requests.

mod plan;
mod proxy;
mod wire;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use plan::{Close, Kind, Plan, Spot};
use wire::Message;

/// The proxy and its controls. Dropping it closes everything.
#[derive(Debug)]
pub struct Faults {
    shared: Arc<Shared>,
    address: SocketAddr,
    listening: JoinHandle<()>,
}

/// What has passed so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Connections that were taken.
    pub connections: u64,
    /// Connections that were turned away while offline.
    pub refused: u64,
    /// Requests that arrived whole.
    pub requests: u64,
    /// Answers that the server gave, whether or not they arrived.
    pub answers: u64,
    /// Bytes of requests, from clients.
    pub up_bytes: u64,
    /// Bytes of answers, to clients.
    pub down_bytes: u64,
    kinds: BTreeMap<Kind, u64>,
}

impl Counts {
    /// How many requests met this.
    #[must_use]
    pub fn of(&self, kind: Kind) -> u64 {
        self.kinds.get(&kind).copied().unwrap_or_default()
    }

    /// Everything that was met, with how often.
    pub fn kinds(&self) -> impl Iterator<Item = (Kind, u64)> + '_ {
        self.kinds.iter().map(|(kind, count)| (*kind, *count))
    }
}

/// What the connections and the controls have in common.
#[derive(Debug)]
struct Shared {
    upstream: Mutex<SocketAddr>,
    plans: Mutex<Plans>,
    counts: watch::Sender<Counts>,
    offline: watch::Sender<bool>,
    /// Goes up by one whenever everything that is stalled may go on.
    releases: watch::Sender<u64>,
}

#[derive(Debug)]
struct Plans {
    standing: Plan,
    queue: VecDeque<Plan>,
    /// For the next request to a path each.
    aimed: Vec<(String, Plan)>,
}

impl Plans {
    fn standing(standing: Plan) -> Self {
        Self { standing, queue: VecDeque::new(), aimed: Vec::new() }
    }

    fn next(&mut self, target: &[u8]) -> Plan {
        if let Some(at) = self.aimed.iter().position(|(path, _)| path.as_bytes() == target) {
            return self.aimed.remove(at).1;
        }
        self.queue.pop_front().unwrap_or_else(|| self.standing.clone())
    }
}

impl Faults {
    /// Starts a proxy in front of a server, on a free port.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        Self::start_on(upstream, 0).await
    }

    /// Starts a proxy on a given port; 0 takes a free one.
    pub async fn start_on(upstream: SocketAddr, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            upstream: Mutex::new(upstream),
            plans: Mutex::new(Plans::standing(Plan::Pass)),
            counts: watch::Sender::default(),
            offline: watch::Sender::new(false),
            releases: watch::Sender::default(),
        });
        let listening = tokio::spawn(proxy::listen(listener, Arc::clone(&shared)));
        Ok(Self { shared, address, listening })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL to give to clients, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What every request meets from now on. Forgets what was queued or aimed.
    pub fn set(&self, plan: Plan) {
        *self.shared.plans() = Plans::standing(plan);
    }

    /// What the next request meets, after those that are queued already.
    pub fn queue(&self, plan: Plan) {
        self.shared.plans().queue.push_back(plan);
    }

    /// What the next request to this path (with its query, if it has one) meets, whatever is queued.
    pub fn aim(&self, path: &str, plan: Plan) {
        self.shared.plans().aimed.push((path.to_owned(), plan));
    }

    /// How many plans, queued or aimed, no request has met yet.
    #[must_use]
    pub fn queued(&self) -> usize {
        let plans = self.shared.plans();
        plans.queue.len() + plans.aimed.len()
    }

    /// Takes the network away or gives it back. Away means: what is open is reset, and so is whatever tries to connect.
    /// A request that was on its way may still have reached the server.
    pub fn set_offline(&self, offline: bool) {
        self.shared.offline.send_replace(offline);
    }

    /// Whether the network is away.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        *self.shared.offline.borrow()
    }

    /// Lets everything go on that is stalled right now.
    pub fn release(&self) {
        self.shared.releases.send_modify(|releases| *releases += 1);
    }

    /// Sends new connections to another server.
    pub fn set_upstream(&self, upstream: SocketAddr) {
        *self.shared.upstream.lock().unwrap_or_else(PoisonError::into_inner) = upstream;
    }

    /// What has passed so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.shared.counts.borrow().clone()
    }

    /// Waits until the counts are as wanted.
    pub async fn until(&self, wanted: impl FnMut(&Counts) -> bool) -> Counts {
        let mut counts = self.shared.counts.subscribe();
        // The sender lives as long as this borrow, so the wait ends with the counts wanted or not at all.
        counts.wait_for(wanted).await.map_or_else(|_| Counts::default(), |counts| counts.clone())
    }

    /// Waits until that many requests have met this.
    pub async fn until_met(&self, kind: Kind, times: u64) {
        self.until(|counts| counts.of(kind) >= times).await;
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Shared {
    fn plans(&self) -> std::sync::MutexGuard<'_, Plans> {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn upstream(&self) -> SocketAddr {
        *self.upstream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, change: impl FnOnce(&mut Counts)) {
        self.counts.send_modify(change);
    }

    /// What a request that has just arrived meets, and the releases that it may wait for.
    fn next(&self, request: &Message) -> (Plan, watch::Receiver<u64>) {
        let plan = self.plans().next(request.target());
        // Before it is counted, so that no release is missed by whoever has seen the count.
        let releases = self.releases.subscribe();
        self.count(|counts| {
            counts.requests += 1;
            *counts.kinds.entry(plan.kind()).or_default() += 1;
        });
        (plan, releases)
    }
}
