//! Passwords: kept as PBKDF2 here; the bcrypt of a seed written for GoTrue is checked by the database.

use std::num::NonZeroU32;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::pbkdf2;
use tokio_postgres::Client;

use super::error::AuthError;
use super::value;
use crate::error::Result;
use crate::random;
use crate::rest::literal;

const PREFIX: &str = "pbkdf2$";

/// Few, for the sake of the tests: there is nobody to protect.
const ROUNDS: NonZeroU32 = NonZeroU32::MIN.saturating_add(999);

/// A password as it is stored: the salt and what was made of both.
pub(super) fn hash(password: &str) -> Result<String> {
    let salt: [u8; 16] = random::bytes()?;
    let mut derived = [0; 32];
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, &salt, password.as_bytes(), &mut derived);
    Ok(format!("{PREFIX}{}${}", STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(derived)))
}

/// The id of the user with this address and password.
pub(super) async fn check(client: &Client, email: &str, password: &str) -> Result<String, AuthError> {
    let sql = |column: &str| {
        format!("select {column} from auth.users where lower(email) = lower({}) limit 1", literal(email))
    };
    let stored = value(client, &sql("encrypted_password")).await?.ok_or(AuthError::CREDENTIALS)?;
    let right = if stored.starts_with(PREFIX) {
        fits(&stored, password)
    } else {
        crypt(client, &stored, password).await
    };
    if !right {
        return Err(AuthError::CREDENTIALS);
    }
    value(client, &sql("id")).await?.ok_or(AuthError::CREDENTIALS)
}

fn fits(stored: &str, password: &str) -> bool {
    let parts = stored.strip_prefix(PREFIX).and_then(|rest| rest.split_once('$'));
    let Some((salt, derived)) = parts else { return false };
    let (Ok(salt), Ok(derived)) = (STANDARD_NO_PAD.decode(salt), STANDARD_NO_PAD.decode(derived)) else {
        return false;
    };
    pbkdf2::verify(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, &salt, password.as_bytes(), &derived).is_ok()
}

/// Asks pgcrypto, wherever it was installed; without it nothing fits.
async fn crypt(client: &Client, stored: &str, password: &str) -> bool {
    let schema =
        "select n.nspname from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                  where p.proname = 'crypt' limit 1";
    let Ok(Some(schema)) = value(client, schema).await else { return false };
    let (schema, stored) = (crate::rest::ident(&schema), literal(stored));
    let sql = format!("select {schema}.crypt({}, {stored}) = {stored}", literal(password));
    matches!(value(client, &sql).await, Ok(Some(right)) if right == "t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let stored = hash("correct horse").expect("a hash");
        assert!(fits(&stored, "correct horse"));
        assert!(!fits(&stored, "battery staple"));
        assert!(!fits(PREFIX, ""));
        assert_ne!(stored, hash("correct horse").expect("a hash"), "every one has its own salt");
    }
}
