//! `gatehouse sync`: the exchange with the organizer's central store, without a window.

mod carry;
mod join;
mod once;
mod organizer;
mod status;

use crate::failure::Failure;
use crate::program::Program;

/// Arguments of `sync`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Exchanges until nothing waits on either side, then ends.
    #[arg(long)]
    once: bool,

    /// Gives up after this many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, requires = "once")]
    seconds: u64,

    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be done about the exchange.
#[derive(clap::Subcommand)]
enum Command {
    /// How the exchange stood when the event was open last: what waits, and why nothing moves if nothing does.
    Status,
    /// Joins an event with an enrolment code; its file is made where --replica says, or joins if it was carried there by
    /// hand.
    Join(join::Args),
    /// Puts the event into the central store, or brings it up to date there, and connects this device with it.
    Publish(organizer::Publish),
    /// Makes an enrolment code for one device.
    Invite(organizer::Invite),
    /// Writes what the organizer says of the event into a signed file, for a device without any network. It names guests
    /// and is not encrypted.
    ExportEvent(carry::File),
    /// Takes such a file: into the event that --replica names, if the file is newer, or as a new one there.
    ImportEvent(carry::ImportEvent),
    /// Writes every record that this device holds into a file.
    ExportRecords(carry::File),
    /// Takes the records in such a file.
    ImportRecords(carry::ImportRecords),
}

/// Does what was asked.
pub(crate) fn run(program: &Program, args: Args) -> Result<(), Failure> {
    match args.command {
        None if args.once => once::run(program, args.seconds),
        None | Some(Command::Status) => status::run(program),
        Some(Command::Join(args)) => join::run(program, &args),
        Some(Command::Publish(args)) => organizer::publish(program, &args),
        Some(Command::Invite(args)) => organizer::invite(program, &args),
        Some(Command::ExportEvent(args)) => carry::export_event(program, &args),
        Some(Command::ImportEvent(args)) => carry::import_event(program, &args),
        Some(Command::ExportRecords(args)) => carry::export_records(program, &args),
        Some(Command::ImportRecords(args)) => carry::import_records(program, &args),
    }
}
