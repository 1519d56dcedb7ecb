//! Who is signed in: the tokens, where they are kept, and how new ones are come by.
//!
//! A refresh token works once. So new tokens are kept before they are used, and only one call for them is under way at a
//! time: the [`Machine`](crate::Machine) asks for one and waits. A device signs in anonymously and is bound to itself by the
//! secret it got when it joined; an organizer signs in with a password. Nothing here ever appears in a log.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use gatehouse_core::ids::AuthorId;
use gatehouse_core::time::WallMs;
use zeroize::Zeroizing;

use crate::answer::{self, Answer, NoNetwork, Setback};
use crate::transport::{Transport, Unreachable};
use crate::wire::{DeviceId, Reply, Request};

/// A session's tokens.
#[derive(Clone, PartialEq, Eq)]
pub struct Tokens {
    /// Goes along with every call.
    pub access: Zeroizing<String>,
    /// Gets the next ones, once.
    pub refresh: Zeroizing<String>,
    /// When the access token ends, by the central store's clock. Only for show: a 401 decides.
    pub expires: Option<WallMs>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("expires", &self.expires).finish_non_exhaustive()
    }
}

/// What is kept between two starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The tokens.
    pub tokens: Tokens,
    /// Whether the central store knows that this user is the device. Not yet, between signing in and being bound.
    pub bound: bool,
}

/// Where a session is kept: the operating system's key store, or a file that a key protects.
pub trait TokenStore: Send + Sync + 'static {
    /// Reads the session, if there is one.
    ///
    /// # Errors
    ///
    /// When the store cannot be read at the moment.
    fn load(&self) -> Result<Option<Session>, TokenStoreError>;

    /// Keeps a session in the place of the last one. Returns when it would survive a power cut.
    ///
    /// # Errors
    ///
    /// When it was not kept.
    fn save(&self, session: &Session) -> Result<(), TokenStoreError>;

    /// Forgets the session.
    ///
    /// # Errors
    ///
    /// When it is still there.
    fn clear(&self) -> Result<(), TokenStoreError>;
}

/// The key store did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key store cannot be used")]
pub struct TokenStoreError;

/// What binds a session to the device: told once, when it joined.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceSecret {
    /// The device.
    pub device: DeviceId,
    /// Its secret.
    pub secret: Zeroizing<String>,
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceSecret").field("device", &self.device).finish_non_exhaustive()
    }
}

/// The sign-in of one device.
pub struct SignIn {
    store: Box<dyn TokenStore>,
    secret: DeviceSecret,
    session: Mutex<Option<Session>>,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn").field("secret", &self.secret).finish_non_exhaustive()
    }
}

impl SignIn {
    /// Takes up the session that was kept. One that cannot be read is replaced when it is first missed.
    #[must_use]
    pub fn new(store: Box<dyn TokenStore>, secret: DeviceSecret) -> Self {
        let session = Mutex::new(store.load().ok().flatten());
        Self { store, secret, session }
    }

    /// The access token for calls; none before the device is bound.
    #[must_use]
    pub fn bearer(&self) -> Option<Zeroizing<String>> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.as_ref().filter(|session| session.bound).map(|session| session.tokens.access.clone())
    }

    /// Gets new tokens for the old ones.
    ///
    /// # Errors
    ///
    /// What came back instead.
    pub async fn refresh(&self, transport: &dyn Transport) -> Result<(), Answer> {
        let Some(session) = self.current() else { return Err(Answer::Unauthorized) };
        let request = Request::Refresh { token: session.tokens.refresh };
        let tokens = tokens(ask(transport, &request, None).await)?;
        self.keep(Session { tokens, bound: session.bound })
    }

    /// Signs in as a new anonymous user and binds it to the device. A user that was not bound yet is used again.
    ///
    /// Answers whoever the central store believes the device to write as.
    ///
    /// # Errors
    ///
    /// What came back instead.
    pub async fn sign_in(&self, transport: &dyn Transport) -> Result<AuthorId, Answer> {
        let unbound = self.current().filter(|session| !session.bound);
        let fresh = unbound.is_none();
        let session = match unbound {
            Some(session) => session,
            None => {
                let tokens = tokens(ask(transport, &Request::SignUp, None).await)?;
                let session = Session { tokens, bound: false };
                self.keep(session.clone())?;
                session
            }
        };
        let DeviceSecret { device, secret } = self.secret.clone();
        let request = Request::Resume { device, secret };
        match ask(transport, &request, Some(&session.tokens.access)).await {
            Answer::Value(Reply::Resumed { author, .. }) => {
                self.keep(Session { bound: true, ..session })?;
                Ok(author)
            }
            Answer::Unauthorized if !fresh => {
                // Left over from an earlier attempt, and too old by now: the next attempt signs up anew.
                self.forget()?;
                Err(not_now())
            }
            other => Err(other),
        }
    }

    /// Forgets the session, because the device was revoked or leaves.
    ///
    /// # Errors
    ///
    /// When the key store still has it.
    pub fn forget(&self) -> Result<(), Answer> {
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.store.clear().map_err(|TokenStoreError| not_now())
    }

    fn current(&self) -> Option<Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Kept first, used then.
    fn keep(&self, session: Session) -> Result<(), Answer> {
        self.store.save(&session).map_err(|TokenStoreError| not_now())?;
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(session);
        Ok(())
    }
}

/// Signs an organizer in.
///
/// # Errors
///
/// What came back instead.
pub async fn with_password(
    transport: &dyn Transport,
    email: &str,
    password: Zeroizing<String>,
) -> Result<Tokens, Answer> {
    tokens(ask(transport, &Request::Password { email: email.to_owned(), password }, None).await)
}

/// Signs in as a new anonymous user.
///
/// # Errors
///
/// What came back instead.
pub async fn anonymously(transport: &dyn Transport) -> Result<Tokens, Answer> {
    tokens(ask(transport, &Request::SignUp, None).await)
}

/// Makes one call and reads what came back.
pub async fn ask(transport: &dyn Transport, request: &Request, bearer: Option<&Zeroizing<String>>) -> Answer {
    let came = transport.call(request, bearer).await;
    answer::read(request.call(), came.as_ref().map_err(|why| *why))
}

fn tokens(answer: Answer) -> Result<Tokens, Answer> {
    match answer {
        Answer::Value(Reply::Tokens(tokens)) => Ok(tokens),
        Answer::Value(_) => Err(Answer::NoNetwork(NoNetwork::Unreachable(Unreachable::Broken))),
        other => Err(other),
    }
}

/// The key store failed, or something must simply be tried again.
const fn not_now() -> Answer {
    Answer::Retry { after_ms: None, why: Setback::Trouble(0) }
}
