//! Users: rows of `auth.users`, and the document that GoTrue shows of one.

use serde_json::Value;
use tokio_postgres::Client;

use super::error::AuthError;
use super::{instant, value};
use crate::rest::literal;

/// Makes a user, anonymous unless there is an address with the hash of a password. Returns its id.
pub(super) async fn create(
    client: &Client,
    account: Option<(&str, &str)>,
    data: &Value,
    now_ms: i64,
) -> Result<String, tokio_postgres::Error> {
    let now = instant(now_ms);
    let text = |part: Option<&str>| part.map_or_else(|| "null".to_owned(), literal);
    let (email, hash) = (text(account.map(|(email, _)| email)), text(account.map(|(_, hash)| hash)));
    let (confirmed, app_data) = match account {
        Some(_) => (now.as_str(), r#"{"provider": "email", "providers": ["email"]}"#),
        None => ("null", "{}"),
    };
    let sql = format!(
        "insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
           raw_user_meta_data, created_at, updated_at, is_anonymous)
         values (gen_random_uuid(), 'authenticated', 'authenticated', lower({email}), {hash}, {confirmed},
           '{app_data}', {}, {now}, {now}, {}) returning id",
        literal(&data.to_string()),
        account.is_none()
    );
    Ok(value(client, &sql).await?.unwrap_or_default())
}

/// What everybody who asks about a user is shown.
pub(super) async fn document(client: &Client, id: &str) -> Result<Value, AuthError> {
    let sql = format!(
        "select json_build_object('id', id, 'aud', coalesce(aud, ''), 'role', coalesce(role, ''),
           'email', coalesce(email, ''), 'phone', '', 'email_confirmed_at', email_confirmed_at,
           'last_sign_in_at', last_sign_in_at, 'app_metadata', coalesce(raw_app_meta_data, '{{}}'),
           'user_metadata', coalesce(raw_user_meta_data, '{{}}'), 'identities', '[]'::json,
           'created_at', created_at, 'updated_at', updated_at, 'is_anonymous', is_anonymous)
         from auth.users where id = {}",
        literal(id)
    );
    let document = value(client, &sql).await?;
    document.and_then(|document| serde_json::from_str(&document).ok()).ok_or(AuthError::NO_SESSION)
}
