//! Errors as PostgREST tells them: a status, and `{code, message, details, hint}`.
//!
//! The table of statuses follows PostgREST 13 and 14; `tests/central/mapping.rs` holds it against real errors.

use serde_json::{Value, json};
use tokio_postgres::error::DbError;

use crate::error::Error;
use crate::server::{Answer, NoConnection};

/// What a caller is told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) details: Option<Value>,
    pub(crate) hint: Option<Value>,
}

impl ApiError {
    pub(crate) fn new(status: u16, code: &str, message: &str) -> Self {
        Self { status, code: code.to_owned(), message: message.to_owned(), details: None, hint: None }
    }

    /// A query string that cannot be read.
    pub(super) fn query(what: &str) -> Self {
        let details = Some(Value::from(what));
        Self { details, ..Self::new(400, "PGRST100", "failed to parse the query string") }
    }

    /// What the database said. To somebody who has not signed in, a missing right means "sign in".
    pub(super) fn from_database(error: &tokio_postgres::Error, signed_in: bool) -> Self {
        match error.as_db_error() {
            Some(error) if error.code().code() == "PGRST" => raised(error),
            Some(error) => Self {
                status: status(error.code().code(), error.message(), signed_in),
                code: error.code().code().to_owned(),
                message: error.message().to_owned(),
                details: error.detail().map(Value::from),
                hint: error.hint().map(Value::from),
            },
            None => Self {
                details: Some(error.to_string().into()),
                ..Self::new(503, "PGRST001", "Database client error. Retrying the connection.")
            },
        }
    }

    pub(crate) fn into_answer(self) -> Answer {
        let body = json!({
            "code": self.code, "message": self.message, "details": self.details, "hint": self.hint,
        });
        let answer =
            Answer::json(self.status, &body).with("proxy-status", format!("PostgREST; error={}", self.code));
        if self.status == 401 { answer.with("www-authenticate", "Bearer") } else { answer }
    }
}

impl From<NoConnection> for ApiError {
    fn from(error: NoConnection) -> Self {
        match error {
            NoConnection::Exhausted => {
                Self::new(504, "PGRST003", "Timed out acquiring connection from connection pool.")
            }
            NoConnection::Refused(error) => Self {
                details: Some(match error {
                    Error::Postgres(error) => error.to_string().into(),
                    other => other.to_string().into(),
                }),
                ..Self::new(503, "PGRST000", "Database connection error. Retrying the connection.")
            },
        }
    }
}

/// The status of an SQLSTATE.
fn status(code: &str, message: &str, signed_in: bool) -> u16 {
    match code {
        "23503" | "23505" => 409,
        "25006" => 405,
        "21000" if message.ends_with("requires a WHERE clause") => 400,
        "22023" if message.starts_with("role") && message.ends_with("does not exist") => 401,
        "21000" | "53400" | "42P17" => 500,
        "57P01" => 503,
        "P0001" => 400,
        "42883" if message.starts_with("function xmlagg(") => 406,
        "42883" | "42P01" => 404,
        "42501" if signed_in => 403,
        "42501" => 401,
        _ => match code.split_at_checked(2) {
            Some(("08" | "53", _)) => 503,
            Some(("0L" | "0P" | "28", _)) => 403,
            Some(("09" | "25" | "2D" | "38" | "39" | "3B" | "40" | "54" | "55" | "57" | "58", _)) => 500,
            Some(("F0" | "HV" | "P0" | "XX", _)) => 500,
            Some(("PT", status)) => {
                status.parse().ok().filter(|status| (200..600).contains(status)).unwrap_or(500)
            }
            _ => 400,
        },
    }
}

/// `raise sqlstate 'PGRST'`: the function says itself what is to be answered.
fn raised(error: &DbError) -> ApiError {
    let parse = |text: &str| serde_json::from_str::<Value>(text).ok();
    let message = parse(error.message()).filter(|message| message["code"].is_string());
    let detail = error.detail().and_then(parse);
    let status = detail
        .as_ref()
        .and_then(|detail| detail["status"].as_u64())
        .and_then(|status| u16::try_from(status).ok());
    let (Some(message), Some(status)) = (message, status) else {
        return ApiError::new(
            500,
            "PGRST121",
            "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error",
        );
    };
    let text = |field: &str| message[field].as_str().unwrap_or_default();
    let value = |field: &str| Some(message[field].clone()).filter(|value| !value.is_null());
    ApiError {
        details: value("details"),
        hint: value("hint"),
        ..ApiError::new(status, text("code"), text("message"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_the_statuses_of_postgrest() {
        let check = |code: &str, signed_in: bool, expected: u16| {
            assert_eq!(status(code, "message", signed_in), expected, "{code} signed in: {signed_in}");
        };
        for (code, expected) in [
            ("08006", 503),
            ("09000", 500),
            ("0L000", 403),
            ("0P000", 403),
            ("21000", 500),
            ("22P02", 400),
            ("22023", 400),
            ("23502", 400),
            ("23503", 409),
            ("23505", 409),
            ("23514", 400),
            ("25006", 405),
            ("25P02", 500),
            ("28000", 403),
            ("2D000", 500),
            ("38000", 500),
            ("39000", 500),
            ("3B000", 500),
            ("40001", 500),
            ("40P01", 500),
            ("42501", 403),
            ("42601", 400),
            ("42703", 400),
            ("42883", 404),
            ("42P01", 404),
            ("42P17", 500),
            ("53100", 503),
            ("53300", 503),
            ("53400", 500),
            ("54000", 500),
            ("55P03", 500),
            ("57014", 500),
            ("57P01", 503),
            ("58030", 500),
            ("F0000", 500),
            ("HV000", 500),
            ("P0001", 400),
            ("P0002", 500),
            ("PT402", 402),
            ("PT418", 418),
            ("PTxyz", 500),
            ("XX000", 500),
            ("ZZ999", 400),
        ] {
            check(code, true, expected);
        }
        check("42501", false, 401);
        assert_eq!(status("21000", "UPDATE requires a WHERE clause", true), 400);
        assert_eq!(status("22023", "role \"x\" does not exist", true), 401);
        assert_eq!(status("42883", "function xmlagg(json) does not exist", true), 406);
    }
}
