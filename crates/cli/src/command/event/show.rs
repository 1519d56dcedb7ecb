//! `gatehouse event show`: what an event's file holds.

use std::fmt::Write as _;

use gatehouse_commands::{Host, setup};
use gatehouse_contract::app::Protection;
use gatehouse_contract::setup::SetupRes;
use gatehouse_contract::time::{WallMs as Moment, Window};
use gatehouse_core::time::WallMs;
use gatehouse_store::table::author::AuthorRow;
use gatehouse_store::{gate, table};
use jiff::tz::TimeZone;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::moment;
use crate::program::{Program, zone};

#[derive(Serialize)]
struct Shown {
    event: String,
    name: String,
    venue: String,
    zone: String,
    from: Option<String>,
    until: Option<String>,
    protection: Protection,
    products: Vec<Product>,
    checkpoints: Vec<Checkpoint>,
    credentials: u64,
    records: u64,
    /// Records of this device that no central store has acknowledged.
    waiting: u64,
    devices: usize,
    /// SHA-256 over all logs' heads: equal on two devices that hold the same records.
    heads: String,
    /// When master data last came in, and how long ago that is.
    data_at: Option<String>,
    age_s: Option<i64>,
}

#[derive(Serialize)]
struct Product {
    number: u16,
    name: String,
    credentials: u64,
}

#[derive(Serialize)]
struct Checkpoint {
    id: Option<String>,
    name: String,
}

/// Shows the event that is named.
pub(super) fn run(program: &Program) -> Result<(), Failure> {
    let open = program.open()?;
    let setup = setup::status(&program.host)?;
    let (counts, authors) = open
        .replica
        .read(|conn| Ok::<_, gatehouse_store::Error>((gate::counts(conn)?, table::author::all(conn)?)))?;
    let now = program.host.now().wall;
    let time = |at: Moment| moment::rfc3339(at.into());
    let shown = Shown {
        event: open.id.to_string(),
        name: setup.event.name.clone(),
        venue: setup.event.venue.clone(),
        zone: setup.event.zone.clone(),
        from: setup.event.window.from.map(time),
        until: setup.event.window.until.map(time),
        protection: open.protection,
        credentials: setup.credentials,
        records: counts.records,
        waiting: counts.waiting,
        devices: authors.len(),
        heads: heads(&authors),
        data_at: setup.data_at.map(time),
        age_s: setup.data_at.map(|at| (now.0.saturating_sub(WallMs::from(at).0)) / 1000),
        products: products(&setup),
        checkpoints: setup
            .checkpoints
            .iter()
            .map(|one| Checkpoint { id: one.id.map(|id| id.0.to_string()), name: one.name.clone() })
            .collect(),
    };
    Ok(program.out.answer(&shown, words(&shown, &setup.event.window, setup.data_at, &zone(&open)?))?)
}

fn products(setup: &SetupRes) -> Vec<Product> {
    let counts = setup.credentials_by_product.iter().copied().chain(std::iter::repeat(0));
    let products = setup.products.iter().zip(counts);
    products
        .map(|(product, credentials)| Product {
            number: product.number,
            name: product.name.clone(),
            credentials,
        })
        .collect()
}

/// Every author's id, length and last hash, in the order of the ids.
fn heads(authors: &[AuthorRow]) -> String {
    let mut authors: Vec<_> = authors.iter().collect();
    authors.sort_by_key(|author| author.id);
    let mut hash = Sha256::new();
    for author in authors {
        hash.update(author.id.as_bytes());
        hash.update(author.head.seq.0.to_be_bytes());
        hash.update(author.head.hash);
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn words(shown: &Shown, window: &Window, data_at: Option<Moment>, zone: &TimeZone) -> String {
    let local =
        |at: Option<Moment>, none: &str| at.map_or_else(|| none.into(), |at| moment::local(at.into(), zone));
    let mut lines = vec![
        format!("{} ({})", shown.name, shown.event),
        format!("venue        {} ({})", shown.venue, shown.zone),
        format!("time         {} to {}", local(window.from, "open"), local(window.until, "open")),
        format!("credentials  {}", shown.credentials),
        format!("records      {} of {} devices, {} not sent", shown.records, shown.devices, shown.waiting),
        format!("heads        {}", shown.heads),
        format!("data         {}", local(data_at, "none imported yet")),
    ];
    for product in &shown.products {
        lines.push(format!("product      {:>5}  {} ({})", product.number, product.name, product.credentials));
    }
    for checkpoint in &shown.checkpoints {
        lines.push(format!("checkpoint   {}  {}", checkpoint.id.as_deref().unwrap_or("-"), checkpoint.name));
    }
    lines.join("\n")
}
