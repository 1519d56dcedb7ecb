//! A guest list of a million rows, from the CSV file to a replica that can be searched.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use gatehouse_commands::app::{NewEvent, Protect, create_at, open_path};
use gatehouse_commands::{Host, OpenEvent, import, setup};
use gatehouse_contract::setup::{Checkpoint, EntryPolicy, EventDetails, Product, Zone};
use gatehouse_contract::time::{WallMs, Window};
use gatehouse_contract::verdict::Kind;
use gatehouse_core::admission::Direction;
use gatehouse_core::ids::CheckpointId;
use gatehouse_testkit::Machine;
use serde_json::{Value, json};

use crate::people::{self, Dice};
use crate::report::{Report, most_memory};
use crate::{apart, peer};

/// What the event's file is called.
const FILE: &str = "bench.gatehouse";

/// An event with its guests, and a post at its gate.
pub(crate) struct Venue {
    pub(crate) machine: Machine,
    pub(crate) open: Arc<OpenEvent>,
    pub(crate) checkpoint: CheckpointId,
    pub(crate) size: u64,
}

impl Venue {
    /// Where the device stands.
    pub(crate) fn post(&self) -> gatehouse_commands::Post {
        gatehouse_commands::Post { checkpoint: self.checkpoint, direction: Direction::In }
    }
}

/// Makes the event and has a process of its own import `size` guests into it.
pub(crate) fn venue(size: u64, report: &mut Report) -> Result<Venue> {
    let machine = Machine::new();
    let checkpoint = event(&machine, Protect::Unprotected)?;
    let rows = machine.path("guests.csv");
    people::write(&rows, size)?;
    // The other process opens the same file, and then this one again.
    let file = machine.path(FILE);
    machine.session().close();
    let said = apart::run([OsStr::new("--import"), file.as_ref(), rows.as_ref()])?;
    ensure!(said["added"] == size, "the guests were imported");
    let mut figure = |name: &str, value: &Value, unit| {
        let value = value.as_f64().context("a figure of the import")?;
        report.figure(&format!("import {size}: {name}"), value, unit);
        anyhow::Ok(())
    };
    figure("CSV to searchable replica", &said["seconds"], "s")?;
    figure("most memory of the whole process", &said["memory"], "MiB")?;
    std::fs::remove_file(rows)?;
    open_path(&machine, &file, None)?;
    let open = gatehouse_commands::open(&machine)?;
    Ok(Venue { machine, open, checkpoint, size })
}

/// The import's process: takes the guests of a file into an event, and says how it went.
pub(crate) fn guests(mut words: impl Iterator<Item = String>) -> Result<()> {
    let mut word = || words.next().context("--import EVENT GUESTS");
    let (event, rows) = (word()?, word()?);
    // Not the machine that made the event: its ids would come again.
    let machine = Machine::nth(1);
    open_path(&machine, Path::new(&event), None)?;
    let start = Instant::now();
    let answer = import::run_file(&machine, Path::new(&rows), None)?;
    let seconds = start.elapsed().as_secs_f64();
    ensure!(answer.done, "the guests were imported");
    println!("{}", json!({ "seconds": seconds, "added": answer.added, "memory": most_memory() }));
    Ok(())
}

/// A small event without guests, opened at the machine.
pub(crate) fn event(machine: &Machine, protect: Protect) -> Result<CheckpointId> {
    let now = machine.now().wall.0;
    let window = Window { from: Some(WallMs(now - 3_600_000)), until: Some(WallMs(now + 86_400_000)) };
    let details =
        EventDetails { name: "Bench".into(), venue: String::new(), zone: "America/Bogota".into(), window };
    let file = machine.path(FILE);
    create_at(machine, &file, &NewEvent { details, device_name: "Bench".into(), protect })?;
    open_path(machine, &file, None)?;
    setup::save_product(
        machine,
        Product { number: 0, name: "General".into(), kind: Kind::Ticket, attention: None },
    )?;
    let zones =
        setup::save_zone(machine, Zone { id: None, name: "Grounds".into(), capacity: Some(4_000_000) })?
            .zones;
    let zone =
        zones.into_iter().find_map(|zone| zone.id).ok_or_else(|| anyhow::anyhow!("the zone was saved"))?;
    let gate = Checkpoint {
        id: None,
        name: "Puerta Norte".into(),
        zone,
        products: vec![1],
        policy: EntryPolicy::Once,
        window: Window::default(),
        admits_unpaid: false,
    };
    let saved = setup::save_checkpoint(machine, gate)?.checkpoints;
    let id = saved.into_iter().find_map(|checkpoint| checkpoint.id);
    Ok(id.ok_or_else(|| anyhow::anyhow!("the checkpoint was saved"))?.0)
}

/// What the engine alone needs for as many rows: bare inserts and a trigram index, same encryption, same settings.
pub(crate) fn peer(size: u64, report: &mut Report) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut conn = peer::fresh(&folder.path().join("peer.db"))?;
    let mut dice = Dice(7);
    let start = Instant::now();
    let tx = conn.transaction()?;
    tx.execute_batch(
        "CREATE TABLE guest (no INTEGER PRIMARY KEY, id BLOB UNIQUE, product INTEGER, name TEXT, email TEXT, \
         code TEXT, seat TEXT); \
         CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'trigram', detail = none);",
    )?;
    {
        let mut guest = tx.prepare("INSERT INTO guest VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)")?;
        let mut words = tx.prepare("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
        for row in 0..size {
            let (name, code) = (dice.name(), dice.code());
            let email = format!("guest{row}@example.org");
            let id = u128::from(row).to_be_bytes();
            guest.execute(rusqlite::params![row as i64, id, name, email, code, format!("{}", row % 90)])?;
            words.execute(rusqlite::params![row as i64, format!("{name} {code}")])?;
        }
    }
    tx.commit()?;
    report.figure(
        &format!("import {size}: peer, bare inserts and trigrams"),
        start.elapsed().as_secs_f64(),
        "s",
    );
    Ok(())
}
