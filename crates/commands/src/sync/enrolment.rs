//! What an organizer does to have devices join: sign in, put the event into the store, make codes.

use std::sync::Arc;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::{Push, Task};
use gatehouse_contract::sync::{
    DeviceRole, EnrolmentCode, EnrolmentRes, MakeCodeReq, Organizer, OrganizerSignInReq,
};
use gatehouse_store::{Error, master, table};
use gatehouse_sync::apply::document;
use gatehouse_sync::uplink::{Guest, Place};
use qrcode::{Color, EcLevel, QrCode};
use zeroize::Zeroizing;

use super::join::join_with_log;
use super::status::shown_host;
use crate::error;
use crate::gate::checkpoints;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// For how long a code is good.
const MINUTES: u32 = 30;

/// Documents that go to the store in one call.
const AT_ONCE: u32 = 500;

/// Who is signed in, where a device may be sent, and the code that was made last.
///
/// # Errors
/// When no event is open or the replica fails.
pub fn status(host: &dyn Host) -> Result<EnrolmentRes, CommandError> {
    let open = session::open(host)?;
    let organizer = match host.uplink().organizer() {
        Some((email, place)) => Some(Organizer {
            email,
            host: shown_host(&place.url),
            // Without a network it is not known, and then nothing can be made either.
            published: host.uplink().is_published(open.id).unwrap_or(false),
        }),
        None => None,
    };
    let now = host.now().wall;
    let code = open.code().filter(|code| now < code.expires.into());
    Ok(EnrolmentRes { organizer, checkpoints: checkpoints(&open)?, code })
}

/// Signs the organizer in to the central store. Kept in memory only.
///
/// # Errors
/// When the address cannot be one, the store cannot be reached, or it does not know the organizer.
pub fn sign_in_organizer(host: &dyn Host, req: OrganizerSignInReq) -> Result<EnrolmentRes, CommandError> {
    let url = req.url.trim().trim_end_matches('/').to_owned();
    if !(url.starts_with("https://") || is_local(&url)) {
        return Err(error::bad_request(
            "The address of the store must begin with https://",
            "Copy it from the settings of the Supabase project, for example https://abc.supabase.co",
        ));
    }
    let place = Place { url, publishable_key: req.publishable_key.trim().to_owned() };
    let password = Zeroizing::new(req.password);
    host.uplink().sign_in(&place, req.email.trim(), password).map_err(error::uplink)?;
    status(host)
}

/// Signs the organizer out.
///
/// # Errors
/// As [`status`].
pub fn sign_out_organizer(host: &dyn Host) -> Result<EnrolmentRes, CommandError> {
    host.uplink().sign_out();
    status(host)
}

/// Puts the event into the central store, or brings it up to date there: what the organizer says, never what happened.
///
/// # Errors
/// When nobody is signed in, the store cannot be reached or refuses it. What had arrived stays; doing it again completes it.
pub fn publish_event(host: &dyn Host) -> Result<EnrolmentRes, CommandError> {
    let open = session::open(host)?;
    let (frame, total) = open
        .replica
        .read(|conn| Ok::<_, Error>((master::frame(conn)?, gatehouse_store::gate::counts(conn)?.credentials)))
        .map_err(error::store)?;
    // Authors are enrolled, not published.
    let frame = frame.into_iter().filter(|change| !matches!(change, master::Change::Author(..)));
    let rows = frame.filter_map(document).collect();
    host.uplink().publish(open.id, rows).map_err(error::uplink)?;
    let (mut after, mut done) = (None, 0);
    loop {
        let page =
            open.replica.read(|conn| master::credentials(conn, after, AT_ONCE)).map_err(error::store)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        done += page.len() as u64;
        let rows = page.into_iter().map(master::Change::Credential).filter_map(document).collect();
        host.uplink().publish(open.id, rows).map_err(error::uplink)?;
        host.push(Push::Progress { task: Task::Publish, done, total });
    }
    host.push(Push::Progress { task: Task::Publish, done: total, total });
    if open.replica.read(table::link::find).map_err(error::store)?.is_none() {
        connect(host, &open)?;
    }
    status(host)
}

/// Connects this device, which has written in its own log already, with the event that it has just published.
fn connect(host: &dyn Host, open: &Arc<OpenEvent>) -> Result<(), CommandError> {
    let own = open.replica.author().map_err(error::store)?;
    let guest =
        Guest { name: own.name.clone(), role: "supervisor".to_owned(), checkpoint: None, minutes: MINUTES };
    let (invitation, _) = host.uplink().invite(open.id, &guest).map_err(error::uplink)?;
    join_with_log(host, open, &invitation)
}

/// Makes a code for one device.
///
/// # Errors
/// When nobody is signed in, the name cannot be one, or the store cannot be reached or refuses it.
pub fn make_enrolment_code(host: &dyn Host, req: MakeCodeReq) -> Result<EnrolmentRes, CommandError> {
    let open = session::open(host)?;
    let name = crate::app::device_name(&req.name)?.to_owned();
    let guest = Guest {
        name: name.clone(),
        role: role_word(req.role).to_owned(),
        checkpoint: req.checkpoint.map(|id| id.0),
        minutes: MINUTES,
    };
    let (invitation, expires) = host.uplink().invite(open.id, &guest).map_err(error::uplink)?;
    let text = invitation.to_string();
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)
        .map_err(|_| error::bug("The code does not fit into a picture"))?;
    let colors = code.to_colors();
    let modules =
        colors.chunks(code.width()).map(|row| row.iter().map(|color| *color == Color::Dark).collect());
    open.set_code(Some(EnrolmentCode { name, text, modules: modules.collect(), expires: expires.into() }));
    status(host)
}

const fn role_word(role: DeviceRole) -> &'static str {
    match role {
        DeviceRole::Gate => "gate",
        DeviceRole::Kiosk => "kiosk",
        DeviceRole::Stage => "stage",
        DeviceRole::Control => "control",
        DeviceRole::Supervisor => "supervisor",
    }
}

/// A store on this very machine needs no certificate.
fn is_local(url: &str) -> bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|local| {
        url.strip_prefix(local).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_store_on_this_machine_goes_without_a_certificate() {
        for (url, expected) in [
            ("http://127.0.0.1:54321", true),
            ("http://localhost", true),
            ("http://127.0.0.1.evil.example", false),
            ("http://10.0.0.7:54321", false),
        ] {
            assert_eq!(is_local(url), expected, "{url}");
        }
    }
}
