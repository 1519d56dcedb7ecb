//! Refresh tokens: each good for one use, and a used one that shows up again means that somebody copied it.
//!
//! Within the reuse window a used token is answered with the session's current one, since an answer can get lost on its
//! way. After that the whole session is over for everybody who holds a token of it.

use serde_json::Value;
use tokio_postgres::{Client, SimpleQueryMessage};

use super::error::AuthError;
use super::session::{self, Method};
use super::{instant, value};
use crate::random;
use crate::rest::literal;
use crate::server::Central;

/// A refresh token as it is stored, and the one that is current in its session.
struct Stored {
    user: String,
    session: String,
    revoked: bool,
    used_ms: i64,
    current: Option<String>,
    is_parent: bool,
}

/// Answers new tokens for a refresh token.
pub(super) async fn refresh(central: &Central, client: &Client, token: &str) -> Result<Value, AuthError> {
    if token.is_empty() {
        return Err(AuthError::NO_REFRESH_TOKEN);
    }
    client.batch_execute("begin").await?;
    let result = exchange(central, client, token).await;
    // What an expected refusal has revoked must stay revoked.
    client.batch_execute("commit").await?;
    let (user, session, successor) = result?;
    session::tokens(central, client, &user, &session, &successor, Method::Refresh).await
}

/// The user, the session and the token that follows.
async fn exchange(
    central: &Central,
    client: &Client,
    token: &str,
) -> Result<(String, String, String), AuthError> {
    let stored = find(client, token).await?.ok_or(AuthError::UNKNOWN_REFRESH_TOKEN)?;
    let now_ms = central.config.clock.now_ms();
    let config = &central.config.auth;
    if !stored.revoked {
        let successor = succeed(client, &stored, token, now_ms).await?;
        return Ok((stored.user, stored.session, successor));
    }
    let forgiven =
        now_ms - stored.used_ms <= config.reuse_s * 1000 || (config.forgives_parent && stored.is_parent);
    match stored.current {
        Some(current) if forgiven => Ok((stored.user, stored.session, current)),
        _ => {
            let family = literal(&stored.session);
            let now = instant(now_ms);
            let sql = format!(
                "update auth.refresh_tokens set revoked = true, updated_at = {now}
                 where session_id = {family} and not revoked"
            );
            client.batch_execute(&sql).await?;
            Err(AuthError::USED_REFRESH_TOKEN)
        }
    }
}

/// Looks a token up and locks its session, so that of two uses at the same time one comes first.
async fn find(client: &Client, token: &str) -> Result<Option<Stored>, AuthError> {
    let token = literal(token);
    let lock = format!(
        "select 1 from auth.sessions where id = (select session_id from auth.refresh_tokens where token = {token})
         for update"
    );
    if value(client, &lock).await?.is_none() {
        return Ok(None);
    }
    let sql = format!(
        "select t.user_id, t.session_id, t.revoked, (extract(epoch from t.updated_at) * 1000)::bigint,
                c.token, c.parent = t.token
         from auth.refresh_tokens t
         left join auth.refresh_tokens c on c.session_id = t.session_id and not c.revoked
         where t.token = {token} order by c.id desc limit 1"
    );
    let row = client.simple_query(&sql).await?.into_iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    Ok(row.map(|row| {
        let text = |column| row.get(column).unwrap_or_default().to_owned();
        Stored {
            user: text(0),
            session: text(1),
            revoked: text(2) == "t",
            used_ms: text(3).parse().unwrap_or_default(),
            current: row.get(4).map(str::to_owned),
            is_parent: text(5) == "t",
        }
    }))
}

/// Marks a token as used and makes the next one.
async fn succeed(client: &Client, stored: &Stored, token: &str, now_ms: i64) -> Result<String, AuthError> {
    let (successor, now) = (random::word()?, instant(now_ms));
    let sql = format!(
        "update auth.refresh_tokens set revoked = true, updated_at = {now} where token = {token};
         insert into auth.refresh_tokens (token, user_id, session_id, parent, revoked, created_at, updated_at)
         values ({next}, {user}, {session}, {token}, false, {now}, {now});
         update auth.sessions set updated_at = {now} where id = {session}",
        token = literal(token),
        next = literal(&successor),
        user = literal(&stored.user),
        session = literal(&stored.session)
    );
    client.batch_execute(&sql).await?;
    Ok(successor)
}
