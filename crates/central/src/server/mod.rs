//! The HTTP server: one address, behind which `/rest/v1` is PostgREST's and `/auth/v1` is GoTrue's.
//!
//! A call that has arrived whole is carried through even when its caller hangs up: what was committed and what the
//! caller knows may differ, as they may in earnest.

mod gateway;
mod message;
mod pool;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::auth::{self, AuthConfig};
use crate::clock::Clock;
use crate::cluster::Database;
use crate::error::Result;
use crate::rest;
use crate::token::{Algorithm, Keys};
pub(crate) use gateway::Caller;
pub(crate) use message::{Answer, Call, decode};
pub(crate) use pool::{NoConnection, Pool};

/// The publishable key unless the configuration says otherwise. It protects nothing: it names the project.
pub const PUBLISHABLE_KEY: &str = "sb_publishable_gatehouse_stand_in";

/// The secret key unless the configuration says otherwise: whoever shows it is `service_role`.
pub const SECRET_KEY: &str = "sb_secret_gatehouse_stand_in";

/// How a server behaves.
#[derive(Debug)]
pub struct Config {
    /// The port on this machine; 0 takes a free one.
    pub port: u16,
    /// What tokens are judged by.
    pub clock: Clock,
    /// The signing keys; none makes fresh ones (ES256).
    pub keys: Option<Keys>,
    /// Opens the gateway as `anon`.
    pub publishable_key: String,
    /// Opens the gateway as `service_role`.
    pub secret_key: String,
    /// How many connections to the database `/rest/v1` has.
    pub connections: usize,
    /// After how many rows an answer is cut without a word.
    pub max_rows: u64,
    /// How people and devices sign in.
    pub auth: AuthConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            clock: Clock::system(),
            keys: None,
            publishable_key: PUBLISHABLE_KEY.to_owned(),
            secret_key: SECRET_KEY.to_owned(),
            connections: 10,
            max_rows: 1000,
            auth: AuthConfig::default(),
        }
    }
}

/// A running server. Dropping it closes its connections; calls that had arrived whole are carried through.
#[derive(Debug)]
pub struct Server {
    central: Arc<Central>,
    address: SocketAddr,
    listening: JoinHandle<()>,
}

/// What every call has at hand.
#[derive(Debug)]
pub(crate) struct Central {
    pub(crate) rest: Pool,
    pub(crate) auth: Pool,
    pub(crate) keys: Keys,
    pub(crate) config: Config,
}

impl Server {
    /// Starts to serve a database.
    pub async fn start(database: &Database, mut config: Config) -> Result<Self> {
        let keys = match config.keys.take() {
            Some(keys) => keys,
            None => Keys::generate(Algorithm::default())?,
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
        let address = listener.local_addr()?;
        let central = Arc::new(Central {
            rest: Pool::new(database.clone(), "authenticator", config.connections),
            auth: Pool::new(database.clone(), "postgres", 4),
            keys,
            config,
        });
        let listening = tokio::spawn(listen(listener, Arc::clone(&central)));
        Ok(Self { central, address, listening })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The project's URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The key that opens the gateway as `anon`.
    #[must_use]
    pub fn publishable_key(&self) -> &str {
        &self.central.config.publishable_key
    }

    /// The keys that tokens are signed with.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.central.keys
    }

    /// Makes a person with this password, or gives an existing one the password. Returns the user's id.
    pub async fn ensure_user(&self, email: &str, password: &str) -> Result<String> {
        auth::ensure_user(&self.central, email, password).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, central: Arc<Central>) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Mostly about one connection that went before it was taken; if it lasts, others must still have a turn.
            tokio::task::yield_now().await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        connections.spawn(converse(stream, Arc::clone(&central)));
        while connections.try_join_next().is_some() {}
    }
}

async fn converse(stream: TcpStream, central: Arc<Central>) {
    let service = service_fn(|request: Request<Incoming>| {
        let central = Arc::clone(&central);
        async move {
            let call = Call::receive(request).await?;
            let zipped = call.accepts_gzip();
            // In a task of its own, so that it goes on when the caller hangs up and the connection is dropped.
            let answer = tokio::spawn(async move { respond(&central, &call).await }).await;
            let answer = answer.unwrap_or_else(|_| Answer::error(500, "the stand-in crashed"));
            Ok::<Response<_>, hyper::Error>(answer.into_response(zipped))
        }
    });
    // A caller that breaks off is the caller's affair.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(central: &Central, call: &Call) -> Answer {
    if call.path == "/auth/v1/.well-known/jwks.json" {
        return Answer::json(200, &central.keys.jwks());
    }
    if let Err(refused) = gateway::check_key(central, call) {
        return refused;
    }
    if let Some(path) = call.path.strip_prefix("/auth/v1/") {
        return auth::answer(central, call, path).await;
    }
    if let Some(path) = call.path.strip_prefix("/rest/v1/") {
        return match gateway::identify(central, call) {
            Ok(caller) => rest::answer(central, call, &caller, path).await,
            Err(refused) => refused,
        };
    }
    Answer::error(404, "no Route matched with those values")
}
