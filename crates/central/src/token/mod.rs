//! JSON Web Tokens: what a caller shows to say who it is.
//!
//! Errors carry PostgREST's codes and words; GoTrue has its own for the same findings, see `auth`.

mod keys;

use serde_json::{Map, Value};

pub use keys::{Algorithm, Keys};

/// How far a caller's clock may be off, in seconds; PostgREST's figure.
const SKEW_S: i64 = 30;

/// Why a token is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Nothing stood after `Bearer`.
    #[error("Empty JWT is sent in Authorization header")]
    Empty,
    /// Not three parts.
    #[error("Expected 3 parts in JWT; got {0}")]
    Parts(usize),
    /// An algorithm other than those of the keys, `none` among them.
    #[error("Wrong or unsupported encoding algorithm")]
    Algorithm,
    /// Signed with a key that this server does not hold.
    #[error("No suitable key or wrong key type")]
    Key,
    /// A signature that does not fit, or parts that are no Base64.
    #[error("JWT cryptographic operation failed")]
    Signature,
    /// The claims are no JSON object.
    #[error("Parsing claims failed")]
    Claims,
    /// A time that is no number.
    #[error("The JWT '{0}' claim must be a number")]
    NotANumber(&'static str),
    /// `exp` has passed.
    #[error("JWT expired")]
    Expired,
    /// `nbf` is still to come.
    #[error("JWT not yet valid")]
    NotYetValid,
    /// `iat` is still to come.
    #[error("JWT issued at future")]
    IssuedInFuture,
}

impl TokenError {
    /// PostgREST's code: 301 for what cannot be decoded, 303 for claims that do not hold.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty | Self::Parts(_) | Self::Algorithm | Self::Key | Self::Signature => "PGRST301",
            Self::Claims | Self::NotANumber(_) | Self::Expired | Self::NotYetValid | Self::IssuedInFuture => {
                "PGRST303"
            }
        }
    }
}

/// Checks the times that a token names against the server's clock.
fn check_times(claims: &Map<String, Value>, now_s: i64) -> Result<(), TokenError> {
    if time(claims, "exp")?.is_some_and(|exp| now_s - SKEW_S > exp) {
        return Err(TokenError::Expired);
    }
    if time(claims, "nbf")?.is_some_and(|nbf| now_s + SKEW_S < nbf) {
        return Err(TokenError::NotYetValid);
    }
    if time(claims, "iat")?.is_some_and(|iat| now_s + SKEW_S < iat) {
        return Err(TokenError::IssuedInFuture);
    }
    Ok(())
}

fn time(claims: &Map<String, Value>, name: &'static str) -> Result<Option<i64>, TokenError> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => {
            Ok(number.as_i64().or_else(|| number.as_f64().map(|time| time as i64)))
        }
        Some(_) => Err(TokenError::NotANumber(name)),
    }
}

#[cfg(test)]
mod tests;
