//! `/rest/v1`: tables and functions of the schema `public`, in the shape of PostgREST.
//!
//! Statements are sent as text with quoted literals, as everything that comes in is text of unknown type.

mod catalog;
mod error;
mod filter;
mod literal;
mod rpc;
mod selection;
mod table;
mod transaction;

use serde_json::Value;

use crate::server::{Answer, Call, Caller, Central};
pub(crate) use error::ApiError;
pub(crate) use literal::{ident, literal};

/// Answers a call whose caller is known. `path` is what follows `/rest/v1/`.
pub(crate) async fn answer(central: &Central, call: &Call, caller: &Caller, path: &str) -> Answer {
    let path = crate::server::decode(path);
    let answer = match path.split_once('/') {
        None if !path.is_empty() => table::answer(central, call, caller, &path).await,
        Some(("rpc", name)) if !name.is_empty() && !name.contains('/') => {
            rpc::answer(central, call, caller, name).await
        }
        _ => Err(ApiError::new(404, "PGRST125", "Invalid path specified in request URL")),
    };
    answer.unwrap_or_else(ApiError::into_answer)
}

/// What the caller would like about the answer: the values of `Prefer`.
fn prefers(call: &Call, wish: &str) -> bool {
    call.headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim() == wish)
}

/// Whether the caller wants one object in place of an array of one.
fn wants_object(call: &Call) -> bool {
    call.header("accept").is_some_and(|accept| accept.contains("application/vnd.pgrst.object"))
}

/// The JSON of a body; an empty one is an empty object where that makes sense.
fn parse_body(call: &Call) -> Result<Value, ApiError> {
    serde_json::from_slice(&call.body).map_err(|_| ApiError::new(400, "PGRST102", "Empty or invalid json"))
}

fn wrong_method(call: &Call) -> ApiError {
    ApiError::new(405, "PGRST117", &format!("Unsupported HTTP method: {}", call.method))
}
