//! The transport over HTTPS.
//!
//! One client, one connection pool; [`Transport::drop_connection`] makes new ones. No redirect is followed, because the
//! protocol has none and a portal's is no answer. Answers are read up to a bound, also when they unpack to more. Bodies,
//! tokens and addresses are written nowhere.

use std::fmt;
use std::sync::{Mutex, Once, PoisonError};
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use tokio::sync::watch;
use zeroize::Zeroizing;

use crate::transport::{Answering, HttpAnswer, Transport, Unreachable};
use crate::wire::Request;

/// The largest answer of the protocol is a chunk of a snapshot, about a megabyte; nothing honest comes near this.
const LARGEST_ANSWER: usize = 32 << 20;

/// How long finding and greeting the central store may take.
const CONNECT: Duration = Duration::from_secs(8);

/// How long nothing may arrive in the middle of an answer.
const SILENCE: Duration = Duration::from_secs(10);

/// A way to the central store over HTTPS.
pub struct Http {
    url: String,
    key: HeaderValue,
    client: Mutex<Client>,
    dropped: watch::Sender<u64>,
}

/// The address or the key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address or the key of the central store cannot be used")]
pub struct BadAddress;

impl Http {
    /// Prepares calls to the central store at `url`; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When the address or the key has letters that cannot be in one.
    pub fn new(url: &str, publishable_key: &str) -> Result<Self, BadAddress> {
        let mut key = HeaderValue::from_str(publishable_key).map_err(|_| BadAddress)?;
        key.set_sensitive(true);
        let url = url.trim_end_matches('/').to_owned();
        reqwest::Url::parse(&url).map_err(|_| BadAddress)?;
        Ok(Self { url, key, client: Mutex::new(client().ok_or(BadAddress)?), dropped: watch::Sender::new(0) })
    }

    async fn post(
        &self,
        request: &Request,
        bearer: Option<&Zeroizing<String>>,
    ) -> Result<HttpAnswer, Unreachable> {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let call = request.call();
        let mut sent = client
            .post(format!("{}{}", self.url, call.path()))
            .timeout(Duration::from_millis(call.timeout_ms()))
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .header("apikey", self.key.clone())
            .body(request.body().to_vec());
        if let Some(bearer) = bearer {
            let value = Zeroizing::new(format!("Bearer {}", bearer.as_str()));
            let mut value = HeaderValue::from_str(&value).map_err(|_| Unreachable::Broken)?;
            value.set_sensitive(true);
            sent = sent.header(AUTHORIZATION, value);
        }
        read(sent.send().await.map_err(unreachable)?).await
    }
}

impl Transport for Http {
    fn call<'a>(&'a self, request: &'a Request, bearer: Option<&'a Zeroizing<String>>) -> Answering<'a> {
        Box::pin(async move {
            let mut dropped = self.dropped.subscribe();
            tokio::select! {
                answer = self.post(request, bearer) => answer,
                _ = dropped.changed() => Err(Unreachable::Dropped),
            }
        })
    }

    fn drop_connection(&self) {
        if let Some(fresh) = client() {
            *self.client.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        }
        self.dropped.send_modify(|times| *times += 1);
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Http")
    }
}

fn client() -> Option<Client> {
    static CRYPTOGRAPHY: Once = Once::new();
    // Somebody else in the program may have chosen; then theirs is used.
    CRYPTOGRAPHY.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    Client::builder()
        .user_agent(concat!("Gatehouse/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .pool_max_idle_per_host(2)
        .pool_idle_timeout(Duration::from_secs(50))
        .tcp_nodelay(true)
        .tcp_keepalive(Duration::from_secs(20))
        .build()
        .ok()
}

async fn read(mut response: Response) -> Result<HttpAnswer, Unreachable> {
    let text = |name| response.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let mut answer = HttpAnswer {
        status: response.status().as_u16(),
        content_type: text(CONTENT_TYPE).unwrap_or_default().to_owned(),
        retry_after_s: text(RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok()),
        body: Vec::new(),
    };
    while let Some(piece) = response.chunk().await.map_err(unreachable)? {
        if answer.body.len() + piece.len() > LARGEST_ANSWER {
            return Err(Unreachable::TooLarge);
        }
        answer.body.extend_from_slice(&piece);
    }
    Ok(answer)
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
fn unreachable(error: reqwest::Error) -> Unreachable {
    if error.is_timeout() {
        Unreachable::TimedOut
    } else if error.is_connect() {
        if about_certificates(&error) { Unreachable::Certificate } else { Unreachable::Connect }
    } else {
        Unreachable::Broken
    }
}

/// Whether somewhere below lies an objection to the certificate.
fn about_certificates(error: &reqwest::Error) -> bool {
    let mut below: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(error);
    while let Some(cause) = below {
        let found = match cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inner) => inner.downcast_ref::<rustls::Error>(),
            None => cause.downcast_ref::<rustls::Error>(),
        };
        if let Some(rustls::Error::InvalidCertificate(_)) = found {
            return true;
        }
        below = cause.source();
    }
    false
}
