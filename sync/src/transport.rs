//! The port to the network: one call, one answer, or the reason why there is none.
//!
//! What an answer means is decided in [`answer`](crate::answer). A transport follows no redirect, bounds what it reads, and
//! never writes a body or a token anywhere.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use zeroize::Zeroizing;

use crate::wire::Request;

/// An answer as it came, whoever gave it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// The `Content-Type`; empty when there is none.
    pub content_type: String,
    /// The `Retry-After`, when it is a number of seconds.
    pub retry_after_s: Option<u64>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl fmt::Debug for HttpAnswer {
    /// Leaves the body out: it may hold names and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpAnswer")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unreachable {
    /// The name is unknown, nobody listens, or the way there is closed.
    Connect,
    /// It took too long.
    TimedOut,
    /// The connection ended, or the answer was cut, broken or not what its headers said.
    Broken,
    /// The certificate does not prove that this is the central store.
    Certificate,
    /// The answer is larger than any that the protocol has.
    TooLarge,
    /// The engine gave the call up.
    Dropped,
}

/// What a transport's calls return.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<HttpAnswer, Unreachable>> + Send + 'a>>;

/// A way to the central store.
pub trait Transport: Send + Sync + 'static {
    /// Makes one call, as the user whose access token `bearer` is.
    ///
    /// Returns within the call's [time](crate::wire::Call::timeout_ms).
    fn call<'a>(&'a self, request: &'a Request, bearer: Option<&'a Zeroizing<String>>) -> Answering<'a>;

    /// Forgets every connection: the next call makes its own.
    fn drop_connection(&self);
}
