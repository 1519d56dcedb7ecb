//! The answer table: what the engine makes of whatever came back. Pure.
//!
//! | came back | [`Answer`] |
//! |---|---|
//! | 2xx, JSON, `ok` true, the expected shape | `Value` |
//! | 2xx, JSON, `ok` false | `Gap`, `Fork`, `Frozen`, `Revoked`, or `Denied` with its word |
//! | 401 | `Unauthorized` |
//! | any other 4xx | `Refused`, which parks |
//! | 408, 429, 5xx, time-out; `40001`, `40P01`, `57014` whatever the status | `Retry` |
//! | HTML, another content type, a redirect, anything that only a portal or proxy says | `NoNetwork` |
//!
//! Half an answer is no answer: a 2xx whose JSON is cut or lacks a field is a `Retry`, and nothing of it is used.

use gatehouse_core::ids::Seq;
use serde::Deserialize;

use crate::transport::{HttpAnswer, Unreachable};
use crate::wire::{Call, Expected, Reply, Unexpected, reply};

/// The longest pause that the central store may ask for, in milliseconds; the cap of the engine's own backoff too.
pub const LONGEST_PAUSE_MS: u64 = 60_000;

/// What came back, as the engine sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// What was asked for.
    Value(Reply),
    /// Records are missing before the first one sent.
    Gap {
        /// How far the log has got there.
        head: Seq,
    },
    /// The central store holds another record with this number.
    Fork {
        /// The number.
        seq: Seq,
    },
    /// Nothing more is taken from this author.
    Frozen,
    /// This device is no longer trusted.
    Revoked {
        /// The last of its records that is.
        cutoff: Option<Seq>,
    },
    /// Another expected no: one of the README's words, or a newer one.
    Denied {
        /// The word.
        word: String,
        /// Which of the records sent, where one is to blame.
        index: Option<u64>,
    },
    /// Nobody is signed in: refresh, then sign in again.
    Unauthorized,
    /// Not as things are: park until somebody looks.
    Refused {
        /// The status.
        status: u16,
        /// The SQLSTATE or word that came along.
        code: Option<String>,
    },
    /// Not now.
    Retry {
        /// The pause that was asked for, in milliseconds, at most [`LONGEST_PAUSE_MS`].
        after_ms: Option<u64>,
        /// Why.
        why: Setback,
    },
    /// Whoever answered was not the central store, or nobody did.
    NoNetwork(NoNetwork),
}

/// Why a call is to be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setback {
    /// It took too long: less at a time may help.
    TimedOut,
    /// Too many calls.
    TooMany,
    /// The central store is in trouble.
    Trouble(u16),
    /// Two transactions were in each other's way.
    Contention,
    /// The answer was cut, or does not have the expected shape.
    Misshapen,
}

/// Why it counts as no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoNetwork {
    /// Nobody was reached.
    Unreachable(Unreachable),
    /// A redirect: the protocol has none, so it is a portal's.
    Redirect,
    /// Not JSON: a portal's or a proxy's page.
    NotJson,
}

/// What PostgREST and GoTrue put into the body of an error.
#[derive(Deserialize, Default)]
struct ErrorBody {
    /// PostgREST: the SQLSTATE, or `PGRST…`. Older GoTrue: the status, as a number.
    #[serde(default)]
    code: serde_json::Value,
    /// GoTrue: its word.
    #[serde(default)]
    error_code: Option<String>,
}

/// Reads what came back from a call.
#[must_use]
pub fn read(call: Call, came: Result<&HttpAnswer, Unreachable>) -> Answer {
    let answer = match came {
        Ok(answer) => answer,
        Err(Unreachable::TimedOut) => return Answer::Retry { after_ms: None, why: Setback::TimedOut },
        Err(Unreachable::Broken | Unreachable::TooLarge) => {
            return Answer::Retry { after_ms: None, why: Setback::Misshapen };
        }
        Err(why) => return Answer::NoNetwork(NoNetwork::Unreachable(why)),
    };
    match answer.status {
        200..=299 if !is_json(&answer.content_type) => Answer::NoNetwork(NoNetwork::NotJson),
        200..=299 => match reply(call, &answer.body) {
            Ok(expected) => meaning(expected),
            Err(Unexpected) => Answer::Retry { after_ms: None, why: Setback::Misshapen },
        },
        300..=399 => Answer::NoNetwork(NoNetwork::Redirect),
        // 511 is the one status that says "captive portal" itself.
        511 => Answer::NoNetwork(NoNetwork::NotJson),
        status => failure(status, answer),
    }
}

fn failure(status: u16, answer: &HttpAnswer) -> Answer {
    let after_ms = answer.retry_after_s.map(|s| s.saturating_mul(1000).min(LONGEST_PAUSE_MS));
    let retry = |why| Answer::Retry { after_ms, why };
    if !is_json(&answer.content_type) && !answer.body.is_empty() {
        // A page with an error status: a gateway in front of the central store when it is one of a gateway's, a portal
        // otherwise. Never a refusal: whoever refuses does so in JSON.
        return match status {
            408 | 504 => retry(Setback::TimedOut),
            429 => retry(Setback::TooMany),
            500..=599 => retry(Setback::Trouble(status)),
            _ => Answer::NoNetwork(NoNetwork::NotJson),
        };
    }
    let body: ErrorBody = serde_json::from_slice(&answer.body).unwrap_or_default();
    let code = body.error_code.or(match body.code {
        serde_json::Value::String(code) => Some(code),
        _ => None,
    });
    // Bounded, so that no page ends up on a screen or in a log.
    let code =
        code.filter(|code| code.len() <= 64 && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
    match (status, code.as_deref()) {
        (_, Some("40001" | "40P01")) => retry(Setback::Contention),
        (_, Some("57014")) | (408 | 504, _) => retry(Setback::TimedOut),
        (401, _) => Answer::Unauthorized,
        (429, _) => retry(Setback::TooMany),
        (400..=499, _) => Answer::Refused { status, code },
        _ => retry(Setback::Trouble(status)),
    }
}

fn meaning(expected: Expected) -> Answer {
    match expected {
        Expected::Reply(reply) => Answer::Value(reply),
        Expected::No { error, head, seq, index, cutoff } => match (error.as_str(), head, seq) {
            ("gap", Some(head), _) => Answer::Gap { head: Seq(head) },
            ("fork", _, Some(seq)) => Answer::Fork { seq: Seq(seq) },
            ("gap" | "fork", ..) => Answer::Retry { after_ms: None, why: Setback::Misshapen },
            ("frozen", ..) => Answer::Frozen,
            ("revoked", ..) => Answer::Revoked { cutoff: cutoff.map(Seq) },
            _ => Answer::Denied { word: error, index },
        },
    }
}

/// `application/json`, with whatever parameters, and the `+json` family that PostgREST uses for single objects.
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}
