//! `gatehouse key`: an event's signing keys.

use gatehouse_commands::setup;
use gatehouse_contract::setup::{KeyStatus, SetKeyStatusReq, SetupRes};
use gatehouse_core::ids::EventId;
use gatehouse_credential::PublicKey;
use serde::Serialize;

use crate::failure::Failure;
use crate::program::Program;

/// What can be done with keys.
#[derive(clap::Subcommand)]
#[expect(clippy::large_enum_variant, reason = "made once in a run, and clap fills it in place")]
pub(crate) enum Command {
    /// Makes a new key; the one that was active retires: what it signed stays good.
    New,
    /// Lists the event's keys, newest first.
    List,
    /// Revokes a key for good: nothing that it signed is good any more.
    Revoke {
        /// The key's id, eight hexadecimal digits.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Trusts another event's key, so that its tickets are named instead of called invalid.
    Trust {
        /// The other event's id.
        #[arg(long, value_name = "UUID")]
        event: EventId,
        /// What people call the other event.
        #[arg(long)]
        name: String,
        /// The public key, hexadecimal or Base64.
        #[arg(value_name = "KEY")]
        key: PublicKey,
    },
}

#[derive(Serialize)]
struct ShownKey<'a> {
    key_id: &'a str,
    event: String,
    public_key: &'a str,
    status: KeyStatus,
    can_sign: bool,
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        let open = program.open()?;
        let host = &program.host;
        match self {
            Self::New => {
                let before = setup::status(host)?.keys;
                let mut after = setup::new_key(host)?;
                after.keys.retain(|key| before.iter().all(|old| old.public_key != key.public_key));
                list(program, open.id, &after)
            }
            Self::List => list(program, open.id, &setup::status(host)?),
            Self::Revoke { id } => {
                let key_id = id.to_lowercase();
                let req = SetKeyStatusReq { key_id: key_id.clone(), status: KeyStatus::Revoked };
                let mut after = setup::set_key_status(host, req)?;
                after.keys.retain(|key| key.key_id == key_id);
                list(program, open.id, &after)
            }
            Self::Trust { event, name, key } => {
                setup::trust_key(host, event, &name, key)?;
                Ok(program.out.remark(format_args!("trusted: {} of {name}", key.key_id()))?)
            }
        }
    }
}

fn list(program: &Program, event: EventId, setup: &SetupRes) -> Result<(), Failure> {
    for key in &setup.keys {
        let status = match key.status {
            KeyStatus::Active => "active",
            KeyStatus::Retiring => "retiring",
            KeyStatus::Revoked => "revoked",
        };
        let signs = if key.can_sign { "signs here" } else { "verifies only" };
        let words = format!("{}  {status:8}  {signs:13}  {}", key.key_id, key.public_key);
        let json = ShownKey {
            key_id: &key.key_id,
            event: event.to_string(),
            public_key: &key.public_key,
            status: key.status,
            can_sign: key.can_sign,
        };
        program.out.answer(&json, words)?;
    }
    Ok(())
}
