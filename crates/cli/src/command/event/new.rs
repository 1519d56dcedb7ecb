//! `gatehouse event new`: makes an event, with what a gate needs to begin.

use gatehouse_commands::app::{self, NewEvent};
use gatehouse_commands::setup;
use gatehouse_contract::setup::{Checkpoint, EntryPolicy, EventDetails, Product, Zone};
use gatehouse_contract::time::Window;
use gatehouse_contract::verdict::Kind;
use jiff::tz::TimeZone;

use super::{Protection, show};
use crate::failure::Failure;
use crate::moment;
use crate::program::Program;

/// Arguments of `event new`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What people call the event.
    #[arg(long)]
    name: String,

    /// The venue's IANA time zone, for example America/Bogota.
    #[arg(long)]
    zone: String,

    /// When it begins: date and time at the venue, or RFC 3339.
    #[arg(long, value_name = "TIME")]
    from: String,

    /// When it ends.
    #[arg(long, value_name = "TIME")]
    until: String,

    /// Where it takes place.
    #[arg(long, default_value = "")]
    venue: String,

    /// What this device calls itself.
    #[arg(long, default_value = "Command line")]
    device: String,

    /// A product, numbered from 1 in the order given; what sort of person it is for may follow, as in `Crew=staff`.
    #[arg(long, value_name = "NAME[=KIND]", value_parser = product)]
    product: Vec<NewProduct>,

    /// A checkpoint into the event's one zone; every product may pass.
    #[arg(long, value_name = "NAME")]
    checkpoint: Vec<String>,

    /// How often one credential may enter.
    #[arg(long, default_value = "once")]
    policy: Policy,

    #[command(flatten)]
    protection: Protection,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Policy {
    Once,
    AgainAfterExit,
    Unlimited,
}

#[derive(Clone)]
struct NewProduct {
    name: String,
    kind: Kind,
}

/// Makes the event and shows it.
pub(super) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    if repeats(args.product.iter().map(|product| &product.name)) || repeats(args.checkpoint.iter()) {
        return Err(Failure::input("Two products, or two checkpoints, have the same name"));
    }
    let zone = TimeZone::get(args.zone.trim()).map_err(|_| {
        Failure::input("There is no such time zone").hint("Name the venue's zone, for example America/Bogota")
    })?;
    let time = |option: &str, text: &str| {
        moment::at_venue(text, &zone).map_err(|why| Failure::input(format!("{option}: {why}")))
    };
    let window = Window {
        from: Some(time("--from", &args.from)?.into()),
        until: Some(time("--until", &args.until)?.into()),
    };
    let new = NewEvent {
        details: EventDetails {
            name: args.name.clone(),
            venue: args.venue.clone(),
            zone: args.zone.clone(),
            window,
        },
        device_name: args.device.clone(),
        protect: args.protection.wanted(program)?,
    };
    app::create_at(&program.host, program.replica()?, &new)?;
    program.open()?;
    furnish(program, args)?;
    show::run(program)
}

/// Adds products and checkpoints.
fn furnish(program: &Program, args: &Args) -> Result<(), Failure> {
    let host = &program.host;
    for new in &args.product {
        setup::save_product(
            host,
            Product { number: 0, name: new.name.clone(), kind: new.kind, attention: None },
        )?;
    }
    if args.checkpoint.is_empty() {
        return Ok(());
    }
    let mut setup = setup::status(host)?;
    if setup.zones.is_empty() {
        setup = setup::save_zone(host, Zone { id: None, name: "Venue".into(), capacity: None })?;
    }
    let Some(zone) = setup.zones.first().and_then(|zone| zone.id) else { return Ok(()) };
    let policy = match args.policy {
        Policy::Once => EntryPolicy::Once,
        Policy::AgainAfterExit => EntryPolicy::AgainAfterExit,
        Policy::Unlimited => EntryPolicy::Unlimited,
    };
    for name in &args.checkpoint {
        let checkpoint = Checkpoint {
            id: None,
            name: name.clone(),
            zone,
            products: vec![],
            policy,
            window: Window::default(),
            admits_unpaid: false,
        };
        setup::save_checkpoint(host, checkpoint)?;
    }
    Ok(())
}

fn repeats<'a>(names: impl Iterator<Item = &'a String>) -> bool {
    let mut names: Vec<_> = names.map(|name| name.trim().to_lowercase()).collect();
    names.sort();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

/// `NAME` or `NAME=KIND`.
fn product(text: &str) -> Result<NewProduct, String> {
    let Some((name, word)) = text.rsplit_once('=') else {
        return Ok(NewProduct { name: text.to_owned(), kind: Kind::Ticket });
    };
    let kind: gatehouse_core::admission::Kind = word.trim().parse().map_err(|_| {
        let words = gatehouse_core::admission::Kind::ALL.map(gatehouse_core::admission::Kind::as_str);
        format!("no such kind; there are {}", words.join(", "))
    })?;
    Ok(NewProduct { name: name.to_owned(), kind: kind.into() })
}
