//! The real way to the central store: a small runtime of its own, the engine of the open event, and an organizer's sign-in.

use std::fmt;
use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gatehouse_core::ids::{AuthorId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_store::Replica;
use gatehouse_store::table::link;
use serde::Deserialize;
use serde_json::Value;
use tokio::runtime::{Handle, Runtime};
use tokio::task::AbortHandle;
use zeroize::Zeroizing;

use super::{FleetDevice, Guest, Joined, Joining, Place, Uplink, UplinkError, Watch};
use crate::answer::Answer;
use crate::apply::{Machinery, ReplicaDepot, ReplicaTokens};
use crate::driver::{Clockwork, Engine};
use crate::enrol::{self, Invitation};
use crate::http::Http;
use crate::machine::{Nudge, Status};
use crate::session::{self, DeviceSecret, SignIn, Tokens};
use crate::transport::Transport;
use crate::wire::{CodeRequest, DeviceInfo, Document, Reply, Request};

/// How often the devices of the event are asked for.
const FLEET_EVERY: Duration = Duration::from_secs(15);

/// The way to the central store over HTTPS.
pub struct HttpUplink {
    handle: Handle,
    /// There until the end.
    runtime: Option<Runtime>,
    exchange: Mutex<Option<Exchange>>,
    organizer: Mutex<Option<Organizer>>,
}

/// The exchange of the open event.
struct Exchange {
    engine: Engine,
    fleet: Arc<Mutex<Vec<FleetDevice>>>,
    tasks: Vec<AbortHandle>,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

/// An organizer who is signed in.
#[derive(Clone)]
struct Organizer {
    email: String,
    place: Place,
    transport: Arc<Http>,
    tokens: Tokens,
}

/// The clocks of the machine around, for the driver.
struct Clocks(Arc<dyn Machinery>);

impl Clockwork for Clocks {
    fn wall(&self) -> WallMs {
        self.0.now().wall
    }

    fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        self.0.random(&mut bytes);
        u64::from_le_bytes(bytes)
    }
}

impl HttpUplink {
    /// Starts the runtime; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When the system gives no thread.
    pub fn new() -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("uplink")
            .enable_all()
            .build()?;
        let (exchange, organizer) = Default::default();
        Ok(Self { handle: runtime.handle().clone(), runtime: Some(runtime), exchange, organizer })
    }

    fn wait<T>(&self, work: impl Future<Output = Result<T, Answer>>) -> Result<T, UplinkError> {
        self.handle.block_on(work).map_err(refused)
    }

    /// Makes a call as the organizer; a token that has run out is renewed once.
    fn ask_as_organizer(&self, request: &Request) -> Result<Value, UplinkError> {
        let organizer = lock(&self.organizer).clone().ok_or(UplinkError::NotSignedIn)?;
        let (answer, renewed) = self.handle.block_on(async {
            let transport = &*organizer.transport;
            match session::ask(transport, request, Some(&organizer.tokens.access)).await {
                Answer::Unauthorized => {
                    let renewal = Request::Refresh { token: organizer.tokens.refresh.clone() };
                    match session::ask(transport, &renewal, None).await {
                        Answer::Value(Reply::Tokens(tokens)) => {
                            let again = session::ask(transport, request, Some(&tokens.access)).await;
                            (again, Some(tokens))
                        }
                        other => (other, None),
                    }
                }
                answer => (answer, None),
            }
        });
        if let Some(tokens) = renewed {
            *lock(&self.organizer) = Some(Organizer { tokens, ..organizer });
        }
        match answer {
            Answer::Value(Reply::Organizer(value)) => Ok(value),
            Answer::Unauthorized => {
                *lock(&self.organizer) = None;
                Err(UplinkError::NotSignedIn)
            }
            Answer::Value(_) => Err(UplinkError::Refused(200)),
            other => Err(refused(other)),
        }
    }
}

impl Uplink for HttpUplink {
    fn attach(&self, replica: &Replica, machinery: Arc<dyn Machinery>, watch: Watch) {
        self.detach();
        // Without a link that can be used there is nothing to exchange with; the screens say so.
        let Ok(Some(link)) = replica.read(link::find) else { return };
        let Ok(transport) = Http::new(&link.url, &link.publishable_key) else { return };
        let Ok(event) = replica.read(gatehouse_store::table::event::find) else { return };
        let transport = Arc::new(transport);
        let secret = DeviceSecret { device: link.device, secret: link.secret };
        let sign_in = Arc::new(SignIn::new(Box::new(ReplicaTokens::new(replica.clone())), secret));
        let depot = Arc::new(ReplicaDepot::new(replica.clone(), Arc::clone(&machinery)));
        let version = machinery.version();
        let engine = Engine::start(
            &self.handle,
            Arc::clone(&transport) as Arc<dyn Transport>,
            depot,
            Arc::clone(&sign_in),
            Arc::new(Clocks(machinery)),
            &version,
        );
        let mut status = engine.status();
        let told = self.handle.spawn(async move {
            loop {
                let now = status.borrow_and_update().clone();
                let watch = Arc::clone(&watch);
                // It reads the replica, which may wait for the disk.
                let _ = tokio::task::spawn_blocking(move || watch(&now)).await;
                if status.changed().await.is_err() {
                    return;
                }
            }
        });
        let fleet = Arc::<Mutex<Vec<FleetDevice>>>::default();
        let asked = self.handle.spawn(ask_for_fleet(transport, sign_in, event.id, Arc::clone(&fleet)));
        let tasks = vec![told.abort_handle(), asked.abort_handle()];
        *lock(&self.exchange) = Some(Exchange { engine, fleet, tasks });
    }

    fn detach(&self) {
        let ended = lock(&self.exchange).take();
        drop(ended);
    }

    fn grown(&self, head: Option<Seq>) {
        if let Some(exchange) = &*lock(&self.exchange) {
            exchange.engine.grown(head);
        }
    }

    fn nudge(&self) {
        if let Some(exchange) = &*lock(&self.exchange) {
            exchange.engine.nudge(Nudge::Operator);
        }
    }

    fn status(&self) -> Option<Status> {
        lock(&self.exchange).as_ref().map(|exchange| exchange.engine.status().borrow().clone())
    }

    fn fleet(&self) -> Vec<FleetDevice> {
        lock(&self.exchange).as_ref().map(|exchange| lock(&exchange.fleet).clone()).unwrap_or_default()
    }

    fn join(&self, invitation: &Invitation, device: &Joining) -> Result<Joined, UplinkError> {
        let transport =
            Http::new(&invitation.url, &invitation.publishable_key).map_err(|_| UplinkError::BadCode)?;
        let info = DeviceInfo {
            name: device.name.clone(),
            app_version: device.version.clone(),
            platform: std::env::consts::OS.to_owned(),
            author: device.author,
        };
        let membership = self.wait(enrol::join(&transport, &invitation.code, device.public_key, info))?;
        let enrolled = membership.enrolled;
        Ok(Joined {
            device: enrolled.device,
            author: enrolled.author,
            secret: enrolled.secret,
            name: enrolled.name,
            role: enrolled.role,
            checkpoint: enrolled.checkpoint,
            event: membership.event,
            details: membership.details,
            session: membership.session,
        })
    }

    fn sign_in(&self, place: &Place, email: &str, password: Zeroizing<String>) -> Result<(), UplinkError> {
        let transport =
            Arc::new(Http::new(&place.url, &place.publishable_key).map_err(|_| UplinkError::NoNetwork)?);
        let tokens = self.wait(session::with_password(&*transport, email, password)).map_err(|error| {
            // GoTrue says 400 to a wrong password; nothing else about this call could be refused.
            if matches!(error, UplinkError::Refused(_) | UplinkError::NotSignedIn) {
                UplinkError::WrongSignIn
            } else {
                error
            }
        })?;
        *lock(&self.organizer) =
            Some(Organizer { email: email.to_owned(), place: place.clone(), transport, tokens });
        Ok(())
    }

    fn sign_out(&self) {
        *lock(&self.organizer) = None;
    }

    fn organizer(&self) -> Option<(String, Place)> {
        lock(&self.organizer).as_ref().map(|organizer| (organizer.email.clone(), organizer.place.clone()))
    }

    fn publish(&self, event: EventId, rows: Vec<Document>) -> Result<(), UplinkError> {
        self.ask_as_organizer(&Request::Publish { event, rows }).map(drop)
    }

    fn is_published(&self, event: EventId) -> Result<bool, UplinkError> {
        match self.ask_as_organizer(&Request::Fleet { event }) {
            Ok(_) => Ok(true),
            // An event that is not there and one of somebody else look the same from here.
            Err(UplinkError::Refused(403 | 404)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn invite(&self, event: EventId, guest: &Guest) -> Result<(Invitation, WallMs), UplinkError> {
        #[derive(Deserialize)]
        struct Made {
            code: Zeroizing<String>,
            expires_ms: i64,
        }
        let code = CodeRequest {
            role: guest.role.clone(),
            name: guest.name.clone(),
            checkpoint: guest.checkpoint,
            minutes: guest.minutes,
        };
        let made = self.ask_as_organizer(&Request::CreateEnrolmentCode { event, code })?;
        let made: Made = serde_json::from_value(made).map_err(|_| UplinkError::Refused(200))?;
        let (_, place) = self.organizer().ok_or(UplinkError::NotSignedIn)?;
        let invitation = Invitation::new(&place.url, &place.publishable_key, &made.code);
        Ok((invitation.map_err(|_| UplinkError::Refused(200))?, WallMs(made.expires_ms)))
    }
}

impl Drop for HttpUplink {
    fn drop(&mut self) {
        // Whoever lets go last may be a task on it, which cannot wait for itself.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for HttpUplink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpUplink")
    }
}

/// Asks for the devices of the event again and again; what fails is asked for next time.
async fn ask_for_fleet(
    transport: Arc<Http>,
    sign_in: Arc<SignIn>,
    event: EventId,
    fleet: Arc<Mutex<Vec<FleetDevice>>>,
) {
    #[derive(Deserialize)]
    struct Fleet {
        devices: Vec<Told>,
    }
    #[derive(Deserialize)]
    struct Told {
        author: String,
        #[serde(default)]
        queue: Option<u64>,
        #[serde(default)]
        last_seen_ms: Option<i64>,
    }
    let mut ticks = tokio::time::interval(FLEET_EVERY);
    loop {
        ticks.tick().await;
        let Some(bearer) = sign_in.bearer() else { continue };
        let answer = session::ask(&*transport, &Request::Fleet { event }, Some(&bearer)).await;
        let Answer::Value(Reply::Organizer(value)) = answer else { continue };
        let Ok(told) = serde_json::from_value::<Fleet>(value) else { continue };
        let device = |told: Told| {
            let author: AuthorId = told.author.parse().ok()?;
            Some(FleetDevice { author, queue: told.queue, last_seen: told.last_seen_ms.map(WallMs) })
        };
        *lock(&fleet) = told.devices.into_iter().filter_map(device).collect();
    }
}

fn refused(answer: Answer) -> UplinkError {
    match answer {
        Answer::NoNetwork(_) | Answer::Retry { .. } => UplinkError::NoNetwork,
        Answer::Unauthorized => UplinkError::NotSignedIn,
        Answer::Denied { .. } => UplinkError::BadCode,
        Answer::Refused { status, .. } => UplinkError::Refused(status),
        _ => UplinkError::Refused(200),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
