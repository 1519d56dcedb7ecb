//! `gatehouse credential verify`: whether a code is authentic, by its signature alone.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use gatehouse_core::admission::{Presented, Ticket};
use gatehouse_core::ids::EventId;
use gatehouse_core::time::{WallMs, Window};
use gatehouse_credential::{KeyRing, KeyStatus, PublicKey, RingKey, gh1};
use gatehouse_hardware::clock;
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};

use crate::failure::Failure;
use crate::output::diagnose;
use crate::program::Program;
use crate::{moment, texts};

/// Arguments of `credential verify`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Public keys: {"gh1":[{"event":"UUID","public_key":"hex or Base64"}]}. Without it, those of the event's file.
    #[arg(long, value_name = "KEYS.json")]
    keys: Option<PathBuf>,

    /// Codes; `-` reads them from standard input, one per line.
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<String>,
}

/// What KEYS.json holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(default)]
    gh1: Vec<Gh1Key>,
    #[serde(default)]
    pretix_sig1: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct Gh1Key {
    #[serde(deserialize_with = "parsed")]
    event: EventId,
    #[serde(deserialize_with = "parsed")]
    public_key: PublicKey,
}

/// What is told of one text. Claims of a code that did not verify are left out: they are anybody's.
#[derive(Serialize)]
struct Verified {
    status: &'static str,
    format: Option<&'static str>,
    id: Option<String>,
    product: Option<u16>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    reason: Option<&'static str>,
}

/// Which keys vouch.
struct Trust {
    ring: KeyRing,
    /// Keys of every event on the ring vouch, not only those of the ring's own.
    any_event: bool,
}

/// Verifies every text. An invalid one is an answer.
pub(crate) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    let trust = match &args.keys {
        Some(file) => Trust { ring: read(file)?, any_event: true },
        None if program.names_replica() => {
            Trust { ring: (*program.open()?.ring()).clone(), any_event: false }
        }
        None => {
            return Err(Failure::input("No keys to verify with")
                .hint("Name them with --keys KEYS.json or --replica FILE"));
        }
    };
    let now = clock::wall_now();
    texts::for_each(&args.texts, |text| {
        let verified = trust.verify(text, now);
        program.out.answer(&verified, &verified)?;
        Ok(())
    })
}

fn read(file: &Path) -> Result<KeyRing, Failure> {
    let text = fs::read(file).map_err(|error| Failure::unreadable(file, error))?;
    let keys: Keys = serde_json::from_slice(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let why = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
        Failure::input(format!("{}:{line}:{column}: {why}", file.display()))
    })?;
    if !keys.pretix_sig1.is_empty() {
        diagnose("note: this build does not read pretix_sig1 codes yet; those keys are not used");
    }
    if keys.gh1.is_empty() {
        diagnose(format_args!("note: {} holds no gh1 key, so no code will verify", file.display()));
    }
    let own = keys.gh1.first().map_or(EventId::from_bytes([0; 16]), |key| key.event);
    let keys = keys.gh1.into_iter().map(|key| RingKey {
        event: key.event,
        event_name: None,
        public: key.public_key,
        status: KeyStatus::Active,
        window: Window::ALWAYS,
    });
    Ok(KeyRing::new(own, keys))
}

impl Trust {
    fn verify(&self, text: &str, now: WallMs) -> Verified {
        let reading = self.ring.examine(text, now);
        let format = match gh1::parse(text) {
            Err(gh1::ParseError::NotOurs) => None,
            Ok(_) | Err(gh1::ParseError::Malformed(_)) => Some("gh1"),
        };
        match (&reading.presented, &reading.code) {
            (Presented::Signed(ticket), _) => Verified::valid(ticket),
            (Presented::OtherEvent { .. }, Some(code)) if self.any_event => {
                Verified::valid(code.unverified())
            }
            (Presented::Invalid(reason), _) => Verified::invalid(format, reason.as_str()),
            (Presented::OtherEvent { .. }, _) => Verified::invalid(format, "wrong_event"),
            // A ring speaks of codes only.
            (Presented::Known(_), _) => Verified::invalid(format, "unrecognized"),
        }
    }
}

impl Verified {
    fn valid(ticket: &Ticket) -> Self {
        Self {
            status: "valid",
            format: Some("gh1"),
            id: Some(ticket.id.to_string()),
            product: Some(ticket.product.0),
            valid_from: ticket.validity.from.map(moment::rfc3339),
            valid_until: ticket.validity.until.map(moment::rfc3339),
            reason: None,
        }
    }

    fn invalid(format: Option<&'static str>, reason: &'static str) -> Self {
        Self {
            status: "invalid",
            format,
            id: None,
            product: None,
            valid_from: None,
            valid_until: None,
            reason: Some(reason),
        }
    }
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.status)?;
        if let Some(reason) = self.reason {
            write!(f, ": {}", reason.replace('_', " "))?;
        }
        if let (Some(id), Some(product)) = (&self.id, self.product) {
            write!(f, ": {id} | product {product}")?;
        }
        if let Some(from) = &self.valid_from {
            write!(f, " | from {from}")?;
        }
        if let Some(until) = &self.valid_until {
            write!(f, " | until {until}")?;
        }
        Ok(())
    }
}

/// Reads a value from its text.
fn parsed<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr<Err: fmt::Display>,
{
    String::deserialize(from)?.parse().map_err(D::Error::custom)
}
