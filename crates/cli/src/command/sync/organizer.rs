//! `gatehouse sync publish` and `invite`: what an organizer does.

use std::path::PathBuf;

use gatehouse_commands::sync;
use gatehouse_contract::sync::{DeviceRole, EnrolmentRes, MakeCodeReq, OrganizerSignInReq};
use serde::Serialize;

use crate::failure::Failure;
use crate::moment;
use crate::program::{Program, checkpoint, zone};

/// Where the store is and who signs in.
#[derive(clap::Args)]
struct SignIn {
    /// The address of the central store, for example <https://abc.supabase.co>.
    #[arg(long)]
    url: String,

    /// The store's publishable key.
    #[arg(long, value_name = "KEY")]
    key: String,

    /// The organizer's e-mail address.
    #[arg(long)]
    email: String,

    /// A file whose first line is the organizer's password.
    #[arg(long, value_name = "FILE")]
    password_file: PathBuf,
}

/// Arguments of `sync publish`.
#[derive(clap::Args)]
pub(super) struct Publish {
    #[command(flatten)]
    sign_in: SignIn,
}

/// Arguments of `sync invite`.
#[derive(clap::Args)]
pub(super) struct Invite {
    #[command(flatten)]
    sign_in: SignIn,

    /// What people will call the device.
    #[arg(long)]
    name: String,

    /// What it may do.
    #[arg(long, default_value = "gate")]
    role: Role,

    /// Where it will stand first.
    #[arg(long, value_name = "NAME")]
    checkpoint: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Role {
    Gate,
    Kiosk,
    Stage,
    Control,
    Supervisor,
}

#[derive(Serialize)]
struct Invitation<'a> {
    name: &'a str,
    text: &'a str,
    expires: String,
}

/// Publishes the event that is named, and connects this device with it.
pub(super) fn publish(program: &Program, args: &Publish) -> Result<(), Failure> {
    program.open()?;
    sign_in(program, &args.sign_in)?;
    sync::publish_event(&program.host)?;
    super::status::show(program, &sync::status(&program.host)?)
}

/// Makes an enrolment code.
pub(super) fn invite(program: &Program, args: &Invite) -> Result<(), Failure> {
    let open = program.open()?;
    sign_in(program, &args.sign_in)?;
    let place = args.checkpoint.as_deref().map(|name| checkpoint(&open, name)).transpose()?;
    let role = match args.role {
        Role::Gate => DeviceRole::Gate,
        Role::Kiosk => DeviceRole::Kiosk,
        Role::Stage => DeviceRole::Stage,
        Role::Control => DeviceRole::Control,
        Role::Supervisor => DeviceRole::Supervisor,
    };
    let req = MakeCodeReq { name: args.name.clone(), role, checkpoint: place.map(|place| place.id.into()) };
    let made = sync::make_enrolment_code(&program.host, req)?;
    let code = made.code.ok_or_else(|| Failure::failed("The store made no code"))?;
    let shown =
        Invitation { name: &code.name, text: &code.text, expires: moment::rfc3339(code.expires.into()) };
    let local = moment::local(code.expires.into(), &zone(&open)?);
    Ok(program.out.answer(&shown, format_args!("{}\ngood until {local}, for one device", code.text))?)
}

fn sign_in(program: &Program, args: &SignIn) -> Result<EnrolmentRes, Failure> {
    let file = &args.password_file;
    let text = std::fs::read_to_string(file).map_err(|error| Failure::unreadable(file, error))?;
    let password = text.lines().next().unwrap_or_default().to_owned();
    let req = OrganizerSignInReq {
        url: args.url.clone(),
        publishable_key: args.key.clone(),
        email: args.email.clone(),
        password,
    };
    Ok(sync::sign_in_organizer(&program.host, req)?)
}
