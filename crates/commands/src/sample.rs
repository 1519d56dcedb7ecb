//! The sample event of the demonstration: made on the spot, with keys of its own, starting today.

use std::path::Path;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::setup::{Checkpoint, EntryPolicy, EventDetails, Product, Zone};
use gatehouse_contract::show::{ImportRundownReq, NewShowReq};
use gatehouse_contract::time::{WallMs, Window};
use gatehouse_contract::verdict::Kind;
use gatehouse_core::ids::CredentialId;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;

use crate::app::{self, NewEvent, Protect};
use crate::error;
use crate::host::{Host, ten_random};
use crate::{import, setup, show};

const DESCRIPTION: &str = include_str!("../../../assets/sample-event/event.json");
const RUNDOWN: &str = include_str!("../../../assets/sample-event/rundown.csv");
const ATTENDEES: &str = include_str!("../../../assets/sample-event/attendees.csv");

/// The sample event as its file describes it; the file's README explains the fields.
#[derive(Debug, Deserialize)]
struct Description {
    name: String,
    venue: String,
    stage: String,
    zone: String,
    days: Vec<Day>,
    zones: Vec<SampleZone>,
    products: Vec<SampleProduct>,
    checkpoints: Vec<SampleCheckpoint>,
}

#[derive(Debug, Deserialize)]
struct Day {
    opens: String,
    closes: String,
}

#[derive(Debug, Deserialize)]
struct SampleZone {
    name: String,
    capacity: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct SampleProduct {
    number: u16,
    name: String,
    kind: Kind,
    days: Vec<usize>,
    attention: Option<String>,
}

#[derive(Debug, Deserialize)]
struct SampleCheckpoint {
    name: String,
    zone: String,
    products: Vec<u16>,
    policy: EntryPolicy,
    admits_unpaid: bool,
}

/// Makes the sample event at `file` and leaves it open.
///
/// # Errors
/// When the file is taken or cannot be written.
pub fn create(host: &dyn Host, file: &Path, protect: Protect) -> Result<(), CommandError> {
    let sample: Description = serde_json::from_str(DESCRIPTION).map_err(|_| broken())?;
    let days = sample.windows(host.now().wall).ok_or_else(broken)?;
    let whole = span(&days).ok_or_else(broken)?;
    let passphrase = match &protect {
        Protect::Passphrase(words) => Some(words.clone()),
        Protect::KeyStore | Protect::Unprotected => None,
    };
    let details = EventDetails {
        name: sample.name.clone(),
        venue: sample.venue.clone(),
        zone: sample.zone.clone(),
        window: whole,
    };
    app::create_at(host, file, &NewEvent { details, device_name: "Demo 1".into(), protect })?;
    app::open_path(host, file, passphrase.as_deref())?;
    furnish(host, &sample, whole)?;
    let rows = with_validity(&sample, &days).ok_or_else(broken)?;
    take_in(host, &rows)?;
    plan(host, &sample)
}

/// Imports the rows by way of a file, as everybody's rows are.
fn take_in(host: &dyn Host, rows: &str) -> Result<(), CommandError> {
    let folder = &host.folders().staging;
    let name = CredentialId::ordered(host.now().wall, ten_random(host));
    let path = folder.join(format!("sample-{name}.csv"));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&path, rows))
        .map_err(|error| error::io(&error, "handing over the sample's attendees"))?;
    let report = import::run_file(host, &path, None);
    // Should this fail, the file goes at the next start; its people are invented.
    let _ = std::fs::remove_file(&path);
    if report?.done { Ok(()) } else { Err(broken()) }
}

/// The first evening's show, from the same kind of file as everybody's.
fn plan(host: &dyn Host, sample: &Description) -> Result<(), CommandError> {
    let zone = TimeZone::get(&sample.zone).map_err(|_| broken())?;
    let date = host.now().wall.civil_day(&zone).to_string();
    let new = NewShowReq { title: sample.name.clone(), stage: sample.stage.clone(), date };
    let req = ImportRundownReq {
        show: show::create(host, new)?.show,
        file: String::new(),
        adopt: true,
        remove_missing: false,
        sheet: None,
        follow: false,
        typed: None,
    };
    let report = show::take(host, RUNDOWN.as_bytes(), &req)?;
    if report.done { Ok(()) } else { Err(broken()) }
}

/// Products, zones and checkpoints.
fn furnish(host: &dyn Host, sample: &Description, whole: Window) -> Result<(), CommandError> {
    for product in &sample.products {
        setup::save_product(
            host,
            Product {
                number: product.number,
                name: product.name.clone(),
                kind: product.kind,
                attention: product.attention.clone(),
            },
        )?;
    }
    for zone in &sample.zones {
        setup::save_zone(host, Zone { id: None, name: zone.name.clone(), capacity: zone.capacity })?;
    }
    let zones = setup::status(host)?.zones;
    for checkpoint in &sample.checkpoints {
        let zone = zones.iter().find(|zone| zone.name == checkpoint.zone).and_then(|zone| zone.id);
        setup::save_checkpoint(
            host,
            Checkpoint {
                id: None,
                name: checkpoint.name.clone(),
                zone: zone.ok_or_else(broken)?,
                products: checkpoint.products.clone(),
                policy: checkpoint.policy,
                window: whole,
                admits_unpaid: checkpoint.admits_unpaid,
            },
        )?;
    }
    Ok(())
}

/// The attendees, each with the validity that its product's days give it.
fn with_validity(sample: &Description, days: &[Window]) -> Option<String> {
    let mut reader = csv::Reader::from_reader(ATTENDEES.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(ATTENDEES.len() * 2));
    let mut headings = reader.headers().ok()?.clone();
    let product_column = headings.iter().position(|heading| heading == "product")?;
    headings.push_field("valid_from");
    headings.push_field("valid_until");
    writer.write_record(&headings).ok()?;
    for row in reader.records() {
        let mut row = row.ok()?;
        let product =
            sample.products.iter().find(|product| Some(product.name.as_str()) == row.get(product_column))?;
        let own: Vec<Window> =
            product.days.iter().filter_map(|day| days.get(day.checked_sub(1)?).copied()).collect();
        let window = span(&own)?;
        row.push_field(&timestamp(window.from?)?);
        row.push_field(&timestamp(window.until?)?);
        writer.write_record(&row).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

impl Description {
    /// When each day opens and closes, the first being the civil day of `now` at the venue.
    fn windows(&self, now: gatehouse_core::time::WallMs) -> Option<Vec<Window>> {
        let zone = TimeZone::get(&self.zone).ok()?;
        let today = now.civil_day(&zone);
        (0i64..)
            .zip(&self.days)
            .map(|(ahead, day)| {
                let date = today.checked_add(ahead.days()).ok()?;
                let opens = local(date, &day.opens)?;
                let closes = local(date, &day.closes)?;
                let closes = if closes > opens { closes } else { closes.checked_add(1.day()).ok()? };
                let instant = |civil: jiff::civil::DateTime| {
                    Some(WallMs(zone.to_ambiguous_timestamp(civil).compatible().ok()?.as_millisecond()))
                };
                Some(Window { from: instant(opens), until: instant(closes) })
            })
            .collect()
    }
}

/// `HH:MM` on a date; `24:00` is the start of the next day.
fn local(date: Date, words: &str) -> Option<jiff::civil::DateTime> {
    if words == "24:00" {
        return Some(date.tomorrow().ok()?.to_datetime(Time::midnight()));
    }
    let (hours, minutes) = words.split_once(':')?;
    Some(date.to_datetime(Time::new(hours.parse().ok()?, minutes.parse().ok()?, 0, 0).ok()?))
}

/// From the first opening to the last closing.
fn span(days: &[Window]) -> Option<Window> {
    Some(Window { from: days.first()?.from, until: days.last()?.until })
}

fn timestamp(at: WallMs) -> Option<String> {
    Timestamp::from_millisecond(at.0).ok().map(|at| at.to_string())
}

fn broken() -> CommandError {
    error::bug("The sample event that came with the program is broken")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_sample_gets_the_validity_of_its_product() {
        let sample: Description = serde_json::from_str(DESCRIPTION).expect("the description is JSON");
        let days =
            sample.windows(gatehouse_core::time::WallMs(1_795_222_800_000)).expect("the days are times");
        assert_eq!(days.len(), 2);
        let rows = with_validity(&sample, &days).expect("every product of a row is described");
        assert_eq!(rows.lines().count(), 5_001);
    }
}
