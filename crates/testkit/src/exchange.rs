//! The exchange of a machine with the central store, run by the test itself: it sets the pauses and watches every call.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use gatehouse_commands::Host as _;
use gatehouse_core::time::WallMs;
use gatehouse_store::table::{author, link};
use gatehouse_store::{Replica, Stamp};
use gatehouse_sync::Tuning;
use gatehouse_sync::apply::{Machinery, ReplicaDepot, ReplicaTokens};
use gatehouse_sync::driver::{Clockwork, Engine};
use gatehouse_sync::http::Http;
use gatehouse_sync::session::{DeviceSecret, SignIn};
use gatehouse_sync::transport::{Answering, Transport};
use gatehouse_sync::wire::{Call, Request};
use tokio::runtime::Handle;
use tokio::sync::watch;
use zeroize::Zeroizing;

use crate::Machine;

/// An engine beside a machine, in the place of the one that the machine's own uplink would run.
pub struct Exchange {
    /// The engine; it ends when this is dropped.
    pub engine: Engine,
    calls: watch::Receiver<Calls>,
}

/// How many calls of each kind came through whole.
pub type Calls = BTreeMap<Call, u64>;

impl Exchange {
    /// Begins the exchange of the replica that is open at a machine, as its uplink would, but with pauses of its own.
    ///
    /// # Errors
    /// When the device has not joined, or the replica cannot be read.
    pub fn begin(machine: &Machine, runtime: &Handle, tuning: Tuning) -> Result<Self> {
        let replica = gatehouse_commands::open(machine)?.replica.clone();
        let link = replica.read(link::find)?.context("the device has joined")?;
        let http = Http::new(&link.url, &link.publishable_key)?;
        let (whole, calls) = watch::channel(Calls::default());
        let secret = DeviceSecret { device: link.device, secret: link.secret };
        let engine = Engine::tuned(
            runtime,
            Arc::new(Counting { http, whole }),
            Arc::new(ReplicaDepot::new(replica.clone(), Arc::new(Around(machine.clone())))),
            Arc::new(SignIn::new(Box::new(ReplicaTokens::new(replica)), secret)),
            Arc::new(Around(machine.clone())),
            VERSION,
            tuning,
        );
        Ok(Self { engine, calls })
    }

    /// How many calls of this kind came through whole.
    #[must_use]
    pub fn came_through(&self, call: Call) -> u64 {
        self.calls.borrow().get(&call).copied().unwrap_or_default()
    }

    /// Tells whenever a call came through.
    #[must_use]
    pub fn calls(&self) -> watch::Receiver<Calls> {
        self.calls.clone()
    }
}

/// Whoever a replica writes as, and how far.
///
/// # Errors
/// When the replica cannot be read.
pub fn own(replica: &Replica) -> Result<author::AuthorRow> {
    replica.read(author::all)?.into_iter().find(|author| author.own).context("an author")
}

/// Whether the store has acknowledged everything.
///
/// # Errors
/// When the replica cannot be read.
pub fn is_told(replica: &Replica) -> Result<bool> {
    let own = own(replica)?;
    Ok(own.acked == own.head.seq)
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The line, and what came through it.
struct Counting {
    http: Http,
    whole: watch::Sender<Calls>,
}

impl Transport for Counting {
    fn call<'a>(&'a self, request: &'a Request, bearer: Option<&'a Zeroizing<String>>) -> Answering<'a> {
        Box::pin(async move {
            let came = self.http.call(request, bearer).await;
            if came.as_ref().is_ok_and(|answer| answer.status == 200) {
                self.whole.send_modify(|whole| *whole.entry(request.call()).or_default() += 1);
            }
            came
        })
    }

    fn drop_connection(&self) {
        self.http.drop_connection();
    }
}

/// The machine around the engine.
struct Around(Machine);

impl Clockwork for Around {
    fn wall(&self) -> WallMs {
        self.0.now().wall
    }

    fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        self.0.random(&mut bytes);
        u64::from_le_bytes(bytes)
    }
}

impl Machinery for Around {
    fn now(&self) -> Stamp {
        self.0.now()
    }

    fn random(&self, into: &mut [u8]) {
        self.0.random(into);
    }

    fn version(&self) -> String {
        VERSION.to_owned()
    }

    fn heard(&self) {}
}
