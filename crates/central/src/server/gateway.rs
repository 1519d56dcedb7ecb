//! What stands before everything in a hosted project: the key that names the project, and who the caller is.

use serde_json::{Map, Value, json};

use super::{Answer, Call, Central};
use crate::rest::ApiError;
use crate::token::TokenError;

/// Who calls: a role of the database and what the token says.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) role: String,
    pub(crate) claims: Map<String, Value>,
}

impl Caller {
    fn plain(role: &str) -> Self {
        let claims = [("role".to_owned(), Value::from(role))].into_iter().collect();
        Self { role: role.to_owned(), claims }
    }
}

/// Asks for the project's key, or for a token in its place as older projects have it.
pub(super) fn check_key(central: &Central, call: &Call) -> Result<(), Answer> {
    let refused = |message: &str, hint: &str| Answer::json(401, &json!({"message": message, "hint": hint}));
    let Some(key) = call.header("apikey").or_else(|| call.parameter("apikey")) else {
        return Err(refused(
            "No API key found in request",
            "No `apikey` request header or url param was found.",
        ));
    };
    let known = role_of_key(central, key).is_some()
        || central
            .keys
            .verify(key, central.config.clock.now_s())
            .is_ok_and(|claims| claims.contains_key("role"));
    if known {
        return Ok(());
    }
    Err(refused("Invalid API key", "Double check your Supabase `anon` or `service_role` API key."))
}

/// Reads the caller's token; without one, the key decides.
pub(super) fn identify(central: &Central, call: &Call) -> Result<Caller, Answer> {
    let key = call.header("apikey").or_else(|| call.parameter("apikey")).unwrap_or_default();
    let token = call.bearer().unwrap_or(key);
    if let Some(role) = role_of_key(central, token) {
        return Ok(Caller::plain(role));
    }
    match central.keys.verify(token, central.config.clock.now_s()) {
        Ok(mut claims) => {
            let role = claims.entry("role").or_insert_with(|| "anon".into());
            let role = role.as_str().map_or_else(|| role.to_string(), str::to_owned);
            Ok(Caller { role, claims })
        }
        Err(error) => Err(unauthorized(&error)),
    }
}

fn role_of_key(central: &Central, key: &str) -> Option<&'static str> {
    if key == central.config.publishable_key {
        Some("anon")
    } else if key == central.config.secret_key {
        Some("service_role")
    } else {
        None
    }
}

fn unauthorized(error: &TokenError) -> Answer {
    let challenge = format!("Bearer error=\"invalid_token\", error_description=\"{error}\"");
    let details = match error {
        TokenError::Key | TokenError::Algorithm => Some("None of the keys was able to decode the JWT"),
        _ => None,
    };
    let error = ApiError {
        details: details.map(Value::from),
        ..ApiError::new(401, error.code(), &error.to_string())
    };
    error.into_answer().with("www-authenticate", challenge)
}
