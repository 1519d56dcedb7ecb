//! Sessions: begun by signing in, carried by an access token and a chain of refresh tokens, ended by signing out.

use serde_json::{Value, json};
use tokio_postgres::Client;

use super::error::AuthError;
use super::{instant, user, value};
use crate::random;
use crate::rest::literal;
use crate::server::{Call, Central};
use crate::token::TokenError;

/// How a session was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Password,
    Anonymous,
    Refresh,
}

/// Who asks, by a token whose session still exists.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) user: String,
    pub(super) session: String,
}

/// Begins a session and answers its first tokens.
pub(super) async fn begin(
    central: &Central,
    client: &Client,
    user: &str,
    method: Method,
) -> Result<Value, AuthError> {
    let now = instant(central.config.clock.now_ms());
    let token = random::word()?;
    let sql = format!(
        "with session as (
           insert into auth.sessions (id, user_id, created_at, updated_at)
           values (gen_random_uuid(), {user}, {now}, {now}) returning id
         ), signed_in as (update auth.users set last_sign_in_at = {now} where id = {user}),
         token as (
           insert into auth.refresh_tokens (token, user_id, session_id, revoked, created_at, updated_at)
           select {token}, {user}, id, false, {now}, {now} from session)
         select id from session",
        user = literal(user),
        token = literal(&token)
    );
    let session = value(client, &sql).await?.ok_or(AuthError::NO_SESSION)?;
    tokens(central, client, user, &session, &token, method).await
}

/// The answer to whoever signed in or refreshed: an access token, and the refresh token to follow it.
pub(super) async fn tokens(
    central: &Central,
    client: &Client,
    user: &str,
    session: &str,
    refresh_token: &str,
    method: Method,
) -> Result<Value, AuthError> {
    let document = user::document(client, user).await?;
    let now_s = central.config.clock.now_s();
    let expires_in = central.config.auth.access_token_s;
    let how = match method {
        Method::Password => "password",
        Method::Anonymous => "anonymous",
        Method::Refresh => "token_refresh",
    };
    let claims = json!({
        "aud": document["aud"], "exp": now_s + expires_in, "iat": now_s, "sub": user,
        "email": document["email"], "phone": document["phone"],
        "app_metadata": document["app_metadata"], "user_metadata": document["user_metadata"],
        "role": document["role"], "aal": "aal1", "amr": [{"method": how, "timestamp": now_s}],
        "session_id": session, "is_anonymous": document["is_anonymous"],
    });
    Ok(json!({
        "access_token": central.keys.sign(&claims)?, "token_type": "bearer", "expires_in": expires_in,
        "expires_at": now_s + expires_in, "refresh_token": refresh_token, "user": document,
    }))
}

/// Reads the caller's token and looks whether its session still exists.
pub(super) async fn current(central: &Central, client: &Client, call: &Call) -> Result<Current, AuthError> {
    let token = call.bearer().ok_or(AuthError::NO_TOKEN)?;
    let claims = central.keys.verify(token, central.config.clock.now_s()).map_err(|error| match error {
        TokenError::Expired => AuthError::EXPIRED_TOKEN,
        _ => AuthError::BAD_TOKEN,
    })?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let (Some(user), Some(session)) = (text("sub"), text("session_id")) else {
        return Err(AuthError::BAD_TOKEN);
    };
    let sql = format!(
        "select 1 from auth.sessions where id::text = {} and user_id::text = {}",
        literal(&session),
        literal(&user)
    );
    value(client, &sql).await?.ok_or(AuthError::NO_SESSION)?;
    Ok(Current { user, session })
}
