//! Errors as GoTrue tells them: `{code, error_code, msg}`, the first of which repeats the status.

use serde_json::json;

use crate::error::Error;
use crate::server::{Answer, NoConnection};

/// What a caller is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AuthError {
    status: u16,
    error_code: &'static str,
    message: &'static str,
}

impl AuthError {
    pub(super) const BAD_JSON: Self = Self::new(400, "bad_json", "Could not parse request body as JSON");
    pub(super) const METHOD: Self = Self::new(405, "bad_method", "Method Not Allowed");
    pub(super) const PATH: Self = Self::new(404, "not_found", "404 page not found");
    pub(super) const GRANT: Self = Self::new(400, "invalid_credentials", "unsupported_grant_type");
    pub(super) const CREDENTIALS: Self = Self::new(400, "invalid_credentials", "Invalid login credentials");
    pub(super) const INCOMPLETE: Self =
        Self::new(400, "validation_failed", "Signup requires an email and a password");
    pub(super) const NO_ADDRESS: Self =
        Self::new(400, "validation_failed", "Unable to validate email address: invalid format");
    pub(super) const SCOPE: Self = Self::new(400, "validation_failed", "Unsupported logout scope");
    pub(super) const WEAK_PASSWORD: Self =
        Self::new(422, "weak_password", "Password should be at least 6 characters.");
    pub(super) const EXISTS: Self = Self::new(422, "user_already_exists", "User already registered");
    pub(super) const SIGN_UPS_DISABLED: Self =
        Self::new(422, "signup_disabled", "Signups not allowed for this instance");
    pub(super) const ANONYMOUS_DISABLED: Self =
        Self::new(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
    pub(super) const NO_TOKEN: Self =
        Self::new(401, "no_authorization", "This endpoint requires a valid Bearer token");
    pub(super) const BAD_TOKEN: Self =
        Self::new(403, "bad_jwt", "invalid JWT: unable to parse or verify signature");
    pub(super) const EXPIRED_TOKEN: Self = Self::new(
        403,
        "bad_jwt",
        "invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired",
    );
    pub(super) const NO_SESSION: Self =
        Self::new(403, "session_not_found", "Session from session_id claim in JWT does not exist");
    pub(super) const NO_REFRESH_TOKEN: Self = Self::new(400, "validation_failed", "refresh_token required");
    pub(super) const UNKNOWN_REFRESH_TOKEN: Self =
        Self::new(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
    pub(super) const USED_REFRESH_TOKEN: Self =
        Self::new(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
    const UNEXPECTED: Self = Self::new(500, "unexpected_failure", "Internal Server Error");

    const fn new(status: u16, error_code: &'static str, message: &'static str) -> Self {
        Self { status, error_code, message }
    }

    pub(super) fn into_answer(self) -> Answer {
        let body = json!({"code": self.status, "error_code": self.error_code, "msg": self.message});
        Answer::json(self.status, &body).with("x-sb-error-code", self.error_code)
    }
}

impl From<NoConnection> for AuthError {
    fn from(_: NoConnection) -> Self {
        Self::UNEXPECTED
    }
}

impl From<tokio_postgres::Error> for AuthError {
    fn from(_: tokio_postgres::Error) -> Self {
        Self::UNEXPECTED
    }
}

impl From<Error> for AuthError {
    fn from(_: Error) -> Self {
        Self::UNEXPECTED
    }
}
