//! What the exchange with the central store costs: the real engine, the shipped migrations on a real Postgres, HTTP, and an
//! encrypted replica.
//!
//! `BENCH_TICKETS` takes other sizes of the event than the usual three, the last but one being the event whose gate is
//! watched, as in `BENCH_TICKETS=1000,9000,10000`; that one must last for some 1,500 scans beyond what is exchanged.

mod delta;
mod download;
mod event;
mod gate;

use anyhow::{Context as _, Result};

pub(crate) use self::download::device;
use self::event::Event;
use crate::import;
use crate::report::Report;

/// How many tickets the events have.
const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];

/// Measures everything, the import of the same people first.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let sizes = sizes()?;
    let (smallest, large) = sizes.split_first().context("there are sizes")?;
    for size in large {
        if report.value(&imported(*size)).is_none() {
            import::venue(*size, report)?;
        }
    }
    let mut deltas = Vec::new();
    for (n, size) in sizes.iter().enumerate() {
        let event = Event::publish(*size, report)?;
        let device = download::measure(&event, report)?;
        if let (true, Some(import)) = (size != smallest, report.value(&imported(*size))) {
            let name = format!("sync {size}: first download / import of the same people");
            report.figure(&name, device.seconds / import, "x");
        }
        deltas.push(delta::measure(&event, &device, report)?);
        if n + 2 == sizes.len() {
            gate::measure(&event, &device, report)?;
        }
    }
    delta::compare(&sizes, &deltas, report);
    Ok(())
}

fn imported(size: u64) -> String {
    format!("import {size}: CSV to searchable replica")
}

fn sizes() -> Result<Vec<u64>> {
    match std::env::var("BENCH_TICKETS") {
        Ok(list) => list.split(',').map(|size| size.trim().parse().context("BENCH_TICKETS")).collect(),
        Err(_) => Ok(SIZES.to_vec()),
    }
}
