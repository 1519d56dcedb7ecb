//! `/auth/v1`: signing up, in and out in the shape of GoTrue.
//!
//! Mails, phones, providers, second factors and rate limits are left out; an address counts as confirmed at once.

mod error;
mod password;
mod refresh;
mod session;
mod user;

use hyper::Method;
use serde_json::{Map, Value, json};
use tokio_postgres::Client;

use crate::error::{Error, Result};
use crate::rest::literal;
use crate::server::{Answer, Call, Central};
use error::AuthError;
use session::Method as SignIn;

/// How people and devices sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthConfig {
    /// How long an access token lasts, in seconds.
    pub access_token_s: i64,
    /// How long after its use a refresh token is answered with its successor once more, in seconds.
    pub reuse_s: i64,
    /// Whether the token before the current one is answered however late, as GoTrue does it to clients that could not
    /// store the successor. Off here: a client that gets along without gets along with it.
    pub forgives_parent: bool,
    /// Whether devices may sign up without a name.
    pub anonymous_sign_ins: bool,
    /// Whether people may sign up.
    pub sign_ups: bool,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            access_token_s: 3600,
            reuse_s: 10,
            forgives_parent: false,
            anonymous_sign_ins: true,
            sign_ups: true,
        }
    }
}

/// Answers a call. `path` is what follows `/auth/v1/`.
pub(crate) async fn answer(central: &Central, call: &Call, path: &str) -> Answer {
    let result = match (&call.method, path) {
        (&Method::GET, "health") => {
            let about = json!({"version": "stand-in", "name": "GoTrue", "description": "GoTrue is a user registration and authentication API"});
            Ok(Answer::json(200, &about))
        }
        (&Method::POST, "signup") => sign_up(central, call).await,
        (&Method::POST, "token") => token(central, call).await,
        (&Method::POST, "logout") => sign_out(central, call).await,
        (&Method::GET, "user") => who(central, call).await,
        (_, "health" | "signup" | "token" | "logout" | "user") => Err(AuthError::METHOD),
        _ => Err(AuthError::PATH),
    };
    result.unwrap_or_else(AuthError::into_answer)
}

/// Makes a person with this password, or gives an existing one the password. Returns the user's id.
pub(crate) async fn ensure_user(central: &Central, email: &str, password: &str) -> Result<String> {
    let hash = password::hash(password)?;
    let unreachable = |error| match error {
        crate::server::NoConnection::Refused(error) => error,
        crate::server::NoConnection::Exhausted => Error::Io(std::io::ErrorKind::TimedOut.into()),
    };
    let loan = central.auth.lend().await.map_err(unreachable)?;
    let sql = format!(
        "update auth.users set encrypted_password = {}, is_anonymous = false,
           email_confirmed_at = coalesce(email_confirmed_at, now()), aud = 'authenticated', role = 'authenticated'
         where lower(email) = lower({}) returning id",
        literal(&hash),
        literal(email)
    );
    let found = value(&loan.client, &sql).await?;
    let id = match found {
        Some(id) => id,
        None => {
            user::create(&loan.client, Some((email, &hash)), &json!({}), central.config.clock.now_ms())
                .await?
        }
    };
    loan.give_back();
    Ok(id)
}

/// Without an address: a device that has no name yet. With one: a person.
async fn sign_up(central: &Central, call: &Call) -> Result<Answer, AuthError> {
    let body = body(call)?;
    let text = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default();
    let (email, password) = (text("email"), text("password"));
    let data = body.get("data").cloned().filter(Value::is_object).unwrap_or_else(|| json!({}));
    let config = &central.config.auth;
    if !config.sign_ups {
        return Err(AuthError::SIGN_UPS_DISABLED);
    }
    let account = match (email.is_empty(), password.is_empty()) {
        (true, true) if config.anonymous_sign_ins => None,
        (true, true) => return Err(AuthError::ANONYMOUS_DISABLED),
        (true, false) | (false, true) => return Err(AuthError::INCOMPLETE),
        (false, false) if !email.contains('@') => return Err(AuthError::NO_ADDRESS),
        (false, false) if password.chars().count() < 6 => return Err(AuthError::WEAK_PASSWORD),
        (false, false) => Some((email, password::hash(password)?)),
    };
    let method = if account.is_some() { SignIn::Password } else { SignIn::Anonymous };
    let now_ms = central.config.clock.now_ms();
    let loan = central.auth.lend().await?;
    let account = account.as_ref().map(|(email, hash)| (*email, hash.as_str()));
    let created = user::create(&loan.client, account, &data, now_ms).await;
    let created = created.map_err(|error| match error.code() {
        Some(code) if code.code() == "23505" => AuthError::EXISTS,
        _ => error.into(),
    });
    let answer = match created {
        Ok(id) => session::begin(central, &loan.client, &id, method).await,
        Err(error) => Err(error),
    };
    loan.give_back();
    Ok(Answer::json(200, &answer?))
}

async fn token(central: &Central, call: &Call) -> Result<Answer, AuthError> {
    let body = body(call)?;
    let text = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default();
    let loan = central.auth.lend().await?;
    let answer = match call.parameter("grant_type") {
        Some("password") => match password::check(&loan.client, text("email"), text("password")).await {
            Ok(id) => session::begin(central, &loan.client, &id, SignIn::Password).await,
            Err(error) => Err(error),
        },
        Some("refresh_token") => refresh::refresh(central, &loan.client, text("refresh_token")).await,
        _ => Err(AuthError::GRANT),
    };
    loan.give_back();
    Ok(Answer::json(200, &answer?))
}

/// Ends this session, all of the user's, or all others.
async fn sign_out(central: &Central, call: &Call) -> Result<Answer, AuthError> {
    let loan = central.auth.lend().await?;
    let condition = match session::current(central, &loan.client, call).await {
        Err(error) => Err(error),
        Ok(current) => {
            let (user, session) = (literal(&current.user), literal(&current.session));
            match call.parameter("scope") {
                None | Some("global") => Ok(format!("user_id = {user}")),
                Some("local") => Ok(format!("id = {session}")),
                Some("others") => Ok(format!("user_id = {user} and id <> {session}")),
                Some(_) => Err(AuthError::SCOPE),
            }
        }
    };
    let ended = match condition {
        Ok(condition) => {
            let sql = format!("delete from auth.sessions where {condition}");
            loan.client.batch_execute(&sql).await.map_err(AuthError::from)
        }
        Err(error) => Err(error),
    };
    loan.give_back();
    ended.map(|()| Answer::empty(204))
}

async fn who(central: &Central, call: &Call) -> Result<Answer, AuthError> {
    let loan = central.auth.lend().await?;
    let user = match session::current(central, &loan.client, call).await {
        Ok(current) => user::document(&loan.client, &current.user).await,
        Err(error) => Err(error),
    };
    loan.give_back();
    Ok(Answer::json(200, &user?))
}

fn body(call: &Call) -> Result<Map<String, Value>, AuthError> {
    if call.body.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_slice(&call.body).map_err(|_| AuthError::BAD_JSON)
}

/// The first column of the first row.
async fn value(client: &Client, sql: &str) -> Result<Option<String>, tokio_postgres::Error> {
    let messages = client.simple_query(sql).await?;
    Ok(messages.into_iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    }))
}

/// A wall time as Postgres reads it.
fn instant(now_ms: i64) -> String {
    format!("to_timestamp({now_ms}::numeric / 1000)")
}
