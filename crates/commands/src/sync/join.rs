//! This device joins an event with an invitation: it makes its key, is bound to the event, and begins to download.

use std::path::Path;
use std::sync::Arc;

use gatehouse_contract::app::AppRes;
use gatehouse_contract::error::CommandError;
use gatehouse_contract::sync::JoinReq;
use gatehouse_core::ids::CheckpointId;
use gatehouse_store::table::link::{self, LinkRow};
use gatehouse_store::{DeviceKey, Error, NewDevice, NewReplica, Replica};
use gatehouse_sync::apply::{ReplicaTokens, event_row};
use gatehouse_sync::enrol::Invitation;
use gatehouse_sync::session::TokenStore as _;
use gatehouse_sync::uplink::{Joined, Joining};
use zeroize::Zeroizing;

use crate::app::file_key::{self, Protect};
use crate::app::{self, begin_log, device_name, file_name};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// How to join.
pub struct Join {
    /// The text of the invitation.
    pub text: String,
    /// What this device calls itself.
    pub device_name: String,
    /// How the event's file is protected.
    pub protect: Protect,
}

/// Joins an event in the usual folder and opens it. Its data comes in while the gate is open.
///
/// # Errors
/// As [`join_at`].
pub fn join_event(host: &dyn Host, req: JoinReq) -> Result<AppRes, CommandError> {
    let protect =
        req.passphrase.filter(|words| !words.is_empty()).map_or(Protect::KeyStore, Protect::Passphrase);
    let join = Join { text: req.text, device_name: req.device_name, protect };
    let folder = host.folders().events.clone();
    std::fs::create_dir_all(&folder).map_err(|source| error::io(&source, "making the folder for events"))?;
    let joined = ask(host, &join)?;
    let file = folder.join(file_name(&joined.joined.details.name, joined.joined.event));
    settle(host, &file, &join, joined)?;
    app::status(host)
}

/// Joins an event into a file of the caller's choice, and opens it. Where the event is already, because it was carried
/// there by hand, the device joins with the log that it has.
///
/// # Errors
/// When the text is no invitation or not good any more, the store cannot be reached, or the file cannot be kept; then
/// nothing is left behind on this device. An invitation that the store took is used up all the same.
pub fn join_at(host: &dyn Host, file: &Path, join: &Join) -> Result<(), CommandError> {
    if file.exists() {
        let invitation = join.text.parse().map_err(|_| error::bad_enrolment_code())?;
        app::open_path(host, file, app::passphrase(&join.protect))?;
        let open = session::open(host)?;
        let linked = open.replica.read(link::find).map_err(error::store)?.is_some();
        return if linked {
            Err(error::store(Error::Exists))
        } else {
            join_with_log(host, &open, &invitation)
        };
    }
    let joined = ask(host, join)?;
    settle(host, file, join, joined)
}

/// What came of asking the store.
struct Asked {
    invitation: Invitation,
    seed: Zeroizing<[u8; 32]>,
    joined: Joined,
}

fn ask(host: &dyn Host, join: &Join) -> Result<Asked, CommandError> {
    let invitation: Invitation = join.text.parse().map_err(|_| error::bad_enrolment_code())?;
    let mut seed = Zeroizing::new([0; 32]);
    host.random(&mut *seed);
    let joining = Joining {
        name: device_name(&join.device_name)?.to_owned(),
        public_key: DeviceKey::from_seed(&seed).public(),
        author: None,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let joined = host.uplink().join(&invitation, &joining).map_err(error::uplink)?;
    Ok(Asked { invitation, seed, joined })
}

fn settle(host: &dyn Host, file: &Path, join: &Join, asked: Asked) -> Result<(), CommandError> {
    let checkpoint = asked.joined.checkpoint;
    let (key, _) = file_key::make(host, file, &join.protect)?;
    if let Err(failed) = write(host, file, &key, asked) {
        file_key::discard(host, file, &join.protect);
        return Err(failed);
    }
    app::open_path(host, file, app::passphrase(&join.protect))?;
    checkpoint.map_or(Ok(()), |checkpoint| remember(host, checkpoint))
}

fn write(
    host: &dyn Host,
    file: &Path,
    key: &gatehouse_store::FileKey,
    Asked { invitation, seed, joined }: Asked,
) -> Result<(), CommandError> {
    let link = link_of(&invitation, &joined);
    let Joined { author, name, role, event, details, session, .. } = joined;
    let new = NewReplica { event: event_row(event, details), device: NewDevice { author, name, seed } };
    let replica = Replica::create(file, key, new).map_err(error::store)?;
    let stamp = host.now();
    replica
        .write(move |tx, author| {
            begin_log(tx, author, stamp, role)?;
            link::upsert(tx, &link)
        })
        .map_err(error::store)?;
    ReplicaTokens::new(replica).save(&session).map_err(|_| error::store(Error::Closed))
}

/// Connects a device that has written in its own log already; from now on the store has its records, the old ones too.
pub(super) fn join_with_log(
    host: &dyn Host,
    open: &Arc<OpenEvent>,
    invitation: &Invitation,
) -> Result<(), CommandError> {
    let own = open.replica.author().map_err(error::store)?;
    let joining = Joining {
        name: own.name.clone(),
        public_key: own.key.public(),
        author: Some(own.id),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let joined = host.uplink().join(invitation, &joining).map_err(error::uplink)?;
    if joined.event != open.id {
        return Err(error::bad_enrolment_code());
    }
    let link = link_of(invitation, &joined);
    open.replica.write(move |tx, _| link::upsert(tx, &link)).map_err(error::store)?;
    let kept = ReplicaTokens::new(open.replica.clone()).save(&joined.session);
    kept.map_err(|_| error::store(Error::Closed))?;
    super::attach(host, open);
    Ok(())
}

/// The link of a device that has joined and holds no master data yet.
fn link_of(invitation: &Invitation, joined: &Joined) -> LinkRow {
    LinkRow {
        url: invitation.url.clone(),
        publishable_key: invitation.publishable_key.clone(),
        device: joined.device,
        secret: joined.secret.clone(),
        role: joined.role.clone(),
        checkpoint: joined.checkpoint,
        master_cursor: String::new(),
        last_contact: None,
        parked: None,
        wiped: false,
    }
}

/// The device stands where the organizer sent it, as soon as that checkpoint is known here.
fn remember(host: &dyn Host, checkpoint: CheckpointId) -> Result<(), CommandError> {
    let event = session::open(host)?;
    host.session().remember(&host.folders().settings, |settings| {
        settings.posts.insert(
            event.id.to_string(),
            crate::settings::RememberedPost {
                checkpoint: checkpoint.into(),
                direction: gatehouse_contract::verdict::Direction::In,
            },
        );
    });
    Ok(())
}
